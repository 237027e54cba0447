"""`tyopaja check`: every problem of every file, in one go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import asdict

import tyopaja
from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.definitions import Problem, check_paths


def _annotation(problem: Problem) -> str:
    """A problem as a command of GitHub's workflows, which end at a line's end and part their properties by commas."""
    place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items())
    return f"::{problem.severity} {properties}::{_escaped(f'{problem.message} {problem.hint}'.rstrip())}"


def _escaped(text: str, also: str = "") -> str:
    # The sign itself comes first, so that what stands for the others is not escaped again.
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


_FORMS: Mapping[str, Callable[[Problem], str]] = {"text": str, "github": _annotation}
"""Name → how a problem is printed on a line."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*_FORMS, "json"]), help="How problems are printed; text if left out."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@shared
def command(paths: tuple[Path, ...], form: str | None, as_json: bool, **common: Any) -> None:
    """Check packs, canvases and flows; silent when they are sound.

    PATH is a pack's folder or zip, or a file in a folder. Exit code 1 when there is an error; warnings do not count.
    `--format github` prints what GitHub Actions shows at the lines of a pull request.
    """
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two ways to say how problems are printed.")
    with settings(**common).without_journal().engine() as engine:
        problems = check_paths(paths, engine.plugins.vocabulary(), tyopaja.__version__, engine.pack_paths())
    if as_json or form == "json":
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            print_text(f"{_FORMS[form or 'text'](problem)}\n")
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)
