"""`tyopaja flow`: a flow as an outline or a picture, or in a notation of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_text, write_output
from tyopaja.drawings import mermaid, svg, text
from tyopaja.errors import Refused
from tyopaja.model.pack import Definitions
from tyopaja.model.text import tag_of
from tyopaja.texts import say


def _scxml(definitions: Definitions, locale: str) -> str:
    from tyopaja.charts import compile_chart  # the other forms need no chart
    from tyopaja.drawings.scxml import scxml

    return scxml(compile_chart(definitions.flow), definitions.flow, locale)


FORMS: Mapping[str, Callable[[Definitions, str], str]] = {
    "text": text,
    "mermaid": mermaid,
    "svg": svg,
    "scxml": _scxml,
}
"""`--as` → what draws it."""


@click.command("flow")
@click.argument("flow")
@click.option("--as", "form", type=click.Choice(list(FORMS)), default="text", show_default=True, help="As what.")
@click.option("--locale", help="The language; the pack's when left out.")
@click.option("--columns", type=click.IntRange(1, 12), help="For svg: in how many columns; as fit well when left out.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; stdout when left out.")
@shared
def command(flow: str, form: str, locale: str | None, columns: int | None, output: Path | None, **common: Any) -> None:
    """Draw FLOW; `pack/flow` where two packs have one.

    A file that is there already is replaced, whole or not at all.
    """
    if columns is not None and form != "svg":
        raise click.UsageError("Only --as svg has columns.")
    with settings(**common).without_journal().engine() as engine:
        definitions = engine.library.definitions(flow)
        vocabulary = engine.plugins.vocabulary().with_activities(definitions.pack.activity)
    # What a plugin calls its activities is no part of the definitions.
    definitions = evolve(definitions, pack=evolve(definitions.pack, activity=vocabulary.activities))
    home = definitions.pack.locale
    tag = tag_of(locale or home)
    if tag is None:
        raise Refused("bad-locale", say(home, "refusal.bad-locale", locale=locale), locale=locale)
    drawn = svg(definitions, tag, columns) if columns is not None else FORMS[form](definitions, tag)
    if form == "text" and output is None:
        print_text(drawn)
    else:
        write_output(output or Path("-"), drawn.encode())
