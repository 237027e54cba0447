"""People who walk through a flow and do in each step what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja import Engine, commands
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Condition, Flow, Step
from tyopaja.model.kinds import Field, Value
from tyopaja.model.place import Place
from tyopaja.workshop import Session


def tops(flow: Flow) -> tuple[Step, ...]:
    return tuple(step for step in flow.step if step.in_ is None)


def inside(flow: Flow, outer: str) -> tuple[Step, ...]:
    """The steps right inside a step, in their order."""
    return tuple(step for step in flow.step if step.in_ == outer)


def within(flow: Flow, outer: str) -> Iterator[Step]:
    """The steps inside a step, at any depth, in their order."""
    for step in inside(flow, outer):
        yield step
        yield from within(flow, step.id)


def value_for(field: Field) -> Value:
    """Something that may be written into a blank."""
    match field.type:
        case "number" | "scale":
            return field.scale[1] if field.type == "scale" else 3
        case "yes-no":
            return True
        case "place":
            return (40, 60)
        case "date":
            return "2026-12-01"
        case "choice":
            return next(iter(field.choices))
        case _:
            return "Näin"


class Walk:
    """A session of two participants and a facilitator, who do in each step what it is for."""

    def __init__(self, engine: Engine, flow: str) -> None:
        self.session: Session = engine.start(flow, title="Kulkijat Oy")
        self.flow: Flow = self.session.definitions.flow
        self.session.do(commands.Join(by="vetaja", role="facilitator"))
        for person in ("eka", "toka"):
            self.session.do(commands.Join(by=person))

    @property
    def now(self) -> tuple[Step, ...]:
        """The steps that people are working in: one in each lane, without those lanes that are done."""
        leaves = self.session.state.leaves
        return tuple(step for step in self.flow.step if step.id in leaves)

    def boxes(self, written: str) -> Iterator[tuple[Canvas, str, str, str | None]]:
        """Canvas, sheet, section and part of each place that entries are written into."""
        place = Place.parse(written)
        canvas = self.session.definitions.canvases[place.sheet]
        for name in [place.section] if place.section else canvas.section:
            parts: list[str | None] = [place.part] if place.part else [*canvas.section[name].parts] or [None]
            for part in parts:
                yield canvas, place.sheet, name, part

    def write(self, canvas: Canvas, sheet: str, section: str, part: str | None) -> None:
        """A few entries by a participant, as many as there is room for."""
        kind = canvas.kind(section)
        assert kind is not None
        if kind.draw == "picture":
            return
        needed = {name: one for name, one in kind.fields.items() if one.required and name != "text"}
        fields = {name: value_for(one) for name, one in (needed or dict(list(kind.fields.items())[:1])).items()}
        fields.pop("text", None)
        text = "Sanottu" if kind.main else None
        if not kind.many:
            self.session.do(commands.Set(by="eka", sheet=sheet, section=section, part=part, text=text, fields=fields))
            return
        standing = self.session.state.entries_in(sheet, section)
        room = (canvas.limit_of(section) or 5) - len(standing)
        for _ in range(min(room, 5)):
            self.session.do(commands.Add(by="eka", sheet=sheet, section=section, part=part, text=text, fields=fields))

    def work(self, step: Step) -> None:
        """What a step is for."""
        places = [box for written in step.on for box in self.boxes(written)]
        first = [
            entries[0].id
            for _, sheet, section, part in places
            if (entries := self.session.state.entries_in(sheet, section, part))
        ]
        match step.activity:
            case "fill" | "brainstorm":
                for box in places:
                    self.write(*box)
            case "vote":
                for person, entry in (("eka", first[0]), ("toka", first[-1])):
                    if person not in self.session.state.entries[entry].votes:
                        self.session.do(commands.Vote(by=person, entry=entry))
            case "decide":
                for entry in first:
                    self.session.do(commands.Pick(by="vetaja", entry=entry))
            case "check-in":
                for _, sheet, section, part in places:
                    for one in self.session.state.entries_in(sheet, section, part):
                        self.session.do(commands.CheckIn(by="toka", entry=one.id, now=4, text="Liikkuu"))
            case "approve":
                for person in ("vetaja", "eka", "toka"):
                    self.session.do(commands.Approve(by=person, sheet=step.on[0]))

    def on(self) -> None:
        """One step further in each lane, with everything that the steps ask for."""
        for step in self.now:
            self.work(step)
            self.session.do(commands.Advance(by="vetaja", step=step.id))

    def until(self, step: str) -> Walk:
        """To where a step begins."""
        while step not in {one.id for one in self.now}:
            assert self.now, f"it ended before {step}"
            self.on()
        return self

    def through(self) -> Walk:
        """To the end: through all steps, lanes side by side, with everything that each asks for."""
        while self.session.state.steps:
            self.on()
        return self

    def jump(self, step: str) -> None:
        """Straight into a step, whatever has been done before."""
        self.session.do(commands.Go(by="vetaja", to=step, reason="Kokeillaan."))

    def bring_about(self, condition: Condition | None) -> None:
        """What a way asks for: an entry where some must be, one that is picked where one must be."""
        if condition is None:
            return
        assert condition.join == "leaf"
        place = Place.parse(condition.table.get("entries-in") or condition.table["picked"])
        self.session.do(commands.Add(by="vetaja", sheet=place.sheet, section=str(place.section), text="Tässä"))
        if "picked" in condition.table:
            deciding = next(step for step in self.flow.step if step.activity == "decide" and str(place) in step.on)
            self.jump(deciding.id)
            self.work(deciding)
