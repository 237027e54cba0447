"""The pictures of a view as files for Typst.

What is handed to Typst in memory must be text, so each picture travels inside a drawing of its size. One that turns
out not to be a picture leaves its place empty and never costs the page."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping

from tyopaja.views.nodes import Picture, ReportView, SheetView, SpreadView, View

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}"'
    ' height="{height}" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}"'
    ' xlink:href="data:{media_type};base64,{data}"/></svg>'
)


def files_of(view: View) -> Mapping[str, bytes]:
    """Path → file, for every picture that a view shows."""
    found = {key: one for sheet in _sheets(view) for key, one in sheet.pictures.items()}
    return {path_of(key).lstrip("/"): _drawing(one) for key, one in found.items()}


def path_of(key: str) -> str:
    """Where a template finds the picture of a key."""
    return f"/pictures/{hashlib.sha256(key.encode()).hexdigest()[:32]}.svg"


def _sheets(view: View) -> Iterator[SheetView]:
    if isinstance(view, SheetView):
        yield view
    elif isinstance(view, SpreadView):
        yield from (view.asked, view.answering)
    elif isinstance(view, ReportView):
        yield from (sheet for chapter in view.chapters for sheet in chapter.sheets)
        if view.result:
            yield view.result


def _drawing(one: Picture) -> bytes:
    data = b64encode(one.data).decode()
    width, height = max(1, one.width), max(1, one.height)
    return _SVG.format(width=width, height=height, media_type=one.media_type, data=data).encode()
