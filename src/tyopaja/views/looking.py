"""`look`: a session's state as a view. Pure: the same definitions, state and locale give the same view."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State
from tyopaja.texts import say
from tyopaja.views.compiling import compass
from tyopaja.views.nodes import View
from tyopaja.views.reports import report
from tyopaja.views.sessions import session
from tyopaja.views.sheets import sheet
from tyopaja.views.source import Source

_WHOLE: Mapping[str, Callable[[Source], View]] = {"compass": compass, "report": report, "session": session}
_SHEET = "canvas:"


def look(definitions: Definitions, state: State, what: str, locale: str) -> View:
    """`compass`, `report`, `session` or `canvas:SHEET` in a locale; the flow's result as a sheet is the compass.

    Where no sheet has the name, a canvas may: then it means the one sheet that is filled on it. Raises UnknownId for
    another view or a sheet that the flow has not; Refused for the compass of a flow without a result, and for a
    canvas that several sheets are filled on.
    """
    source = Source(definitions, state, locale)
    if what in _WHOLE:
        return _WHOLE[what](source)
    names = definitions.flow.sheet_names()
    if not what.startswith(_SHEET):
        raise UnknownId("view", what, (*_WHOLE, *(f"{_SHEET}{name}" for name in names)))
    name = _sheet_meant(source, what.removeprefix(_SHEET))
    return compass(source) if name == definitions.flow.result else sheet(source, name)


def _sheet_meant(source: Source, name: str) -> str:
    canvases = source.definitions.canvases
    if name in canvases:
        return name
    filled_on_it = [sheet for sheet, canvas in canvases.items() if canvas.id == name]
    if not filled_on_it:
        raise UnknownId("sheet", name, canvases)
    if len(filled_on_it) > 1:
        sheets = ", ".join(filled_on_it)
        message = say(source.locale, "refusal.which-sheet", canvas=name, sheets=sheets)
        raise Refused("which-sheet", message, canvas=name, sheets=tuple(filled_on_it))
    return filled_on_it[0]
