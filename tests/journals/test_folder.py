"""What `folder:` promises beyond the contract: files that people can read, and failures in words."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from tyopaja import Engine, commands
from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import FolderJournal, Snapshot
from tyopaja.journals.folder_names import FORMAT, folder_of

GOLDEN = """\
[[event]] # 1
hash = "1654e241d6ef6d5da29b5edebfb48215"
type = "started"
at = "2026-03-02T09:00:00+02:00"
title = "Hotelli \\"Kaamos\\""
locale = "fi"

[[event]] # 2
hash = "a56173d3fc8d5192d14a2fab853f4606"
type = "stepped"
at = "2026-03-02T09:00:00+02:00"
left = []
entered = ["tyopaja-1", "tervetuloa"]
timers.tyopaja-1 = { seconds = 25200, ends = "2026-03-02T16:00:00+02:00" }
timers.tervetuloa = { seconds = 600, ends = "2026-03-02T09:10:00+02:00" }
# events 1-2 sha256 SEAL

[[event]] # 3
hash = "ee4a535628d161725d1523d871bba788"
type = "added"
at = "2026-03-02T09:04:11+02:00"
by = "aino"
text = "Vieras kuulee nimensä\\njo ovella 🎿"
fields = { hinta = 5, tarkea = true }
# events 3-3 sha256 SEAL
"""
EVENTS = [
    {
        "hash": "1654e241d6ef6d5da29b5edebfb48215",
        "type": "started",
        "at": "2026-03-02T09:00:00+02:00",
        "title": 'Hotelli "Kaamos"',
        "locale": "fi",
    },
    {
        "hash": "a56173d3fc8d5192d14a2fab853f4606",
        "type": "stepped",
        "at": "2026-03-02T09:00:00+02:00",
        "left": [],
        "entered": ["tyopaja-1", "tervetuloa"],
        "timers": {
            "tyopaja-1": {"seconds": 25200, "ends": "2026-03-02T16:00:00+02:00"},
            "tervetuloa": {"seconds": 600, "ends": "2026-03-02T09:10:00+02:00"},
        },
    },
    {
        "hash": "ee4a535628d161725d1523d871bba788",
        "type": "added",
        "at": "2026-03-02T09:04:11+02:00",
        "by": "aino",
        "text": "Vieras kuulee nimensä\njo ovella 🎿",
        "fields": {"hinta": 5, "tarkea": True},
    },
]


def line(event: object) -> str:
    """An event as the codec writes it."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def of(day: str, text: str) -> str:
    """An event of a day."""
    return line({"type": "added", "at": f"{day}T09:00:00+02:00", "text": text})


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def kept(path: Path, session: str = "s") -> list[str]:
    """What a journal holds of a session, read by a journal of its own."""
    with closing(FolderJournal(path)) as journal:
        return [record.data for record in journal.read(session)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal with one session of two commands is."""
    path = tmp_path / "journal"
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 0, [of("2026-03-02", "a"), "b"])
        journal.append("s", 2, [of("2026-03-03", "c")])
    return path


def test_a_days_file_is_what_a_person_would_want_to_read(tmp_path: Path) -> None:
    with closing(FolderJournal(tmp_path)) as journal:
        journal.append("kaamos", 0, [line(event) for event in EVENTS[:2]])
        journal.append("kaamos", 2, [line(EVENTS[2])])
    text = (tmp_path / "kaamos" / "2026-03-02.toml").read_text()
    first, _, rest = GOLDEN.partition("\n# events 1-2 sha256 SEAL\n")
    second = rest.partition("# events 3-3")[0]
    expected = GOLDEN
    for body, numbers in ((f"{first}\n", "1-2"), (second.removeprefix("\n"), "3-3")):
        seal = sha256(f"{body}{numbers}".encode()).hexdigest()[:32]
        expected = expected.replace(f"{numbers} sha256 SEAL", f"{numbers} sha256 {seal}")
    assert text == expected
    assert tomllib.loads(text)["event"] == EVENTS


def test_a_session_is_a_folder_of_files_that_say_what_they_are(tmp_path: Path) -> None:
    kinds = {"png": b"\x89PNG\r\n\x1a\nx", "json": b'{"flow":1}', "jpg": b"\xff\xd8\xffx"}
    digests = {ending: sha256(data).hexdigest() for ending, data in kinds.items()}
    with closing(FolderJournal(tmp_path)) as journal:
        for ending, data in kinds.items():
            journal.keep("kaamos", f"sha256:{digests[ending]}", data)
        journal.append("kaamos", 0, [of("2026-03-02", "a")])
        journal.keep_snapshot("kaamos", Snapshot(1, b"x"))
    inside = [".lock", ".snapshot", "2026-03-02.toml", "session.toml"]
    inside += [f"content/sha256-{digest}.{ending}" for ending, digest in digests.items()]
    top = [".gitattributes", ".gitignore", ".lock", "journal.toml"]
    assert sorted(contents(tmp_path)) == sorted([*top, *(f"kaamos/{name}" for name in inside)])
    assert tomllib.loads((tmp_path / "journal.toml").read_text()) == {"what": "tyopaja journal", "format": FORMAT}
    assert tomllib.loads((tmp_path / "kaamos" / "session.toml").read_text()) == {"id": "kaamos", "began": 1}


def test_events_stand_in_the_file_of_their_day_and_never_in_an_older_one_than_the_newest(tmp_path: Path) -> None:
    with closing(FolderJournal(tmp_path)) as journal:
        days = ["", "2026-03-02", "", "2026-03-04", "2026-03-03", "2026-03-04", "2026-12-31"]
        for number, day in enumerate(days):
            journal.append("s", number, [of(day, "x") if day else "x"])
        assert len(list(journal.read("s"))) == len(days)
    lengths = {one.name[:10]: len(tomllib.loads(one.read_text())["event"]) for one in (tmp_path / "s").glob("*-*.toml")}
    assert lengths == {"0000-00-00": 1, "2026-03-02": 2, "2026-03-04": 3, "2026-12-31": 1}


def test_folders_of_sessions_are_told_apart_by_any_file_system() -> None:
    ids = ["a", "A", "ä", "a\u0308", "a ", "a.", "con", "CON", "", ".", "..", "a/b", "x" * 300, "x" * 301, "~", "a~"]
    ids += [folder_of(one) for one in ids]
    folded = {one: folder_of(one).casefold() for one in ids}
    assert len(set(folded.values())) == len(set(ids))
    assert all(len(name) < 100 and name.isascii() and "/" not in name and name[0] != "." for name in folded.values())
    assert folder_of("xmffd59f9xy8") == "xmffd59f9xy8"


def test_a_session_is_played_kept_and_opened_again(tmp_path: Path) -> None:
    url = f"folder:{tmp_path / 'journal'}"
    with Engine(journal=url) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="aino", role="facilitator"))
        session.do(commands.Go(by="aino", to="profiili", reason="mittaus"))
        session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="Vieras 🎿"))
        before = session.dump()
    with Engine(journal=url) as engine:
        assert engine.open(session.id).dump() == before
    days = list((tmp_path / "journal" / session.id).glob("????-??-??.toml"))
    assert "Vieras 🎿" in days[-1].read_text()
    assert "raw = " not in days[-1].read_text()


def test_a_read_only_journal_is_read_and_an_append_says_so(path: Path) -> None:
    """Not even root writes to a file that is marked so."""
    with closing(FolderJournal(path)) as journal:
        before, held = contents(path), kept(path)
        mounted = subprocess.run(["mount", "--bind", "-o", "ro", path, path], capture_output=True, check=False)
        if mounted.returncode:
            pytest.skip("nothing can be mounted here")
        try:
            for open_ in (journal, FolderJournal(path)):
                assert [record.data for record in open_.read("s")] == held
                assert open_.wait("s", 0, 0) == 3
                for write in (
                    partial(open_.append, "s", 3, ["d"]),
                    partial(open_.append, "new", 0, ["d"]),
                    partial(open_.keep, "s", "x", b"x"),
                    partial(open_.rewrite, "s", 3, {1: "x"}, []),
                ):
                    with pytest.raises(JournalError, match="Read-only") as refused:
                        write()
                    assert refused.value.fields["path"] == str(path)
        finally:
            subprocess.run(["umount", path], check=True)
    assert contents(path) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB, or a limit to the size of files where none can be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        yield folder
        subprocess.run(["umount", str(folder)], capture_output=True, check=True)
        return
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignoring = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, before[1]))
    yield folder
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignoring)


def fill(journal: FolderJournal, acknowledged: list[str]) -> None:
    """Append to the session `s` until that fails; `acknowledged` grows with what it holds."""
    for number in range(1000):
        texts = [of("2026-03-02", f"{number} {'x' * 3000}"), "y"]
        journal.append("s", len(acknowledged), texts)
        acknowledged += texts


def test_a_full_disk_refuses_what_it_cannot_hold_and_goes_on_when_there_is_space_again(small: Path) -> None:
    path, acknowledged = small / "journal", list[str]()
    with closing(FolderJournal(path)) as journal:
        with pytest.raises(JournalError, match=r"No space left|too large") as refused:
            fill(journal, acknowledged)
        assert refused.value.fields["path"] == str(path)
        assert len(acknowledged) > 10
        before = contents(path)
        length = len(acknowledged)
        for write in (
            partial(journal.append, "s", length, ["z" * 300_000]),
            partial(journal.append, "s", length, [of("2026-03-03", "z" * 300_000)]),
            partial(journal.keep, "s", "x", b"z" * 300_000),
            partial(journal.rewrite, "s", length, {1: "z" * 300_000}, ["z"], ()),
        ):
            with pytest.raises(JournalError):
                write()
        assert contents(path) == before, "what was refused left something behind"
        journal.append("s", length, ["z"])
    assert kept(path) == [*acknowledged, "z"]


def test_a_journal_whose_folder_is_gone_says_so(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        shutil.rmtree(path)
        for session, after in (("s", 3), ("t", 0)):
            with pytest.raises(JournalError):
                journal.append(session, after, ["x"])
    assert not path.exists()


def test_a_refused_command_leaves_no_folder(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        for after in (1, 7):
            with pytest.raises(Conflict):
                journal.append("t", after, ["x"])
            with pytest.raises(Conflict):
                journal.rewrite("t", after, {1: "y"}, ["x"])
        journal.append("t", 0, [])
        with pytest.raises(JournalError):
            journal.append("t", 0, ["\ud800"])
        with pytest.raises(JournalError):
            journal.append("s", 3, ["d", "\ud800"])
    assert sorted(one.name for one in path.iterdir()) == [".gitattributes", ".gitignore", ".lock", "journal.toml", "s"]


def test_a_link_in_a_folder_from_a_stranger_is_not_written_through(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes((path / "s" / "2026-03-03.toml").read_bytes())
    before = target.read_bytes()
    (path / "s" / "2026-03-03.toml").unlink()
    (path / "s" / "2026-03-03.toml").symlink_to(target)
    with closing(FolderJournal(path)) as journal, pytest.raises(JournalError):
        journal.append("s", 3, ["d"])
    assert target.read_bytes() == before


def test_a_snapshot_that_is_not_whole_is_none(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        journal.keep_snapshot("s", Snapshot(3, b"tila\nja muuta"))
        file = path / "s" / ".snapshot"
        whole = file.read_bytes()
        assert journal.snapshot("s") == Snapshot(3, b"tila\nja muuta")
        for part in (b"", b"3", whole[:-1], whole[:3], whole.replace(b"muuta", b"nuuta"), b"\xff" * 30):
            file.write_bytes(part)
            assert journal.snapshot("s") is None
        journal.keep_snapshot("s", Snapshot(2, b"x"))
        assert journal.snapshot("s") == Snapshot(2, b"x")
