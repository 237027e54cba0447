"""Whole journals by command: verified, salvaged, copied, backed up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tyopaja.cli.app import shown

Cli = Callable[..., Any]
EVENTS = 43
"""How many events the session `kaamos` has in the journal of these tests; the last two are the notes."""


def spoil(journal: str, statement: str) -> None:
    with closing(sqlite3.connect(journal.removeprefix("sqlite:"))) as db, db:
        db.execute(statement)


def test_a_sound_journal_is_said_to_be_sound(cli: Cli, journal: str) -> None:
    done = cli("--journal", journal, "verify")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"1 session, {EVENTS} events: all sound."
    (found,) = json.loads(cli("--journal", journal, "verify", "--json").out)
    assert found == {"session": "kaamos", "events": EVENTS, "sound": EVENTS, "problems": [], "put_aside": []}


def test_the_first_bad_event_is_named_with_what_to_do(cli: Cli, journal: str) -> None:
    spoil(journal, f"UPDATE event SET data = replace(data, 'Hiljaisuutta', 'Hilpeyttä') WHERE seq = {EVENTS - 1}")
    done = cli("--journal", journal, "verify")
    assert done.code == 3
    assert f"broken-chain: Event {EVENTS - 1} of session kaamos is not the one that was written there." in done.out
    assert "tyopaja salvage" in done.err
    again = cli("--journal", journal, "verify", "--json")
    assert again.code == 3
    (found,) = json.loads(again.out)
    assert (found["sound"], [one["seq"] for one in found["problems"]]) == (EVENTS - 2, [EVENTS - 1])


def test_what_a_crash_tore_off_is_told_of_and_is_no_problem(cli: Cli, journal: str, tmp_path: Path) -> None:
    assert cli("copy", journal, "folder:sarja").code == 0
    day = max((tmp_path / "sarja" / "kaamos").glob("*-*-*.toml"))
    with day.open("a", encoding="utf-8") as file:
        file.write(f'\n[[event]] # {EVENTS + 1}\ntype = "added"\ntext = "Kesken j')
    assert cli("--journal", "folder:sarja", "verify").err == ""  # no writer has been there yet
    words = ("do", "kaamos", "add", "by=aino", "sheet=profiili", "section=tarpeet", "text=Jatkuu")
    assert cli("--journal", "folder:sarja", *words).code == 0
    done = cli("--journal", "folder:sarja", "verify")
    assert (done.code, done.out.splitlines()[-1]) == (0, f"1 session, {EVENTS + 1} events: all sound.")
    aside = day.with_suffix(".torn")
    assert f"{aside} has what a crash left of a command" in done.err
    (found,) = json.loads(cli("--journal", "folder:sarja", "verify", "--json").out)
    assert found["put_aside"] == [str(aside)]
    assert "Kesken" in aside.read_text(encoding="utf-8")
    aside.unlink()
    assert cli("--journal", "folder:sarja", "verify").err == ""


def test_what_is_sound_is_saved_and_goes_on(cli: Cli, journal: str, tmp_path: Path) -> None:
    spoil(journal, f"DELETE FROM event WHERE seq = {EVENTS - 1}")
    done = cli("--journal", journal, "salvage", "sqlite:saved.db", "--rest", "rest")
    assert (done.code, done.err) == (0, "")
    (file,) = (tmp_path / "rest").iterdir()
    (line,) = [json.loads(one) for one in file.read_text(encoding="utf-8").splitlines()]
    assert (line["seq"], line["text"]) == (EVENTS, "Selkeä aikataulu")
    verified = cli("--journal", "sqlite:saved.db", "verify").out
    assert verified.splitlines()[-1] == f"1 session, {EVENTS - 2} events: all sound."
    words = ("do", "kaamos", "add", "by=aino", "sheet=profiili", "section=tarpeet", "text=Jatkuu")
    assert cli("--journal", "sqlite:saved.db", *words).code == 0


def test_without_a_folder_for_the_rest_it_is_said_how_to_get_it(cli: Cli, journal: str) -> None:
    spoil(journal, f"DELETE FROM event WHERE seq = {EVENTS - 1}")
    assert "--rest FOLDER" in cli("--journal", journal, "salvage", "sqlite:saved.db").err
    again = cli("--journal", journal, "salvage", "sqlite:saved.db")
    assert again.code == 3
    assert "has sessions already" in again.err


def test_a_copy_can_be_made_again_and_again(cli: Cli, journal: str) -> None:
    assert cli("copy", journal, "sqlite:other.db").out == f"kaamos  {EVENTS} events, {EVENTS} new\n"
    assert cli("copy", journal, "sqlite:other.db").out == f"kaamos  {EVENTS} events, nothing new\n"
    states = [cli("--journal", url, "state", "kaamos", "--json").out for url in (journal, "sqlite:other.db")]
    assert states[0] == states[1]


def test_a_backup_is_a_file_and_takes_what_is_new(cli: Cli, journal: str) -> None:
    assert cli("--journal", journal, "backup", "varmuus.db").code == 0
    words = ("do", "kaamos", "add", "by=aino", "sheet=profiili", "section=tarpeet", "text=Lisää")
    assert cli("--journal", journal, *words).code == 0
    made = json.loads(cli("--journal", journal, "backup", "varmuus.db", "--json").out)
    assert made == [{"session": "kaamos", "events": EVENTS + 1, "new": 1}]
    assert cli("--journal", "sqlite:varmuus.db", "verify").code == 0


def test_copying_from_where_nothing_is_says_so(cli: Cli, journal: str) -> None:
    done = cli("copy", "memory:", journal)
    assert (done.code, done.err) == (3, "There are no sessions in memory:.\n")
    assert cli("copy", journal, journal).code == 2
    assert cli("copy", journal, "sqlite:o.db", "--session", "kamos").code == 1


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("sqlite:series.db", "sqlite:series.db"),
        ("sqlite:/a:b@c/series.db", "sqlite:/a:b@c/series.db"),
        ("postgresql://host/db", "postgresql://host/db"),
        ("postgresql://saara@host/db", "postgresql://saara@host/db"),
        ("postgresql://saara:salaisuus@host:5432/db?schema=x", "postgresql://saara:…@host:5432/db?schema=x"),
        ("postgresql://saara:sala@is:uus@host/db", "postgresql://saara:…@host/db"),
    ],
)
def test_a_password_is_never_printed(url: str, printed: str) -> None:
    assert shown(url) == printed
