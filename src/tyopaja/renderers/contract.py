"""What a renderer is: a function from a view to files, with what there is to say about it.

A renderer is pure: the same view gives the same bytes. It never looks at state, definitions, clock or disk
other than its own package's files."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from tyopaja.views.nodes import View

ALL_VIEWS = ("compass", "sheet", "session", "report", "spread", "plan", "person")
"""The values of a view's `what`."""
FIRST_VIEWS = ("compass", "sheet", "session", "report")
"""Those that a renderer shows unless it says otherwise. The list never grows: a renderer that says nothing was written
for these, and is never handed a view that came later."""


@frozen
class Rendition:
    """What a renderer made: one file."""

    media_type: str
    """As in an HTTP `Content-Type`."""
    suffix: str
    """With its dot: `.pdf`."""
    data: bytes

    @property
    def text(self) -> str:
        """The data as text, for formats that are text (UTF-8)."""
        return self.data.decode("utf-8")


def _as_tuple(views: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (views,) if isinstance(views, str) else tuple(views)


@frozen
class Renderer:
    """One output format."""

    format: str
    """The name that `export --as` takes, unique among all plugins."""
    render: Callable[[View], bytes | str]
    """The work: text is encoded as UTF-8."""
    media_type: str = field(kw_only=True)
    suffix: str = field(kw_only=True)
    """With its dot: `.pdf`."""
    title: str = field(kw_only=True, default="")
    """One line for `tyopaja list renderers`."""
    views: tuple[str, ...] = field(kw_only=True, default=FIRST_VIEWS, converter=_as_tuple)
    """Which views it can show: any of `compass`, `sheet`, `session`, `report`, `spread`, `plan`, `person`; the first
    four when left out."""
