"""What a crash or a hand leaves in the files of a `folder:` journal: torn commands are not there, damage is told and
read around."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import FolderJournal, Record

COMMANDS = [["a", "b"], ["c"], ["d", "e", "f"], ["g"], ["h", "i"], ["j"]]
"""The commands of a session, of two days, three each; the letter is all that an event says."""
ALL = [text for command in COMMANDS for text in command]
DAYS = ("2026-03-02.toml", "2026-03-03.toml")


def event(letter: str, day: int) -> str:
    return f'{{"at":"2026-03-0{day}T09:00","text":"{letter}"}}'


def fill(path: Path) -> None:
    """Begin a journal with the session `s` of `COMMANDS`."""
    with closing(FolderJournal(path)) as journal:
        seq = 0
        for number, command in enumerate(COMMANDS):
            journal.append("s", seq, [event(letter, 2 + number // 3) for letter in command])
            seq += len(command)


def letters(records: list[Record]) -> list[str]:
    return [record.data[-3] for record in records]


def read(path: Path, after: int = 0) -> tuple[list[Record], JournalError | None]:
    """What can be read behind an event, and what then is the matter."""
    records = list[Record]()
    with closing(FolderJournal(path)) as journal:
        try:
            records.extend(journal.read("s", after))  # those before an error too
        except JournalError as error:
            return records, error
    return records, None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal with the session is."""
    fill(tmp_path / "journal")
    return tmp_path / "journal"


@pytest.fixture(scope="module")
def filled() -> Iterator[Path]:
    """The same, to be copied."""
    with TemporaryDirectory() as name:
        fill(Path(name) / "journal")
        yield Path(name) / "journal"


def edit(path: Path, day: int, old: str, new: str) -> None:
    """As a person with an editor would."""
    file = path / "s" / DAYS[day]
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def test_a_command_that_was_cut_short_at_any_byte_is_not_there_and_is_put_aside(path: Path) -> None:
    """However far it got; the next writer goes on behind the last whole command, and nothing is thrown away."""
    file = path / "s" / DAYS[1]
    whole = file.read_bytes()
    start = whole.rindex(b"\n[[event]]")
    for end in range(start, len(whole)):
        file.write_bytes(whole[:end])
        with closing(FolderJournal(path)) as journal:
            assert letters(list(journal.read("s"))) == ALL[:-1], end
            assert list(journal.sessions()) == [("s", 9)]
            with pytest.raises(Conflict):
                journal.append("s", 10, ["x"])
            journal.append("s", 9, ["x"])
            assert [record.data for record in journal.read("s", 8)] == [event("i", 3), "x"]
        torn = path / "s" / "2026-03-03.torn"
        assert (torn.read_bytes() if torn.exists() else b"") == whole[start:end]
        torn.unlink(missing_ok=True)


def test_a_reader_half_way_is_not_misled_when_what_was_torn_is_written_over(path: Path) -> None:
    """It has read part of what was cut off, and reads on in what came into its place."""
    with closing(FolderJournal(path)) as journal:
        with (path / "s" / DAYS[1]).open("a") as file:
            file.write(f'\n[[event]] # 11\nraw = "{"t" * 3_000_000}')
        reading = journal.read("s", 6)
        first = next(reading)
        journal.append("s", 10, ["x" * 2_500_000])
        assert [first.seq, *(record.seq for record in reading)] == [7, 8, 9, 10, 11]


def test_a_new_day_begins_behind_what_was_cut_short(path: Path) -> None:
    with (path / "s" / DAYS[1]).open("a") as file:
        file.write('\n[[event]] # 11\nat = "20')
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 10, [event("k", 4)])
    assert letters(read(path)[0]) == [*ALL, "k"]
    assert read(path)[1] is None


@pytest.mark.parametrize("rest", ["", '[[event]] # 11\nat = "20'])
def test_a_file_without_a_whole_command_is_written_anew(rest: str, path: Path) -> None:
    for day in (4, 5):
        (path / "s" / f"2026-03-0{day}.toml").write_text(rest)
    with closing(FolderJournal(path)) as journal:
        assert list(journal.sessions()) == [("s", 10)]
        journal.append("s", 10, [event("k", 5)])
    (path / "s" / "2026-03-04.toml").unlink()
    assert read(path)[1] is None
    assert letters(read(path)[0]) == [*ALL, "k"]


def test_a_hand_in_a_file_is_told_with_file_and_line_and_the_rest_stays(path: Path) -> None:
    edit(path, 0, 'text = "c"', 'text = "C"')
    records, error = read(path)
    assert error is not None
    assert (letters(records), error.code) == (["a", "b"], "journal-damaged")
    file = path / "s" / DAYS[0]
    line = error.fields["line"]
    assert file.read_text().splitlines()[line - 1] == "[[event]] # 3"
    assert error.fields == {"session": "s", "seq": 3, "last": 3, "path": str(file), "line": line}
    assert error.message.startswith(f"{file}, line {line}: session s is damaged, event 3 is not as it was written.")
    assert letters(read(path, 3)[0]) == ALL[3:]
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 10, [event("k", 3)])
        assert list(journal.sessions()) == [("s", 11)]


def test_behind_damage_in_the_midst_of_a_command_one_goes_on_with_the_next_command(path: Path) -> None:
    edit(path, 0, 'text = "e"', 'text = "e" # !')
    for after in (3, 4, 5):
        records, error = read(path, after)
        assert error is not None
        assert (records, error.fields["seq"], error.fields["last"]) == ([], after + 1, 6)
    assert letters(read(path, 6)[0]) == ALL[6:]


@pytest.mark.parametrize(
    ("old", "new"), [("# events 4-6", "# events 4-7"), ("# events 4-6", "# event 4-6"), ("sha256", "x")]
)
def test_a_command_that_lost_its_seal_does_not_take_the_next_one_with_it(old: str, new: str, path: Path) -> None:
    first, second = (path / "s" / day for day in DAYS)
    seal = first.read_text().splitlines()[-1]
    edit(path, 0, seal, seal.replace(old, new))
    first.write_text(f"{first.read_text()}\n{second.read_text()}")
    second.unlink()
    records, error = read(path)
    assert error is not None
    assert (letters(records), error.fields["seq"], error.fields["last"] >= 6) == (ALL[:3], 4, True)
    assert letters(read(path, 6)[0]) == ALL[6:]


def test_a_file_that_is_missing_is_told_as_its_events(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        journal.append("s", 10, [event("k", 4)])
    (path / "s" / DAYS[1]).unlink()
    records, error = read(path)
    assert error is not None
    assert (letters(records), error.fields["seq"], error.fields["last"]) == (ALL[:6], 7, 10)
    assert "line 1: session s is damaged, events 7 to 10 are missing before it." in error.message
    assert letters(read(path, 10)[0]) == ["k"]


def test_nothing_is_appended_behind_a_last_command_that_is_damaged(path: Path) -> None:
    edit(path, 1, 'text = "j"', 'text = "J"')
    before = (path / "s" / DAYS[1]).read_bytes()
    with closing(FolderJournal(path)) as journal:
        assert list(journal.sessions()) == [("s", 10)]
        with pytest.raises(JournalError) as refused:
            journal.append("s", 10, [event("k", 4)])
        with pytest.raises(JournalError):
            journal.rewrite("s", 10, {1: "x"}, [])
    assert (refused.value.code, refused.value.fields["seq"]) == ("journal-damaged", 10)
    assert (path / "s" / DAYS[1]).read_bytes() == before


@pytest.mark.parametrize(("old", "new"), [("# events 10-10", "# event 10-10"), ("sha256 ", "sha256 0"), ("# e", "# E")])
def test_a_last_command_whose_seal_is_no_seal_is_damaged_and_not_cut_short(old: str, new: str, path: Path) -> None:
    """It was written to its end, and so it may have been acknowledged."""
    file = path / "s" / DAYS[1]
    seal = file.read_text().splitlines()[-1]
    edit(path, 1, seal, seal.replace(old, new))
    records, error = read(path)
    assert error is not None
    assert (letters(records), error.fields["seq"]) == (ALL[:9], 10)
    with closing(FolderJournal(path)) as journal, pytest.raises(JournalError) as refused:
        journal.append("s", 9, ["x"])
    assert refused.value.code == "journal-damaged"


def test_a_damaged_session_hides_no_other(path: Path) -> None:
    with closing(FolderJournal(path)) as journal:
        journal.append("t", 0, ["t"])
        edit(path, 1, 'text = "j"', 'text = "J"')
        assert list(journal.sessions()) == [("s", 10), ("t", 1)]
        assert [record.data for record in journal.read("t")] == ["t"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_byte_is_another_what_is_read_is_as_it_was_written(filled: Path, data: st.DataObject) -> None:
    """Whoever reads from anywhere gets what was written or is told; never other text, and never a gap."""
    with TemporaryDirectory() as name:
        path = Path(name) / "journal"
        shutil.copytree(filled, path)
        file = path / "s" / data.draw(st.sampled_from(DAYS))
        content = bytearray(file.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        file.write_bytes(content)
        for after in (0, data.draw(st.integers(0, 9))):
            records, error = read(path, after)
            expected = [Record(seq, event(ALL[seq - 1], 2 if seq < 7 else 3)) for seq in range(after + 1, 11)]
            assert records == expected[: len(records)]
            if error is None:
                # All of it, or the change made of the last command one that was cut short.
                assert len(records) in (len(expected), max(0, len(expected) - 1))
                assert len(records) == len(expected) or file.name == DAYS[1] or after
            else:
                assert (error.code, error.fields["seq"]) == ("journal-damaged", after + len(records) + 1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_gets_past_whatever_is_damaged(filled: Path, data: st.DataObject) -> None:
    """By going on behind `last` as often as it takes, and what is read then is as it was written."""
    with TemporaryDirectory() as name:
        path = Path(name) / "journal"
        shutil.copytree(filled, path)
        for day in data.draw(st.sets(st.sampled_from(DAYS), min_size=1)):
            file = path / "s" / day
            lines = file.read_text().split("\n")
            lines[data.draw(st.integers(0, len(lines) - 2))] = data.draw(
                st.sampled_from(["", "x", "# x", "[[event]] # 5"])
            )
            file.write_text("\n".join(lines))
        after, sound = 0, list[Record]()
        while after < 10:
            records, error = read(path, after)
            sound += records
            if error is None:
                break
            assert error.fields["last"] > after
            after = error.fields["last"]
        written = {seq: event(ALL[seq - 1], 2 if seq < 7 else 3) for seq in range(1, 11)}
        assert all(written[record.seq] == record.data for record in sound)
        assert [record.seq for record in sound] == sorted({record.seq for record in sound})
        # One line of each day was damaged, and with it no more than one command: of three events and of two.
        assert len(sound) >= 5
