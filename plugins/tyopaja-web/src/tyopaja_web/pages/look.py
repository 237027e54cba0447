"""The pack's look as a style sheet: colours with what follows from them, and where the boxes of each sheet stand.

A sheet of its own, but for the phone's page, in which it stands; who has it already asks whether it is as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import Definitions, Theme
from tyopaja.renderers.html.colours import ink_on, lifted, mix, night, note_tones, safe, softened, sound
from tyopaja.views.sections import colour as colour_of
from tyopaja.views.sheets import grid

if TYPE_CHECKING:
    from tyopaja_web.pages.asking import Asked

_NAME: Final = re.compile("[A-Za-z0-9_-]+")


async def look(asked: Asked) -> Response:
    """The style sheet of a room."""
    css = look_of(asked.room.definitions)
    tag = f'"{hashlib.sha256(css.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if asked.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(css, media_type="text/css; charset=utf-8", headers=headers)


def look_of(definitions: Definitions) -> str:
    """The style sheet of some definitions."""
    canvases = {canvas.id: canvas for canvas in definitions.canvases.values()}
    return _look(_Drawn(definitions.pack.theme, tuple(canvases.values())))


class _Drawn:
    """What a look is made of; the same when it is the same objects: comparing them would take longer than drawing."""

    def __init__(self, theme: Theme, canvases: tuple[Canvas, ...]) -> None:
        self.theme, self.canvases = theme, canvases
        self._ids = (id(theme), *map(id, canvases))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn) and self._ids == other._ids


@lru_cache(maxsize=32)
def _look(drawn: _Drawn) -> str:
    theme = sound(drawn.theme)
    dark = night(theme)
    light = [*_tones(theme, ground=mix(theme.accent, theme.paper, 0.05)), *_notes(theme)]
    for canvas in drawn.canvases:
        light += _boxes(canvas, theme, None)
    shade = list(_tones(dark, ground=mix(dark.paper, "#000000", 0.72)))
    for canvas in drawn.canvases:
        shade += _boxes(canvas, theme, dark)
    places = [line for canvas in drawn.canvases for line in _grid(canvas)]
    return "\n".join(
        [
            *light,
            "@media screen and (prefers-color-scheme: dark) {",
            *shade,
            "}",
            "@container board (min-width: 46rem) {",
            *places,
            "}",
            "",
        ]
    )


def _tones(theme: Theme, ground: str) -> Iterator[str]:
    """The tones of pages, each clear enough on what it stands on. `ground` is what lies behind the paper."""
    ink, paper, accent = theme.ink, theme.paper, theme.accent
    lightest = max((paper, ground), key=lambda one: _nearness(one, ink))
    tones = {
        "ink": ink_on(lightest, ink),
        "paper": paper,
        "ground": ground,
        "accent": accent,
        "on-accent": ink_on(accent, "#ffffff"),
        "link": ink_on(lightest, accent),
        "quiet": softened(ink_on(lightest, ink), lightest),
        "line": mix(ink, paper, 0.18),
    }
    yield ":root {" + " ".join(f"--{name}: {tone};" for name, tone in tones.items()) + "}"


def _nearness(ground: str, ink: str) -> float:
    """How near a ground is to the ink that stands on it, channel by channel."""
    channels = [(int(ground[at : at + 2], 16), int(ink[at : at + 2], 16)) for at in (1, 3, 5)]
    return -sum(abs(one - other) for one, other in channels)


def _notes(theme: Theme) -> Iterator[str]:
    for place, one in enumerate(theme.notes):
        yield f".tone-{place} {{{note_tones(one, theme.ink)}}}"


def _boxes(canvas: Canvas, theme: Theme, dark: Theme | None) -> Iterator[str]:
    """The colours of each box, by day or, where a dark theme is given, by night."""
    for name, section in canvas.section.items():
        colour = safe(colour_of(theme, section), theme.accent)
        if dark is None:
            tones = {
                "c": colour,
                "soft": mix(colour, "#ffffff", 0.08),
                "edge": mix(colour, "#ffffff", 0.35),
                "fill": colour,
                "on-c": ink_on(colour, "#ffffff"),
            }
        else:
            soft = mix(colour, dark.paper, 0.2)
            clear = lifted(colour, soft)
            tones = {
                "c": clear,
                "soft": soft,
                "edge": mix(lifted(colour, dark.paper), dark.paper, 0.4),
                "fill": colour,
                "on-c": ink_on(clear, "#0c1014"),
            }
        yield f"{_box(canvas, name)} {{" + " ".join(f"--{key}: {tone};" for key, tone in tones.items()) + "}"


def _grid(canvas: Canvas) -> Iterator[str]:
    """Where the boxes stand, where there is room for them beside each other."""
    drawn = grid(canvas.layout, list(canvas.section))
    columns = " ".join(f"minmax(0, {share:g}fr)" for share in drawn.columns)
    rows = " ".join(f"minmax(calc(var(--row, 6rem) * {share:g}), auto)" for share in drawn.rows)
    cells = [["."] * len(drawn.columns) for _ in drawn.rows]
    for area in drawn.areas:
        for row in cells[area.y : area.y + area.height]:
            row[area.x : area.x + area.width] = [f"a-{_class(area.section)}"] * area.width
    areas = " ".join(f'"{" ".join(row)}"' for row in cells)
    lines = f"grid-template-columns: {columns}; grid-template-rows: {rows}; grid-template-areas: {areas};"
    yield f"{_board(canvas)} {{{lines}}}"
    for area in drawn.areas:
        yield f"{_box(canvas, area.section)} {{grid-area: a-{_class(area.section)};}}"


def _board(canvas: Canvas) -> str:
    return f'.board[data-canvas="{_class(canvas.id)}"]'


def _box(canvas: Canvas, section: str) -> str:
    return f"{_board(canvas)} > .area-{_class(section)}"


def _class(name: str) -> str:
    """An id as a part of a selector; ids have nothing else in them, and what had would be left out."""
    return "".join(_NAME.findall(name))
