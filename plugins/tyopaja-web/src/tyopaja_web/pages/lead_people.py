"""Who takes part, as a facilitator sees it: how far each is with what is going on, who came without a phone, who has
left."""

from __future__ import annotations

from collections.abc import Callable, Collection

from attrs import frozen

from tyopaja.model.events import Joined
from tyopaja.model.state import Person, State
from tyopaja.texts import say
from tyopaja.workshop import Session
from tyopaja.workshop.outlook_nodes import Outlook, Task
from tyopaja_web.pages.lead_boards import votes_by, written_by

HANDS = "kadet"
"""The id of the one who stands for all hands in the room: a participant with as many heads as there are people."""


@frozen(kw_only=True)
class PersonRow:
    """Somebody who takes part, or did."""

    id: str
    name: str
    role: str
    """As printed."""
    leads: bool
    heads: int
    group: str
    """As printed; "" for none."""
    here: bool
    """Whether a device of theirs is connected."""
    brought: bool
    """Whether a facilitator brought them in: they have no device, and a facilitator writes for them."""
    left: bool
    written: int | None
    """How much of what is going on they wrote; None where that is not to be told, or nothing is written."""
    voted: int | None
    """How many votes they gave; None where there is no vote."""
    ready: bool


@frozen(kw_only=True)
class Share:
    """How many have done something, of how many."""

    key: str
    """What: `written`, `voted` or `ready`."""
    count: int
    of: int
    waiting: tuple[str, ...] = ()
    """The names of those who have not, where they may be told; at most a handful."""


_NAMED = 6
"""Up to how many are named who have not done yet: more is a crowd, and no facilitator reads out a crowd."""


def without_device(state: State) -> frozenset[str]:
    """Those whom a facilitator has brought in and who have never come in by a device of their own."""
    joined: dict[str, set[str]] = {}
    for deed in state.deeds.values():
        for event in deed.events:
            if isinstance(event, Joined):
                joined.setdefault(event.person, set()).add(event.by)
    return frozenset(person for person, by in joined.items() if person not in by)


def people_rows(session: Session, outlook: Outlook, here: Collection[str]) -> tuple[PersonRow, ...]:
    """Everybody, in the order of joining; those who left come last."""
    state, locale = session.state, outlook.locale
    brought = without_device(state)
    groups = {person: group.name for group in outlook.groups for person in group.people}
    writing = [task for task in outlook.tasks if task.on and "add" in task.commands and not task.private]
    voting = [task for task in outlook.tasks if task.votes is not None]
    written, voted = _summed(session, writing, written_by), _summed(session, voting, votes_by)
    ready = {person for task in outlook.tasks for person in state.ready_in(task.step)}
    rows = [
        PersonRow(
            id=person.id,
            name=person.called,
            role=say(locale, f"role.{person.role}"),
            leads=person.role == "facilitator",
            heads=person.heads,
            group=groups.get(person.id, ""),
            here=person.id in here,
            brought=person.id in brought,
            left=person.left is not None,
            written=written.get(person.id, 0) if writing else None,
            voted=voted.get(person.id, 0) if voting else None,
            ready=person.id in ready,
        )
        for person in state.people.values()
    ]
    return tuple(sorted(rows, key=lambda row: row.left))


def _summed(session: Session, tasks: list[Task], count: Callable[[Session, Task], dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for task in tasks:
        for person, number in count(session, task).items():
            found[person] = found.get(person, 0) + number
    return found


def shares(session: Session, task: Task, participants: tuple[Person, ...]) -> tuple[Share, ...]:
    """How many of the participants whose step it is have written, voted and said that they are ready."""
    done: dict[str, set[str]] = {}
    if task.on and "add" in task.commands and not task.private and task.activity != "vote":
        done["written"] = set(written_by(session, task))
    if task.votes is not None:
        done["voted"] = set(votes_by(session, task))
    done["ready"] = set(session.state.ready_in(task.step))
    return tuple(_share(key, found, participants) for key, found in done.items() if participants)


def _share(key: str, done: set[str], people: tuple[Person, ...]) -> Share:
    waiting = tuple(one.called for one in people if one.id not in done)
    named = waiting if len(waiting) <= _NAMED and len(waiting) < len(people) else ()
    return Share(key=key, count=len(people) - len(waiting), of=len(people), waiting=named)


def concerned(session: Session, task: Task) -> tuple[Person, ...]:
    """The participants whose step it is: those of the group, or the person, in an instance."""
    people = session.state.present("participant")
    _, instance, owner = task.step.partition("@")
    if not instance:
        return people
    own = session.state.groups.get(owner, (owner,))
    return tuple(one for one in people if one.id in own)
