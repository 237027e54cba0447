"""How a rehearsal goes: people join, work in each step for as long as its time and chance say, and go on when it is
done. Every moment stands in a queue, so that steps in parallel, groups and timers go on side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from attrs import evolve as with_

from tyopaja.errors import Refused, UnknownId
from tyopaja.model import commands as c
from tyopaja.model.place import base_of, instance_of
from tyopaja.model.play import Vocabulary
from tyopaja.model.wire import table_from_command
from tyopaja.rehearsal.days import Days
from tyopaja.rehearsal.inventing import FACILITATOR, Inventor
from tyopaja.rehearsal.reporting import Overrun, Rehearsal, report
from tyopaja.rehearsal.working import Asking, Work
from tyopaja.texts import say, words
from tyopaja.workshop import Engine, Session

_COMMANDS_AT_MOST = 100_000
"""After so many commands a rehearsal gives up: its flow goes round and round."""
_TRIES = 3
"""How often people go on working for what a step needs before the facilitator goes on all the same."""
_ROUND_AGAIN = 0.25
"""How likely a way that is not simply the next one is taken."""
_OVER = 1.05
"""By how much a step must be over its time to be told of."""
_UNPLANNED = (4, 12)
"""Minutes that a step takes which has no time."""

Action = Callable[[datetime], None]


def rehearse(
    engine: Engine,
    flow: str,
    *,
    people: int = 12,
    groups: int | None = None,
    seed: int = 1,
    begins: datetime,
    locale: str | None = None,
    session: str | None = None,
) -> Rehearsal:
    """Let invented people go through a flow, and report what came of it. The same seed gives the same rehearsal.

    `begins` is when they meet, aware of its zone; `groups` how many groups they make, as the flow says when it is left
    out. The session is in the engine's journal under the id `session`. Raises what `Engine.start` raises.
    """
    lot = Random(seed)  # noqa: S311 (nothing here is a secret)
    title = say(locale or engine.library.definitions(flow).pack.locale, "rehearsal.company", seed=seed)
    begun = engine.start(flow, title=title, locale=locale, at=begins, id=session)
    vocabulary = engine.plugins.vocabulary().with_activities(begun.definitions.pack.activity)
    return _Play(begun, vocabulary, lot, begins, people, groups, seed).run()


class _Play:
    def __init__(
        self,
        session: Session,
        vocabulary: Vocabulary,
        lot: Random,
        begins: datetime,
        people: int,
        groups: int | None,
        seed: int,
    ) -> None:
        self.session = session
        self.vocabulary = vocabulary
        self.lot = lot
        self.begins = begins
        self.count, self.groups, self.seed = people, groups, seed
        self.days = Days.of(session.definitions.flow, begins)
        self.inventor = Inventor(lot, session.definitions, session.state.locale, begins.date())
        self.names = self.inventor.names(people)
        self.queue: list[tuple[datetime, int, Action]] = []
        self.turn = count()
        self.known: dict[str, int] = {}
        self.tries: dict[tuple[str, int], int] = {}
        self.done: list[dict[str, Any]] = []
        self.refused = 0
        self.waits = False
        self.full: dict[str, int] = {}
        self.overrides: list[tuple[str, str]] = []
        self.over: list[Overrun] = []

    def run(self) -> Rehearsal:
        """From the first to the last command."""
        self._ask(c.Join(by=FACILITATOR, called=words("rehearsal", self.session.state.locale)["facilitator"],
                         role="facilitator"), self.begins)  # fmt: skip
        self._ask(c.Expect(by=FACILITATOR, count=self.count), self.begins)
        for number, (person, name) in enumerate(self.names.items()):
            self._ask(c.Join(by=person, called=name), self.begins + timedelta(seconds=5 * number))
        if self.groups or self._waits_for_groups():
            self._ask(c.Divide(by=FACILITATOR, count=self.groups), self.begins + timedelta(minutes=1))
        last = self._look(self.begins + timedelta(minutes=1))
        while self.queue and len(self.done) < _COMMANDS_AT_MOST:
            now, _, action = heappop(self.queue)
            action(now)
            last = self._look(now)
        if self.session.state.ended:
            self.days.close(last)
        return report(
            self.session,
            seed=self.seed,
            people=self.count,
            begins=self.begins,
            ends=last,
            days=self.days.told(),
            over=tuple(self.over),
            overrides=tuple(self.overrides),
            full=tuple(self.full.items()),
            commands=tuple(self.done),
            vocabulary=self.vocabulary,
        )

    def _waits_for_groups(self) -> bool:
        """Whether the flow began, before anybody had come, with a step that puts people into groups."""
        state = self.session.state
        begun = (step for step in self.session.definitions.flow.step if step.id in state.steps)
        return not state.groups and any(step.groups is not None for step in begun)

    def _at(self, moment: datetime, action: Action) -> None:
        heappush(self.queue, (moment, next(self.turn), action))

    def _ask(self, command: c.Command, now: datetime) -> bool:
        """Give a command, at its moment. What is refused is no matter: people try what they may not, too."""
        whole = with_(command, id=f"h{len(self.done) + self.refused + 1}", at=now)
        try:
            if not self.session.do(whole):
                return True
        except (Refused, UnknownId) as error:
            self.refused += 1
            if error.code == "full":
                place = error.fields["place"]
                self.full[place] = self.full.get(place, 0) + 1
            return False
        self.done.append(table_from_command(whole))
        return True

    def _look(self, now: datetime) -> datetime:
        """See which steps are new, and let people begin in them. Returns when it was, for the last look of all."""
        state = self.session.state
        fresh = [leaf for leaf in state.leaves if "." not in leaf and self.known.get(leaf) != state.visits.get(leaf, 0)]
        self.days.entered(map(base_of, fresh), now)
        for leaf in fresh:
            self.known[leaf] = state.visits.get(leaf, 0)
            self._begin(leaf, now)
        if (not state.ended and not any("." not in leaf for leaf in state.leaves) and not self.queue) or (
            any(leaf.endswith(".choose") for leaf in state.leaves) and not self.queue
        ):
            self._at(now + timedelta(seconds=30), self._choose)
        return now

    def _choose(self, now: datetime) -> None:
        """Everything waits for the facilitator: a free order to choose from, or a step whose join is theirs."""
        self.waits, state = False, self.session.state
        ahead = [leaf.removesuffix(".todo") for leaf in state.leaves if leaf.endswith(".todo")]
        if ahead and self._ask(c.Go(by=FACILITATOR, to=self.lot.choice(ahead)), now):
            return
        if not self._ask(c.Advance(by=FACILITATOR), now):
            reason = say(state.locale, "rehearsal.reason")
            whole = next((step for step in state.steps if "." not in step), None)
            if not self._ask(c.Advance(by=FACILITATOR, reason=reason, step=whole), now):
                self.queue.clear()

    def _work(self, leaf: str) -> Work:
        state, instance = self.session.state, instance_of(leaf)
        here = [one.id for one in state.present("participant")]
        own = here if instance is None else [one for one in here if one in state.groups.get(instance, (instance,))]
        return Work(self.session.definitions, self.vocabulary, self.inventor, leaf, tuple(own))

    def _begin(self, leaf: str, now: datetime) -> None:
        """A step has begun: people do their part in the course of it, and it ends when it ends."""
        work = self._work(leaf)
        planned = work.step.time.minutes if work.step.time is not None else self.lot.randint(*_UNPLANNED)
        length = timedelta(minutes=planned * self.lot.lognormvariate(0.02, 0.18))
        visit = self.known[leaf]
        for asking in work.usual():
            self._at(now + length * (0.05 + 0.85 * self.lot.random()), self._does(leaf, visit, asking))
        timer = self.session.state.timers.get(leaf)
        if timer is not None and timer.ends is not None and now + length > timer.ends:
            self._at(timer.ends, self._tick)
        self._at(now + length, self._ends(leaf, visit, now))

    def _tick(self, now: datetime) -> None:
        self._ask(c.Tick(by="clock"), now)

    def _does(self, leaf: str, visit: int, asking: Asking) -> Action:
        def act(now: datetime) -> None:
            state = self.session.state
            if leaf in state.leaves and state.visits.get(leaf) == visit:
                command = asking(state)
                if command is not None:
                    self._ask(command, now)

        return act

    def _ends(self, leaf: str, visit: int, begun: datetime) -> Action:
        """The time of a step is up for those who are in it."""

        def act(now: datetime) -> None:
            state = self.session.state
            if leaf not in state.leaves or state.visits.get(leaf) != visit:
                return
            work, key = self._work(leaf), (leaf, visit)
            lacking = work.lacking(state, now, work.step.needs)
            tried = self.tries[key] = self.tries.get(key, 0) + 1
            if lacking and tried <= _TRIES:
                for condition in lacking:
                    for asking in work.towards(condition):
                        self._at(now + timedelta(seconds=20 + 100 * self.lot.random()), self._does(leaf, visit, asking))
                self._at(now + timedelta(minutes=3), act)
                return
            self._tell_overrun(work, begun, now)
            alone = not any(other != leaf and ("." not in other or other.endswith(".todo")) for other in state.leaves)
            if alone and self.days.is_last(base_of(leaf)):
                morning = self.days.next_after(base_of(leaf), now)
                if morning > now:
                    self._at(morning, lambda moment: self._go_on(leaf, moment))
                    return
            self._go_on(leaf, now)

        return act

    def _tell_overrun(self, work: Work, begun: datetime, now: datetime) -> None:
        took = (now - begun).total_seconds() / 60
        planned = work.step.time.minutes if work.step.time is not None else None
        if planned is not None and took > planned * _OVER:
            self.over.append(Overrun(work.leaf, planned, took))

    def _go_on(self, leaf: str, now: datetime) -> None:
        if self._takes_another_way(leaf, now):
            return
        work = self._work(leaf)
        who = self.lot.choice(work.people) if instance_of(leaf) and work.people else FACILITATOR
        if self._ask(c.Advance(by=who, step=leaf), now):
            return
        title = work.step.title.to(self.session.state.locale, self.session.definitions.pack.locale)
        reason = say(self.session.state.locale, "rehearsal.reason")
        if self._ask(c.Advance(by=FACILITATOR, step=leaf, reason=reason), now):
            self.overrides.append((work.step.id, title))

    def _takes_another_way(self, leaf: str, now: datetime) -> bool:
        state, flow = self.session.state, self.session.definitions.flow
        around = {base_of(step) for step in state.steps if "." not in step}
        for number, move in enumerate(flow.move):
            taken = sum(times for key, times in state.moves.items() if key.partition("@")[0] == str(number))
            goes = move.from_ in around and move.on != "next" and "." not in move.on and taken < 2
            inner = move.from_ == base_of(leaf) or self.days.is_last_in(base_of(leaf), move.from_)
            if (
                goes
                and inner
                and self.lot.random() < _ROUND_AGAIN
                and self._ask(c.Go(by=FACILITATOR, event=move.on, step=leaf), now)
            ):
                return True
        return False
