"""Frozen values as lists for JSON, attribute by attribute in the order of the class, without the defaults at the end.

Smaller and quicker than the tables of `tyopaja.model.converter`, and for this program only: `shape` tells whether what
was packed once is of the classes as they are now. Nothing is checked when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, Factory, fields, has

from tyopaja.model.converter import converter

Way = Callable[[Any], Any]
Ways = tuple[Way, Way]
"""To plain data, and back."""
_PLAIN = (str, int, bool, float, str | None, int | None, float | None)


def packed(value: Any) -> list[Any]:
    """The attributes of a frozen value."""
    kind: Any = type(value)
    attributes, changing, defaults = _plan(kind)
    plain = list(attributes(value))
    for place, write in changing:
        plain[place] = write(plain[place])
    while plain and plain[-1] == defaults[len(plain) - 1]:
        plain.pop()
    return plain


def unpacked(kind: type, plain: Iterable[Any]) -> Any:
    """The value whose attributes these are."""
    return kind(**{name: read(one) for (name, _, read), one in zip(_form(kind), plain, strict=False)})


def ways(form: Any) -> Ways:
    """How a value of a type becomes plain data, and is made of them again."""
    if form in _PLAIN or get_origin(form) is Literal:
        return _same, _same
    if form in (datetime, datetime | None):
        return _iso, _moment
    if get_origin(form) is _MAPPING:
        return _mapping(form)
    hooks = converter()
    return partial(hooks.unstructure, unstructure_as=form), lambda plain: hooks.structure(plain, form)


def shape(*kinds: type) -> str:
    """A digest of what classes are made of, and those inside them, by which it shows when one is another."""
    seen: dict[str, Any] = {}
    for kind in kinds:
        _walk(kind, seen)
    return sha256(repr(sorted(seen.items())).encode()).hexdigest()[:16]


_MAPPING = get_origin(Mapping[str, str])
_FACTORY: Any = type(Factory(dict))


def _same(value: Any) -> Any:
    return value


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _moment(plain: str | None) -> datetime | None:
    return None if plain is None else datetime.fromisoformat(plain)


def _mapping(form: Any) -> Ways:
    """A list of pairs: keys may be more than strings, and their order counts."""
    key, inner = get_args(form)
    write, read = ways(inner)
    key_of = tuple if get_origin(key) is tuple else _same

    def back(plain: Any) -> Any:
        return {key_of(name): read(one) for name, one in plain}

    return lambda held: [[name, write(one)] for name, one in held.items()], back


def hints_of(kind: type) -> dict[str, Any]:
    """The types of a class's attributes; a hash trie, which takes no types but in annotations, is a mapping."""
    return get_type_hints(kind, localns={"HashTrieMap": Mapping})


@cache
def _form(kind: type) -> tuple[tuple[str, Way, Way], ...]:
    hints = hints_of(kind)
    return tuple((one.name, *ways(hints[one.name])) for one in fields(kind))


@cache
def _plan(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[int, Way], ...], tuple[Any, ...]]:
    """How to get all the attributes of a value at once; which of them are plain only when they were written, by their
    places; and what each default is then, for an attribute that has none what nothing is equal to."""
    form, defaults = _form(kind), []
    for one, (_, write, _) in zip(fields(kind), form, strict=True):
        default = one.default.factory() if isinstance(one.default, _FACTORY) else one.default
        defaults.append(object() if default is NOTHING else write(default))
    changing = tuple((place, write) for place, (_, write, _) in enumerate(form) if write is not _same)
    return attrgetter(*(name for name, _, _ in form)), changing, tuple(defaults)


def _walk(form: Any, seen: dict[str, Any]) -> None:
    for inner in get_args(form):
        _walk(inner, seen)
    name = getattr(form, "__qualname__", "")
    if not isinstance(form, type) or not has(form) or name in seen:
        return
    hints = hints_of(form)
    seen[name] = [(one.name, str(hints[one.name]), _told(one.default)) for one in fields(form)]
    for hint in hints.values():
        _walk(hint, seen)


def _told(default: Any) -> str:
    # The text of a function has an address in it, another one in each process.
    return "" if isinstance(default, _FACTORY) else repr(default)
