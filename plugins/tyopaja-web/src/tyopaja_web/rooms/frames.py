"""What is told to those who look: what was touched, as it is now, for everybody in the same bytes where it is the same.

A frame says how things are, not what to add to them; so frames may be merged, come twice, or be left out when later
ones say the same. Only the order of a long box is not said whole: from a place on, it is as follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tyopaja.model.state import Box
from tyopaja_web.rooms.cards import ENCODER, Cards, cluster, groups, person
from tyopaja_web.rooms.looking import Sight
from tyopaja_web.rooms.touched import Own, Spot, Touched

_LONG: Final = 64
"""Entries of a box from which on only the changed end of its order is told."""
_NOTHING: Final = Own()


def key_of(box: Box | Spot) -> str:
    """A box or a spot as a key in JSON: `sheet/section`, `sheet/section/part`."""
    return "/".join(part for part in box if part)


def frame(sight: Sight, cards: Cards, touched: Touched, viewer: str | None, looks_on: bool) -> str:
    """What was touched as it is now, as JSON, as somebody sees it; "" when there is nothing for them in it.

    `looks_on` is said of the facilitator and the big screen, who see of a step what others do not."""
    own = touched.own.get(viewer, _NOTHING) if viewer is not None else _NOTHING
    asked = viewer is not None and viewer in touched.own
    stage = touched.stage or own.stage or (looks_on and touched.desk)
    if not (touched.shared or stage or asked):
        return ""
    state, parts = sight.state, [f'"seq":{sight.state.seq}']
    if names := touched.entries | own.entries:
        parts.append(f'"entries":{cards.table(sight, sorted(names), viewer)}')
    if boxes := _boxes(sight, touched, own, viewer):
        parts.append(f'"boxes":{ENCODER.encode(boxes)}')
    if touched.spots:
        hidden = {key_of(spot): sight.hidden(spot, viewer) or None for spot in sorted(touched.spots, key=str)}
        parts.append(f'"hidden":{ENCODER.encode(hidden)}')
    if touched.clusters:
        found = {name: state.clusters.get(name) for name in sorted(touched.clusters)}
        told = {name: None if one is None else cluster(one) for name, one in found.items()}
        parts.append(f'"clusters":{ENCODER.encode(told)}')
    if touched.people:
        parts.append(f'"people":{ENCODER.encode(people(sight, touched.people))}')
    if viewer is not None and own.votes:
        parts.append(f'"mine":{ENCODER.encode(sight.mine(viewer, sorted(own.votes)))}')
    if stage:
        parts.append('"stage":true')
    return "{" + ",".join(parts) + "}"


def _boxes(sight: Sight, touched: Touched, own: Own, viewer: str | None) -> Mapping[str, Any]:
    holds = sight.holders(touched.boxes) if touched.boxes and viewer is not None else set()
    boxes: dict[str, Any] = {}
    for box in sorted(touched.boxes.keys() | own.boxes):
        names = sight.box(box, viewer)
        place = 0 if viewer in holds or box in own.boxes else touched.boxes[box]
        long = len(names) > _LONG and place
        boxes[key_of(box)] = {"from": place, "ids": names[place:]} if long else names
    return boxes


def people(sight: Sight, names: Iterable[str]) -> dict[str, Any]:
    """People by id, as JSON."""
    state, grouped = sight.state, groups(sight.state)
    found = ((name, state.people.get(name)) for name in names)
    return {name: None if one is None else person(one, grouped.get(name)) for name, one in found}


def concerned(sight: Sight, touched: Touched) -> set[str]:
    """Those for whom a frame has to be made by itself."""
    boxes = {*touched.boxes, *((sheet, section) for sheet, section, _ in touched.spots)}
    # Who has only asked for what everybody is told is told the same.
    own = {person for person, one in touched.own.items() if one != _NOTHING or not touched.shared}
    return sight.holders(boxes) | own
