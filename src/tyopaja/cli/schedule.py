"""`tyopaja schedule`: the plan of the day beside its truth."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo, available_timezones

import click
from attrs import evolve

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text

if TYPE_CHECKING:
    from tyopaja.views.plan_nodes import PlanRow, PlanView
    from tyopaja.workshop import Session


@click.command("schedule")
@click.argument("session")
@click.option("--at", "when", metavar="TIME", help="The moment, like 2026-03-02T14:05; now when left out.")
@click.option("--zone", metavar="ZONE", help="Whose clocks, like Europe/Helsinki; the latest event's when left out.")
@click.option("--all", "whole", is_flag=True, help="Every step of every day, not only of the one that is going on.")
@click.option("--locale", help="The language; the session's when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan of every step as JSON.")
@shared
def command(
    session: str, when: str | None, zone: str | None, whole: bool, locale: str | None, as_json: bool, **common: Any
) -> None:
    """Show how late SESSION is, when its day ends, and every step as planned and as it was."""
    from tyopaja.views.plain import plain

    asked = _moment(when)
    with settings(**common).session(session) as (engine, opened):
        now = _in_zone(asked, opened, None if zone is None else _zone(zone))
        view = cast("PlanView", opened.view("plan", locale, now))
        if as_json:
            print_json(plain(view))
        else:
            print_text(engine.render(view if whole else _folded(view), format="text").text)


def _moment(written: str | None) -> datetime | None:
    try:
        return None if written is None else datetime.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(
            f"'{written}' is no time. Write it like 2026-03-02T14:05.", param_hint="--at"
        ) from None


def _zone(name: str) -> ZoneInfo:
    """A zone of the tz database. Raises UnknownId."""
    from tyopaja.errors import UnknownId

    try:
        return ZoneInfo(name)
    # A folder of zones, or what cannot be a file's name, is no zone either.
    except (KeyError, ValueError, OSError):
        raise UnknownId("time zone", name, available_timezones()) from None


def _in_zone(asked: datetime | None, session: Session, zone: tzinfo | None) -> datetime:
    """The moment asked for, on the clocks of a zone; one that says no zone of its own is meant on those."""
    changed = session.state.changed
    there = zone or (changed.tzinfo if changed is not None else UTC)
    if asked is None:
        return datetime.now(there)
    if asked.tzinfo is None:
        return asked.replace(tzinfo=there)
    try:
        return asked.astimezone(there)
    except OverflowError:
        return asked


def _folded(view: PlanView) -> PlanView:
    """The plan of the day that is going on, else the last that has been; the steps inside one that is done are done."""
    begun = [day.id for day in view.days if day.status != "ahead"]
    shown = next((day.id for day in view.days if day.status == "now"), begun[-1] if begun else None)
    days = (evolve(day, rows=_open_rows(day.rows) if day.id == shown else ()) for day in view.days)
    return evolve(view, days=tuple(days))


def _open_rows(rows: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
    kept, shut = [], None
    for row in rows:
        if shut is None or row.depth <= shut:
            kept.append(row)
            shut = row.depth if row.status in ("done", "skipped") else None
    return tuple(kept)
