"""What the checks of one flow stand on: its places, looked up once, and who may do what where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import Factory, field, fields_dict, frozen

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.outline import Outline
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.converter import key_of
from tyopaja.model.flow import Flow, Step
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Pack
from tyopaja.model.place import Place
from tyopaja.model.play import Vocabulary

WRITING = frozenset({"add", "set"})
"""Commands by which words come onto a sheet."""

Fault = tuple[str, str, str]
"""Code, message and hint."""


@frozen(eq=False)
class Ground:
    """A flow in its pack, with the words that it may use."""

    flow: Flow
    pack: Pack
    vocabulary: Vocabulary
    file: str = field(default=Factory(lambda self: f"flows/{self.flow.id}.toml", takes_self=True))
    """The file that findings are in: the flow's, when nothing else is said."""
    # The same places come again and again: what was found out about them is kept.
    _places: dict[str, Place] = field(init=False, factory=dict)
    _faults: dict[str, Fault | None] = field(init=False, factory=dict)
    _canvases: dict[str, Canvas | None] = field(init=False, factory=dict)
    _doers: dict[str, tuple[tuple[str, Place], ...]] = field(init=False, factory=dict)

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The names that sheets of this flow may have."""
        return frozenset((*self.flow.sheet, *self.pack.canvases))

    @cached_property
    def outline(self) -> Outline | None:
        """The flow's steps as a tree; None when they do not make one."""
        return Outline.of(self.flow)

    @cached_property
    def around(self) -> frozenset[str | None]:
        """The steps that have steps inside them."""
        return frozenset(step.in_ for step in self.flow.step)

    @cached_property
    def loose(self) -> frozenset[str]:
        """The steps in which it is not settled what comes first: side by side, in any order, each group by itself."""
        return frozenset(step.id for step in self.flow.step if step.order != "sequence" or step.for_each is not None)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Step that runs for each group or participant, by itself or inside another → the outermost that says so. What
        stands before the steps that it is part of is in none."""
        found: dict[str, str] = {}
        for step in self.flow.step:
            owner = found.get(step.in_ or "", step.id if step.for_each else None)
            if owner is not None:
                found[step.id] = owner
        return found

    def doers(self, command: str) -> tuple[tuple[str, Place], ...]:
        """Each step in which somebody may give a command, with a place on which."""
        if command not in self._doers:
            giving = {
                name
                for name, activity in self.vocabulary.activities.items()
                if command in activity.participant or command in activity.facilitator
            }
            self._doers[command] = tuple(
                (step.id, self.place(written))
                for step in self.flow.step
                if step.activity in giving
                for written in step.on
            )
        return self._doers[command]

    def place(self, written: str) -> Place:
        """A place as it is written, read once."""
        found = self._places.get(written)
        if found is None:
            found = self._places[written] = Place.parse(written)
        return found

    @cached_property
    def murky(self) -> bool:
        """Whether what some step does is not certain, since a name in it is wrong; nothing may be concluded then."""
        activities = self.vocabulary.activities
        return any(
            step.activity not in activities
            or (activities[step.activity].places and not step.on)
            or any(map(self.fault, step.on))
            for step in self.flow.step
        )

    def canvas(self, sheet: str) -> Canvas | None:
        """The canvas of a sheet; None when there is none, or when it is in another pack."""
        if sheet in self._canvases:
            return self._canvases[sheet]
        where, _, canvas = self.flow.canvas_of(sheet).rpartition("/")
        found = self._canvases[sheet] = self.pack.canvases.get(canvas) if where in ("", self.pack.id) else None
        return found

    def elsewhere(self, sheet: str) -> bool:
        """Whether a sheet's canvas is in another pack, which is not looked into here."""
        where, _, _ = self.flow.canvas_of(sheet).rpartition("/")
        return where not in ("", self.pack.id)

    def fault(self, written: str) -> Fault | None:
        """What is wrong with a place as it is written; None when it is sound or cannot be known here."""
        if written in self._faults:
            return self._faults[written]
        found = self._faults[written] = self._look_up(written)
        return found

    def _look_up(self, written: str) -> Fault | None:
        if "" in written.split("."):
            return bad_place(written)
        place = self.place(written)
        canvas = self.canvas(place.sheet)
        if canvas is None:
            if place.sheet in self.flow.sheet or self.elsewhere(place.sheet):
                return None
            return self.unknown_sheet(place.sheet)
        return fault_on(canvas, place)

    def unknown_sheet(self, sheet: str) -> Fault:
        """What to say of a sheet that there is not."""
        return "unknown-sheet", f"There is no sheet '{sheet}'.", advice(sheet, self.sheets)

    def findings(self, path: KeyPath, written: str) -> Iterator[Finding]:
        """What is wrong with a place, as a finding."""
        if (fault := self.fault(written)) is not None:
            yield self.finding(path, fault)

    def finding(self, path: KeyPath, fault: Fault) -> Finding:
        """A fault at a path of the flow's file."""
        code, message, hint = fault
        return Finding(file=self.file, path=path, code=code, message=message, hint=hint)

    def boxes(self, place: Place) -> Iterator[tuple[Canvas, str]]:
        """The sections that a sound place lies on or covers; none when they cannot be known."""
        canvas = self.canvas(place.sheet)
        if canvas is not None:
            for section in canvas.section if place.section is None else (place.section,):
                yield canvas, section

    def done_on(self, command: str, place: Place) -> Iterator[str]:
        """The steps in which a command may be given somewhere on a place."""
        return (
            step
            for step, there in self.doers(command)
            if there.sheet == place.sheet and (there.covers(place) or place.covers(there))
        )


_LEFT_OUT = {name: one.default for name, one in fields_dict(Step).items()}


def said(step: Step, *names: str) -> list[str]:
    """Of some attributes of a step, the keys of those that are something else than when they are left out."""
    return [key_of(name) for name in names if getattr(step, name) != _LEFT_OUT[name]]


def kind_at(canvas: Canvas, section: str) -> Kind | None:
    """The kind of a section, without what the section says itself; None when there is no such kind, which is said
    where it is written."""
    name = canvas.kind_of(section)
    return canvas.kinds.get(name) or KINDS.get(name)


def bad_place(written: str) -> Fault:
    """What to say of a place that is not written as one."""
    return "bad-place", f"'{written}' is no place.", "Write sheet, sheet.section or sheet.section.part."


def fault_on(canvas: Canvas, place: Place, *, result: bool = False) -> Fault | None:
    """What is wrong with a section or part of a known sheet; `result`: places are written without the sheet."""
    if place.section is None:
        return None
    sheet = "" if result else f"{place.sheet}."
    if place.section not in canvas.section:
        message = f"The sheet '{place.sheet}' has no section '{place.section}'."
        return "unknown-section", message, advice(place.section, canvas.section, before=sheet)
    parts = canvas.section[place.section].parts
    if place.part is None or place.part in parts:
        return None
    message = f"The section '{sheet}{place.section}' has no part '{place.part}'."
    hint = advice(place.part, parts, before=f"{sheet}{place.section}.")
    return "unknown-part", message, hint or f"It has no parts: write '{sheet}{place.section}'."
