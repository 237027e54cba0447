"""From a view to a file: data in as JSON, a template chosen by the kind of view, Typst called, bytes out.

A compiler is kept for each thread, for it may be used by one at a time; the fonts are read once and shared. The
same view gives the same bytes: what a PDF says of its making is a fixed moment, not a clock's."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import evolve

from tyopaja.views.nodes import SheetView, SpreadView, View
from tyopaja_typst.apart import plainly_again, set_apart
from tyopaja_typst.data import data_of, kind_of
from tyopaja_typst.designs import files_of_pack, own_design
from tyopaja_typst.options import DESIGNS
from tyopaja_typst.pictures import files_of
from tyopaja_typst.wishes import Wishes, granted

if TYPE_CHECKING:
    import typst

Format = Literal["pdf", "png", "svg"]
Printed = bytes | Mapping[str, bytes]
"""A file; or one for each page, by name, of a format that has no pages."""

MADE = 1_767_225_600
"""2026-01-01T00:00Z, written into every PDF in a clock's stead."""
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""To keep for decades (PDF/A-2a), and for readers who listen (PDF/UA-1)."""
PPI = {"a4": 200.0, "a3": 200.0, "a2": 141.0, "a1": 100.0}
"""Pixels per inch: a sheet of any size comes out some 2,300 or 3,300 pixels wide, an A4 1,650."""
PAGES_PPI = 150.0
"""The same for pages that are a picture each."""
LONG_PICTURE = 30_000
"""Characters of data beyond which a picture is drawn coarser, so that a year's worth of notes still fits memory."""

_HERE = Path(__file__).resolve().parent
_lock = threading.Lock()
_local = threading.local()
_fonts: typst.Fonts | None = None


@overload
def render(view: View, format: Literal["pdf"], **options: Any) -> bytes: ...
@overload
def render(view: View, format: Format, **options: Any) -> Printed: ...
def render(view: View, format: Format, **options: Any) -> Printed:
    """`view` as a file of `format`; `options` are those of `Wishes`.

    A text never makes it fail: should a font let us down in spite of the table of coverage, it is set again with
    every unusual character named by its code point. Raises Refused for a design that there is not, and
    for one of a pack that does not work (`Apart.pages`).
    """
    import typst

    wishes = Wishes(**options)
    if own := own_design(view, wishes.design):
        wishes = evolve(wishes, design=DESIGNS[0])
        return plainly_again(lambda plainly: _apart(granted(view, wishes), format, wishes, own, plainly=plainly))
    view = granted(view, wishes)
    for how in _WAYS[:-1]:
        try:
            return _compiled(view, format, wishes, **how)
        except typst.TypstError:
            continue
    return _compiled(view, format, wishes, **_WAYS[-1])


_WAYS: tuple[dict[str, bool], ...] = ({"planned": True}, {}, {"plainly": True})
"""How a view is set: by a plan where there is one; tried until all fits, where it was not as planned; and with unusual
characters named."""


def _compiled(
    view: View,
    format: Format,
    wishes: Wishes = Wishes(),  # noqa: B008
    *,
    plainly: bool = False,
    planned: bool = False,
) -> Printed:
    data = _data(view, format, wishes, plainly=plainly, planned=planned)
    # Data goes in as a file. As an input (`sys.inputs`) it would be part of the library that every template is read
    # with, and with each new view all of them would be read anew.
    files = {
        "main.typ": f'#import "/{kind_of(view).template}.typ": render\n#render(json("/data.json"))\n'.encode(),
        "data.json": data.encode(),
        **files_of(view),
    }
    return _named(compile_files(files, format, _ppi(view, len(data), wishes), compiler()), format)


def _apart(view: View, format: Format, wishes: Wishes, own: str, *, plainly: bool) -> Printed:
    data = _data(view, format, wishes, plainly=plainly)
    files = {
        **files_of_pack(view, own),
        "data.json": data,
        **{path: picture.decode() for path, picture in files_of(view).items()},
    }
    pages = set_apart(own, {"files": files, "format": format, "ppi": _ppi(view, len(data), wishes)})
    return _named(pages[0] if len(pages) == 1 else pages, format)


def _data(view: View, format: Format, wishes: Wishes, *, plainly: bool, planned: bool = False) -> str:
    data = data_of(view, wishes, picture=format != "pdf", plainly=plainly, planned=planned)
    return json.dumps(data, ensure_ascii=False)


def compile_files(
    files: Mapping[str, bytes], format: Format, ppi: float, compiler: typst.Compiler
) -> bytes | list[bytes]:
    """What Typst makes of `files`, path → what is in it, beginning with `main.typ`: a file, or several of one page each
    of a format that has no pages. `ppi` is for PNG. Raises TypstError."""
    given: Any = dict(files)  # a mapping of files is part of what `compile` takes, but not of what its stub says
    made = compiler.compile(
        input=given,
        format=format,
        pdf_standards=STANDARDS if format == "pdf" else [],
        ppi=ppi if format == "png" else None,
        timestamp=MADE,
    )
    assert made is not None  # nothing is returned only where it is written to a path
    return made


def _named(made: bytes | list[bytes], format: Format) -> Printed:
    """Several pages each as a file, named so that they are read in their order."""
    if isinstance(made, bytes):
        return made
    digits = len(str(len(made)))
    return {f"{number:0{digits}}.{format}": page for number, page in enumerate(made, start=1)}


def _ppi(view: View, length: int, wishes: Wishes) -> float:
    if kind_of(view).paged:
        return PAGES_PPI
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


def compiler_apart(packages: Path) -> typst.Compiler:
    """One that looks for packages in that folder only, and puts those that it fetches there."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")])
    return typst.Compiler(
        root=_HERE / "templates", font_paths=fonts, package_path=packages, package_cache_path=packages
    )
