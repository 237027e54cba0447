"""What an outlook says is what the rules do: it offers no more and no less than they allow, to each their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import NOTHING, evolve, fields

from tyopaja import Engine, Refused, Session, UnknownId, commands
from tyopaja.clock import SystemClock
from tyopaja.engine import decide
from tyopaja.model.commands import COMMANDS, Command

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


class Noon(SystemClock):
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOON


def simplest(name: str, by: str) -> Command:
    """A command of a name with a word for all that it must have."""
    kind = COMMANDS[name]
    needed: dict[str, Any] = {
        one.name: 1 if one.name in ("count", "minutes") else "x"
        for one in fields(kind)
        if one.default is NOTHING and one.name != "by"
    }
    return kind(by=by, id="asked", at=NOON, **needed)


def is_allowed(session: Session, name: str, by: str) -> bool:
    """Whether the rules refuse a command for what it is, whatever it is about."""
    try:
        decide(session.rules, session.state, simplest(name, by))
    except Refused as refusal:
        return refusal.code not in ("not-now", "ended")
    except UnknownId:
        return True
    return True


@pytest.mark.parametrize("until", [5, 40, 90, 140, 200, 286])
def test_what_is_offered_is_what_the_rules_allow(until: int) -> None:
    with Engine() as engine:
        transcript = engine.transcript(EXAMPLES / "hotelli-kaamos" / "1-tyopaja.toml")
        session = engine.play(evolve(transcript, do=transcript.do[:until]))
        for person in session.state.present():
            seen = session.outlook(person.id)
            offered = set(seen.always).union(*(task.commands for task in seen.tasks))
            allowed = {name for name in COMMANDS if is_allowed(session, name, person.id)}
            assert offered == allowed, (person.id, [task.step for task in seen.tasks])


def two_groups(engine: Engine) -> Session:
    """A series at the step in which each of two groups writes by itself."""
    session = engine.start("arjen-kompassi", title="Kaamos")
    session.do(commands.Join(by="sanna", role="facilitator"))
    for name in ("aino", "eero", "veikko"):
        session.do(commands.Join(by=name, called=name.title()))
    return session


def test_a_participant_hears_what_is_asked_now_and_not_what_comes_next() -> None:
    with Engine(clock=Noon()) as engine:
        session = two_groups(engine)
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Advance(by="sanna"))
        seen = session.outlook("aino", "en")
        assert [(task.step, task.activity, task.path) for task in seen.tasks] == [
            ("profiili", "fill", ("Workshop 1 – What do we promise, and to whom?", "The customer in the middle"))
        ]
        assert seen.person is not None
        assert (seen.person.name, seen.person.role, seen.next) == ("Aino", "participant", ())
        clock = seen.tasks[0].timer
        assert clock is not None
        assert (clock.left, clock.running, clock.minutes) == (30 * 60, True, 30)
        assert [task.title for task in session.outlook("sanna", "en").next] == ["What weighs most?"]


def test_votes_are_counted_for_each_and_for_all_who_share_a_device() -> None:
    with Engine() as engine:
        session = two_groups(engine)
        session.do(commands.Join(by="pari", heads=2))
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Add(by="aino", id="n1", sheet="profiili", section="tarpeet", text="Hiljaisuus"))
        session.do(commands.Advance(by="sanna", reason="kello"))
        session.do(commands.Vote(by="aino", entry="n1"))
        given = {name: session.outlook(name).tasks[0].votes for name in ("aino", "pari")}
        assert {name: (one.given, one.budget) for name, one in given.items() if one} == {"aino": (1, 3), "pari": (0, 6)}
        assert session.outlook(None).tasks[0].votes is None


def test_what_is_missing_is_said_in_the_language_of_who_looks() -> None:
    with Engine() as engine:
        session = two_groups(engine)
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Advance(by="sanna"))
        finnish, english = (session.outlook("sanna", locale).tasks[0].needs for locale in ("fi", "en"))
        assert "Tarpeet" in finnish
        assert "Needs" in english


def test_the_undo_that_is_offered_is_the_one_that_happens() -> None:
    with Engine() as engine:
        session = two_groups(engine)
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Advance(by="sanna"))
        assert session.outlook("aino").can_undo is None
        session.do(commands.Add(by="aino", id="n1", sheet="profiili", section="tarpeet", text="Hiljaisuus"))
        assert session.outlook("aino").can_undo == "n1"
        session.do(commands.Undo(by="aino"))
        assert session.state.entries["n1"].removed


def test_somebody_who_left_or_never_came_sees_what_everybody_may() -> None:
    with Engine() as engine:
        session = two_groups(engine)
        session.do(commands.Advance(by="sanna"))
        session.do(commands.Leave(by="eero"))
        public = session.outlook(None)
        assert (public.person, public.always, public.can_undo) == (None, (), None)
        assert session.outlook("eero", now=NOON) == session.outlook(None, now=NOON)
        assert session.outlook("nobody", now=NOON) == session.outlook("stranger", now=NOON)


def test_a_language_that_is_none_is_refused() -> None:
    with Engine() as engine, pytest.raises(Refused) as refused:
        engine.start("arjen-kompassi", title="Kaamos").outlook(None, "not a language")
    assert refused.value.code == "bad-locale"
