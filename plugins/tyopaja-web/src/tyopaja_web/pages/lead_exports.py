"""What can be taken home, in which formats and with which choices: for every view those formats that can show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from tyopaja.model.flow import Flow
from tyopaja.renderers.contract import Renderer
from tyopaja.workshop import Engine
from tyopaja.workshop.outlook_nodes import Outlook

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


def things(flow: Flow, outlook: Outlook, words: Words) -> Iterator[Thing]:
    """All that there is to take home of a session now, the most wanted first."""
    if outlook.result is not None:
        yield Thing(what="compass", title=words["lead.what-compass"], view="compass")
    for what in ("report", "workbook", "session", "plan", "name-tags", "table-signs"):
        if what != "table-signs" or outlook.groups:
            yield Thing(what=what, title=words[f"lead.what-{what}"], view=what)
    titles = {one.name: one.title for one in outlook.sheets}
    for name, title in titles.items():
        if name != outlook.result:
            yield Thing(what=f"canvas:{name}", title=title, view="sheet")
    for name in flow.sheet_names():
        title = words["lead.what-blank"].format(sheet=titles[name])
        yield Thing(what=f"blank:{name}", title=title, view="sheet")


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
