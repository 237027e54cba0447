"""`tyopaja copy`: sessions from one journal into another."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import click

from tyopaja.cli.app import Settings, settings, shared, shown
from tyopaja.cli.output import print_json, print_text, progress
from tyopaja.errors import JournalError
from tyopaja.journals.copying import Copied, copy
from tyopaja.journals.places import must_be_there


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--session", "only", multiple=True, metavar="ID", help="This session alone; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print what was copied as JSON.")
@shared
def command(source: str, target: str, only: tuple[str, ...], as_json: bool, **common: Any) -> None:
    """Copy the sessions of the journal FROM into the journal TO; both are URLs such as sqlite:series.db.

    Letter for letter, pictures and definitions too. What is there already is not copied again, so a copy that was cut
    off goes on where it was; people may write on meanwhile.
    """
    copied_between(settings(**common), source, target, only, as_json)


def copied_between(chosen: Settings, source: str, target: str, only: tuple[str, ...], as_json: bool) -> None:
    """Copy, with a progress bar, and say what was copied. Raises JournalError, UnknownId."""
    if source == target:
        raise click.UsageError("FROM and TO are the same journal.")
    must_be_there(source)
    with chosen.without_journal().engine() as engine, closing(engine.plugins.open_journal(source)) as ours:
        sessions = dict(ours.sessions())
        if not sessions:
            raise JournalError("no-sessions", f"There are no sessions in {shown(source)}.", url=shown(source))
        total = sum(events for session, events in sessions.items() if session in (only or sessions))
        with closing(engine.plugins.open_journal(target)) as theirs, progress("Copying", total) as tick:
            made = copy(ours, theirs, only=only, told=tick)
    if as_json:
        print_json([{"session": one.session, "events": one.events, "new": one.new} for one in made])
    else:
        print_text("".join(f"{_line(one)}\n" for one in made))


def _line(one: Copied) -> str:
    new = "nothing new" if not one.new else f"{one.new} new"
    return f"{one.session}  {one.events} events, {new}"
