"""`tyopaja do`: one command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.model.strings import from_strings
from tyopaja.model.wire import command_from_table, table_from_event


@click.command("do")
@click.argument("session")
@click.argument("name", metavar="COMMAND")
@click.argument("pairs", nargs=-1, metavar="[KEY=VALUE]...")
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON.")
@shared
def command(session: str, name: str, pairs: tuple[str, ...], as_json: bool, **common: Any) -> None:
    """Carry out COMMAND in SESSION, for example: do SESSION add by=aino sheet=profiili section=tarpeet text="…"."""
    table: dict[str, Any] = {"command": name}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise click.UsageError(f"'{pair}' is not of the form key=value.")
        if key in table:
            raise click.UsageError(f"'{key}' is given twice.")
        table[key] = value
    table = from_strings(table)
    from tyopaja.workshop.pictures import with_picture

    if "file" not in table:
        command_from_table(table)  # what is no command at all is said before a journal is opened
    with settings(**common).session(session) as (_, opened):
        written = with_picture(table, Path(), opened.state.locale, opened.keep_picture)
        events = opened.do(command_from_table(written))
    if as_json:
        print_json([table_from_event(event) for event in events])
        return
    for event in events:
        print_text(event.type + (f" {event.entry}" if hasattr(event, "entry") else "") + "\n")
