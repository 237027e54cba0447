"""`tyopaja schedule`: the plan beside the truth at a terminal, in the zone that is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.fixture
def late(cli: Cli, tmp_path: Path, transcript: Callable[..., Path]) -> str:
    """The journal of a session, `kaamos`, whose second step began 12 minutes late, at 9.22 in Helsinki."""
    steps = [
        'command = "join"\nby = "ilse"\nrole = "facilitator"\nat = 2026-03-02T09:00:00+02:00',
        'command = "advance"\nby = "ilse"\nat = 2026-03-02T09:22:00+02:00',
    ]
    head = 'flow = "arjen-kompassi"\ntitle = "Kaamos"\nsession = "kaamos"\nlocale = "fi"'
    path = transcript(*steps, head=head)
    journal = f"sqlite:{tmp_path / 'late.db'}"
    played = cli("play", path, "--journal", journal)
    assert (played.code, played.err) == (0, "")
    return journal


def test_it_says_how_late_it_is_and_when_the_day_ends(cli: Cli, late: str) -> None:
    done = cli("schedule", "kaamos", "--at", "2026-03-02T09:30", "--journal", late)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Kaamos · Aikataulu · ma 2.3.2026 klo 9.30"
    assert lines[2] == "Myöhässä 12 min · päivä päättyy noin 16.00"
    assert lines[3] == "Nyt: Missä olemme nyt? – aikaa jäljellä 7 min"


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
@pytest.mark.parametrize("more", [(), ("--all",)])
def test_it_fits_eighty_columns(cli: Cli, late: str, locale: str, more: tuple[str, ...]) -> None:
    for at in ("2026-03-02T09:30", "2026-03-09T23:59"):
        done = cli("schedule", "kaamos", "--at", at, "--locale", locale, "--journal", late, *more)
        assert done.code == 0
        assert max(map(len, done.out.splitlines())) <= 80


def test_only_the_day_that_is_going_on_shows_its_steps_unless_all_are_asked_for(cli: Cli, late: str) -> None:
    at = ("--at", "2026-03-02T09:30", "--journal", late)
    folded, whole = cli("schedule", "kaamos", *at).out, cli("schedule", "kaamos", "--all", *at).out
    assert "Työpaja 2" in folded
    assert "Kuka hän on?" in folded
    assert "Vuosi täynnä" not in folded
    assert "Vuosi täynnä" in whole


def test_the_steps_inside_one_that_is_done_are_folded_too(cli: Cli, late: str) -> None:
    cli("do", "kaamos", "go", "by=ilse", "to=tauko-1", "at=2026-03-02T09:40:00+02:00", "--journal", late)
    done = cli("schedule", "kaamos", "--at", "2026-03-02T09:41", "--journal", late)
    assert "Asiakas keskiössä (ohitettu)" in done.out
    assert "Kuka hän on?" not in done.out


def test_as_json_it_is_the_whole_plan_with_keys_that_stay(cli: Cli, late: str) -> None:
    done = cli("schedule", "kaamos", "--at", "2026-03-02T09:30", "--json", "--journal", late)
    plan = json.loads(done.out)
    assert (plan["what"], plan["late"], plan["ends"]) == ("plan", 12, "2026-03-02T16:00:00+02:00")
    assert [day["id"] for day in plan["days"]] == ["tyopaja-1", "tyopaja-2", "tyopaja-3", "arki"]
    row = plan["days"][0]["rows"][0]
    assert row["actual"] == {
        "begins": "2026-03-02T09:00:00+02:00", "ends": "2026-03-02T09:22:00+02:00", "text": "9.00–9.22",
    }  # fmt: skip
    keys = {"id", "title", "depth", "status", "activity", "minutes", "time", "planned", "actual", "expected", "late"}
    assert set(row) == keys | {"times", "note"}


def test_a_zone_shows_its_own_clocks_with_its_summer_time(cli: Cli, late: str) -> None:
    asked = ("schedule", "kaamos", "--journal", late, "--at")
    at_home = cli(*asked, "2026-03-02T09:30", "--zone", "Europe/Helsinki").out
    away = cli(*asked, "2026-03-02T08:30+01:00", "--zone", "Europe/Stockholm").out
    assert "klo 9.30" in at_home
    assert "klo 8.30" in away
    assert "8.00–8.10" in away
    # Four weeks later it is summer time there, and the plan of March stands as it was.
    summer = cli(*asked, "2026-03-30T06:30Z", "--zone", "Europe/Helsinki").out
    assert "ma 30.3.2026 klo 9.30" in summer
    assert "9.00–9.22" in summer


def test_without_a_zone_the_clocks_are_those_of_the_latest_event(cli: Cli, late: str) -> None:
    assert "klo 9.30" in cli("schedule", "kaamos", "--at", "2026-03-02T07:30Z", "--journal", late).out


def test_without_a_time_it_is_now(cli: Cli, late: str) -> None:
    before = datetime.now(UTC)
    plan = json.loads(cli("schedule", "kaamos", "--json", "--journal", late).out)
    assert before <= datetime.fromisoformat(plan["now"]) <= datetime.now(UTC)


@pytest.mark.parametrize("zone", ["Europe/Helsinky", "Europe", "../../etc/passwd", "", "a" * 5000, "\0"])
def test_a_zone_that_is_not_there_is_said_in_plain_words(cli: Cli, late: str, zone: str) -> None:
    done = cli("schedule", "kaamos", "--zone", zone, "--journal", late)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("There is no time zone")


def test_the_zone_that_was_meant_is_offered(cli: Cli, late: str) -> None:
    done = cli("schedule", "kaamos", "--zone", "Europe/Helsinky", "--journal", late)
    assert "Did you mean 'Europe/Helsinki'?" in done.err


@pytest.mark.parametrize("at", ["huomenna", "25:00", "2026-02-30T10:00"])
def test_a_time_that_is_none_is_a_wrong_use(cli: Cli, late: str, at: str) -> None:
    done = cli("schedule", "kaamos", "--at", at, "--journal", late)
    assert done.code == 2
    assert "2026-03-02T14:05" in done.err


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0001-01-01", "9999-12-31T23:59"])
def test_at_either_end_of_the_calendar_there_is_still_a_plan(cli: Cli, late: str, at: str) -> None:
    done = cli("schedule", "kaamos", "--at", at, "--zone", "Europe/Helsinki", "--journal", late)
    assert (done.code, done.err) == (0, "")


def test_a_session_that_is_not_there_is_said(cli: Cli, late: str) -> None:
    assert cli("schedule", "kaamoz", "--journal", late).code == 1


def test_the_plan_is_exported_as_other_views_are(cli: Cli, late: str, tmp_path: Path) -> None:
    for name in ("text", "markdown", "html", "json"):
        out = tmp_path / f"plan.{name}"
        done = cli("export", "kaamos", "--as", name, "--what", "plan", "-o", out, "--journal", late)
        assert (done.code, done.err) == (0, "")
        assert "Missä olemme nyt?" in out.read_text(encoding="utf-8")


def test_a_tick_by_the_clock_rings_what_is_over(cli: Cli, late: str) -> None:
    done = cli("do", "kaamos", "tick", "by=clock", "at=2026-03-02T09:37:00+02:00", "--journal", late)
    assert (done.code, done.err) == (0, "")
    assert "rang" in cli("log", "kaamos", "--journal", late).out
