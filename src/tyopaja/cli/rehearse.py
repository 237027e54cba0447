"""`tyopaja rehearse`: invented people go through a flow before real ones come."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import asdict

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text, write_output

if TYPE_CHECKING:
    from tyopaja.rehearsal import Spread


@click.command("rehearse")
@click.argument("flow")
@click.option("--people", type=click.IntRange(1, 300), default=12, show_default=True, help="How many participants.")
@click.option("--groups", type=click.IntRange(1, 100), help="How many groups they make; as the flow says if left out.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same rehearsal.")
@click.option("--begins", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="When they meet (UTC); today at 9 if left out.")
@click.option("--times", type=click.IntRange(1, 100_000), default=1, show_default=True,
              help="Rehearse so often, seed by seed, and show how the end is spread.")  # fmt: skip
@click.option("--locale", help="The language; the pack's when left out.")
@click.option(
    "--transcript", type=click.Path(path_type=Path), help="Write what was done as a transcript; - for stdout."
)
@click.option("--session", help="The id of the session that it leaves in the journal.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(
    flow: str,
    people: int,
    groups: int | None,
    seed: int,
    begins: datetime | None,
    times: int,
    locale: str | None,
    transcript: Path | None,
    session: str | None,
    as_json: bool,
    **common: Any,
) -> None:
    """Let invented people go through FLOW, and say where time runs out, which sections stay thin and whether the result
    fills. The session that they leave can be looked at and exported like any."""
    from tyopaja.rehearsal import rehearse, rehearse_many
    from tyopaja.rehearsal.telling import chart, told

    start = (begins or datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)).replace(tzinfo=UTC)
    chosen = settings(**common)
    with chosen.beginning() as (engine, _):
        done = rehearse(
            engine, flow, people=people, groups=groups, seed=seed, begins=start, locale=locale, session=session
        )
        opened = engine.open(done.session)
    if transcript is not None:
        import tomli_w

        write_output(transcript, tomli_w.dumps(done.transcript()).encode())
    spreads: tuple[Spread, ...] = ()
    if times > 1:
        spreads = rehearse_many(
            chosen.pack_paths(), flow, times=times, people=people, groups=groups, seed=seed, begins=start,
            locale=locale, environ=dict(os.environ),
        )  # fmt: skip
    if as_json:
        table = asdict(done, filter=lambda attribute, _: attribute.name != "commands")
        print_json(_plain({**table, "spreads": [asdict(one) for one in spreads]}))
        return
    if transcript is not None and str(transcript) == "-":
        return
    language = opened.state.locale
    print_text(told(done, opened.definitions, language))
    for spread in spreads:
        print_text("\n" + chart(spread, language, times))
    print_text(f"\n{done.session}\n")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
