"""Plugins from the command line: a file of ten lines is enough, and what fails is told in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine

Write = Callable[..., Path]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

SHOUT = """# shout.py
from tyopaja import Renderer, hookimpl


def render(view):
    return f"{view.title.upper()}!\\n"


@hookimpl
def tyopaja_renderers():
    return [Renderer("shout", render, media_type="text/plain", suffix=".txt", title="The title, loudly")]
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`tyopaja` in the test's folder, with a journal there and an environment."""

    def call(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        known = {key: value for key, value in os.environ.items() if not key.startswith("TYOPAJA_")}
        return subprocess.run(
            [sys.executable, "-m", "tyopaja", *arguments],
            cwd=tmp_path,
            env={**known, "TYOPAJA_JOURNAL": "sqlite:series.db", **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_ten_lines_in_an_empty_folder_add_an_export_format(run: Run, tmp_path: Path) -> None:
    assert len([line for line in SHOUT.splitlines() if line.strip()]) <= 10
    (tmp_path / "shout.py").write_text(SHOUT)
    session = run("start", "arjen-kompassi", "--title", "Hotelli Kaamos", TYOPAJA_PLUGINS="").stdout.strip()
    ran = run("export", session, "--as", "shout", "-o", "-", TYOPAJA_PLUGINS="./shout.py")
    assert (ran.stdout, ran.stderr, ran.returncode) == ("ARJEN KOMPASSI!\n", "", 0)
    with Engine(journal=f"sqlite:{tmp_path}/series.db", plugins=[tmp_path / "shout.py"]) as engine:
        assert engine.render(engine.open(session), format="shout").text == ran.stdout
    without = run("export", session, "--as", "shout", "-o", "-", TYOPAJA_PLUGINS="")
    assert without.returncode == 1
    assert "There is no format 'shout'" in without.stderr


def test_plugins_that_fail_cost_an_export_of_others_a_line_each_and_no_more(run: Run, write: Write) -> None:
    write("bad", "@hookimpl\ndef tyopaja_renderers(): raise ValueError('no luck')\n")
    write("worse", "import sys\nsys.exit('nobody at home')\n")
    both = "./worse.py,./bad.py"
    session = run("start", "arjen-kompassi", "--title", "Kaamos", TYOPAJA_PLUGINS=both).stdout.strip()
    ran = run("export", session, "--as", "text", "--what", "session", "-o", "-", TYOPAJA_PLUGINS=both)
    assert ran.returncode == 0
    assert "Kaamos" in ran.stdout
    assert ran.stderr.splitlines() == [
        "The plugin 'worse' failed: SystemExit: nobody at home",
        "The plugin 'bad' failed: tyopaja_renderers raised ValueError: no luck",
    ]


def test_a_renderer_that_fails_is_exit_code_3_and_named(run: Run, write: Write) -> None:
    write(
        "bad",
        "@hookimpl\ndef tyopaja_renderers():\n"
        "    return [Renderer('bad', lambda view: 1 / 0, media_type='text/plain', suffix='.txt')]\n",
    )
    session = run("start", "arjen-kompassi", "--title", "Kaamos", TYOPAJA_PLUGINS="").stdout.strip()
    ran = run("export", session, "--as", "bad", "-o", "-", TYOPAJA_PLUGINS="./bad.py")
    assert (ran.stdout, ran.returncode) == ("", 3)
    assert ran.stderr == "The plugin 'bad' failed in the renderer of 'bad': ZeroDivisionError: division by zero\n"


def test_tyopaja_plugins_tells_what_is_used_what_is_not_and_why(run: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / "text.py").write_text(SHOUT.replace('"shout"', '"text"'))
    write("bad", "@hookimpl\ndef tyopaja_rendererz(): return []\n")
    ran = run("plugins", TYOPAJA_PLUGINS="./text.py,./bad.py")
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["text", "bad", "tyopaja"]
    assert "there is no hook tyopaja_rendererz; did you mean tyopaja_renderers?" in lines[1]
    assert lines[3:] == ["The format 'text' is claimed by text, tyopaja: text is used."]
    told: list[dict[str, Any]] = json.loads(run("plugins", "--json", TYOPAJA_PLUGINS="./text.py,./bad.py").stdout)
    assert [(one["id"], one["status"]) for one in told] == [
        ("text", "loaded"),
        ("bad", "failed"),
        ("tyopaja", "loaded"),
    ]
    assert told[0]["collisions"] == [
        {"what": "format", "name": "text", "plugins": ["text", "tyopaja"], "winner": "text"}
    ]
