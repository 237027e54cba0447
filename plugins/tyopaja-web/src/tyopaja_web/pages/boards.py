"""Boards: sheets as fragments of HTML that are read without a script, and that `board/board.js` keeps alive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, cast

from attrs import evolve, frozen
from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import Response

from tyopaja import Session
from tyopaja.model.place import base_of, instance_of
from tyopaja.renderers.facts import bound, field_of, is_yes, marks, remarks, said, signature
from tyopaja.renderers.html.drawings import drawing
from tyopaja.renderers.html.markup import written
from tyopaja.views.nodes import EntryView, FieldView, SectionView, SheetView
from tyopaja_web.pages import words
from tyopaja_web.pages.asking import Asked, fragment
from tyopaja_web.pages.templating import environment

_ALONE: Final = frozenset({"text", "scale", "radar", "picture", "blanks"})
_LISTS: Final = {
    "cards": "cards", "curve": "moments", "map": "points", "chain": "chain", "results": "results", "checks": "checks",
}  # fmt: skip
_KINDS: Final = {
    "cards": "card", "curve": "card moment", "map": "card point", "chain": "card link", "results": "card result",
    "checks": "check",
}  # fmt: skip
_SHOWN_APART: Final = {
    "checks": ("yes-no",), "map": ("place",), "scale": ("scale",), "radar": ("scale",), "results": (),
}  # fmt: skip


@frozen
class _Group:
    """Entries that stand together."""

    cluster: str
    title: str | None
    """None where a section has no clusters, so that nothing has to be said."""
    entries: tuple[EntryView, ...]


async def board(asked: Asked) -> Response:
    """GET P/r/{room}/boards/{sheet}: a sheet as the visitor may see it."""
    session, sheet = asked.room.session, asked.request.path_params["sheet"]
    address = picture_address(asked)
    html = await asyncio.to_thread(
        board_html, session, sheet, asked.locale, asked.visitor.person, picture=address, heading=True
    )
    return fragment(asked, html)


def picture_address(asked: Asked) -> Callable[[str], str]:
    """What gives the address of a picture by its key."""
    room, face = asked.room.id, asked.face or "phone"
    return lambda key: asked.url(f"/api/r/{room}/pictures/{key}?face={face}")


def board_html(
    session: Session,
    sheet: str,
    locale: str,
    viewer: str | None,
    *,
    picture: Callable[[str], str] | None = None,
    heading: bool = True,
    level: int = 2,
    only: Collection[str] = (),
) -> Markup:
    """A sheet of a session as a fragment, as `viewer` may see it, its title a heading of `level`. `picture` gives the
    address of a picture by its key; without it a picture's words stand for it until a script shows it. `only` are the
    sections that are shown, as large as there is room for; all of them, as the canvas has them, when there are none.

    Raises UnknownId and Refused as `Session.view` does."""
    view = cast("SheetView", session.view(f"canvas:{sheet}", locale, viewer=viewer))
    if only:
        view = evolve(view, sections=tuple(one for one in view.sections if one.id in only))
    some = bool(only) and len(view.sections) < len(view.grid.areas)
    return _drawn(view, kept_alive_by(session, view), locale, picture, heading=heading, level=level, some=some)


def kept_alive_by(session: Session, view: SheetView) -> str:
    """`sheet` for one that lives from the page's own knowledge; `compass` or `all` for one that is put together from
    others, which the server draws anew. A result of which nothing shown is compiled by a fill is a sheet as any."""
    flow, name = session.definitions.flow, view.id
    if view.what == "compass" and {fill.section for fill in flow.fill} & {section.id for section in view.sections}:
        return "compass"
    together = instance_of(name) is None and flow.per(base_of(name)) != "session"
    return "all" if together and not any(sheet == name for sheet, _ in session.state.boxes) else "sheet"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return environment()


def _drawn(
    view: SheetView,
    what: str,
    locale: str,
    picture: Callable[[str], str] | None,
    *,
    heading: bool,
    level: int,
    some: bool,
) -> Markup:
    t, tones = partial(words.said, locale), max(len(view.theme.notes), 1)

    def hidden(count: int) -> str:
        return t("board.hidden-one" if count == 1 else "board.hidden", count=count) if count else ""

    def votes(entry: EntryView) -> str:
        return t("board.vote-count" if entry.votes == 1 else "board.votes-count", count=entry.votes)

    def figure(section: SectionView) -> Markup:
        drawn = drawing(section, view.words)
        return Markup("") if drawn is None else Markup(written(drawn))  # noqa: S704 - made of escaped parts

    def class_of(section: SectionView, entry: EntryView) -> str:
        kind = _KINDS.get(section.draw) or ("statement-of" if _stands_alone(section) else "note")
        toned = f" tone-{_tone(entry, view, tones)}" if kind == "note" else ""
        marked = {
            "is-chosen": entry.picked and view.what == "sheet",
            "is-lonely": entry.unanswered,
            "is-private": entry.private,
        }
        return kind + toned + "".join(f" {name}" for name, holds in marked.items() if holds)

    def grouped(section: SectionView, found: Sequence[EntryView]) -> Iterator[_Group]:
        if not any(entry.cluster in section.clusters for entry in found):
            yield _Group("", None, tuple(found))
            return
        for title, is_cluster, _, some in bound(found, section, view.words, 0):
            yield _Group(some[0].cluster if is_cluster else "", title, tuple(some))

    context = {
        "view": view, "what": what, "heading": heading, "level": level, "some": some, "tones": tones, "t": t,
        "hidden": hidden, "votes": votes, "figure": figure, "class_of": class_of, "grouped": grouped,
        "list_of": _list_of,
        "picture": lambda key: picture(str(key)) if picture and key in view.pictures else "",
        "remarks": lambda section: remarks(section, view.words) if view.what == "sheet" else (),
        "beside": _beside, "score": said, "marks": marks, "yes": is_yes, "fields_by_id": _by_id,
        "signed": lambda entry: " · ".join(signature(entry)),
    }  # fmt: skip
    return Markup(_templates().get_template("board/board.html").render(context))  # noqa: S704 - made by a template


def _stands_alone(section: SectionView) -> bool:
    return section.draw in _ALONE or (section.draw == "notes" and section.look == "statement")


def _list_of(section: SectionView) -> str:
    return "said" if _stands_alone(section) else _LISTS.get(section.draw, "notes")


def _beside(section: SectionView, entry: EntryView) -> tuple[FieldView, ...]:
    """Its fields without those that its drawing shows by itself."""
    apart = [field_of(entry.fields, kind) for kind in _SHOWN_APART.get(section.draw, ())]
    return tuple(one for one in entry.fields if not any(one is other for other in apart))


class _Fields(dict[str, FieldView | None]):
    """Fields by id; None for one that there is not."""

    def __missing__(self, key: str) -> None:
        return None


def _by_id(entry: EntryView) -> _Fields:
    return _Fields({field.id: field for field in entry.fields})


def _tone(entry: EntryView, view: SheetView, tones: int) -> int:
    """A note's own tone, else one by its id, so that none changes when others come (as board/cards.js has it)."""
    if entry.colour in view.theme.notes:
        return view.theme.notes.index(entry.colour)
    total = 0
    for letter in entry.id:
        total = (total + ord(letter)) % 9973
    return total % tones
