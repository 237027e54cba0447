"""Views without people, for a file that goes further than those who were there: without who wrote what, as in every
format, and without the list of people and groups and those who approved. What people wrote stays, names in it too."""

from __future__ import annotations

from attrs import evolve

from tyopaja.renderers import nameless as authors
from tyopaja.views.nodes import ReportView, SessionView, SheetView, SpreadView, View


def nameless(view: View) -> View:
    """The view without people. One of a kind that is about people stays as it is."""
    view = authors.nameless(view)
    if isinstance(view, SheetView):
        return _sheet(view)
    if isinstance(view, SpreadView):
        return evolve(view, asked=_sheet(view.asked), answering=_sheet(view.answering))
    if isinstance(view, SessionView):
        return _session(view)
    if isinstance(view, ReportView):
        return evolve(
            view,
            session=_session(view.session),
            result=_sheet(view.result) if view.result else None,
            chapters=tuple(evolve(one, sheets=tuple(map(_sheet, one.sheets))) for one in view.chapters),
        )
    return view


def _sheet(one: SheetView) -> SheetView:
    return evolve(one, approved=())


def _session(one: SessionView) -> SessionView:
    return evolve(one, people=(), groups=(), steps=tuple(evolve(step, where=()) for step in one.steps))
