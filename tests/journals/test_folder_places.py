"""Where `folder:` journals may be, where they come from, and what is said where none can be."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.errors import JournalError, NewerJournal
from tyopaja.journals import FolderJournal


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def kept(path: Path, session: str = "s") -> list[str]:
    """What a journal holds of a session, read by a journal of its own."""
    with closing(FolderJournal(path)) as journal:
        return [record.data for record in journal.read(session)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal with one session of three events is."""
    path = tmp_path / "journal"
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 0, ["a", "b"])
        journal.append("s", 2, ['{"at":"2026-03-03T09:00"}'])
    return path


def test_a_copied_journal_and_a_copied_session_open_elsewhere(path: Path, tmp_path: Path) -> None:
    shutil.copytree(path, tmp_path / "copy")
    assert kept(tmp_path / "copy") == kept(path)
    with closing(FolderJournal(tmp_path / "other")) as journal:
        journal.append("t", 0, ["t"])
        shutil.copytree(path / "s", tmp_path / "other" / "s")
        assert sorted(journal.sessions()) == [("s", 3), ("t", 1)]
        journal.append("s", 3, ["d"])
    assert kept(tmp_path / "other") == [*kept(path), "d"]


def test_a_copy_of_a_session_beside_it_is_no_session_and_a_renamed_one_is_told(path: Path) -> None:
    shutil.copytree(path / "s", path / "s (kopio)")
    (path / "muistiinpanot").mkdir()
    with closing(FolderJournal(path)) as journal:
        assert list(journal.sessions()) == [("s", 3)]
        (path / "s").rename(path / "kaamos")
        shutil.rmtree(path / "s (kopio)")
        with pytest.raises(JournalError) as told:
            journal.sessions()
    assert told.value.code == "session-renamed"
    assert "called s." in told.value.message


def test_a_journal_from_git_goes_on_where_it_was(path: Path, tmp_path: Path) -> None:
    """Which leaves out what is of this machine only, and lets line ends be."""

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=true"]
        return subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, text=True).stdout

    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    with closing(FolderJournal(path)) as journal:
        journal.append("t", 0, ["t"])
    git("-C", str(path), "init", "-q")
    git("-C", str(path), "add", ".")
    git("-C", str(path), "commit", "-qm", "x")
    assert ".lock" not in git("-C", str(path), "ls-files")
    git("clone", "-q", str(path), str(tmp_path / "clone"))
    with closing(FolderJournal(tmp_path / "clone")) as journal:
        journal.append("u", 0, ["u"])
        journal.append("s", 3, ["d"])
        assert list(journal.sessions()) == [("s", 4), ("t", 1), ("u", 1)]


def test_a_journal_may_begin_where_git_has(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("omat\n")
    FolderJournal(tmp_path).close()
    assert (tmp_path / ".gitignore").read_text() == "omat\n"
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    "about", ["what = 'tyopaja journal'\nformat = 2\nmore = 1\n", "what='tyopaja journal'\nformat=9"]
)
def test_a_journal_of_a_newer_tyopaja_is_refused_and_left_byte_for_byte(about: str, path: Path) -> None:
    (path / "journal.toml").write_text(about)
    before = contents(path)
    with pytest.raises(NewerJournal):
        FolderJournal(path)
    assert contents(path) == before


@pytest.mark.parametrize("files", [{"kuva.jpg": "x"}, {"journal.toml": "what = 1"}, {"journal.toml": "\xff ="}])
def test_a_folder_of_something_else_is_refused_and_left_byte_for_byte(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    before = contents(tmp_path)
    with pytest.raises(JournalError) as refused:
        FolderJournal(tmp_path)
    assert refused.value.code == "not-a-journal"
    assert str(tmp_path) in refused.value.message
    assert contents(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for where in ("file", "file/journal"):
        with pytest.raises(JournalError) as refused:
            FolderJournal(tmp_path / where)
        assert refused.value.code == "not-a-journal"
    assert contents(tmp_path) == {"file": b"x"}


def test_the_forms_of_a_url_are_a_path_and_three_slashes_before_an_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, url in enumerate(["folder:työ paja", f"folder:{tmp_path}/työ paja", f"folder://{tmp_path}/työ paja"]):
        with Engine(journal=url) as engine:
            engine.journal.append("s", number, ["a"])
    assert [one.name for one in tmp_path.iterdir()] == ["työ paja"]
    for url in ("folder:", "folder://", "folder://host/journal", "folder:\0"):
        with pytest.raises(JournalError):
            Engine(journal=url)
