"""`tyopaja salvage`: what is sound of a damaged journal into a new one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared, shown
from tyopaja.cli.output import print_json, print_text, progress
from tyopaja.errors import JournalError, OutputError
from tyopaja.exporting.files import write_file
from tyopaja.journals.places import must_be_there
from tyopaja.workshop.verifying import Saved, salvage


@click.command("salvage")
@click.argument("target", metavar="TO")
@click.option(
    "--rest",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for what is sound behind the damage: a file of JSON lines a session.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was saved as JSON.")
@shared
def command(target: str, rest: Path | None, as_json: bool, **common: Any) -> None:
    """Copy what is sound of the journal into the new journal TO, a URL such as sqlite:saved.db.

    Of each session come the events before the first bad one, and it goes on from there. Those behind it cannot be
    replayed without it; --rest keeps them, so that what people wrote can be read. The damaged journal stays as it is.
    """
    chosen = settings(**common)
    must_be_there(chosen.journal_url())
    with chosen.engine() as engine, closing(engine.plugins.open_journal(target)) as saved:
        if saved.sessions():
            message = f"{shown(target)} has sessions already. Give a journal that is new."
            raise JournalError("not-new", message, url=shown(target))
        total = sum(events for _, events in engine.journal.sessions())
        with progress("Salvaging", total) as tick:
            found = [_kept(one, rest, number) for number, one in enumerate(salvage(engine.journal, saved, tick), 1)]
    if as_json:
        print_json(found)
        return
    for one in found:
        print_text(f"{one['session']}  {one['events']} events, {one['behind']} behind the damage{_where(one)}\n")
    if rest is None and any(one["behind"] for one in found):
        click.echo("To read what is behind the damage, salvage once more with --rest FOLDER and another TO.", err=True)


def _kept(one: Saved, rest: Path | None, number: int) -> dict[str, Any]:
    """What was saved of a session, with what is behind the damage written where it was asked for."""
    facts = {"session": one.session, "events": one.events, "behind": len(one.behind), "file": None}
    if rest is None or not one.behind:
        return facts
    try:
        rest.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "cannot-write", f"The folder {rest} could not be made: {error.strerror}.", path=str(rest)
        ) from error
    # By number: what is damaged may be called anything.
    file = rest / f"session-{number}.jsonl"
    lines = ({"seq": record.seq, **json.loads(record.data)} for record in one.behind)
    write_file(file, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())
    return {**facts, "file": str(file)}


def _where(one: dict[str, Any]) -> str:
    return f" in {one['file']}" if one["file"] else ""
