"""Sound canvases and flows: what comes out of them has nothing that `check` calls an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from tyopaja.engine import ACTIVITIES
from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.kinds import FieldType, Kind
from tyopaja.model.pack import Definitions, Pack
from tyopaja.testing.strategies.writing import texts


def sometimes(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What the strategy gives, or nothing."""
    return st.none() | strategy


def without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as files have it: what is not said is not there."""
    return {key: value for key, value in table.items() if value is not None}


@st.composite
def _sections(draw: st.DrawFn, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(kinds)))
    kind = kinds[name]
    table: dict[str, Any] = {
        "title": draw(texts()),
        "kind": name,
        "label": draw(sometimes(st.sampled_from(["1", "A"]))),
        "prompts": draw(st.sampled_from([None, ["Mikä häiritsee?"], {"fi": ["Mikä?", "Missä?"], "en": ["What?"]}])),
        "look": draw(st.sampled_from(["plain", "statement", "quiet"])),
    }
    if kind.many:
        table["at-most"] = draw(sometimes(st.integers(2, 5)))
    if kind.open:
        types = draw(st.lists(st.sampled_from(_TYPES), min_size=1, max_size=4))
        table["fields"] = {f"f{number}": _field(one, draw(texts())) for number, one in enumerate(types)}
        if name == "choice":
            table["fields"]["valinta"] = _field("choice", draw(texts()))
    if kind.draw not in ("blanks", "text"):
        names = draw(st.lists(st.sampled_from(["kipu", "hyoty", "haave"]), unique=True, max_size=3))
        table["parts"] = {one: {"title": draw(texts())} for one in names}
        if len(names) > 1 and kind.many:
            table["balance"] = draw(st.sampled_from([None, names[:2]]))
    if kind.first("scale"):
        table["scale"] = draw(st.sampled_from([None, [0, 10], [1, 4]]))
        if len(table["parts"]) == 3 and not kind.many:
            table["draw"] = draw(st.sampled_from([None, "radar", "curve"]))
    if kind.draw == "map":
        ends = {"low": draw(texts()), "high": draw(texts())}
        table["axes"] = draw(st.sampled_from([None, {"x": ends}, {"x": ends, "y": ends}]))
    _with_words(draw, table, kind)
    return without_none(table)


_TYPES: list[FieldType] = [
    "text",
    "number",
    "scale",
    "date",
    "choice",
    "yes-no",
    "person",
    "colour",
    "place",
    "picture",
]


def _with_words(draw: st.DrawFn, table: dict[str, Any], kind: Kind) -> None:
    """What stands in a section at first, and what somebody might write: in its parts where it has any."""
    boxes = list(table.get("parts", {}).values()) or [table]
    boxes[0]["examples"] = draw(st.sampled_from([None, ["Hiljaisuus"], {"fi": ["Takka", "Kahvi"], "en": ["A fire"]}]))
    required = [key for key, one in kind.fields.items() if one.required and key != "text"]
    if kind.many and kind.main is not None and not required:
        boxes[-1]["start"] = draw(
            st.sampled_from([None, None, ["Kahvi"], {"fi": ["Varaus", "Tulo"], "sv": ["Bokning"]}])
        )
    for box in boxes:
        for key in [key for key, value in box.items() if value is None]:
            del box[key]


def _field(kind: FieldType, title: Any) -> dict[str, Any]:
    choices = {"choices": {"talvi": "Talvi", "kesa": "Kesä"}} if kind == "choice" else {}
    return {"title": title, "type": kind, **choices}


OWN: Mapping[str, Any] = {
    "idea": {
        "title": {"fi": "Idea", "en": "Idea"},
        "draw": "cards",
        "fields": {
            "text": {"title": "Idea", "required": True},
            "vaiva": {"title": "Vaiva", "type": "scale", "least": 0, "most": 10, "low": "pieni", "high": "suuri"},
            "kausi": _field("choice", "Kausi"),
            "kuka": {"title": "Kuka", "type": "person"},
        },
    },
    "mittari": {
        "title": "Mittari",
        "many": False,
        "draw": "scale",
        "fields": {"taso": {"title": "Taso", "type": "scale", "required": True}, "text": {"title": "Miksi"}},
    },
}
"""Kinds of a pack's own, as pack.toml has them."""

_OWN: Mapping[str, Kind] = {name: structure(table, Kind) for name, table in OWN.items()}


@st.composite
def canvas_tables(draw: st.DrawFn, kinds: Mapping[str, Kind] = KINDS) -> dict[str, Any]:
    """A sound canvas as its TOML file has it, with sections of some of `kinds`."""
    drawn = draw(st.lists(_sections(kinds), min_size=1, max_size=3))
    sections = {f"s{number}": one for number, one in enumerate(drawn)}
    return {
        "title": draw(texts()),
        "layout": {"areas": list(sections), "paper": draw(st.sampled_from(["a4 portrait", "a3 landscape"]))},
        "defaults": {"characters": draw(st.sampled_from([300, 1000]))},
        "section": sections,
    }


def canvases() -> st.SearchStrategy[Canvas]:
    """Sound canvases, with sections of every kind."""
    return canvas_tables().map(lambda table: structure({"id": "kanvaasi", **table}, Canvas))


def _places(sheets: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [f"{sheet}.{section}" for sheet, table in sheets.items() for section in table["section"]]


_ALL: Mapping[str, Kind] = {**KINDS, **_OWN}


def _many(sheets: Mapping[str, Mapping[str, Any]], place: str) -> bool:
    sheet, _, section = place.partition(".")
    return _ALL[sheets[sheet]["section"][section]["kind"]].many


@st.composite
def _steps(draw: st.DrawFn, sheets: Mapping[str, Mapping[str, Any]], name: str, parent: str | None) -> dict[str, Any]:
    """An atomic step whose needs can be met in it."""
    activity, place = draw(st.sampled_from(sorted(ACTIVITIES))), draw(st.sampled_from(_places(sheets)))
    if activity in ("brainstorm", "vote", "decide") and not _many(sheets, place):
        activity = "fill"
    if activity == "recap":
        activity = "break"  # a recap needs a step to be of; `present` allows the same
    on = [place.partition(".")[0] if activity == "approve" else place] if ACTIVITIES[activity].places else None
    ways: dict[str, dict[str, Any]] = {
        "fill": {"entries-in": place},
        "brainstorm": {"entries-in": place, "at-least": draw(st.integers(1, 2))},
        "vote": {"voted": draw(st.sampled_from(["everyone", "anyone"]))},
        "decide": {"picked": place},
        "approve": {"approved": place.partition(".")[0]},
    }
    over = {"time": "over"}
    own = ways.get(activity, over)
    needs = draw(st.sampled_from([None, own, {"any": [own, over]}, {"all": [own, {"not": {"not": own}}]}]))
    return without_none(
        {
            "id": name,
            "title": draw(texts()),
            "in": parent,
            "activity": activity,
            "on": on,
            "time": draw(st.sampled_from(["5 min", "1 h 30 min"])),
            "needs": needs,
            "votes": draw(st.integers(1, 3)) if activity == "vote" else None,
        }
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definitions:
    """What a sound session runs on: one to three sheets; steps alone, in workshops, and deeper; moves back and forth;
    a result with fills."""
    tables = draw(st.lists(canvas_tables(_ALL), min_size=1, max_size=3))
    sheets = {f"arkki-{number}": table for number, table in enumerate(tables)}
    steps: list[dict[str, Any]] = []
    atoms: list[str] = []
    for top in range(draw(st.integers(1, 3))):
        parent = None
        for _ in range(draw(st.integers(0, 2))):
            inner = {"id": f"osa-{len(steps)}", "title": draw(texts()), "in": parent}
            steps.append(without_none(inner))
            parent = inner["id"]
        for number in range(draw(st.integers(1, 3)) if parent else 1):
            atoms.append(f"vaihe-{top}-{number}")
            steps.append(draw(_steps(sheets, atoms[-1], parent)))
    flow = {
        "id": "kulku",
        "title": draw(texts()),
        "step": steps,
        "move": draw(_moves([step["id"] for step in steps], atoms)),
        "result": "arkki-0",
        "carry": draw(_carries(sheets, steps)),
        "fill": draw(_fills(sheets, steps)),
    }
    pack = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi", "licence": "CC-BY-SA-4.0"}
    return Definitions.of(
        structure({**pack, "kind": OWN}, Pack),
        structure(flow, Flow),
        {
            name: evolve(structure({"id": name, **table}, Canvas), kinds=_own_of(table))
            for name, table in sheets.items()
        },
    )


def _own_of(table: Mapping[str, Any]) -> dict[str, Kind]:
    used = {section["kind"] for section in table["section"].values()}
    return {name: kind for name, kind in _OWN.items() if name in used}


@st.composite
def _moves(draw: st.DrawFn, steps: list[str], atoms: list[str]) -> list[dict[str, Any]]:
    moves = []
    for number in range(draw(st.integers(0, 3))):
        when = draw(st.sampled_from([None, {"time": "over"}, {"not": {"time": "over"}}]))
        move = {
            "from": draw(st.sampled_from(atoms if when else steps)),
            "to": draw(st.sampled_from(steps)),
            "on": draw(st.sampled_from(["iteroi", "hyppaa", "next"])) if when else f"siirto-{number}",
            "label": draw(texts()),
            "when": when,
            "at-most": draw(st.integers(1, 3)),
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
