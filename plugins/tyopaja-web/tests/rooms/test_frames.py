"""What is told leads to what is so: whatever happens, in whatever pieces it is heard, and to nobody else's secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import define, field
from attrs import evolve as with_
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja import Engine
from tyopaja.model import commands as c
from tyopaja.model.pack import Definitions
from tyopaja.testing.strategies import BEGINNING, PEOPLE, begun, commands, definitions
from tyopaja.testing.strategies.sessions import History
from tyopaja.views.seeing import seen_by
from tyopaja_web.rooms.cards import Cards, card, cluster
from tyopaja_web.rooms.frames import key_of, people
from tyopaja_web.rooms.listening import Past
from tyopaja_web.rooms.looking import Sight

VIEWERS = (*PEOPLE[:3], None)
TABLES = ("entries", "boxes", "hidden", "clusters", "people", "mine")


def everything(sight: Sight, viewer: str | None) -> dict[str, Any]:
    """All that somebody sees, as a model has it."""
    state = sight.state
    boxes = {key_of(box): names for box in state.boxes if (names := sight.box(box, viewer))}
    standing = [state.entries[name] for names in boxes.values() for name in names]
    entries = {one.id: card(one, sight.votes(one)) for one in standing}
    found: dict[str, Any] = plain(
        {
            "entries": entries,
            "boxes": boxes,
            "hidden": {key_of(spot): count for spot, count in sight.spots(viewer)},
            "clusters": {name: cluster(one) for name, one in state.clusters.items()},
            "people": people(sight, state.people),
            "mine": {} if viewer is None else sight.mine(viewer),
        }
    )
    return found


def plain(value: Any) -> Any:
    """As it comes out of JSON."""
    return json.loads(json.dumps(value, default=str))


@define
class Client:
    """Somebody who applies what they are told."""

    viewer: str | None
    cursor: int
    known: dict[str, Any] = field(factory=dict)

    def hear(self, past: Past, sight: Sight, cards: Cards) -> None:
        told = past.told(sight, cards, self.cursor, self.viewer, looks_on=False)
        self.cursor = past.head
        if told is None:
            self.known = everything(sight, self.viewer)
        elif told:
            self.apply(json.loads(told))

    def apply(self, frame: Mapping[str, Any]) -> None:
        for table in TABLES:
            for key, value in frame.get(table, {}).items():
                if isinstance(value, dict) and "ids" in value:
                    value = [*self.known[table].get(key, ())[: value["from"]], *value["ids"]]
                if value is None or value == []:
                    self.known[table].pop(key, None)
                else:
                    self.known[table][key] = value


def definitions_of(history: History) -> Definitions:
    return history.rules.now(history.state).definitions


def hold_to_it(data: st.DataObject, played: History) -> None:
    """Play on, and let everybody hear of it now and then: what they know is what is so."""
    sight, cards = Sight(definitions_of(played), played.state), Cards()
    past = Past(size=6, begin=played.state.seq, head=played.state.seq)
    clients = [Client(viewer, past.head, everything(sight, viewer)) for viewer in VIEWERS]
    for _ in range(data.draw(st.integers(8, 25))):
        before, happened = played.state.seq, len(played.events)
        played = played.do(data.draw(commands(played.rules, played.state)))
        if played.state.seq == before:
            continue
        past.add(played.state.seq, sight.move(definitions_of(played), played.state, played.events[happened:]))
        for client in clients:
            if data.draw(st.booleans()):
                client.hear(past, sight, cards)
                assert client.known == everything(sight, client.viewer)
    for client in clients:
        client.hear(past, sight, cards)
        assert client.known == everything(Sight(definitions_of(played), played.state), client.viewer)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whoever_applies_what_they_are_told_from_any_position_knows_what_is_so(data: st.DataObject) -> None:
    hold_to_it(data, begun(data.draw(definitions())))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_so_it_is_where_people_write_in_silence_and_vote_in_secret(pack: Path, data: st.DataObject) -> None:
    hold_to_it(data, in_silence_or_secret(pack, data.draw(st.integers(1, 3))))


def test_whose_vote_goes_with_what_they_voted_for_hears_of_both_and_of_its_return(pack: Path) -> None:
    played = in_silence_or_secret(pack, 2)
    lead, voter = PEOPLE[:2]
    entry = next(iter(played.state.entries))
    sight, cards = Sight(definitions_of(played), played.state), Cards()
    past = Past(size=6, begin=played.state.seq, head=played.state.seq)
    client = Client(voter, past.head, everything(sight, voter))
    deeds = (c.Vote(by=voter, entry=entry), c.Remove(by=lead, entry=entry), c.Undo(by=lead, of="v1"))
    for number, (command, votes) in enumerate(zip(deeds, ({entry: 1}, {}, {entry: 1}), strict=True)):
        happened = len(played.events)
        played = played.do(with_(command, id=f"v{number}", at=BEGINNING))
        assert not played.refused
        past.add(played.state.seq, sight.move(definitions_of(played), played.state, played.events[happened:]))
        client.hear(past, sight, cards)
        assert client.known == everything(sight, voter)
        assert client.known["mine"] == votes


def in_silence_or_secret(pack: Path, steps: int) -> History:
    """A session of the tests' flow with some notes in it, so many steps on."""
    with Engine(packs=[pack], plugins=[]) as engine:
        played = begun(engine.library.definitions("koe"))
    lead, *others = PEOPLE[:3]
    asked: list[c.Command] = [c.Join(by=lead, role="facilitator"), *(c.Join(by=one) for one in others)]
    asked += [c.Add(by=one, sheet="taulu", section="huolet", text=one) for one in others]
    asked += [c.Advance(by=lead, reason="aika")] * steps
    for number, command in enumerate(asked):
        played = played.do(with_(command, id=f"b{number}", at=BEGINNING))
    assert not played.refused
    return played


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nobody_is_told_what_a_view_would_not_show_them(data: st.DataObject) -> None:
    played = begun(data.draw(definitions()))
    for _ in range(20):
        played = played.do(data.draw(commands(played.rules, played.state)))
    found = definitions_of(played)
    sight = Sight(found, played.state)
    for viewer in VIEWERS:
        seen = seen_by(found, played.state, viewer)
        model = everything(sight, viewer)
        assert model["boxes"] == plain({key_of(box): names for box, names in seen.state.boxes.items() if names})
        assert model["hidden"] == {key_of(spot): count for spot, count in seen.hidden.items()}
        for name, one in model["entries"].items():
            assert one["votes"] in (None, len(seen.state.entries[name].votes))
            assert one["votes"] is not None or not seen.state.entries[name].votes
