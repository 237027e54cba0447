"""Which states a transition enters: SCXML's computeEntrySet (appendix D), with all that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tyopaja.charts.nodes import Chart, Configuration, Transition


class Entry:
    """The set of states to enter, as it grows."""

    def __init__(self, chart: Chart, configuration: Configuration) -> None:
        self.chart = chart
        self.configuration = configuration
        self.states: set[str] = set()

    def by(self, way: Transition, domain: str | None) -> None:
        """What a transition enters."""
        if domain is None:
            return
        for target in way.targets:
            self.descendants(target)
        for target in self._effective(way.targets):
            self.ancestors(target, domain)

    def _effective(self, targets: Iterable[str]) -> Iterator[str]:
        """Targets with histories replaced by what they stand for (appendix D: getEffectiveTargetStates)."""
        for target in targets:
            node = self.chart.nodes[target]
            if node.kind != "history":
                yield target
            else:
                yield from self._meant(target)

    def _meant(self, history: str) -> tuple[str, ...]:
        """What a history stands for: what it remembers, else what is entered by default (SCXML 3.10)."""
        # Instances may have gone since they were remembered.
        remembered = (one for one in self.configuration.memory.get(history, ()) if one in self.chart.nodes)
        parent = self.chart.nodes[str(self.chart.nodes[history].parent)]
        return tuple(remembered) or (parent.children if parent.kind == "parallel" else (str(parent.initial),))

    def descendants(self, state: str) -> None:
        """A state and what is entered by default inside it (appendix D: addDescendantStatesToEnter)."""
        node = self.chart.nodes[state]
        if node.kind == "history":
            meant = self._meant(state)
            for one in meant:
                self.descendants(one)
            for one in meant:
                self.ancestors(one, str(node.parent))
            return
        self.states.add(state)
        if node.kind == "compound":
            if not self._begun(state):
                initial = str(node.initial)
                self.descendants(initial)
                self.ancestors(initial, state)
        elif node.kind == "parallel":
            for child in node.children:
                if not self._holds(child):
                    self.descendants(child)

    def ancestors(self, state: str, domain: str) -> None:
        """The states around one, up to the domain, and the other regions of those that are parallel (appendix D:
        addAncestorStatesToEnter)."""
        for outer in reversed(self.chart.nodes[state].line[:-1]):
            if outer == domain:
                return
            self.states.add(outer)
            if self.chart.nodes[outer].kind == "parallel":
                for child in self.chart.nodes[outer].children:
                    if not self._holds(child):
                        self.descendants(child)

    def _holds(self, state: str) -> bool:
        return any(self.chart.is_within(one, state) for one in self.states)

    def _begun(self, state: str) -> bool:
        """Whether something inside a compound state is to be entered already."""
        return any(one != state and self.chart.is_within(one, state) for one in self.states)
