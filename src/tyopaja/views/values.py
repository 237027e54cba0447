"""Dates and numbers as they are printed in a locale, by Babel's tables (CLDR). Babel is imported only when something
is printed: a session that is merely played needs none of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeGuard

from tyopaja.model.kinds import FieldType, Value

if TYPE_CHECKING:
    from babel import Locale


@cache
def _known(locale: str) -> Locale:
    """Babel's locale for a BCP 47 tag, for its language alone, or English: an odd tag costs no export."""
    from babel import Locale, UnknownLocaleError

    for tag in (locale, locale.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


def printed_date(day: date, locale: str) -> str:
    """A day: `26.5.2026` in Finnish, `26 maj 2026` in Swedish, `May 26, 2026` in English."""
    from babel.dates import format_date

    return format_date(day, format="medium", locale=_known(locale))


def printed_number(number: float, locale: str) -> str:
    """A number with the locale's decimal sign and grouping: `4,6` and `12 000` in Finnish."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_known(locale), decimal_quantization=False)


def printed_share(share: float, locale: str) -> str:
    """A share of 1 in whole hundredths: `62 %` in Finnish and Swedish, `62%` in English."""
    from babel.numbers import format_percent

    return format_percent(share, "#,##0\u00a0%" if _known(locale).language != "en" else None, locale=_known(locale))


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_place(value: object) -> TypeGuard[tuple[float, float]]:
    """Whether a value is a place between two axes."""
    return isinstance(value, tuple | list) and len(value) == 2 and all(is_number(one) for one in value)


def fits(type: FieldType, value: Value) -> bool:
    """Whether a value is one of a field of that type: a kind that an upgrade changed may leave others behind."""
    match type:
        case "number" | "scale" | "colour":
            return is_number(value)
        case "yes-no":
            return isinstance(value, bool)
        case "place":
            return is_place(value)
        case _:
            return isinstance(value, str)


def printed_value(type: FieldType, value: Value, locale: str) -> str:
    """A value that needs no table of choices or people to be printed. One that does not fit is printed as it is."""
    if is_number(value):
        return printed_number(value, locale)
    if is_place(value):
        return " / ".join(printed_number(one, locale) for one in value)
    if type == "date":
        try:
            return printed_date(date.fromisoformat(str(value)), locale)
        except ValueError:
            return str(value)
    return str(value)


def printed_day(moment: datetime, locale: str) -> str:
    """The day of a moment, with its weekday: `ma 2.3.2026` in Finnish, `Mon, 3/2/2026` in English."""
    from babel.dates import format_skeleton

    return format_skeleton("yMEd", moment, locale=_known(locale))


def printed_clock(moment: datetime, locale: str, *, with_day: bool = False) -> str:
    """The time on the clock, of 24 hours: `14.05` in Finnish, `14:05` in English; behind its day, `2.3. 14.05`."""
    from babel.dates import format_skeleton

    clock = format_skeleton("Hm", moment, locale=_known(locale))
    return f"{format_skeleton('Md', moment, locale=_known(locale))} {clock}" if with_day else clock
