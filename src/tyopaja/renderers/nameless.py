"""A view without the names of those who wrote what is in it: for whoever shares a result and not who said what. Who
took part, who approved and who keeps a key result is told all the same."""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve

from tyopaja.views.nodes import (
    CheckView,
    EntryView,
    KeyResultView,
    OwnView,
    PartView,
    PlanView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    Trace,
    View,
)

_Named = TypeVar("_Named", CheckView, Trace)


def nameless(view: View) -> View:
    """The same view, without the names of authors."""
    match view:
        case SheetView():
            return _sheet(view)
        case SpreadView():
            return evolve(view, asked=_sheet(view.asked), answering=_sheet(view.answering))
        case SessionView():
            return _session(view)
        case ReportView():
            return evolve(
                view,
                session=_session(view.session),
                result=None if view.result is None else _sheet(view.result),
                chapters=tuple(
                    evolve(
                        chapter,
                        sheets=tuple(map(_sheet, chapter.sheets)),
                        recaps=tuple(evolve(one, entries=tuple(map(_entry, one.entries))) for one in chapter.recaps),
                    )
                    for chapter in view.chapters
                ),
                key_results=tuple(map(_key_result, view.key_results)),
            )
        case PlanView() | OwnView() | _:
            return view  # of nobody's words, or of nobody's but their own


def _sheet(view: SheetView) -> SheetView:
    return evolve(view, sections=tuple(map(_section, view.sections)))


def _session(view: SessionView) -> SessionView:
    return evolve(view, aside=tuple(evolve(one, entries=tuple(map(_entry, one.entries))) for one in view.aside))


def _section(view: SectionView) -> SectionView:
    return evolve(view, entries=tuple(map(_entry, view.entries)), parts=tuple(map(_part, view.parts)))


def _part(view: PartView) -> PartView:
    return evolve(view, entries=tuple(map(_entry, view.entries)))


def _key_result(view: KeyResultView) -> KeyResultView:
    return evolve(view, checks=tuple(map(_unnamed, view.checks)))


def _entry(view: EntryView) -> EntryView:
    return evolve(
        view,
        author="",
        owner="" if view.owner == view.author else view.owner,
        origin=_unowned(view.origin, view.author),
        checks=tuple(map(_unnamed, view.checks)),
        trail=tuple(evolve(_unnamed(one), place=_unowned(one.place, one.author)) for one in view.trail),
    )


def _unnamed(view: _Named) -> _Named:
    return evolve(view, author="")


def _unowned(place: str, author: str) -> str:
    """A place without whose sheet it is on, where that is who wrote it."""
    return place.replace(f" – {author}", "") if author else place
