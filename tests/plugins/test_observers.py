"""Observers are told of what happened, once it is in the journal, and of nothing else."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tyopaja import Engine, Session, UnknownId, commands, hookimpl
from tyopaja.errors import Refused
from tyopaja.journals import MemoryJournal
from tyopaja.model.events import Event


class Listening:
    """Keeps what it hears, and what was in the journal when it heard it."""

    def __init__(self) -> None:
        self.heard: list[tuple[Event, ...]] = []
        self.journalled: list[tuple[Event, ...]] = []

    @hookimpl
    def tyopaja_observe(self, session: Session, events: tuple[Event, ...]) -> None:
        self.heard.append(events)
        self.journalled.append(session.log())


class Failing:
    """Raises whatever it hears."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    @hookimpl
    def tyopaja_observe(self, session: Session) -> None:
        raise self.error


def test_an_observer_is_told_after_the_append_of_what_happened_and_of_nothing_else(alone: dict[str, str]) -> None:
    observer, journal = Listening(), MemoryJournal()
    with Engine(journal=journal, plugins=[observer], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        join = commands.Join(by="aino", called="Aino", role="facilitator", id="c1")
        made = [session.log(), session.do(join)]
        assert observer.heard == made
        assert observer.journalled == [made[0], (*made[0], *made[1])]
        assert session.do(join) == made[1], "a repetition gets the same answer"
        with pytest.raises(UnknownId):
            session.do(commands.Edit(by="aino", entry="nobody", text="x"))
        with pytest.raises(Refused):
            session.do(commands.Join(by="ville", called="Ville", role="facilitator"))
        engine.open(session.id).refresh()
        engine.open(session.id).view("session")
        assert observer.heard == made
    with Engine(journal=journal, plugins=[observer], environ=alone) as engine:
        again = engine.open(session.id)
        assert observer.heard == made, "a replay is not told"
        again.do(commands.Join(by="ville", called="Ville"))
        assert len(observer.heard) == 3


def test_an_observer_is_not_told_when_the_journal_fails(alone: dict[str, str]) -> None:
    class Full(MemoryJournal):
        """Takes a session's beginning and nothing more."""

        def append(self, session: str, after: int, data: Any) -> None:
            if after:
                raise OSError(28, "No space left on device")
            super().append(session, after, data)

    observer = Listening()
    with Engine(journal=Full(), plugins=[observer], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        with pytest.raises(OSError, match="No space"):
            session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
    assert len(observer.heard) == 1
    assert not session.state.people


@pytest.mark.parametrize("error", [ValueError("no luck"), SystemExit(3)])
def test_what_an_observer_raises_costs_neither_the_command_nor_the_other_observers(
    error: BaseException, alone: dict[str, str], caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG, "tyopaja.plugins")
    before, after = Listening(), type("Listening2", (Listening,), {})()
    with Engine(plugins=[before, Failing(error), after], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        events = session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        assert before.heard[-1] == after.heard[-1] == events
        assert [one.status for one in engine.plugins.infos()] == ["loaded"] * 4
    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warned == [f"The plugin 'Failing' failed: tyopaja_observe raised {type(error).__name__}: {error}"] * 2
    assert any(record.exc_info and record.exc_info[1] is error for record in caplog.records)


def test_an_observer_may_give_a_command_of_its_own(alone: dict[str, str]) -> None:
    class Greeter:
        """Lets a robot join after everybody."""

        @hookimpl
        def tyopaja_observe(self, session: Session, events: tuple[Event, ...]) -> None:
            if "robot" not in session.state.people and session.state.people:
                session.do(commands.Join(by="robot", called="Robo"))

    with Engine(plugins=[Greeter()], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        assert list(session.state.people) == ["aino", "robot"]
