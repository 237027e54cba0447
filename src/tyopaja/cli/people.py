"""Who is meant on the command line: a person of a session, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tyopaja.errors import UnknownId

if TYPE_CHECKING:
    from tyopaja.workshop import Session


def known(session: Session, person: str) -> str:
    """The id of somebody who is in the session, or was. Raises UnknownId for anybody else, with the nearest id, and
    with the id of whoever is called so."""
    people = session.state.people
    if person in people:
        return person
    called = next((one for one in people.values() if one.called.casefold() == person.casefold()), None)
    hint = f"There is no person '{person}'. Did you mean '{called.id}'?" if called else ""
    raise UnknownId("person", person, people, hint)
