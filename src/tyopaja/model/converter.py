"""The one converter between plain tables (TOML, JSON) and the model's frozen values.

Strict where cattrs is lenient: a number is no string, `true` is no 1, an unknown key is an error. Keys are the
attributes' names with `-` for `_`, and without the `_` that keeps a name off a Python keyword. Two of a kind exist:
the quick one stops at the first thing that does not fit; the thorough one, built only when there is something to
report, finds them all and says where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import fields, has
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tyopaja.model.flow import Condition, Duration, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.text import HOME, Text, Texts


def key_of(attribute: str) -> str:
    """The key that an attribute has in tables: `at_most` → `at-most`, `in_` → `in`."""
    return attribute.rstrip("_").replace("_", "-")


class Unfit(ValueError):
    """A value does not fit its place. `expected` names what would, `found` is what stands there."""

    def __init__(self, expected: str, found: object) -> None:
        super().__init__(f"expected {expected}, found {found!r}")
        self.expected = expected
        self.found = found


def _exactly(kind: type, expected: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise Unfit(expected, value)
        return value

    return structure


_ENDLESS = float("inf")


def _number(value: Any, _: Any) -> float:
    if type(value) is not float and type(value) is not int:
        raise Unfit("a number", value)
    if not -_ENDLESS < value < _ENDLESS:
        raise Unfit("a finite number", value)
    return value


def _value(value: Any, _: Any) -> Value:
    """A field's value; a day of TOML becomes its ISO form, a list of two numbers a place."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple) and len(value) == 2:
        return _number(value[0], None), _number(value[1], None)
    if not isinstance(value, str | int | float | bool):
        raise Unfit("a string, a number, a date, true or false, or two numbers like [20, 80]", value)
    return value


def _value_or_none(value: Any, _: Any) -> Value | None:
    return None if value is None else _value(value, _)


def _plain_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _moment(value: Any, _: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise Unfit("a time like 2026-03-02T09:04:11+02:00", value) from None
    if not isinstance(value, datetime):
        raise Unfit("a time like 2026-03-02T09:04:11+02:00", value)
    return value


def _text(value: Any, _: Any) -> Text:
    if type(value) is str:
        return Text({HOME: value})
    if type(value) is dict:
        for words in value.values():
            if type(words) is not str:
                raise Unfit("a string", words)
        return Text(value)
    raise Unfit("a string, or a table of strings by language", value)


def _texts(value: Any, _: Any) -> Texts:
    if type(value) is list:
        return Texts({HOME: _strings(value)})
    if type(value) is dict:
        return Texts({tag: _strings(words) for tag, words in value.items()})
    raise Unfit("a list of strings, or a table of such lists by language", value)


def _strings(value: Any) -> tuple[str, ...]:
    if type(value) is not list:
        raise Unfit("a list of strings", value)
    for words in value:
        if type(words) is not str:
            raise Unfit("a string", words)
    return tuple(value)


_JOINS: tuple[Literal["all", "any", "not"], ...] = ("all", "any", "not")


def _condition(value: Any, _: Any) -> Condition:
    if type(value) is not dict:
        raise Unfit('a condition like { entries-in = "sheet.section" }', value)
    joins = [name for name in _JOINS if name in value]
    if not joins:
        return Condition("leaf", table=value)
    if len(value) > 1:
        raise Unfit("one of all, any, not by itself, or a single condition", value)
    join = joins[0]
    inner = [value["not"]] if join == "not" else value[join]
    if type(inner) is not list or not inner:
        raise Unfit(f"a list of conditions behind {join}", inner)
    return Condition(join, of=tuple(_condition(one, None) for one in inner))


def _written(condition: Condition) -> dict[str, Any]:
    if condition.join == "leaf":
        return dict(condition.table)
    inner = [_written(one) for one in condition.of]
    return {condition.join: inner[0] if condition.join == "not" else inner}


def _duration(value: Any, _: Any) -> Duration:
    if type(value) is str and (found := Duration.parse(value)) is not None:
        return found
    raise Unfit("a length of time like 25 min, 3 h or 1 h 30 min", value)


def _joining(value: Any, _: Any) -> Joining:
    if (found := Joining.parse(value)) is not None:
        return found
    raise Unfit('"all", "facilitator", or a number from 1', value)


def _names(value: Any, _: Any) -> frozenset[str]:
    return frozenset(_strings(list(value) if isinstance(value, frozenset) else value))


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _list_of(made: Converter, kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    """A list, and nothing else that Python can go through: a string is no list of its letters."""
    inner = get_args(kind)[0]
    structure = made.get_structure_hook(inner)

    def structure_list(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list and type(value) is not tuple:
            raise Unfit("a list", value)
        return tuple([structure(one, inner) for one in value])

    return structure_list


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)


def _optional(made: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    """A value or None, with the way to structure the value looked up once and not each time."""
    inner = next(one for one in get_args(kind) if one is not NoneType)
    structure = made.get_structure_hook(inner)
    return lambda value, _: None if value is None else structure(value, inner)


@cache
def converter(thorough: bool = False) -> Converter:
    """The quick converter, or the thorough one."""
    made = Converter(detailed_validation=thorough, forbid_extra_keys=True, omit_if_default=True)
    made.register_structure_hook(str, _exactly(str, "a string"))
    made.register_structure_hook(int, _exactly(int, "a whole number"))
    made.register_structure_hook(bool, _exactly(bool, "true or false"))
    made.register_structure_hook(float, _number)
    made.register_structure_hook_func(lambda kind: kind == Value, _value)
    made.register_structure_hook_func(lambda kind: kind == Value | None, _value_or_none)
    made.register_unstructure_hook_func(lambda kind: kind in (Value, Value | None), _plain_value)
    made.register_structure_hook(datetime, _moment)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_structure_hook(Text, _text)
    made.register_unstructure_hook(Text, _words)
    made.register_structure_hook(Texts, _texts)
    made.register_unstructure_hook(Texts, _words)
    made.register_structure_hook(Condition, _condition)
    made.register_unstructure_hook(Condition, _written)
    made.register_structure_hook(Duration, _duration)
    made.register_unstructure_hook(Duration, str)
    made.register_structure_hook(Joining, _joining)
    made.register_unstructure_hook(Joining, Joining.written)
    made.register_structure_hook_func(lambda kind: kind == frozenset[str], _names)
    made.register_unstructure_hook_func(lambda kind: kind == frozenset[str], sorted)
    made.register_structure_hook_factory(_is_list, lambda kind: _list_of(made, kind))
    made.register_structure_hook_factory(_is_optional, lambda kind: _optional(made, kind))
    made.register_structure_hook_factory(has, lambda kind: _structuring(made, kind, thorough))
    made.register_unstructure_hook_factory(has, lambda kind: _unstructuring(made, kind))
    return made


def _words(text: Text | Texts) -> Any:
    """A bare string or list as it was written, else the table by language."""
    by_locale = {tag: list(words) if isinstance(words, tuple) else words for tag, words in text.by_locale.items()}
    return by_locale[HOME] if by_locale.keys() == {HOME} else by_locale


def _renames(kind: type) -> dict[str, Any]:
    return {one.name: override(rename=key_of(one.name)) for one in fields(kind)}


def _structuring(made: Converter, kind: type, thorough: bool) -> Any:
    return make_dict_structure_fn(
        kind, made, _cattrs_detailed_validation=thorough, _cattrs_forbid_extra_keys=True, **_renames(kind)
    )


def _unstructuring(made: Converter, kind: type) -> Any:
    return make_dict_unstructure_fn(kind, made, _cattrs_omit_if_default=True, **_renames(kind))


def structure(table: Mapping[str, Any], kind: type) -> Any:
    """A table as the value that it stands for. Raises what cattrs raises, and Unfit, at the first misfit."""
    return converter().structure(table, kind)
