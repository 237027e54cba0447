"""The steps of a session as views: what is done, what is going on, in several lanes or for several groups at once, and
what is ahead. Only steps that people know of are shown; the chart's own states tell where a lane or a group is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from tyopaja.model.flow import Step
from tyopaja.model.place import base_of, instance_of, own_of
from tyopaja.texts import say, words
from tyopaja.views.nodes import StepView
from tyopaja.views.source import Source

Status = Literal["done", "now", "ahead"]

_TODO = ".todo"
"""What the state ends with in which a step of a free order waits to be chosen."""


def in_order(source: Source, inside: str | None = None, depth: int = 0) -> Iterator[tuple[int, Step]]:
    """Every step with its depth, each before those inside it, in the order of the flow."""
    for step in source.definitions.flow.step:
        if step.in_ == inside:
            yield depth, step
            yield from in_order(source, step.id, depth + 1)


def sheets_of(step: Step) -> tuple[str, ...]:
    """The names of the sheets that a step works on."""
    return tuple(dict.fromkeys(place.partition(".")[0] for place in step.on))


def step_views(source: Source) -> tuple[StepView, ...]:
    """Every step of the flow as the session has it, in its order."""
    steps = tuple(in_order(source))
    parents, statuses = {step.in_ for _, step in steps}, dict(_statuses(source, None, "now"))
    added = {one.step.id for one in source.state.added}
    return tuple(
        StepView(
            id=step.id,
            title=source.text(step.title),
            purpose=source.text(step.purpose),
            depth=depth,
            status=statuses[step.id],
            time=str(step.time) if step.time else "",
            activity="" if step.id in parents else activity_called(source, step.activity),
            sheets=tuple(source.sheet_title(sheet) for sheet in _shown_in(source, step)),
            order=_order(source, step),
            where=tuple(_where(source, step)) if step.for_each is not None else (),
            added=step.id in added,
        )
        for depth, step in steps
    )


def activity_called(source: Source, name: str) -> str:
    """What people call an activity: a built-in one, one of the pack's own, or else its name."""
    activities, own = words("activity", source.locale), source.definitions.pack.activity
    if name in own and name not in activities:
        return source.text(own[name].title) or name
    return activities.get(name, name)


def _shown_in(source: Source, step: Step) -> tuple[str, ...]:
    """The sheets that a step works on; for a recap those of the step whose results it shows."""
    return recalled_in(source, step) if step.activity == "recap" and step.of is not None else sheets_of(step)


def recalled_in(source: Source, step: Step) -> tuple[str, ...]:
    """The sheets of the step whose results a recap shows, and of those inside that; () for one that names none."""
    if step.of is None:
        return ()
    inside = (one for one in source.definitions.flow.step if one.id == step.of)
    of = (*inside, *(one for _, one in in_order(source, step.of)))
    return tuple(dict.fromkeys(name for one in of for name in sheets_of(one)))


def _statuses(source: Source, inside: str | None, around: Status) -> Iterator[tuple[str, Status]]:
    """How the steps in another stand, and those inside them; `around` is how that one stands.

    A step that was jumped over is still to be done; one that was gone back from is to be done again.
    """
    state = source.state
    flow = {step.id: step for step in source.definitions.flow.step}
    active = {base_of(name) for name in state.steps if "." not in name}
    visited = {base_of(name) for name in state.visits}
    waiting = {base_of(name.removesuffix(_TODO)) for name in state.steps if name.endswith(_TODO)}
    steps = [step for step in flow.values() if step.in_ == inside]
    in_sequence = inside is None or flow[inside].order == "sequence"
    last = max((place for place, step in enumerate(steps) if step.id in active), default=-1)
    around = "done" if inside is None and state.ended else around
    for place, step in enumerate(steps):
        status: Status = "done"
        to_do = step.id not in visited or step.id in waiting
        if step.id in active:
            status = "now"
        elif to_do or around == "ahead" or (around == "now" and in_sequence and 0 <= last < place):
            status = "ahead"
        yield step.id, status
        yield from _statuses(source, step.id, status)


def _order(source: Source, step: Step) -> str:
    """How what is inside a step runs; "" for one after the other."""
    each: Mapping[str | None, tuple[str, ...]] = {
        "group": ("drawing.each-group",), "participant": ("drawing.each-participant",)
    }  # fmt: skip
    lanes = (f"drawing.{step.order}",) if step.order != "sequence" else ()
    return ", ".join(say(source.locale, key) for key in (*each.get(step.for_each, ()), *lanes))


def _where(source: Source, step: Step) -> Iterator[str]:
    """Where each group or participant is in a step that is there for each of them and is going on."""
    state, home = source.state, source.definitions.pack.locale
    titles = {one.id: one.title.to(source.locale, home) for one in source.definitions.flow.step}
    here = {person.id for person in state.present()}
    owners = tuple(state.groups) if step.for_each == "group" else tuple(state.people)
    for owner in owners:
        own = own_of(step.id, owner)
        if own not in state.steps and f"{own}.end" not in state.steps and f"{own}.done" not in state.steps:
            continue
        leaves = [leaf for leaf in state.leaves if "." not in leaf and instance_of(leaf) == owner]
        doing = " · ".join(dict.fromkeys(titles[base_of(leaf)] for leaf in leaves)) or say(source.locale, "seeing.done")
        people = [person for person in state.groups.get(owner, ()) if person in here]
        ready = {person for leaf in leaves for person in state.ready_in(leaf)} & set(people)
        if ready:
            doing += f", {say(source.locale, 'seeing.ready', ready=len(ready), people=len(people))}"
        yield f"{source.owner(own)}: {doing}"
