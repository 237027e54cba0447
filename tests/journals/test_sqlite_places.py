"""Where `sqlite:` journals may be: any file's name, three forms of a URL, and what is said where none can be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.errors import JournalError
from tyopaja.journals import SqliteJournal


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def kept(path: Path) -> list[str]:
    """What a journal holds of the session `s`, read by a journal of its own."""
    with closing(SqliteJournal(path)) as journal:
        return [record.data for record in journal.read("s")]


@pytest.mark.parametrize("where", ["folder", "file/journal.db", "\0.db", "n" * 300, "~nobody-of-this-name/j.db"])
def test_a_place_where_no_file_can_be_is_a_journal_error(where: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(JournalError):
        SqliteJournal(tmp_path / where if not where.startswith("~") else where)


def test_a_folder_that_nobody_may_write_to_is_a_journal_error() -> None:
    """Not even root: there are no files to be made under /proc."""
    with pytest.raises(JournalError) as refused:
        SqliteJournal("/proc/tyopaja/journal.db")
    assert refused.value.fields["doing"] == "open"


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "journal.db"
    SqliteJournal(path).close()
    assert kept(path) == []


@pytest.mark.parametrize(
    "name", ["työ paja?.db", "a#b.db", "50%.db", "%41.db", ":memory:", "file:x.db", "日本 'x\".db"]
)
def test_any_name_of_a_file_is_just_that(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        with Engine(journal=f"sqlite:{name}") as engine:
            length = sum(1 for _ in engine.journal.read("s"))
            engine.journal.append("s", length, ["a"])
    assert sorted(contents(tmp_path)) == [name]
    assert kept(tmp_path / name) == ["a", "a"]


def test_the_forms_of_a_url_are_a_path_and_three_slashes_before_an_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, url in enumerate(["sqlite:rel.db", f"sqlite:{tmp_path}/rel.db", f"sqlite://{tmp_path}/rel.db"]):
        with Engine(journal=url) as engine:
            engine.journal.append("s", number, ["a"])
    assert sorted(contents(tmp_path)) == ["rel.db"]
    monkeypatch.setenv("HOME", str(tmp_path))
    with Engine(journal="sqlite:~/rel.db") as engine:
        assert list(engine.journal.sessions()) == [("s", 3)]


@pytest.mark.parametrize("url", ["sqlite:", "sqlite://", "sqlite://host/journal.db", "sqlite:."])
def test_a_url_that_names_no_file_is_a_journal_error(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(JournalError):
        Engine(journal=url)
    assert contents(tmp_path) == {}


def test_a_journal_goes_with_its_path_when_the_program_changes_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(SqliteJournal("journal.db")) as journal:
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        journal.append("s", 0, ["a"])
    assert kept(tmp_path / "journal.db") == ["a"]


def test_a_link_to_a_journal_is_that_journal(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "here" / "journal.db")
    with closing(SqliteJournal(link)) as journal:
        journal.append("s", 0, ["a"])
        assert kept(tmp_path / "here" / "journal.db") == ["a"]
    assert sorted(contents(tmp_path / "here")) == ["journal.db"]


def test_a_link_to_a_database_of_somebody_elses_is_refused_while_it_is_in_its_log_only(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    link, path = tmp_path / "link.db", tmp_path / "here" / "music.db"
    link.symlink_to(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE song (title TEXT)")
        with pytest.raises(JournalError) as refused:
            SqliteJournal(link)
        assert refused.value.code == "not-a-journal"


def test_a_loop_of_links_is_a_journal_error(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")
    with pytest.raises(JournalError):
        SqliteJournal(tmp_path / "a.db")
