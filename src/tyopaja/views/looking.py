"""`look`: a session's state as a view. Pure: the same definitions, state and locale give the same view."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tyopaja.errors import UnknownId
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State
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

    Raises UnknownId for another view or a sheet that the flow has not, Refused for the compass of a flow without
    a result.
    """
    source = Source(definitions, state, locale)
    if what in _WHOLE:
        return _WHOLE[what](source)
    names = definitions.flow.sheet_names()
    if not what.startswith(_SHEET):
        raise UnknownId("view", what, (*_WHOLE, *(f"{_SHEET}{name}" for name in names)))
    name = what.removeprefix(_SHEET)
    if name not in definitions.canvases:
        raise UnknownId("sheet", name, names)
    return compass(source) if name == definitions.flow.result else sheet(source, name)
