"""`tyopaja log`: what happened, event by event."""

from __future__ import annotations

import json
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.model.wire import table_from_event

_ENVELOPE = ("seq", "type", "at", "by", "command")


@click.command("log")
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@shared
def command(session: str, as_json: bool, **common: Any) -> None:
    """Print the events of SESSION in order."""
    with settings(**common).engine() as engine:
        for seq, event in enumerate(engine.open(session).log(), 1):
            table = {"seq": seq, **table_from_event(event)}
            if as_json:
                click.echo(json.dumps(table, ensure_ascii=False, sort_keys=True))
                continue
            facts = " ".join(
                f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in table.items() if key not in _ENVELOPE
            )
            click.echo(f"{seq:>5}  {event.at:%Y-%m-%d %H:%M:%S}  {event.by or '–':<12}  {event.type:<10}  {facts}")
