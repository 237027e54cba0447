"""What the people and the groups mean for where the session is: steps that run for each of them have an instance for
those who come, and none for those who go. What comes of it belongs to the same command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve as with_

from tyopaja.charts import Change, restaff
from tyopaja.charts.compiling import NEXT
from tyopaja.engine.asking import Ask
from tyopaja.engine.evolve import evolve, fold
from tyopaja.engine.gating import is_met, open_ways
from tyopaja.engine.going import configuration, stepped
from tyopaja.engine.lots import Division, drawn, with_latecomers
from tyopaja.model.events import Divided, Event, Joined, Left, Returned, RoleChanged, StepAdded, StepDropped
from tyopaja.model.flow import Groups
from tyopaja.model.staging import active_groups
from tyopaja.model.state import State

Events = tuple[Event, ...]

RESTAFFING = (Joined, Left, Returned, RoleChanged, Divided, StepAdded, StepDropped)
"""Events after which other instances of steps may be there, or other steps."""


def gone_on(
    ask: Ask[Any], change: Change, cause: str, reason: str | None = None, overridden: tuple[str, ...] = ()
) -> Events:
    """The events of a change: groups, where steps are entered that ask for them, and the step itself."""
    divided: list[Event] = []
    state, later, seen = ask.state, ask, set[str]()
    while (due := next(_due(later, change, seen), None)) is not None:
        step, groups = due
        seen.add(step)
        division = _division(later, state, groups)
        if not division or division == state.groups:
            continue
        divided.append(ask.event(Divided, groups=division))
        state = evolve(state, divided[-1])
        later = with_(ask, rules=ask.rules.now(state), state=state)
        change = _both(change, _restaffed(later, change))
    return (*divided, stepped(with_(later, state=ask.state), change, cause, reason, overridden))


def awaits_groups(ask: Ask[Any], state: str) -> bool:
    """Whether a step that runs for each group stands alone because nobody is in a group yet, though people are there.
    The first of a flow is entered before anybody has come."""
    step = ask.rules.steps.get(state)
    if step is None or step.for_each != "group" or ask.rules.chart.instances.get(state):
        return False
    return bool(ask.state.present("participant"))


def grouped(ask: Ask[Any], steps: Iterable[str]) -> Events:
    """Groups for steps that await them, as the first of those says that says how; refused where none does."""
    waiting = [ask.rules.step(state) for state in steps]
    groups = next((step.groups for step in waiting if step.groups is not None), None)
    if groups is None:
        ask.refuse("no-groups-yet", step=ask.step_title(waiting[0].id))
    divided = ask.event(Divided, groups=drawn(ask, ask.state, groups))
    state = evolve(ask.state, divided)
    later = with_(ask, rules=ask.rules.now(state), state=state)
    return (divided, *gone_on(later, _restaffed(later, Change(configuration(state), (), ())), NEXT))


def restaffed(ask: Ask[Any], events: Events, late: str | None = None) -> Events:
    """Events after which other people or groups are there, or other steps, and what comes of that: instances begin and
    end, and what is done by that is gone on from. `late` has just come, and is put into a group where there are any."""
    if not any(isinstance(event, RESTAFFING) for event in events):
        return events
    state = fold(events, ask.state)
    division = {} if late is None else with_latecomers(state, (late,))
    if division:
        events = (*events, ask.event(Divided, groups=division))
        state = evolve(state, events[-1])
    rules = ask.rules.now(state)
    if rules is ask.rules or not state.steps:
        return events
    later = with_(ask, rules=rules, state=state)
    change = _restaffed(later, Change(configuration(state), (), ()))
    if not (change.entered or change.left):
        return events
    # A step that is done because of who left is gone on from, whatever it needs: nobody is there to bring it.
    overridden = tuple(dict.fromkeys(way.source for way in change.taken if _is_passed(later, way.source)))
    return (*events, *gone_on(later, change, "people", overridden=overridden))


def _is_passed(ask: Ask[Any], state: str) -> bool:
    """Whether a step is left without what it needs; one that runs for each is asked too, since its last is gone."""
    needs = None if ask.rules.chart.nodes[state].step is None else ask.rules.step(state).needs
    return needs is not None and not is_met(ask, state, needs)


def _restaffed(ask: Ask[Any], change: Change) -> Change:
    return restaff(ask.rules.chart, change.configuration, open_ways(ask))


def _both(one: Change, other: Change) -> Change:
    """Two changes as one. What the first entered and the second left was never there."""
    through = {state for state in one.entered if state in other.left}
    return Change(
        other.configuration,
        (*(state for state in one.entered if state not in through), *other.entered),
        (*one.left, *(state for state in other.left if state not in through)),
        (*one.taken, *other.taken),
    )


def _due(ask: Ask[Any], change: Change, seen: set[str]) -> Iterator[tuple[str, Groups]]:
    """The steps entered that say how groups are made when they are."""
    for state in change.entered:
        step = ask.rules.steps.get(state)
        if step is None or step.groups is None or step.for_each != "group":
            continue
        if state in change.configuration.active and state not in seen:
            yield state, step.groups


def _division(ask: Ask[Any], state: State, how: Groups) -> Division:
    """The groups as a step asks for them; {} where they stay as they are."""
    return drawn(ask, state, how) if how.mix or not active_groups(state) else with_latecomers(state, state.people)
