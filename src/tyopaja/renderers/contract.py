"""What a renderer is: a function from a view to files, with what there is to say about it.

A renderer is pure: the same view gives the same bytes. It never looks at state, definitions, clock or disk
other than its own package's files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from attrs import field, frozen

from tyopaja.renderers.options import Option

ALL_VIEWS = (
    "compass", "sheet", "session", "report", "spread", "plan", "person", "workbook", "name-tags", "table-signs",
)  # fmt: skip
"""The values of a view's `what`."""
FIRST_VIEWS = ("compass", "sheet", "session", "report")
"""Those that a renderer shows unless it says otherwise. The list never grows: a renderer that says nothing was written
for these, and is never handed a view that came later."""

Made = bytes | str | Mapping[str, bytes | str]
"""What a renderer returns: a file; or several, by name. A name is a path below the folder that they belong into, with /
between."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The moment that is written into archives: the earliest that they can hold, so that equal files give equal bytes."""


@frozen
class Rendition:
    """What a renderer made: one file, or several as an archive."""

    media_type: str
    """As in an HTTP `Content-Type`."""
    suffix: str
    """With its dot: `.pdf`."""
    data: bytes
    files: Mapping[str, bytes] = field(factory=dict)
    """Where there are several: each by its name, a path with /; `data` is then a zip of them. Empty for one file."""

    @property
    def text(self) -> str:
        """The data as text, for formats that are text (UTF-8)."""
        return self.data.decode("utf-8")


def rendition(renderer: Renderer, made: object) -> Rendition:
    """What was made, as a rendition. Raises TypeError for what is no `Made`, ValueError for a name that leads out of
    its folder."""
    if isinstance(made, Mapping):
        files = {_safe(name): _as_bytes(data) for name, data in made.items()}
        if not files:
            raise ValueError("no file at all")
        return Rendition("application/zip", ".zip", _zipped(files), files)
    return Rendition(renderer.media_type, renderer.suffix, _as_bytes(made))


def _as_bytes(made: object) -> bytes:
    if isinstance(made, str):
        return made.encode("utf-8", errors="replace")
    if not isinstance(made, bytes):
        raise TypeError(f"{type(made).__name__}, not as bytes or text")
    return made


def _safe(name: object) -> str:
    path = PurePosixPath(str(name))
    if not path.parts or path.is_absolute() or ".." in path.parts or any(mark in str(name) for mark in "\\\0:"):
        raise ValueError(f"a file named {name!r}, which leads out of its folder")
    return str(path)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _as_tuple(views: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (views,) if isinstance(views, str) else tuple(views)


def _as_options(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(options)


@frozen
class Renderer:
    """One output format."""

    format: str
    """The name that `export --as` takes, unique among all plugins."""
    render: Callable[..., Made]
    """The work: called with a view, and with every one of `options` by name, a dash in it as `_`. Text is encoded as
    UTF-8."""
    media_type: str = field(kw_only=True)
    """Of one file."""
    suffix: str = field(kw_only=True)
    """With its dot: `.pdf`."""
    title: str = field(kw_only=True, default="")
    """One line for `tyopaja list renderers`."""
    views: tuple[str, ...] = field(kw_only=True, default=FIRST_VIEWS, converter=_as_tuple)
    """Which views it can show: any of `compass`, `sheet`, `session`, `report`, `spread`, `plan`, `person`, `workbook`,
    `name-tags`, `table-signs`; the first four when left out."""
    options: tuple[Option, ...] = field(kw_only=True, default=(), converter=_as_options)
    """What may be chosen about it. The language is none of them: a view is in one already."""
