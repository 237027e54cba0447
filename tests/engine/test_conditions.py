"""Conditions: what each asks, how they join, and that what is missing or unknown never lets anybody through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.engine import CONDITIONS
from tyopaja.engine.conditions import holds, lacking
from tyopaja.journals import codec
from tyopaja.model.converter import structure
from tyopaja.model.flow import Condition, Step
from tyopaja.model.play import Situation

Play = Callable[..., Any]
HELSINKI = ZoneInfo("Europe/Helsinki")
YES = {"entries-in": "arkki.a"}
NO = {"entries-in": "arkki.b"}
UNKNOWN = {"moon": "full"}


def asked(game: Any, table: dict[str, Any], **step: Any) -> bool:
    """Whether a condition holds in a game now."""
    found: Step = structure({"id": "s", "title": "S", **step}, Step)
    situation = Situation(definitions=game.rules.definitions, state=game.state, step=found, now=game.state.changed)
    return holds(structure(table, Condition), situation, CONDITIONS)


def explained(game: Any, table: dict[str, Any], locale: str = "fi", **step: Any) -> str:
    """What is lacking, in words."""
    found: Step = structure({"id": "s", "title": "S", **step}, Step)
    situation = Situation(definitions=game.rules.definitions, state=game.state, step=found, now=game.state.changed)
    title = lambda written: game.rules.title(written, locale)  # noqa: E731
    return lacking(structure(table, Condition), situation, CONDITIONS, title, locale)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (YES, True), (NO, False), (UNKNOWN, False),
        ({"not": YES}, False), ({"not": NO}, True),
        # What nobody knows is not made true by turning it round.
        ({"not": UNKNOWN}, False), ({"not": {"not": UNKNOWN}}, False), ({"not": {"all": [YES, UNKNOWN]}}, False),
        ({"not": {"all": [NO, UNKNOWN]}}, True), ({"not": {"any": [NO, UNKNOWN]}}, False),
        ({"not": {"any": [YES, UNKNOWN]}}, False),
        ({"all": [YES, YES]}, True), ({"all": [YES, NO]}, False), ({"all": [YES, UNKNOWN]}, False),
        ({"any": [NO, YES]}, True), ({"any": [NO, NO]}, False), ({"any": [UNKNOWN, YES]}, True),
        ({"any": [UNKNOWN, NO]}, False),
        # Data that is missing.
        ({"entries-in": "nothing.at-all"}, False), ({"picked": "nothing"}, False), ({"approved": "nothing"}, False),
        ({"time": "over"}, False), ({"voted": "everyone"}, False), ({"voted": "anyone"}, False),
    ],
)  # fmt: skip
def test_conditions_join_and_what_is_missing_or_unknown_does_not_hold(
    game: Any, table: dict[str, Any], expected: bool
) -> None:
    game.add()
    assert asked(game, table) is expected


def trees() -> st.SearchStrategy[dict[str, Any]]:
    """Conditions joined in every way."""
    leaves = st.sampled_from([YES, NO, UNKNOWN])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda found: {"all": found}),
            st.lists(inner, min_size=1, max_size=3).map(lambda found: {"any": found}),
            inner.map(lambda found: {"not": found}),
        ),
        max_leaves=8,
    )


def filled(table: dict[str, Any], moon: dict[str, Any]) -> dict[str, Any]:
    """The condition with the unknown leaf replaced by one that is known."""
    if "all" in table or "any" in table:
        ((join, inner),) = table.items()
        return {join: [filled(one, moon) for one in inner]}
    if "not" in table:
        return {"not": filled(table["not"], moon)}
    return moon if table == UNKNOWN else table


@given(trees())
def test_what_holds_without_knowing_holds_whatever_the_unknown_turns_out_to_be(
    play: Play, table: dict[str, Any]
) -> None:
    game = play()
    game.add()
    if asked(game, table):
        assert asked(game, filled(table, YES))
        assert asked(game, filled(table, NO))
    else:
        assert explained(game, table)


def test_entries_are_counted_on_sheets_sections_and_parts(game: Any) -> None:
    game.add("1", section="c", part="kipu")
    gone = game.add("2")
    game.do("remove", entry=gone)
    assert asked(game, {"entries-in": "arkki"})
    assert asked(game, {"entries-in": "arkki.c.kipu"})
    assert not asked(game, {"entries-in": "arkki.c.hyoty"})
    assert not asked(game, {"entries-in": "arkki.a"})
    assert not asked(game, {"entries-in": "arkki", "at-least": 2})
    assert not asked(game, {"entries-in": "toinen"})
    assert explained(game, {"entries-in": "arkki.c.hyoty"}) == "Vielä yksi merkintä osioon ”Hyöty”."


def test_everyone_means_the_participants_and_anyone_means_anyone(game: Any) -> None:
    entry = game.add()
    game.at("aanestys")
    on: dict[str, Any] = {"on": ["arkki.a"]}
    game.do("vote", entry=entry)
    assert asked(game, {"voted": "anyone"}, **on)
    game.do("vote", "aino", entry=entry)
    assert not asked(game, {"voted": "everyone"}, **on)
    assert explained(game, {"voted": "everyone"}, **on) == "Äänestämättä on vielä Nils."
    game.do("vote", "nils", entry=entry)
    assert asked(game, {"voted": "everyone"}, **on)
    assert not asked(game, {"voted": "everyone"}, on=["arkki.b"])


def test_picks_and_approvals_are_counted(game: Any) -> None:
    entry = game.add()
    assert not asked(game, {"picked": "arkki.a"})
    game.at("valinta").do("pick", entry=entry)
    assert asked(game, {"picked": "arkki"})
    assert not asked(game, {"picked": "arkki.a", "at-least": 2})
    game.at("hyvaksynta").do("approve")
    assert asked(game, {"approved": "arkki"})
    assert not asked(game, {"approved": "arkki", "at-least": 2})
    assert explained(game, {"approved": "arkki", "at-least": 2}, "en") == "Sheet needs one more approval."


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_every_lack_is_said_in_every_language(game: Any, locale: str) -> None:
    tables: list[dict[str, Any]] = [
        NO, {"picked": "arkki.a"}, {"voted": "everyone"}, {"voted": "anyone"}, {"approved": "arkki"}, {"time": "over"},
        {"not": YES}, UNKNOWN, {"not": UNKNOWN}, {"any": [NO, {"picked": "arkki"}]},
        {"all": [NO, {"approved": "arkki"}]},
    ]  # fmt: skip
    game.add()
    for table in tables:
        assert explained(game, table, locale, on=["arkki"], time="1 h").strip().endswith(".")
    assert "moon" in explained(game, {"not": UNKNOWN}, locale)


@pytest.mark.parametrize(
    ("begins", "minutes", "over"),
    [
        # Summer time begins on 29 March 2026 at 3.00, when clocks are put to 4.00, and ends on 25 October at 4.00.
        (datetime(2026, 3, 29, 2, 50, tzinfo=HELSINKI), 24, False),
        (datetime(2026, 3, 29, 2, 50, tzinfo=HELSINKI), 25, True),
        (datetime(2026, 10, 25, 3, 50, tzinfo=HELSINKI), 24, False),
        (datetime(2026, 10, 25, 3, 50, tzinfo=HELSINKI), 25, True),
        (datetime(2026, 6, 1, 12, 0, tzinfo=HELSINKI), 24, False),
        (datetime(2026, 6, 1, 12, 0, tzinfo=HELSINKI), 25, True),
    ],
)
def test_a_step_lasts_as_long_when_the_clocks_are_changed(
    play: Play, begins: datetime, minutes: int, over: bool
) -> None:
    steps = [{"id": "s", "title": "S", "time": "25 min", "needs": {"time": "over"}}, {"id": "t", "title": "T"}]
    game = play(steps=steps)
    game.do("go", to="s", at=begins)
    at = (begins.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(HELSINKI)
    if over:
        game.do("advance", at=at)
    else:
        assert game.refused("advance", at=at) == "needs"


def test_zones_do_not_matter_and_a_replay_equals_what_was_lived_in_the_hour_that_comes_twice(play: Play) -> None:
    game = play()
    game.add(at=datetime(2026, 10, 25, 3, 30, fold=1, tzinfo=HELSINKI))
    game.do("advance", at=datetime(2026, 3, 29, 3, 30, tzinfo=HELSINKI))  # an hour that there is not
    again = [codec.read(codec.write(event)) for event in game.events]
    assert tuple(again) == game.events
    assert [event.at.isoformat() for event in again] == [event.at.isoformat() for event in game.events]
    assert game.state.changed.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize("command", [("ready", {}, "group-ready"), ("vote", {"entry": "n1"}, "voted")])
def test_a_facilitator_is_not_waited_for_and_is_everyone_where_nobody_else_is(
    empty: Any, command: tuple[str, dict[str, Any], str]
) -> None:
    name, keys, condition = command
    step = {"activity": "vote", "on": ["arkki.a"], "needs": {condition: "everyone"}}
    game = empty(steps=[{"id": "alku", "title": "Alku", **step}, {"id": "loppu", "title": "Loppu"}])
    game.add(id="n1")
    assert game.refused("advance") == "needs"
    game.do(name, **keys)
    game.do("join", "aino", name="Aino")
    assert game.refused("advance") == "needs"
    game.do("leave", "aino")
    game.do("advance")
    assert game.state.step == "loppu"


def test_as_many_as_were_expected_are_waited_for_and_somebody_where_none_were_said(empty: Any) -> None:
    steps = [
        {"id": "alku", "title": "Alku", "needs": {"everyone-joined": "expected"}},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = empty(steps=steps)
    game.do("join", role="facilitator")
    assert "Odotetaan vielä yhtä osallistujaa." in game.said("advance")
    game.do("join", "aino", heads=2)
    game.do("expect", count=3)
    assert "Odotetaan vielä yhtä osallistujaa." in game.said("advance")
    game.do("leave", "aino")
    assert "Odotetaan vielä 3 osallistujaa." in game.said("advance")
    game.do("join", "aino", heads=2)
    game.do("join", "nils")
    game.do("advance")
    assert game.state.step == "loppu"
