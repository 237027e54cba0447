"""What templates get: a view as JSON data, with every text ready to set (`setting`) and what is in each section as
one list (`leaves`). Which template a view is for, and who makes its data, stands in the table `KINDS`. Knows nothing of
Typst beyond that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from tyopaja.views.nodes import CardsView, ReportView, SessionView, SheetView, SpreadView, View
from tyopaja_typst.books import BookMaker
from tyopaja_typst.cards import CardMaker
from tyopaja_typst.making import Maker
from tyopaja_typst.plans import plan_of
from tyopaja_typst.setting import Data, Setter
from tyopaja_typst.stories import StoryMaker
from tyopaja_typst.wishes import Wishes


@frozen
class Kind:
    """How views of one kind are printed."""

    template: str
    """The file `templates/NAME.typ`, which has a function `render`."""
    body: Callable[[Setter, Wishes, Any], tuple[Maker, str, Data]]
    """From a view to who makes its data, the document's title and what its template gets beside what all get."""
    paged: bool = False
    """Whether its pages stay pages in formats that have none: a picture for each, not one as long as it must be."""


def _sheet(setter: Setter, wishes: Wishes, view: SheetView) -> tuple[Maker, str, Data]:
    maker = StoryMaker(setter, wishes)
    return maker, _whose(view), {"sheet": maker.sheet(view)}


def _spread(setter: Setter, wishes: Wishes, view: SpreadView) -> tuple[Maker, str, Data]:
    maker = StoryMaker(setter, wishes)
    return maker, _whose(view), {"spread": maker.spread(view)}


def _report(setter: Setter, wishes: Wishes, view: ReportView) -> tuple[Maker, str, Data]:
    maker = BookMaker(setter, wishes)
    return maker, view.title, {"report": maker.book(view)}


def _workbook(setter: Setter, wishes: Wishes, view: ReportView) -> tuple[Maker, str, Data]:
    maker = BookMaker(setter, wishes)
    return maker, view.title, {"workbook": maker.workbook(view)}


def _cards(setter: Setter, wishes: Wishes, view: CardsView) -> tuple[Maker, str, Data]:
    maker = CardMaker(setter, wishes)
    title = " – ".join(part for part in (view.words.get(view.what, ""), view.title, view.company) if part)
    return maker, title, {"cards": maker.cards(view)}


def _session(setter: Setter, wishes: Wishes, view: SessionView) -> tuple[Maker, str, Data]:
    maker = StoryMaker(setter, wishes)
    title = " – ".join(part for part in (view.flow, view.title) if part)
    return maker, title, {"session": maker.session(view)}


def _whose(view: SheetView | SpreadView) -> str:
    return " – ".join(part for part in (view.title, view.company) if part)


KINDS: Mapping[str, Kind] = {
    "compass": Kind("poster", _sheet),
    "sheet": Kind("poster", _sheet),
    "spread": Kind("spread", _spread),
    "report": Kind("report", _report),
    "session": Kind("session", _session),
    "workbook": Kind("workbook", _workbook, paged=True),
    "name-tags": Kind("cards", _cards, paged=True),
    "table-signs": Kind("cards", _cards, paged=True),
}
"""What is printed, by a view's `what`."""


def kind_of(view: View) -> Kind:
    """How a view is printed. Raises TypeError for one that is not."""
    if view.what not in KINDS:
        raise TypeError(f"There is no template for a {view.what}.")
    return KINDS[view.what]


def data_of(
    view: View,
    wishes: Wishes = Wishes(),  # noqa: B008
    *,
    picture: bool = False,
    plainly: bool = False,
    planned: bool = False,
) -> Data:
    """The data for the template of `view`. `picture`: one page as long as it must be, for formats without pages.

    `plainly` names every character that is not a common one, for when a font lets us down. `planned` has the plan of a
    poster in it, where there is one.
    """
    kind = kind_of(view)
    maker, title, body = kind.body(Setter.of(view.locale, plainly), wishes, view)
    if planned and view.what == "compass":
        body["sheet"]["plan"] = plan_of(body["sheet"], maker.setter.language)
    return (
        body
        | maker.document(view, title)
        | {
            "what": view.what,
            "template": kind.template,
            "picture": picture and not kind.paged,
        }
    )
