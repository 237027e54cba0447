"""Where the ways of moves run: beside which sequence, from which box to which. Nothing is in its place yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, field, frozen

from tyopaja.drawings.figures import Figure, Plan, Way
from tyopaja.drawings.measuring import Font
from tyopaja.drawings.shapes import DETAIL, HISTORY, LABEL, WORDS


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
    below: bool = False
    """Whether its words stand below the step that it leaves, and not beside the steps with those of the others."""

    @property
    def height(self) -> float:
        """How much room its label needs."""
        return sum(font.line for _, font in self.words) + 6

    @property
    def resumes(self) -> bool:
        """Whether it ends in the sign that says that it goes on where it was left."""
        return self.way.move.resume != "none"


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
        """One for each move, in the order of the flow.

        Words inside a step would take much of its width if they stood beside its steps; below the steps they take
        little of its height, where each way leaves from one of them and not from somewhere inside it."""
        routes = [self._route(way) for way in self.plan.ways]
        deep = {route.home for route in routes if self.plan.parents[route.source] != route.home}
        return tuple(
            evolve(
                route,
                below=route.home is not None
                and route.home not in deep
                and self.figures[route.home].step.order == "sequence",
            )
            for route in routes
        )

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


def apart(one: Route | None, other: Route | None) -> float:
    """How far below each other two ways may reach one step, so that neither runs through the other's sign; None for one
    that leaves it."""
    signs = sum(route is not None and route.resumes for route in (one, other))
    return _APART[signs]


def ends(routes: Sequence[Route]) -> Mapping[str, tuple[Route | None, ...]]:
    """For each step the ways that reach it, then None for each that leaves it: so they stand from top to bottom."""
    names = dict.fromkeys(name for route in routes for name in (route.source, route.target))
    return {
        name: (
            *(route for route in routes if route.target == name),
            *(None for route in routes if route.source == name),
        )
        for name in names
    }


def tall(met: Iterable[Route | None]) -> float:
    """How high a step must be so that the ways that reach and leave it have room."""
    return 14 + sum(apart(one, other) for one, other in pairwise(met)) + 10


def deep(met: Iterable[Route | None]) -> float:
    """How far down a step the signs of the ways that reach it stand; 0 without any."""
    reaching = [route for route in met if route is not None]
    if not any(route.resumes for route in reaching):
        return 0
    return 14 + sum(apart(one, other) for one, other in pairwise(reaching)) + HISTORY


_APART = (10.0, 15.0, 22.0)
"""Between two ways of which none, one or both end in a sign."""
