"""The view of a session: where it is in its flow, who takes part, how much there is."""

from __future__ import annotations

from typing import Any


def _status(player: Any) -> dict[str, str]:
    return {step.id: step.status for step in player.session().steps}


def test_steps_are_done_now_or_ahead_each_before_those_inside_it(played: Any) -> None:
    assert _status(played) == {
        "tp-1": "now", "alku": "done", "ideat": "done", "aanet": "done", "valinta": "now", "tp-2": "ahead",
        "luvut": "ahead", "hyvaksynta": "ahead",
    }  # fmt: skip
    assert [step.depth for step in played.session().steps] == [0, 1, 1, 1, 1, 0, 1, 1]


def test_going_back_makes_what_lies_behind_it_ahead_again(played: Any) -> None:
    played.do("back")
    assert _status(played)["aanet"] == "now"
    assert _status(played)["valinta"] == "ahead"


def test_a_step_that_was_jumped_over_is_still_ahead(player: Any) -> None:
    player.do("go", to="valinta")
    assert (_status(player)["alku"], _status(player)["ideat"]) == ("done", "ahead")


def test_when_the_flow_has_ended_all_that_was_done_is_done(played: Any) -> None:
    for _ in range(3):
        played.do("advance", reason="Valmista tuli.")
    assert set(_status(played).values()) == {"done"}


def test_a_step_says_what_is_done_in_it_how_long_and_on_which_sheets(played: Any) -> None:
    ideas = played.session().steps[2]
    assert (ideas.activity, ideas.time, ideas.sheets) == ("ideointi", "1 h 30 min", ("Palvelulupaus",))
    workshop = played.session("en").steps[0]
    assert (workshop.title, workshop.activity, workshop.time) == ("Workshop 1", "", "3 h")


def test_people_stand_in_the_order_of_joining_with_what_they_wrote_that_still_stands(played: Any) -> None:
    played.do("remove", entry="c5")
    people = [(one.name, one.role, one.entries) for one in played.session().people]
    assert people == [("Ilse", "fasilitaattori", 4), ("Aino Rautio", "osallistuja", 2)]
    assert (played.session().entries, played.session().votes) == (6, 3)


def test_the_session_names_its_sheets_as_views_take_them(played: Any) -> None:
    names = played.session().sheets
    assert names == ("okr-1", "lupaus", "kompassi")
    assert [played.sheet(f"canvas:{name}").id for name in names] == list(names)
