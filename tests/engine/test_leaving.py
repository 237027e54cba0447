"""Coming, leaving, coming back, and the chair: who has it, who gets it, and what stays of those who left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Play = Callable[..., Any]


def roles(game: Any) -> dict[str, str]:
    """Who is there, and in which role."""
    return {one.id: one.role for one in game.state.present()}


def test_who_left_gives_no_commands_and_what_they_did_stays(game: Any) -> None:
    entry = game.at("ideointi").add(by="aino")
    game.at("aanestys").do("vote", "aino", entry=entry)
    (left,) = game.do("leave", "aino")
    assert left.person == "aino"
    assert game.refused("vote", "aino", entry=entry) == "left-already"
    assert game.said("undo", "aino") == "Aino ei ole enää mukana: liity uudelleen."
    assert game.state.entries[entry].votes == ("aino",)
    assert game.texts() == ["Sauna"]
    assert "aino" not in roles(game)
    assert game.replayed() == game.state


def test_one_leaves_oneself_or_is_taken_out_by_a_facilitator(game: Any) -> None:
    assert game.refused("leave", "aino", person="nils") == "not-facilitator"
    assert game.refused("leave", "biret") == "not-joined"
    assert game.refused("leave", person="biret") == "unknown-person"
    game.do("leave", person="nils")
    assert game.do("leave", person="nils") == ()
    game.do("undo")
    assert roles(game)["nils"] == "participant"


def test_who_comes_back_is_who_they_were(game: Any) -> None:
    game.do("leave", "aino")
    (returned,) = game.do("join", "aino")
    assert returned.type == "returned"
    assert game.state.people["aino"].called == "Aino"
    assert list(roles(game)) == ["ilse", "aino", "nils"]


def test_who_comes_back_under_another_name_or_with_others_joins_anew(game: Any) -> None:
    game.do("leave", "aino")
    (joined,) = game.do("join", "aino", name="Aino V.", heads=2)
    assert joined.type == "joined"
    assert (game.state.people["aino"].called, game.state.people["aino"].heads) == ("Aino V.", 2)
    assert game.state.people["aino"].left is None


def test_the_last_facilitator_may_leave_and_whoever_asks_for_it_takes_the_chair(game: Any) -> None:
    game.do("leave")
    assert roles(game) == {"aino": "participant", "nils": "participant"}
    assert game.refused("advance", "aino") == "not-now"
    assert game.do("join", "aino", name="Aino") == ()
    (changed,) = game.do("join", "aino", name="Aino", role="facilitator")
    assert (changed.type, changed.person, changed.role) == ("role-changed", "aino", "facilitator")
    game.do("advance", "aino")
    assert game.refused("join", "nils", name="Nils", role="facilitator") == "chair-taken"
    assert game.refused("join", "outi", role="facilitator") == "chair-taken"


def test_a_newcomer_takes_an_empty_chair_and_the_one_who_left_it_comes_back_without(game: Any) -> None:
    game.do("leave")
    game.do("join", "outi", role="facilitator")
    assert game.refused("join", "ilse", role="facilitator") == "chair-taken"
    assert [event.type for event in game.do("join", "ilse")] == ["returned", "role-changed"]
    assert roles(game)["ilse"] == "participant"
    game.do("join", "outi", person="ilse", role="facilitator")
    assert roles(game)["ilse"] == "facilitator"


def test_when_all_have_left_a_stranger_is_still_a_stranger_until_they_join(game: Any) -> None:
    for person in ("aino", "nils", "ilse"):
        game.do("leave", person)
    assert game.refused("advance", "outi") == "not-joined"
    game.do("join", "outi", role="facilitator")
    game.do("advance", "outi")


def test_the_chair_is_handed_over_and_kept_if_one_says_so(game: Any) -> None:
    game.do("hand-over", to="aino", keep=True)
    assert roles(game) == {"ilse": "facilitator", "aino": "facilitator", "nils": "participant"}
    game.do("hand-over", to="aino")
    assert roles(game)["ilse"] == "participant"
    assert game.refused("hand-over", to="ilse") == "not-now"
    game.do("undo")
    assert roles(game)["ilse"] == "facilitator"
    assert game.do("hand-over", to="ilse") == ()


def test_the_chair_goes_to_nobody_who_is_not_there(game: Any) -> None:
    assert game.refused("hand-over", to="biret") == "unknown-person"
    game.do("leave", "aino")
    assert game.refused("hand-over", to="aino") == "not-present"
    assert game.refused("hand-over", "nils", to="nils") == "not-now"


def test_who_gets_the_chair_has_no_instance_any_more_and_who_gives_it_gets_one(play: Play) -> None:
    steps = [{"id": "oma", "title": "Oma", "for-each": "participant"}, {"id": "loppu", "title": "Loppu"}]
    game = play(steps=steps)
    assert game.state.leaves == ("oma@aino", "oma@nils")
    game.do("hand-over", to="aino")
    assert game.state.leaves == ("oma@ilse", "oma@nils")
    game.do("undo", "ilse")
    assert game.state.leaves == ("oma@aino", "oma@nils")
    assert game.replayed() == game.state


def test_an_undone_leaving_gives_an_instance_in_the_step_that_is_now(play: Play) -> None:
    steps = [{"id": "alku", "title": "Alku"}, {"id": "oma", "title": "Oma", "for-each": "participant"}]
    game = play(steps=steps)
    game.do("leave", person="aino", id="out")
    game.do("advance")
    assert game.state.leaves == ("oma@nils",)
    game.do("undo", of="out")
    assert set(game.state.leaves) == {"oma@aino", "oma@nils"}
    assert game.replayed() == game.state


def test_how_many_are_coming_is_said_and_taken_back(game: Any) -> None:
    game.do("expect", count=12)
    assert game.state.expected == 12
    assert game.do("expect", count=12) == ()
    game.do("expect", count=14)
    game.do("undo")
    assert game.state.expected == 12
    assert game.refused("expect", "aino", count=3) == "not-now"


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_a_number_of_people_that_cannot_be_is_refused(game: Any, count: int) -> None:
    assert game.refused("expect", count=count) == "bad-expected"
    assert game.refused("join", "outi", heads=count) == "bad-heads"


def test_a_device_may_stand_for_several(game: Any) -> None:
    game.do("join", "laite", heads=3)
    assert game.state.people["laite"].heads == 3
    assert game.refused("join", "laite") == "joined-already"


def test_a_participant_becomes_a_facilitator_by_one_and_does_not_cease_by_a_join(game: Any) -> None:
    game.do("join", person="aino", name="Aino", role="facilitator")
    assert roles(game)["aino"] == "facilitator"
    assert game.refused("join", "aino", name="Aino") == "joined-already"
    game.do("undo")
    assert roles(game)["aino"] == "participant"


def test_nobody_throws_themselves_out_by_an_undo(game: Any) -> None:
    entry = game.at("ideointi").add(by="aino")
    game.do("leave", "aino")
    game.do("join", "aino", id="again")
    assert game.refused("undo", "aino", of="again") == "cannot-undo"
    game.do("undo", "aino")
    assert game.state.entries[entry].removed
    assert roles(game)["aino"] == "participant"


def test_who_gave_the_chair_away_takes_it_back_until_the_other_does_something(game: Any) -> None:
    game.do("hand-over", to="aino", id="given")
    game.do("ready", "ilse")
    game.do("undo", "ilse", of="given")
    assert roles(game)["ilse"] == "facilitator"
    game.do("hand-over", to="aino", id="given-again")
    game.do("advance", "aino")
    assert game.refused("undo", "ilse", of="given-again") == "chairs-command"
    assert roles(game) == {"ilse": "participant", "aino": "facilitator", "nils": "participant"}


def test_what_was_done_in_the_chair_is_taken_back_by_who_has_it(game: Any) -> None:
    game.do("advance", id="on")
    game.do("hand-over", to="aino")
    game.do("advance", "aino", id="further")
    assert game.refused("undo", "ilse", of="on") == "chairs-command"
    assert game.said("undo", "ilse", of="on") == (
        "Komento on annettiin fasilitaattorina, joten sen voi perua vain fasilitaattori."
    )
    assert game.refused("undo", "ilse") == "nothing-to-undo"
    game.do("undo", "aino", of="further")
    game.do("undo", "aino", of="on")
    assert game.state.step == "alku"


def test_whoever_has_all_the_keys_may_leave_in_the_middle_and_nothing_is_lost(play: Play) -> None:
    steps = [
        {"id": "ideat", "title": "Ideat", "activity": "brainstorm", "on": ["arkki.a"], "private": True},
        {"id": "aanet", "title": "Äänet", "activity": "vote", "on": ["arkki.a"]},
    ]
    game = play(steps=steps)
    entry = game.add(by="ilse")
    game.do("leave")
    assert game.refused("advance", "aino") == "not-now"
    game.do("join", "nils", role="facilitator")
    game.do("advance", "nils")
    assert not game.state.entries[entry].private
    game.do("join", "ilse")
    assert roles(game) == {"ilse": "participant", "aino": "participant", "nils": "facilitator"}
