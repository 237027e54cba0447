"""Somebody's words and names out of a session: nothing of them is left, all that is counted stays, and it replays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.engine import Rules, decide, evolve, fold
from tyopaja.engine.erasing import still_named, without
from tyopaja.errors import Refused, UnknownId
from tyopaja.journals import codec
from tyopaja.model.commands import Erase
from tyopaja.model.events import Added, Edited, Event
from tyopaja.model.kinds import FieldType
from tyopaja.model.state import State
from tyopaja.testing.strategies import BEGINNING, History, histories

Do = Callable[..., tuple[Event, ...]]
SECRET = "Hiljaisuuden kaipuu"


def types_of(rules: Rules) -> Callable[[str, str, str], FieldType | None]:
    return lambda sheet, section, name: getattr(rules.kind(sheet, section).fields.get(name), "type", None)


def taken_out(rules: Rules, events: tuple[Event, ...], person: str) -> tuple[Event, ...]:
    """A session's events after its façade has erased somebody."""
    state = fold(events)
    decided = decide(rules, state, Erase(by=person, id="erasing", at=BEGINNING))
    return without([*events, *decided], person, "fi", types_of(rules))


@settings(max_examples=80, deadline=None)
@given(played=histories(), data=st.data())
def test_whoever_is_erased_it_replays_and_all_that_is_counted_stays(played: History, data: st.DataObject) -> None:
    people = list(played.state.people)
    if not people:
        return
    person = data.draw(st.sampled_from(people))
    made = taken_out(played.rules, played.events, person)
    before, after = fold([*played.events, *_leaving(played, person)]), fold(made)
    assert [event.type for event in made][: len(played.events)] == [event.type for event in played.events]
    assert _counted(after) == _counted(before)
    assert person not in after.people
    assert len(after.people) == len(before.people)
    assert all(event.by != person for event in made)


def _leaving(played: History, person: str) -> tuple[Event, ...]:
    return decide(played.rules, played.state, Erase(by=person, id="erasing", at=BEGINNING))


def _counted(state: State) -> dict[str, Any]:
    return {
        "entries": len(state.entries),
        "standing": sorted(len(names) for names in state.boxes.values()),
        "votes": sorted(len(entry.votes) for entry in state.entries.values()),
        "picked": sum(entry.picked is not None for entry in state.entries.values()),
        "links": sum(len(entry.links) for entry in state.entries.values()),
        "visits": sorted(count for _, count in state.visits.items()),
        "groups": [len(people) for people in state.groups.values()],
        "approvals": sorted(len(people) for people in state.approvals.values()),
        "deeds": len(state.deeds),
    }


@settings(max_examples=60, deadline=None)
@given(played=histories(), data=st.data())
def test_no_word_that_somebody_alone_wrote_is_left(played: History, data: st.DataObject) -> None:
    people = list(played.state.people)
    if not people:
        return
    person = data.draw(st.sampled_from(people))
    theirs, others = set[str](), set[str]()
    own = {one.entry for one in played.events if isinstance(one, Added) and one.by == person and one.origin is None}
    for event in played.events:
        if isinstance(event, Added | Edited) and event.text:
            (theirs if event.by == person and event.entry in own else others).add(event.text)
    kept = "\n".join(codec.write(event) for event in taken_out(played.rules, played.events, person))
    for text in theirs - others:
        if len(text) > 12:  # a short one may be part of another's
            assert json.dumps(text, ensure_ascii=False) not in kept


class Room:
    """Two people who write, and what is left when one of them is erased."""

    def __init__(self, game: Any) -> None:
        self.game = game
        self.do: Do = game.do

    def erased(self, person: str = "bea") -> tuple[str, State]:
        made = taken_out(self.game.rules, tuple(self.game.events), person)
        return "\n".join(codec.write(event) for event in made), fold(made)


@pytest.fixture
def room(game: Any) -> Room:
    game.do("join", person="aino", role="facilitator")
    game.do("join", by="bea", name="Bea Lumi")
    game.do("go", to="taytto", reason="koe")
    return Room(game)


def test_their_id_and_name_are_gone_in_the_words_of_others_too(room: Room) -> None:
    room.do("add", by="aino", sheet="arkki", section="b", text="Bea Lumi vastaa, ei Abea", id="bea-1")
    kept, state = room.erased()
    assert '"bea"' not in kept
    assert "Bea" not in kept
    assert [entry.text for entry in state.entries_in("arkki", "b")][-1] == "poistettu nimi vastaa, ei Abea"
    assert "poistettu-1-1" in state.entries
    assert state.people["poistettu-1"].left is not None


def test_what_they_wrote_is_gone_whoever_rewrote_it(room: Room) -> None:
    room.do("add", by="bea", sheet="arkki", section="b", text=SECRET, id="n1")
    room.do("edit", by="aino", entry="n1", text=f"{SECRET} ja rauha")
    kept, state = room.erased()
    assert SECRET not in kept
    assert state.entries["n1"].text == "(poistettu)"
    assert state.entries["n1"].by == "poistettu-1"


def test_words_of_others_are_as_they_were_before_they_changed_them(room: Room) -> None:
    room.do("add", by="aino", sheet="arkki", section="b", text="Rauha", id="n1")
    room.do("join", person="cecilia", role="facilitator")
    room.do("edit", by="cecilia", entry="n1", text=SECRET, id="e1")
    room.do("undo", by="cecilia", of="e1")
    room.do("edit", by="cecilia", entry="n1", text=SECRET, id="e2")
    room.do("edit", by="aino", entry="n1", text="Lepo", id="e3")
    room.do("undo", by="aino", of="e3")
    kept, state = room.erased("cecilia")
    assert SECRET not in kept
    assert state.entries["n1"].text == "Rauha"


def test_numbers_and_choices_stay_where_words_go(room: Room) -> None:
    room.do("set", by="aino", sheet="arkki", section="e", text="Aluksi", nimi="Aino", ika=4, kausi="talvi", id="n1")
    room.do("set", by="aino", sheet="arkki", section="e", nimi=SECRET, ika=7, kausi="kesa")
    kept, state = room.erased("aino")
    assert SECRET not in kept
    (entry,) = state.entries_in("arkki", "e")
    assert (entry.text, dict(entry.fields)) == (
        "(poistettu)",
        {"nimi": "(poistettu)", "ika": 7, "kausi": "kesa"},
    )


def test_only_oneself_and_a_facilitator_may(room: Room) -> None:
    room.do("join", by="severi")
    with pytest.raises(Refused) as refused:
        room.do("erase", by="severi", person="bea")
    assert refused.value.code == "not-facilitator"
    with pytest.raises(UnknownId):
        room.do("erase", by="aino", person="nobody")
    assert [event.type for event in room.do("erase", by="aino", person="bea")] == ["left", "erased"]


def test_it_cannot_be_undone(room: Room) -> None:
    room.do("erase", by="bea", id="gone")
    with pytest.raises(Refused) as refused:
        room.do("undo", by="aino", of="gone")
    assert refused.value.code == "cannot-undo"


def test_other_forms_of_the_name_are_told_of(room: Room) -> None:
    room.do("add", by="aino", sheet="arkki", section="b", text="Bean idea", id="n1")
    room.do("add", by="aino", sheet="arkki", section="b", text="Oma idea", id="n2")
    assert list(still_named(room.game.events, ["Bea"])) == ["joined", "n1"]


def test_erased_people_are_told_apart(room: Room) -> None:
    made = taken_out(room.game.rules, tuple(room.game.events), "bea")
    state = fold(made)
    decided = decide(room.game.rules, state, Erase(by="aino", id="again", at=BEGINNING))
    again = fold(without([*made, *decided], "aino", "fi", types_of(room.game.rules)))
    assert list(again.people) == ["ilse", "poistettu-2", "nils", "poistettu-1"]
    assert evolve(again, made[-1]).people == again.people


def test_nobody_goes_on_as_who_was_erased(play: Any) -> None:
    game = play()
    game.do("join", "poistettu-1", name="Poistettu")
    game.do("leave", "poistettu-1")
    game.do("join", "poistettu-1", name="Poistettu")
    game.do("leave", "poistettu-1")
    made = taken_out(game.rules, game.events, "aino")
    game.events, game.state = made, fold(made)
    assert "poistettu-2" in game.state.people
    assert game.refused("join", "poistettu-2", name="Uusi") == "is-erased"
    assert game.refused("join", person="poistettu-2", role="facilitator") == "is-erased"
    game.do("join", "poistettu-1", name="Poistettu")
    game.do("join", "aino", name="Aino")
