"""Lines of events read at once, where they are written as tyopaja writes them: for each event a pattern of its own.

The pattern says no more and no less than the strict way (`tyopaja.model.wire`): keys in the order of the class, each at
most once, whole strings without escapes, whole numbers, true and false. Whatever does not fit in every respect goes
the strict way, which knows it or says what is wrong. Names that come again and again are kept once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from sys import intern
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, Factory, fields

from tyopaja.model.converter import key_of
from tyopaja.model.events import EVENTS, Event

_TYPE_AT = len('{"hash":"') + 32 + len('","type":"')
_STRING = r'"([^"\\\x00-\x1f]*)"'
_WHOLE = r"(-?(?:0|[1-9][0-9]{0,17}))"
_OFTEN = frozenset({"by", "sheet", "section", "part", "person", "step", "cluster", "role", "to"})
"""Attributes whose values come again and again in a session."""
_FACTORY: Any = type(Factory(dict))
_ZONES: dict[Any, Any] = {}
"""Each distance from UTC, once: a moment that is read has an object of its own for it."""


def quick(line: str) -> Event | None:
    """The event of a line; None for a line that has to be read the strict way."""
    end = line.find('"', _TYPE_AT)
    reader = _reader(line[_TYPE_AT:end]) if 0 < end < 100 else None
    return reader(line) if reader else None


Reader = Callable[[str], Event | None]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    zone = moment.tzinfo
    if zone is UTC or zone is None:
        return moment
    return moment.replace(tzinfo=_ZONES.setdefault(zone, zone))


_FORMS: dict[Any, tuple[str, str]] = {
    str: (_STRING, "{}"),
    str | None: (_STRING, "{}"),
    datetime: (_STRING, "moment({})"),
    datetime | None: (_STRING, "moment({})"),
    int: (_WHOLE, "int({})"),
    int | None: (_WHOLE, "int({})"),
    bool: ("(true|false)", '{} == "true"'),
}
"""The type of an attribute → its pattern, and how its text becomes its value."""


@cache
def _reader(type: str) -> Reader | None:
    """The reader of a type of events; None for one of which no line is read at once."""
    kind = EVENTS.get(type)
    if kind is None:
        return None
    hints = get_type_hints(kind)
    pattern = [rf'\{{"hash":"[0-9a-f]{{32}}","type":"{type}"' + (f',"v":{kind.form}' if kind.form > 1 else "")]
    groups, body = list[str](), list[str]()
    defaults: dict[str, Any] = {}
    for one in fields(kind):
        form = _form(hints[one.name])
        if form is None and one.default is NOTHING:
            return None
        defaults[one.name] = _default(one)
        if form is None:
            body.append(f"made.{one.name} = default_{one.name}")
            continue
        key = rf',"{key_of(one.name)}":{form[0]}'
        pattern.append(key if one.default is NOTHING else f"(?:{key})?")
        groups.append(one.name)
        value = form[1].format(one.name)
        if one.name in _OFTEN:
            value = f"intern({value})"
        elif one.name == "entry":
            value = "command if entry == command else entry"  # one string for both
        if one.default is not NOTHING:
            value = f"default_{one.name} if {one.name} is None else {value}"
        body.append(f"made.{one.name} = {value}")
    return _compiled(kind, "".join(pattern) + r"\}", groups, body, defaults)


def _form(hint: Any) -> tuple[str, str] | None:
    if get_origin(hint) is Literal:
        return f'"({"|".join(map(re.escape, get_args(hint)))})"', "{}"
    return _FORMS.get(hint)


def _default(one: Attribute[Any]) -> Any:
    """One default for all events: nobody changes what is frozen."""
    return one.default.factory() if isinstance(one.default, _FACTORY) else one.default


def _compiled(kind: type[Event], pattern: str, groups: list[str], body: list[str], defaults: dict[str, Any]) -> Reader:
    # A frozen value is slow to fill, attribute by attribute past its own guard. So a twin of the class is filled, of
    # the same slots and without the guard, and becomes of the class when it is whole.
    twin = type(kind.__name__, (kind.__base__ or object,), {"__slots__": kind.__slots__, **_UNGUARDED})  # type: ignore[attr-defined]
    source = [
        "def read(line):",
        "    found = match(line)",
        "    if found is None:",
        "        return None",
        f"    {', '.join(groups)}, = found.groups()",
        "    made = new(twin)",
        "    try:",
        *(f"        {line}" for line in body),
        "    except ValueError:",  # no time; the strict way says so
        "        return None",
        "    made.__class__ = kind",
        "    return made",
    ]
    names: dict[str, Any] = {f"default_{name}": value for name, value in defaults.items()}
    names |= {"match": re.compile(pattern).fullmatch, "new": object.__new__, "twin": twin, "kind": kind}
    names |= {"moment": _moment, "intern": intern}
    exec("\n".join(source), names)
    reader: Reader = names["read"]
    return reader


_UNGUARDED = {"__setattr__": object.__setattr__}
