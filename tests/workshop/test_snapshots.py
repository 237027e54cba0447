"""Opening a session by its snapshot, and keeping one: what is so is the same with it, without it, and whatever is
wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja import Engine, Session, commands
from tyopaja.engine import fold
from tyopaja.engine.snapshots import snapshot_of
from tyopaja.errors import JournalError
from tyopaja.journals import MemoryJournal, Record, Snapshot
from tyopaja.model.events import Added
from tyopaja.workshop.snapshots import FIRST, mark_after
from tyopaja.workshop.verifying import verify

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = "Salaisuus, jota kukaan ei saa nähdä"


class Watched(MemoryJournal):
    """A journal that notes from where events are read, and when a snapshot is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.read_from: list[int] = []
        self.kept: list[int] = []
        self.before_keeping: Callable[[], object] = lambda: None

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        self.read_from.append(after)
        return super().read(session, after)

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        self.before_keeping()
        self.kept.append(snapshot.seq)
        super().keep_snapshot(session, snapshot)


class Failing(MemoryJournal):
    """A journal that can keep no snapshots, and read none."""

    def keep_snapshot(self, session: str, snapshot: Snapshot) -> None:
        raise JournalError("no-space", "There is no space left.")

    def snapshot(self, session: str) -> Snapshot | None:
        raise JournalError("unreadable", "It cannot be read.")


def begun(engine: Engine) -> Session:
    session = engine.start("kulku", title="Kaamos", id="kaamos")
    session.do(commands.Join(by="aino", role="facilitator"))
    session.do(commands.Join(by="ilse", role="participant"))
    return session


def write(session: Session, count: int = FIRST, by: str = "aino") -> None:
    """Many notes, an append for them all."""
    first = session.state.seq + 1
    notes = tuple(
        Added(
            at=AT + timedelta(seconds=number),
            by=by,
            command=f"n{number}",
            entry=f"n{number}",
            sheet="arkki",
            section="eka",
            text=f"{SECRET} {number}" if by == "ilse" else f"Hiljaisuutta {number}",
        )
        for number in range(first, first + count)
    )
    session.record(notes, session.state.seq)


@pytest.fixture
def journal() -> Watched:
    return Watched()


@pytest.fixture
def engine(journal: Watched, pack: Path) -> Iterator[Engine]:
    with Engine(journal=journal, packs=[pack]) as engine:
        yield engine


def test_a_long_session_is_opened_by_its_snapshot_and_what_is_new(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    write(session)
    (seq,) = journal.kept
    assert seq == session.state.seq
    session.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Kahvia"))
    journal.read_from.clear()
    again = engine.open("kaamos")
    assert journal.read_from == [seq - 1, seq + 1], "and behind it whether somebody was erased meanwhile"
    assert again.state == session.state
    assert again.dump() == session.dump()
    assert again.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Teetä")) == session.log()[-1:]
    assert session.refresh() == again.state


def test_commands_from_before_the_snapshot_are_answered_again_and_taken_back(engine: Engine) -> None:
    session = begun(engine)
    asked = commands.Add(by="aino", sheet="arkki", section="toka", text="Kahvia", id="kahvi")
    answer = session.do(asked)
    write(session)
    again = engine.open("kaamos")
    assert again.do(asked) == answer
    assert again.state.seq == session.state.seq
    again.do(commands.Undo(by="aino", of="kahvi"))
    assert again.state.entries["kahvi"].removed
    assert engine.open("kaamos").state == again.state == session.refresh() == fold(session.log())


def test_a_short_session_has_no_snapshot(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    write(session, FIRST - session.state.seq - 1)
    assert journal.kept == []
    write(session, 1)
    assert journal.kept == [FIRST]


@given(st.integers(0, 10**7))
def test_a_snapshot_is_due_after_some_growth_and_what_they_cost_in_all_stays_in_proportion(seq: int) -> None:
    mark = mark_after(seq)
    assert seq < mark <= seq + max(FIRST, mark // 2)
    assert mark_after(mark - 1) == mark
    assert mark_after(mark) == mark + max(FIRST, mark // 2)


def test_of_two_who_write_one_keeps_the_snapshot(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    other = engine.open("kaamos")
    write(session)
    seq = session.state.seq
    other.refresh()
    other.do(commands.Add(by="ilse", sheet="arkki", section="toka", text="Kahvia"))
    assert journal.kept == [seq]
    session.refresh()
    write(session)
    assert journal.kept == [seq, session.state.seq]


def test_who_opens_a_long_session_without_a_snapshot_keeps_one_with_the_next_command(
    journal: Watched, engine: Engine
) -> None:
    session = begun(engine)
    write(session)
    lines = [record.data for record in journal.read("kaamos")]
    copied = Watched()
    copied.append("kaamos", 0, lines)
    for digest in journal.contents("kaamos"):
        copied.keep("kaamos", digest, journal.fetch("kaamos", digest) or b"")
    with Engine(journal=copied) as other:
        opened = other.open("kaamos")
        assert opened.state == session.state
        opened.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Kahvia"))
        assert copied.kept == [opened.state.seq]
        opened.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Teetä"))
        assert len(copied.kept) == 1


def otherwise(session: Session, change: dict[str, Any], head: str | None = None) -> Snapshot:
    """A snapshot of what is not so."""
    data = snapshot_of(session.state.changed_by(change), session._head if head is None else head)
    return Snapshot(session.state.seq, data)


UNFIT: dict[str, Callable[[Session], Snapshot]] = {
    "of other events": lambda session: otherwise(session, {"title": "Muu"}, "0" * 32),
    "of no event": lambda session: otherwise(session, {"title": "Muu"}, ""),
    "of another session": lambda session: otherwise(session, {"title": "Muu", "session": "muu"}),
    "of another number": lambda session: otherwise(session, {"title": "Muu", "seq": 3}),
    "empty": lambda session: Snapshot(session.state.seq, b""),
    "of another tyopaja": lambda session: Snapshot(session.state.seq, b"9 " + otherwise(session, {}).data),
    "of more events than there are": lambda session: Snapshot(
        9000, snapshot_of(session.state.changed_by({"title": "Muu", "seq": 9000}), session._head)
    ),
}


@pytest.mark.parametrize("unfit", UNFIT)
def test_a_snapshot_that_does_not_fit_is_ignored(engine: Engine, journal: Watched, unfit: str) -> None:
    session = begun(engine)
    journal.keep_snapshot("kaamos", UNFIT[unfit](session))
    assert engine.open("kaamos").state == session.state


@pytest.fixture(scope="module")
def shipped() -> Iterator[Engine]:
    """One for every example, as reading the packs takes longer than all the rest."""
    with Engine() as engine:
        yield engine


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_damaged_snapshot_is_ignored(shipped: Engine, place: int, bit: int) -> None:
    shipped.journal = MemoryJournal()
    session = shipped.start("arjen-kompassi", title="Kaamos", id="kaamos")
    data = bytearray(snapshot_of(session.state, session._head))
    data[place % len(data)] ^= 1 << bit
    shipped.journal.keep_snapshot("kaamos", Snapshot(session.state.seq, bytes(data)))
    assert shipped.open("kaamos").state == session.state


def test_a_journal_that_fails_with_snapshots_stops_nobody(pack: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Engine(journal=Failing(), packs=[pack]) as engine:
        session = begun(engine)
        with caplog.at_level(logging.WARNING, "tyopaja.journals"):
            write(session)
        assert engine.open("kaamos").state == session.state
    assert [one.getMessage() for one in caplog.records] == [
        "No snapshot of session kaamos is kept: There is no space left."
    ]


def test_nothing_of_who_was_erased_is_in_a_snapshot_and_one_is_kept_anew(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    write(session, by="ilse")
    assert SECRET.encode() in kept(journal)
    other = engine.open("kaamos")
    session.do(commands.Erase(by="ilse"))
    assert journal.snapshot("kaamos") is None
    # Who holds what was so before reads all anew, and keeps nothing of it.
    other.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Kahvia"))
    session.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Teetä"))
    assert SECRET.encode() not in kept(journal)
    assert len(journal.kept) == 2
    assert engine.open("kaamos").state == session.state == fold(session.log())


def test_a_snapshot_that_comes_after_an_erasure_of_what_is_in_it_is_dropped(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    other = engine.open("kaamos")
    # Between the look whether the events are the same and the keeping somebody else has them written anew.
    journal.before_keeping = lambda: (other.refresh(), other.do(commands.Erase(by="ilse")))
    write(session, by="ilse")
    assert journal.kept
    assert journal.snapshot("kaamos") is None
    assert engine.open("kaamos").state == other.state == session.refresh()


def kept(journal: MemoryJournal) -> bytes:
    found = journal.snapshot("kaamos")
    assert found is not None
    return found.data


@pytest.mark.parametrize(
    ("unfit", "what"),
    [
        ({"title": "Muu"}, "is not what a replay comes to"),
        ({"expected": 7}, "is not what a replay comes to"),
    ],
)
def test_verifying_finds_a_snapshot_that_says_something_else(
    journal: Watched, engine: Engine, unfit: dict[str, Any], what: str
) -> None:
    session = begun(engine)
    journal.keep_snapshot("kaamos", otherwise(session, unfit))
    (found,) = verify(journal)
    (problem,) = found.problems
    assert (problem.code, problem.seq) == ("snapshot-differs", session.state.seq)
    assert problem.message == f"The snapshot after event {session.state.seq} {what}."
    assert found.sound == found.events


def test_verifying_finds_a_snapshot_of_other_events(journal: Watched, engine: Engine) -> None:
    session = begun(engine)
    journal.keep_snapshot("kaamos", otherwise(session, {}, "0" * 32))
    assert [one.code for one in next(iter(verify(journal))).problems] == ["snapshot-differs"]
    journal.keep_snapshot("kaamos", Snapshot(9, snapshot_of(session.state.changed_by({"seq": 9}), session._head)))
    (problem,) = next(iter(verify(journal))).problems
    assert (problem.code, problem.seq) == ("snapshot-differs", None)


def test_verifying_finds_nothing_wrong_with_a_good_snapshot_or_one_that_nobody_would_use(
    journal: Watched, engine: Engine
) -> None:
    session = begun(engine)
    write(session)
    assert next(iter(verify(journal))).problems == ()
    journal.keep_snapshot("kaamos", Snapshot(session.state.seq + 1, b"9 what is this"))
    assert next(iter(verify(journal))).problems == ()
