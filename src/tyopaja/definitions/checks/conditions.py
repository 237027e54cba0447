"""Conditions: known, rightly asked, and able to hold.

That a condition can never hold is said only where it is certain, whatever people do in the session; a facilitator's
jumps apart, who may override it in any case."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import Ground, bad_place, kind_at
from tyopaja.definitions.checks.outline import Ways
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Condition, Step
from tyopaja.model.place import Place
from tyopaja.model.play import ConditionKind


def check_condition(
    ground: Ground, ways: Ways | None, step: Step, condition: Condition, path: KeyPath
) -> Iterator[Finding]:
    """A condition that is asked about `step`; without `ways` nothing is said of what comes before what."""
    if condition.join == "leaf":
        yield from _check_leaf(ground, ways, step, condition.table, path)
    elif condition.join == "not":
        yield from check_condition(ground, ways, step, condition.of[0], (*path, "not"))
    else:
        for number, inner in enumerate(condition.of):
            yield from check_condition(ground, ways, step, inner, (*path, condition.join, number))


def _check_leaf(
    ground: Ground, ways: Ways | None, step: Step, table: Mapping[str, Any], path: KeyPath
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
        *_check_value(ground, kind, table[name], (*path, name)),
    ]
    yield from found
    if not found:
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


def _check_value(ground: Ground, kind: ConditionKind, value: Any, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(value, str):
        expected = {"place": "a place, like sheet.section", "sheet": "a sheet", "word": _words(kind)}[kind.value]
        message = f"'{path[-1]}' asks for {expected}."
        yield ground.finding(path, ("bad-value", message, "Write it in quotes."))
    elif kind.value == "word":
        if value not in kind.choices:
            message = f"'{path[-1]}' does not know the word '{value}'."
            yield ground.finding(path, ("unknown-word", message, advice(value, kind.choices)))
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
    for name in ("entries-in", "picked"):
        if name in table:
            yield from _check_room(ground, name, table, path)
    if "time" in table and step.time is None:
        message = f"Time is never over in '{step.id}', which has no time."
        yield ground.finding((*path, "time"), ("never-holds", message, 'Give the step one, like time = "15 min".'))
    if ways is None or ground.murky:
        return
    if "picked" in table and not _can_be_done(ground, ways, "pick", ground.place(table["picked"]), step):
        message = f"Nothing is ever picked on '{table['picked']}': no step decides on it by then."
        hint = f'Let a step with activity = "decide" and on = ["{table["picked"]}"] come first.'
        yield ground.finding((*path, "picked"), ("never-holds", message, hint))
    if "approved" in table and not _can_be_done(ground, ways, "approve", Place(table["approved"]), step):
        message = f"Nobody can approve '{table['approved']}': no step approves it by then."
        hint = f'Let a step with activity = "approve" and on = ["{table["approved"]}"] come first.'
        yield ground.finding((*path, "approved"), ("never-holds", message, hint))
    if "voted" in table and not any(
        _can_be_done(ground, ways, "vote", ground.place(written), step) for written in step.on
    ):
        message = f"Nobody votes in '{step.id}', nor before on what it works on."
        hint = 'Write the condition into the step with activity = "vote".'
        yield ground.finding((*path, "voted"), ("never-holds", message, hint))


def _check_room(ground: Ground, name: str, table: Mapping[str, Any], path: KeyPath) -> Iterator[Finding]:
    if "at-least" not in table:
        return
    needed, room, known = table["at-least"], 0.0, False
    place = ground.place(table[name])
    for canvas, section in ground.boxes(place):
        kind, known = kind_at(canvas, section), True
        if kind is None:
            return
        one_each = 1 if place.part is not None else max(1, len(canvas.section[section].parts))
        limit = canvas.limit_of(section) if kind.many else one_each
        room += math.inf if limit is None else limit
    if known and needed > room >= 1:
        message = f"'{table[name]}' has room for {room:.0f}, so there are never {needed}."
        fault = ("never-holds", message, f"Write at-least = {room:.0f} or less, or make room on the canvas.")
        yield ground.finding((*path, "at-least"), fault)


def _can_be_done(ground: Ground, ways: Ways, command: str, place: Place, step: Step) -> bool:
    """Whether a command may be given on a place before or in a step, going by the flow's own ways."""
    spans = ways.outline.spans
    doing = {number for one in ground.done_on(command, place) for number in spans[one]}
    there = spans[step.id]
    # Where no plain next step is cut off, what stands earlier leads here: no need to walk.
    if not ways.blocked and any(number < there.stop for number in doing):
        return True
    return bool(doing) and not ways.after(doing).isdisjoint(there)


def _at_key(ground: Ground, path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=ground.file, path=path, at="key", code=code, message=message, hint=hint)
