"""Sound definitions: what a session runs on, with steps in every order, for all and for each, and what they work on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from tyopaja.engine import ACTIVITIES
from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Definitions, Pack
from tyopaja.testing.strategies.packs import OWN, OWN_KINDS, canvas_tables, without_none
from tyopaja.testing.strategies.writing import texts


def _places(sheets: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [f"{sheet}.{section}" for sheet, table in sheets.items() for section in table["section"]]


_ALL: Mapping[str, Kind] = {**KINDS, **OWN_KINDS}


def _many(sheets: Mapping[str, Mapping[str, Any]], place: str) -> bool:
    sheet, _, section = place.partition(".")
    return _ALL[sheets[sheet]["section"][section]["kind"]].many


ACTIVITY: Mapping[str, Any] = {
    "hiljaa": {
        "title": {"fi": "Hiljaa", "en": "In silence"},
        "participant": ["add", "edit", "remove"],
        "facilitator": ["add", "reveal"],
        "sees": "own",
        "done": {"any": [{"entries-in": "here", "at-least": 2}, {"time": "over"}]},
    }
}
"""Activities of a pack's own, as pack.toml has them."""

_ACTIVITIES: Mapping[str, Activity] = {
    **ACTIVITIES,
    **{name: structure(table, Activity) for name, table in ACTIVITY.items()},
}
_OF_MANY = frozenset({"brainstorm", "vote", "decide", "group", "hiljaa"})
"""Activities for sections that hold many entries."""


@st.composite
def _steps(draw: st.DrawFn, sheets: Mapping[str, Mapping[str, Any]], name: str, parent: str | None) -> dict[str, Any]:
    """An atomic step whose needs can be met in it."""
    activity, place = draw(st.sampled_from(sorted(_ACTIVITIES))), draw(st.sampled_from(_places(sheets)))
    if activity in _OF_MANY and not _many(sheets, place):
        activity = "fill"
    if activity in ("recap", "check-in"):
        activity = "break"  # a recap needs a step to be of, and a check-in key results; `present` allows the same
    on = [place.partition(".")[0] if activity == "approve" else place] if _ACTIVITIES[activity].places else None
    ways: dict[str, dict[str, Any]] = {
        "fill": {"entries-in": place},
        "brainstorm": {"entries-in": draw(st.sampled_from([place, "here"])), "at-least": draw(st.integers(1, 2))},
        "hiljaa": {"entries-in": "here"},
        "vote": {"voted": draw(st.sampled_from(["everyone", "anyone"]))},
        "group": {"clusters": draw(st.sampled_from([place, "here"]))},
        "decide": draw(st.sampled_from([{"picked": place}, {"decided": "anything"}, {"decided": "everything"}])),
        "approve": {"approved": place.partition(".")[0]},
        "present": draw(st.sampled_from([{"everyone-joined": "expected"}, {"group-ready": "anyone"}])),
    }
    over = {"time": "over"}
    own = ways.get(activity, over)
    needs = draw(st.sampled_from([None, own, {"any": [own, over]}, {"all": [own, {"not": {"not": own}}]}]))
    voting = draw(st.fixed_dictionaries({"several": st.booleans(), "secret": st.booleans()}))
    return without_none(
        {
            "id": name,
            "title": draw(texts()),
            "in": parent,
            "activity": activity,
            "on": on,
            "time": draw(st.sampled_from(["5 min", "1 h 30 min"])),
            "after-time": draw(st.sampled_from(["remind", "advance"])),
            "needs": needs,
            "votes": draw(st.integers(1, 3)) if activity == "vote" else None,
            "private": draw(st.booleans()) if activity in ("fill", "brainstorm") else None,
            **(voting if activity == "vote" else {}),
        }
    )


_OF_A_WHOLE: list[dict[str, Any]] = [
    {},
    {},
    {"needs": {"group-ready": "anyone"}},
    {"needs": {"everyone-joined": "expected"}, "time": "2 h", "after-time": "advance"},
    {"time": "2 h", "after-time": "advance"},
]
"""What steps with steps inside say of themselves."""


@st.composite
def _each(draw: st.DrawFn) -> dict[str, Any]:
    """What a step says that runs once, or for each group or participant."""
    each = draw(st.sampled_from([None, None, "group", "participant"]))
    groups = draw(st.sampled_from([None, {"size": 2}, {"count": 2}, {"size": 1, "mix": True}]))
    return without_none({"for-each": each, "groups": groups if each == "group" else None})


@st.composite
def _orders(draw: st.DrawFn, each: bool, inside: int) -> dict[str, Any]:
    """How the steps inside one run, and how many must be done; `each`: it runs for each group or participant."""
    order = draw(st.sampled_from(["sequence", "parallel", "free"] if inside > 1 else ["sequence"]))
    waits = each != (order != "sequence")
    join = draw(st.sampled_from(["all", "facilitator", 1])) if waits else None
    return without_none({"order": order, "join": join})


@st.composite
def _workshops(
    draw: st.DrawFn, sheets: Mapping[str, Mapping[str, Any]], top: int, place: int
) -> tuple[list[dict[str, Any]], bool]:
    """A step of the flow with those inside it, and whether they run for each group or participant; `place` is how many
    steps there are before it."""
    steps: list[dict[str, Any]] = []
    parent = None
    for _ in range(draw(st.integers(0, 2))):
        outermost = draw(_each()) if parent is None else {}
        whole = draw(st.sampled_from(_OF_A_WHOLE))
        around = {"id": f"osa-{place + len(steps)}", "title": draw(texts()), "in": parent, **whole, **outermost}
        steps.append(without_none(around))
        parent = steps[-1]["id"]
    count = draw(st.integers(1, 3)) if parent else 1
    each = bool(steps) and "for-each" in steps[0]
    if steps:
        steps[-1].update(draw(_orders(each and len(steps) == 1, count)))
        order = steps[-1]["order"]
    steps += [draw(_steps(sheets, f"vaihe-{top}-{number}", parent)) for number in range(count)]
    if parent and order == "sequence" and draw(st.booleans()):
        steps.append({"id": f"maali-{top}", "title": draw(texts()), "in": parent, "final": True})
    return steps, each


@st.composite
def definitions(draw: st.DrawFn) -> Definitions:
    """What a sound session runs on: one to three sheets, of all or of each group or participant; steps alone, in
    workshops, and deeper, one after the other, side by side and in any order, for all or for each group or
    participant; moves back and forth; a result with fills."""
    tables = draw(st.lists(canvas_tables(_ALL), min_size=1, max_size=3))
    sheets = {f"arkki-{number}": table for number, table in enumerate(tables)}
    per = {name: draw(st.sampled_from(["session", "session", "group", "participant"])) for name in [*sheets][1:]}
    steps: list[dict[str, Any]] = []
    owners: dict[str, str] = {}
    for top in range(draw(st.integers(1, 3))):
        made, each = draw(_workshops(sheets, top, len(steps)))
        steps += made
        owners |= {step["id"]: made[0]["id"] for step in made if each}
    own = [sheet for sheet, whose in per.items() if whose != "session"]
    for step in steps:
        if own and step["id"] not in owners and not step.get("final") and draw(st.booleans()):
            step["gather"] = draw(st.lists(st.sampled_from(own), min_size=1, unique=True))
    flow = {
        "id": "kulku",
        "title": draw(texts()),
        "sheet": {name: {"canvas": name, "per": whose} for name, whose in per.items()},
        "step": steps,
        "move": draw(_moves(steps, owners)),
        "result": "arkki-0",
        "carry": draw(_carries(sheets, steps)),
        "fill": draw(_fills(sheets, steps)),
    }
    pack = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi", "licence": "CC-BY-SA-4.0"}
    return Definitions.of(
        structure({**pack, "kind": OWN, "activity": ACTIVITY}, Pack),
        structure(flow, Flow),
        {
            name: evolve(structure({"id": name, **table}, Canvas), kinds=_own_of(table))
            for name, table in sheets.items()
        },
    )


def _own_of(table: Mapping[str, Any]) -> dict[str, Kind]:
    used = {section["kind"] for section in table["section"].values()}
    return {name: kind for name, kind in OWN_KINDS.items() if name in used}


@st.composite
def _moves(draw: st.DrawFn, steps: list[dict[str, Any]], owners: Mapping[str, str]) -> list[dict[str, Any]]:
    """Moves that may or may not be taken; `owners` gives the step around those that run for each."""
    around = {step.get("in") for step in steps}
    from_ = [step["id"] for step in steps if not step.get("final")]
    atoms = [step for step in from_ if step not in around]
    moves = []
    for number in range(draw(st.integers(0, 3))):
        joined = {"everyone-joined": "expected"}
        when = draw(st.sampled_from([None, {"time": "over"}, {"not": {"time": "over"}}, joined]))
        source = draw(st.sampled_from(from_ if when in (None, joined) else atoms))
        owner = owners.get(source)
        inside = [step["id"] for step in steps if owner in (None, source, owners.get(step["id"]))]
        to = draw(st.sampled_from(inside))
        on = draw(st.sampled_from(["iteroi", "hyppaa", "next"])) if when else f"siirto-{number}"
        # On `next` it is taken when what it leads away from is done: to resume that would be done at once.
        resumable = to in around and owners.get(to) != to and on != "next"
        move = {
            "from": source,
            "to": to,
            "on": on,
            "label": draw(texts()),
            "when": when,
            "at-most": draw(st.integers(1, 3)),
            "resume": draw(st.sampled_from(["none", "shallow", "deep", "history"])) if resumable else None,
        }
        moves.append(without_none(move))
    return moves


@st.composite
def _carries(
    draw: st.DrawFn, sheets: Mapping[str, Mapping[str, Any]], steps: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Between sections of one kind, to where some step works, and not onto the result."""
    worked = [
        place for step in steps for place in step.get("on", ()) if "." in place and not place.startswith("arkki-0")
    ]
    carries = []
    for to in dict.fromkeys(worked):
        sheet, _, section = to.partition(".")
        own = sheets[sheet]["section"][section]
        sources = [
            place
            for place in _places(sheets)
            if place != to
            and sheets[place.partition(".")[0]]["section"][place.partition(".")[2]]["kind"] == own["kind"]
        ]
        if sources and not own.get("parts") and not _ALL[own["kind"]].open and draw(st.booleans()):
            take, at_most = draw(st.sampled_from(["all", "newest"])), draw(st.none() | st.integers(1, 3))
            table = {"from": draw(st.sampled_from(sources)), "to": to, "take": take, "at-most": at_most}
            carries.append(without_none(table))
    return carries


@st.composite
def _fills(
    draw: st.DrawFn, sheets: Mapping[str, Mapping[str, Any]], steps: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    fills = []
    for section, own in sheets["arkki-0"]["section"].items():
        sources = [
            place
            for place in _places(sheets)
            if not place.startswith("arkki-0.")
            and sheets[place.partition(".")[0]]["section"][place.partition(".")[2]]["kind"] == own["kind"]
            and not _ALL[own["kind"]].open
        ]
        if sources and not own.get("parts"):
            place = draw(st.sampled_from(sources))
            done = {step.get("activity") for step in steps if step.get("on") == [place]}
            takes = ["all", "newest", *(["voted"] if "vote" in done else []), *(["picked"] if "decide" in done else [])]
            at_most = draw(st.none() | st.integers(1, 3))
            fill = {"section": section, "from": place, "take": draw(st.sampled_from(takes)), "at-most": at_most}
            fills.append(without_none(fill))
    return fills
