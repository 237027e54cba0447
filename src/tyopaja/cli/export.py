"""`tyopaja export`: a session as a file, or every session of a journal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import asdict

from tyopaja.cli.app import Settings, settings, shared, shown
from tyopaja.cli.options import options_of, with_options
from tyopaja.cli.output import Tick, print_json, progress, write_rendition
from tyopaja.cli.people import known

if TYPE_CHECKING:
    from tyopaja.exporting import Order, Outcome

_PERSON = "person:"


@click.command("export")
@click.argument("session", required=False)
@click.option("--all", "every", is_flag=True, help="Every session of the journal, each into a file of its own.")
@click.option("--as", "format", required=True, help="A format of `tyopaja list renderers`.")
@click.option(
    "--what",
    default="compass",
    show_default=True,
    help="compass, report, workbook, session, plan, name-tags, table-signs, canvas:ID, blank:ID, spread:ID or"
    " person:ID, all that is held of somebody; canvas:ID@GROUP or canvas:ID@PERSON for a sheet that each has of their"
    " own.",
)
@click.option(
    "--viewer",
    metavar="PERSON",
    help="Somebody of the session, by id: with what they have written for themselves. Without, nobody's is shown.",
)
@click.option("--locale", help="The language; the session's when left out.")
@with_options
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path),
    help="The file; - for stdout. A folder for --all, and for outputs of several files, which else become a zip.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), help="With --all: how many at once; as many as processors.")
@click.option("--again", is_flag=True, help="With --all: also those whose file is there and still right.")
@click.option("--json", "as_json", is_flag=True, help="With --all: print what became of each as JSON.")
@shared
def command(
    session: str | None, every: bool, format: str, what: str, viewer: str | None, locale: str | None,
    option: tuple[str, ...], output: Path, jobs: int | None, again: bool, as_json: bool, **common: Any,
) -> None:  # fmt: skip
    """Make a file of SESSION. A file that is there already is replaced, whole or not at all.

    With --all instead of SESSION: a file of every session of the journal. Asked for again, it goes on where it stopped
    and makes only what is new.
    """
    if (session is None) != every:
        raise click.UsageError("Name a session, or ask for --all of them.")
    options = options_of(option)
    if session is None:
        from tyopaja.exporting import Order

        order = Order(format=format, what=what, locale=locale, viewer=viewer, options=options)
        _all(settings(**common), order, output, jobs, again=again, as_json=as_json)
        return
    for name, given in (("--jobs", jobs), ("--again", again), ("--json", as_json)):
        if given:
            raise click.UsageError(f"{name} goes with --all.")
    with settings(**common).session(session) as (engine, opened):
        # A slip of the finger in who is meant would else make a file that lacks what they wrote, and not say so.
        for person in (viewer, what.removeprefix(_PERSON) if what.startswith(_PERSON) else None):
            if person is not None:
                known(opened, person)
        view = opened.view(what, locale, viewer=viewer)
        made = engine.render(view, format=format, options=options)
    write_rendition(output, made)


def _all(chosen: Settings, order: Order, folder: Path, jobs: int | None, *, again: bool, as_json: bool) -> None:
    if str(folder) == "-":
        raise click.UsageError("--all needs a folder behind -o.")
    from tyopaja.exporting import export_all

    url, packs = chosen.journal_there(), chosen.pack_paths()
    with ExitStack() as stack:
        bars: list[Tick] = []
        done = count(1)

        def told(outcome: Outcome, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(progress("Exporting", total)))
            bars[0](next(done))

        outcomes = export_all(
            url, order, folder, packs=packs, environ=dict(os.environ), workers=jobs, again=again, told=told
        )
    if as_json:
        print_json([asdict(one) for one in outcomes])
    for one in outcomes:
        if one.status == "failed":
            click.echo(f"{one.session} ({one.title}): {one.message}", err=True)
    click.echo(
        _summary(outcomes, folder) if outcomes else f"There is no session in {shown(chosen.journal_url())}.", err=True
    )
    faults = {one.at_fault for one in outcomes}
    if "plugin" in faults or "input" in faults:
        sys.exit(3 if "plugin" in faults else 1)


def _summary(outcomes: Iterable[Outcome], folder: Path) -> str:
    counts = {"made": 0, "kept": 0, "failed": 0}
    for one in outcomes:
        counts[one.status] += 1
    kept = f", {counts['kept']} as they were" if counts["kept"] else ""
    failed = f", {counts['failed']} failed" if counts["failed"] else ""
    return f"{counts['made']} made{kept}{failed}, in {folder}."
