"""A rehearsal in words, for the facilitator who will have the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from tyopaja.model.flow import Duration
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.rehearsal.many import Spread
from tyopaja.rehearsal.reporting import Day, Overrun, Rehearsal
from tyopaja.texts import group_name, say

_COLUMNS = 80
"""How wide a terminal is taken to be."""
_WIDTH = 40
"""Columns of the longest bar."""
_BARS = 12
"""How many bars a chart has at most."""
_FEW = 12
"""How many of a list are told by name."""


def told(rehearsal: Rehearsal, definitions: Definitions, locale: str) -> str:
    """What a rehearsal tells, as text for a terminal."""
    return "\n".join(_folded(_lines(rehearsal, definitions, locale))) + "\n"


def _folded(lines: Iterator[str]) -> Iterator[str]:
    """Lines that a terminal takes, the rest of one that is too long below it, farther in."""
    for line in lines:
        margin = " " * (len(line) - len(line.lstrip()) + 4)
        yield from wrap(line, _COLUMNS, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False)


def _lines(rehearsal: Rehearsal, definitions: Definitions, locale: str) -> Iterator[str]:
    home = definitions.pack.locale
    steps = {step.id: step for step in definitions.flow.step}

    def title(state: str) -> str:
        words = steps[base_of(state)].title.to(locale, home)
        instance = instance_of(state)
        return words if instance is None else f"{words} ({group_name(locale, instance)})"

    yield say(locale, "rehearsal.head", flow=definitions.flow.title.to(locale, home), count=rehearsal.people,
              seed=rehearsal.seed)  # fmt: skip
    for day in rehearsal.days:
        name = definitions.flow.title.to(locale, home) if len(rehearsal.days) == 1 else title(day.step)
        if day.round > 1:
            name = say(locale, "rehearsal.again", step=name, count=day.round)
        yield f"  {name}: {_day(day, locale)}"
    if not rehearsal.ended:
        yield say(locale, "rehearsal.not-ended")
    yield from _listed(
        locale,
        "over",
        [_overrun(title(one.step), one, locale) for one in rehearsal.over],
    )
    yield from _listed(locale, "overrides", list(dict.fromkeys(name for _, name in rehearsal.overrides)))
    yield from _listed(
        locale,
        "thin",
        [
            f"{_place(definitions, one.place, locale)}: {say(locale, 'rehearsal.entries', count=one.entries)}"
            for one in rehearsal.thin
        ],
    )
    if rehearsal.full:
        full = [f"{place}: {say(locale, 'rehearsal.left-out', count=count)}" for place, count in rehearsal.full]
        yield from _listed(locale, "full", full)
    if rehearsal.sections:
        result = definitions.flow.result or ""
        gaps = [_place(definitions, f"{result}.{one}", locale) for one in rehearsal.gaps]
        yield from _listed(locale, "gaps", gaps)


def _overrun(title: str, one: Overrun, locale: str) -> str:
    times = f" ({say(locale, 'rehearsal.times', count=one.times)})" if one.times > 1 else ""
    return f"{title}: {Duration(round(one.took))}, {say(locale, 'rehearsal.planned')} {Duration(one.planned)}{times}"


def _listed(locale: str, what: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        yield say(locale, f"rehearsal.no-{what}")
        return
    yield say(locale, f"rehearsal.{what}", count=len(items))
    yield from (f"  {item}" for item in items[:_FEW])
    if len(items) > _FEW:
        yield "  " + say(locale, "rehearsal.more", count=len(items) - _FEW)


def _day(day: Day, locale: str) -> str:
    clock = f"{day.begun:%H.%M}"
    if day.ended is None or day.late is None:
        return say(locale, "rehearsal.day-open", begun=clock)
    facts = {"begun": clock, "ended": f"{day.ended:%H.%M}", "count": abs(day.late)}
    return say(locale, f"rehearsal.day-{'late' if day.late > 0 else 'early' if day.late < 0 else 'in-time'}", **facts)


def _place(definitions: Definitions, written: str, locale: str) -> str:
    """A place by its sheet and its innermost title."""
    home, place = definitions.pack.locale, Place.parse(written)
    canvas = definitions.canvases[place.sheet]
    use = definitions.flow.sheet.get(place.sheet)
    sheet = (use.title if use and use.title else canvas.title).to(locale, home)
    section = canvas.section[str(place.section)]
    inner = section.parts[place.part].title if place.part else section.title
    return f"{sheet} – {inner.to(locale, home)}"


def chart(spread: Spread, locale: str, times: int) -> str:
    """How the end of a day is spread over many rehearsals: a bar for each stretch of minutes over plan, from its first
    to its last minute."""
    return "\n".join(_folded(_bars(spread, locale, times))) + "\n"


def _signed(minutes: int) -> str:
    return f"{minutes:+}" if minutes else "0"


def _bars(spread: Spread, locale: str, times: int) -> Iterator[str]:
    least, most = spread.late[0], spread.late[-1]
    width = next(one for one in (1, 2, 5, 10, 15, 30, 60, 120, 240, 10**6) if (most - least) // one < _BARS)
    first = least // width * width
    counts = [0] * ((most - first) // width + 1)
    for late in spread.late:
        counts[(late - first) // width] += 1
    if spread.title:
        yield spread.title
    for number, count in enumerate(counts):
        begin = first + number * width
        stretch = f"{_signed(begin):>5}" + (f" … {_signed(begin + width - 1):>5}" if width > 1 else "")
        bar = "█" * round(_WIDTH * count / max(counts)) or ("▏" if count else "")
        yield f"{stretch} min  {bar} {count or ''}".rstrip()
    half, most_of = spread.share(0.5), spread.share(0.9)
    yield say(locale, "rehearsal.spread", count=times, half=_signed(half), most=_signed(most_of))
    if len(spread.late) < times:
        yield say(locale, "rehearsal.unfinished", count=times - len(spread.late))
