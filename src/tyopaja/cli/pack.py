"""`tyopaja pack`: what is done with a whole pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import tyopaja
from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.definitions import Shelf, build
from tyopaja.exporting.files import write_file


@click.group("pack")
def command() -> None:
    """Work with a whole pack."""


@command.command("build")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The zip to write.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def build_command(folder: Path, output: Path, as_json: bool, **common: Any) -> None:
    """Check the pack in DIR and write it into one file, a zip that `--pack` takes like a folder.

    Only what belongs to a pack goes in: pack.toml, canvases, flows, locale, templates, pictures, LICENSE and README.
    The same files give the same bytes. Prints the pack's id and version, and a digest of what its definitions say.
    """
    with settings(**common).without_journal().engine() as engine:
        shelf = Shelf((folder, *engine.pack_paths()), tyopaja.__version__)
        built = build(folder, engine.plugins.vocabulary(), tyopaja.__version__, shelf)
    write_file(output, built.data)
    if as_json:
        told = {"id": built.pack.id, "version": built.pack.version, "digest": built.digest}
        print_json({**told, "file": str(output), "files": list(built.files)})
    else:
        print_text(f"{built.pack.id} {built.pack.version} {built.digest}\n")
