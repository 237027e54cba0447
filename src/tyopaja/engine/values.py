"""What may be written into an entry: words and field values, checked against the section's kind."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from tyopaja.engine.asking import Ask
from tyopaja.errors import UnknownId
from tyopaja.model.kinds import Field, Value

NEVER_OVER = 10_000
"""Characters that no text may exceed, whatever its canvas says."""
FIELD_AT_MOST = 300
"""Characters of a text field that is not the entry's main text."""

# C0 and C1 controls but tab and line feed; the overrides and isolates that make text read other than it is
# stored (U+202A–202E, U+2066–2069); lone surrogates, which no UTF-8 file can hold. ZWJ stays: emoji need it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def fault_of(words: str, at_most: int) -> tuple[str, dict[str, Any]] | None:
    """Why words cannot be kept, as a key of the catalogue's `refusal` with its facts: empty, too long, or with
    characters that do not print. None when they can.

    Length is counted in characters as composed (NFC), so an accent typed as a mark of its own is not counted.
    """
    if not words.strip():
        return "empty", {}
    if (found := _FORBIDDEN.search(words)) is not None:
        return "control-character", {"code": f"U+{ord(found.group()):04X}", "place": found.start() + 1}
    length = len(unicodedata.normalize("NFC", words))
    limit = min(at_most, NEVER_OVER)
    return ("too-long", {"length": length, "limit": limit}) if length > limit else None


def check_words(ask: Ask[Any], words: str, at_most: int) -> str:
    """`words`, or a refusal."""
    fault = fault_of(words, at_most)
    if fault is not None:
        ask.refuse(fault[0], **fault[1])
    return words


def check_fields(
    ask: Ask[Any], given: Mapping[str, Value], known: Mapping[str, Field]
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The values as they are kept, and the ids of the fields that were given as "" to empty them."""
    kept: dict[str, Value] = {}
    for name, value in given.items():
        if name not in known or name == "text":
            raise UnknownId("field", name, (one for one in known if one != "text"))
        if value != "":
            kept[name] = _value(ask, name, value, known[name])
    return kept, tuple(name for name in given if name not in kept)


def _value(ask: Ask[Any], name: str, value: Value, known: Field) -> Value:
    home = ask.rules.definitions.pack.locale
    title = known.title.to(ask.state.locale, home) or name
    match known.type:
        case "text":
            return check_words(ask, value if isinstance(value, str) else f"{value:g}", FIELD_AT_MOST)
        case "number":
            return _number(ask, title, value)
        case "date":
            return _date(ask, title, value)
        case "choice":
            if value not in known.choices:
                ask.refuse("not-a-choice", field=title, value=value, choices=", ".join(known.choices))
            return value
        case "yes-no":
            words: dict[Value, bool] = {True: True, False: False, "yes": True, "no": False}
            if value not in words or (not isinstance(value, bool | str)):
                ask.refuse("not-yes-or-no", field=title, value=value)
            return words[value]
        case "person":
            if value not in ask.state.people:
                raise UnknownId("person", str(value), ask.state.people)
            return value


def _number(ask: Ask[Any], title: str, value: Value) -> Value:
    """A finite number; a string is read as people write it, with a comma or a point."""
    if isinstance(value, str):
        try:
            found = float(value.strip().replace(",", ".").replace("\u2212", "-"))
        except ValueError:
            ask.refuse("not-a-number", field=title, value=value)
        value = int(found) if math.isfinite(found) and found.is_integer() else found
    if isinstance(value, bool) or not math.isfinite(value) or abs(value) > 1e15:
        ask.refuse("not-a-number", field=title, value=value)
    return value


def _date(ask: Ask[Any], title: str, value: Value) -> Value:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        ask.refuse("not-a-date", field=title, value=value)
