"""A flow as one session has it: with the steps that were added to it, and who its steps with `for-each` run for."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve as with_

from tyopaja.model.events import StepAdded
from tyopaja.model.flow import Flow
from tyopaja.model.state import State


def instances_of(flow: Flow, state: State) -> dict[str, tuple[str, ...]]:
    """Step with `for-each` → the groups with somebody in them, or the participants, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for step in flow.step:
        if step.for_each == "participant":
            found[step.id] = tuple(one.id for one in state.present("participant"))
        elif step.for_each == "group":
            here = {one.id for one in state.present()}
            found[step.id] = tuple(group for group, people in state.groups.items() if not here.isdisjoint(people))
    return found


def with_added(flow: Flow, added: Iterable[StepAdded]) -> Flow:
    """The flow with further steps, each behind the step that it comes after and what is inside that."""
    steps = list(flow.step)
    for one in added:
        places = {step.id: number for number, step in enumerate(steps)}
        place = places[one.after] + 1
        inside = {one.after}
        while place < len(steps) and steps[place].in_ in inside:
            inside.add(steps[place].id)
            place += 1
        steps.insert(place, one.step)
    return with_(flow, step=tuple(steps))
