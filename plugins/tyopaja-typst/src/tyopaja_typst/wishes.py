"""What was chosen about a print, and what that makes of a view before it becomes data: its grid re-flowed, names or
questions left out, its colours put to black."""

from __future__ import annotations

from typing import Literal, TypeVar

from attrs import evolve, frozen

from tyopaja.model.pack import Theme
from tyopaja.renderers.nameless import nameless
from tyopaja.views.nodes import EntryView, PartView, ReportView, SectionView, SheetView, SpreadView, View
from tyopaja_typst.options import DESIGNS
from tyopaja_typst.reflow import reflowed

BLACK, WHITE = "#000000", "#ffffff"

_Coloured = TypeVar("_Coloured", SheetView, SpreadView, ReportView)


@frozen(kw_only=True)
class Wishes:
    """What was chosen, each by the name of its option."""

    paper: Literal["canvas", "a4", "a3", "a2", "a1"] = "canvas"
    orientation: Literal["canvas", "portrait", "landscape"] = "canvas"
    design: str = DESIGNS[0]
    """One of ours: what a pack's own template is given was granted for the first."""
    people: bool = True
    address: str = ""
    prompts: bool = True
    provenance: bool = False

    @property
    def mono(self) -> bool:
        """Whether it is printed in black alone."""
        return self.design == "mono"


def granted(view: View, wishes: Wishes) -> View:
    """The view as it is to be printed."""
    if not wishes.people:
        view = nameless(view)
    if isinstance(view, SheetView):
        return _sheet(view, wishes)
    if isinstance(view, SpreadView):
        # The page as a whole is turned and sized; each half keeps the grid that it was drawn with.
        half = evolve(wishes, paper="canvas", orientation="canvas")
        asked, answering = _sheet(view.asked, half), _sheet(view.answering, half)
        return _inked(evolve(view, asked=asked, answering=answering), wishes)
    if isinstance(view, ReportView):
        chapters = tuple(
            evolve(chapter, sheets=tuple(_sheet(sheet, wishes) for sheet in chapter.sheets))
            for chapter in view.chapters
        )
        result = None if view.result is None else _sheet(view.result, wishes)
        session = evolve(view.session, theme=_theme(view.session.theme, wishes))
        return _inked(evolve(view, chapters=chapters, result=result, session=session), wishes)
    return evolve(view, theme=_theme(view.theme, wishes)) if hasattr(view, "theme") else view


def _theme(theme: Theme, wishes: Wishes) -> Theme:
    return evolve(theme, ink=BLACK, accent=BLACK, paper=WHITE, notes=(WHITE,)) if wishes.mono else theme


def _inked(view: _Coloured, wishes: Wishes) -> _Coloured:
    return evolve(view, theme=_theme(view.theme, wishes))


def _sheet(view: SheetView, wishes: Wishes) -> SheetView:
    turned = None if wishes.orientation == "canvas" else wishes.orientation
    if view.what == "compass" and wishes.design == "horizon":
        grid = evolve(view.grid, orientation=turned or view.grid.orientation)  # which is parted in another way
    else:
        grid = reflowed(view.grid, turned)
    if wishes.paper != "canvas":
        grid = evolve(grid, paper=wishes.paper)
    sections = (
        tuple(_section(one, wishes) for one in view.sections) if wishes.mono or not wishes.prompts else view.sections
    )
    return _inked(evolve(view, grid=grid, sections=sections), wishes)


def _section(one: SectionView, wishes: Wishes) -> SectionView:
    if not wishes.prompts:
        one = evolve(one, prompts=(), marked=(), parts=tuple(evolve(part, prompts=(), marked=()) for part in one.parts))
    if not wishes.mono:
        return one
    parts = tuple(_part(part) for part in one.parts)
    return evolve(one, colour=BLACK, entries=tuple(map(_entry, one.entries)), parts=parts)


def _part(part: PartView) -> PartView:
    return evolve(part, entries=tuple(map(_entry, part.entries)))


def _entry(entry: EntryView) -> EntryView:
    return evolve(entry, colour="") if entry.colour else entry
