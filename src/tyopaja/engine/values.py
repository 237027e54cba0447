"""What may be written into an entry: words and field values, checked against the section's kind."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import fields as attributes

from tyopaja.engine.asking import Ask
from tyopaja.errors import UnknownId
from tyopaja.model.kinds import Field, FieldType, Kind, Value
from tyopaja.texts import words as words_of

_FAR = 10**15
NEVER_OVER = 10_000
"""Characters that no text may exceed, whatever its canvas says."""
REASON_AT_MOST = 1_000
"""Characters of a reason."""

# C0 and C1 controls but tab and line feed; the overrides and isolates that make text read other than it is
# stored (U+202A–202E, U+2066–2069); lone surrogates, which no UTF-8 file can hold; U+FFFE and U+FFFF, which no
# XML can. ZWJ stays: emoji need it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# Formats and marks: they need something to stand on. Words of nothing else are empty to every eye.
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
# As people write numbers: with a comma or a point, a minus sign or a hyphen, spaces between the thousands.
_NUMBER = re.compile(r"[+-]?(?=\.?\d)(?:\d{1,3}(?: \d{3})+|\d*)\.?\d*(?:[eE][+-]?\d{1,4})?", re.ASCII)
_SPACES = re.compile("[\u00a0\u2009\u202f]")
# Two numbers with a space or a semicolon between them may have a decimal comma; with a comma between them, a point.
_PLACE = re.compile(
    r"(?P<x>\d+(?:[.,]\d+)?)(?:\s*;\s*|,?\s+)(?P<y>\d+(?:[.,]\d+)?)|(?P<a>\d+(?:\.\d+)?),(?P<b>\d+(?:\.\d+)?)",
    re.ASCII,
)
_PICTURE = re.compile("sha256:[0-9a-f]{64}")
_SHOWN = 60
"""Characters of a wrong value that a refusal repeats."""


def check_words(ask: Ask[Any], words: str, at_most: int) -> str:
    """`words` as they are kept, or a refusal: empty, too long, or with characters that do not print."""
    kept = plain(words)
    fault = fault_of(kept, at_most)
    if fault is not None:
        ask.refuse(fault[0], **fault[1])
    return kept


def check_reason(ask: Ask[Any], reason: str | None) -> str | None:
    """Why somebody does what they do, if they say it; "" says nothing."""
    return check_words(ask, reason, REASON_AT_MOST) if reason else None


def plain(words: str) -> str:
    """Words with line ends as they are kept: forms of the web and Windows send two characters for one."""
    return words.replace("\r\n", "\n")


def fault_of(words: str, at_most: int) -> tuple[str, dict[str, Any]] | None:
    """Why words cannot be kept, as a key of the catalogue's `refusal` with its facts: empty, too long, or with
    characters that do not print. None when they can.

    A mark that combines with the letter before it is no character of its own; but marks have a limit too, so
    that no more than four times what is allowed ever has to be looked at.
    """
    limit = min(at_most, NEVER_OVER)
    length = len(words)
    if limit < length <= 4 * limit:
        length = sum(not unicodedata.combining(one) for one in words)
    if length > limit:
        return "too-long", {"length": length, "limit": limit}
    if (found := _FORBIDDEN.search(words)) is not None:
        return "control-character", {"character": f"U+{ord(found.group()):04X}", "place": found.start() + 1}
    if all(one.isspace() or unicodedata.category(one) in _UNSEEN for one in words):
        return "empty", {}
    return None


def check_fields(
    ask: Ask[Any], given: Mapping[str, Value], known: Mapping[str, Field]
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The values as they are kept, and the ids of the fields that were given as "" to empty them."""
    kept: dict[str, Value] = {}
    for name, value in given.items():
        if name not in known or name == "text":
            # A key of the command that is misspelt is taken for a field: the nearest name may be one of either.
            keys = (one.name for one in attributes(type(ask.command)) if one.name != "fields")
            raise UnknownId("field", name, {*known, *keys} if name != "text" else known.keys() - {"text"})
        if value != "":
            kept[name] = check_value(ask, name, value, known[name])
    return kept, tuple(name for name in given if name not in kept)


def check_required(ask: Ask[Any], kind: Kind, text: str | None, fields: Mapping[str, Value]) -> None:
    """Refuse a new entry that lacks what its kind asks for, by the field's title.

    A kind that is open is a form, filled in bit by bit: it may be begun without.
    """
    if text is None and not fields:
        ask.refuse("empty")
    given = {**fields, **({} if text is None else {"text": text})}
    for name, field in kind.fields.items():
        if field.required and name not in given and not kind.open:
            ask.refuse("required", field=_title(ask, name, field))


def check_cleared(ask: Ask[Any], kind: Kind, cleared: tuple[str, ...]) -> None:
    """Refuse to empty what an entry cannot be without."""
    for name in cleared:
        if kind.fields[name].required:
            ask.refuse("required", field=_title(ask, name, kind.fields[name]))


def with_defaults(kind: Kind, fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields of a new entry: those given, and for the others what the kind puts in."""
    put_in = {
        name: field.default
        for name, field in kind.fields.items()
        if field.default is not None and name not in fields and name != "text"
    }
    return {**fields, **put_in}


def check_value(ask: Ask[Any], name: str, value: Value, known: Field) -> Value:
    """A field's value as it is kept, or a refusal that names the field."""
    return _CHECKS[known.type](ask, _title(ask, name, known), value, known)


def _title(ask: Ask[Any], name: str, known: Field) -> str:
    return known.title.to(ask.state.locale, ask.rules.definitions.pack.locale) or name


def _shown(value: Any) -> str:
    written = str(value)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"


def _text(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    return check_words(ask, str(value), known.characters)


def _choice(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    if not isinstance(value, str) or value not in known.choices:
        ask.refuse("not-a-choice", field=title, value=_shown(value), choices=", ".join(known.choices))
    return value


def _person(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    if not isinstance(value, str) or value not in ask.state.people:
        raise UnknownId("person", _shown(value), ask.state.people)
    return value


def _yes_or_no(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    """True or false; a string is read in the session's language, in English, and as a shell writes it."""
    if isinstance(value, bool):
        return value
    ours = words_of("view", ask.state.locale)
    said = str(value).strip().casefold()
    if said in {"yes", "true", ours["yes"].casefold()}:
        return True
    if said not in {"no", "false", ours["no"].casefold()}:
        ask.refuse("not-yes-or-no", field=title, value=_shown(value))
    return False


def _read(value: Value) -> float | None:
    """A number within reason, or None; a string is read as people write it, with a comma or a point."""
    if isinstance(value, str):
        written = _SPACES.sub(" ", value.strip()).replace(",", ".").replace("\u2212", "-")
        if not _NUMBER.fullmatch(written):
            return None
        found = float(written.replace(" ", ""))
        value = int(found) if math.isfinite(found) and found.is_integer() else found
    # Compared, and not asked whether it is finite: that fails for a whole number too big for a float.
    if isinstance(value, bool | tuple | list) or not -_FAR <= value <= _FAR:
        return None
    return value


def _number(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    number = _read(value)
    if number is None:
        ask.refuse("not-a-number", field=title, value=_shown(value))
    if known.least is not None and number < known.least:
        ask.refuse("below-least", field=title, value=_shown(value), least=_end(known.least))
    if known.most is not None and number > known.most:
        ask.refuse("above-most", field=title, value=_shown(value), most=_end(known.most))
    return number


def _scale(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    number, (least, most) = _read(value), known.scale
    if number is None or not least <= number <= most:
        home = ask.rules.definitions.pack.locale
        low, high = (words.to(ask.state.locale, home) for words in (known.low, known.high))
        ask.refuse("not-on-scale", field=title, value=_shown(value), least=_end(least, low), most=_end(most, high))
    return number


def _end(number: float, meaning: str = "") -> str:
    return f"{number:.10g}" + (f" ({meaning})" if meaning else "")


def _colour(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    number, count = _read(value), len(ask.rules.definitions.pack.theme.notes)
    if number is None or number != int(number) or not 1 <= number <= count:
        ask.refuse("not-a-colour", field=title, value=_shown(value), count=count)
    return int(number)


def _place(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    """Two numbers; a string is read as the command line has it: `20,80`, `20 80`, `20,5 80`."""
    pair: Any = value
    if isinstance(value, str):
        found = _PLACE.fullmatch(value.strip())
        pair = [one for one in found.groups() if one] if found else ()
    numbers = [_read(one) for one in pair] if isinstance(pair, tuple | list) else []
    inside = [one for one in numbers if one is not None and 0 <= one <= 100]
    if len(numbers) != 2 or len(inside) != 2:
        ask.refuse("not-a-place", field=title, value=_shown(value))
    return inside[0], inside[1]


def _picture(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    if not isinstance(value, str) or not _PICTURE.fullmatch(value):
        ask.refuse("not-a-picture", field=title, value=_shown(value))
    return value


def _date(ask: Ask[Any], title: str, value: Value, known: Field) -> Value:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        ask.refuse("not-a-date", field=title, value=_shown(value))


_CHECKS: Mapping[FieldType, Callable[[Ask[Any], str, Value, Field], Value]] = {
    "text": _text,
    "number": _number,
    "scale": _scale,
    "choice": _choice,
    "date": _date,
    "person": _person,
    "picture": _picture,
    "yes-no": _yes_or_no,
    "place": _place,
    "colour": _colour,
}
"""Type → how a value is checked: (ask, the field's title, the value, the field)."""
