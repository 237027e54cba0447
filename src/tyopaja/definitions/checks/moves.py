"""The moves of a flow: where they lead, and whether every step and the end can be reached by them."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.outline import Ways, always
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.problems import Finding

_EVENT = re.compile("[a-z0-9-]{1,64}")

_TAKEN = frozenset({"start", "back", "jump", "undo"})
"""What the journal calls the other ways of getting to a step."""


def check_moves(ground: Ground) -> Iterator[Finding]:
    """Each move by itself."""
    known = {step.id for step in ground.flow.step}
    for number, move in enumerate(ground.flow.move):
        for key, step in (("from", move.from_), ("to", move.to)):
            if step not in known:
                fault = ("unknown-step", f"There is no step '{step}'.", advice(step, known))
                yield ground.finding(("move", number, key), fault)
        if not _EVENT.fullmatch(move.on):
            message = f"'{move.on}' cannot be the name of an event."
            hint = "Write a word in small letters, digits and hyphens, like takaisin; what people see is the label."
            yield ground.finding(("move", number, "on"), ("bad-event", message, hint))
        elif move.on in _TAKEN:
            message = f"An event cannot be called '{move.on}': the journal uses that word for something else."
            fault = ("bad-event", message, f"Call it something else, like {move.on}-1.")
            yield ground.finding(("move", number, "on"), fault)
        if move.at_most is not None and move.at_most < 1:
            yield out_of_range(ground.file, ("move", number, "at-most"), move.at_most, "take the move away")


def draw_ways(ground: Ground) -> Ways | None:
    """The ways through the flow; None when its steps do not make a tree."""
    outline = ground.outline
    if outline is None:
        return None
    moves = {
        number: move
        for number, move in enumerate(ground.flow.move)
        if move.from_ in outline.parents and move.to in outline.parents
    }
    return Ways(outline, moves)


def check_ways(ground: Ground, ways: Ways) -> Generator[Finding, None, Ways]:
    """Whether each move can be taken, the end be reached from each step, and each step from the start.

    What one move does wrong is said once: it is then left out, or looked at as if it had a condition, and the rest is
    proved. Returns the ways as they would be then, for what is to be concluded from them.
    """
    if not ways.cuts:
        return ways
    if shadowed := ways.moves.keys() - ways.open:
        yield from _check_shadows(ground, ways)
        ways = Ways(ways.outline, {number: move for number, move in ways.moves.items() if number not in shadowed})
    while ways.stuck:
        # The last of the steps that are stuck can only lead back: a move stands where its next step would come.
        culprit = ways.blocked[max(ways.stuck)]
        yield _endless(ground, culprit)
        ways = ways.loosened(culprit)
    while missed := set(range(len(ways.steps))) - (reached := ways.after([0])):
        culprit = ways.blocked[min(missed) - 1]
        yield _unreachable(ground, ways, min(missed), reached)
        ways = ways.loosened(culprit)
    return ways


def _check_shadows(ground: Ground, ways: Ways) -> Iterator[Finding]:
    for number, move in ways.moves.items():
        if number in ways.open:
            continue
        message = f"This move is never taken: on '{move.on}' another one from '{move.from_}' always comes first."
        if not any(
            other.from_ == move.from_ and other.on == move.on and always(other)
            for earlier, other in ways.moves.items()
            if earlier < number
        ):
            message = f"This move is never taken: on '{move.on}' every step inside '{move.from_}' has one of its own."
        hint = "Put this one first, give the other a 'when' or 'at-most', or give one of them another event."
        yield ground.finding(("move", number), ("shadowed-move", message, hint))


def _endless(ground: Ground, number: int) -> Finding:
    move = ground.flow.move[number]
    message = f"From '{move.from_}' it goes to '{move.to}' each time, so the flow never ends."
    hint = f"Add at-most = 3, say, a 'when', or an event of its own like on = \"takaisin\" instead of '{move.on}'."
    return ground.finding(("move", number), ("endless-loop", message, hint))


def _unreachable(ground: Ground, ways: Ways, place: int, reached: set[int]) -> Finding:
    outline = ways.outline
    before, culprit = outline.leaves[place - 1], ground.flow.move[ways.blocked[place - 1]]
    # The outermost step that is missed as a whole: what is inside it is missed for the same reason.
    step = [one for one in outline.line(outline.leaves[place]) if reached.isdisjoint(outline.spans[one])][-1]
    number = list(outline.parents).index(step)
    message = f"'{step}' can never be reached: '{before}', the step before it, always goes on to '{culprit.to}'."
    hint = f"Give the move from '{culprit.from_}' to '{culprit.to}' a 'when' or 'at-most', or let one lead here."
    return ground.finding(("step", number), ("unreachable-step", message, hint))
