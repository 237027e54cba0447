"""What people do in a step: for each command that its activity allows, what invented people make of it. What is done is
worked out when the moment has come, since it hangs on what is there by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from random import Random

from attrs import frozen

from tyopaja.engine.conditions import holds
from tyopaja.model import commands as c
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Condition, Step
from tyopaja.model.pack import Definitions
from tyopaja.model.place import HERE, Place, base_of, instance_of
from tyopaja.model.play import Situation, Vocabulary
from tyopaja.model.standing import entries_at
from tyopaja.model.state import Entry, State
from tyopaja.rehearsal.inventing import FACILITATOR, Inventor

Asking = Callable[[State], c.Command | None]
"""What somebody asks for when their moment has come; None for nothing after all."""


@frozen
class Work:
    """The work in one active step, for those whose step it is."""

    definitions: Definitions
    vocabulary: Vocabulary
    inventor: Inventor
    leaf: str
    people: tuple[str, ...]

    @property
    def step(self) -> Step:
        """The step of the flow."""
        return next(one for one in self.definitions.flow.step if one.id == base_of(self.leaf))

    @property
    def lot(self) -> Random:
        """Where chance comes from."""
        return self.inventor.lot

    def usual(self) -> Iterator[Asking]:
        """What is done in the step as a matter of course."""
        activity = self.vocabulary.activities.get(self.step.activity)
        if activity is None:
            return
        for name in sorted(activity.participant | activity.facilitator):
            if name in _USES:
                people = self.people if name in activity.participant and self.people else (FACILITATOR,)
                yield from _USES[name](self, people)

    def lacking(self, state: State, now: datetime, needs: Condition | None) -> tuple[Condition, ...]:
        """The single conditions that do not hold of what a step needs; of several that would do, the first."""
        if needs is None or holds(needs, self._situation(state, now), self.vocabulary.conditions):
            return ()
        if needs.join == "leaf":
            return (needs,)
        if needs.join == "not":
            return ()
        parts = [self.lacking(state, now, one) for one in needs.of]
        return parts[0] if needs.join == "any" else tuple(one for part in parts for one in part)

    def _situation(self, state: State, now: datetime) -> Situation:
        return Situation(
            definitions=self.definitions,
            state=state,
            step=self.step,
            now=now,
            at=self.leaf,
        )

    def towards(self, condition: Condition) -> Iterator[Asking]:
        """What brings a condition about that did not hold when the step should have ended."""
        for name, do in _TOWARDS.items():
            if name in condition.table:
                yield from do(self, condition.table)

    def sections(self, written: str) -> Iterator[tuple[str, Canvas, str, str | None]]:
        """Sheet, canvas, section and part of each box at a place."""
        for place in map(Place.parse, self.step.on if written == HERE else (written,)):
            canvas = self.definitions.canvases.get(place.sheet)
            if canvas is None:
                continue
            for section in canvas.section if place.section is None else (place.section,):
                parts = tuple(canvas.section[section].parts)
                for part in (place.part,) if place.part or not parts else parts:
                    yield place.sheet, canvas, section, part

    def entries(self, state: State, written: str = HERE) -> tuple[Entry, ...]:
        """The entries at a place."""
        places = self.step.on if written == HERE else (written,)
        instance = instance_of(self.leaf)
        return tuple(entry for one in places for entry in entries_at(self.definitions, state, one, instance))


def _write(work: Work, box: tuple[str, Canvas, str, str | None], person: str) -> Asking:
    sheet, canvas, section, part = box
    kind = canvas.kind(section)

    def ask(state: State) -> c.Command | None:
        if kind is None:
            return None
        said = work.inventor.entry(canvas, section, part, work.people)
        command = c.Add if kind.many else c.Set
        return command(by=person, sheet=sheet, section=section, part=part, **said) if said else None

    return ask


def _notes(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    """Everybody writes two notes or so, where it takes their fancy; some boxes stay thin."""
    boxes = [box for box in work.sections(HERE) if (kind := box[1].kind(box[2])) and kind.many]
    weights = [work.lot.random() + 0.2 for _ in boxes]
    for person in people if boxes else ():
        for _ in range(work.lot.choices((1, 2, 3), (3, 4, 2))[0]):
            yield _write(work, work.lot.choices(boxes, weights)[0], person)


def _texts(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    """Somebody writes into each box that holds one."""
    for box in work.sections(HERE):
        kind = box[1].kind(box[2])
        if kind is not None and not kind.many and work.lot.random() < 0.9:
            yield _write(work, box, work.lot.choice(people))


def _votes(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    def ask(person: str) -> Asking:
        def vote(state: State) -> c.Command | None:
            free = [one for one in work.entries(state) if person not in one.votes]
            return c.Vote(by=person, entry=work.lot.choice(free).id) if free else None

        return vote

    for person in people:
        for _ in range(work.step.votes if work.lot.random() < 0.95 else 1):
            yield ask(person)


def _picks(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    for written in work.step.on:
        yield _pick(work, written)


def _pick(work: Work, written: str) -> Asking:
    def ask(state: State) -> c.Command | None:
        free = [one for one in work.entries(state, written) if not one.picked]
        best = max(free, key=lambda one: len(one.votes), default=None)
        return None if best is None else c.Pick(by=FACILITATOR, entry=best.id, reason=work.inventor.sentence())

    return ask


def _clusters(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    """Half of the notes find a cluster; the first of each names it."""

    def ask(state: State) -> c.Command | None:
        loose = [one for one in work.entries(state) if one.cluster is None]
        if not loose:
            return None
        entry = work.lot.choice(loose)
        near = [one for one in state.clusters.values() if (one.sheet, one.section) == (entry.sheet, entry.section)]
        person = work.lot.choice(people)
        if near and work.lot.random() < 0.7:
            return c.Group(by=person, entry=entry.id, cluster=work.lot.choice(sorted(one.id for one in near)))
        return c.Group(by=person, entry=entry.id, text=work.inventor.sentence()[:40])

    for _ in range(2 * len(people)):
        yield ask


def _approvals(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    for place in map(Place.parse, work.step.on):
        for person in people:
            yield _asks(c.Approve(by=person, sheet=place.sheet))


def _asks(command: c.Command) -> Asking:
    """A command that hangs on nothing."""
    return lambda state: command


def _check_ins(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    def ask(person: str) -> Asking:
        def check_in(state: State) -> c.Command | None:
            waiting = [one for one in work.entries(state) if not any(check.by == person for check in one.checks)]
            if not waiting:
                return None
            now, entry = work.lot.randint(0, 100), work.lot.choice(waiting)
            return c.CheckIn(by=person, entry=entry.id, now=now, text=work.inventor.sentence())

        return check_in

    yield from map(ask, people)


def _links(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    """Notes on a sheet that answers another are tied to what they answer."""
    for sheet, canvas, section, _ in work.sections(HERE):
        asked, _, there = (canvas.section[section].answers or "").partition(".")
        for name, one in work.definitions.canvases.items():
            if asked and one.id == asked:
                for _ in range(3):
                    yield _link(work, f"{sheet}.{section}", f"{name}.{there}", work.lot.choice(people))


def _link(work: Work, written: str, asked: str, person: str) -> Asking:
    def ask(state: State) -> c.Command | None:
        ours = [one for one in work.entries(state, written) if not one.links]
        theirs = work.entries(state, asked)
        if not ours or not theirs:
            return None
        return c.Link(by=person, entry=work.lot.choice(ours).id, to=work.lot.choice(theirs).id)

    return ask


def _reveal(work: Work, people: Sequence[str]) -> Iterator[Asking]:
    def ask(state: State) -> c.Command | None:
        return c.Reveal(by=FACILITATOR) if any(one.private for one in work.entries(state)) else None

    yield ask


_USES: Mapping[str, Callable[[Work, Sequence[str]], Iterator[Asking]]] = {
    "add": _notes,
    "set": _texts,
    "vote": _votes,
    "pick": _picks,
    "group": _clusters,
    "approve": _approvals,
    "check-in": _check_ins,
    "link": _links,
    "reveal": _reveal,
}
"""Command → what people make of it in a step that allows it."""


def _more_entries(work: Work, table: Mapping[str, object]) -> Iterator[Asking]:
    boxes = list(work.sections(str(table.get("entries-in") or table.get("every-section"))))
    people = work.people or (FACILITATOR,)
    count = max(int(str(table.get("at-least", 1))), len(boxes) if "every-section" in table else 1)
    for number in range(count if boxes else 0):
        yield _write(work, boxes[number % len(boxes)], work.lot.choice(people))


_TOWARDS: Mapping[str, Callable[[Work, Mapping[str, object]], Iterator[Asking]]] = {
    "entries-in": _more_entries,
    "every-section": _more_entries,
    "picked": lambda work, table: iter([_pick(work, str(table["picked"]))] * int(str(table.get("at-least", 1)))),
    "decided": lambda work, table: _picks(work, work.people),
    "voted": lambda work, table: _votes(work, work.people or (FACILITATOR,)),
    "clusters": lambda work, table: _clusters(work, work.people or (FACILITATOR,)),
    "linked": lambda work, table: _links(work, work.people or (FACILITATOR,)),
    "approved": lambda work, table: _approvals(work, work.people or (FACILITATOR,)),
    "group-ready": lambda work, table: iter([_asks(c.Ready(by=one, step=work.leaf)) for one in work.people]),
}
"""Condition → what brings it about."""
