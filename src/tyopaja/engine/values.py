"""What may be written into an entry: words and field values, checked against the section's kind."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import fields as attributes

from tyopaja.engine.asking import Ask
from tyopaja.errors import UnknownId
from tyopaja.model.kinds import Field, Value
from tyopaja.texts import words as words_of

_FAR = 10**15
NEVER_OVER = 10_000
"""Characters that no text may exceed, whatever its canvas says."""
FIELD_AT_MOST = 300
"""Characters of a text field that is not the entry's main text."""
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
            kept[name] = _value(ask, name, value, known[name])
    return kept, tuple(name for name in given if name not in kept)


def _value(ask: Ask[Any], name: str, value: Value, known: Field) -> Value:
    home = ask.rules.definitions.pack.locale
    title = known.title.to(ask.state.locale, home) or name
    match known.type:
        case "text":
            return check_words(ask, str(value), FIELD_AT_MOST)
        case "number":
            return _number(ask, title, value)
        case "date":
            return _date(ask, title, value)
        case "choice":
            if value not in known.choices:
                ask.refuse("not-a-choice", field=title, value=value, choices=", ".join(known.choices))
            return value
        case "yes-no":
            return _yes_or_no(ask, title, value)
        case "person":
            if value not in ask.state.people:
                raise UnknownId("person", str(value), ask.state.people)
            return value


def _yes_or_no(ask: Ask[Any], title: str, value: Value) -> bool:
    """True or false; a string is read in the session's language, in English, and as a shell writes it."""
    if isinstance(value, bool):
        return value
    ours = words_of("view", ask.state.locale)
    said = str(value).strip().casefold()
    if said in {"yes", "true", ours["yes"].casefold()}:
        return True
    if said not in {"no", "false", ours["no"].casefold()}:
        ask.refuse("not-yes-or-no", field=title, value=value)
    return False


def _number(ask: Ask[Any], title: str, value: Value) -> Value:
    """A number within reason; a string is read as people write it, with a comma or a point."""
    if isinstance(value, str):
        written = _SPACES.sub(" ", value.strip()).replace(",", ".").replace("\u2212", "-")
        if not _NUMBER.fullmatch(written):
            ask.refuse("not-a-number", field=title, value=value)
        found = float(written.replace(" ", ""))
        value = int(found) if math.isfinite(found) and found.is_integer() else found
    # Compared, and not asked whether it is finite: that fails for a whole number too big for a float.
    if isinstance(value, bool) or not -_FAR <= value <= _FAR:
        ask.refuse("not-a-number", field=title, value=value)
    return value


def _date(ask: Ask[Any], title: str, value: Value) -> Value:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        ask.refuse("not-a-date", field=title, value=value)
