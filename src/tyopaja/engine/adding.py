"""The decider of `add-step`: a further step in the flow of one session, made new or after one that there is. Rounds of
opening up and of choosing repeat as often as people want, on any section."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count
from typing import Any

from attrs import evolve as with_

from tyopaja.engine.asking import Ask
from tyopaja.engine.staffing import restaffed
from tyopaja.engine.values import check_words
from tyopaja.errors import UnknownId
from tyopaja.model.commands import AddStep
from tyopaja.model.events import Event, StepAdded
from tyopaja.model.flow import Duration, Step
from tyopaja.model.place import Place, base_of
from tyopaja.model.text import Text

TITLE_AT_MOST = 120
"""Characters of a step's title."""
ADDED_AT_MOST = 200
"""Steps that may be added to the flow of one session."""
MINUTES_AT_MOST = 24 * 60
VOTES_AT_MOST = 1_000

_NUMBERED = re.compile(r"-[0-9]+$")


def add_step(ask: Ask[AddStep]) -> tuple[Event, ...]:
    """A step behind the current one, or behind the one that is named, in the same sequence."""
    if len(ask.state.added) >= ADDED_AT_MOST:
        ask.refuse("too-many-steps", limit=ADDED_AT_MOST)
    after = _after(ask)
    step = with_(_made(ask, after), in_=after.in_)
    if _runs_for_each(ask, step.in_):
        # An instance has none inside it.
        step = with_(step, for_each=None, groups=None)
    _check(ask, step)
    return restaffed(ask, (ask.event(StepAdded, step=step, after=after.id),))


def _after(ask: Ask[AddStep]) -> Step:
    """The step that it comes after. What runs side by side is no sequence: it comes after all of that."""
    steps, named = ask.rules.steps, ask.command.after
    if named is not None:
        after = ask.rules.step(named)
    else:
        now = next((ask.step_at(leaf) for leaf in ask.own_leaves()), None)
        # Nothing comes after an end: where the flow has one, what is added last comes before it.
        tops = [step for step in steps.values() if step.in_ is None and not step.final]
        after = tops[-1] if now is None else steps[base_of(now)]
        if after.order == "free" and any(step.in_ == after.id for step in steps.values()):
            # People are at the choice: there is one more to choose.
            after = [step for step in steps.values() if step.in_ == after.id][-1]
    while after.in_ is not None and steps[after.in_].order == "parallel":
        after = steps[after.in_]
    if after.final:
        ask.refuse("after-final", step=ask.step_title(after.id))
    return after


def _made(ask: Ask[AddStep], after: Step) -> Step:
    """The step as it is asked for: what is not said is that of the step that it is made after."""
    command = ask.command
    like = None if command.like is None else _like(ask, command.like)
    if like is None and command.title is None:
        ask.refuse("step-without-title")
    title = None if command.title is None else check_words(ask, command.title, TITLE_AT_MOST)
    said: dict[str, Any] = {
        "activity": command.activity,
        "on": command.on or None,
        "time": None if command.minutes is None else _minutes(ask, command.minutes),
        "votes": None if command.votes is None else _votes(ask, command.votes),
        "several": command.several,
        "secret": command.secret,
        "private": command.private,
        "title": None if title is None else Text({ask.state.locale: title}),
    }
    facts = {key: value for key, value in said.items() if value is not None}
    if like is not None:
        return with_(like, id=_fresh(ask, like.id), **facts)
    activity = command.activity or "present"
    of = after.id if activity == "recap" else None
    return Step(id=_fresh(ask, _slug(title or "") or activity), of=of, **facts)


def _like(ask: Ask[AddStep], named: str) -> Step:
    like = ask.rules.steps.get(named)
    if like is None:
        raise UnknownId("step", named, ask.rules.steps)
    if like.final or any(step.in_ == like.id for step in ask.rules.steps.values()):
        ask.refuse("like-whole", step=ask.step_title(like.id))
    return like


def _minutes(ask: Ask[AddStep], minutes: int) -> Duration:
    if not 1 <= minutes <= MINUTES_AT_MOST:
        ask.refuse("bad-minutes", minutes=minutes, limit=MINUTES_AT_MOST)
    return Duration(minutes)


def _votes(ask: Ask[AddStep], votes: int) -> int:
    if not 1 <= votes <= VOTES_AT_MOST:
        ask.refuse("bad-votes", votes=votes, limit=VOTES_AT_MOST)
    return votes


def _fresh(ask: Ask[AddStep], wanted: str) -> str:
    """An id that no step of the session has: `aanestys-2` after `aanestys`."""
    taken, stem = ask.rules.steps.keys(), _NUMBERED.sub("", wanted) or wanted
    names = chain((wanted,), (f"{stem}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _slug(title: str) -> str:
    """A title as an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-")


def _runs_for_each(ask: Ask[AddStep], step: str | None) -> bool:
    while step is not None:
        if ask.rules.steps[step].for_each is not None:
            return True
        step = ask.rules.steps[step].in_
    return False


def _check(ask: Ask[AddStep], step: Step) -> None:
    """Refuse what `check` would find in a flow: activities and places that there are not. Raises UnknownId."""
    activities = ask.rules.vocabulary.activities
    if step.activity not in activities:
        raise UnknownId("activity", step.activity, activities)
    if activities[step.activity].places and not step.on:
        ask.refuse("step-without-place", activity=step.activity)
    for written in step.on:
        place = Place.parse(written)
        if place.section is None:
            ask.rules.canvas(place.sheet)
        else:
            ask.rules.place(place.sheet, place.section, place.part)
        if base_of(written) != written:
            raise UnknownId("sheet", place.sheet, ask.rules.definitions.canvases)
