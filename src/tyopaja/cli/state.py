"""`tyopaja state`: what is so now."""

from __future__ import annotations

from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text


@click.command("state")
@click.argument("session")
@click.option("--locale", help="The language of the text form; the session's when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole state as JSON with sorted keys.")
@shared
def command(session: str, locale: str | None, as_json: bool, **common: Any) -> None:
    """Show where SESSION is in its flow and what it holds."""
    with settings(**common).session(session) as (engine, opened):
        if as_json:
            print_json(opened.dump())
        else:
            shown = engine.render(opened, what="session", format="text", locale=locale)
            print_text(shown.text)
