"""Whether each move can be taken, the end be reached from each step, and each step from the start; with the commands
that show it where it is not so.

What one mistake does is said once: the move is then looked at as if it had a condition, or the step as if it were
reached, and the rest is proved."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import pairwise
from typing import Final

from tyopaja.charts.compiling import NEXT
from tyopaja.charts.explored import Endless, Explored, Leg
from tyopaja.charts.showing import Last
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.instances import DONE
from tyopaja.definitions.checks.proof import Part, Ways
from tyopaja.definitions.checks.telling import told, whatever
from tyopaja.definitions.problems import Finding

_ENOUGH: Final = 30
"""After how many findings about one flow the rest is not looked for."""


def check_ways(ground: Ground, ways: Ways) -> Generator[Finding, None, Ways]:
    """What is wrong with the ways through a flow. Returns the ways as they would be without it, for what is to be
    concluded from them."""
    if not ways.parts:
        return ways
    certain = ways.whole or ways.separate
    said = ways.loose
    for part in ways.parts:
        for endless in part.explored.endless:
            if not certain:
                return ways
            if endless.against <= part.loose(ways.loose):
                if part.numbers[endless.move] not in said:
                    yield _endless_chain(ground, ways, part, endless)
                said |= {part.numbers[move] for move in endless.moves}
    ways = ways.loosened(said)
    shadowed = [number for number in ways.moves if number not in said and _is_shadowed(ways, number)]
    for number in shadowed:
        yield _shadowed(ground, ways, number)
    ways = ways.loosened(shadowed)
    for _ in range(_ENOUGH):
        stuck = _first_stuck(ways)
        if stuck is not None:
            number, finding = _endless_loop(ground, ways, *stuck)
            ways = ways.loosened([number])
            yield finding
            continue
        reached = ways.reached()
        missed = next((step for step in ways.outline.parents if step not in reached), None)
        if missed is None:
            break
        blame = _first_in_the_way(ways, missed)
        if blame is not None:
            number, finding = _jumped_over(ground, ways, missed, *blame)
            ways = ways.loosened([number])
            yield finding
            continue
        if (before := _step_before(ways, missed)) is not None and _is_final(ways, before):
            yield _after_final(ground, ways, missed, before)
        ways = ways.from_(missed)
    yield from _nothing_on(ground, ways)
    return ways


# --- chains without an end ---


def _endless_chain(ground: Ground, ways: Ways, part: Part, endless: Endless) -> Finding:
    number = part.numbers[endless.move]
    move = ground.flow.move[number]
    so = "nobody comes to do anything there" if endless.limited else "that never comes to rest"
    message = f"When '{move.from_}' is done it goes to '{move.to}', which is done at once: {so}."
    message += told("set it off", ways, part, [endless.start], Last(endless.event, endless.within, whatever))
    hint = "Take 'resume' away, or let the move lead to a step in which something is done."
    return ground.finding(("move", number), ("endless-chain", message, hint))


# --- moves that are never taken ---


def _is_shadowed(ways: Ways, number: int) -> bool:
    if number in ways.apart or _is_done_by_lanes(ways, number):
        return False
    source = ways.moves[number].from_
    reached = waited = False
    for part in ways.parts:
        if number not in part.numbers:
            continue
        own, loose = part.numbers.index(number), part.loose(ways.loose)
        if any(own in endless.moves for endless in part.explored.endless):
            return False
        for leg in part.explored.legs:
            if own in leg.moves:
                if leg.against <= loose:
                    return False
                waited = True
            reached = reached or source in leg.entered
    # That a step is never done, for whatever reason, is said where the reason is.
    return reached and (waited or ways.moves[number].on != NEXT)


def _is_done_by_lanes(ways: Ways, number: int) -> bool:
    """Whether a move waits for a step in which lanes run that were explored apart: by which of them it is done, and how
    often that is told, no part shows."""
    move = ways.moves[number]
    if ways.whole or not (move.on == NEXT or move.on.startswith(DONE)):
        return False
    awaited = move.from_ if move.on == NEXT else move.on.removeprefix(DONE)
    return any(awaited in ways.outline.line(step) for step in ways.beside)


def _shadowed(ground: Ground, ways: Ways, number: int) -> Finding:
    move = ground.flow.move[number]
    shown, others = _shown(ways, number)
    before = [ground.flow.move[one] for one in others]
    same = any(one.from_ == move.from_ for one in before)
    done = move.on == NEXT or move.on.startswith(DONE)
    why = f"on '{move.on}' another one from '{move.from_}' always comes first"
    if not before and not done:
        why = f"'{move.from_}' is done at once, before anybody could send '{move.on}'"
    elif not before:
        step = move.on.removeprefix(DONE)
        why = f"when '{step}' is done, '{move.from_}' is not going on, or what comes after '{step}' comes first"
    elif not same and done:
        why = f"'{move.from_}' is never done, since '{before[0].from_}' always goes on to '{before[0].to}'"
    elif not same and move.from_ in ways.outline.line(before[0].from_):
        why = f"on '{move.on}' every step inside '{move.from_}' has one of its own"
    hint = "Put this one first, give the other a 'when' or 'at-most', or give one of them another event."
    if not before and done:
        hint = f"Let the move lead away from '{move.on.removeprefix(DONE)}' itself, on = \"{NEXT}\"."
    return ground.finding(("move", number), ("shadowed-move", f"This move is never taken: {why}.{shown}", hint))


def _shown(ways: Ways, number: int) -> tuple[str, list[int]]:
    """How it is seen that a move is not taken, and the moves that are taken instead."""
    for part in ways.parts:
        if number not in part.numbers:
            continue
        own, loose = part.numbers.index(number), part.loose(ways.loose)
        found = part.explored.after([Explored.BEGINNING], loose)
        place = {configuration: order for order, configuration in enumerate(found)}
        legs = [leg for leg in part.explored.legs if own in leg.moves]
        if legs:
            leg = min(legs, key=lambda leg: (place.get(leg.start, len(place)), len(leg.against)))
            others = sorted(part.numbers[one] for one in leg.against - loose)
            last = Last(leg.event, leg.within, whatever)
            return (told("show it", ways, part, [leg.start], last) if leg.start in found else ""), others
    return "", []


# --- ways that never end ---


def _first_stuck(ways: Ways) -> tuple[Part, int] | None:
    """The part in which nothing leads to the end from some configuration, and the first move in the way there."""
    for part in ways.parts if ways.whole or ways.separate else ():
        explored, loose = part.explored, part.loose(ways.loose)
        ending = explored.ending(loose)
        stuck = next((one for one in explored.after([Explored.BEGINNING], loose) if one not in ending), None)
        if stuck is None:
            continue
        way = explored.in_the_way(stuck, loose, lambda leg: leg.end == Explored.END)
        if way is not None:
            return part, way[1][0]
    return None


def _endless_loop(ground: Ground, ways: Ways, part: Part, own: int) -> tuple[int, Finding]:
    number = part.numbers[own]
    move = ground.flow.move[number]
    loose = part.loose(ways.loose)
    # The stuck configurations where that is seen; what bars the way to the end may be further on.
    seen = {one.start for one in part.explored.legs if own in one.against} - part.explored.ending(loose)
    shown = told("lead there", ways, part, seen, rest="; from then on nothing leads to the end")
    hint = "Add at-most = 3, say, a 'when', or an event of its own like on = \"takaisin\""
    hint += f" instead of '{move.on}'."
    joined = _left_undone(ground, ways, move.from_, move.to)
    if joined is not None:
        whole, lane = joined
        message = f"'{whole}' is never done: from '{move.from_}' it goes to '{move.to}' each time, so '{lane}' is not."
        return number, ground.finding(("move", number), ("never-joined", message + shown, hint))
    message = f"From '{move.from_}' it goes to '{move.to}' each time, so the flow never ends."
    return number, ground.finding(("move", number), ("endless-loop", message + shown, hint))


def _nothing_on(ground: Ground, ways: Ways) -> Iterator[Finding]:
    """Where no move is to blame that nothing leads to the end."""
    for part in ways.parts if ways.whole or ways.separate else ():
        explored, loose = part.explored, part.loose(ways.loose)
        ending, found = explored.ending(loose), explored.after([Explored.BEGINNING], loose)
        stuck = [one for one in found if one not in ending]
        if not stuck or explored.endless:
            continue
        at = next((one for one in stuck if one not in explored.leading_from), None)
        where = stuck[-1] if at is None else at
        states = [explored.chart.nodes[state] for state in explored.active[where]]
        steps = [node.step for node in states if node.step is not None]
        waiting = [node.step for node in states if node.step is not None and node.kind == "parallel"]
        step = (waiting or steps)[-1]
        message = f"Nothing leads on from '{steps[-1]}'" + (f", so '{step}' is never done." if waiting else ".")
        if at is None:
            message = f"From '{steps[-1]}' on it only goes round: nothing leads to the end."
        message += told("lead there", ways, part, [where])
        hint = "Let a move lead on from there, or change how the steps around it must be done."
        yield ground.finding(_at(ways, step), ("endless-loop" if at is None else "dead-end", message, hint))
        return


def _left_undone(ground: Ground, ways: Ways, from_: str, to: str) -> tuple[str, str] | None:
    """The step whose steps must all be done, and the one of them that a move within it leaves before it is."""
    aim = tuple(ways.outline.line(to))
    for lane, whole in pairwise(ways.outline.line(from_)):
        if whole in ways.beside and whole in aim and lane not in aim:
            return whole, lane
    return None


# --- steps that are never reached ---


def _first_in_the_way(ways: Ways, step: str) -> tuple[Part, int, Leg] | None:
    """Of the moves without which a step would be reached the first, and the leg that it stands in the way of."""
    best: tuple[tuple[Leg, ...], tuple[int, ...], Part] | None = None
    for part in ways.parts:
        if step in part.steps:
            loose = part.loose(ways.loose)
            way = part.explored.in_the_way(Explored.BEGINNING, loose, lambda leg: step in leg.entered)
            if way is not None and way[1] and (best is None or len(way[1]) < len(best[1])):
                best = (*way, part)
    if best is None:
        return None
    legs, moves, part = best
    return part, moves[0], next(leg for leg in legs if moves[0] in leg.against)


def _jumped_over(ground: Ground, ways: Ways, step: str, part: Part, own: int, leg: Leg) -> tuple[int, Finding]:
    number = part.numbers[own]
    move, loose = ground.flow.move[number], part.loose(ways.loose)
    counted = list(ways.moves).index(number)
    last = Last(leg.event, leg.within, lambda change: counted in {way.move for way in change.taken})
    found = leg.start in part.explored.after([Explored.BEGINNING], loose)
    spans, before = ways.outline.spans, f"'{move.from_}'"
    if spans[move.from_].stop == spans[step].start:
        before += ", the step before it,"
    message = f"'{step}' can never be reached: {before} always goes on to '{move.to}'."
    message += told("lead past it", ways, part, [leg.start], last) if found else ""
    hint = f"Give the move from '{move.from_}' to '{move.to}' a 'when' or 'at-most', or let one lead here."
    return number, ground.finding(_at(ways, step), ("unreachable-step", message, hint))


def _after_final(ground: Ground, ways: Ways, step: str, before: str) -> Finding:
    message = f"'{step}' can never be reached: '{before}', the step before it, is final."
    hint = f"Put '{before}' last, take 'final' away there, or let a move lead here."
    return ground.finding(_at(ways, step), ("unreachable-step", message, hint))


def _step_before(ways: Ways, step: str) -> str | None:
    beside = ways.outline.inside[ways.outline.parents[step]]
    return beside[beside.index(step) - 1] if step != beside[0] else None


def _is_final(ways: Ways, step: str) -> bool:
    return any(one.final for one in ways.flow.step if one.id == step)


def _at(ways: Ways, step: str) -> tuple[str, int]:
    return "step", list(ways.outline.parents).index(step)
