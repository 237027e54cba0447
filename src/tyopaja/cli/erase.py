"""`tyopaja erase`: somebody's words and names out of a session for good."""

from __future__ import annotations

from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.cli.people import known
from tyopaja.engine.erasing import still_named
from tyopaja.model.commands import Erase
from tyopaja.model.events import Erased


@click.command("erase")
@click.argument("session")
@click.argument("participant")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@shared
def command(session: str, participant: str, as_json: bool, **common: Any) -> None:
    """Take the words and names of PARTICIPANT, an id, out of SESSION and out of the files of the journal.

    It cannot be undone. What they voted and chose still counts, numbers stay, and the session goes on. Copies that were
    made before (backups, exports) are not reached.
    """
    with settings(**common).session(session) as (_, opened):
        names = {participant, opened.state.people[known(opened, participant)].called}
        events = opened.do(Erase(by=participant, person=participant))
        called = next(event.person for event in events if isinstance(event, Erased))
        left = tuple(dict.fromkeys(still_named(opened.log(), names)))
    if as_json:
        print_json({"session": session, "person": called, "still_named": list(left)})
        return
    print_text(f"{called}\n")
    if left:
        click.echo(f"Others may have written the name in another form. Look at: {', '.join(left)}", err=True)
