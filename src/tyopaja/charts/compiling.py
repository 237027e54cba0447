"""A flow compiled into a chart. Linear in the number of steps, moves and instances.

What the format has and SCXML has not is put into states and transitions that it has:

- a sequence is a compound state; the last step inside leads to its final state `X.end`, and `done.state.X` on from it
- a step of a parallel one that is no sequence itself gets a region `X.lane` around it, with the final state `X.done`
- a free order is a parallel state: in `X.now` people choose (`X.choose`) and work, beside it each step inside has a
  tally `C.tally` of whether it is done (`C.todo`, `C.did`)
- a step for each group or participant is a parallel state with a copy of the step for each, `X@ryhma-1`
- how many must be done before it goes on (`join`) stands in transitions that ask which final states are active"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import define, field

from tyopaja.charts.nodes import ROOT, Chart, Node, Transition
from tyopaja.model.flow import Flow, Move, Step
from tyopaja.model.place import own_of

END = "flow..end"
"""The final state of the whole flow. No id of a step can be confused with it."""

NEXT = "next"
"""The event that `advance` sends."""


def leaving(state: str) -> str:
    """The event by which a facilitator goes on from a parallel or free step as a whole, done or not."""
    return f"leave.{state}"


def choosing(state: str) -> str:
    """The event by which one of the steps of a free order is chosen."""
    return f"choose.{state}"


def compile_chart(flow: Flow, instances: Mapping[str, tuple[str, ...]] | None = None) -> Chart:
    """Compile a flow that `check` found sound.

    `instances` gives for each step with `for-each` the groups or participants that it runs for; without it each such
    step runs once, as if it had no `for-each`.
    """
    return _Compiler(flow, instances).chart()


@define
class _Draft:
    """A node while its children are not all known."""

    kind: Literal["atomic", "compound", "parallel", "final", "history"]
    parent: str | None
    line: tuple[str, ...]
    index: int
    step: str | None = None
    instance: str | None = None
    deep: bool = False
    children: list[str] = field(factory=list)


class _Compiler:
    def __init__(self, flow: Flow, instances: Mapping[str, tuple[str, ...]] | None) -> None:
        self.flow = flow
        self.instances = instances
        self.drafts: dict[str, _Draft] = {}
        self.transitions: list[Transition] = []
        self.steps = {step.id: step for step in flow.step}
        self.inside: dict[str | None, list[Step]] = {}
        for step in flow.step:
            self.inside.setdefault(step.in_, []).append(step)
        self.moves: dict[str, list[tuple[int, Move]]] = {}
        for number, move in enumerate(flow.move):
            self.moves.setdefault(move.from_, []).append((number, move))
        # The outermost step with for-each that a step is part of: its states have instances.
        self.owner: dict[str, str | None] = {}
        for step in flow.step:
            around = self.owner.get(step.in_ or "")
            self.owner[step.id] = step.id if around is None and step.for_each and instances is not None else around
        self.resumed = {
            (move.to, move.resume == "deep") for move in flow.move if move.resume != "none" and self.inside.get(move.to)
        }

    def chart(self) -> Chart:
        """The chart, once everything is placed."""
        self._node(ROOT, "compound", None)
        self._sequence(ROOT, self.inside.get(None, []), END, None)
        self._node(END, "final", ROOT)
        nodes = {
            name: Node(
                id=name,
                kind=draft.kind,
                index=draft.index,
                parent=draft.parent,
                children=tuple(draft.children),
                initial=draft.children[0] if draft.kind == "compound" else None,
                deep=draft.deep,
                line=draft.line,
                step=draft.step,
                instance=draft.instance,
            )
            for name, draft in self.drafts.items()
        }
        return Chart(nodes=nodes, transitions=tuple(self.transitions), instances=dict(self.instances or {}))

    def _node(
        self, name: str, kind: Any, parent: str | None, step: Step | None = None, instance: str | None = None
    ) -> None:
        line = () if parent is None else (*self.drafts[parent].line, name)
        self.drafts[name] = _Draft(kind, parent, line, len(self.drafts), None if step is None else step.id, instance)
        if parent is not None and kind != "history":
            self.drafts[parent].children.append(name)

    def _way(self, source: str, events: tuple[str, ...], targets: tuple[str, ...], **more: Any) -> None:
        number = len(self.transitions)
        self.transitions.append(Transition(number=number, source=source, events=events, targets=targets, **more))

    def _sequence(self, parent: str, steps: list[Step], end: str, instance: str | None) -> None:
        """Steps one after the other; the last leads to `end`."""
        for place, step in enumerate(steps):
            following = steps[place + 1] if place + 1 < len(steps) else None
            self._place(parent, step, end if following is None else own_of(following.id, instance), instance)

    def _place(self, parent: str, step: Step, after: str, instance: str | None, copy: bool = False) -> None:
        """One step with all that is in it; `after` is where it leads when it is done.

        `copy`: it is an instance of a step with `for-each`, which has been expanded already.
        """
        name, inner = own_of(step.id, instance), self.inside.get(step.id, [])
        expand = step.for_each is not None and self.instances is not None and not copy and instance is None
        owners = (self.instances or {}).get(step.id, ()) if expand else ()
        if step.final:
            self._node(name, "final", parent, step, instance)
        elif expand and owners:
            self._node(name, "parallel", parent, step)
            self._histories(step, name, None)
            ends = [self._lane(name, step, owner, copy=True) for owner in owners]
            self._joined(step, name, ends, after)
        elif expand or not inner:
            self._node(name, "atomic", parent, step, instance)
            self._moves(step, name, instance, (NEXT,))
            self._way(name, (NEXT,), (after,))
        elif step.order == "parallel":
            self._node(name, "parallel", parent, step, instance)
            self._histories(step, name, instance)
            ends = [self._lane(name, one, instance) for one in inner]
            self._joined(step, name, ends, after)
        elif step.order == "free":
            self._free(parent, step, name, inner, after, instance)
        else:
            self._node(name, "compound", parent, step, instance)
            self._histories(step, name, instance)
            self._sequence(name, inner, f"{name}.end", instance)
            self._node(f"{name}.end", "final", name)
            self._moves(step, name, instance, (f"done.state.{name}",))
            self._way(name, (f"done.state.{name}",), (after,))

    def _lane(self, parent: str, step: Step, instance: str | None, copy: bool = False) -> str:
        """A step as a region of a parallel state. Returns the final state by which it is done."""
        name = own_of(step.id, instance)
        if self._is_region(step) and (copy or not step.for_each or self.instances is None):
            self._node(name, "compound", parent, step, instance)
            self._histories(step, name, instance)
            self._sequence(name, self.inside[step.id], f"{name}.end", instance)
            self._node(f"{name}.end", "final", name)
            return f"{name}.end"
        self._node(f"{name}.lane", "compound", parent)
        self._place(f"{name}.lane", step, f"{name}.done", instance, copy)
        self._node(f"{name}.done", "final", f"{name}.lane")
        return f"{name}.done"

    def _is_region(self, step: Step) -> bool:
        """Whether a step can be a region of a parallel state itself: a sequence that is done in one way alone, and from
        which nothing leads away as a whole."""
        inner = self.inside.get(step.id, [])
        alone = not (self.moves.get(step.id) or any(one.final for one in inner))
        return bool(inner) and step.order == "sequence" and alone

    def _joined(self, step: Step, name: str, ends: list[str], after: str) -> None:
        """On from a step whose regions are done, as its `join` says."""
        regions = [str(self.drafts[end].parent) for end in ends]
        instance = self.drafts[name].instance
        done = f"done.state.{name}"
        if step.join.rule == "facilitator":
            self._moves(step, name, instance, (NEXT,), tuple(ends))
            self._way(name, (NEXT,), (after,), inside=tuple(ends))
        else:
            quorum = step.join.rule == "quorum" and step.join.quorum < len(ends)
            events = (*(f"done.state.{region}" for region in regions), done) if quorum else (done,)
            least = step.join.quorum if quorum else 0
            self._moves(step, name, instance, events, tuple(ends), least)
            self._way(name, events, (after,), inside=tuple(ends), at_least=least)
        self._left(step, name, instance, after)

    def _free(self, parent: str, step: Step, name: str, inner: list[Step], after: str, instance: str | None) -> None:
        self._node(name, "parallel", parent, step, instance)
        self._histories(step, name, instance)
        now, choose, end = f"{name}.now", f"{name}.choose", f"{name}.end"
        self._node(now, "compound", name)
        self._node(choose, "atomic", now)
        names = [own_of(one.id, instance) for one in inner]
        did = tuple(f"{one}.did" for one in names)
        if step.join.rule != "facilitator":
            least = min(step.join.quorum, len(did)) if step.join.rule == "quorum" else 0
            self._way(choose, (), (end,), inside=did, at_least=least)
        for one in names:
            self._way(choose, (choosing(one),), (f"{one}.lane",))
        for one in names:
            self._way(choose, (NEXT,), (f"{one}.lane",), inside=(f"{one}.todo",))
        if step.join.rule == "facilitator":
            self._way(choose, (NEXT,), (end,))
        for child in inner:
            own = own_of(child.id, instance)
            self._node(f"{own}.lane", "compound", now)
            self._place(f"{own}.lane", child, f"{own}.done", instance)
            self._node(f"{own}.done", "final", f"{own}.lane")
            self._way(f"{own}.lane", (f"done.state.{own}.lane",), (choose,))
        self._node(end, "final", now)
        for one in names:
            self._node(f"{one}.tally", "compound", name)
            self._node(f"{one}.todo", "atomic", f"{one}.tally")
            self._way(f"{one}.todo", (f"done.state.{one}.lane",), (f"{one}.did",))
            self._node(f"{one}.did", "final", f"{one}.tally")
        self._moves(step, name, instance, (f"done.state.{now}",))
        self._way(name, (f"done.state.{now}",), (after,))
        self._left(step, name, instance, after)

    def _histories(self, step: Step, name: str, instance: str | None) -> None:
        for deep in (False, True):
            if (step.id, deep) in self.resumed:
                history = f"{name}.deep" if deep else f"{name}.history"
                self._node(history, "history", name, None, instance)
                self.drafts[history].deep = deep

    def _moves(
        self,
        step: Step,
        name: str,
        instance: str | None,
        when_done: tuple[str, ...],
        inside: tuple[str, ...] = (),
        at_least: int = 0,
    ) -> None:
        """The moves that lead away from a step: those on `next` are taken instead of what comes after it, when it is
        done; `when_done` are the events that say so, `inside` the final states that are asked for then."""
        for number, move in self._leading(step, instance):
            if move.on == NEXT:
                self._move(number, move, name, instance, when_done, inside=inside, at_least=at_least)
            else:
                self._move(number, move, name, instance, (self._event(move.on, instance),))

    def _leading(self, step: Step, instance: str | None) -> list[tuple[int, Move]]:
        """The moves from a step. Those that lead out of one with instances, or into it anew, are for all of them: no
        single one takes the others along."""
        found = self.moves.get(step.id, [])
        if instance is None or self.owner.get(step.id) != step.id:
            return found
        return [one for one in found if self.owner.get(one[1].to) == step.id != one[1].to]

    def _left(self, step: Step, name: str, instance: str | None, after: str) -> None:
        """On from a step as a whole, done or not: there where it would lead if it were done."""
        for number, move in self._leading(step, instance):
            if move.on == NEXT:
                self._move(number, move, name, instance, (leaving(name),))
        self._way(name, (leaving(name),), (after,))

    def _move(
        self, number: int, move: Move, name: str, instance: str | None, events: tuple[str, ...], **asked: Any
    ) -> None:
        conditions = {"when": move.when, "move": number, "at_most": move.at_most}
        self._way(name, events, self._targets(move, instance), **conditions, **asked)

    def _event(self, event: str, instance: str | None) -> str:
        """The event of a move; one that tells that a step is done is that of the same instance."""
        before, dot, step = event.rpartition("done.state.")
        if not dot or before or step not in self.steps:
            return event
        owned = instance if self.owner.get(step) is not None else None
        name = own_of(step, owned)
        around = self.steps[step].in_
        laned = around is not None and (self.steps[around].order != "sequence")
        if not self.inside.get(step) or (laned and not self._is_region(self.steps[step])):
            return f"done.state.{name}.lane"
        return f"done.state.{name}"

    def _targets(self, move: Move, instance: str | None) -> tuple[str, ...]:
        """Where a move leads: from outside into a step that has instances, to all of them."""
        owner = self.owner.get(move.to)
        resume = {"none": "", "deep": ".deep"}.get(move.resume, ".history") if self.inside.get(move.to) else ""
        alike = instance is not None and owner == self.owner.get(move.from_)
        owners = (str(instance),) if alike else (self.instances or {}).get(owner or "", ())
        if owner is None:
            return (move.to + resume,)
        if not owners:
            return (owner,)
        if owner == move.to and instance is None:
            return (owner + resume,)
        return tuple(own_of(move.to, one) + resume for one in owners)
