"""Commands whose values are all strings, as a command line and a form of the web give them, made into tables of the
values that they stand for. What is not of its key's form stays as it was written, and is refused where it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from tyopaja.model.commands import COMMANDS

_YES: Final = frozenset({"true", "yes", "on", "1"})
_NO: Final = frozenset({"false", "no", "off", "0"})
_DIGITS: Final = 12
"""Digits from which on nothing that is counted here has so many."""


def from_strings(table: Mapping[str, Any]) -> dict[str, Any]:
    """A command's table with whole numbers, yes and no, and lists where its keys want them.

    A list is written with commas; yes is `true`, `yes`, `on` or `1`. Fields of an entry stay strings: only the section
    knows what they are. Values that are no strings, and a command that there is not, are left alone.
    """
    wanted = _wanted(str(table.get("command")))
    return {
        key: wanted[key](value) if key in wanted and isinstance(value, str) else value for key, value in table.items()
    }


def _whole(value: str) -> Any:
    written = value.strip()
    return int(written) if written.lstrip("-").isdecimal() and len(written) <= _DIGITS else value


def _yes_or_no(value: str) -> Any:
    said = value.strip().lower()
    return True if said in _YES else False if said in _NO else value


def _listed(value: str) -> Any:
    return [one.strip() for one in value.split(",") if one.strip()]


_READERS: Final[Mapping[Any, Callable[[str], Any]]] = {int: _whole, bool: _yes_or_no, tuple[str, ...]: _listed}


@cache
def _wanted(command: str) -> Mapping[str, Callable[[str], Any]]:
    """Key of a command → what reads it out of a string, for those that are of one form that is no string."""
    if command not in COMMANDS:
        return {}
    found = {}
    for name, form in get_type_hints(COMMANDS[command]).items():
        # What may be a string as well (`now` of a check-in) is read by whoever knows more.
        forms = {form} if form in _READERS else {one for one in get_args(form) if one in _READERS or one is str}
        if len(forms) == 1 and str not in forms:
            found[name] = _READERS[forms.pop()]
    return found
