"""`tyopaja export`: a session as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import write_output
from tyopaja.errors import UnknownId

if TYPE_CHECKING:
    from tyopaja.workshop import Session


@click.command("export")
@click.argument("session")
@click.option("--as", "format", required=True, help="A format of `tyopaja list renderers`.")
@click.option(
    "--what",
    default="compass",
    show_default=True,
    help="compass, report, session, plan, canvas:ID or spread:ID; canvas:ID@GROUP or canvas:ID@PERSON for one that each"
    " has of their own.",
)
@click.option(
    "--viewer",
    metavar="PERSON",
    help="Somebody of the session, by id: with what they have written for themselves. Without, nobody's is shown.",
)
@click.option("--locale", help="The language; the session's when left out.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file; - for stdout.")
@shared
def command(
    session: str, format: str, what: str, viewer: str | None, locale: str | None, output: Path, **common: Any
) -> None:
    """Make a file of SESSION. A file that is there already is replaced, whole or not at all."""
    with settings(**common).session(session) as (engine, opened):
        view = opened.view(what, locale, viewer=_known(opened, viewer))
        made = engine.render(view, format=format)
    write_output(output, made.data)


def _known(session: Session, viewer: str | None) -> str | None:
    """Who is meant. Raises UnknownId for somebody who never joined, with whoever is called so: a slip of the finger
    would else make a file that lacks what they wrote, and not say so."""
    people = session.state.people
    if viewer is None or viewer in people:
        return viewer
    called = next((person for person in people.values() if person.called.casefold() == viewer.casefold()), None)
    hint = f"There is no person '{viewer}'. Did you mean '{called.id}'?" if called else ""
    raise UnknownId("person", viewer, people, hint)
