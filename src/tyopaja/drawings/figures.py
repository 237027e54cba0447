"""A flow as drawings read it: its steps as a tree, each with its facts in words, and the moves between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from tyopaja.drawings.wording import Wording
from tyopaja.model.flow import Duration, Flow, Move, Step
from tyopaja.model.pack import Definitions


@frozen(kw_only=True)
class Figure:
    """A step with what is in it."""

    step: Step
    title: str
    time: str = ""
    """How long it is planned to take, in words; what is inside it in all where only that is known, and "" where nothing
    says."""
    activity: str = ""
    """What is done in it, in words; nothing for a step with steps inside, and for a final one."""
    places: str = ""
    """The sheets and sections that it works on, or the step that it looks back on."""
    shape: tuple[str, ...] = ()
    """How it runs: side by side, freely, for each group, and when it goes on then."""
    notes: tuple[str, ...] = ()
    """What else is to be known of it."""
    needs: str = ""
    """What must hold before it is left."""
    inner: tuple[Figure, ...] = ()

    def facts(self) -> tuple[str, ...]:
        """All that is said under its title, a line or more each."""
        doing = (self.activity, self.places)
        lines = (*(" · ".join(filter(None, parts)) for parts in (self.shape, doing, self.notes)), self.needs)
        return tuple(filter(None, lines))

    @property
    def lanes(self) -> bool:
        """Whether the steps inside run side by side."""
        return self.step.order == "parallel" and bool(self.inner)

    @property
    def free(self) -> bool:
        """Whether the steps inside run in any order."""
        return self.step.order == "free" and bool(self.inner)

    def minutes(self) -> int:
        """How long it takes: what is planned for it, else what the steps inside take."""
        return self.step.time.minutes if self.step.time else self.inside()

    def inside(self) -> int:
        """How long the steps inside take as they run there; 0 where nothing says."""
        return self.step.together(one.minutes() for one in self.inner if not one.step.final)

    def walk(self) -> Iterator[Figure]:
        """This step and all inside it, in the order of the flow."""
        yield self
        for one in self.inner:
            yield from one.walk()


@frozen(kw_only=True)
class Way:
    """A move with its words."""

    move: Move
    label: str
    """What the facilitator's button says, or the event."""
    conditions: tuple[str, ...]
    """When, how often, and where it resumes."""


@frozen(kw_only=True)
class Plan:
    """A whole flow."""

    flow: Flow
    wording: Wording
    title: str
    purpose: str
    facts: tuple[str, ...]
    """How long it takes, how many steps it has, what it ends in."""
    figures: tuple[Figure, ...]
    ways: tuple[Way, ...]
    parents: Mapping[str, str | None] = field(factory=dict)
    """Step → the step that it is part of."""

    def walk(self) -> Iterator[Figure]:
        """Every step, in the order of the flow."""
        for one in self.figures:
            yield from one.walk()

    def line(self, step: str) -> tuple[str, ...]:
        """The steps around a step, outermost first, and itself."""
        parent = self.parents[step]
        return (*(self.line(parent) if parent is not None else ()), step)


def plan(definitions: Definitions, locale: str) -> Plan:
    """A flow's steps and moves with their words in `locale`."""
    flow, wording = definitions.flow, Wording(definitions, locale)
    inside: dict[str | None, list[Step]] = {}
    for step in flow.step:
        inside.setdefault(step.in_, []).append(step)

    def figures(parent: str | None) -> tuple[Figure, ...]:
        return tuple(_figure(step, figures(step.id), wording) for step in inside.get(parent, ()))

    made = figures(None)
    minutes = sum(one.minutes() for one in made)
    facts = [wording.say("in-all", time=Duration(minutes))] if minutes else []
    facts.append(wording.say("steps", count=sum(1 for step in flow.step if not inside.get(step.id))))
    if flow.result:
        facts.append(wording.say("ends-in", place=wording.sheet(flow.result)))
    ways = []
    for move in flow.move:
        label, *conditions = wording.way(move)
        ways.append(Way(move=move, label=label, conditions=tuple(conditions)))
    return Plan(
        flow=flow,
        wording=wording,
        title=wording.text(flow.title) or flow.id,
        purpose=wording.text(flow.purpose),
        facts=tuple(facts),
        figures=made,
        ways=tuple(ways),
        parents={step.id: step.in_ for step in flow.step},
    )


def _figure(step: Step, inner: tuple[Figure, ...], wording: Wording) -> Figure:
    return Figure(
        step=step,
        title=wording.step(step.id),
        time=_time(step, inner, wording),
        activity="" if inner or step.final else wording.activity(step.activity),
        places=" · ".join(
            filter(None, (wording.places(step.on), wording.say("of", step=wording.step(step.of)) if step.of else ""))
        ),
        shape=tuple(_shape(step, bool(inner), wording)),
        notes=tuple(_notes(step, wording)),
        needs=wording.say("needs", condition=wording.condition(step.needs)) if step.needs else "",
        inner=inner,
    )


def _time(step: Step, inner: tuple[Figure, ...], wording: Wording) -> str:
    if step.time:
        return str(step.time)
    inside = step.together(one.minutes() for one in inner if not one.step.final)
    return wording.say("together", time=Duration(inside)) if inside else ""


def _shape(step: Step, holds: bool, wording: Wording) -> Iterator[str]:
    if step.for_each:
        yield wording.say(f"each-{step.for_each}")
    if step.groups and step.groups.size:
        yield wording.say("group-size", count=step.groups.size)
    if step.groups and step.groups.count:
        yield wording.say("group-count", count=step.groups.count)
    if step.groups and step.groups.mix:
        yield wording.say("group-mix")
    if holds and step.order != "sequence":
        yield wording.say(step.order)
    side_by_side = bool(step.for_each) or (holds and step.order != "sequence")
    # That a free order is over when all of it is done goes without saying.
    if side_by_side and (step.for_each or step.order == "parallel" or step.join.rule != "all"):
        yield wording.say(f"join-{step.join.rule}", count=step.join.quorum)


def _notes(step: Step, wording: Wording) -> Iterator[str]:
    if step.final:
        yield wording.say("final")
    if step.gather:
        yield wording.say("gather", place=wording.places(step.gather))
    if step.activity == "vote":
        yield wording.say("votes", count=step.votes)
        if step.several:
            yield wording.say("several")
        if step.secret:
            yield wording.say("secret")
    if step.private:
        yield wording.say("private")
    if step.time and step.after_time == "advance":
        yield wording.say("time-up")
