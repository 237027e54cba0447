"""`erase` and `export --what person:ID`: somebody's own data by command, given to them and taken out for good."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
SECRET = "Sauna kello kuusi"


@pytest.fixture
def bea(cli: Cli, journal: str) -> tuple[str, ...]:
    """Where sessions are kept, with Bea Lumi in the session `kaamos`, who wrote a note, and of whom Aino wrote."""
    kept = ("--journal", journal)
    note = ("sheet=profiili", "section=tarpeet")
    for words in (
        ("join", "by=bea", "name=Bea Lumi"),
        ("add", "by=bea", "id=b1", *note, f"text={SECRET}"),
        ("add", "by=aino", "id=a1", *note, "text=Bean lupaus, sanoi Bea Lumi"),
    ):
        assert cli(*kept, "do", "kaamos", *words).code == 0
    return kept


def test_words_and_names_are_gone_from_the_files_and_what_may_be_left_is_named(
    cli: Cli, bea: tuple[str, ...], tmp_path: Path
) -> None:
    done = cli(*bea, "erase", "kaamos", "bea")
    assert (done.code, done.out) == (0, "poistettu-1\n")
    assert done.err == "Others may have written the name in another form. Look at: a1\n"
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("journal.db*"))
    assert SECRET.encode() not in raw
    assert b"Bea Lumi" not in raw
    assert cli(*bea, "verify").code == 0
    sheet = cli(*bea, "export", "kaamos", "--as", "text", "--what", "canvas:profiili", "-o", "-").out
    assert "(poistettu)" in sheet
    assert "Bean lupaus, sanoi poistettu nimi" in sheet


def test_what_was_done_is_told_to_programs(cli: Cli, bea: tuple[str, ...]) -> None:
    done = cli(*bea, "erase", "kaamos", "bea", "--json")
    assert json.loads(done.out) == {"session": "kaamos", "person": "poistettu-1", "still_named": ["a1"]}
    assert (done.code, done.err) == (0, "")


def test_a_name_that_stands_nowhere_else_is_not_spoken_of(cli: Cli, bea: tuple[str, ...]) -> None:
    assert cli(*bea, "do", "kaamos", "remove", "by=aino", "entry=a1").code == 0
    assert cli(*bea, "do", "kaamos", "join", "by=caj").code == 0
    assert cli(*bea, "erase", "kaamos", "caj").err == ""


@pytest.mark.parametrize("command", [("erase", "kaamos"), ("export", "kaamos", "--as", "json", "-o", "x", "--what")])
@pytest.mark.parametrize(
    ("person", "part"), [("bae", "Did you mean 'bea'?"), ("bea lumi", "Did you mean 'bea'?"), ("zzz", "aino, bea")]
)
def test_somebody_who_never_joined_is_told_with_the_nearest(
    cli: Cli, bea: tuple[str, ...], command: tuple[str, ...], person: str, part: str, tmp_path: Path
) -> None:
    words = (*command, person) if command[0] == "erase" else (*command[:-1], "--what", f"person:{person}")
    done = cli(*bea, *words)
    assert (done.code, done.out) == (1, "")
    assert f"There is no person '{person}'." in done.err
    assert part in done.err
    assert not (tmp_path / "x").exists()


def test_somebody_who_was_erased_is_not_there_any_more(cli: Cli, bea: tuple[str, ...]) -> None:
    assert cli(*bea, "erase", "kaamos", "bea").code == 0
    assert cli(*bea, "erase", "kaamos", "bea").code == 1


def test_wrong_usage_and_an_unknown_session_are_told_apart(cli: Cli, bea: tuple[str, ...]) -> None:
    assert cli(*bea, "erase", "kaamos").code == 2
    assert cli(*bea, "erase", "kamos", "bea").code == 1


def test_a_backup_from_before_is_not_gone_on_with(cli: Cli, bea: tuple[str, ...]) -> None:
    assert cli(*bea, "backup", "before.db").code == 0
    assert cli(*bea, "erase", "kaamos", "bea").code == 0
    done = cli(*bea, "backup", "before.db")
    assert done.code == 3
    assert "kaamos" in done.err
    assert cli(*bea, "backup", "after.db").code == 0


@pytest.mark.parametrize("format", ["json", "text", "markdown", "html"])
def test_ones_own_data_are_exported_in_every_format_to_read(cli: Cli, bea: tuple[str, ...], format: str) -> None:
    done = cli(*bea, "export", "kaamos", "--as", format, "--what", "person:bea", "-o", "-")
    assert (done.code, done.err) == (0, "")
    assert SECRET in done.out
    assert "Bea Lumi" in done.out
    assert "Bean lupaus" not in done.out


def test_for_a_viewer_it_is_their_own_alone(cli: Cli, bea: tuple[str, ...]) -> None:
    words = ("export", "kaamos", "--as", "json", "--what", "person:bea", "-o", "-", "--viewer")
    assert cli(*bea, *words, "bea").code == 0
    done = cli(*bea, *words, "aino")
    assert (done.code, done.out) == (1, "")
    assert done.err == "Tiedot ovat henkilön bea omia, ja vain hän itse voi pyytää ne.\n"
