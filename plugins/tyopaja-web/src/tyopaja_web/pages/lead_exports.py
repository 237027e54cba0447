"""What can be taken home, in which formats and with which choices: for every view those formats that can show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import frozen

from tyopaja.renderers.contract import Renderer
from tyopaja.views.nodes import SessionView
from tyopaja.workshop import Engine, Session

Words = Mapping[str, str]
"""`table.key` → the sentence."""
_FIRST = ("pdf", "pptx", "docx", "xlsx", "odt", "ods", "png", "svg", "html", "ics")
"""The formats that people ask for, in this order; what else there is comes behind them."""


@frozen(kw_only=True)
class Thing:
    """Something to take home."""

    what: str
    title: str
    view: str
    """The sort of view that it is, by which formats say what they show."""


@frozen(kw_only=True)
class Choosable:
    """One option of a format, for a form."""

    name: str
    title: str
    type: str
    default: object
    choices: tuple[str, ...]
    least: float | None
    most: float | None


@frozen(kw_only=True)
class Format:
    """A format with what it can show."""

    name: str
    title: str
    suffix: str
    things: tuple[Thing, ...]
    options: tuple[Choosable, ...]


def things(session: Session, locale: str, words: Words) -> tuple[Thing, ...]:
    """All that there is to take home of a session now, the most wanted first."""
    view = cast("SessionView", session.view("session", locale))
    return tuple(_things(session, view, words))


def _things(session: Session, view: SessionView, words: Words) -> Iterator[Thing]:
    result = session.definitions.flow.result
    if result is not None:
        yield Thing(what="compass", title=words["lead.what-compass"], view="compass")
    for what in ("report", "workbook", "session", "plan", "name-tags", "table-signs"):
        if what != "table-signs" or view.groups:
            yield Thing(what=what, title=words[f"lead.what-{what}"], view=what)
    home = session.definitions.flow
    for name in view.sheets:
        title = view.own_sheets.get(name) or _title(session, name, view.locale)
        if name != result:
            yield Thing(what=f"canvas:{name}", title=title, view="sheet")
    for name in home.sheet_names():
        title = _title(session, name, view.locale)
        yield Thing(what=f"blank:{name}", title=words["lead.what-blank"].format(sheet=title), view="sheet")


def _title(session: Session, sheet: str, locale: str) -> str:
    definitions = session.definitions
    used = definitions.flow.sheet.get(sheet)
    home = definitions.pack.locale
    return (used.title.to(locale, home) if used else "") or definitions.canvases[sheet].title.to(locale, home)


def formats(engine: Engine, found: tuple[Thing, ...], locale: str, words: Words) -> tuple[Format, ...]:
    """Every format that can show something of it, with its options in words."""
    renderers: Mapping[str, Renderer] = engine.plugins.renderers()
    order = (*(name for name in _FIRST if name in renderers), *(name for name in renderers if name not in _FIRST))
    made = (
        Format(
            name=name,
            title=words.get(f"lead.format-{name}", renderers[name].title),
            suffix=renderers[name].suffix,
            things=tuple(thing for thing in found if thing.view in renderers[name].views),
            options=tuple(
                Choosable(
                    name=option.name,
                    title=option.title.to(locale, "en"),
                    type=option.type,
                    default=option.default,
                    choices=option.choices,
                    least=option.least,
                    most=option.most,
                )
                for option in renderers[name].options
            ),
        )
        for name in order
    )
    return tuple(one for one in made if one.things)
