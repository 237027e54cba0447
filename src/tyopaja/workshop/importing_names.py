"""Names as people write them: in capitals or not, with a colon behind, in any of the languages of a pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from tyopaja.errors import TyopajaError, nearest
from tyopaja.model.kinds import Field, Value
from tyopaja.model.text import Text
from tyopaja.texts import say
from tyopaja.texts import words as words_of

Called = Mapping[str, Iterable[str]]
"""Id → what people call it."""

_LANGUAGES = ("fi", "en", "sv")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MOST_TOLD = 12
"""Names that are told when one is not known; of more, only the nearest."""


class Misplaced(TyopajaError):
    """Something that was found belongs nowhere in the session, or has a field or a value that is not known there."""


def folded(name: str) -> str:
    """A name as names are compared: capitals, spaces and a colon behind make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).split()).strip(":").strip().casefold()


def named(name: str, known: Called) -> list[str]:
    """The ids that are meant by a name: the id itself, or else those that are called so in any language."""
    if name in known:
        return [name]
    wanted = folded(name)
    return [
        key for key, titles in known.items() if wanted == folded(key) or any(wanted == folded(one) for one in titles)
    ]


def titles(text: Text) -> tuple[str, ...]:
    """A text in each of its languages."""
    return tuple(text.by_locale.values())


def unknown(locale: str, what: str, name: str, known: Called) -> Misplaced:
    """That nothing has a name, with the nearest that there is. `what` is sheet, section, part or field."""
    names = list(dict.fromkeys(one for key, called in known.items() for one in (key, *called) if one))
    by_folded = {folded(one): one for one in names}
    near = tuple(by_folded[one] for one in nearest(folded(name), by_folded))
    message = say(locale, f"import.unknown-{what}", name=name)
    if near:
        message += " " + say(locale, "import.near", near=near[0])
    elif 0 < len(known) <= _MOST_TOLD:
        message += " " + say(locale, "import.known", known=", ".join(sorted(known)))
    return Misplaced(f"unknown-{what}", message, name=name, near=near)


def value_meant(field: Field, value: Value, people: Called) -> Value:
    """A value as the engine reads it: the id of what people call a choice or a person, a day in its ISO form."""
    if not isinstance(value, str):
        return value
    if field.type == "choice":
        return next(iter(named(value, {key: titles(text) for key, text in field.choices.items()})), value)
    if field.type == "person":
        return next(iter(named(value, people)), value)
    if field.type == "yes-no":
        return _YES_NO.get(folded(value), value)
    if field.type == "date" and (day := _DAY.fullmatch(value.strip())):
        return _iso(*map(int, day.groups())) or value
    return value


def _iso(day: int, month: int, year: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


_YES_NO: Mapping[str, bool] = {
    **{folded(words_of("view", one)["yes"]): True for one in _LANGUAGES},
    **{folded(words_of("view", one)["no"]): False for one in _LANGUAGES},
    "x": True, "1": True, "0": False,
}  # fmt: skip
"""What people write for yes and no, in all languages: a file is in its own and not in the session's."""
