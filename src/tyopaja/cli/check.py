"""`tyopaja check`: every problem of every file, in one go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from attrs import asdict

import tyopaja
from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.definitions import check_paths


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a list of problems as JSON.")
@shared
def command(paths: tuple[Path, ...], as_json: bool, **common: Any) -> None:
    """Check packs, canvases and flows; silent when they are sound.

    PATH is a pack's folder or zip, or a file in a folder. Exit code 1 when there is an error; warnings do not count.
    """
    with settings(**common).without_journal().engine() as engine:
        problems = check_paths(paths, engine.plugins.vocabulary(), tyopaja.__version__, engine.pack_paths())
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            print_text(f"{problem}\n")
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)
