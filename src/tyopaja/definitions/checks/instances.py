"""Steps that run once for each group or participant, the sheets that each of them has, and the moves in and out of
them."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.branching import NEVER_OF_A_FINAL
from tyopaja.definitions.checks.ground import WRITING, Ground, bad_place, said
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Flow, Groups, Move, Step

DONE = "done.state."
"""What the event that tells that a step is done begins with."""


def check_instances(ground: Ground) -> Iterator[Finding]:
    """The keys `for-each`, `groups`, `per` and `gather`."""
    if not any(step.for_each or step.groups or step.gather for step in ground.flow.step) and _owned(ground.flow) == []:
        return
    for number, step in enumerate(ground.flow.step):
        path: KeyPath = ("step", number)
        if step.for_each is not None and (around := ground.owners.get(step.id, step.id)) != step.id:
            message = f"'{step.id}' is inside '{around}', which runs for each group or participant already."
            hint = "Take 'for-each' away from one of the two."
            yield _at_key(ground, (*path, "for-each"), "for-each-nested", message, hint)
        if step.groups is not None:
            yield from _check_groups(ground, (*path, "groups"), step, step.groups)
        if step.gather:
            yield from _check_gather(ground, (*path, "gather"), step)
    yield from _check_made(ground)
    if not ground.murky and ground.outline is not None:
        yield from _check_sheets(ground)


def _check_made(ground: Ground) -> Iterator[Finding]:
    """Whether anything says how the groups are made, before or in a step that runs for each of them."""
    for number, step in enumerate(ground.flow.step):
        if step.groups is not None:
            return
        if step.for_each == "group":
            yield Finding(
                file=ground.file,
                path=("step", number, "for-each"),
                at="key",
                code="groups-nowhere",
                severity="warning",
                message=f"Nothing says how the groups of '{step.id}' are made: without a facilitator there are none.",
                hint="Add groups = { size = 4 }, say, or groups = { count = 3 }.",
            )
            return


def _owned(flow: Flow) -> list[str]:
    """The sheets of which each group or participant has one."""
    return [name for name, use in flow.sheet.items() if use.per != "session"]


def _check_groups(ground: Ground, path: KeyPath, step: Step, groups: Groups) -> Iterator[Finding]:
    for key, count in (("size", groups.size), ("count", groups.count)):
        if count is not None and count < 1:
            yield out_of_range(ground.file, (*path, key), count, "leave the key out")
    if step.for_each != "group":
        message = f"'{step.id}' does not run for each group, so 'groups' says nothing here."
        hint = 'Write for-each = "group", or take it away.'
        yield _at_key(ground, path, "groups-not-here", message, hint)
    elif (groups.size is None) == (groups.count is None):
        message = "It is not said how large the groups are, nor how many there are."
        if groups.size is not None:
            message = "The groups cannot have both a size and a count: how many people come, nobody knows yet."
        hint = "Write groups = { size = 4 } or groups = { count = 3 }, say."
        yield _at_key(ground, path, "groups-unclear", message, hint)


def _check_gather(ground: Ground, path: KeyPath, step: Step) -> Iterator[Finding]:
    if (around := ground.owners.get(step.id)) is not None:
        inside = f"inside '{around}', which runs" if around != step.id else "a step that runs"
        message = f"'{step.id}' is {inside} for each group or participant: what they have is not gathered there."
        hint = f"Move 'gather' to a step that comes after '{around}'."
        yield _at_key(ground, path, "gather-in-for-each", message, hint)
    for number, written in enumerate(step.gather):
        at: KeyPath = (*path, number)
        place = ground.place(written)
        if (fault := ground.fault(written)) is not None:
            yield ground.finding(at, fault)
        elif place.section is not None:
            code, _, _ = bad_place(written)
            message = f"'{written}' is a part of a sheet, and sheets are gathered as a whole."
            yield ground.finding(at, (code, message, f"Write '{place.sheet}'."))
        elif ground.flow.per(place.sheet) == "session":
            message = f"Everybody fills the one sheet '{written}', so there is nothing to gather."
            hint = f'Write per = "group" below [sheet.{written}], or take it away here.'
            yield ground.finding(at, ("gather-not-here", message, hint))


def _check_sheets(ground: Ground) -> Iterator[Finding]:
    """Whether each sheet that groups or participants have is filled by them, and gathered where all are needed."""
    flow = ground.flow
    doers = [doer for command in sorted(WRITING) for doer in ground.doers(command)]
    filled = {place.sheet for step, place in doers if step in ground.owners}
    gathered = {sheet for step in flow.step for sheet in step.gather}
    # A cluster is on one sheet, so what is to come together in one must be on one too.
    plainly = {step for step, _ in (*doers, *ground.doers("group")) if step not in ground.owners}
    for name in _owned(flow):
        per = flow.per(name)
        if name not in filled:
            yield Finding(
                file=ground.file,
                path=("sheet", name, "per"),
                code="per-not-filled",
                severity="warning",
                message=f"Each {per} has a sheet '{name}', but no step that runs for each of them fills it.",
                hint=f"Put the step that fills it into one with for-each = \"{per}\", or take 'per' away.",
            )
        elif name not in gathered and (where := _wanted_whole(ground, name, plainly)) is not None:
            yield Finding(
                file=ground.file,
                path=where,
                code="never-gathered",
                severity="warning",
                message=f"Each {per} fills a sheet '{name}' of its own; the one meant here stays empty without them.",
                hint=f'Add gather = ["{name}"] to the step in which they are to come together.',
            )


def _wanted_whole(ground: Ground, sheet: str, plainly: set[str]) -> KeyPath | None:
    """Where something is written on, grouped on, or made of the sheet on which all of them would come together."""
    for number, step in enumerate(ground.flow.step):
        for place, written in enumerate(step.on) if step.id in plainly else ():
            if ground.place(written).sheet == sheet:
                return ("step", number, "on", place)
    return ("result",) if ground.flow.result == sheet else None


def check_jumps(ground: Ground) -> Iterator[Finding]:
    """The moves, as far as steps for each, final steps, histories and the events of steps are concerned."""
    if ground.outline is None:
        return
    steps = {step.id: step for step in ground.flow.step}
    for number, move in enumerate(ground.flow.move):
        path: KeyPath = ("move", number)
        if move.on.startswith(DONE):
            yield from _check_done(ground, path, move, steps)
        if move.from_ not in steps or move.to not in steps:
            continue
        if steps[move.from_].final and not said(steps[move.from_], *NEVER_OF_A_FINAL):
            message = f"Nothing leads on from '{move.from_}', which is final."
            hint = "Let the move lead away from the step that it is part of, or take 'final' away there."
            yield ground.finding((*path, "from"), ("move-from-final", message, hint))
        around = ground.owners.get(move.from_)
        if around not in (None, move.from_, ground.owners.get(move.to)):
            message = f"'{move.from_}' runs for each group or participant, and one alone cannot go out to '{move.to}'."
            hint = f"Let the move lead away from '{around}', or to a step inside it."
            yield ground.finding((*path, "to"), ("move-out-of-for-each", message, hint))
        if move.resume != "none":
            yield from _check_resume(ground, path, steps[move.to])


def _check_resume(ground: Ground, path: KeyPath, to: Step) -> Iterator[Finding]:
    if ground.owners.get(to.id) == to.id:
        message = f"'{to.id}' begins anew for each {to.for_each} when it is entered: there is nothing to resume."
    elif to.id in ground.around:
        return
    else:
        message = f"'{to.id}' has no steps inside it, so there is nothing to resume."
    hint = "Take 'resume' away, or let the move lead to the step with the steps that are meant."
    yield _at_key(ground, (*path, "resume"), "resume-not-here", message, hint)


def _check_done(ground: Ground, path: KeyPath, move: Move, steps: dict[str, Step]) -> Iterator[Finding]:
    """The event that a step is done: told of steps with steps inside, and of those that run side by side."""
    name, at = move.on.removeprefix(DONE), (*path, "on")
    if name not in steps:
        fault = ("unknown-step", f"There is no step '{name}'.", advice(name, steps, before=DONE))
        yield ground.finding(at, fault)
        return
    step, hint = steps[name], 'Write on = "next" for what comes after a step, or an event\'s name that a button has.'
    beside = step.in_ is not None and steps[step.in_].order != "sequence"
    if not beside and step.for_each is None and name not in ground.around:
        message = f"'{name}' has no steps inside it, so nobody is told that it is done: it is left."
        yield ground.finding(at, ("never-done", message, hint))
    elif move.from_ in steps and not _both_at_once(ground, move.from_, name, steps):
        message = f"When '{name}' is done, '{move.from_}' is not going on, so this move is never taken."
        hint = f"Let the move lead away from '{name}', or from a step around it."
        yield ground.finding(at, ("never-done", message, hint))


def _both_at_once(ground: Ground, source: str, done: str, steps: dict[str, Step]) -> bool:
    """Whether a step may be going on at the moment when another is done."""
    assert ground.outline is not None
    lines = [tuple(ground.outline.line(step)) for step in (source, done)]
    if source in lines[1]:
        return True
    shared = next((step for step in lines[0] if step in lines[1]), None)
    return shared is not None and shared != done and steps[shared].order != "sequence"


def _at_key(ground: Ground, path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=ground.file, path=path, at="key", code=code, message=message, hint=hint)
