"""Where the ways of moves run: beside which sequence, from which box to which. Nothing is in its place yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from attrs import field, frozen

from tyopaja.drawings.figures import Figure, Plan, Way
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.shapes import DETAIL, LABEL, WORDS


@frozen
class Route:
    """A move between two boxes."""

    way: Way
    home: str | None
    """The step beside whose inner steps it runs; None for the flow itself."""
    source: str
    target: str
    words: tuple[tuple[str, Font], ...]
    """The lines of its label."""

    @property
    def height(self) -> float:
        """How much room its label needs."""
        return sum(font.line for _, font in self.words) + 6


def columns_of(figure: Figure) -> int:
    """How many steps inside a step stand side by side."""
    if figure.lanes:
        return len(figure.inner)
    plain = len(figure.inner) > 1 and all(not one.inner and not one.step.final for one in figure.inner)
    return 2 if figure.free and plain else 1


@frozen(eq=False)
class Router:
    """Finds the routes of a flow's moves."""

    plan: Plan
    figures: Mapping[str, Figure] = field(init=False)

    @figures.default
    def _by_id(self) -> Mapping[str, Figure]:
        return {figure.step.id: figure for figure in self.plan.walk()}

    def routes(self) -> tuple[Route, ...]:
        """One for each move, in the order of the flow."""
        return tuple(self._route(way) for way in self.plan.ways)

    def _route(self, way: Way) -> Route:
        home = self._home(way)
        source, target = (self._seen(name, home) for name in (way.move.from_, way.move.to))
        wording = self.plan.wording
        said = [*way.conditions]
        # Where the step itself stands behind others, the way leaves from what is around it, and the words tell.
        if source != way.move.from_:
            said.insert(0, wording.say("from", step=wording.step(way.move.from_)))
        if target != way.move.to:
            said.insert(0, wording.say("to", step=wording.step(way.move.to)))
        words = [(line, LABEL) for line in LABEL.wrap(way.label, WORDS)]
        words += [(line, DETAIL) for one in said for line in DETAIL.wrap(one, WORDS)]
        return Route(way, home, source, target, tuple(words))

    def _home(self, way: Way) -> str | None:
        """The innermost step that holds both ends and has its steps one below the other."""
        around = [self.plan.line(name)[:-1] for name in (way.move.from_, way.move.to)]
        both = [one for one, other in zip(*around, strict=False) if one == other]
        figures = (self.figures[name] for name in reversed(both))
        return next((one.step.id for one in figures if not one.lanes and columns_of(one) == 1), None)

    def _seen(self, name: str, home: str | None) -> str:
        """The step, or the outermost one around it beside which it is not at the right."""
        line = self.plan.line(name)
        line = line[line.index(home) + 1 :] if home is not None else line
        for around, inner in pairwise(line):
            figure, columns = self.figures[around], columns_of(self.figures[around])
            place = [one.step.id for one in figure.inner].index(inner)
            if columns > 1 and place % columns != columns - 1:
                return around
        return name


def crossings(plan: Plan, routes: Iterable[Route]) -> Mapping[str | None, int]:
    """For each step, how many ends of moves that run outside it lie inside it."""
    counted: Counter[str | None] = Counter()
    for route in routes:
        for name in (route.source, route.target):
            around = plan.line(name)[:-1]
            counted.update(around[around.index(route.home) + 1 :] if route.home is not None else around)
    return counted
