"""`tyopaja start`: begin a session."""

from __future__ import annotations

from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text


@click.command("start")
@click.argument("flow")
@click.option("--title", required=True, help="Whose session it is: the company or the team.")
@click.option("--locale", help="The session's language; the pack's own when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(flow: str, title: str, locale: str | None, as_json: bool, **common: Any) -> None:
    """Begin a session of FLOW and print its id."""
    with settings(**common).beginning() as (engine, _):
        session = engine.start(flow, title=title, locale=locale)
        facts = {"id": session.id, "flow": session.state.flow, "title": title, "step": session.state.step}
    if as_json:
        print_json(facts)
    else:
        print_text(session.id + "\n")
