"""`check`, and a facilitator's own canvas: from a mistake to a sheet in print, without touching Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

CANVAS = """\
title = "Oma kanvaasi"
purpose = "Kokeillaan."

[layout]
areas = ["eka toka"]

[section.eka]
title = "Eka"
prompts = ["Mitä näet?"]

[section.toka]
title = "Toka"
prompts = ["Mitä kuulet?"]
"""
FLOW = """\
title = "Oma kulku"
result = "oma"

[sheet.oma]
canvas = "oma"

[[step]]
id = "kirjoitus"
title = "Kirjoitetaan"
activity = "brainstorm"
on = ["oma"]
time = "10 min"
"""


def test_a_sound_pack_is_met_with_silence(cli: Cli, pack: Path) -> None:
    done = cli("check", pack)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert json.loads(cli("check", pack, "--json").out) == []


def mistakes(pack: Path) -> list[tuple[str, int]]:
    """Put five different mistakes into a pack; the file and the line of each."""
    found = []
    for file, old, new in (
        ("canvases/okr.toml", "at-most = 5", "at-mots = 5"),  # a key that there is not
        ("canvases/okr.toml", "characters = 120", 'characters = "120"'),  # of another type
        ("canvases/empatiakartta.toml", 'paper = "a3 landscape"', 'paper = "a3 sideways"'),  # no such word
        ("flows/arjen-kompassi.toml", 'on = ["profiili"]', 'on = ["profili"]'),  # a sheet that there is not
        ("pack.toml", 'accent = "#0f5c6e"', 'accent = "sininen"'),  # no colour
    ):
        path = pack / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        found.append((file, text[: text.index(old)].count("\n") + 1))
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return sorted(found)


def test_five_different_mistakes_are_printed_at_once_each_at_its_line(cli: Cli, pack: Path) -> None:
    wrong = mistakes(pack)
    done = cli("check", pack)
    assert done.code == 1
    said = re.findall(rf"^{re.escape(str(pack))}/(.+?):(\d+):\d+: ", done.out, re.MULTILINE)
    assert sorted((file, int(line)) for file, line in said) == wrong

    done = cli("check", pack, "--json")
    problems = json.loads(done.out)
    assert done.code == 1
    assert all(one.keys() == {"file", "line", "column", "code", "severity", "message", "hint"} for one in problems)
    assert sorted((one["file"].removeprefix(f"{pack}/"), one["line"]) for one in problems) == wrong
    assert len({one["code"] for one in problems}) == 5


def test_each_mistake_is_an_annotation_at_its_line_for_github(cli: Cli, pack: Path) -> None:
    wrong = mistakes(pack)
    done = cli("check", pack, "--format", "github")
    assert done.code == 1
    found = re.findall(r"^::error file=(.+?),line=(\d+),col=\d+,title=[a-z-]+::.+[.?]$", done.out, re.MULTILINE)
    assert sorted((file.removeprefix(f"{pack}/"), int(line)) for file, line in found) == wrong
    assert len(done.out.splitlines()) == len(wrong)


def test_an_annotation_keeps_signs_that_would_end_it_and_warnings_are_warnings(cli: Cli, tmp_path: Path) -> None:
    odd = tmp_path / "a,b%c:d.toml"
    prompt = "x" * 121
    odd.write_text(CANVAS.replace("Mitä näet?", prompt).replace('"eka toka"', '"eka 100%"'), encoding="utf-8")
    lines = cli("check", odd.name, "--format", "github").out.splitlines()
    assert [line.partition("::")[2].partition("::")[0] for line in lines] == [
        "error file=a%2Cb%25c%3Ad.toml,line=1,col=1,title=bad-id",
        "error file=a%2Cb%25c%3Ad.toml,line=5,col=10,title=unknown-area",
        "warning file=a%2Cb%25c%3Ad.toml,line=9,col=12,title=long-prompt",
    ]
    assert "'100%25'" in lines[1]


def test_how_problems_are_printed_is_said_once(cli: Cli, pack: Path) -> None:
    assert json.loads(cli("check", pack, "--format", "json").out) == json.loads(cli("check", pack, "--json").out) == []
    assert cli("check", pack, "--format", "text").out == cli("check", pack, "--format", "github").out == ""
    assert cli("check", pack, "--format", "github", "--json").code == 2
    assert cli("check", pack, "--format", "xml").code == 2


def test_a_pack_with_mistakes_starts_nothing_and_says_all_of_them(cli: Cli, pack: Path, tmp_path: Path) -> None:
    wrong = mistakes(pack)
    done = cli("start", "arjen-kompassi", "--title", "X", "--pack", pack)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == len(wrong)


@pytest.mark.parametrize("path", ["nowhere", "nowhere.toml"])
def test_a_path_that_leads_nowhere_is_a_problem_and_not_a_crash(path: str, cli: Cli) -> None:
    done = cli("check", path)
    assert done.code == 1
    assert path in done.out
    done = cli("list", "flows", "--pack", path)
    assert (done.code, done.out) == (1, "")
    assert path in done.err


def test_a_canvas_file_dropped_into_a_pack_is_listed_filled_and_printed(cli: Cli, pack: Path, tmp_path: Path) -> None:
    (pack / "canvases" / "oma.toml").write_text(CANVAS, encoding="utf-8")
    (pack / "flows" / "oma-kulku.toml").write_text(FLOW, encoding="utf-8")
    shared = ("--pack", pack, "--journal", "sqlite:oma.db")
    listed = json.loads(cli("list", "canvases", "--json", "--pack", pack).out)
    assert "oma" in [item["id"] for item in listed]

    session = cli("start", "oma-kulku", "--title", "Oma", *shared).out.strip()
    assert cli("do", session, "join", "by=aino", "role=facilitator", *shared).code == 0
    added = cli("do", session, "add", "by=aino", "sheet=oma", "section=toka", "text=Tuulen ääni", *shared)
    assert (added.code, added.err) == (0, "")
    for kind in ("html", "pdf"):
        file = f"oma.{kind}"
        done = cli("export", session, "--as", kind, "--what", "canvas:oma", "-o", file, *shared)
        assert (done.code, done.err) == (0, "")
    assert "Tuulen ääni" in (tmp_path / "oma.html").read_text(encoding="utf-8")
    assert (tmp_path / "oma.pdf").read_bytes().startswith(b"%PDF-")
