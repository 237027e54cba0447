"""A session that is read while somebody is erased from it: all of it is from before, or all of it from after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from tyopaja import Engine, Session, commands
from tyopaja.engine import fold
from tyopaja.errors import JournalError
from tyopaja.journals import FolderJournal, Journal, MemoryJournal, Record, SqliteJournal
from tyopaja.model.commands import Erase
from tyopaja.model.events import Added, Erased
from tyopaja.model.state import State
from tyopaja.workshop.steady import at_one_moment
from tyopaja.workshop.verifying import verify

NOTES = 2_400
"""More than two pages of a `sqlite:` journal; of a `folder:` one they are on twelve days."""
WRITERS = ("ilse", "urho", "bea")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class _Interrupted:
    """A journal in the midst of whose next reading something happens, once: when so many events have been read."""

    happens: Callable[[], object] | None = None
    at = 0

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        records: Iterator[Record] = super().read(session, after)  # type: ignore[misc]
        for record in records:
            if self.happens is not None and record.seq == self.at:
                happens, self.happens = self.happens, None
                happens()
            yield record


class Sqlite(_Interrupted, SqliteJournal):
    """A `sqlite:` one."""


class Folder(_Interrupted, FolderJournal):
    """A `folder:` one."""


def write(session: Session) -> None:
    """Notes of all writers in turn, over twelve days."""
    first = session.state.seq + 1
    for begin in range(first, first + NOTES, NOTES // 12):
        notes = tuple(
            Added(
                at=AT + timedelta(days=(number - first) * 12 // NOTES),
                by=(by := WRITERS[number % 3]),
                command=f"n{number}",
                entry=f"n{number}",
                sheet="arkki",
                section="eka",
                text=f"Sana, jonka {by} sanoi",
            )
            for number in range(begin, begin + NOTES // 12)
        )
        session.record(notes, session.state.seq)


def is_of_one_moment(state: State) -> bool:
    """Whether of each writer all words are there, or none."""
    texts = [entry.text or "" for entry in state.entries.values()]
    counts = {by: sum(by in text for text in texts) for by in WRITERS}
    return all(count in (0, NOTES // 3) and (by in state.people) == (count > 0) for by, count in counts.items())


@pytest.fixture(params=[Sqlite, Folder])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sqlite | Folder]:
    with closing(request.param(tmp_path / "journal")) as journal:
        yield journal


@pytest.fixture
def engine(journal: Sqlite | Folder, pack: Path) -> Iterator[Engine]:
    with Engine(journal=journal, packs=[pack]) as engine:
        yield engine


@pytest.fixture
def session(engine: Engine) -> Session:
    session = engine.start("kulku", title="Kaamos", id="kaamos", at=AT)
    session.do(commands.Join(by="aino", role="facilitator", at=AT))
    for by in WRITERS:
        session.do(commands.Join(by=by, at=AT))
    write(session)
    return session


def elsewhere(journal: Sqlite | Folder, pack: Path, person: str) -> Callable[[], None]:
    """Erases a person as another process would: by a journal of its own."""

    def erase() -> None:
        with Engine(journal=type(journal)(journal.path), packs=[pack]) as other:
            other.open("kaamos").do(Erase(by="aino", person=person, at=AT + timedelta(days=20)))

    return erase


def interrupt(journal: Sqlite | Folder, at: int, happens: Callable[[], object]) -> None:
    journal.at, journal.happens = at, happens


@pytest.mark.parametrize("at", [1, 700, 1500, NOTES - 3])
def test_what_is_opened_is_of_one_moment(
    at: int, journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    # Without its snapshot, which an erasure drops, it is read from the beginning.
    elsewhere(journal, pack, "urho")()
    interrupt(journal, at, elsewhere(journal, pack, "bea"))
    opened = engine.open("kaamos")
    assert journal.happens is None, "it has happened"
    assert is_of_one_moment(opened.state)
    assert {"ilse"} == opened.state.people.keys() & set(WRITERS)
    assert opened.state == session.refresh() == fold(session.log())
    opened.do(commands.Add(by="aino", sheet="arkki", section="toka", text="Jatkuu"))
    assert [one.problems for one in verify(journal)] == [()]


def test_what_is_opened_by_a_snapshot_is_of_one_moment(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    kept = journal.snapshot("kaamos")
    assert kept is not None
    interrupt(journal, kept.seq, elsewhere(journal, pack, "bea"))
    opened = engine.open("kaamos")
    assert journal.happens is None
    assert is_of_one_moment(opened.state)
    assert "bea" not in opened.state.people


def test_a_log_is_of_one_moment_and_so_is_what_was_read_anew(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    interrupt(journal, 700, elsewhere(journal, pack, "bea"))
    assert is_of_one_moment(fold(session.log()))
    interrupt(journal, 1500, elsewhere(journal, pack, "urho"))
    assert is_of_one_moment(session.refresh())
    assert session.state == fold(session.log())
    assert {"ilse"} == session.state.people.keys() & set(WRITERS)


def test_what_is_read_on_is_of_one_moment(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    with Engine(journal=type(journal)(journal.path), packs=[pack]) as other:
        reader = other.open("kaamos")
        write(session)
        theirs = other.journal
        assert isinstance(theirs, Sqlite | Folder)
        interrupt(theirs, NOTES + 1200, elsewhere(journal, pack, "bea"))
        state = reader.refresh()
        assert theirs.happens is None
    texts = [entry.text or "" for entry in state.entries.values()]
    assert sum("bea" in text for text in texts) == 0
    assert state == session.refresh()


def test_a_journal_that_is_verified_meanwhile_is_sound(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    interrupt(journal, 700, elsewhere(journal, pack, "bea"))
    (found,) = verify(journal)
    assert journal.happens is None
    assert (found.problems, found.sound) == ((), session.refresh().seq)


def test_whoever_is_erased_while_another_is_being_erased_is_gone_too(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    interrupt(journal, 700, elsewhere(journal, pack, "bea"))
    session.do(Erase(by="aino", person="urho"))
    assert {"ilse"} == session.state.people.keys() & set(WRITERS)
    assert is_of_one_moment(session.state)
    assert session.state == fold(session.log())


def test_many_openings_while_all_are_erased_are_each_of_one_moment(
    journal: Sqlite | Folder, engine: Engine, session: Session, pack: Path
) -> None:
    raised: list[BaseException] = []

    def erase_all() -> None:
        try:
            for person in WRITERS:
                elsewhere(journal, pack, person)()
        except BaseException as error:
            raised.append(error)
            raise

    thread = Thread(target=erase_all)
    thread.start()
    seen = []
    while thread.is_alive():
        seen.append(engine.open("kaamos").state)
        seen.append(fold(session.log()))
    thread.join()
    assert raised == []
    assert all(is_of_one_moment(state) for state in seen)
    assert not engine.open("kaamos").state.people.keys() & set(WRITERS)


def test_what_is_wrong_with_a_session_is_said_although_it_was_read_with_care(engine: Engine, session: Session) -> None:
    def fail() -> None:
        raise LookupError("kaamos")

    with pytest.raises(LookupError, match="kaamos"):
        at_one_moment(engine.journal, "kaamos", fail)


def test_a_journal_that_has_no_rest_ends_in_an_error() -> None:
    class Restless(MemoryJournal):
        def wait(self, session: str, after: int, seconds: float) -> int:
            return 0

    journal: Journal = Restless()
    with Engine(journal=journal) as engine:
        begun = engine.start("arjen-kompassi", title="Kaamos", id="kaamos")
        begun.do(commands.Join(by="aino", role="facilitator"))
        begun.do(commands.Join(by="bea"))
        begun.record((Erased(at=AT, by="aino", command="e", person="poistettu-1"),), begun.state.seq)
        with pytest.raises(JournalError, match="Read it later") as raised:
            engine.open("kaamos")
    assert raised.value.code == "no-rest"
