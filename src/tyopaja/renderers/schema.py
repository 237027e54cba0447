"""What the format `json` writes, as JSON Schema 2020-12: of every view, for programs in any language.

Made from the classes of the views themselves, with what they say of their attributes, so it cannot say anything else
than is written. Every key is always there; what a later tyopaja adds, its own schema tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import fields, has

from tyopaja.definitions.documenting import docstrings, on_one_line
from tyopaja.views.nodes import View

Table = dict[str, Any]
VIEWS: tuple[type, ...] = get_args(View)
"""The classes of the views; which of them a file has, its `what` tells."""

_MAPPING = get_origin(Mapping[str, str])
_PLAIN: Mapping[type, Table] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    NoneType: {"type": "null"},
}


def schema() -> Table:
    """The schema of a file that holds any view."""
    defs: dict[str, Table] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tyopaja: view",
        "description": "A view of a session: what `tyopaja export --as json` writes. Its key `what` says which.",
        "oneOf": [_of(kind, defs) for kind in VIEWS],
        "$defs": dict(sorted(defs.items())),
    }


def written() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _of(form: Any, defs: dict[str, Table]) -> Table:
    """What a type is in JSON; tables of their own are put into `defs`."""
    if form in _PLAIN:
        return _PLAIN[form]
    if has(form):
        name = form.__name__
        if name not in defs:
            defs[name] = {}  # before it is written, should a class ever hold itself
            defs[name] = _table(form, defs)
        return {"$ref": f"#/$defs/{name}"}
    origin, inside = get_origin(form), get_args(form)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in (Union, UnionType):
        # A number of JSON is an integer too where it has no fraction: told once.
        kinds = [kind for kind in inside if not (kind is int and float in inside)]
        return {"anyOf": [_of(kind, defs) for kind in kinds]}
    if origin is _MAPPING:
        return {"type": "object", "additionalProperties": _of(inside[1], defs)}
    if origin is tuple and inside[1:] == (Ellipsis,):
        return {"type": "array", "items": _of(inside[0], defs)}
    if origin is tuple:
        items = [_of(kind, defs) for kind in inside]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    raise TypeError(f"no form in JSON for {form!r}")


def _table(kind: type, defs: dict[str, Table]) -> Table:
    hints, says = _hints(kind), docstrings(kind)
    keys = {}
    for one in fields(kind):
        said = {"description": says[one.name]} if one.name in says else {}
        keys[one.name] = {**_of(hints[one.name], defs), **said}
    return {
        "description": on_one_line(kind.__doc__ or ""),
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
