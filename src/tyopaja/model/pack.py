"""A pack: a folder of definitions, with what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.flow import Flow
from tyopaja.model.kinds import Kind
from tyopaja.model.text import Text

FORMAT = 1
"""The grammar of definition files that this tyopaja reads."""


@frozen(kw_only=True)
class Theme:
    """Colours for screen and print. Text colours must be readable on what they stand on (WCAG 2.2 AA)."""

    ink: str = "#1d2733"
    """Text and lines, as `#rrggbb`."""
    accent: str = "#0a6775"
    """Headings and coloured areas; white text stands on it."""
    paper: str = "#ffffff"
    """The ground."""
    notes: tuple[str, ...] = ("#fff3b0", "#cdeac0", "#bde0fe")
    """Note colours, used in turn; ink stands on them."""
    colours: Mapping[str, str] = field(factory=dict)
    """Named colours that sections may ask for; white text stands on them."""


@frozen(kw_only=True)
class Change:
    """A section that this version of the pack renames, or puts together with another: `upgrade` moves what people
    wrote in it."""

    version: str
    """The version of the pack in which it was so changed, PEP 440."""
    canvas: str
    """The canvas's id."""
    from_: str
    """The section, or `section.part`, as it was called before."""
    to: str
    """The section, or `section.part`, in which its entries belong now."""


@frozen(kw_only=True)
class Pack:
    """What `pack.toml` says, and the canvases and flows found beside it."""

    id: str
    """The pack's name, unique among all that are loaded."""
    format: int
    """The grammar that the files are written in: 1."""
    version: str
    """The version of the content, PEP 440."""
    engine: str = ">=0.1"
    """The versions of tyopaja that it runs on, as a PEP 440 specifier."""
    title: Text
    """The pack's name for people."""
    locales: tuple[str, ...] = ()
    """The languages that are promised, as BCP 47 tags; `check` lists what is missing."""
    locale: str = "en"
    """What a bare string is written in, and the last fall-back."""
    designer: str = ""
    """Who designed the canvases; printed on every sheet."""
    licence: str = ""
    """An SPDX id; printed with its address."""
    theme: Theme = Theme()
    """Colours for screen and print."""
    kind: Mapping[str, Kind] = field(factory=dict)
    """The pack's own kinds of sections, by name."""
    activity: Mapping[str, Activity] = field(factory=dict)
    """The pack's own activities, by name: steps of its flows may name them."""
    change: tuple[Change, ...] = ()
    """What became of sections that earlier versions had."""
    canvases: Mapping[str, Canvas] = field(factory=dict)
    """By id; found as files, not a key."""
    flows: Mapping[str, Flow] = field(factory=dict)
    """By id; found as files, not a key."""
    templates: Mapping[str, str] = field(factory=dict)
    """What renderers are given to lay out by, file name → its text; found as files, not a key."""


@frozen(kw_only=True)
class Definitions:
    """All that one session runs on, and nothing else: kept with it by content hash."""

    pack: Pack
    """The flow's pack, without its other canvases and flows."""
    flow: Flow
    """The flow that runs."""
    canvases: Mapping[str, Canvas]
    """Sheet name → the canvas that it is filled on."""

    @classmethod
    def of(cls, pack: Pack, flow: Flow, canvases: Mapping[str, Canvas]) -> Definitions:
        """Cut out of `pack` what a session of `flow` needs; `canvases` is by sheet name.

        Built-in kinds are written into the canvases too: a kind that a later tyopaja has otherwise changes no session.
        """
        return cls(
            pack=evolve(pack, canvases={}, flows={}, kind={}, change=()),
            flow=flow,
            canvases={sheet: _with_kinds(canvas) for sheet, canvas in canvases.items()},
        )


def _with_kinds(canvas: Canvas) -> Canvas:
    used = {canvas.kind_of(section) for section in canvas.section} - canvas.kinds.keys()
    return evolve(canvas, kinds={**canvas.kinds, **{name: KINDS[name] for name in sorted(used) if name in KINDS}})
