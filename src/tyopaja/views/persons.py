"""What a session holds of one person: what they asked for is theirs to see, private notes and secret votes too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tyopaja.errors import UnknownId
from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.texts import group_name, say
from tyopaja.views.entries import field_view, value_of
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnView, OwnVote
from tyopaja.views.source import Source
from tyopaja.views.values import printed_date, printed_number


def person(source: Source, id: str) -> OwnView:
    """All that a session holds of somebody. `source` holds the whole session. Raises UnknownId."""
    state = source.state
    if id not in state.people:
        raise UnknownId("person", id, state.people)
    found = state.people[id]
    return OwnView(
        id=id,
        name=found.called,
        role=say(source.locale, f"role.{found.role}"),
        heads=found.heads,
        joined=found.joined.isoformat(),
        left=found.left.isoformat() if found.left else None,
        joined_on=_day(source, found.joined),
        left_on=_day(source, found.left) if found.left else "",
        groups=tuple(group_name(source.locale, group) for group, people in state.groups.items() if id in people),
        session=state.session,
        title=state.title,
        flow=source.text(source.definitions.flow.title),
        locale=source.locale,
        entries=tuple(_entry(source, one) for one in _in_order(source) if one.by == id),
        votes=tuple(_vote(source, one, id) for one in _in_order(source) if id in one.votes),
        checks=tuple(_checks(source, id)),
        approved=tuple(source.sheet_title(sheet) for sheet, people in state.approvals.items() if id in people),
        date=source.date(),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        words=source.words(),
    )


def _in_order(source: Source) -> list[Entry]:
    """Every entry there ever was, in the order of writing."""
    return sorted(source.state.entries.values(), key=lambda one: (one.at, one.id))


def _entry(source: Source, entry: Entry) -> OwnEntry:
    known = source.fields_of(entry.sheet, entry.section)
    return OwnEntry(
        id=entry.id,
        place=_place(source, entry),
        text=entry.text or "",
        fields=tuple(
            field_view(source, name, field, value_of(entry, name))
            for name, field in known.items()
            if name != "text" and value_of(entry, name) is not None
        ),
        written=entry.at.isoformat(),
        date=_day(source, entry.at),
        votes=len(entry.votes),
        picked=entry.picked is not None,
        reason=entry.reason or "",
        private=entry.private,
        removed=entry.removed,
        copy=entry.origin is not None,
    )


def _vote(source: Source, entry: Entry, id: str) -> OwnVote:
    return OwnVote(
        entry=entry.id, place=_place(source, entry), text=entry.text or "", votes=entry.votes.count(id)
    )  # fmt: skip


def _checks(source: Source, id: str) -> Iterator[OwnCheck]:
    for entry in _in_order(source):
        for check in entry.checks:
            if check.by == id:
                yield OwnCheck(
                    entry=entry.id,
                    place=_place(source, entry),
                    text=entry.text or "",
                    when=check.at.isoformat(),
                    date=_day(source, check.at),
                    now="" if check.now is None else printed_number(check.now, source.locale),
                    remark=check.text or "",
                )


def _place(source: Source, entry: Entry) -> str:
    return source.place_title(Place(entry.sheet, entry.section, entry.part))


def _day(source: Source, moment: datetime) -> str:
    return printed_date(moment.date(), source.locale)
