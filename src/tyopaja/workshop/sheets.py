"""A canvas by itself, found among the packs and made into a sheet to render."""

from __future__ import annotations

from collections.abc import Sequence

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import Pack
from tyopaja.model.text import tag_of
from tyopaja.texts import say
from tyopaja.views.nodes import SheetView
from tyopaja.views.samples import sample


def sheet_of(packs: Sequence[Pack], name: str, pack: str | None, locale: str | None, *, filled: bool) -> SheetView:
    """The sheet of a canvas, called `canvas` or `pack/canvas`. Raises UnknownId; Refused for two of one name, and for
    what is no locale at all."""
    home, canvas = _found(packs, name, pack)
    tag = tag_of(locale or home.locale)
    if tag is None:
        raise Refused("bad-locale", say(home.locale, "refusal.bad-locale", locale=locale), locale=locale)
    return sample(home, canvas, tag, filled)


def _found(packs: Sequence[Pack], name: str, pack: str | None) -> tuple[Pack, Canvas]:
    where, _, name = name.rpartition("/")
    where = where or pack or ""
    if where and where not in {one.id for one in packs}:
        raise UnknownId("pack", where, (one.id for one in packs))
    among = [one for one in packs if where in ("", one.id)]
    found = [one for one in among if name in one.canvases]
    if len(found) > 1:
        both = ", ".join(f"{one.id}/{name}" for one in found)
        raise Refused("two-canvases", f"More than one pack has a canvas '{name}': {both}. Say which.", canvas=name)
    if not found:
        raise UnknownId("canvas", name, (canvas for one in among for canvas in one.canvases))
    return found[0], found[0].canvases[name]
