"""`tyopaja schema`: the format for editors, and what exports as JSON hold, as JSON Schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_bytes, print_text, write_into
from tyopaja.definitions.schema import FOLDER, SCHEMAS, schema_files, written

_VIEW = "view"
"""What `export --as json` writes: of no file of a pack."""


@click.command("schema")
@click.argument("what", required=False, type=click.Choice((*SCHEMAS, _VIEW)), metavar="[pack|canvas|flow|locale|view]")
@click.option(
    "-o",
    "--write",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=f"A pack's folder: write those of its files into {FOLDER} there, and print none.",
)
@shared
def command(what: str | None, folder: Path | None, **common: Any) -> None:
    """Print the JSON Schema of a file of the format, or write all of them into a pack.

    Editors complete keys by it. Activities and conditions of the plugins that are installed here are in it. `view` is
    the schema of what `tyopaja export --as json` writes.
    """
    if (what is None) == (folder is None):
        which = "pack, canvas, flow, locale or view"
        raise click.UsageError(f"Say which schema to print: {which}; or -o DIR to write those of a pack.")
    if what == _VIEW:
        from tyopaja.renderers.schema import written as of_views

        print_bytes(of_views().encode())
        return
    with settings(**common).without_journal().engine() as engine:
        vocabulary = engine.plugins.vocabulary()
    if folder is not None:
        for path in write_into(folder, schema_files(vocabulary), over=(FOLDER,)):
            print_text(f"{path}\n")
    elif what is not None:
        print_bytes(written(what, vocabulary).encode())
