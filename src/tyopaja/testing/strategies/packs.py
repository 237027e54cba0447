"""Sound canvases: what comes out of them has nothing that `check` calls an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import structure
from tyopaja.model.kinds import FieldType, Kind
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

OWN_KINDS: Mapping[str, Kind] = {name: structure(table, Kind) for name, table in OWN.items()}


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
