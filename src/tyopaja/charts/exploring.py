"""Every configuration that a chart can come into, and every event that leads from one to another.

Explored breadth-first from the beginning, by the events that people send: `next`, those of moves, and the choices of a
free order; to all that is going on, or to one line of it. That a facilitator may override, jump or leave a step undone
does not count. Whether conditions hold is not known here, so each may hold or not.

A move without a condition is taken whenever its event comes. What would come if it were not is explored all the same:
each leg says which such moves stand in its way, and whoever asks says which of them are to be looked at as if they had
a condition. One exploration thus answers what is wrong, and what would be right without one move or another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from attrs import evolve

from tyopaja.charts.compiling import NEXT, choosing
from tyopaja.charts.explored import BEGUN, SEEDED, Endless, Explored, Leg
from tyopaja.charts.nodes import BEGINNING, ROOT, Change, Chart, Configuration, Transition
from tyopaja.charts.stepping import ChartError, begin, jump, step

MOST: Final = 1_000
"""How many configurations are explored at most, when nothing else is said."""

_RUNS: Final = 4
"""How many outcomes are worked out for each of those, on the average, at most."""
_OUTCOMES: Final = 64
"""How many outcomes of one event in one configuration are looked at, as conditions hold or not."""
_OFTEN: Final = 40
"""How often one move is asked for in one chain, beside once for each active state, before it is taken for endless."""


class TooLarge(Exception):
    """There are more configurations than were to be explored."""


def explore(chart: Chart, seeds: Sequence[tuple[str, ...]] = (), most: int = MOST) -> Explored:
    """Explore a chart. `seeds`: further targets that it may be begun at, beside its beginning.

    Raises TooLarge.
    """
    return _Explorer(chart, most).explored(seeds)


def asking(chart: Chart) -> Chart:
    """The same chart, but that it is asked of each move whether it may be taken, also of those without a condition."""
    ways = tuple(way if way.move is None else evolve(way, at_most=1) for way in chart.transitions)
    return Chart(nodes=chart.nodes, transitions=ways, instances=chart.instances)


def key_of(configuration: Configuration) -> Hashable:
    """What tells a configuration from others: its active states and what histories remember."""
    return configuration.active, tuple(sorted(configuration.memory.items()))


class Events:
    """What people can send."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.sent = {
            state: tuple(dict.fromkeys(event for way in ways for event in way.events if _is_sent(event)))
            for state, ways in chart.leading_from.items()
        }

    def of(self, active: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
        """What can be sent in a configuration, and where to: everywhere, and to each line in which it means something
        of its own."""
        nodes = self.chart.nodes
        meant: dict[str, dict[str, tuple[str, ...]]] = {}
        for leaf in self.chart.leaves(active):
            for state in reversed((ROOT, *nodes[leaf].line)):
                for event in self.sent.get(state, ()):
                    sources = meant.setdefault(event, {})
                    sources[leaf] = (*sources.get(leaf, ()), state)
        # What people would rather say comes first: of ways as short as each other the first found is told.
        for event, sources in sorted(meant.items(), key=lambda one: one[0] != NEXT):
            yield event, None
            if len(set(sources.values())) > 1:
                for leaf in {ways: leaf for leaf, ways in reversed(sources.items())}.values():
                    yield event, leaf
                for state in active:
                    inside = sum(self.chart.is_within(leaf, state) for leaf in sources)
                    if 1 < inside < len(sources) and nodes[state].kind == "compound" and nodes[state].step is not None:
                        yield event, state


class _Explorer:
    def __init__(self, chart: Chart, most: int) -> None:
        self.chart = asking(chart)
        self.limits = {way.number: way.at_most for way in chart.transitions if way.at_most is not None}
        self.most = most
        self.runs = 0
        self.insisting = {
            way.number for way in chart.transitions if way.move is not None and way.when is None and way.at_most is None
        }
        self.events = Events(self.chart)
        self.numbers: dict[object, int] = {}
        self.configurations: list[Configuration] = []
        self.pending: deque[tuple[int, Configuration]] = deque()
        self.legs: list[Leg] = []
        self.endless: list[Endless] = []
        self.round: set[int] = set()

    def explored(self, seeds: Sequence[tuple[str, ...]]) -> Explored:
        """All of it. Raises TooLarge."""
        self._number(BEGINNING, "beginning")
        self._number(BEGINNING, "end")
        self.pending.clear()
        self._follow(Explored.BEGINNING, BEGUN, None, partial(begin, self.chart))
        for targets in seeds:
            self._follow(Explored.BEGINNING, SEEDED, None, partial(jump, self.chart, BEGINNING, targets, None))
        while self.pending:
            number, here = self.pending.popleft()
            for event, within in self.events.of(here.active):
                self._follow(number, event, within, partial(step, self.chart, here, event, within=within))
        return Explored(self.chart, tuple(self.configurations), tuple(self.legs), tuple(self.endless))

    def _number(self, configuration: Configuration, key: object = None) -> int:
        if key is None:
            key = key_of(configuration) if configuration.active else "end"
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = len(self.numbers)
            if found > self.most:
                raise TooLarge
            self.configurations.append(configuration)
            self.pending.append((found, configuration))
        return found

    def _follow(self, start: int, event: str, within: str | None, run: Callable[..., Change]) -> None:
        """One event, with every outcome that conditions may give it."""
        prefixes: list[tuple[bool, ...]] = [()]
        seen: set[tuple[int, frozenset[int], frozenset[int]]] = set()
        for _ in range(_OUTCOMES):
            prefix = prefixes.pop()
            answers = _Answers(prefix, _OFTEN + len(self.configurations[start].active))
            asked = answers.given
            self.runs += 1
            if self.runs > self.most * _RUNS:
                raise TooLarge
            try:
                change = run(allows=answers)
            except ChartError:
                self._endless(start, event, within, answers, run)
            else:
                if change.taken or start == Explored.BEGINNING:
                    against = self._against(asked)
                    end = self._number(change.configuration)
                    moves = frozenset(way.move for way in change.taken if way.move is not None)
                    if (end, moves, against) not in seen:
                        seen.add((end, moves, against))
                        self.legs.append(Leg(start, end, event, within, moves, against, _entered(self.chart, change)))
            said = tuple(asked.values())
            prefixes += [(*said[:at], False) for at in range(len(prefix), len(said))]
            if not prefixes:
                return
        raise TooLarge

    def _against(self, asked: Mapping[int, bool]) -> frozenset[int]:
        """The moves without a condition that were asked for and not taken."""
        ways = self.chart.transitions
        refused = (ways[number].move for number, answer in asked.items() if not answer and number in self.insisting)
        return frozenset(move for move in refused if move is not None)

    def _endless(
        self, start: int, event: str, within: str | None, answers: _Answers, run: Callable[..., Change]
    ) -> None:
        """A chain that seems to have no end: the first time that a move goes round in one, it is seen to the limit."""
        ways, move = self.chart.transitions, answers.last.move if answers.last is not None else None
        if move is None:
            raise TooLarge
        if move not in self.round:
            try:
                run(allows=_Answers(tuple(answers.given.values()), None))
            except ChartError:
                self.round.add(move)
            else:
                raise TooLarge
        taken = frozenset(ways[number].move for number, answer in answers.given.items() if answer)
        moves = frozenset(one for one in taken if one is not None)
        against = self._against(answers.given)
        self.endless.append(Endless(start, event, within, move, moves, against, self._ends(answers, run)))

    def _ends(self, answers: _Answers, run: Callable[..., Change]) -> bool:
        """Whether a chain comes to rest once each move in it is taken as often as it may be."""
        try:
            run(allows=_Answers(tuple(answers.given.values()), None, self.limits))
        except ChartError:
            return False
        return True


class _Answers:
    """Whether moves may be taken: the answers of a prefix, then yes to whatever is asked for the first time."""

    def __init__(self, prefix: tuple[bool, ...], most: int | None, limits: Mapping[int, int] | None = None) -> None:
        self.prefix = prefix
        self.most = most
        self.limits = limits or {}
        self.given: dict[int, bool] = {}
        self.times: dict[int, int] = {}
        self.last: Transition | None = None

    def __call__(self, way: Transition) -> bool:
        answer = self.given.get(way.number)
        if answer is None:
            at = len(self.given)
            answer = self.given[way.number] = self.prefix[at] if at < len(self.prefix) else True
        if answer:
            self.last = way
            times = self.times[way.number] = self.times.get(way.number, 0) + 1
            if self.most is not None and times > self.most:
                raise ChartError
            answer = times <= self.limits.get(way.number, times)
        return answer


def _entered(chart: Chart, change: Change) -> tuple[str, ...]:
    """What is entered, with the final state of the flow, which nobody sees."""
    if change.configuration.active:
        return change.entered
    nodes = chart.nodes
    aims = (str(nodes[ROOT].initial), *(to for way in change.taken for to in way.targets))
    return (*change.entered, *(to for to in aims if nodes[to].kind == "final" and nodes[to].parent == ROOT))


def _is_sent(event: str) -> bool:
    """Whether people send an event, as what goes its usual way: not the chart's own, nor the facilitator's leaving."""
    return "." not in event or event.startswith(choosing(""))
