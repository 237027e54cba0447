"""`Session`: one command at a time, from any number of threads, engines and processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine, JournalError, Refused, Session, commands, hookimpl
from tyopaja.errors import Conflict
from tyopaja.journals import MemoryJournal

Add = commands.Add
TWO = tuple[Session, Session]


def note(text: str, *, by: str = "aino", id: str | None = None) -> Add:
    return Add(by=by, sheet="arkki", section="eka", text=text, id=id)


def started(engine: Engine) -> Session:
    session = engine.start("kulku", title="Kaamos", id="kaamos")
    session.do(commands.Join(by="aino", role="facilitator"))
    return session


@pytest.fixture
def two(pack: Path, tmp_path: Path) -> Iterator[TWO]:
    """One session in the hands of two engines on one file."""
    url = f"sqlite:{tmp_path / 'j.db'}"
    with Engine(journal=url, packs=[pack]) as first, Engine(journal=url) as second:
        session = started(first)
        yield session, second.open(session.id)


def texts(session: Session) -> list[str | None]:
    session.refresh()
    return [entry.text for entry in session.state.entries_in("arkki", "eka")]


def test_two_engines_on_one_file_take_turns_and_see_the_same(two: TWO) -> None:
    one, other = two
    for number in range(10):
        two[number % 2].do(note(str(number)))
    assert texts(one) == texts(other) == [str(number) for number in range(10)]
    assert one.state == other.state
    assert one.log() == other.log()


def test_a_command_is_not_refused_for_what_this_engine_has_not_read_yet(two: TWO) -> None:
    one, other = two
    one.do(commands.Join(by="eino"))
    (added,) = other.do(note("Valoa", by="eino", id="n1"))
    assert added.type == "added"
    assert [event.type for event in one.do(commands.Edit(by="eino", entry="n1", text="Valoa!"))] == ["edited"]


def test_an_edit_back_to_the_text_that_this_engine_still_has_is_not_lost(two: TWO) -> None:
    one, other = two
    one.do(note("Valoa", id="n1"))
    other.refresh()
    one.do(commands.Edit(by="aino", entry="n1", text="Pimeää"))
    assert [event.type for event in other.do(commands.Edit(by="aino", entry="n1", text="Valoa"))] == ["edited"]
    assert texts(one) == ["Valoa"]
    assert other.do(commands.Edit(by="aino", entry="n1", text="Valoa")) == ()


def test_a_refusal_that_stands_on_what_is_so_now_is_raised(two: TWO) -> None:
    one, other = two
    one.do(commands.Join(by="eino"))
    one.do(commands.Advance(by="aino"))
    with pytest.raises(Refused) as caught:
        other.do(note("Liian myöhään", by="eino"))
    assert caught.value.code == "not-now"
    assert other.state == one.state
    assert texts(one) == []


def test_a_repeated_command_gets_the_same_answer_from_any_engine_and_happens_once(two: TWO) -> None:
    one, other = two
    first = one.do(note("Valoa", id="n1"))
    assert one.do(note("Valoa", id="n1")) == first
    assert other.do(note("Valoa", id="n1")) == first
    assert texts(one) == ["Valoa"]


def test_a_session_is_safe_between_threads(two: TWO) -> None:
    """Eight threads on two sessions of two engines: everything is there once, and the order is one."""
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda number: two[number % 2].do(note(f"{number}", id=f"n{number}")), range(80)))
    assert all(len(events) == 1 for events in done)
    assert sorted(texts(two[0]), key=lambda text: int(str(text))) == [f"{number}" for number in range(80)]
    assert texts(two[0]) == texts(two[1])


class Racing(MemoryJournal):
    """A journal in which somebody else is always a little faster, as often as it is told."""

    def __init__(self, races: int) -> None:
        super().__init__()
        self.races = races
        self.faster: Callable[[], Any] = lambda: None

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if after > 3 and self.races > 0:
            self.races -= 1
            before, self.races = self.races, 0
            self.faster()
            self.races = before
        super().append(session, after, data)


def racing(pack: Path, races: int) -> tuple[Session, Racing]:
    journal = Racing(races)
    engine = Engine(journal=journal, packs=[pack])
    session = started(engine)
    rival = engine.open(session.id)
    numbers = iter(range(1000))
    session.do(note("ensin"))
    journal.faster = lambda: rival.do(note(f"rival {next(numbers)}"))
    return session, journal


def test_a_conflict_is_decided_anew_on_what_the_others_did(pack: Path) -> None:
    session, _ = racing(pack, 5)
    session.do(note("viimein"))
    assert texts(session) == ["ensin", *(f"rival {number}" for number in range(5)), "viimein"]


def test_somebody_who_is_always_faster_is_told_as_a_conflict_in_the_end(pack: Path) -> None:
    session, _ = racing(pack, 10_000)
    with pytest.raises(Conflict):
        session.do(note("ei koskaan"))
    assert "ei koskaan" not in texts(session)


class Full(MemoryJournal):
    """A journal whose disk is full while it is told so."""

    full = False

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if self.full:
            raise JournalError("journal-failed", "The disk is full.")
        super().append(session, after, data)


def test_a_journal_that_fails_changes_nothing_and_the_same_command_works_afterwards(pack: Path) -> None:
    journal = Full()
    session = started(Engine(journal=journal, packs=[pack]))
    before = session.state
    journal.full = True
    with pytest.raises(JournalError):
        session.do(note("Valoa", id="n1"))
    assert session.state is before
    journal.full = False
    assert [event.type for event in session.do(note("Valoa", id="n1"))] == ["added"]


def test_observers_are_told_of_what_happened_and_of_nothing_else(pack: Path) -> None:
    told: list[str] = []

    class Plugin:
        @hookimpl
        def tyopaja_observe(self, session: Session, events: tuple[Any, ...]) -> None:
            told.extend(event.type for event in events)
            raise RuntimeError("an observer's failure is its own")

    with Engine(packs=[pack], plugins=[Plugin()]) as engine:
        session = started(engine)
        session.do(note("Valoa", id="n1"))
        session.do(note("Valoa", id="n1"))
        with pytest.raises(Refused):
            session.do(commands.Vote(by="aino", entry="n1"))
        engine.open(session.id).log()
    assert told == ["started", "stepped", "joined", "added"]


def test_a_state_that_was_taken_stays_as_it_was(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        session = started(engine)
        before = session.state
        session.do(note("Valoa"))
        assert (before.seq, session.state.seq) == (3, 4)
        assert before.entries_in("arkki", "eka") == ()


def test_a_session_says_what_it_is_and_where(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        session = started(engine)
        assert repr(session) == "<Session kaamos at alku>"
        session.do(commands.Advance(by="aino"))
        session.do(commands.Advance(by="aino", reason="testi"))
        assert repr(session) == "<Session kaamos at its end>"
