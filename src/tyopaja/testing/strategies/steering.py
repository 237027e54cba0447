"""What commands about people, groups, time and the way through a flow say: mostly what there is, often what there is
not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tyopaja.engine import ACTIVITIES, Rules
from tyopaja.model.place import base_of
from tyopaja.model.state import State
from tyopaja.testing.strategies.packs import sometimes
from tyopaja.testing.strategies.writing import words

PEOPLE = ("ilse", "aino", "nils", "biret")
"""Who may ask. Whoever is the first takes the chair."""
GROUPS = ("ryhma-1", "ryhma-2", "group-1", "sininen")
"""Groups that commands name."""

Said = Mapping[str, st.SearchStrategy[Any]]
"""Key → what a command says there; None for nothing."""


def said(rules: Rules, state: State, name: str) -> Said:
    """What a command of the name says, in a session as it stands; {} for one that is about what is written."""
    rules = rules.now(state)
    person, group = st.sampled_from([*PEOPLE, *state.people]), st.sampled_from([*state.groups] * 2 + [*GROUPS])
    going = [one for one in state.steps if "." not in one]
    step = st.sampled_from([None, None, *going, *map(base_of, going), *sorted(rules.steps)])
    count = st.sampled_from([None, 1, 2, 3, 0, -1, 10**6])
    moves = sorted({move.on for move in rules.definitions.flow.move} | {"nowhere"})
    whose = {"group": _seldom([*state.groups, "nobody"]), "person": _seldom([*PEOPLE, "nobody"])}
    table: Mapping[str, Said] = {
        "join": {
            "role": st.sampled_from(["participant", "participant", "facilitator"]),
            "name": sometimes(words(40)),
            "person": st.sampled_from([None, None, *PEOPLE]),
            "heads": st.sampled_from([None, None, None, 2, 0, 1000]),
        },
        "leave": {"person": st.sampled_from([None, *PEOPLE])},
        "erase": {"person": st.sampled_from([None, *PEOPLE])},
        "hand-over": {"to": person, "keep": st.booleans()},
        "expect": {"count": st.integers(-1, 30)},
        "divide": {"size": count, "count": st.sampled_from([None, None, None, 2])},
        "seat": {"person": person, "group": group},
        "split": {"group": group, "to": st.sampled_from([None, None, *GROUPS])},
        "merge": {"group": group, "to": group},
        "ready": {"step": step},
        "advance": {"step": step},
        "back": {"step": step},
        "go": {"step": step},
        "start-timer": {"step": step, "minutes": count},
        "stop-timer": {"step": step},
        "extend": {"step": step, "minutes": st.integers(-10, 30)},
        "add-step": {
            "title": sometimes(words(20)),
            "like": st.sampled_from([None, *sorted(rules.steps), "nowhere"]),
            "activity": st.sampled_from([None, None, *sorted(ACTIVITIES)]),
            "on": st.sampled_from([[], *([place] for place in _places(rules)), ["nowhere.a"]]),
            "after": step,
            "minutes": count,
            "votes": count,
        },
        "add": whose,
        "set": whose,
        "attach": whose,
        "approve": whose,
        "vote": {"person": _seldom(list(PEOPLE)), "times": st.sampled_from([None, None, None, 1, 2, 0])},
        "unvote": {"person": _seldom(list(PEOPLE))},
        "group": {"cluster": st.sampled_from([None, None, *sorted(state.clusters), "nowhere"])},
        "check-in": {"now": st.sampled_from([None, 3, 4.5, -1e9])},
        "undo": {"of": st.sampled_from([None, *sorted(state.deeds)])},
        "carry": {"to": st.sampled_from([*[one.to for one in rules.definitions.flow.carry] * 3, "nowhere", "arkki-0"])},
    }
    found = dict(table.get(name, {}))
    if name == "go":
        found["ways"] = st.one_of(
            st.sampled_from(moves).map(lambda event: {"event": event}),
            st.sampled_from([*sorted(rules.steps), *going]).map(lambda to: {"to": to}),
        )
    return found


def _seldom(names: list[str]) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None] * 5 * len(names) + names)


def _places(rules: Rules) -> list[str]:
    canvases = rules.definitions.canvases.items()
    return [f"{sheet}.{section}" for sheet, canvas in canvases for section in canvas.section]
