"""The JSON Schema of the format, held against an independent validator and against what reads the files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tyopaja.definitions.documenting import docstrings
from tyopaja.definitions.fitting import misfits
from tyopaja.definitions.schema import FILES, SCHEMAS, schema, schema_files
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.canvas import Section
from tyopaja.model.converter import converter
from tyopaja.model.pack import Definitions
from tyopaja.model.play import ConditionKind, Vocabulary
from tyopaja.testing import strategies

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)
VALIDATORS = {what: Draft202012Validator(schema(what, VOCABULARY)) for what in SCHEMAS}
SHIPPED = sorted(
    path for folder in (ROOT / "canvases", *(ROOT / "examples" / "packs").iterdir()) for path in folder.rglob("*.toml")
)


def as_json(value: Any) -> Any:
    """A value of TOML as an editor hands it to a validator."""
    if isinstance(value, Mapping):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date | time | datetime) else value


def faults(what: str, table: Any) -> list[str]:
    """What the validator has against a file."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[what].iter_errors(as_json(table))]


def kind_of(path: Path) -> str:
    return (
        "pack" if path.name == "pack.toml" else {"canvases": "canvas", "flows": "flow"}.get(path.parent.name, "locale")
    )


@pytest.mark.parametrize("what", SCHEMAS)
def test_a_schema_is_one_of_2020_12(what: str) -> None:
    made = schema(what, VOCABULARY)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_we_ship_is_valid(path: Path) -> None:
    assert faults(kind_of(path), tomllib.loads(path.read_text(encoding="utf-8"))) == []


PACK: dict[str, Any] = {
    "format": 1,
    "id": "koe",
    "version": "1.0",
    "title": "Koe",
    "activity": {
        "oma": {
            "title": {"fi": "Oma"},
            "participant": ["add", "edit"],
            "facilitator": ["reveal"],
            "places": True,
            "sees": "own",
            "done": {"any": [{"entries-in": "here", "at-least": 2}, {"time": "over"}]},
        }
    },
}
CANVAS: dict[str, Any] = {
    "title": {"fi": "Koe", "sv-FI": "Prov"},
    "layout": {"areas": ["eka toka"], "paper": "a4 portrait", "columns": [1, 2.5]},
    "section": {
        "eka": {"title": "Eka", "prompts": ["Mitä?"], "at-most": 3, "parts": {"a": {"title": "A"}}},
        "toka": {"title": "Toka", "kind": "fields", "fields": {"ika": {"type": "number", "default": 3}}},
    },
}
FLOW: dict[str, Any] = {
    "title": "Koe",
    "sheet": {"s": {"canvas": "koe"}},
    "step": [
        {
            "id": "a",
            "title": "A",
            "activity": "brainstorm",
            "on": ["s.eka"],
            "time": "1 h 5 min",
            "needs": {"any": [{"entries-in": "s.eka", "at-least": 2}, {"not": {"voted": "everyone"}}]},
        },
        {
            "id": "b",
            "title": "B",
            "activity": "oma",
            "on": ["s.eka"],
            "order": "free",
            "for-each": "group",
            "groups": {"size": 4, "mix": True},
            "join": 2,
            "after-time": "advance",
            "gather": ["s"],
            "private": True,
        },
        {"id": "c", "title": "C", "final": True, "join": "facilitator"},
    ],
    "move": [{"from": "a", "to": "a", "on": "uudelleen", "at-most": 2, "resume": "deep"}],
}
SOUND = {"pack": PACK, "canvas": CANVAS, "flow": FLOW}
GONE = object()
MISTAKES: list[tuple[str, tuple[str | int, ...], Any]] = [
    # unknown keys, at every level
    ("pack", ("licens",), "MIT"),
    ("pack", ("canvases",), {}),
    ("canvas", ("id",), "koe"),
    ("canvas", ("section", "eka", "at-mots"), 3),
    ("canvas", ("section", "eka", "parts", "a", "question"), "?"),
    ("canvas", ("section", "toka", "fields", "ika", "typ"), "text"),
    ("flow", ("step", 0, "tme"), "5 min"),
    ("flow", ("move", 0, "at_most"), 2),
    # values of another type
    ("pack", ("title",), 3),
    ("pack", ("locales",), "fi"),
    ("canvas", ("section", "eka", "at-most"), "3"),
    ("canvas", ("section", "eka", "prompts"), "Mitä?"),
    ("canvas", ("layout", "areas"), "eka toka"),
    ("canvas", ("layout", "columns"), ["1"]),
    ("canvas", ("section",), []),
    ("flow", ("step", 0, "on"), "s.eka"),
    ("flow", ("step", 0, "votes"), True),
    ("flow", ("step",), {"a": {}}),
    # keys that must be there
    ("pack", ("id",), GONE),
    ("pack", ("format",), GONE),
    ("canvas", ("title",), GONE),
    ("canvas", ("layout",), GONE),
    ("canvas", ("layout", "areas"), GONE),
    ("canvas", ("section", "eka", "title"), GONE),
    ("canvas", ("section", "eka", "parts", "a", "title"), GONE),
    ("flow", ("step", 0, "id"), GONE),
    ("flow", ("sheet", "s", "canvas"), GONE),
    ("flow", ("move", 0, "to"), GONE),
    # choices that there are not
    ("canvas", ("section", "eka", "look"), "loud"),
    ("canvas", ("section", "toka", "fields", "ika", "type"), "numero"),
    ("flow", ("step", 0, "order"), "backwards"),
    ("flow", ("step", 0, "for-each"), "person"),
    ("flow", ("step", 0, "after-time"), "stop"),
    ("flow", ("step", 0, "join"), "some"),
    ("flow", ("step", 0, "join"), 0),
    ("flow", ("step", 0, "join"), 1_000_001),
    ("flow", ("step", 0, "groups"), 4),
    ("flow", ("step", 0, "groups"), {"siez": 4}),
    ("flow", ("step", 0, "gather"), "s"),
    ("flow", ("step", 0, "on"), ["s.eka"] * 501),
    ("flow", ("step", 0, "final"), "yes"),
    ("flow", ("move", 0, "resume"), "last"),
    ("flow", ("sheet", "s", "per"), "person"),
    # activities of the pack's own
    ("pack", ("activity",), {"oma": {"titel": "Oma"}}),
    ("pack", ("activity",), {"oma": {"participant": "add"}}),
    ("pack", ("activity",), {"oma": {"done": "over"}}),
    ("pack", ("activity",), {"oma": {"sees": "nothing"}}),
    ("pack", ("activity",), {"Oma": {}}),
    # ids, numbers, lengths of time, conditions
    ("pack", ("id",), "Koe"),
    ("canvas", ("section", "Eka"), {"title": "Eka"}),
    ("canvas", ("section", "eka", "at-most"), 1_000_001),
    ("flow", ("step", 0, "id"), "ensimmäinen"),
    ("flow", ("step", 0, "time"), "soon"),
    ("flow", ("step", 0, "needs"), {"any": []}),
    ("flow", ("step", 0, "needs"), {"all": [{"time": "over"}], "any": [{"time": "over"}]}),
    ("flow", ("step", 0, "needs"), "voted"),
]
"""File, way, and what is put there: what does not fit the classes."""

UNSOUND: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("pack", ("format",), 2),
    ("pack", ("locale",), "suomi ja ruotsi"),
    ("pack", ("theme",), {"ink": "musta"}),
    ("canvas", ("layout", "paper"), "a5 landscape"),
    ("canvas", ("layout", "columns"), [0, 1]),
    ("canvas", ("section", "eka", "at-most"), 0),
    ("canvas", ("section", "eka", "characters"), 10_001),
    ("canvas", ("section", "eka", "colour"), "#12"),
    ("canvas", ("section", "eka", "axes"), {"z": {}}),
    ("flow", ("step", 0, "groups"), {"size": 0}),
    ("flow", ("step", 0, "activity"), "Dance"),
    ("pack", ("activity",), {"oma": {"participant": ["ad"]}}),
    ("pack", ("activity",), {"oma": {"facilitator": ["advance"]}}),
    ("pack", ("activity",), {"oma": {"done": {"entrys-in": "here"}}}),
    ("flow", ("step", 0, "needs"), {"votd": "everyone"}),
    ("flow", ("step", 0, "needs"), {"voted": "nobody"}),
    ("flow", ("step", 0, "needs"), {"entries-in": "s.eka", "at-lest": 2}),
    ("flow", ("step", 0, "needs"), {"voted": "everyone", "at-least": 2}),
    ("flow", ("step", 0, "needs"), {"at-least": 2}),
]
"""The same, for what fits the classes and `check` finds all the same."""


def changed(what: str, way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A sound file with one change."""
    made = deepcopy(SOUND[what])
    around: Any = made
    for step in way[:-1]:
        around = around[step]
    if value is GONE:
        del around[way[-1]]
    else:
        around[way[-1]] = value
    return made


@pytest.mark.parametrize("what", FILES)
def test_a_sound_file_is_valid(what: str) -> None:
    assert faults(what, SOUND[what]) == []


@pytest.mark.parametrize(("what", "way", "value"), MISTAKES)
def test_what_does_not_fit_the_classes_is_not_valid(what: str, way: tuple[str | int, ...], value: Any) -> None:
    table = changed(what, way, value)
    assert list(misfits("x.toml", what, table, FILES[what])), "the example is no mistake"
    assert faults(what, table)


@pytest.mark.parametrize(("what", "way", "value"), UNSOUND)
def test_what_an_editor_can_know_to_be_unsound_is_not_valid(what: str, way: tuple[str | int, ...], value: Any) -> None:
    assert faults(what, changed(what, way, value))


def test_a_canvas_that_extends_another_says_only_what_is_otherwise() -> None:
    alone = {"section": {"eka": {"label": "1"}}, "layout": {"paper": "a4 portrait"}}
    assert faults("canvas", {"extends": "arctic-factory/okr", "drop": ["toka"], **alone}) == []
    assert faults("canvas", {"extends": "okr", "section": {"eka": {"lable": "1"}}})
    assert faults("canvas", alone)


@given(strategies.canvas_tables())
def test_every_sound_canvas_is_valid(table: dict[str, Any]) -> None:
    assert faults("canvas", table) == []


@given(strategies.definitions())
def test_what_is_sound_is_valid_as_it_would_be_written(definitions: Definitions) -> None:
    write = converter().unstructure
    assert faults("flow", without(write(definitions.flow), "id")) == []
    assert faults("pack", without(write(definitions.pack), "canvases", "flows")) == []
    for canvas in definitions.canvases.values():
        assert faults("canvas", without(write(canvas), "id", "kinds")) == []


def without(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


def tables(part: Any) -> Iterator[dict[str, Any]]:
    """Every table in a schema."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from tables(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from tables(inner)


@pytest.mark.parametrize("what", FILES)
def test_every_key_that_an_editor_offers_is_described(what: str) -> None:
    made = schema(what, VOCABULARY)
    for name, part in {"": made, **made["$defs"]}.items():
        if name not in ("text", "texts"):  # there the keys are languages
            for key, one in part.get("properties", {}).items():
                assert one.get("description"), f"{name}.{key}"


def test_descriptions_are_the_strings_beneath_the_attributes() -> None:
    properties = schema("canvas", VOCABULARY)["$defs"]["section"]["properties"]
    assert properties["at-most"]["description"] == docstrings(Section)["at_most"]
    assert properties["look"]["default"] == "plain"
    assert properties["look"]["enum"] == ["plain", "statement", "quiet"]


@pytest.mark.parametrize(
    ("table", "valid"),
    [
        ({"pack": {"title": "Prov"}, "canvases": {"okr": {"section": {"mal": {"title": "Mål"}}}}}, True),
        (
            {"flows": {"kulku": {"step": {"aloitus": {"title": "Början"}}, "move": {"uudelleen": {"label": "Om"}}}}},
            True,
        ),
        ({"pack": {"kind": {"idea": {"fields": {"text": {"title": "Idé"}}}}}}, True),
        ({"pack": {"activity": {"oma": {"title": "Egen"}}}}, True),
        ({"pack": {"activity": {"oma": {"participant": ["add"]}}}}, False),
        ({"title": "Prov"}, False),
        ({"pack": {"title": {"sv": "Prov"}}}, False),
        ({"pack": {"version": "1.0"}}, False),
        ({"canvases": {"okr": {"section": {"mal": {"titel": "Mål"}}}}}, False),
        ({"canvases": {"okr": {"section": {"mal": {"prompts": "Vad?"}}}}}, False),
        ({"canvases": {"okr": {"layout": {"areas": ["a"]}}}}, False),
        ({"flows": {"kulku": {"step": {"aloitus": {"id": "x"}}}}}, False),
    ],
)
def test_a_file_of_a_further_language_says_texts_and_nothing_else(table: dict[str, Any], valid: bool) -> None:
    assert (faults("locale", table) == []) is valid


def test_what_plugins_bring_may_be_named() -> None:
    crowd = ConditionKind(
        value="word",
        choices=("here",),
        options=frozenset({"at-least"}),
        test=lambda situation, table: True,
        explain=lambda situation, table, title, locale: "",
    )
    wider = Vocabulary(activities=ACTIVITIES, conditions={**CONDITIONS, "crowd": crowd})
    table = changed("flow", ("step", 0, "needs"), {"crowd": "here", "at-least": 4})
    assert faults("flow", table)
    assert list(Draft202012Validator(schema("flow", wider)).iter_errors(table)) == []


def test_patterns_keep_to_what_every_editor_understands() -> None:
    """No look-around and no possessive quantifiers, which Rust's regular expressions have not."""
    for what in FILES:
        for part in tables(schema(what, VOCABULARY)):
            if isinstance(pattern := part.get("pattern"), str):
                assert "(?" not in pattern
                assert "++" not in pattern


def test_the_files_are_the_same_each_time() -> None:
    assert schema_files(VOCABULARY) == schema_files(VOCABULARY)
    assert [str(path) for path in schema_files(VOCABULARY)] == [f".schema/{what}.json" for what in SCHEMAS]
