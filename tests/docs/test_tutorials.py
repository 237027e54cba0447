"""The tutorials are walked through as a reader would: their files are written, their commands run, and what they
print is what the page shows.

A block of TOML that begins with `# FILE` is that file's whole content from then on. In a block `console` each line that
begins with `$` is a command; the lines below it are what it prints, with `…` for what differs from time to time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
WAITING = ("tyopaja preview",)
"""Commands that go on until somebody stops them: shown, and tested elsewhere."""


def blocks(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page: language and content."""
    return re.findall(r"^```(\w+)\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with what it is to print."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    return [(part.partition("\n")[0].partition("  #")[0].strip(), part.partition("\n")[2]) for part in parts[1:]]


def pattern(shown: str) -> str:
    return ".*".join(map(re.escape, shown.split("…")))


def run(command: str, folder: Path) -> tuple[int, str]:
    """A command of a page, in a shell, with `tyopaja` as a reader has it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TYOPAJA_")}
    bin_ = folder / ".bin"
    bin_.mkdir(exist_ok=True)
    tool = bin_ / "tyopaja"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tyopaja "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    environment = {**kept, "PATH": f"{bin_}{os.pathsep}{kept['PATH']}", "XDG_DATA_HOME": str(folder / ".data")}
    ran = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_can_be_followed_to_its_end(page: Path, tmp_path: Path) -> None:
    for language, content in blocks(page):
        if language == "toml" and (named := re.match(r"# (\S+\.toml)\b.*\n", content)):
            file = tmp_path / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        for command, shown in commands(content) if language == "console" else ():
            if command.startswith(WAITING):
                continue
            code, printed = run(command, tmp_path)
            assert re.fullmatch(pattern(shown.strip()), printed.strip(), re.DOTALL), f"$ {command}\n{printed}"
            assert code in (0, 1), printed


def test_the_five_tutorials_are_there() -> None:
    assert [page.stem for page in PAGES] == [
        "change-a-running-series",
        "first-canvas",
        "from-a-slide",
        "last-years-compass",
        "translate-a-pack",
    ]
