"""What may be chosen about an output: described as data, so that a command line, a form and a phone can offer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.text import HOME, Text

Chosen = str | bool | float | tuple[str, ...]
"""What was chosen: by the option's type a word, yes or no, a number, or several words."""

_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})


def _as_text(title: Text | str | Mapping[str, str]) -> Text:
    if isinstance(title, Text):
        return title
    return Text({HOME: title} if isinstance(title, str) else dict(title))


def _as_words(choices: Iterable[str]) -> tuple[str, ...]:
    return tuple(choices)


@frozen
class Option:
    """One thing that may be chosen about an output."""

    name: str
    """As it is written; the same thing has the same name in every format: `paper`, `design`, `colours`, `people`."""
    title: Text = field(converter=_as_text)
    """For people; by BCP 47 tag, or a bare string."""
    type: Literal["choice", "choices", "yes-no", "number", "text"] = field(kw_only=True, default="choice")
    default: Chosen = field(kw_only=True)
    """What is so where nobody chose."""
    choices: tuple[str, ...] = field(kw_only=True, default=(), converter=_as_words)
    """For `choice` and `choices`: what there is, in the order to offer it in."""
    more: bool = field(kw_only=True, default=False)
    """For `choice`: whether a pack may bring further ones, which nobody knows before the view is there."""
    least: float | None = field(kw_only=True, default=None)
    """For `number`: the smallest, inclusive."""
    most: float | None = field(kw_only=True, default=None)
    """For `number`: the largest, inclusive; for `text`: how many characters at most."""

    def read(self, given: Any) -> Chosen:
        """What was chosen, from a value or from words as a command line has them. Raises Refused."""
        return _READERS[self.type](self, given)

    def wrong(self, given: Any, expected: str) -> Refused:
        """The refusal of a value that does not fit."""
        message = f"The option '{self.name}' cannot be {given!r}. Write {expected}."
        return Refused("bad-option", message, option=self.name, value=given, choices=self.choices)


def _word(option: Option, given: Any) -> Chosen:
    if isinstance(given, str) and (given in option.choices or (option.more and given)):
        return given
    raise option.wrong(given, f"one of {', '.join(option.choices)}")


def _words(option: Option, given: Any) -> Chosen:
    parts = [part.strip() for part in given.split(",")] if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or any(part not in option.choices for part in parts if part != ""):
        raise option.wrong(given, f"some of {', '.join(option.choices)}, with commas between")
    return tuple(one for one in option.choices if one in parts)


def _yes_no(option: Option, given: Any) -> Chosen:
    if isinstance(given, bool):
        return given
    word = str(given).lower()
    if word not in _YES | _NO:
        raise option.wrong(given, "yes or no")
    return word in _YES


def _number(option: Option, given: Any) -> Chosen:
    low = "" if option.least is None else f" from {option.least:g}"
    high = "" if option.most is None else f" up to {option.most:g}"
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = float("nan")
    if isinstance(given, bool) or not (
        (option.least is None or option.least <= number)
        and (option.most is None or number <= option.most)
        and abs(number) < float("inf")
    ):
        raise option.wrong(given, f"a number{low}{high}")
    return number


def _text(option: Option, given: Any) -> Chosen:
    if not isinstance(given, str) or (option.most is not None and len(given) > option.most):
        raise option.wrong(given, "a text" if option.most is None else f"a text of at most {option.most:g} characters")
    return given


_READERS: Mapping[str, Callable[[Option, Any], Chosen]] = {
    "choice": _word,
    "choices": _words,
    "yes-no": _yes_no,
    "number": _number,
    "text": _text,
}


def chosen(options: Iterable[Option], given: Mapping[str, Any], format: str) -> dict[str, Chosen]:
    """Every option with what was chosen, or its default. Raises UnknownId for one that the format has not, and Refused
    for a value that does not fit."""
    known = {option.name: option for option in options}
    for name in given:
        if name not in known:
            has = f"It has: {', '.join(sorted(known))}." if known else "It has none."
            raise UnknownId("option", name, known, f"The format '{format}' has no option '{name}'. {has}")
    return {name: option.read(given[name]) if name in given else option.default for name, option in known.items()}


PEOPLE = Option(
    "people",
    {
        "fi": "Kerrotaanko, kuka kirjoitti",
        "en": "Whether it tells who wrote what",
        "sv": "Om det berättas vem som skrev",
    },
    type="yes-no",
    default=True,
)
"""Whether names are shown; the same in all formats. `tyopaja.renderers.nameless` takes them out of a view."""
PROMPTS = Option(
    "prompts",
    {
        "fi": "Ovatko apukysymykset mukana",
        "en": "Whether the questions that help are there",
        "sv": "Om hjälpfrågorna är med",
    },
    type="yes-no",
    default=True,
)
"""Whether the prompts of sections are there; the same in all formats."""
