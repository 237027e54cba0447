"""SCXML's algorithm for interpretation, transcribed from appendix D line by line: sets, no memory of answers, no
shortcuts. What our charts do is held against it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tyopaja.charts import Chart, Transition
from tyopaja.charts.nodes import ROOT, Node
from tyopaja.charts.stepping import matches


@dataclass
class Naive:
    """An interpreter of a chart without conditions."""

    chart: Chart
    configuration: set[str] = field(default_factory=set)
    history: dict[str, set[str]] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    running: bool = True

    def start(self) -> None:
        initial = Transition(number=-1, source=ROOT, events=(), targets=(str(self.chart.nodes[ROOT].initial),))
        self.configuration.add(ROOT)
        self.enter_states([initial])
        self.macrostep()

    def send(self, event: str) -> None:
        if not self.running:
            return
        enabled = self.select(event)
        if enabled:
            self.microstep(enabled)
        self.macrostep()

    def macrostep(self) -> None:
        while self.running:
            enabled = self.select(None)
            if not enabled:
                if not self.queue:
                    return
                enabled = self.select(self.queue.pop(0))
            if enabled:
                self.microstep(enabled)

    @property
    def active(self) -> set[str]:
        return self.configuration - {ROOT} if self.running else set()

    def node(self, state: str) -> Node:
        return self.chart.nodes[state]

    def ordered(self, states: set[str]) -> list[str]:
        return sorted(states, key=lambda state: self.node(state).index)

    def ancestors(self, state: str, upto: str | None) -> list[str]:
        """getProperAncestors: nearest first."""
        found = []
        parent = self.node(state).parent
        while parent is not None and parent != upto:
            found.append(parent)
            parent = self.node(parent).parent
        return found

    def is_descendant(self, state: str, outer: str) -> bool:
        return outer in self.ancestors(state, None)

    def atomic(self, state: str) -> bool:
        return self.node(state).kind in ("atomic", "final")

    def select(self, event: str | None) -> list[Transition]:
        enabled: list[Transition] = []
        for state in self.ordered({one for one in self.configuration if self.atomic(one)}):
            found = None
            for outer in (state, *self.ancestors(state, None)):
                for way in [one for one in self.chart.transitions if one.source == outer]:
                    fits = not way.events if event is None else any(matches(one, event) for one in way.events)
                    if fits and self.holds(way):
                        found = way
                        break
                if found is not None:
                    break
            if found is not None and found not in enabled:
                enabled.append(found)
        return self.without_conflicts(enabled)

    def holds(self, way: Transition) -> bool:
        if not way.inside:
            return True
        return sum(state in self.configuration for state in way.inside) >= (way.at_least or len(way.inside))

    def without_conflicts(self, enabled: list[Transition]) -> list[Transition]:
        filtered: list[Transition] = []
        for one in enabled:
            preempted = False
            remove = []
            for two in filtered:
                if self.exit_set([one]) & self.exit_set([two]):
                    if self.is_descendant(one.source, two.source):
                        remove.append(two)
                    else:
                        preempted = True
                        break
            if not preempted:
                filtered = [two for two in filtered if two not in remove]
                filtered.append(one)
        return filtered

    def microstep(self, enabled: list[Transition]) -> None:
        self.exit_states(enabled)
        self.enter_states(enabled)

    def exit_set(self, ways: list[Transition]) -> set[str]:
        found: set[str] = set()
        for way in ways:
            if way.targets:
                domain = self.domain(way)
                found |= {state for state in self.configuration if self.is_descendant(state, domain)}
        return found

    def exit_states(self, enabled: list[Transition]) -> None:
        leaving = self.ordered(self.exit_set(enabled))[::-1]
        for state in leaving:
            for history in self.chart.histories.get(state, ()):
                if self.node(history).deep:
                    self.history[history] = {
                        one for one in self.configuration if self.atomic(one) and self.is_descendant(one, state)
                    }
                else:
                    self.history[history] = {one for one in self.configuration if self.node(one).parent == state}
        self.configuration -= set(leaving)

    def enter_states(self, enabled: list[Transition]) -> None:
        to_enter: set[str] = set()
        for way in enabled:
            for target in way.targets:
                self.add_descendants(target, to_enter)
            domain = self.domain(way)
            for target in self.effective(way):
                self.add_ancestors(target, domain, to_enter)
        for state in self.ordered(to_enter):
            self.configuration.add(state)
            if self.node(state).kind == "final":
                parent = str(self.node(state).parent)
                if parent == ROOT:
                    self.running = False
                else:
                    self.queue.append(f"done.state.{parent}")
                    grandparent = str(self.node(parent).parent)
                    if self.node(grandparent).kind == "parallel" and all(
                        self.is_final(child) for child in self.node(grandparent).children
                    ):
                        self.queue.append(f"done.state.{grandparent}")

    def is_final(self, state: str) -> bool:
        node = self.node(state)
        if node.kind == "compound":
            return any(self.node(one).kind == "final" and one in self.configuration for one in node.children)
        return node.kind == "parallel" and all(self.is_final(one) for one in node.children)

    def domain(self, way: Transition) -> str:
        targets = self.effective(way)
        if (
            way.internal
            and self.node(way.source).kind == "compound"
            and all(self.is_descendant(one, way.source) for one in targets)
        ):
            return way.source
        for outer in self.ancestors(way.source, None) or [ROOT]:
            if self.node(outer).kind == "compound" and all(self.is_descendant(one, outer) for one in targets):
                return outer
        return ROOT

    def effective(self, way: Transition) -> list[str]:
        found: list[str] = []
        for target in way.targets:
            if self.node(target).kind != "history":
                found.append(target)
            elif target in self.history:
                found.extend(self.history[target])
            else:
                found.extend(self.default(target))
        return found

    def default(self, history: str) -> list[str]:
        parent = self.node(str(self.node(history).parent))
        return list(parent.children) if parent.kind == "parallel" else [str(parent.initial)]

    def add_descendants(self, state: str, to_enter: set[str]) -> None:
        node = self.node(state)
        if node.kind == "history":
            meant = self.history.get(state) or self.default(state)
            for one in meant:
                self.add_descendants(one, to_enter)
            for one in meant:
                self.add_ancestors(one, str(node.parent), to_enter)
            return
        to_enter.add(state)
        if node.kind == "compound":
            self.add_descendants(str(node.initial), to_enter)
            self.add_ancestors(str(node.initial), state, to_enter)
        elif node.kind == "parallel":
            for child in node.children:
                if not any(self.is_descendant(one, child) or one == child for one in to_enter):
                    self.add_descendants(child, to_enter)

    def add_ancestors(self, state: str, upto: str, to_enter: set[str]) -> None:
        for outer in self.ancestors(state, upto):
            to_enter.add(outer)
            if self.node(outer).kind == "parallel":
                for child in self.node(outer).children:
                    if not any(self.is_descendant(one, child) or one == child for one in to_enter):
                        self.add_descendants(child, to_enter)
