"""`tyopaja sheet`: a canvas by itself as a file, blank or as a sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.options import options_of, with_options
from tyopaja.cli.output import write_rendition


@click.command("sheet")
@click.argument("canvas")
@click.option("--as", "format", required=True, help="A format of `tyopaja list renderers`.")
@click.option("--sample", is_flag=True, help="Fill it with its examples.")
@click.option("--locale", help="The language; the pack's when left out.")
@with_options
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file; - for stdout.")
@shared
def command(
    canvas: str, format: str, sample: bool, locale: str | None, option: tuple[str, ...], output: Path, **common: Any
) -> None:
    """Make a file of CANVAS, blank for pens; `pack/canvas` where two packs have one."""
    with settings(**common).without_journal().engine() as engine:
        view = engine.sheet(canvas, locale=locale, sample=sample)
        made = engine.render(view, format=format, options=options_of(option))
    write_rendition(output, made)
