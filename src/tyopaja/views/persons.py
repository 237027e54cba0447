"""What a session holds of one person: what they asked for is theirs to see, private notes and secret votes too. Words
of others are not in it, and no count of what others do in secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from tyopaja.errors import UnknownId
from tyopaja.model import events as e
from tyopaja.model.kinds import Field, Value
from tyopaja.model.place import Place, base_of
from tyopaja.model.state import Check, Entry, State
from tyopaja.texts import group_name, say
from tyopaja.views.entries import field_view, shown_pictures
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnView, OwnVote, OwnWording
from tyopaja.views.source import Source
from tyopaja.views.values import printed_date, printed_number


def person(source: Source, whole: State, id: str) -> OwnView:
    """All that a session holds of somebody. `source` holds the session as they see it, `whole` all of it: their own
    secret votes stand there alone. Raises UnknownId."""
    if id not in whole.people:
        raise UnknownId("person", id, whole.people)
    found = whole.people[id]
    entries = _in_order(whole)
    own = [source.state.entries[one.id] for one in entries if one.by == id]
    return OwnView(
        id=id,
        name=found.called,
        role=say(source.locale, f"role.{found.role}"),
        heads=found.heads,
        joined=found.joined.isoformat(),
        left=found.left.isoformat() if found.left else None,
        joined_on=_day(source, found.joined),
        left_on=_day(source, found.left) if found.left else "",
        groups=tuple(group_name(source.locale, group) for group, people in whole.groups.items() if id in people),
        session=whole.session,
        title=whole.title,
        flow=source.text(source.definitions.flow.title),
        locale=source.locale,
        entries=tuple(_entry(source, one) for one in own),
        votes=tuple(_vote(source, one, id) for one in entries if id in one.votes),
        checks=tuple(_check(source, one, check) for one in entries for check in one.checks if check.by == id),
        wordings=tuple(_wordings(source, whole, id)),
        approved=tuple(source.sheet_title(sheet) for sheet, people in whole.approvals.items() if id in people),
        ready=tuple(dict.fromkeys(_step(source, step) for (step, _), people in whole.ready.items() if id in people)),
        named=tuple(dict.fromkeys(_named(source, entries, id))),
        date=source.date(),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        pictures=dict(found for one in own for found in shown_pictures(source, one)),
        words=source.words(),
    )


def _in_order(state: State) -> list[Entry]:
    """Every entry there ever was, in the order of writing."""
    return sorted(state.entries.values(), key=lambda one: (one.at, one.id))


def _entry(source: Source, entry: Entry) -> OwnEntry:
    return OwnEntry(
        id=entry.id,
        place=_place(source, entry),
        text=entry.text or "",
        fields=tuple(
            field_view(source, name, _field(source, entry, name), entry.fields[name]) for name in _fields(source, entry)
        ),
        written=entry.at.isoformat(),
        date=_day(source, entry.at),
        votes=len(entry.votes),
        picked=entry.picked is not None,
        private=entry.private,
        removed=entry.removed,
        copy=entry.origin is not None,
    )


def _fields(source: Source, entry: Entry) -> Iterator[str]:
    """The fields in which an entry has a value, in their order; last those that the definitions have no more."""
    known = source.fields_of(entry.sheet, entry.section)
    yield from (name for name in known if name in entry.fields)
    yield from sorted(entry.fields.keys() - known.keys())


def _field(source: Source, entry: Entry, name: str) -> Field:
    return source.fields_of(entry.sheet, entry.section).get(name, Field())


def _vote(source: Source, entry: Entry, id: str) -> OwnVote:
    own = entry.by == id
    return OwnVote(
        entry=entry.id,
        place=_place(source, entry),
        own=own,
        text=(entry.text or "") if own else "",
        votes=entry.votes.count(id),
    )


def _check(source: Source, entry: Entry, check: Check) -> OwnCheck:
    own = entry.by == check.by
    return OwnCheck(
        entry=entry.id,
        place=_place(source, entry),
        own=own,
        text=(entry.text or "") if own else "",
        when=check.at.isoformat(),
        date=_day(source, check.at),
        now="" if check.now is None else printed_number(check.now, source.locale),
        remark=check.text or "",
    )


def _named(source: Source, entries: list[Entry], id: str) -> Iterator[str]:
    """Where others have named them: the place, and the field's title."""
    for entry in entries:
        for name in _fields(source, entry):
            known = _field(source, entry, name)
            if entry.by != id and known.type == "person" and entry.fields[name] == id:
                yield f"{_place(source, entry)} · {source.text(known.title) or name}"


Said = tuple[str, str, str]
"""Where something was written, the title of its field or "", and the words."""


def _wordings(source: Source, whole: State, id: str) -> Iterator[OwnWording]:
    """What they wrote that stands in no entry of theirs now, in the order of writing."""
    # What an undo wrote was there before, and may be somebody else's.
    deeds = (deed.events for deed in whole.deeds.values())
    done = (events for events in deeds if not any(isinstance(one, e.Undone) for one in events))
    written = [event for events in done for event in events if event.by == id and type(event) in _SAID]
    for event in sorted(written, key=lambda one: (one.at, one.command)):
        for place, title, text in _SAID[type(event)](source, whole, event):
            yield OwnWording(
                place=place, title=title, text=text, when=event.at.isoformat(), date=_day(source, event.at)
            )


def _said_in(source: Source, whole: State, event: e.Added | e.Edited) -> Iterator[Said]:
    """What was written into an entry, but for what stands in one of theirs: that is shown with it."""
    entry = whole.entries[event.entry]
    values: Mapping[str, Value] = {**({"text": event.text} if event.text else {}), **event.fields}
    # A copy has the words of what it was made of.
    for name, value in values.items() if getattr(event, "origin", None) is None else ():
        known = _field(source, entry, name)
        stands = entry.by == event.by and value == (entry.text if name == "text" else entry.fields.get(name))
        if not stands and value is not None:
            title = "" if name == "text" else source.text(known.title) or name
            text = str(value) if name == "text" else field_view(source, name, known, value).text
            yield _place(source, entry), title, text or source.words()["picture"]


def _said_of_check(source: Source, whole: State, event: e.CheckedIn) -> Iterator[Said]:
    """What was said at a check-in that was taken back; the others are shown by themselves."""
    entry = whole.entries[event.entry]
    stands = any(one.by == event.by and one.at == event.at and one.text == event.text for one in entry.checks)
    if event.text and not stands:
        yield _place(source, entry), "", event.text


def _said_of_cluster(source: Source, whole: State, event: e.ClusterNamed) -> Iterator[Said]:
    if event.text:
        yield source.place_title(Place(event.sheet, event.section)), "", event.text


def _said_of_choice(source: Source, whole: State, event: e.Picked) -> Iterator[Said]:
    if event.reason:
        yield _place(source, whole.entries[event.entry]), "", event.reason


def _said_on_the_way(source: Source, whole: State, event: e.Stepped) -> Iterator[Said]:
    if event.reason:
        steps = [name for name in (*event.left, *event.entered) if "." not in name]
        yield _step(source, steps[0]) if steps else source.text(source.definitions.flow.title), "", event.reason


def _said_of_step(source: Source, whole: State, event: e.StepAdded) -> Iterator[Said]:
    for text in (event.step.title, event.step.purpose):
        if said := source.text(text):
            yield source.words()["added"], "", said


_SAID: Mapping[type[e.Event], Callable[..., Iterator[Said]]] = {
    e.Added: _said_in,
    e.Edited: _said_in,
    e.CheckedIn: _said_of_check,
    e.ClusterNamed: _said_of_cluster,
    e.Picked: _said_of_choice,
    e.Stepped: _said_on_the_way,
    e.StepAdded: _said_of_step,
}
"""Kind of event → the words in it."""


def _step(source: Source, name: str) -> str:
    """What a step is called, with whose it is."""
    titles = {step.id: source.text(step.title) for step in source.definitions.flow.step}
    title = titles.get(base_of(name)) or base_of(name)
    return " – ".join(one for one in (title, source.owner(name)) if one)


def _place(source: Source, entry: Entry) -> str:
    return source.place_title(Place(entry.sheet, entry.section, entry.part))


def _day(source: Source, moment: datetime) -> str:
    return printed_date(moment.date(), source.locale)
