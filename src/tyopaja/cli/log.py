"""`tyopaja log`: what happened, event by event."""

from __future__ import annotations

import json
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json_line, print_text
from tyopaja.model.wire import table_from_event

_ENVELOPE = ("seq", "type", "at", "by", "command")


@click.command("log")
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@shared
def command(session: str, as_json: bool, **common: Any) -> None:
    """Print the events of SESSION in order."""
    with settings(**common).session(session) as (_, opened):
        for seq, event in enumerate(opened.log(), 1):
            table = {"seq": seq, **table_from_event(event)}
            table.pop("v", None)  # a matter of journals
            if as_json:
                print_json_line(table)
                continue
            facts = " ".join(
                f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in table.items() if key not in _ENVELOPE
            )
            print_text(f"{seq:>5}  {event.at:%Y-%m-%d %H:%M:%S}  {event.by or '–':<12}  {event.type:<10}  {facts}\n")
