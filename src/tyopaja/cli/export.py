"""`tyopaja export`: a session as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import write_output
from tyopaja.cli.people import known

_PERSON = "person:"


@click.command("export")
@click.argument("session")
@click.option("--as", "format", required=True, help="A format of `tyopaja list renderers`.")
@click.option(
    "--what",
    default="compass",
    show_default=True,
    help="compass, report, session, plan, canvas:ID, spread:ID or person:ID, all that is held of somebody;"
    " canvas:ID@GROUP or canvas:ID@PERSON for a sheet that each has of their own.",
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
        # A slip of the finger in who is meant would else make a file that lacks what they wrote, and not say so.
        for person in (viewer, what.removeprefix(_PERSON) if what.startswith(_PERSON) else None):
            if person is not None:
                known(opened, person)
        view = opened.view(what, locale, viewer=viewer)
        made = engine.render(view, format=format)
    write_output(output, made.data)
