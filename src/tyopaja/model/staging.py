"""A flow as one session has it: with the steps that were added to it, and who its steps with `for-each` run for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import evolve as with_

from tyopaja.model.events import StepAdded
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State

ForEach = Mapping[str, Literal["group", "participant"]]
"""Step with `for-each` → what it runs for."""


def running_for(flow: Flow) -> ForEach:
    """The steps of a flow that run once for each group or participant."""
    return {step.id: step.for_each for step in flow.step if step.for_each is not None}


def instances_of(steps: ForEach, state: State) -> dict[str, tuple[str, ...]]:
    """Step with `for-each` → the groups with somebody in them, or the participants, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for step, per in steps.items():
        if per == "participant":
            found[step] = tuple(one.id for one in state.present("participant"))
        else:
            found[step] = active_groups(state)
    return found


def active_groups(state: State) -> tuple[str, ...]:
    """The groups with somebody in them who is there, in their order."""
    here = {one.id for one in state.present()}
    return tuple(group for group, people in state.groups.items() if not here.isdisjoint(people))


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


def as_staged(definitions: Definitions, state: State) -> Definitions:
    """The definitions as a session has them now: with the steps that were added to its flow."""
    if not state.added:
        return definitions
    return with_(definitions, flow=with_added(definitions.flow, state.added))
