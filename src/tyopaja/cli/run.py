"""`tyopaja run`: a workshop at a terminal, for a room with one laptop and for trying a flow out."""

from __future__ import annotations

import sys
from typing import Any

import click

from tyopaja.cli.app import settings, shared


@click.command("run")
@click.argument("session")
@click.option("--by", metavar="PERSON", help="Who writes: a person's id; whoever has the chair when left out.")
@click.option("--locale", help="The language; the session's when left out.")
@shared
def command(session: str, by: str | None, locale: str | None, **common: Any) -> None:
    """Lead SESSION at the terminal: it asks what the step asks, and a line is an entry; /help tells the rest.

    What is written is in the journal at once. Lines may come from a pipe too.
    """
    from tyopaja.cli.terminal import Terminal

    with settings(**common).session(session) as (engine, opened):
        terminal = Terminal(engine, opened, by, locale)
        terminal.begin()
        prompt = sys.stdin.isatty()
        for line in terminal.lines(prompt=prompt):
            if not terminal.take(line):
                break
