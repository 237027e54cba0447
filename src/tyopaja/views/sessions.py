"""How a session stands, as a view: its steps with what is done, now and ahead, its people, and what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tyopaja.model.place import instance_of
from tyopaja.texts import group_name, say
from tyopaja.views.asides import asides
from tyopaja.views.nodes import GroupView, PersonView, SessionView
from tyopaja.views.source import Source
from tyopaja.views.stepping import step_views


def session(source: Source) -> SessionView:
    """How the session stands."""
    state, flow = source.state, source.definitions.flow
    standing = [entry for entry in source.standing() if source.has_place(entry)]
    known = {entry.id for entry in standing}
    # What was carried or gathered from where it still stands was written once.
    written = [entry for entry in standing if entry.origin not in known]
    theirs = Counter(entry.by for entry in written)
    return SessionView(
        id=state.session,
        title=state.title,
        flow=source.text(flow.title),
        purpose=source.text(flow.purpose),
        locale=source.locale,
        steps=step_views(source),
        people=tuple(
            PersonView(
                id=person.id,
                name=person.called,
                role=say(source.locale, f"role.{person.role}"),
                entries=theirs[person.id],
                heads=person.heads,
                left=person.left is not None,
            )
            for person in state.people.values()
        ),
        groups=tuple(_groups(source)),
        entries=len(written),
        votes=sum(len(entry.votes) for entry in standing),
        sheets=sheet_names(source),
        own_sheets={name: source.sheet_title(name) for name in sheet_names(source) if instance_of(name) is not None},
        expected=state.expected,
        aside=tuple(asides(source)),
        date=source.date(),
        date_on=source.date_on(),
        templates=source.definitions.pack.templates,
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        words=source.words(),
    )


def sheet_names(source: Source) -> tuple[str, ...]:
    """The names of the session's sheets: each of the flow, with those that groups or participants have of it."""
    flow = source.definitions.flow
    return tuple(dict.fromkeys(one for name in flow.sheet_names() for one in (name, *source.sheets_of(name))))


def _groups(source: Source) -> Iterator[GroupView]:
    """The groups with somebody in them."""
    here = {person.id for person in source.state.present()}
    for group, people in source.state.groups.items():
        names = tuple(source.name(person) for person in people if person in here)
        if names:
            yield GroupView(id=group, name=group_name(source.locale, group), people=names)
