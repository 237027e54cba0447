"""A journal that is not where it is said to be: told of, with what was probably meant, and never made by looking."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

LOOKING = {
    "list": ("list", "sessions"),
    "state": ("state", "kaamos"),
    "do": ("do", "kaamos", "advance", "by=aino"),
    "play": ("play", "t.toml", "--session", "kaamos"),
    "schedule": ("schedule", "kaamos"),
    "log": ("log", "kaamos"),
    "export": ("export", "kaamos", "--as", "text", "-o", "-"),
    "export --all": ("export", "--all", "--as", "text", "-o", "all"),
    "import": ("import", "kaamos", "t.toml", "--dry-run"),
    "upgrade": ("upgrade", "kaamos"),
    "erase": ("erase", "kaamos", "aino"),
    "verify": ("verify",),
    "salvage": ("salvage", "sqlite:saved.db"),
    "backup": ("backup", "varmuus.db"),
}
"""Commands that need a journal with something in it."""


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("words", LOOKING.values(), ids=LOOKING)
@pytest.mark.parametrize("url", ["sqlite:sarja.db", "folder:sarja", "sqlite:ei/sarja.db"])
def test_looking_into_a_journal_that_is_not_there_makes_nothing(
    words: tuple[str, ...], url: str, cli: Cli, tmp_path: Path, transcript: Callable[..., Path]
) -> None:
    transcript()
    before = files(tmp_path)
    done = cli(*words, "--journal", url)
    assert (done.code, done.out) == (1, "")
    assert f"There is no journal at {tmp_path / url.partition(':')[2]}" in done.err
    assert "tyopaja start" in done.err
    assert files(tmp_path) == before


def test_copying_from_a_journal_that_is_not_there_makes_neither(cli: Cli, tmp_path: Path) -> None:
    done = cli("copy", "sqlite:sarja.db", "folder:kopio")
    assert (done.code, done.out) == (1, "")
    assert f"There is no journal at {tmp_path / 'sarja.db'}" in done.err
    assert files(tmp_path) == set()


def test_a_file_or_a_folder_in_which_nothing_has_begun_is_left_as_it_is(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "sarja.db").touch()
    (tmp_path / "sarja").mkdir()
    for url in ("sqlite:sarja.db", "folder:sarja"):
        assert cli("list", "sessions", "--journal", url).code == 1
    assert files(tmp_path) == {"sarja.db", "sarja"}
    assert (tmp_path / "sarja.db").stat().st_size == 0


def test_the_journal_that_was_probably_meant_is_named(cli: Cli, journal: str, tmp_path: Path) -> None:
    assert cli("copy", journal, "folder:sarjat/kevat").code == 0
    (tmp_path / "journal.txt").touch()  # is near, and no journal by its name
    said = {
        "sqlite:jurnal.db": f"Did you mean sqlite:{tmp_path / 'journal.db'}?",
        "sqlite:journal": f"Did you mean sqlite:{tmp_path / 'journal.db'}?",
        "folder:sarjat/kevät": f"Did you mean folder:{tmp_path / 'sarjat' / 'kevat'}?",
        "folder:sarja/kevat": f"there is no folder {tmp_path / 'sarja'}. "
        f"Did you mean folder:{tmp_path / 'sarjat' / 'kevat'}?",
        "sqlite:x.db": f"In {tmp_path} there is journal.db.",
        "folder:jurnal": "A journal begins",
    }
    for url, words in said.items():
        assert words in cli("state", "kaamos", "--journal", url).err, url


def test_a_journal_of_the_other_kind_is_told_by_its_url(cli: Cli, journal: str, tmp_path: Path) -> None:
    assert cli("copy", journal, "folder:sarja").code == 0
    for url, right in (("folder:journal.db", "sqlite:journal.db"), ("sqlite:sarja", "folder:sarja")):
        done = cli("list", "sessions", "--journal", url)
        scheme, _, name = right.partition(":")
        assert (done.code, done.out) == (1, "")
        assert f"Did you mean {scheme}:{tmp_path / name}?" in done.err


def test_what_begins_a_session_begins_a_journal(cli: Cli, tmp_path: Path, transcript: Callable[..., Path]) -> None:
    assert cli("start", "arjen-kompassi", "--title", "X", "--journal", "sqlite:a.db").code == 0
    assert cli("play", transcript(), "--journal", "folder:b").code == 0
    assert cli("rehearse", "arjen-kompassi", "--people", "2", "--groups", "1", "--journal", "sqlite:c.db").code == 0
    for url in ("sqlite:a.db", "folder:b", "sqlite:c.db"):
        assert len(json.loads(cli("list", "sessions", "--json", "--journal", url).out)) == 1


def test_the_journal_of_the_data_folder_is_empty_until_it_begins(cli: Cli, tmp_path: Path) -> None:
    assert cli("list", "sessions", "--json").out == "[]\n"
    assert cli("verify").out == "0 sessions, 0 events: all sound.\n"
    done = cli("state", "kaamos")
    assert (done.code, "There is no session 'kaamos'. Looked in sqlite:" in done.err) == (1, True)
    for words in (("backup", "varmuus.db"), ("salvage", "sqlite:saved.db")):
        assert "There is no journal at" in cli(*words).err
    assert files(tmp_path) == set()


def test_a_journal_that_the_environment_names_has_to_be_there_too(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TYOPAJA_JOURNAL", "sqlite:sarja.db")
    assert "There is no journal at" in cli("list", "sessions").err
    assert files(tmp_path) == set()
