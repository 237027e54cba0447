"""The report as a view: everything that a session has produced, in the order in which it came about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tyopaja.views.compiling import compass
from tyopaja.views.key_results import key_results
from tyopaja.views.nodes import Chapter, ReportView
from tyopaja.views.recaps import recaps
from tyopaja.views.sessions import session
from tyopaja.views.sheets import is_blank, sheet
from tyopaja.views.source import Source
from tyopaja.views.stepping import in_order, sheets_of


def report(source: Source, what: Literal["report", "workbook"] = "report") -> ReportView:
    """The result, then a chapter for each outer step of the flow that left something written, with what it recalled of
    those before; and all key results."""
    state, flow = source.state, source.definitions.flow
    chapters = tuple(_chapters(source))
    sheets = dict.fromkeys(sheet.id for chapter in chapters for sheet in chapter.sheets)
    return ReportView(
        what=what,
        title=f"{state.title} – {source.text(flow.title)}",
        locale=source.locale,
        session=session(source),
        result=compass(source) if flow.result else None,
        chapters=chapters,
        key_results=tuple(key_results(source, (*sheets, *([flow.result] if flow.result else ())))),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        templates=source.definitions.pack.templates,
        words=source.words(),
    )


def workbook(source: Source) -> ReportView:
    """The same, to bind."""
    return report(source, "workbook")


def _chapters(source: Source) -> Iterator[Chapter]:
    """Each sheet stands once: in the chapter of the first step that works on it."""
    flow = source.definitions.flow
    left = {
        name: written
        for name in flow.sheet_names()
        if name != flow.result and (written := [one for one in source.sheets_of(name) if not is_blank(source, one)])
    }
    for top in flow.step:
        if top.in_ is not None:
            continue
        inside = (top, *(step for _, step in in_order(source, top.id)))
        named = dict.fromkeys(name for step in inside for name in (*sheets_of(step), *step.gather))
        names = [own for name in named for own in left.pop(name, ())]
        if names:
            sheets = tuple(sheet(source, name) for name in names)
            yield Chapter(
                title=source.text(top.title),
                purpose=source.text(top.purpose),
                sheets=sheets,
                recaps=tuple(recaps(source, inside)),
            )
    if left:
        # Written on by a facilitator, who may mend any sheet, though no step works on it.
        sheets = tuple(sheet(source, name) for names in left.values() for name in names)
        yield Chapter(title=source.words()["other-sheets"], purpose="", sheets=sheets)
