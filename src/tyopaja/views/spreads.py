"""Two sheets side by side as a view: what was asked, what answers it, and what nothing answers yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve as with_

from tyopaja.errors import Refused
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.texts import say
from tyopaja.views.answering import Answer, answers, unanswered
from tyopaja.views.nodes import Pair, SheetView, SpreadView
from tyopaja.views.source import Source


def spread(source: Source, name: str, draw: Callable[[Source, str], SheetView]) -> SpreadView:
    """The spread that a sheet is one side of; `draw` makes the two sheets.

    A sheet that answers another is shown beside that one, else beside the one that answers it. Raises Refused where
    there is no such sheet, or more than one.
    """
    pairs = [_of(source, one, name) for one in _pairs(source, base_of(name))]
    asked, answering = pairs[0].asked, pairs[0].sheet
    left, right = draw(source, asked), draw(source, answering)
    return SpreadView(
        title=f"{left.title} – {right.title}",
        company=source.state.title,
        locale=source.locale,
        asked=left,
        answering=right,
        pairs=tuple(_pair(source, one) for one in pairs),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        date=source.date(),
        templates=source.definitions.pack.templates,
        words=source.words(),
    )


def spreads(source: Source) -> tuple[str, ...]:
    """The sheets that answer another: each is one side of a spread."""
    return tuple(dict.fromkeys(one.sheet for one in answers(source)))


def _pairs(source: Source, name: str) -> Sequence[Answer]:
    known = tuple(answers(source))
    found = [one for one in known if one.sheet == name] or [one for one in known if one.asked == name]
    if not found:
        message = say(source.locale, "gap.no-partner", sheet=source.sheet_title(name))
        raise Refused("no-partner", message, sheet=name)
    partners = tuple(dict.fromkeys(one.asked if one.sheet == name else one.sheet for one in found))
    if len(partners) > 1:
        message = say(source.locale, "gap.which-partner", sheet=source.sheet_title(name), partners=", ".join(partners))
        raise Refused("which-sheet", message, sheet=name, sheets=partners)
    return found


def _of(source: Source, one: Answer, name: str) -> Answer:
    """The two on the sheets of the same group or participant, where `name` says whose and they have both."""
    owner, per = instance_of(name), source.definitions.flow.per
    alike = {
        sheet: own_of(sheet, owner if per(sheet) == per(base_of(name)) else None) for sheet in (one.asked, one.sheet)
    }
    return with_(one, asked=alike[one.asked], sheet=alike[one.sheet])


def _pair(source: Source, one: Answer) -> Pair:
    left = unanswered(source, one.asked)
    asked, answering = Place(one.asked, one.section), Place(one.sheet, one.answering)
    entries = source.entries(asked)
    return Pair(
        asked=one.section,
        answering=one.answering,
        title=f"{source.inner_title(asked)} → {source.inner_title(answering)}",
        unanswered=tuple(entry.text or "" for entry in entries if entry.id in left),
        nothing="" if entries else _nothing(source, asked),
    )


def _nothing(source: Source, asked: Place) -> str:
    hidden = source.hidden_at(asked)
    return say(source.locale, "seeing.hidden", count=hidden) if hidden else source.words()["empty"]
