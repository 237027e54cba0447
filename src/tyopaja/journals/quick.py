"""Lines of events read at once, where they are written as tyopaja writes them: for each event a pattern of its own.

The pattern says no more and no less than the strict way (`tyopaja.model.wire`): keys in the order of the class, each at
most once, whole strings without escapes, whole numbers, true and false. Whatever does not fit in every respect goes
the strict way, which knows it or says what is wrong. Names that come again and again are kept once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from sys import getsizeof, intern
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, Factory, fields

from tyopaja.model.converter import key_of
from tyopaja.model.events import EVENTS, Added, Event
from tyopaja.model.unread import Unread

_ANY_HASH = '{"hash":"' + 32 * "0" + '","type":"'
"""How a line begins of which the hash was looked at already."""
_TYPE_AT = len(_ANY_HASH)
_STRING = r'"([^"\\\x00-\x1f]*+)"'
_UTF_8 = ("utf-8", "surrogatepass")
_WHOLE = r"(-?(?:0|[1-9][0-9]{0,17}))"
_LONGEST = max(map(len, EVENTS)) + 1
"""As much of a line as there is use in taking for the name of an event."""
_OFTEN = frozenset({"by", "sheet", "section", "part", "person", "step", "cluster", "role", "to"})
"""Attributes whose values come again and again in a session."""
_FACTORY: Any = type(Factory(dict))
_ZONES: dict[Any, Any] = {}
"""Each distance from UTC, once: a moment that is read has an object of its own for it."""


Reader = Callable[[str], Event | None]


def quick(line: str) -> Event | None:
    """The event of a line; None for a line that has to be read the strict way."""
    return reader_of(line)(line)


def reader_of(line: str) -> Reader:
    """What reads at once lines of the type that a line is of; it gives None for what has to be read the strict way."""
    return _reader(line[_TYPE_AT : line.find('"', _TYPE_AT)][:_LONGEST])


class Line(Unread):
    """An entry's line from its type on, seen to be one that is read at once."""

    __slots__ = ()

    def event(self) -> Added:
        """Read it."""
        rest = self.line if isinstance(self.line, str) else self.line.decode(*_UTF_8)
        found = _reader("added")(f"{_ANY_HASH}{rest}")
        assert isinstance(found, Added)
        return found


def unread(line: str) -> Line | None:
    """The line of an entry that may be read later; None for any other."""
    found = _note(line)
    if found is None:
        return None
    at, by, command, entry, sheet, section = found.groups()
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return None
    made = Line()
    made.by, made.command = intern(by), command
    made.entry = command if entry == command else entry
    made.sheet, made.section = intern(sheet), intern(section)
    # Where there is one emoji in a text, Python takes four bytes for each of its letters, for one of Cyrillic two.
    is_wide = not line.isascii() and getsizeof(line) > 2 * len(line)
    rest = line[_TYPE_AT:]
    made.line = rest.encode(*_UTF_8) if is_wide else rest
    return made


def none(line: str) -> None:
    """Read nothing at once."""
    return


def _zoned(moment: datetime) -> datetime:
    """The same moment with the one object for its distance from UTC."""
    zone = moment.tzinfo
    return moment if zone is None else moment.replace(tzinfo=_ZONES.setdefault(zone, zone))


_MOMENT = "(moment if (moment := iso({})).tzinfo is UTC else zoned(moment))"
_FORMS: dict[Any, tuple[str, str]] = {
    str: (_STRING, "{}"),
    str | None: (_STRING, "{}"),
    datetime: (_STRING, _MOMENT),
    datetime | None: (_STRING, _MOMENT),
    int: (_WHOLE, "int({})"),
    int | None: (_WHOLE, "int({})"),
    bool: ("(true|false)", '{} == "true"'),
}
"""The type of an attribute → its pattern, and how its text becomes its value."""


def _note_pattern() -> Callable[[str], re.Match[str] | None]:
    """What the line of an entry looks like that is last in its section: what is needed of it is in groups."""
    needed = "".join(f',"{key}":{_STRING}' for key in ("at", "by", "command", "entry", "sheet", "section"))
    others = "".join(f'(?:,"{key}":{_STRING.replace("(", "(?:")})?+' for key in ("part", "text"))
    return re.compile(rf'\{{"hash":"[0-9a-f]{{32}}","type":"added"{needed}{others}\}}').fullmatch


_note = _note_pattern()


@cache
def _reader(type: str) -> Reader:
    """The reader of a type of events; one that reads none for those that are never read at once."""
    kind = EVENTS.get(type)
    if kind is None:
        return none
    hints = get_type_hints(kind)
    pattern = [rf'\{{"hash":"[0-9a-f]{{32}}","type":"{type}"' + (f',"v":{kind.form}' if kind.form > 1 else "")]
    groups, body = list[str](), list[str]()
    defaults: dict[str, Any] = {}
    for one in fields(kind):
        form = _form(hints[one.name])
        if form is None and one.default is NOTHING:
            return none
        defaults[one.name] = _default(one)
        if form is None:
            body.append(f"made.{one.name} = default_{one.name}")
            continue
        key = rf',"{key_of(one.name)}":{form[0]}'
        pattern.append(key if one.default is NOTHING else f"(?:{key})?+")
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
    names |= {"iso": datetime.fromisoformat, "UTC": UTC, "zoned": _zoned, "intern": intern}
    exec("\n".join(source), names)  # noqa: S102 (of nothing but the names in our own classes)
    reader: Reader = names["read"]
    return reader


_UNGUARDED = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
