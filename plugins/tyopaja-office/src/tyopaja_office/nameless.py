"""Views without the names of those who wrote: for a file that goes further than the people who were there. What people
wrote stays, names in it too."""

from __future__ import annotations

from attrs import evolve

from tyopaja.views.nodes import (
    Aside,
    Chapter,
    CheckView,
    EntryView,
    KeyResultView,
    PartView,
    Recap,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    Trace,
    View,
)


def nameless(view: View) -> View:
    """The view without authors, without the list of people and groups, and without who approved a sheet. A view of a
    kind that is about people stays as it is."""
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
            chapters=tuple(map(_chapter, view.chapters)),
            key_results=tuple(map(_key_result, view.key_results)),
        )
    return view


def _chapter(one: Chapter) -> Chapter:
    return evolve(one, sheets=tuple(map(_sheet, one.sheets)), recaps=tuple(map(_recap, one.recaps)))


def _recap(one: Recap) -> Recap:
    return evolve(one, entries=tuple(map(_entry, one.entries)))


def _sheet(one: SheetView) -> SheetView:
    return evolve(one, approved=(), sections=tuple(map(_section, one.sections)))


def _section(one: SectionView) -> SectionView:
    return evolve(one, entries=tuple(map(_entry, one.entries)), parts=tuple(map(_part, one.parts)))


def _part(one: PartView) -> PartView:
    return evolve(one, entries=tuple(map(_entry, one.entries)))


def _entry(one: EntryView) -> EntryView:
    checks, trail = tuple(map(_check, one.checks)), tuple(map(_trace, one.trail))
    return evolve(one, author="", checks=checks, trail=trail)


def _check(one: CheckView) -> CheckView:
    return evolve(one, author="")


def _trace(one: Trace) -> Trace:
    return evolve(one, author="")


def _key_result(one: KeyResultView) -> KeyResultView:
    return evolve(one, checks=tuple(map(_check, one.checks)))


def _aside(one: Aside) -> Aside:
    return evolve(one, entries=tuple(map(_entry, one.entries)))


def _session(one: SessionView) -> SessionView:
    steps = tuple(evolve(step, where=()) for step in one.steps)
    return evolve(one, people=(), groups=(), steps=steps, aside=tuple(map(_aside, one.aside)))
