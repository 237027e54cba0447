"""`tyopaja plugins`: which are loaded, which are not and why, and which names two of them claim."""

from __future__ import annotations

from typing import Any

import click
from attrs import asdict

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_rows, print_text


@click.command("plugins")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(as_json: bool, **common: Any) -> None:
    """List plugins in the order in which they are asked."""
    with settings(**common).without_journal().engine() as engine:
        infos, collisions = engine.plugins.infos(), engine.plugins.collisions()
    rows = [{"id": info.name, **asdict(info), "hooks": list(info.hooks)} for info in infos]
    if as_json:
        claimed = [{**asdict(one), "plugins": list(one.plugins)} for one in collisions]
        for row in rows:
            row["collisions"] = [one for one in claimed if row["id"] in one["plugins"]]
        print_json(rows)
        return
    for row in rows:
        row["detail"] = row["reason"] or ", ".join(row["hooks"])
    print_rows(rows, ("id", "version", "source", "status", "detail"))
    for one in collisions:
        outcome = f"{one.winner} is used" if one.winner else "none can be used"
        print_text(f"The {one.what} '{one.name}' is claimed by {', '.join(one.plugins)}: {outcome}.\n")
