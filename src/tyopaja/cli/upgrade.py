"""`tyopaja upgrade`: a session over to its pack as it is now."""

from __future__ import annotations

import sys
from typing import Any

import click
from attrs import asdict

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.engine.upgrading import Shift
from tyopaja.texts import say
from tyopaja.workshop.upgrading import Upgrade


@click.command("upgrade")
@click.argument("session")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@shared
def command(session: str, dry_run: bool, as_json: bool, **common: Any) -> None:
    """Let SESSION run on its flow as the packs have it now, and report what moved.

    Texts and layouts may change at will. What people wrote goes where the pack's [[change]]s say; what has lost its
    place is kept aside and shown. A flow whose entered steps have changed their meaning is refused, and nothing
    happens.
    """
    with settings(**common).session(session) as (engine, opened):
        made = engine.upgrade(opened, rehearse=dry_run)
        locale = opened.state.locale
    if as_json:
        print_json(_plain(made))
    else:
        print_text("".join(f"{line}\n" for line in _lines(made, locale)))
    if made.plan is not None and made.plan.obstacles:
        sys.exit(1)


def _plain(made: Upgrade) -> dict[str, Any]:
    table = asdict(made, recurse=False)
    table["plan"] = made.plan and {key: value for key, value in asdict(made.plan).items() if key != "events"}
    return table


def _lines(made: Upgrade, locale: str) -> list[str]:
    if made.plan is None:
        return [say(locale, "upgrade.nothing", pack=made.pack, version=made.after)]
    plan = made.plan
    lines = [
        say(locale, f"upgrade.{'done' if made.done else 'would'}", pack=made.pack, before=made.before, after=made.after)
    ]
    lines += [_shift(shift, locale, "moved") for shift in plan.moved]
    lines += [_shift(shift, locale, "aside") for shift in plan.aside]
    for key, names in (("fresh", plan.fresh), ("added", plan.steps_added), ("removed", plan.steps_removed)):
        if names:
            lines.append("  " + say(locale, f"upgrade.{key}", names=", ".join(names)))
    if len(lines) == 1:
        lines.append("  " + say(locale, "upgrade.texts"))
    return lines + [f"  ! {obstacle}" for obstacle in plan.obstacles]


def _shift(shift: Shift, locale: str, key: str) -> str:
    return "  " + say(
        locale,
        f"upgrade.{key}",
        count=shift.entries,
        place=f"{shift.sheet}.{shift.place}",
        to=f"{shift.sheet}.{shift.to}",
    )
