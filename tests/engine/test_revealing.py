"""What people write for themselves: who sees it, when everybody does, and how that is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Play = Callable[..., Any]

STEPS: list[dict[str, Any]] = [
    {"id": "hiljaa", "title": "Hiljaa", "activity": "brainstorm", "on": ["arkki.a"], "private": True},
    {"id": "kierros", "title": "Kierros", "activity": "reveal", "on": ["arkki.a"]},
    {"id": "aanet", "title": "Äänet", "activity": "vote", "on": ["arkki.a"], "votes": 3},
]


@pytest.fixture
def silent(play: Play) -> Any:
    """Two entries that nobody but their authors sees."""
    game = play(steps=STEPS)
    game.add("Ainon", by="aino", id="n1")
    game.add("Nilsin", by="nils", id="n2")
    return game


def hidden(game: Any) -> set[str]:
    """The entries that only their authors see."""
    found = {name for name, entry in game.state.entries.items() if entry.private}
    assert found == set(game.state.unrevealed)
    return found


def test_each_works_on_their_own_alone_until_it_is_revealed(silent: Any) -> None:
    assert hidden(silent) == {"n1", "n2"}
    assert silent.refused("edit", entry="n1", text="Uusi") == "not-revealed"
    assert silent.refused("move", "nils", entry="n1") == "not-revealed"
    silent.do("edit", "aino", entry="n1", text="Uusi")
    silent.do("reveal", entry="n1")
    assert hidden(silent) == {"n2"}
    silent.do("edit", entry="n1", text="Uusin")


def test_one_by_one_a_section_or_all_that_is_worked_on(silent: Any) -> None:
    silent.add("Nilsin toinen", by="nils", id="n3")
    silent.do("advance")
    assert hidden(silent) == {"n1", "n2", "n3"}
    assert silent.refused("reveal", "aino") == "not-now"
    silent.do("reveal", entry="n3")
    silent.do("reveal", sheet="arkki", section="a")
    assert silent.do("reveal") == ()
    assert hidden(silent) == set()
    assert silent.replayed() == silent.state


def test_entering_a_step_that_works_on_it_shows_it_and_undo_puts_it_back(silent: Any) -> None:
    silent.do("go", to="aanet", id="on")
    assert hidden(silent) == set()
    silent.do("undo", of="on")
    assert hidden(silent) == {"n1", "n2"}
    assert silent.state.step == "hiljaa"


@pytest.mark.parametrize(
    ("command", "keys"), [("vote", {"entry": "n1"}), ("edit", {"entry": "n2", "text": "Nilsin oma"})]
)
def test_what_others_worked_on_since_is_not_put_out_of_sight(silent: Any, command: str, keys: dict[str, Any]) -> None:
    silent.do("go", to="aanet", id="on")
    silent.do(command, "ilse", **keys, id="since")
    assert silent.refused("undo", of="on") == "built-on"
    silent.do("undo", of="since")
    silent.do("undo", of="on")
    assert hidden(silent) == {"n1", "n2"}


def test_at_the_end_of_the_flow_nothing_is_left_in_the_dark(play: Play) -> None:
    game = play(steps=STEPS[:1])
    game.add(by="aino", id="n1")
    game.do("advance")
    assert game.state.ended
    assert hidden(game) == set()


def test_beside_those_who_still_write_for_themselves_nothing_of_theirs_is_shown(play: Play) -> None:
    steps = [
        {"id": "oma", "title": "Oma", "for-each": "participant"},
        {**STEPS[0], "in": "oma"},
        {**STEPS[2], "in": "oma"},
        {"id": "loppu", "title": "Loppu"},
    ]
    game = play(steps=steps)
    game.add("Ainon", by="aino", id="n1")
    game.add("Nilsin", by="nils", id="n2")
    game.do("advance", "aino")
    assert hidden(game) == {"n2"}
    assert game.refused("vote", "aino", entry="n2") == "not-revealed"
    game.do("vote", "aino", entry="n1")
    game.do("advance", "nils")
    assert hidden(game) == set()


def test_what_is_revealed_must_be_said_whole(silent: Any) -> None:
    assert silent.refused("reveal", section="a") == "reveal-where"
    assert silent.refused("reveal", entry="n9") == "unknown-entry"
    assert silent.refused("reveal", sheet="olematon") == "unknown-sheet"
