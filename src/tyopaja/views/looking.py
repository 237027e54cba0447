"""`look`: a session's state as a view. Pure: the same definitions, state and locale give the same view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.pack import Definitions
from tyopaja.model.place import base_of, instance_of
from tyopaja.model.state import State
from tyopaja.texts import say
from tyopaja.views.cards import name_tags, table_signs
from tyopaja.views.compiling import compass
from tyopaja.views.nodes import OwnView, SheetView, View
from tyopaja.views.persons import person
from tyopaja.views.plans import plan
from tyopaja.views.reports import report, workbook
from tyopaja.views.samples import blank
from tyopaja.views.seeing import seen_by
from tyopaja.views.sessions import session, sheet_names
from tyopaja.views.sheets import sheet
from tyopaja.views.source import Pictures, Source, looking_up
from tyopaja.views.spreads import spread, spreads

_WHOLE: Mapping[str, Callable[[Source], View]] = {
    "compass": compass,
    "report": report,
    "workbook": workbook,
    "session": session,
    "name-tags": name_tags,
    "table-signs": table_signs,
}

_NEVER = datetime.min.replace(tzinfo=UTC)
"""When a session without any event is looked at."""


def look(
    definitions: Definitions,
    state: State,
    what: str,
    locale: str,
    pictures: Pictures | None = None,
    now: datetime | None = None,
    viewer: str | None = None,
) -> View:
    """`compass`, `report`, `workbook`, `session`, `plan`, `name-tags`, `table-signs`, `canvas:SHEET`, `blank:SHEET`,
    `spread:SHEET` or `person:ID` in a locale.

    The flow's result as a sheet is the compass; `blank` shows a sheet as it is before anybody has written on it, for
    pens, with nobody's name and no day. A sheet that each group or participant has is named with whose it is,
    `profiili@ryhma-1`; without, it means the one on which they were gathered, or until then all of them together. A
    spread is a sheet beside the one that it answers, or that answers it. Where no sheet has the name, a canvas may: it
    means then the one sheet that is filled on it. `pictures` gives the bytes of a picture by its `sha256:…`; without it
    none is shown. `now` is the moment that a plan is of, with the zone that its times are shown in; that of the latest
    event when left out. `viewer` is the person to whom it is shown: what others have written for themselves is left out
    and counted, and so is everybody's without a viewer, or for one who never joined. How people vote in secret is shown
    to nobody while they do.

    `person:ID` is all that the session holds of somebody, what they have written for themselves and voted in secret
    too: for a viewer it is their own, and without one anybody's, for whoever holds the journal.

    Raises UnknownId for another view, a sheet that the flow has not, or a person who never joined; Refused for the
    compass of a flow without a result, for a canvas that several sheets are filled on, for a spread of a sheet that has
    no partner, or several, and for somebody else's data.
    """
    way, _, name = what.partition(":")
    if way == "person":
        return _own(definitions, state, name, locale, pictures, viewer)
    sight = seen_by(definitions, state, viewer)
    source = Source(definitions, sight.state, locale, looking_up(pictures), sight.hidden, sight.secret)
    if what in _WHOLE:
        return _WHOLE[what](source)
    if what == "plan":
        return plan(source, now or state.changed or _NEVER)
    match way:
        case "canvas":
            return _drawn(source, _sheet_meant(source, name))
        case "blank":
            return blank(source, _sheet_meant(source, name))
        case "spread":
            return spread(source, _sheet_meant(source, name), _drawn)
    sheets = (f"canvas:{name}" for name in sheet_names(source))
    raise UnknownId("view", what, (*_WHOLE, "plan", *sheets, *(f"spread:{name}" for name in spreads(source))))


def _own(
    definitions: Definitions, state: State, id: str, locale: str, pictures: Pictures | None, viewer: str | None
) -> OwnView:
    if viewer is not None and viewer != id:
        raise Refused("not-your-data", say(locale, "refusal.not-your-data", person=id), person=id)
    sight = seen_by(definitions, state, id)
    return person(Source(definitions, sight.state, locale, looking_up(pictures)), state, id)


def _drawn(source: Source, name: str) -> SheetView:
    return compass(source) if name == source.definitions.flow.result else sheet(source, name)


def _sheet_meant(source: Source, name: str) -> str:
    canvases, home = source.definitions.canvases, base_of(name)
    if name in canvases or (home in canvases and _has_own(source, home, name)):
        return name
    filled_on_it = [sheet for sheet, canvas in canvases.items() if canvas.id == name]
    if not filled_on_it:
        raise UnknownId("sheet", name, sheet_names(source))
    if len(filled_on_it) > 1:
        sheets = ", ".join(filled_on_it)
        message = say(source.locale, "refusal.which-sheet", canvas=name, sheets=sheets)
        raise Refused("which-sheet", message, canvas=name, sheets=tuple(filled_on_it))
    return filled_on_it[0]


def _has_own(source: Source, home: str, name: str) -> bool:
    """Whether somebody has a sheet of that name of their own, written on or not."""
    per, owner = source.definitions.flow.per(home), instance_of(name)
    known = {"session": (), "group": source.state.groups, "participant": source.state.people}[per]
    return owner in known or name in source.sheets_of(home)
