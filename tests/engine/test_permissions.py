"""Who may do what in which step, as a table; and on which places."""

from __future__ import annotations

from typing import Any

import pytest

from tyopaja.engine import ACTIVITIES
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.commands import COMMANDS

PICTURE = "sha256:" + "a" * 64
CARRIES = [{"from": "arkki.a", "to": "toinen.b"}]

STEPS = {
    "present": "alku", "brainstorm": "ideointi", "fill": "taytto", "vote": "aanestys", "decide": "valinta",
    "recap": "kertaus", "approve": "hyvaksynta", "break": "tauko", "reveal": "paljastus", "group": "ryhmittely",
    "check-in": "tilanne",
}  # fmt: skip
NOTES = {"add", "edit", "move", "remove", "attach", "link", "unlink"}
CLUSTERS = {"group", "ungroup"}
EVERYBODY = {"undo", "leave", "ready", "erase"}
ALWAYS = {
    "participant": EVERYBODY,
    "facilitator": EVERYBODY | NOTES | CLUSTERS | {
        "set", "advance", "back", "go", "carry", "reveal", "add-step", "hand-over", "expect", "divide", "seat", "split",
        "merge", "start-timer", "stop-timer", "extend", "tick",
    },
}  # fmt: skip
BESIDE: dict[str, dict[str, set[str]]] = {
    "present": {}, "recap": {}, "break": {},
    "brainstorm": {"participant": NOTES},
    "fill": {"participant": NOTES | {"set"}},
    "vote": {"participant": {"vote", "unvote"}, "facilitator": {"vote", "unvote"}},
    "decide": {"facilitator": {"pick", "unpick"}},
    "approve": {"participant": {"approve"}, "facilitator": {"approve"}},
    "reveal": {}, "group": {"participant": CLUSTERS},
    "check-in": {"participant": {"check-in"}, "facilitator": {"check-in"}},
}  # fmt: skip
KEYS: dict[str, dict[str, Any]] = {
    "add": {"sheet": "arkki", "section": "a", "text": "x"}, "set": {"sheet": "arkki", "section": "d", "text": "x"},
    "edit": {"entry": "n1", "text": "y"}, "move": {"entry": "n1", "section": "b"}, "remove": {"entry": "n1"},
    "link": {"entry": "n1", "to": "n2"}, "unlink": {"entry": "n1", "to": "n3"}, "carry": {"to": "toinen.b"},
    "attach": {"sheet": "arkki", "section": "g", "picture": PICTURE},
    "vote": {"entry": "n1"}, "unvote": {"entry": "n1"}, "pick": {"entry": "n1"},
    "unpick": {"entry": "n1"}, "go": {"to": "ideointi"}, "advance": {}, "back": {}, "approve": {}, "undo": {},
    "leave": {}, "ready": {}, "reveal": {}, "add-step": {"title": "x"}, "hand-over": {"to": "nils"},
    "expect": {"count": 9}, "divide": {"count": 1}, "seat": {"person": "nils", "group": "uusi"},
    "split": {"group": "sininen"}, "merge": {"group": "sininen", "to": "punainen"},
    "group": {"entry": "n1"}, "ungroup": {"entry": "n2"}, "check-in": {"entry": "k1", "now": 5},
    "start-timer": {"minutes": 5}, "stop-timer": {}, "extend": {"minutes": 5}, "tick": {}, "erase": {},
}  # fmt: skip


@pytest.mark.parametrize("command", sorted(KEYS))
@pytest.mark.parametrize("role", ["participant", "facilitator"])
@pytest.mark.parametrize("activity", sorted(STEPS))
def test_each_activity_allows_each_role_what_the_table_says(play: Any, activity: str, role: str, command: str) -> None:
    game, by = play(carry=CARRIES), "aino" if role == "participant" else "ilse"
    game.at("ideointi")
    for name in ("n1", "n2", "n3"):
        game.add(name, by=by, id=name, section="b" if name == "n3" else "a")
    game.do("link", entry="n1", to="n3")
    game.add("Myynti", section="f", id="k1")
    for person, group in (("nils", "punainen"), ("nils", "sininen"), ("aino", "sininen")):
        game.do("seat", person=person, group=group)
    game.do("group", entry="n2", text="Nippu")
    if command == "unvote":
        game.at("aanestys").do("vote", by, entry="n1")
    if command == "unpick":
        game.at("valinta").do("pick", entry="n1")
    game.at(STEPS[activity])
    if command == "back" and activity == "present":
        game.do("advance")
        game.do("undo")
        assert game.refused("back", by) == ("no-way-back" if role == "facilitator" else "not-now")
        return
    if command in ("stop-timer", "extend", "tick"):
        game.do("start-timer", minutes=1)
    if command == "tick" and role == "facilitator":
        assert game.do(command, by, at=game.after(999))
    elif command == "reveal" and role == "facilitator":
        assert game.do(command, by) == ()  # nothing is hidden
    elif command in ALWAYS[role] | BESIDE[activity].get(role, set()):
        assert game.do(command, by, **KEYS[command])
    else:
        assert game.refused(command, by, **KEYS[command]) == "not-now"


def test_the_table_knows_every_activity_and_every_command() -> None:
    assert STEPS.keys() == ACTIVITIES.keys()
    assert KEYS.keys() | {"join"} == COMMANDS.keys()


@pytest.mark.parametrize("command", sorted(KEYS))
def test_a_stranger_may_do_nothing(game: Any, command: str) -> None:
    for name in ("n1", "n2", "n3"):
        game.add(id=name)
    assert game.refused(command, "biret", **KEYS[command]) == "not-joined"


@pytest.mark.parametrize("command", sorted(set(KEYS) - ALWAYS["facilitator"]))
def test_after_the_end_only_what_is_always_allowed_is(game: Any, command: str) -> None:
    game.add(id="n1")
    game.at("tauko").do("advance")
    assert game.state.ended
    assert game.refused(command, **KEYS[command]) == "ended"
    assert game.refused("advance") == "ended"
    assert game.refused("go", event="tauolle") == "ended"
    game.do("add", sheet="arkki", section="a", text="Jälkikirjoitus")


def test_a_step_works_only_on_its_places(game: Any) -> None:
    entry = game.add(section="b")
    other = game.do("add", sheet="toinen", section="a", text="x", id="t1")[0].entry
    game.at("ideointi")
    assert game.refused("add", "aino", sheet="toinen", section="a", text="x") == "not-here"
    assert game.refused("add", "aino", sheet="arkki", section="f", text="x") == "not-here"
    game.at("aanestys")
    assert game.refused("vote", "aino", entry=other) == "not-here"
    game.do("vote", "aino", entry=entry)
    game.at("hyvaksynta")
    assert game.refused("approve", "aino", sheet="toinen") == "not-here"


def test_a_part_may_be_all_that_a_step_works_on(play: Any) -> None:
    game = play(steps=[{"id": "s", "title": "S", "activity": "brainstorm", "on": ["arkki.c.kipu"]}])
    entry = game.add("1", by="aino", section="c", part="kipu")
    assert game.refused("add", "aino", sheet="arkki", section="c", part="hyoty", text="x") == "not-here"
    assert game.refused("move", "aino", entry=entry, part="hyoty") == "not-here"


def test_approving_needs_something_to_approve(play: Any) -> None:
    game = play()
    game.at("hyvaksynta")
    (approved,) = game.do("approve", "aino")
    assert approved.sheet == "arkki"
    assert game.do("approve", "aino") == ()
    assert game.refused("approve", "aino", sheet="arki") == "unknown-sheet"


def test_people_come_in_by_themselves_or_are_brought_by_a_facilitator(game: Any) -> None:
    assert game.refused("join", "aino", person="biret") == "not-facilitator"
    assert game.refused("join", "biret", role="facilitator") == "chair-taken"
    game.do("join", person="biret", name="Biret", role="facilitator")
    game.do("join", "biret", person="outi", name="Outi")
    assert game.do("join", "outi", name="Outi") == ()
    assert game.refused("join", "outi", name="Toinen Outi") == "joined-already"
    assert list(game.state.people) == ["ilse", "aino", "nils", "biret", "outi"]


def test_a_refusal_carries_its_facts(game: Any) -> None:
    with pytest.raises(Refused) as caught:
        game.do("vote", "aino", entry="x")
    assert caught.value.fields["command"] == "vote"
    assert caught.value.fields["by"] == "aino"
    with pytest.raises(UnknownId) as unknown:
        game.do("go", to="tauk")
    assert unknown.value.fields["near"] == ("tauko",)
