"""Steps that do not simply follow one another: those side by side, those in the order that people choose, and those
that end what they are part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tyopaja.definitions.checks.ground import Ground, said
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Step

NEVER_OF_A_FINAL: Final = (
    *("order", "for_each", "groups", "join", "activity", "on", "gather", "time", "after_time", "needs"),
    *("votes", "several", "secret", "private", "of"),
)
"""What a final step cannot have, since nothing is done in it."""

_RUNS: Final[Mapping[str, str]] = {"parallel": "side by side", "free": "in any order"}


def check_branching(ground: Ground) -> Iterator[Finding]:
    """The keys `order`, `join` and `final`; nothing where the steps make no tree, which is told."""
    steps = ground.flow.step
    if ground.outline is None or not any(
        step.order != "sequence" or step.final or step.join.rule != "all" for step in steps
    ):
        return
    inside: dict[str | None, list[Step]] = {}
    for step in steps:
        inside.setdefault(step.in_, []).append(step)
    by_id = {step.id: step for step in steps}
    for number, step in enumerate(steps):
        path: KeyPath = ("step", number)
        if step.final:
            around = by_id[step.in_] if step.in_ is not None else None
            yield from _check_final(ground, path, step, around, bool(inside.get(step.id)))
        else:
            yield from _check_order(ground, path, step, inside.get(step.id, ()))


def _check_final(ground: Ground, path: KeyPath, step: Step, around: Step | None, full: bool) -> Iterator[Finding]:
    keys = said(step, *NEVER_OF_A_FINAL)
    if full or keys:
        what = "steps inside it" if full else " and ".join(f"'{key}'" for key in keys)
        message = f"'{step.id}' is final, so nothing is done in it, and it has {what}."
        hint = "Take 'final' away, or put a step after this one that is final and has only an id and a title."
        yield _at_key(ground, (*path, "final"), "final-works", message, hint)
    if around is not None and around.order != "sequence":
        message = f"'{step.id}' is final, but the steps of '{around.id}' run {_RUNS[around.order]}: each of them ends."
        hint = f"Take it away, or put it into a step of '{around.id}', after the others there."
        yield _at_key(ground, (*path, "final"), "final-side-by-side", message, hint)


def _check_order(ground: Ground, path: KeyPath, step: Step, inside: Sequence[Step]) -> Iterator[Finding]:
    order, join = step.order, step.join
    if order != "sequence" and not inside:
        message = f"'{step.id}' has no steps inside it, so there is nothing to run {_RUNS[order]}."
        hint = f"Take 'order' away, or put steps into it with in = \"{step.id}\"."
        yield _at_key(ground, (*path, "order"), "order-not-here", message, hint)
        return
    if order != "sequence" and len(inside) == 1:
        yield Finding(
            file=ground.file,
            path=(*path, "order"),
            at="key",
            code="one-inside",
            severity="warning",
            message=f"'{step.id}' has one step inside it, so nothing runs {_RUNS[order]}.",
            hint="Take 'order' away, or put another step into it.",
        )
    if join.rule == "all":
        return
    at: KeyPath = (*path, "join")
    if order == "sequence" and step.for_each is None:
        message = f"Nothing runs side by side in '{step.id}', so there is nothing to wait for."
        hint = 'Take \'join\' away, or write order = "parallel", order = "free" or for-each = "group".'
        yield _at_key(ground, at, "join-not-here", message, hint)
    elif order != "sequence" and step.for_each is not None:
        message = f"'join' in '{step.id}' may mean each {step.for_each}, or the steps inside that run {_RUNS[order]}."
        hint = f"Put a step into '{step.id}' that has 'order' and the steps, and say 'join' where it is meant."
        yield _at_key(ground, at, "join-unclear", message, hint)
    elif join.rule == "quorum":
        yield from _check_quorum(ground, at, step, len(inside))


def _check_quorum(ground: Ground, path: KeyPath, step: Step, inside: int) -> Iterator[Finding]:
    count, what = (inside, "steps") if step.for_each is None else (step.groups and step.groups.count, "groups")
    if count and step.join.quorum > count:
        message = f"'{step.id}' waits for {step.join.quorum} {what} to be done, but has {count}."
        fault = ("quorum-too-large", message, f'Write join = {count} or less, or join = "all".')
        yield ground.finding(path, fault)


def _at_key(ground: Ground, path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file=ground.file, path=path, at="key", code=code, message=message, hint=hint)
