"""Whether each move can be taken, the end be reached from each step, and each step from the start; with the commands
that show it where it is not so.

What one mistake does is said once: the move is then looked at as if it had a condition, or the step as if it were
reached, and the rest is proved."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from tyopaja.charts import Chart
from tyopaja.charts.compiling import NEXT, choosing
from tyopaja.charts.exploring import BEGUN, Endless, Explored, Leg, way_to
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.outline import always
from tyopaja.definitions.checks.proof import DONE, Part, Ways
from tyopaja.definitions.problems import Finding

_ENOUGH: Final = 30
"""After how many findings about one flow the rest is not looked for."""


def check_ways(ground: Ground, ways: Ways) -> Generator[Finding, None, Ways]:
    """What is wrong with the ways through a flow. Returns the ways as they would be without it, for what is to be
    concluded from them."""
    if not ways.parts:
        return ways
    told = ways.loose
    for part, endless in _chains(ways):
        number = part.numbers[endless.move or 0]
        if number not in told:
            told |= {number}
            yield _endless_chain(ground, part, endless, number)
    for number in sorted(told - ways.loose):
        ways = ways.loosened(number)
    for number in [number for number in ways.moves if number not in ways.loose and _is_shadowed(ways, number)]:
        yield _shadowed(ground, ways, number)
        told |= {number}
    for number in sorted(told - ways.loose):
        ways = ways.loosened(number)
    for _ in range(_ENOUGH):
        stuck = _first_stuck(ways)
        if stuck is not None:
            number, finding = _endless_loop(ground, ways, *stuck)
            ways = ways.loosened(number)
            yield finding
            continue
        reached = ways.reached()
        missed = next((step for step in ways.outline.parents if step not in reached), None)
        if missed is None:
            break
        blame = _first_in_the_way(ways, missed)
        if blame is not None:
            number, finding = _jumped_over(ground, ways, missed, *blame)
            ways = ways.loosened(number)
            yield finding
            continue
        if (before := _step_before(ways, missed)) is not None and _is_final(ways, before):
            yield _after_final(ground, ways, missed, before)
        ways = ways.from_(missed)
    return ways


# --- chains without an end ---


def _chains(ways: Ways) -> Iterator[tuple[Part, Endless]]:
    if ways.whole or ways.separate:
        for part in ways.parts:
            for endless in part.explored.endless:
                if endless.move is not None and endless.against <= part.loose(ways.loose):
                    yield part, endless


def _endless_chain(ground: Ground, part: Part, endless: Endless, number: int) -> Finding:
    move = ground.flow.move[number]
    found = part.explored.after([Explored.BEGINNING], part.loose(range(len(ground.flow.move))))
    legs = [*way_to(found, endless.start), _sent(endless)]
    message = f"When '{move.from_}' is done it goes to '{move.to}', which is done at once: that never comes to rest."
    message += f" Commands that set it off: {commands(part.explored.chart, legs)}."
    hint = "Take 'resume' away, or let the move lead to a step in which something is done."
    return ground.finding(("move", number), ("endless-chain", message, hint))


def _sent(endless: Endless) -> Leg:
    none = frozenset[int]()
    return Leg(endless.start, endless.start, endless.event, endless.within, none, none, ())


# --- moves that are never taken ---


def _is_shadowed(ways: Ways, number: int) -> bool:
    if number in ways.apart:
        return False
    source = ways.moves[number].from_
    reached = False
    for part in ways.parts:
        if number not in part.numbers:
            continue
        own, loose = part.numbers.index(number), part.loose(ways.loose)
        for leg in part.explored.legs:
            if own in leg.moves and leg.against <= loose:
                return False
            reached = reached or source in leg.entered
    return reached


def _shadowed(ground: Ground, ways: Ways, number: int) -> Finding:
    move = ground.flow.move[number]
    shown, other = _shown(ways, number)
    before = [
        earlier for earlier, one in ways.moves.items() if earlier < number and one.from_ == move.from_ and always(one)
    ]
    inside = other is not None and other.from_ != move.from_ and other.on != move.on
    if any(ground.flow.move[earlier].on == move.on for earlier in before):
        message = f"This move is never taken: on '{move.on}' another one from '{move.from_}' always comes first."
    elif other is None and move.on.startswith(DONE):
        message = f"This move is never taken: on '{move.on}' what comes after '{move.on.removeprefix(DONE)}' comes first."
    elif other is not None and (inside or move.on == NEXT):
        message = f"This move is never taken: '{move.from_}' is never done, since '{other.from_}' always goes on to "
        message += f"'{other.to}'."
    else:
        message = f"This move is never taken: on '{move.on}' every step inside '{move.from_}' has one of its own."
    if shown:
        message += f" Commands that show it: {shown}."
    hint = "Put this one first, give the other a 'when' or 'at-most', or give one of them another event."
    return ground.finding(("move", number), ("shadowed-move", message, hint))
