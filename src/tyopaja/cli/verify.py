"""`tyopaja verify`: whether a whole journal is what was put into it."""

from __future__ import annotations

import sys
from typing import Any

import click
from attrs import asdict

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text, progress
from tyopaja.workshop.verifying import Verdict, verify

_ASIDE = "No session has it; look into it, and take it away when nobody misses anything."


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@shared
def command(as_json: bool, **common: Any) -> None:
    """Look at every event of every session in the journal: whether it is there, is what was written, and can be
    replayed; and whether the definitions, pictures and snapshots are what they should be.

    Names the first bad event of a session. Exits with 3 where something is wrong; `salvage` saves what is sound.
    """
    with settings(**common).engine() as engine:
        sessions = engine.journal.sessions()
        with progress("Verifying", sum(events for _, events in sessions)) as tick:
            found = tuple(verify(engine.journal, tick))
    problems = sum(len(one.problems) for one in found)
    if as_json:
        print_json([_plain(one) for one in found])
    else:
        print_text("".join(f"{line}\n" for one in found for line in _lines(one)))
        events = sum(one.events for one in found)
        said = f"{problems} problem{'s' * (problems != 1)}" if problems else "all sound"
        print_text(f"{len(found)} session{'s' * (len(found) != 1)}, {events} events: {said}.\n")
        if problems:
            click.echo("What is sound can be saved: tyopaja salvage NEW-JOURNAL", err=True)
        for path in (path for one in found for path in one.put_aside):
            click.echo(f"{path} has what a crash left of a command that nobody was told was kept. {_ASIDE}", err=True)
    if problems:
        sys.exit(3)


def _plain(verdict: Verdict) -> dict[str, Any]:
    return asdict(verdict)


def _lines(verdict: Verdict) -> list[str]:
    if not verdict.problems:
        return [f"{verdict.session}  {verdict.events} events"]
    return [
        f"{verdict.session}  {verdict.sound} of {verdict.events} events are sound",
        *(f"  ! {problem.code}: {problem.message}" for problem in verdict.problems),
    ]
