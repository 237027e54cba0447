"""`tyopaja export`: a session as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import write_output


@click.command("export")
@click.argument("session")
@click.option("--as", "format", required=True, help="A format of `tyopaja list renderers`.")
@click.option("--what", default="compass", show_default=True, help="compass, report, session, canvas:ID or spread:ID.")
@click.option("--locale", help="The language; the session's when left out.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file; - for stdout.")
@shared
def command(session: str, format: str, what: str, locale: str | None, output: Path, **common: Any) -> None:
    """Make a file of SESSION. A file that is there already is replaced, whole or not at all."""
    with settings(**common).session(session) as (engine, opened):
        made = engine.render(opened, what=what, format=format, locale=locale)
    write_output(output, made.data)
