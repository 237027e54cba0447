"""Every session of a journal into a file of its own: by processes, from where it stopped, whatever one of them does."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine, OutputError, Refused, UnknownId, commands
from tyopaja.exporting import Order, Outcome, export_all
from tyopaja.exporting.orders import RECORD

TITLES = ("Hotelli Kaamos", "Čáhci & Pojat: Oy", "日本", "Rymy")
SEPARATE = """
import os
import sys
from tyopaja import Option, Renderer, hookimpl

def loud(view, mark):
    print("hello from a plugin")
    if view.company == "Rymy":
        os._exit(9)
    return view.company + mark

def raising(view):
    if view.company == "Rymy":
        raise RuntimeError("no Rymy")
    return view.company

def pages(view):
    return {"a/1.txt": view.company, "2.txt": "two"}

@hookimpl
def tyopaja_renderers():
    mark = Option("mark", "Mark", type="text", default="!")
    return [
        Renderer("loud", loud, media_type="text/plain", suffix=".txt", options=[mark]),
        Renderer("raising", raising, media_type="text/plain", suffix=".txt"),
        Renderer("pages", pages, media_type="text/plain", suffix=".txt"),
    ]
"""


@pytest.fixture
def journal(tmp_path: Path) -> str:
    """Four sessions in a file."""
    url = f"sqlite:{tmp_path / 'all.db'}"
    with Engine(journal=url, environ={"TYOPAJA_PLUGINS": ""}) as engine:
        for number, title in enumerate(TITLES):
            engine.start("arjen-kompassi", title=title, id=f"s{number}")
    return url


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """One plugin beside what is built in."""
    (tmp_path / "separate.py").write_text(SEPARATE, encoding="utf-8")
    return {"TYOPAJA_PLUGINS": str(tmp_path / "separate.py")}


@pytest.fixture
def export(journal: str, environ: dict[str, str], tmp_path: Path) -> Callable[..., tuple[Outcome, ...]]:
    """`export_all` into the folder `out`, by one process beside this where a test says no other number."""

    def export(format: str, what: str = "compass", **more: Any) -> tuple[Outcome, ...]:
        options = more.pop("options", {})
        order = Order(format=format, what=what, options=options, locale=more.pop("locale", None))
        return export_all(journal, order, tmp_path / "out", environ=environ, workers=more.pop("workers", 1), **more)

    return export


Export = Callable[..., tuple[Outcome, ...]]


def by_status(outcomes: tuple[Outcome, ...]) -> dict[str, str]:
    return {one.session: one.status for one in outcomes}


def test_each_session_gets_a_file_that_is_named_after_whose_it_is(export: Export, tmp_path: Path) -> None:
    outcomes = export("markdown", "report", locale="en", workers=2)
    assert [one.files for one in outcomes] == [
        ("hotelli-kaamos-s0-report-en.md",),
        ("cahci-pojat-oy-s1-report-en.md",),
        ("s2-report-en.md",),  # no letter of it is one that every system takes
        ("rymy-s3-report-en.md",),
    ]
    for one, title in zip(outcomes, TITLES, strict=True):
        assert title.split(":")[0].split(" &")[0] in (tmp_path / "out" / one.files[0]).read_text(encoding="utf-8")


def test_every_file_is_what_a_single_export_makes(export: Export, journal: str, tmp_path: Path) -> None:
    outcomes = export("json")
    with Engine(journal=journal) as engine:
        for one in outcomes:
            made = engine.render(engine.open(one.session), format="json")
            assert (tmp_path / "out" / one.files[0]).read_bytes() == made.data


def test_asked_again_it_makes_only_what_is_new(export: Export, journal: str, tmp_path: Path) -> None:
    first = export("text")
    assert set(by_status(first).values()) == {"made"}
    with Engine(journal=journal) as engine:
        engine.open("s1").do(commands.Join(by="aino", called="Aino"))
    (tmp_path / "out" / first[2].files[0]).unlink()
    (tmp_path / "out" / first[3].files[0]).write_text("cut", encoding="utf-8")
    assert by_status(export("text")) == {"s0": "kept", "s1": "made", "s2": "made", "s3": "made"}
    assert set(by_status(export("text", again=True)).values()) == {"made"}


def test_another_output_is_not_taken_for_one_that_is_there(export: Export) -> None:
    export("text")
    assert set(by_status(export("text", "session")).values()) == {"made"}
    assert set(by_status(export("text", locale="en")).values()) == {"made"}


def test_a_record_that_a_crash_has_torn_costs_no_more_than_one_file_made_again(export: Export, tmp_path: Path) -> None:
    export("text")
    record = tmp_path / "out" / RECORD
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(["\x00\n", "[]\n", *lines[:3], lines[3][:20]]), encoding="utf-8")
    made = [one for one in export("text") if one.status == "made"]
    assert len(made) == 1


def test_a_plugin_that_fails_at_one_session_is_named_and_the_rest_is_made(export: Export, tmp_path: Path) -> None:
    outcomes = export("raising")
    assert by_status(outcomes) == {"s0": "made", "s1": "made", "s2": "made", "s3": "failed"}
    assert "separate" in outcomes[3].message
    assert "no Rymy" in outcomes[3].message
    assert outcomes[3].at_fault == "plugin"


def test_a_process_that_dies_takes_only_its_own_session_with_it(export: Export, tmp_path: Path) -> None:
    outcomes = export("loud", options={"mark": "?"}, workers=2)
    assert by_status(outcomes) == {"s0": "made", "s1": "made", "s2": "made", "s3": "failed"}
    assert (outcomes[3].code, outcomes[3].at_fault) == ("renderer-died", "plugin")
    assert (tmp_path / "out" / outcomes[0].files[0]).read_text(encoding="utf-8") == "Hotelli Kaamos?"


def test_what_cannot_be_shown_is_told_for_each_session(export: Export) -> None:
    outcomes = export("text", "canvas:nowhere")
    assert {(one.status, one.code, one.at_fault) for one in outcomes} == {("failed", "unknown-sheet", "input")}


def test_outputs_of_several_files_get_a_folder_each(export: Export, tmp_path: Path) -> None:
    outcomes = export("pages")
    assert outcomes[0].files == ("hotelli-kaamos-s0/a/1.txt", "hotelli-kaamos-s0/2.txt")
    assert (tmp_path / "out" / "hotelli-kaamos-s0" / "a" / "1.txt").read_text(encoding="utf-8") == "Hotelli Kaamos"
    assert set(by_status(export("pages")).values()) == {"kept"}


def test_everybody_who_waits_is_told_as_it_comes(export: Export) -> None:
    told: list[tuple[str, int]] = []
    export("text", told=lambda outcome, total: told.append((outcome.session, total)), workers=2)
    assert sorted(told) == [(f"s{number}", 4) for number in range(4)]


def test_what_is_wrong_for_all_is_said_before_anything_is_made(export: Export, tmp_path: Path) -> None:
    with pytest.raises(UnknownId):
        export("pfd")
    with pytest.raises(UnknownId):
        export("text", options={"papper": "a2"})
    with pytest.raises(Refused):
        export("loud", options={"mark": 3})
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(export: Export, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError):
        export("text")


def test_the_command_line_exports_all_and_says_what_failed(
    journal: str, environ: dict[str, str], tmp_path: Path, run_cli: Callable[..., Any]
) -> None:
    out = tmp_path / "out"
    done = run_cli("export", "--all", "--as", "raising", "-o", out, "--journal", journal, "--json", **environ)
    assert done.code == 3
    assert [one["status"] for one in json.loads(done.out)] == ["made", "made", "made", "failed"]
    assert "s3 (Rymy): " in done.err
    assert f"3 made, 1 failed, in {out}." in done.err
    done = run_cli("export", "--all", "--as", "text", "--what", "canvas:nowhere", "-o", out, "--journal", journal)
    assert done.code == 1
    done = run_cli("export", "--all", "--as", "text", "-o", out, "--journal", journal)
    assert (done.code, done.err.strip()) == (0, f"4 made, in {out}.")
    done = run_cli("export", "--all", "--as", "text", "-o", out, "--journal", journal)
    assert (done.code, done.err.strip()) == (0, f"0 made, 4 as they were, in {out}.")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--as", "text", "-o", "x"),
        ("export", "s0", "--all", "--as", "text", "-o", "x"),
        ("export", "--all", "--as", "text", "-o", "-"),
        ("export", "s0", "--jobs", "2", "--as", "text", "-o", "x"),
        ("export", "s0", "--as", "text", "-o", "x", "--option", "paper"),
        ("export", "s0", "--as", "text", "-o", "x", "--option", "paper=a4", "--option", "paper=a3"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(
    journal: str, run_cli: Callable[..., Any], words: tuple[str, ...]
) -> None:
    assert run_cli(*words, "--journal", journal).code == 2


def test_one_output_of_several_files_is_an_archive_or_a_folder(
    journal: str, environ: dict[str, str], tmp_path: Path, run_cli: Callable[..., Any]
) -> None:
    word = ("export", "s0", "--as", "pages", "--journal", journal, "-o")
    assert run_cli(*word, tmp_path / "pages.zip", **environ).code == 0
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        assert archive.namelist() == ["a/1.txt", "2.txt"]
    assert run_cli(*word, tmp_path / "pages", **environ).code == 0
    assert (tmp_path / "pages" / "a" / "1.txt").read_text(encoding="utf-8") == "Hotelli Kaamos"
