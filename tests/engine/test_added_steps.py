"""Steps that a facilitator puts into the flow of one session: another round of whatever is needed, on any section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tyopaja.journals import codec
from tyopaja.model.staging import as_staged

Play = Callable[..., Any]


def order(game: Any) -> list[str]:
    """The steps of the session's flow as it is now."""
    return [step.id for step in game.rules.now(game.state).definitions.flow.step]


def test_a_step_comes_after_the_current_one_and_is_entered_next(game: Any) -> None:
    game.at("ideointi")
    (added,) = game.do("add-step", title="Toinen kierros", activity="brainstorm", on=["arkki.b"], minutes=7)
    assert (added.step.id, added.after) == ("toinen-kierros", "ideointi")
    game.do("advance")
    assert game.state.step == "toinen-kierros"
    game.add(by="aino", section="b", text="Uusi")
    assert game.refused("add", "aino", sheet="arkki", section="a", text="x") == "not-here"
    assert game.state.timers["toinen-kierros"].seconds == 7 * 60
    game.do("advance")
    assert game.state.step == "taytto"
    assert "Toinen kierros" in game.at("toinen-kierros").said("vote", "aino", entry="x")


def test_rounds_repeat_as_often_as_wanted(game: Any) -> None:
    game.at("valinta")
    for number in range(3):
        game.do("add-step", like="ideointi")
        game.do("add-step", like="aanestys", after=game.state.added[-1].step.id, votes=number + 1)
    made = [one.step.id for one in game.state.added]
    assert made == ["ideointi-2", "aanestys-2", "ideointi-3", "aanestys-3", "ideointi-4", "aanestys-4"]
    game.do("advance")
    assert game.state.step == "ideointi-4"
    game.add(by="aino", id="n1")
    game.do("advance")
    game.do("vote", "aino", entry="n1")
    assert game.rules.now(game.state).steps["aanestys-4"].votes == 3


def test_what_is_not_said_is_that_of_the_step_it_is_like(game: Any) -> None:
    (added,) = game.do("add-step", like="aanestys", title="Uusi äänestys", secret=True)
    step = added.step
    assert (step.activity, step.on, step.votes, step.secret) == ("vote", ("arkki.a", "arkki.b"), 2, True)
    assert step.title.to("fi") == "Uusi äänestys"


def test_a_replay_through_the_journals_text_knows_the_step(play: Play) -> None:
    steps = [
        {"id": "alku", "title": "Alku", "needs": {"any": [{"entries-in": "arkki.a", "at-least": 2}, {"time": "over"}]}},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.do("add-step", like="alku")
    game.do("advance", reason="x")
    assert game.state.step == "alku-2"
    again = [codec.read(codec.write(event)) for event in game.events]
    assert tuple(again) == game.events
    game.events = tuple(again)
    game.state = game.replayed()
    assert game.refused("advance") == "needs"


def test_two_sessions_on_the_same_rules_have_their_own_steps(play: Play) -> None:
    one, other = play(), play()
    other.rules = one.rules
    one.do("add-step", title="Kierros", activity="break")
    other.do("add-step", title="Kierros", activity="fill", on=["arkki.a"])
    assert one.rules.now(one.state).steps["kierros"].activity == "break"
    assert other.rules.now(other.state).steps["kierros"].activity == "fill"


def test_an_added_step_is_taken_back_unless_it_was_entered_or_another_stands_behind_it(game: Any) -> None:
    game.do("add-step", title="Kierros", id="one")
    game.do("add-step", title="Kierros", after="kierros", id="two")
    assert game.refused("undo", of="one") == "built-on"
    game.do("undo", of="two")
    game.do("undo", of="one")
    assert "kierros" not in order(game)
    game.do("add-step", title="Kierros", id="three")
    game.do("advance")
    assert game.refused("undo", of="three") == "built-on"
    game.do("undo")
    game.do("undo", of="three")
    assert game.state.added == ()
    assert game.refused("go", to="kierros") == "unknown-step"
    assert game.replayed() == game.state


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({}, "step-without-title"),
        ({"title": ""}, "empty"),
        ({"title": "x" * 121}, "too-long"),
        ({"title": "X", "activity": "fill"}, "step-without-place"),
        ({"title": "X", "activity": "dance"}, "unknown-activity"),
        ({"title": "X", "activity": "fill", "on": ["arki.a"]}, "unknown-sheet"),
        ({"title": "X", "activity": "fill", "on": ["arkki.z"]}, "unknown-section"),
        ({"title": "X", "activity": "fill", "on": ["arkki.c.z"]}, "unknown-part"),
        ({"title": "X", "activity": "fill", "on": ["arkki@aino.a"]}, "unknown-sheet"),
        ({"like": "nowhere"}, "unknown-step"),
        ({"title": "X", "after": "nowhere"}, "unknown-step"),
        ({"title": "X", "minutes": 0}, "bad-minutes"),
        ({"title": "X", "minutes": 10**9}, "bad-minutes"),
        ({"like": "aanestys", "votes": 0}, "bad-votes"),
    ],
)
def test_a_step_that_the_flow_could_not_have_is_refused(game: Any, keys: dict[str, Any], code: str) -> None:
    assert game.refused("add-step", **keys) == code


def test_only_a_facilitator_adds_steps(game: Any) -> None:
    assert game.refused("add-step", "aino", title="X") == "not-now"


def test_a_step_with_steps_inside_is_not_copied_and_nothing_follows_an_end(play: Play) -> None:
    steps = [
        {"id": "paja", "title": "Paja"},
        {"id": "p1", "title": "P1", "in": "paja"},
        {"id": "p2", "title": "P2", "in": "paja", "final": True},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    assert game.refused("add-step", like="paja") == "like-whole"
    assert game.refused("add-step", like="p2") == "like-whole"
    assert game.refused("add-step", title="X", after="p2") == "after-final"
    game.do("add-step", title="X", after="paja")
    assert order(game) == ["paja", "p1", "p2", "x", "loppu"]


def test_beside_lanes_it_comes_after_all_of_them_and_in_a_lane_into_it(play: Play) -> None:
    steps = [
        {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
        {"id": "a", "title": "A", "in": "rinnan"},
        {"id": "b", "title": "B", "in": "rinnan"},
        {"id": "b1", "title": "B1", "in": "b"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.do("add-step", title="Kaikille", after="a")
    game.do("add-step", title="Kaistalle", after="b1")
    assert order(game) == ["rinnan", "a", "b", "b1", "kaistalle", "kaikille", "loppu"]
    game.do("advance")
    assert game.state.step == "kaistalle"
    game.do("advance")
    assert game.state.step == "kaikille"


def test_one_more_may_be_chosen_where_people_choose_the_order(play: Play) -> None:
    steps = [
        {"id": "vapaa", "title": "Vapaa", "order": "free"},
        {"id": "a", "title": "A", "in": "vapaa"},
        {"id": "b", "title": "B", "in": "vapaa"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.do("add-step", title="C", id="c")
    assert order(game) == ["vapaa", "a", "b", "c", "loppu"]
    game.do("undo", of="c")
    game.do("add-step", title="C")
    for one in ("c", "a", "b"):
        game.do("go", to=one)
        game.do("advance")
    assert game.state.steps == ("loppu",)
    assert game.replayed() == game.state


def test_in_a_workshop_of_groups_it_is_there_for_each(play: Play) -> None:
    steps = [
        {"id": "paja", "title": "Paja", "for-each": "participant"},
        {"id": "p1", "title": "P1", "in": "paja"},
        {"id": "loppu", "title": "Loppu"},
        {"id": "oma", "title": "Oma", "for-each": "participant"},
    ]
    game = play(steps=steps)
    game.do("add-step", like="oma", after="p1")
    game.do("advance")
    assert game.state.leaves == ("oma-2@aino", "oma-2@nils")
    game.do("add-step", like="oma", after="loppu")
    game.do("advance")
    game.do("advance")
    assert game.state.leaves == ("oma-3@aino", "oma-3@nils")
    game.do("join", "biret")
    assert "oma-3@biret" in game.state.leaves


def test_after_the_end_it_comes_last_and_one_goes_to_it(play: Play) -> None:
    game = play(steps=[{"id": "alku", "title": "Alku"}])
    game.do("advance")
    assert game.state.ended
    game.do("add-step", title="Jälkilöyly")
    game.do("go", to="jalkiloyly")
    assert game.state.step == "jalkiloyly"


def test_a_title_without_letters_gives_the_activitys_name(game: Any) -> None:
    (added,) = game.do("add-step", title="☕", activity="break")
    assert added.step.id == "break"


def test_there_is_an_end_to_the_number_of_steps(game: Any) -> None:
    for _ in range(200):
        game.do("add-step", title="X")
    assert game.refused("add-step", title="X") == "too-many-steps"


def test_other_readers_get_the_flow_as_the_session_has_it(game: Any) -> None:
    definitions = game.rules.definitions
    assert as_staged(definitions, game.state) is definitions
    game.do("add-step", title="X")
    staged = as_staged(definitions, game.state)
    assert [step.id for step in staged.flow.step] == order(game)
    assert "x" not in [step.id for step in definitions.flow.step]


def test_where_the_flow_has_an_end_what_is_added_after_it_comes_before_it(play: Play) -> None:
    steps = [{"id": "alku", "title": "Alku"}, {"id": "valmis", "title": "Valmis", "final": True}]
    game = play(steps=steps)
    game.do("advance")
    assert game.state.ended
    (added,) = game.do("add-step", title="Jälkilöyly")
    assert added.after == "alku"
    game.do("go", to="jalkiloyly")
    assert game.state.step == "jalkiloyly"
    game.do("advance")
    assert game.state.ended


def test_an_added_step_takes_no_id_that_there_is(play: Play) -> None:
    game = play(steps=[{"id": "alku", "title": "Alku"}, {"id": "loppu", "title": "Loppu"}])
    for title in ("Alku", "Loppu", "Loppu"):
        game.do("add-step", title=title, after="loppu")
    assert [one.step.id for one in game.state.added] == ["alku-2", "loppu-2", "loppu-3"]
