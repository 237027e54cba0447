"""`sheet`: a canvas by itself as a file, blank or as a sample, without a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]


def test_a_blank_sheet_asks_its_questions_and_a_sample_answers_them(cli: Cli, tmp_path: Path) -> None:
    for name, options in (("blank.txt", ()), ("sample.txt", ("--sample",))):
        done = cli("sheet", "empatiakartta", "--as", "text", *options, "-o", tmp_path / name)
        assert (done.code, done.out, done.err) == (0, "", "")
    blank, sample = ((tmp_path / name).read_text(encoding="utf-8") for name in ("blank.txt", "sample.txt"))
    assert "Empatiakartta" in blank
    assert "  ? " in blank
    assert "  • " not in blank
    assert "  • " in sample


def test_it_is_in_the_language_asked_for_and_goes_to_stdout(cli: Cli) -> None:
    done = cli("sheet", "arctic-factory/empatiakartta", "--as", "markdown", "--locale", "en", "-o", "-")
    assert done.code == 0
    assert done.out.startswith("# Empathy map")


def test_no_journal_is_made_for_it(cli: Cli, tmp_path: Path) -> None:
    assert cli("sheet", "okr", "--as", "json", "-o", tmp_path / "okr.json").code == 0
    assert not list(tmp_path.rglob("*.db"))


def test_an_unknown_canvas_is_named_with_the_nearest_known_one(cli: Cli) -> None:
    done = cli("sheet", "empatiakarta", "--as", "text", "-o", "-")
    assert done.code == 1
    assert "empatiakartta" in done.err


def test_what_is_no_language_is_refused(cli: Cli) -> None:
    done = cli("sheet", "okr", "--as", "text", "--locale", "§", "-o", "-")
    assert (done.code, "§" in done.err) == (1, True)
