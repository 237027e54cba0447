"""What is asked of somebody now: the steps that are theirs, what they may do there and where, the time and the votes
that they have left, what comes next. What any screen needs, and nothing of what one looks like.

Who may do what is asked of the rules that decide on commands: a button is there where its command is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tyopaja.charts import step as charted
from tyopaja.charts.compiling import NEXT
from tyopaja.engine import Rules, decide
from tyopaja.engine.activities import ALWAYS
from tyopaja.engine.asking import Ask
from tyopaja.engine.choices import votes_spent
from tyopaja.engine.gating import is_met, is_open, missing, needs_of, open_ways
from tyopaja.engine.going import configuration
from tyopaja.engine.steps import events_of, ways_from
from tyopaja.engine.whose import is_private
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.commands import Ready, Undo
from tyopaja.model.events import Undone
from tyopaja.model.flow import Step
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.model.staging import active_groups
from tyopaja.model.standing import is_gathered, sheets_at
from tyopaja.model.state import Person, State
from tyopaja.texts import group_name, say
from tyopaja.views.sessions import sheet_names
from tyopaja.views.source import Source
from tyopaja.views.stepping import activity_called, recalled_in
from tyopaja.workshop.outlook_nodes import (
    Ballot,
    Choice,
    Clock,
    Coming,
    Company,
    NamedSheet,
    Onlooker,
    Outlook,
    Target,
    Task,
    Way,
)

_NOBODY = "nobody"
"""The id of a command that is never given: the rules are only asked."""


def outlook(rules: Rules, state: State, person: str | None, locale: str, now: datetime) -> Outlook:
    """What is asked of `person` in a state at a moment, in a locale; of a person who never joined or who left, and of
    None, what everybody may see. `rules` are those of now (`Rules.now`)."""
    found = None if person is None else state.people.get(person)
    return _Looking(rules, state, found if found is None or found.left is None else None, locale, now).all()


class _Looking:
    """One look at a session."""

    def __init__(self, rules: Rules, state: State, person: Person | None, locale: str, now: datetime) -> None:
        self.rules, self.state, self.person, self.now = rules, state, person, now
        self.source = Source(rules.definitions, state, locale)
        self.ask: Ask[Any] = Ask(
            rules,
            state.changed_by({"locale": locale}),
            Ready(by=_NOBODY if person is None else person.id),
            _NOBODY,
            now,
        )

    def all(self) -> Outlook:
        state, source, person = self.state, self.source, self.person
        leads = person is not None and person.role == "facilitator"
        tasks = tuple(self.task(leaf) for leaf in self.leaves())
        return Outlook(
            seq=state.seq,
            session=state.session,
            title=state.title,
            flow=source.text(source.definitions.flow.title),
            locale=source.locale,
            status="ended" if state.ended else "going" if state.steps else "waiting",
            now=self.now.isoformat(),
            person=None if person is None else self.onlooker(person),
            always=() if person is None else tuple(sorted(getattr(ALWAYS, person.role))),
            tasks=tasks,
            next=tuple(self.coming()) if leads or person is None else (),
            waiting=say(source.locale, "outlook.waiting") if state.steps and not tasks else "",
            groups=tuple(self.groups()),
            expected=state.expected,
            can_undo=self.undoing(),
            sheets=tuple(
                NamedSheet(name=name, title=source.sheet_title(name), canvas=source.canvas(name).id)
                for name in sheet_names(source)
            ),
            result=source.definitions.flow.result,
        )

    def onlooker(self, person: Person) -> Onlooker:
        group = self.state.group_of(person.id)
        return Onlooker(id=person.id, name=person.called, role=person.role, group=group, heads=person.heads)

    def leaves(self) -> tuple[str, ...]:
        """The innermost steps that are theirs; all of them for who looks on."""
        if self.person is not None:
            return self.ask.own_leaves()
        peopled = self.rules.chart.peopled
        return tuple(leaf for leaf in self.state.leaves if leaf in peopled)

    # One step

    def task(self, leaf: str) -> Task:
        name = self.ask.step_at(leaf)
        step, owner = self.rules.step(name), self.ask.whose(leaf)
        choosing = "." in leaf
        allowed = frozenset[str]() if self.person is None else self.ask.allowed(leaf)
        needs = None if choosing else needs_of(self.ask, leaf)
        ready, counting = self.state.ready_in(name), self.counting(owner)
        return Task(
            step=name,
            title=self.source.text(step.title),
            purpose=self.source.text(step.purpose),
            path=tuple(self.path(step)),
            activity="" if choosing else step.activity,
            doing="" if choosing else activity_called(self.source, step.activity),
            commands=tuple(sorted(allowed)),
            on=() if choosing else tuple(self.targets(step, owner)),
            timer=self.timer(leaf, step),
            votes=None if choosing else self.ballot(leaf, step),
            private=not choosing and is_private(self.ask, leaf),
            ready=self.person is not None and self.person.id in ready,
            ready_count=len(counting.intersection(ready)),
            ready_of=len(counting),
            needs="" if needs is None or is_met(self.ask, leaf, needs) else missing(self.ask, leaf, needs),
            whose="" if owner is None else self.ask.owner(owner),
            recalls=recalled_in(self.source, step) if step.activity == "recap" and not choosing else (),
            choices=tuple(self.choices(step, owner)) if choosing else (),
            moves=tuple(self.ways(leaf)),
        )

    def path(self, step: Step) -> Iterator[str]:
        if step.in_ is not None:
            around = self.rules.steps[step.in_]
            yield from self.path(around)
            yield self.source.text(around.title)

    def counting(self, owner: str | None) -> frozenset[str]:
        """Who could say that they are ready: the participants whose step it is."""
        here = frozenset(one.id for one in self.state.present("participant"))
        if owner is None:
            return here
        return here.intersection((owner,) if owner in self.state.people else self.state.groups.get(owner, ()))

    def timer(self, leaf: str, step: Step) -> Clock | None:
        timer = self.state.timers.get(leaf)
        if timer is None:
            return None
        return Clock(
            ends=None if timer.ends is None else timer.ends.isoformat(),
            left=timer.remaining(self.now),
            running=timer.ends is not None,
            minutes=round(timer.seconds / 60),
            after=step.after_time,
        )

    def ballot(self, leaf: str, step: Step) -> Ballot | None:
        if self.person is None or "vote" not in self.ask.allowed(leaf):
            return None
        return Ballot(
            given=votes_spent(self.ask, leaf, self.person.id),
            budget=step.votes * self.person.heads,
            several=step.several,
            secret=step.secret,
        )

    def choices(self, around: Step, owner: str | None) -> Iterator[Choice]:
        active = self.state.steps
        for step in self.rules.steps.values():
            if step.in_ == around.id:
                done = f"{own_of(step.id, owner)}.did" in active
                yield Choice(step=step.id, title=self.source.text(step.title), done=done)

    def ways(self, leaf: str) -> Iterator[Way]:
        if self.person is None or self.person.role != "facilitator":
            return
        for way in ways_from(self.ask, (leaf,)):
            for event in events_of(way):
                label = "" if way.move is None else self.source.text(self.source.definitions.flow.move[way.move].label)
                yield Way(event=event, label=label or event, open=is_open(self.ask, way))

    # Places

    def targets(self, step: Step, owner: str | None) -> Iterator[Target]:
        for written in step.on:
            place = Place.parse(written)
            for sheet in self.sheets(place.sheet, step, owner):
                there = Place(sheet, place.section, place.part)
                yield Target(
                    sheet=sheet,
                    section=place.section,
                    part=place.part,
                    title=self.source.inner_title(there),
                    sheet_title=self.source.sheet_title(sheet),
                )

    def sheets(self, name: str, step: Step, owner: str | None) -> tuple[str, ...]:
        """The sheets of the session that are meant by one of the flow: one's own of those that everybody has, until
        they are gathered."""
        definitions, state = self.source.definitions, self.state
        per = definitions.flow.per(name)
        together = per == "session" or name in step.gather or is_gathered(definitions, state, name)
        if owner is None and not together and self.person is not None and self.person.role == "participant":
            own = self.person.id if per == "participant" else state.group_of(self.person.id)
            return () if own is None else (own_of(name, own),)
        return sheets_at(definitions, state, name, owner)

    # Around it

    def coming(self) -> Iterator[Coming]:
        change = charted(self.rules.chart, configuration(self.state), NEXT, open_ways(self.ask))
        seen: set[str] = set()
        for state in change.entered:
            node = self.rules.chart.nodes[state]
            if node.step is None or node.kind in ("compound", "parallel", "final") or base_of(state) in seen:
                continue
            seen.add(base_of(state))
            step = self.rules.step(state)
            yield Coming(
                step=step.id,
                title=self.source.text(step.title),
                purpose=self.source.text(step.purpose),
                doing=activity_called(self.source, step.activity),
                on=tuple(self.targets(step, instance_of(state))),
            )

    def groups(self) -> Iterator[Company]:
        here = {one.id for one in self.state.present()}
        for group in active_groups(self.state):
            present = tuple(person for person in self.state.groups[group] if person in here)
            yield Company(id=group, name=group_name(self.source.locale, group), people=present)

    def undoing(self) -> str | None:
        """What `undo` would take back, as the rules have it."""
        if self.person is None:
            return None
        try:
            events = decide(self.rules, self.state, Undo(by=self.person.id, id=_NOBODY, at=self.now))
        except (Refused, UnknownId):
            return None
        return next((event.of for event in events if isinstance(event, Undone)), None)
