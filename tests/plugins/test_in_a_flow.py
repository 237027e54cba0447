"""Plugins at work: packs, conditions and activities of theirs in a flow, and observers of what happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine, Session, commands, hookimpl
from tyopaja.errors import DefinitionError, Refused
from tyopaja.journals import MemoryJournal
from tyopaja.model.events import Event
from tyopaja.model.play import Activity, ConditionKind, Situation

PACK = """
format = 1
id = "koe"
version = "1.0.0"
title = "Koe"
locales = ["fi"]
locale = "fi"
"""
CANVAS = """
title = "Kortti"
[layout]
areas = ["a"]
[section.a]
title = "Ajatukset"
"""
FLOW = """
title = "Ilta"
[[step]]
id = "alku"
title = "Alku"
activity = "applaud"
on = ["kortti.a"]
needs = { crowd = "here", at-least = 2 }
[[step]]
id = "loppu"
title = "Loppu"
activity = "present"
needs = { not = { crowd = "here", at-least = 2 } }
[[step]]
id = "kotiin"
title = "Kotiin"
activity = "present"
"""


class Evening:
    """Brings a pack with a flow that needs its own condition and its own activity."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heard: list[tuple[str, str]] = []

    @hookimpl
    def tyopaja_packs(self) -> Iterator[Path]:
        yield self.folder

    @hookimpl
    def tyopaja_conditions(self) -> dict[str, ConditionKind]:
        def crowd(situation: Situation, table: Any) -> bool:
            return bool(len(situation.state.people) >= table.get("at-least", 1))

        def explain(situation: Situation, table: Any, title: Any, locale: str) -> str:
            return f"Mukana on {len(situation.state.people)}, tarvitaan {table['at-least']}."

        options = frozenset({"at-least"})
        return {"crowd": ConditionKind(value="word", choices=("here",), options=options, test=crowd, explain=explain)}

    @hookimpl
    def tyopaja_activities(self) -> dict[str, Activity]:
        return {"applaud": Activity(participant=frozenset({"add"}), facilitator=frozenset())}

    @hookimpl
    def tyopaja_observe(self, session: Session, events: tuple[Event, ...]) -> None:
        self.heard.extend((session.id, event.type) for event in events)


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    """A plugin with its pack."""
    folder = tmp_path / "koe"
    for name, text in {"pack.toml": PACK, "canvases/kortti.toml": CANVAS, "flows/ilta.toml": FLOW}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Evening(folder)


def begin(engine: Engine) -> Session:
    """The evening, with a facilitator."""
    session = engine.start("ilta", title="Kaamos")
    session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
    return session


def test_a_flow_of_a_plugins_pack_runs_on_its_condition_and_its_activity(
    evening: Evening, alone: dict[str, str]
) -> None:
    with Engine(plugins=[evening], environ=alone) as engine:
        assert {pack.id for pack in engine.packs()} == {"koe", "arctic-factory"}
        session = begin(engine)
        with pytest.raises(Refused, match=r"Mukana on 1, tarvitaan 2\."):
            session.do(commands.Advance(by="aino"))
        session.do(commands.Join(by="ville", called="Ville"))
        session.do(commands.Add(by="ville", sheet="kortti", section="a", text="Hurraa", id="n"))
        with pytest.raises(Refused):
            session.do(commands.Vote(by="ville", entry="n"))
        session.do(commands.Advance(by="aino"))
        assert session.state.step == "loppu"


def test_a_session_goes_on_where_its_plugin_is_missing(evening: Evening, alone: dict[str, str]) -> None:
    """What the plugin knew does not hold, nor does its opposite, and a facilitator goes on with a reason."""
    journal = MemoryJournal()
    with Engine(journal=journal, plugins=[evening], environ=alone) as engine:
        name = begin(engine).id
    with Engine(journal=journal, environ=alone) as engine:
        session = engine.open(name)
        for step in ("loppu", "kotiin"):
            with pytest.raises(Refused, match="crowd"):
                session.do(commands.Advance(by="aino"))
            session.do(commands.Advance(by="aino", reason="Kaikki ovat täällä"))
            assert session.state.step == step
    with Engine(packs=[evening.folder], environ=alone) as engine, pytest.raises(DefinitionError) as refused:
        engine.start("ilta", title="Kaamos")
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("error", [ValueError("no luck"), SystemExit(3), KeyError("x")])
def test_a_condition_that_raises_does_not_hold_and_a_facilitator_goes_on(
    error: BaseException, evening: Evening, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fails(*_: object) -> Any:
        raise error

    kind = ConditionKind(value="word", choices=("here",), options=frozenset({"at-least"}), test=fails, explain=fails)

    class Worse(Evening):
        """Whose condition raises."""

        @hookimpl
        def tyopaja_conditions(self) -> dict[str, ConditionKind]:
            return {"crowd": kind}

    with Engine(plugins=[Worse(evening.folder)], environ=alone) as engine:
        session = begin(engine)
        for step in ("loppu", "kotiin"):
            before = session.state
            with pytest.raises(Refused, match="Ehtoa crowd ei voi tarkistaa: liitännäinen Worse ei toimi"):
                session.do(commands.Advance(by="aino"))
            assert session.state is before
            session.do(commands.Advance(by="aino", reason="Kaikki ovat täällä"))
            assert session.state.step == step
    assert f"The plugin 'Worse' failed: the test of the condition 'crowd' raised {type(error).__name__}" in caplog.text


@pytest.mark.parametrize(("held", "goes_on"), [(2, True), ("", False), (None, False), ([], False)])
def test_what_a_test_returns_is_taken_as_python_takes_it(
    held: object, goes_on: bool, evening: Evening, alone: dict[str, str]
) -> None:
    kind = ConditionKind(
        value="word",
        choices=("here",),
        options=frozenset({"at-least"}),
        test=lambda *_: held,  # type: ignore[arg-type]  # what a careless plugin does
        explain=lambda *_: "",
    )

    class Careless(Evening):
        """Whose condition is no bool."""

        @hookimpl
        def tyopaja_conditions(self) -> dict[str, ConditionKind]:
            return {"crowd": kind}

    with Engine(plugins=[Careless(evening.folder)], environ=alone) as engine:
        session = begin(engine)
        if goes_on:
            session.do(commands.Advance(by="aino"))
        else:
            with pytest.raises(Refused, match="crowd"):
                session.do(commands.Advance(by="aino"))


def test_a_pack_with_problems_stops_what_needs_definitions_and_nothing_else(
    evening: Evening, alone: dict[str, str]
) -> None:
    (evening.folder / "flows" / "ilta.toml").write_text("title = 5")
    with Engine(plugins=[evening], environ=alone) as engine:
        with pytest.raises(DefinitionError):
            engine.start("arjen-kompassi", title="Kaamos")
        assert "text" in engine.plugins.renderers()


def test_a_pack_of_a_plugins_that_is_not_there_is_a_problem_of_definitions(
    evening: Evening, alone: dict[str, str]
) -> None:
    evening.folder = evening.folder / "nowhere"
    with Engine(plugins=[evening], environ=alone) as engine, pytest.raises(DefinitionError, match="nowhere"):
        engine.packs()


def test_evening_hears_its_own_session(evening: Evening, alone: dict[str, str]) -> None:
    with Engine(plugins=[evening], environ=alone) as engine:
        session = begin(engine)
        assert evening.heard == [(session.id, event.type) for event in session.log()]
