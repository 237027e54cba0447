"""The steps of a flow, each by itself and in its place among the others."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import WRITING, Ground, kind_at, said
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.ids import ID
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Step
from tyopaja.model.place import HERE, Place
from tyopaja.model.play import Activity


def check_sheets(ground: Ground) -> Iterator[Finding]:
    """The sheets that the flow names, and its result."""
    for name, use in ground.flow.sheet.items():
        where, slash, _ = use.canvas.rpartition("/")
        if slash and where != "?" and ID.fullmatch(where) is None:
            message = f"'{use.canvas}' is no canvas of another pack."
            fault = ("unknown-canvas", message, 'Write the id of a canvas, or "PACK/CANVAS"; no path leads there.')
            yield ground.finding(("sheet", name, "canvas"), fault)
        elif ground.canvas(name) is None and not ground.elsewhere(name):
            message = f"There is no canvas '{use.canvas}' in this pack."
            fault = ("unknown-canvas", message, advice(use.canvas.rpartition("/")[2], ground.pack.canvases))
            yield ground.finding(("sheet", name, "canvas"), fault)
        elif "?" in use.canvas:
            continue  # what it is filled on does not fit, and stands for nothing here
        elif name in ground.pack.canvases and use.canvas.rpartition("/")[2] != name:
            yield Finding(
                file=ground.file,
                path=("sheet", name),
                at="key",
                code="sheet-hides-canvas",
                severity="warning",
                message=f"The sheet '{name}' is called like a canvas, but is filled on '{use.canvas}'.",
                hint="Call the sheet something else, so that nobody takes one for the other.",
            )
    if HERE in ground.sheets:
        yield from _check_reserved(ground)
    result = ground.flow.result
    if result is not None and result not in ground.sheets and not ground.elsewhere(result):
        yield ground.finding(("result",), ground.unknown_sheet(result))


def _check_reserved(ground: Ground) -> Iterator[Finding]:
    """A sheet called like the word for what a step works on: no condition could name it."""
    hint = f"Call it something else, under [sheet.NAME]: in conditions '{HERE}' stands for what a step works on."
    fault = ("reserved-sheet", f"A sheet cannot be called '{HERE}'.", hint)
    if HERE in ground.flow.sheet:
        yield evolve(ground.finding(("sheet", HERE), fault), at="key")
        return
    for number, step in enumerate(ground.flow.step):
        for place, written in enumerate(step.on):
            if ground.place(written).sheet == HERE:
                yield ground.finding(("step", number, "on", place), fault)
                return


def check_tree(ground: Ground) -> Iterator[Finding]:
    """Which step is part of which: sound when the outline of the flow can be drawn."""
    steps = ground.flow.step
    if not steps:
        yield Finding(
            file=ground.file,
            path=("step",),
            code="no-steps",
            message="The flow has no step.",
            hint="Add one under [[step]], with an id and a title.",
        )
    if ground.outline is not None:
        return
    parents: dict[str, str | None] = {}
    for number, step in enumerate(steps):
        if step.id in parents:
            message = f"Another step is called '{step.id}' already."
            fault = ("step-twice", message, f"Give this one an id of its own, like '{step.id}-2'.")
            yield ground.finding(("step", number, "id"), fault)
        else:
            parents[step.id] = step.in_
    circles = _cycles(parents)
    around: list[str] = []
    seen: set[str] = set()
    for number, step in enumerate(steps):
        parent = step.in_
        path: KeyPath = ("step", number, "in")
        if step.id in seen:
            continue
        if parent is None:
            around.clear()
        elif parent in around:
            del around[around.index(parent) + 1 :]
        elif parent not in parents:
            fault = ("unknown-step", f"There is no step '{parent}'.", advice(parent, parents))
            yield ground.finding(path, fault)
        elif step.id in circles:
            if not circles[step.id] & seen:
                yield ground.finding(path, _in_itself(step, circles[step.id]))
        elif parent not in circles:
            yield ground.finding(path, _out_of_order(step.id, parent, seen))
            around.append(parent)  # those that follow it are out of order for the same reason
        around.append(step.id)
        seen.add(step.id)


def _cycles(parents: dict[str, str | None]) -> dict[str, frozenset[str]]:
    """Step → the steps that it is, with itself, part of in a circle; only those that are."""
    found: dict[str, frozenset[str]] = {}
    for step in parents:
        line, parent = {step}, parents[step]
        while parent is not None and parent not in line:
            line.add(parent)
            parent = parents.get(parent)
        if parent == step:
            found[step] = frozenset(line)
    return found


def _in_itself(step: Step, circle: frozenset[str]) -> tuple[str, str, str]:
    if len(circle) == 1:
        message = f"The step '{step.id}' is said to be part of itself."
    else:
        message = f"These steps are each part of the other: {', '.join(sorted(circle))}."
    return "step-in-itself", message, "Take 'in' away from the outermost of them."


def _out_of_order(step: str, parent: str, seen: set[str]) -> tuple[str, str, str]:
    if parent in seen:
        message = f"The step '{step}' is part of '{parent}', but stands after steps that come later."
        hint = f"Move it up, to the other steps of '{parent}': the order of the file is the order of the flow."
    else:
        message = f"The step '{step}' is part of '{parent}', which stands only further down."
        hint = f"Move it down, below '{parent}': the order of the file is the order of the flow."
    return "step-out-of-order", message, hint


def check_steps(ground: Ground) -> Iterator[Finding]:
    """What each step does, where, and for how long."""
    compound = {step.in_ for step in ground.flow.step}
    earlier: set[str] = set()
    for number, step in enumerate(ground.flow.step):
        path: KeyPath = ("step", number)
        if step.votes < 1:
            yield out_of_range(ground.file, (*path, "votes"), step.votes, "leave the key out")
        if step.final:
            pass  # nothing is done in it: `checks.branching` says what it cannot have
        elif step.id in compound:
            yield from _check_compound(ground, path, step)
        else:
            yield from _check_atomic(ground, path, step, earlier)
        earlier.add(step.id)


def _check_compound(ground: Ground, path: KeyPath, step: Step) -> Iterator[Finding]:
    if keys := _sayings(step, "activity", "on", "votes", "of", "several", "secret", "private"):
        named = " and ".join(f"'{key}'" for key in keys)
        message = f"'{step.id}' has steps inside it, so {named} here would do nothing."
        hint = f"Move {named} to the step inside it that is meant."
        yield _at_key(ground, (*path, keys[0]), "compound-step-works", message, hint)
    yield from _check_after(ground, path, step)


def _sayings(step: Step, *names: str) -> list[str]:
    """The keys among some that say something; a number of votes that cannot be is told as such."""
    return [key for key in said(step, *names) if key != "votes" or step.votes > 0]


def _check_after(ground: Ground, path: KeyPath, step: Step) -> Iterator[Finding]:
    if step.time is None and step.after_time != "remind":
        message = f"'{step.id}' has no time, so nothing happens after it."
        hint = "Give it one, like time = \"15 min\", or take 'after-time' away."
        yield _at_key(ground, (*path, "after-time"), "after-time-not-here", message, hint)


def _check_atomic(ground: Ground, path: KeyPath, step: Step, earlier: set[str]) -> Iterator[Finding]:
    activities = ground.vocabulary.activities
    if step.activity not in activities:
        message = f"There is no activity '{step.activity}'."
        hint = advice(step.activity, activities)
        yield ground.finding((*path, "activity"), ("unknown-activity", message, hint))
    activity = activities.get(step.activity)
    asked = _asks_for(activity) if activity is not None else ""
    for number, written in enumerate(step.on):
        place: KeyPath = (*path, "on", number)
        if (fault := ground.fault(written)) is not None:
            yield ground.finding(place, fault)
        elif asked:
            yield from _check_fit(ground, place, ground.place(written), step.activity, asked)
    if activity is None:
        return
    yield from _check_alone(ground, path, step, activity)
    if activity.places and not step.on:
        message = f"The step '{step.id}' does not say what its activity '{step.activity}' works on."
        hint = 'Add on = ["sheet.section"], with the places that are meant.'
        yield _at_key(ground, path, "on-missing", message, hint)
    if not _allows(activity, "vote") and (keys := _sayings(step, "votes", "several", "secret")):
        named = " and ".join(f"'{key}'" for key in keys)
        says = "says" if len(keys) == 1 else "say"
        message = f"{named} {says} nothing here: nobody votes in a step with the activity '{step.activity}'."
        hint = f'Take {"it" if len(keys) == 1 else "them"} away, or write activity = "vote".'
        yield _at_key(ground, (*path, keys[0]), "votes-not-here", message, hint)
    if step.private and not WRITING & activity.participant:
        message = f"'private' says nothing here: nobody writes in a step with the activity '{step.activity}'."
        hint = 'Take it away, or write activity = "brainstorm".'
        yield _at_key(ground, (*path, "private"), "private-not-here", message, hint)
    yield from _check_after(ground, path, step)
    yield from _check_of(ground, path, step, earlier)


def _check_alone(ground: Ground, path: KeyPath, step: Step, activity: Activity) -> Iterator[Finding]:
    """Where each writes for themselves, what holds one entry is taken by whoever is first there."""
    if not (step.private or activity.sees == "own") or "set" not in activity.participant:
        return
    for number, written in enumerate(step.on):
        place = ground.place(written)
        if ground.fault(written) is not None or ground.flow.per(place.sheet) == "participant":
            continue
        kinds = [(section, kind_at(canvas, section)) for canvas, section in ground.boxes(place)]
        single = next((section for section, kind in kinds if kind is not None and not kind.many), None)
        if single is None:
            continue
        message = (
            f"In '{step.id}' each writes for themselves, but '{place.sheet}.{single}' holds one entry: "
            "whoever writes first has it until it is revealed."
        )
        hint = f'Give each a sheet of their own, [sheet.{place.sheet}] with per = "participant", or let all see it.'
        found = ground.finding((*path, "on", number), ("private-holds-one", message, hint))
        yield evolve(found, severity="warning")


def _check_of(ground: Ground, path: KeyPath, step: Step, earlier: set[str]) -> Iterator[Finding]:
    if step.of is None:
        if step.activity == "recap":
            message = f"The recap '{step.id}' does not say which step's results it shows."
            yield _at_key(ground, path, "of-missing", message, 'Add of = "…", with the id of an earlier step.')
        return
    if step.activity != "recap":
        message = f"'of' is for recaps, and the activity here is '{step.activity}'."
        hint = 'Take it away, or write activity = "recap".'
        yield _at_key(ground, (*path, "of"), "of-not-here", message, hint)
    elif step.of not in earlier:
        known = {one.id for one in ground.flow.step}
        fault = ("unknown-step", f"There is no step '{step.of}'.", advice(step.of, known - {step.id}))
        if step.of in known:
            message = f"The recap '{step.id}' shows the results of '{step.of}', which has not been yet."
            fault = ("of-later", message, "Name a step that comes before this one.")
        yield ground.finding((*path, "of"), fault)


def _allows(activity: Activity, command: str) -> bool:
    return command in activity.participant or command in activity.facilitator


def _asks_for(activity: Activity) -> str:
    """What an activity asks of its places: `whole` sheets, something to `vote` between or to `group`, a state to
    `check-in`, room to `add`, or nothing."""
    if _allows(activity, "approve"):
        return "whole"
    for command in ("vote", "group", "check-in"):
        if _allows(activity, command):
            return command
    return "add" if "add" in activity.participant and "set" not in activity.participant else ""


def _check_fit(ground: Ground, path: KeyPath, place: Place, called: str, asked: str) -> Iterator[Finding]:
    """Whether what people may do in a step can be done there."""
    if asked == "whole":
        if place.section is not None:
            message = f"'{place}' is a part of a sheet, and only whole sheets are approved."
            yield ground.finding(path, ("approve-whole-sheet", message, f"Write '{place.sheet}'."))
        return
    kinds = [kind_at(canvas, section) for canvas, section in ground.boxes(place)]
    if asked == "check-in":
        if kinds and not any(kind is None or kind.open or "now" in kind.fields for kind in kinds):
            message = f"'{place}' holds nothing that stands anywhere now, so nobody can check in there."
            hint = "Name a section of key results, or of another kind with a field 'now'."
            yield ground.finding(path, ("kind-unfit", message, hint))
        return
    if not kinds or any(kind is None or kind.many for kind in kinds):
        return
    if asked in ("vote", "group"):
        does = {"vote": "vote between", "group": "group"}[asked]
        message = f"'{place}' holds one entry, so there is nothing to {does}."
        hint = f"Name a section that holds many to {does}, like one of kind notes."
    else:
        message = f"'{place}' holds one entry, so entries cannot be added to it in a step of '{called}'."
        hint = 'Write activity = "fill", or name a section that holds many, like one of kind notes.'
    yield ground.finding(path, ("kind-unfit", message, hint))


def _at_key(ground: Ground, path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=ground.file, path=path, at="key", code=code, message=message, hint=hint)
