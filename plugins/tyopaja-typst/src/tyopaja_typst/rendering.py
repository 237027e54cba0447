"""From a view to a file: data in as JSON, a template chosen by the kind of view, Typst called, bytes out.

A compiler is kept for each thread, for it may be used by one at a time; the fonts are read once and shared. The
same view gives the same bytes: what a PDF says of its making is a fixed moment, not a clock's."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tyopaja.views.nodes import SheetView, SpreadView, View
from tyopaja_typst.data import data_of, kind_of
from tyopaja_typst.pictures import files_of
from tyopaja_typst.wishes import Wishes, granted

if TYPE_CHECKING:
    import typst

Format = Literal["pdf", "png", "svg"]

MADE = 1_767_225_600
"""2026-01-01T00:00Z, written into every PDF in a clock's stead."""
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""To keep for decades (PDF/A-2a), and for readers who listen (PDF/UA-1)."""
PPI = {"a4": 200.0, "a3": 200.0, "a2": 141.0, "a1": 100.0}
"""Pixels per inch: a sheet of any size comes out some 2,300 or 3,300 pixels wide, an A4 1,650."""
LONG_PICTURE = 30_000
"""Characters of data beyond which a picture is drawn coarser, so that a year's worth of notes still fits memory."""

_HERE = Path(__file__).resolve().parent
_lock = threading.Lock()
_local = threading.local()
_fonts: typst.Fonts | None = None


def render(view: View, format: Format, **options: Any) -> bytes:
    """`view` as a file of `format`; `options` are those of `Wishes`.

    A text never makes it fail: should a font let us down in spite of the table of coverage, it is set again with
    every unusual character named by its code point. Raises Refused for a design that there is not.
    """
    import typst

    wishes = Wishes(**options)
    view = granted(view, wishes)
    try:
        return _compiled(view, format, wishes, plainly=False)
    except typst.TypstError:
        return _compiled(view, format, wishes, plainly=True)


def _compiled(view: View, format: Format, wishes: Wishes = Wishes(), *, plainly: bool) -> bytes:  # noqa: B008
    data = json.dumps(data_of(view, wishes, picture=format != "pdf", plainly=plainly), ensure_ascii=False)
    # Data goes in as a file. As an input (`sys.inputs`) it would be part of the library that every template is read
    # with, and with each new view all of them would be read anew.
    files: Any = {  # a mapping of files is part of what `compile` takes, but not of what its stub says
        "main.typ": f'#import "/{kind_of(view).template}.typ": render\n#render(json("/data.json"))\n'.encode(),
        "data.json": data.encode(),
        **files_of(view),
    }
    made = compiler().compile(
        input=files,
        format=format,
        pdf_standards=STANDARDS if format == "pdf" else [],
        ppi=_ppi(view, len(data), wishes) if format == "png" else None,
        timestamp=MADE,
    )
    assert isinstance(made, bytes)
    return made


def _ppi(view: View, length: int, wishes: Wishes) -> float:
    sheet = view.asked if isinstance(view, SpreadView) else view
    base = PPI[sheet.grid.paper] if isinstance(sheet, SheetView) else PPI["a4"]
    if isinstance(view, SpreadView) and wishes.paper != "canvas":
        base = PPI[wishes.paper]
    return base * min(1.0, (LONG_PICTURE / length) ** 0.5) if length > LONG_PICTURE else base


def compiler() -> typst.Compiler:
    """This thread's compiler, made when it is first needed."""
    import typst

    global _fonts
    found: typst.Compiler | None = getattr(_local, "compiler", None)
    if found is None:
        with _lock:
            if _fonts is None:
                _fonts = typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
                )
        found = _local.compiler = typst.Compiler(root=_HERE / "templates", font_paths=_fonts)
    return found
