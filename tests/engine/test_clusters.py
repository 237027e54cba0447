"""Clusters: notes that belong together, what they are called, and how that is taken back."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def table(game: Any) -> Any:
    """Three notes in one section and one in another, in a step in which they are grouped."""
    for name in ("n1", "n2", "n3"):
        game.add(name, id=name)
    game.add("n4", id="n4", section="b")
    return game.at("ryhmittely")


def clusters(game: Any) -> dict[str, set[str]]:
    """What clusters are called, with the notes that are in them."""
    found: dict[str, set[str]] = {}
    for entry in game.state.entries.values():
        if entry.cluster is not None and not entry.removed:
            found.setdefault(str(game.state.clusters[entry.cluster].text), set()).add(entry.id)
    return found


def test_a_note_is_in_one_cluster_at_most(table: Any) -> None:
    table.do("group", "aino", entry="n1", text="Rauha", id="k1")
    table.do("group", "nils", entry="n2", cluster="k1")
    table.do("group", entry="n3", text="Vauhti", id="k2")
    assert clusters(table) == {"Rauha": {"n1", "n2"}, "Vauhti": {"n3"}}
    table.do("group", entry="n2", cluster="k2", text="Meno")
    assert clusters(table) == {"Rauha": {"n1"}, "Meno": {"n2", "n3"}}
    assert table.do("group", entry="n2", cluster="k2") == ()
    assert table.replayed() == table.state


def test_a_cluster_of_one_section_takes_no_notes_of_another(table: Any) -> None:
    table.do("group", entry="n1", text="Rauha", id="k1")
    assert table.said("group", entry="n4", cluster="k1") == (
        "Joukko Rauha on osiossa Ideat, eikä merkintä n4 ole siinä. Joukossa on yhden osion merkintöjä."
    )


def test_one_that_nothing_is_in_any_more_is_none(table: Any) -> None:
    table.do("group", entry="n1", text="Rauha", id="k1")
    table.do("ungroup", entry="n1")
    assert table.refused("ungroup", entry="n1") == "not-grouped"
    assert table.refused("group", entry="n2", cluster="k1") == "unknown-cluster"
    assert table.refused("group", cluster="k1", text="Toinen") == "unknown-cluster"
    assert table.refused("group") == "group-what"


def test_a_note_that_goes_to_another_section_leaves_its_cluster_behind(table: Any) -> None:
    table.do("group", entry="n1", text="Rauha", id="k1")
    table.do("move", entry="n1", section="b", id="off")
    assert clusters(table) == {}
    table.do("undo", of="off")
    assert clusters(table) == {"Rauha": {"n1"}}


def test_what_others_put_in_is_not_taken_from_under_them(table: Any) -> None:
    table.do("group", "aino", entry="n1", text="Rauha", id="k1")
    table.do("group", "nils", entry="n2", cluster="k1", id="k2")
    assert table.refused("undo", "aino", of="k1") == "built-on"
    table.do("undo", "nils", of="k2")
    table.do("undo", "aino", of="k1")
    assert clusters(table) == {}
    assert not table.state.clusters


def test_names_are_looked_at_as_closely_as_entries(table: Any) -> None:
    assert table.refused("group", entry="n1", text="x" * 81) == "too-long"
    assert table.refused("group", entry="n1", text="\u202ex") == "control-character"
    table.do("group", entry="n1", text="", id="k1")
    assert table.state.clusters["k1"].text is None
