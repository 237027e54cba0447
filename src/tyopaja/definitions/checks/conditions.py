"""Conditions: known, rightly asked, and able to hold.

That a condition can never hold is said only where it is certain, whatever people do in the session; a facilitator's
jumps apart, who may override it in any case."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import Ground, bad_place, kind_at
from tyopaja.definitions.checks.proof import Ways
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Condition, Step
from tyopaja.model.place import HERE, Place
from tyopaja.model.play import ConditionKind


def check_condition(
    ground: Ground, ways: Ways | None, step: Step | None, condition: Condition, path: KeyPath
) -> Iterator[Finding]:
    """A condition that is asked about `step`; without `ways` nothing is said of what comes before what. Without a step
    it is an activity's, which knows no other places than `here`."""
    if condition.join == "leaf":
        yield from _check_leaf(ground, ways, step, condition.table, path)
    elif condition.join == "not":
        yield from check_condition(ground, ways, step, condition.of[0], (*path, "not"))
    else:
        for number, inner in enumerate(condition.of):
            yield from check_condition(ground, ways, step, inner, (*path, condition.join, number))


def _check_leaf(
    ground: Ground, ways: Ways | None, step: Step | None, table: Mapping[str, Any], path: KeyPath
) -> Iterator[Finding]:
    kinds = ground.vocabulary.conditions
    names = [key for key in table if key in kinds]
    if not names:
        yield _nameless(ground, table, path)
        return
    if len(names) > 1:
        both = " and ".join(f"'{name}'" for name in names)
        message = f"{both} stand in one condition."
        hint = "Write all = [{ … }, { … }], or any = [{ … }, { … }], with a table for each."
        yield _at_key(ground, (*path, names[1]), "two-conditions", message, hint)
        return
    name, kind = names[0], kinds[names[0]]
    found = [
        *_check_options(ground, name, kind, table, path),
        *_check_value(ground, kind, step, table[name], (*path, name)),
    ]
    yield from found
    if not found and step is not None:
        yield from _check_possible(ground, ways, step, table, path)


def _nameless(ground: Ground, table: Mapping[str, Any], path: KeyPath) -> Finding:
    kinds = ground.vocabulary.conditions
    options = {option for kind in kinds.values() for option in kind.options}
    names = [key for key in table if key not in options]
    if names:
        message = f"There is no condition '{names[0]}'."
        hint = advice(names[0], [*kinds, "all", "any", "not"])
        return _at_key(ground, (*path, names[0]), "unknown-condition", message, hint)
    message = "The condition does not say what must hold."
    fault = ("no-condition", message, f"Name one of {', '.join(sorted(kinds))}, or take it away.")
    return ground.finding(path, fault)


def _check_options(
    ground: Ground, name: str, kind: ConditionKind, table: Mapping[str, Any], path: KeyPath
) -> Iterator[Finding]:
    for key, value in table.items():
        if key == name:
            continue
        if key not in kind.options:
            message = f"The condition '{name}' has no key '{key}'."
            hint = advice(key, kind.options) or f"Take it away: '{name}' stands by itself."
            yield _at_key(ground, (*path, key), "unknown-option", message, hint)
        elif type(value) is not int or value < 1:
            shown = f'"{value}"' if isinstance(value, str) else value
            message = f"'{key}' must be a whole number from 1, not {shown}."
            yield ground.finding((*path, key), ("bad-option", message, f"Write {key} = 1, or take it away."))


def _check_value(
    ground: Ground, kind: ConditionKind, step: Step | None, value: Any, path: KeyPath
) -> Iterator[Finding]:
    if not isinstance(value, str):
        expected = {"place": "a place, like sheet.section", "sheet": "a sheet", "word": _words(kind)}[kind.value]
        message = f"'{path[-1]}' asks for {expected}."
        yield ground.finding(path, ("bad-value", message, "Write it in quotes."))
    elif kind.value == "word":
        if value not in kind.choices:
            message = f"'{path[-1]}' does not know the word '{value}'."
            yield ground.finding(path, ("unknown-word", message, advice(value, kind.choices)))
    elif value == HERE:
        if step is not None and not step.on:
            message = f"'{HERE}' stands for what a step works on, and '{step.id}' works on nothing."
            fault = ("never-holds", message, "Name the place that is meant, like sheet.section.")
            yield ground.finding(path, fault)
    elif step is None:
        message = f"An activity belongs to no flow, so '{path[-1]}' cannot know '{value}' there."
        hint = f'Write {path[-1]} = "{HERE}", which stands for what the step works on.'
        yield ground.finding(path, ("bad-place", message, hint))
    elif kind.value == "sheet" and "." in value:
        message, sheet = f"'{path[-1]}' asks for a whole sheet, not for '{value}'.", value.partition(".")[0]
        fault = ("bad-place", message, f"Write '{sheet}'.") if sheet else bad_place(value)
        yield ground.finding(path, fault)
    else:
        yield from ground.findings(path, value)


def _words(kind: ConditionKind) -> str:
    return " or ".join(f'"{word}"' for word in kind.choices)


def _check_possible(
    ground: Ground, ways: Ways | None, step: Step, table: Mapping[str, Any], path: KeyPath
) -> Iterator[Finding]:
    """Say of the built-in conditions when they can never hold; a plugin's are its own affair."""
    for name in _COUNTED.keys() & table.keys():
        yield from _check_room(ground, step, name, table, path)
    if "every-section" in table:
        yield from _check_each_room(ground, step, table, path)
    if "linked" in table and not any(_links(ground, place) for place in _places(ground, step, table["linked"])):
        message = f"No section on '{table['linked']}' answers another, or is answered: there is little to link."
        hint = 'Write answers = "canvas.section" into the section, or ask for something else.'
        yield evolve(ground.finding((*path, "linked"), ("hardly-holds", message, hint)), severity="warning")
    if "time" in table and step.time is None:
        message = f"Time is never over in '{step.id}', which has no time."
        yield ground.finding((*path, "time"), ("never-holds", message, 'Give the step one, like time = "15 min".'))
    if ways is None or ground.murky:
        return
    for name, (command, says) in _COMMANDS.items():
        if name not in table or any(
            _can_be_done(ground, ways, command, place, step) for place in _places(ground, step, table[name])
        ):
            continue
        where = table[name]
        on = f'on = ["{where}"]' if where != HERE else "the same places"
        hint = f'Let a step with activity = "{_DOING[command]}" and {on} come first.'
        found = ground.finding((*path, name), ("never-holds", f"{says.format(where)} by then.", hint))
        # A facilitator may group at any time.
        yield evolve(found, code="hardly-holds", severity="warning") if command == "group" else found
    for name, command, does in (("voted", "vote", "votes"), ("decided", "pick", "decides")):
        if name in table and not any(
            _can_be_done(ground, ways, command, place, step) for place in _places(ground, step, HERE)
        ):
            message = f"Nobody {does} in '{step.id}', nor before on what it works on."
            hint = f'Write the condition into the step with activity = "{_DOING[command]}".'
            yield ground.finding((*path, name), ("never-holds", message, hint))


_DOING: Final[Mapping[str, str]] = {"vote": "vote", "pick": "decide", "group": "group", "approve": "approve"}
"""Command → the activity that is there for it."""

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "picked": ("pick", "Nothing is ever picked on '{}': no step decides on it"),
    "clusters": ("group", "Nobody but a facilitator groups anything on '{}': no step is there for it"),
    "approved": ("approve", "Nobody can approve '{}': no step approves it"),
}
"""Condition → the command without which it does not come to hold, and what that means of a place."""

_COUNTED: Final[Mapping[str, str]] = {
    "entries-in": "entries",
    "picked": "entries",
    "linked": "entries",
    "clusters": "clusters, each of an entry or more",
}
"""Condition → what it counts. There are never more than there is room for."""


def _places(ground: Ground, step: Step, written: str) -> tuple[Place, ...]:
    """The places that a condition means."""
    return tuple(map(ground.place, step.on)) if written == HERE else (ground.place(written),)


def _check_room(ground: Ground, step: Step, name: str, table: Mapping[str, Any], path: KeyPath) -> Iterator[Finding]:
    if "at-least" not in table:
        return
    needed, room, known = table["at-least"], 0.0, False
    for place in _places(ground, step, table[name]):
        if ground.canvas(place.sheet) is None or _several(ground, step, place):
            return
        for canvas, section in ground.boxes(place):
            one, known = _room(canvas, section, place.part), True
            if one is None:
                return
            room += one
    if known and needed > room:
        message = f"'{table[name]}' has room for {room:.0f}, so there are never {needed} {_COUNTED[name]}."
        fault = ("never-holds", message, f"Write at-least = {room:.0f} or less, or make room on the canvas.")
        yield ground.finding((*path, "at-least"), fault)


def _check_each_room(ground: Ground, step: Step, table: Mapping[str, Any], path: KeyPath) -> Iterator[Finding]:
    needed = table.get("at-least", 1)
    for place in _places(ground, step, table["every-section"]):
        for canvas, section in ground.boxes(Place(place.sheet)):
            kind, room = kind_at(canvas, section), _room(canvas, section, None)
            if kind is not None and kind.many and room is not None and needed > room:
                message = f"'{place.sheet}.{section}' has room for {room:.0f}, so not every section ever has {needed}."
                fault = ("never-holds", message, f"Write at-least = {room:.0f} or less, or make room on the canvas.")
                yield ground.finding((*path, "at-least"), fault)
                return


def _several(ground: Ground, step: Step, place: Place) -> bool:
    """Whether a place means those of all groups or participants, and has room once for each of them."""
    return ground.flow.per(place.sheet) != "session" and step.id not in ground.owners


def _room(canvas: Canvas, section: str, part: str | None) -> float | None:
    """How many entries a section, or a part of it, can have; None when there is no telling, or a limit that is none."""
    kind = kind_at(canvas, section)
    if kind is None:
        return None
    one_each = 1 if part is not None else max(1, len(canvas.section[section].parts))
    limit = canvas.limit_of(section) if kind.many else one_each
    if limit is None:
        return math.inf
    return limit if limit > 0 else None


def _links(ground: Ground, place: Place) -> bool:
    """Whether entries somewhere on a place answer others, or are answered; true when it cannot be known."""
    if ground.canvas(place.sheet) is None:
        return True
    sections = {f"{canvas.id}.{section}" for canvas, section in ground.boxes(place)}
    answering = (
        f"{canvas.id}.{section} {said.answers.rpartition('/')[2]}"
        for canvas in ground.pack.canvases.values()
        for section, said in canvas.section.items()
        if said.answers is not None
    )
    return any(not sections.isdisjoint(both.split(" ")) for both in answering)


def _can_be_done(ground: Ground, ways: Ways, command: str, place: Place, step: Step) -> bool:
    """Whether a command may be given on a place before or in a step, going by the flow's own ways."""
    spans = ways.outline.spans
    doing = {number for one in ground.done_on(command, place) for number in spans[one]}
    there = spans[_all_at_once(ground, ways, step.id)]
    # Where no plain next step is cut off, what stands earlier leads here: no need to walk.
    if not ways.blocked and any(number < there.stop for number in doing):
        return True
    return bool(doing) and not ways.after(doing).isdisjoint(there)


def _all_at_once(ground: Ground, ways: Ways, step: str) -> str:
    """The outermost step around one in which nobody can say what comes first: its steps run side by side or in any
    order, or each group is somewhere else in them. The step itself when there is none."""
    outermost = step
    for around in ways.outline.line(step):
        if around in ground.loose:
            outermost = around
    return outermost


def _at_key(ground: Ground, path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=ground.file, path=path, at="key", code=code, message=message, hint=hint)
