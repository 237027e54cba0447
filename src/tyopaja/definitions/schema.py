"""The format as JSON Schema 2020-12, for editors that complete keys and mark slips while somebody types.

Made from the attrs classes that read the files, so it cannot say anything else than they do; what classes do not tell
stands in one table, `tyopaja.definitions.narrowing`. It knows one file at a time: whether a section exists or a flow
can end is for `check`. Patterns keep to what ECMAScript and Rust both have, for editors are written in either."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, frozen

from tyopaja.definitions.documenting import docstrings, on_one_line
from tyopaja.definitions.keys import BY_ID, NO_KEYS
from tyopaja.definitions.limits import LARGEST, MOST
from tyopaja.definitions.narrowing import AN_ID, CLOSER, COLOUR, LIST, SHARED, WORDS, Table
from tyopaja.definitions.wording import LISTS, bare, is_table
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import key_of
from tyopaja.model.flow import Condition, Flow, Joining, Step
from tyopaja.model.kinds import Value
from tyopaja.model.pack import Pack
from tyopaja.model.play import ConditionKind, Vocabulary
from tyopaja.model.text import Text, Texts

FILES: Final[Mapping[str, type]] = {"pack": Pack, "canvas": Canvas, "flow": Flow}
"""Files that there is a schema of → the class that one becomes."""

SCHEMAS: Final = (*FILES, "locale")
"""What there is a schema of: those files, and the ones that say their texts in a further language."""


def schema(what: str, vocabulary: Vocabulary) -> Table:
    """The JSON Schema of a kind of file: `pack`, `canvas`, `flow` or `locale`.

    `vocabulary` has the activities and conditions that flows may name: those of the plugins here too.
    """
    if what not in FILES:
        return {**_head(what), **_translations()}
    kind = FILES[what]
    # A canvas that extends another says only what is otherwise: what it must have is told apart below.
    writer = _Writer(vocabulary, whole=kind is not Canvas, defs={})
    made = {**_head(what), **writer.table(kind, hidden=NO_KEYS[kind])}
    if kind is Canvas:
        made |= {"if": _present("extends"), "else": _needed(kind, hidden=NO_KEYS[kind])}
    return {**made, "$defs": dict(sorted(writer.defs.items()))}


def _head(what: str) -> Table:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"tyopaja: {what}",
        "x-tombi-toml-version": "v1.0.0",
    }


FOLDER: Final = ".schema"
"""Where a pack keeps its schemas, for comments like `#:schema .schema/pack.json`."""


def schema_files(vocabulary: Vocabulary) -> Mapping[PurePosixPath, str]:
    """Every schema as a file below a pack's folder."""
    return {PurePosixPath(FOLDER, f"{what}.json"): written(what, vocabulary) for what in SCHEMAS}


def written(what: str, vocabulary: Vocabulary) -> str:
    """A schema as the text of a file: the same each time, so that it can lie in a repository."""
    return json.dumps(schema(what, vocabulary), ensure_ascii=False, indent=2) + "\n"


@frozen
class _Writer:
    vocabulary: Vocabulary
    whole: bool
    """Whether required keys are said where they stand."""
    defs: dict[str, Table]
    """What keys refer to, by name."""

    def table(self, kind: type, hidden: frozenset[str] = frozenset()) -> Table:
        """An attrs class: its keys and nothing else."""
        hints, says = get_type_hints(kind), docstrings(kind)
        keys = {key_of(one.name): one for one in fields(kind) if key_of(one.name) not in hidden}
        made: Table = {
            "description": on_one_line(kind.__doc__ or ""),
            "type": "object",
            "properties": {
                key: self.key(kind, one, bare(hints[one.name]), says.get(one.name, "")) for key, one in keys.items()
            },
            "additionalProperties": False,
        }
        if self.whole and (required := [key for key, one in keys.items() if one.default is NOTHING]):
            made["required"] = required
        return made

    def key(self, owner: type, attribute: Attribute[Any], kind: Any, says: str) -> Table:
        """One key: what it takes, what it is, and what holds when it is left out."""
        closer = CLOSER.get((owner, attribute.name), {})
        if (owner, attribute.name) == (Step, "activity"):
            closer = {"anyOf": [{"enum": sorted(self.vocabulary.activities)}, AN_ID]}  # or one of the pack's own
        elif attribute.name == "kind" and kind is str:
            closer = {"anyOf": [{"enum": sorted(KINDS)}, AN_ID]}
        elif (owner, attribute.name) == (Section, "colour"):
            closer = {"anyOf": [COLOUR, AN_ID]}
        made = {**self.value(kind, attribute.name), **closer, "description": says}
        default = attribute.default
        if isinstance(default, tuple):
            default = list(default)
        elif isinstance(default, Joining):
            default = default.written()
        if isinstance(default, str | int | float | list) and default not in ("", []):
            made["default"] = default
        return made

    def value(self, kind: Any, name: str) -> Table:
        """What a type takes; `name` is the attribute's whose type it is."""
        if kind == Value | None:
            kind = Value
        if kind in SHARED:
            called, shared = SHARED[kind]
            self.defs[called] = shared
            return {"$ref": f"#/$defs/{called}"}
        if kind is Condition:
            return self.condition()
        if is_table(kind):
            called = kind.__name__.lower()
            if called not in self.defs:
                self.defs[called] = {}  # before it is written, should a class ever hold itself
                self.defs[called] = self.table(kind)
            return {"$ref": f"#/$defs/{called}"}
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inside)}
        if origin in LISTS:
            most = {"maxItems": MOST} if is_table(inside[0]) else {}
            return {"type": "array", "items": self.value(inside[0], name), **most}
        if origin is not None:
            return self.by_id(inside[1], name)
        plain: Mapping[Any, Table] = {
            str: WORDS,
            bool: {"type": "boolean"},
            int: {"type": "integer", "maximum": LARGEST},
            float: {"type": "number", "maximum": LARGEST},
        }
        return plain[kind]

    def by_id(self, inner: Any, name: str) -> Table:
        """A table whose keys its author makes up."""
        if name == "axes":
            axis = self.value(inner, name)
            return {"type": "object", "properties": {"x": axis, "y": axis}, "additionalProperties": False}
        ids = {"propertyNames": {"pattern": AN_ID["pattern"]}} if name in BY_ID else {}
        return {"type": "object", "additionalProperties": self.value(inner, name), "maxProperties": MOST, **ids}

    def condition(self) -> Table:
        """A named test with its options, or others joined: one table of all keys, so that a slip is told as one."""
        this = {"$ref": "#/$defs/condition"}
        several = {"type": "array", "items": this, "minItems": 1}
        keys: Table = {
            "all": {**several, "description": "Every one of these holds."},
            "any": {**several, "description": "At least one of these holds."},
            "not": {**this, "description": "This does not hold."},
        }
        beside: dict[str, list[str]] = {name: [] for name in keys}
        heads: dict[str, list[str]] = {}
        for name, kind in sorted(self.vocabulary.conditions.items()):
            keys[name], beside[name] = _behind(kind), sorted(kind.options)
            for option in beside[name]:
                heads.setdefault(option, []).append(name)
        for option, names in sorted(heads.items()):
            says = f"How many; for {', '.join(names)}."
            keys[option] = {"type": "integer", "minimum": 1, "maximum": LARGEST, "description": says}
        self.defs["condition"] = {
            "description": "A condition: a named test with its options, or all, any, not of others.",
            "type": "object",
            "properties": keys,
            "additionalProperties": False,
            "minProperties": 1,
            "dependentSchemas": {
                **{name: {"propertyNames": {"enum": [name, *options]}} for name, options in beside.items()},
                **{one: {"anyOf": [_present(name) for name in names]} for one, names in sorted(heads.items())},
            },
        }
        return this


def _behind(kind: ConditionKind) -> Table:
    """What stands behind the name of a condition."""
    if kind.value == "word":
        return {"enum": list(kind.choices), "description": f"One of: {', '.join(kind.choices)}."}
    place = "A section or a part of a sheet, as sheet.section or sheet.section.part; here for all that the step is on."
    return {
        "type": "string",
        "description": place if kind.value == "place" else "A sheet; here for those that the step is on.",
    }


def _present(key: str) -> Table:
    # tombi takes a schema without `additionalProperties` as one that allows no further keys.
    return {"required": [key], "additionalProperties": True}


def _needed(kind: type, hidden: frozenset[str] = frozenset()) -> Table:
    """What must be there in a table and in the tables inside it, and nothing about anything else."""
    hints = get_type_hints(kind)
    made: Table = {}
    inner: Table = {}
    required = []
    for one in fields(kind):
        key, of = key_of(one.name), bare(hints[one.name])
        if key in hidden:
            continue
        if one.default is NOTHING:
            required.append(key)
        if is_table(of) and (found := _needed(of)):
            inner[key] = found
        elif get_origin(of) is Mapping and is_table(get_args(of)[1]) and (found := _needed(get_args(of)[1])):
            inner[key] = {"additionalProperties": found}
    if required:
        made["required"] = required
    if inner:
        made["properties"] = inner
    return {**made, "additionalProperties": True} if made else made


def _translations() -> Table:
    """A file of `locale`: the texts of the others, by the same ways, in the language that its name says."""
    by_id = {folder: {"type": "object", "additionalProperties": _said(FILES[what])} for what, folder in _FOLDERS}
    return {
        "description": "The texts of the pack in a further language: the file's name says which.",
        "type": "object",
        "properties": {"pack": _said(Pack), **by_id},
        "additionalProperties": False,
    }


_FOLDERS: Final = (("canvas", "canvases"), ("flow", "flows"))


def _said(kind: type) -> Table:
    """The texts of a class, and those of the tables inside it; steps and other lists go by id."""
    hints, says = get_type_hints(kind), docstrings(kind)
    keys = {}
    for one in fields(kind):
        key = key_of(one.name)
        made = {} if key in NO_KEYS.get(kind, ()) else _said_by(bare(hints[one.name]))
        if made:
            keys[key] = {**made, "description": says.get(one.name, "")}
    return {"type": "object", "properties": keys, "additionalProperties": False} if keys else {}


def _said_by(kind: Any) -> Table:
    if kind is Text or kind is Texts:
        return WORDS if kind is Text else LIST
    if is_table(kind):
        return _said(kind)
    if get_origin(kind) not in (tuple, Mapping):
        return {}
    inner = _said_by(get_args(kind)[0 if get_origin(kind) is tuple else 1])
    return {"type": "object", "additionalProperties": inner} if inner else {}
