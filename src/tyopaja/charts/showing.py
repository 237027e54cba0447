"""The shortest list of commands that leads somewhere in a chart, such as a session would be led by it.

`tyopaja.charts.exploring` takes it as open whether a move may be taken. Here each move is taken whenever it can be: one
with `at-most` so many times and then no more, one without a condition always. Only of a `when` nobody knows whether it
holds: each command says which of those moves it is taken to go by, or without."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from functools import partial
from typing import Final

from attrs import evolve, field, frozen

from tyopaja.charts.explored import BEGUN
from tyopaja.charts.exploring import Events, asking, key_of
from tyopaja.charts.nodes import BEGINNING, ROOT, Change, Chart, Configuration, Transition
from tyopaja.charts.stepping import Once, begin, step

_RUNS: Final = 3_000
"""How many commands are tried at most."""
_OUTCOMES: Final = 16
"""How many outcomes of one command are looked at, as conditions hold or not."""

Reach = Callable[[Configuration], bool]


@frozen
class Sent:
    """A command, and what comes of it."""

    event: str
    within: str | None
    """The active state that it is sent to; None for all."""
    change: Change
    by: frozenset[int] = frozenset()
    """The moves that it goes by only if a condition holds."""
    without: frozenset[int] = frozenset()
    """The moves that it would go by if a condition held."""


@frozen
class Last:
    """The command that a list ends with, sent in the configuration that was to be reached."""

    event: str
    within: str | None
    shows: Callable[[Change], bool]
    """Whether that is what was to be shown."""


@frozen(kw_only=True)
class Search:
    """How to look for a list of commands."""

    chart: Chart
    free: Collection[int]
    """The moves of which it is not known whether they may be taken, as the flow counts them."""
    limits: Mapping[int, int]
    """Move → how many times it may be taken, for those of which that is said."""
    to_all: bool = False
    """Whether commands are tried only without a step, for all that is going on."""

    def show(self, reach: Reach, last: Last | None = None) -> tuple[Sent, ...] | None:
        """The shortest list that leads to a configuration, with the last command; None where none was found."""
        chart = asking(self.chart)
        events, runs = Events(chart), 0
        begun = self._outcomes({}, partial(begin, chart), BEGUN, None)
        first = [_Place(BEGINNING, {}, ()).after(one, self.limits) for one in begun]
        seen: set[Hashable] = {place.key for place in first}
        pending = deque(first)
        while pending:
            here = pending.popleft()
            if reach(here.now):
                if last is None:
                    return here.way
                going = partial(step, chart, here.now, last.event, within=last.within)
                for sent in self._outcomes(here.times, going, last.event, last.within):
                    if last.shows(sent.change):
                        return (*here.way, sent)
            for event, within in events.of(here.now.active):
                if self.to_all and within is not None:
                    continue
                runs += 1
                if runs > _RUNS:
                    return None
                going = partial(step, chart, here.now, event, within=within)
                for sent in self._outcomes(here.times, going, event, within):
                    there = here.after(sent, self.limits)
                    if sent.change.taken and there.key not in seen:
                        seen.add(there.key)
                        pending.append(there)
        return None

    def _outcomes(
        self, times: Mapping[int, int], going: Callable[..., Change], event: str, within: str | None
    ) -> Iterator[Sent]:
        """What may come of one command, as conditions hold or not."""
        prefixes: list[tuple[bool, ...]] = [()]
        for _ in range(_OUTCOMES):
            prefix = prefixes.pop(0)
            answers = _Answers(self, times, prefix)
            change = going(allows=Once(answers))
            taken = {way.move for way in change.taken}
            by = frozenset(move for move, answer in answers.given.items() if answer and move in taken)
            without = frozenset(move for move, answer in answers.given.items() if not answer)
            yield Sent(event, within, change, by, without)
            said = tuple(answers.given.values())
            prefixes += [(*said[:at], False) for at in range(len(prefix), len(said))]
            if not prefixes:
                return


@frozen
class _Place:
    """A configuration, how often moves with a limit were taken on the way there, and the way."""

    now: Configuration
    times: Mapping[int, int]
    way: tuple[Sent, ...]

    @property
    def key(self) -> Hashable:
        return key_of(self.now), tuple(sorted(self.times.items()))

    def after(self, sent: Sent, limits: Mapping[int, int]) -> _Place:
        times = dict(self.times)
        for way in sent.change.taken:
            if way.move is not None and way.move in limits:
                times[way.move] = times.get(way.move, 0) + 1
        return _Place(sent.change.configuration, times, (*self.way, sent))


@frozen
class _Answers:
    """Whether moves may be taken: the answers of a prefix to those that are free, then yes."""

    search: Search
    times: Mapping[int, int]
    prefix: tuple[bool, ...]
    given: dict[int, bool] = field(factory=dict)

    def __call__(self, way: Transition) -> bool:
        move = way.move
        if move is None or self.times.get(move, 0) >= self.search.limits.get(move, 1 + self.times.get(move, 0)):
            return move is None
        if move not in self.search.free:
            return True
        if move not in self.given:
            at = len(self.given)
            self.given[move] = self.prefix[at] if at < len(self.prefix) else True
        return self.given[move]


def without_limits(search: Search) -> Search:
    """The same search, but that of moves with a limit it is not known either whether they may be taken."""
    return evolve(search, free=frozenset((*search.free, *search.limits)), limits={})


def entered_last(chart: Chart, sent: Sent) -> str | None:
    """The innermost step that a command entered last; None when it entered none."""
    steps = [chart.nodes[one].step for one in sent.change.entered if one != ROOT]
    return next((one for one in reversed(steps) if one is not None), None)
