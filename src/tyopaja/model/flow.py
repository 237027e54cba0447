"""A flow: the definition of a workshop or a series, as flat lists of steps, moves and fills.

The attributes are the keys of the TOML format, with `_` for `-` (and `in_` for `in`). What runs is the chart
that `tyopaja.charts` compiles from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from tyopaja.model.text import NO_TEXT, Text

_DURATION = re.compile(r"(?:(?P<hours>[0-9]{1,4}) ?h)? ?(?:(?P<minutes>[0-9]{1,5}) ?min)?")
_TOO_LONG = 10_000 * 60


@frozen
class Duration:
    """A planned length of time, written like `25 min`, `3 h` or `1 h 30 min`."""

    minutes: int

    @classmethod
    def parse(cls, written: str) -> Duration | None:
        """The length that is written; None for what is not of the form, and for no time at all."""
        found = _DURATION.fullmatch(written.strip())
        minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0) if found else 0
        return cls(minutes) if 0 < minutes < _TOO_LONG else None

    def __str__(self) -> str:
        hours, minutes = divmod(self.minutes, 60)
        parts = [f"{hours} h"] if hours else []
        if minutes or not hours:
            parts.append(f"{minutes} min")
        return " ".join(parts)


@frozen
class Condition:
    """A named test with its options, or `all`, `any`, `not` of others. Data only: nothing is ever evaluated.

    A leaf's `table` is as it was written, `{"entries-in": "profiili.tarpeet", "at-least": 3}`: the one key that
    is the name of a known condition names it, the rest are its options.
    """

    join: Literal["all", "any", "not", "leaf"]
    of: tuple[Condition, ...] = ()
    """The conditions joined; one for `not`, none for a leaf."""
    table: Mapping[str, Any] = field(factory=dict)
    """A leaf's keys and values; empty for the others."""


@frozen
class Joining:
    """How many of the ways that run side by side must be done before it goes on: written `"all"`, a number, or
    `"facilitator"`."""

    rule: Literal["all", "quorum", "facilitator"] = "all"
    quorum: int = 0
    """How many, for `quorum`."""

    @classmethod
    def parse(cls, written: object) -> Joining | None:
        """The rule that is written; None for what is none."""
        if type(written) is int:
            return cls("quorum", written) if written > 0 else None
        if written in ("all", "facilitator"):
            return cls("facilitator" if written == "facilitator" else "all")
        return None

    def written(self) -> str | int:
        """As definitions write it."""
        return self.quorum if self.rule == "quorum" else self.rule


@frozen(kw_only=True)
class Groups:
    """How people are put into groups when a step is entered."""

    size: int | None = None
    """How many people a group has, about: the groups differ by one at most."""
    count: int | None = None
    """How many groups there are."""
    mix: bool = False
    """Whether they are drawn anew where there are groups already."""


@frozen(kw_only=True)
class SheetUse:
    """A canvas filled in this flow, under a name of its own."""

    canvas: str
    """The canvas's id; `pack/canvas` for one of another pack."""
    title: Text = NO_TEXT
    """What this sheet is called here; the canvas's title when left out."""
    per: Literal["session", "group", "participant"] = "session"
    """Whether everybody fills one sheet (`session`), or each group or each participant one of their own."""
    beside: str | None = None
    """The sheet whose entries are answered here, where several are filled on the canvas that this one answers."""


@frozen(kw_only=True)
class Step:
    """One step of a flow."""

    id: str
    """What the step is called in the flow."""
    title: Text
    """What people see."""
    purpose: Text = NO_TEXT
    """A sentence or two that the facilitator says when the step begins."""
    in_: str | None = None
    """The step it is part of; the flow itself when left out."""
    order: Literal["sequence", "parallel", "free"] = "sequence"
    """How the steps inside it run: one after the other, all at a time, or in the order that people choose."""
    for_each: Literal["group", "participant"] | None = None
    """Whether it runs once for each group or participant, each with a place of its own in it."""
    groups: Groups | None = None
    """How the groups are made when it is entered; those that there are stay when it is left out."""
    join: Joining = Joining()
    """How many of the steps that run side by side in it, or of the groups or participants, must be done before it goes
    on: `"all"`, a number, or `"facilitator"` when the facilitator says so."""
    final: bool = False
    """Whether what it is part of is done as soon as it is reached. Nothing is done in it."""
    activity: str = "present"
    """What may be done in it: `present`, `fill`, `brainstorm`, `reveal`, `group`, `vote`, `decide`, `recap`, `break`,
    `check-in` or `approve`, or one of the pack's own."""
    on: tuple[str, ...] = ()
    """The sheets (`profiili`), sections (`profiili.tarpeet`) or parts (`empatia.tuntee.kipu`) it works on."""
    gather: tuple[str, ...] = ()
    """Sheets that each group or participant has filled: when it is entered, what is on all of them comes together on
    one that everybody sees, each entry with its origin."""
    time: Duration | None = None
    """How long it is planned to take."""
    after_time: Literal["remind", "advance"] = "remind"
    """What happens when the time is over: everybody is told, or it goes on by itself where its needs are met."""
    needs: Condition | None = None
    """What must hold before it is left forwards; a facilitator may override it with a reason."""
    votes: int = 3
    """For activity `vote`: how many votes each participant has."""
    several: bool = False
    """For activity `vote`: whether one may give an entry several of one's votes."""
    secret: bool = False
    """For activity `vote`: whether nobody sees the votes until the step is over."""
    private: bool = False
    """For steps in which people write: whether each sees only their own entries until they are revealed."""
    of: str | None = None
    """For activity `recap`: the step whose results are shown."""

    def together(self, minutes: Iterable[int]) -> int:
        """How many minutes steps inside it take that take so many each: one after the other, the longest of those side
        by side, and where some of them are enough, the shortest of them."""
        counting = sorted(minutes)
        if self.order != "sequence" and self.join.rule == "quorum":
            counting = counting[: self.join.quorum]
        return max(counting, default=0) if self.order == "parallel" else sum(counting)


@frozen(kw_only=True)
class Move:
    """A way that is not simply the next step: a loop, a jump, a choice."""

    from_: str
    """The step it leads away from; one with steps inside it means any of them."""
    to: str
    """The step it leads to."""
    on: str = "next"
    """The event that takes it; `next` is what `advance` sends."""
    label: Text = NO_TEXT
    """What the facilitator's button says."""
    when: Condition | None = None
    """What must hold for it to be taken."""
    resume: Literal["none", "shallow", "deep", "history"] = "none"
    """Whether the step that it leads to begins at its beginning, or where it was when it was left: at the step inside
    it (`shallow`, and `history` means the same), or at the very step inside that (`deep`)."""
    at_most: int | None = None
    """How many times it may be taken in a session; no limit when left out."""


Take = Literal["all", "voted", "picked", "newest"]
"""Which entries: all in their order; those with votes, most first; those picked; the newest first."""


@frozen(kw_only=True)
class Carry:
    """Entries that are copied onto another sheet when its step is entered: a snapshot, each with its origin."""

    from_: str
    """Where from: `sheet.section` or `sheet.section.part`."""
    to: str
    """Where to: a section or a part of another sheet. Taken once, when a step that works there is first entered and
    there is something to take; again when a facilitator asks for it."""
    take: Take = "all"
    """Which entries: all in their order; those with votes, most first; those picked; the newest first."""
    at_most: int | None = None
    """How many of them; no limit when left out."""


@frozen(kw_only=True)
class Fill:
    """What one section of the result is compiled from."""

    section: str
    """The result's section, or `section.part`."""
    from_: str
    """Where from: `sheet.section` or `sheet.section.part`."""
    take: Take = "all"
    """Which entries: all in their order; those with votes, most first; those picked; the newest first."""
    at_most: int | None = None
    """How many of them; no limit when left out."""


@frozen(kw_only=True)
class Flow:
    """A workshop or a series."""

    id: str
    """The file's name without `.toml`; not a key."""
    title: Text
    """The flow's name."""
    purpose: Text = NO_TEXT
    """One sentence on what the flow is for."""
    result: str | None = None
    """The sheet that the flow ends in."""
    sheet: Mapping[str, SheetUse] = field(factory=dict)
    """Sheets by name. A canvas used without one is a sheet by its own id."""
    step: tuple[Step, ...]
    """The steps, in the order of the flow."""
    move: tuple[Move, ...] = ()
    """Ways that are not simply the next step."""
    carry: tuple[Carry, ...] = ()
    """What is copied from sheet to sheet on the way."""
    fill: tuple[Fill, ...] = ()
    """What the result is compiled from."""

    def canvas_of(self, sheet: str) -> str:
        """The id of the canvas that `sheet` is filled on."""
        return self.sheet[sheet].canvas if sheet in self.sheet else sheet

    def sheet_names(self) -> tuple[str, ...]:
        """Every sheet of the flow: those with a table, then those that steps, fills and the result name."""
        names = dict.fromkeys(self.sheet)
        for step in self.step:
            names.update(dict.fromkeys(place.partition(".")[0] for place in (*step.on, *step.gather)))
        for carry in self.carry:
            names.update(dict.fromkeys(place.partition(".")[0] for place in (carry.from_, carry.to)))
        names.update(dict.fromkeys(fill.from_.partition(".")[0] for fill in self.fill))
        if self.result:
            names[self.result] = None
        return tuple(names)

    def per(self, sheet: str) -> Literal["session", "group", "participant"]:
        """Who fills a sheet of the name: all together, each group, or each participant."""
        return self.sheet[sheet].per if sheet in self.sheet else "session"
