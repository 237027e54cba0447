"""Check-ins: where key results stand, what was said before, and how that is taken back."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def result(game: Any) -> Any:
    """A key result, in a step in which people say where it stands."""
    game.do("add", sheet="arkki", section="f", text="Uusia asiakkaita", now=10, id="avain")
    return game.at("tilanne")


def test_each_time_is_kept_beside_the_ones_before(result: Any) -> None:
    result.do("check-in", "aino", entry="avain", now=12.5, text="Kolme uutta")
    result.do("check-in", "nils", entry="avain", text="Ei muutosta")
    entry = result.state.entries["avain"]
    assert entry.fields["now"] == 12.5
    assert [(one.by, one.now, one.text) for one in entry.checks] == [
        ("aino", 12.5, "Kolme uutta"),
        ("nils", None, "Ei muutosta"),
    ]
    assert result.replayed() == result.state


def test_the_latest_is_taken_back_and_none_from_under_another(result: Any) -> None:
    result.do("check-in", "aino", entry="avain", now=12, id="first")
    result.do("check-in", "nils", entry="avain", now=13, id="second")
    assert result.refused("undo", "aino", of="first") == "built-on"
    result.do("undo", "nils", of="second")
    result.do("undo", "aino", of="first")
    assert result.state.entries["avain"].fields["now"] == 10
    assert result.state.entries["avain"].checks == ()


def test_something_must_be_said_of_what_has_a_number(result: Any) -> None:
    other = result.add("Ei avaintulos")
    assert result.refused("check-in", entry="avain") == "check-what"
    assert result.refused("check-in", entry="avain", now=1e16) == "not-a-number"
    assert result.refused("check-in", entry="avain", text="\u0007") == "control-character"
    assert result.refused("check-in", entry=other, now=1) == "not-here"


def test_a_number_is_read_as_people_write_it(result: Any) -> None:
    result.do("check-in", "aino", entry="avain", now="12,5", id="first")
    result.do("check-in", "aino", entry="avain", now="12,5", id="first")
    assert result.state.entries["avain"].fields["now"] == 12.5
    assert [one.now for one in result.state.entries["avain"].checks] == [12.5]
    result.do("check-in", "nils", entry="avain", now="1 200")
    assert result.state.entries["avain"].fields["now"] == 1200
    for wrong in ("moni", True, [1, 2]):
        assert result.refused("check-in", "nils", entry="avain", now=wrong) == "not-a-number"
