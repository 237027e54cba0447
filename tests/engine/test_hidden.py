"""What people write for themselves: nobody else learns of it by a command, nor destroys it, and a refusal tells nothing
that its author has not shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tyopaja.errors import Refused, TyopajaError, UnknownId

Play = Callable[..., Any]

STEPS: list[dict[str, Any]] = [
    {"id": "hiljaa", "title": "Hiljaa", "activity": "fill", "on": ["arkki"], "private": True},
    {"id": "kierros", "title": "Kierros", "activity": "reveal", "on": ["arkki"]},
    {"id": "joukot", "title": "Joukot", "activity": "group", "on": ["arkki.a"]},
    {"id": "jatko", "title": "Jatko", "activity": "fill", "on": ["toinen"]},
]
CARRY = [{"from": "arkki.a", "to": "toinen.b"}, {"from": "toinen.b", "to": "toinen.a"}]
GROUPING = {
    "title": {"fi": "mietitään"},
    "participant": ["add", "set", "edit", "move", "remove", "link", "unlink", "attach", "group", "ungroup", "vote"],
    "facilitator": ["add", "set", "edit", "move", "remove", "unvote", "unpick"],
}
"""An activity in which everything may be done to entries."""


@pytest.fixture
def silent(play: Play) -> Any:
    """Two notes that nobody but their authors sees."""
    game = play(steps=STEPS, carry=CARRY)
    game.add("Ainon salaisuus", by="aino", id="n1")
    game.add("Nilsin salaisuus", by="nils", id="n2")
    return game


@pytest.fixture
def busy(play: Play) -> Any:
    """A note of each, in a step in which everything may be done, each for themselves."""
    game = play(steps=[{**STEPS[0], "activity": "mietinta"}, *STEPS[1:]], activity={"mietinta": GROUPING})
    game.add("Ainon salaisuus", by="aino", id="n1")
    game.add("Nilsin salaisuus", by="nils", id="n2")
    return game


def caught(game: Any, command: str, by: str, **keys: Any) -> TyopajaError:
    """What is raised when a command is refused."""
    with pytest.raises((Refused, UnknownId)) as raised:
        game.do(command, by, **keys)
    return raised.value


@pytest.mark.parametrize("section", ["d", "e"])
def test_where_one_fits_nobody_writes_over_what_another_wrote_for_themselves(silent: Any, section: str) -> None:
    silent.do("set", "aino", sheet="arkki", section=section, text="Salaa", id="s1")
    before = silent.state.entries["s1"]
    for by in ("nils", "ilse"):
        assert silent.refused("set", by, sheet="arkki", section=section, text="Nilsin") == "written-unseen"
    assert silent.state.entries["s1"] == before
    silent.do("set", "aino", sheet="arkki", section=section, text="Uusi")
    silent.do("reveal")
    silent.do("set", "nils", sheet="arkki", section=section, text="Nilsin")
    assert silent.state.entries["s1"].text == "Nilsin"


def test_each_part_that_holds_one_is_somebodys_until_it_is_shown(silent: Any) -> None:
    silent.do("set", "aino", sheet="arkki", section="i", part="halu", score=7)
    silent.do("set", "nils", sheet="arkki", section="i", part="tyo", score=3)
    assert silent.refused("set", "nils", sheet="arkki", section="i", part="halu", score=1) == "written-unseen"


def test_a_picture_is_put_over_nobodys_either(silent: Any) -> None:
    picture = {"picture": "sha256:" + "a" * 64}
    silent.do("attach", "aino", sheet="arkki", section="g", **picture, id="k1")
    assert silent.refused("attach", "nils", sheet="arkki", section="g", **picture) == "written-unseen"
    assert silent.refused("attach", "nils", entry="k1", **picture) == "not-revealed"


def test_what_is_said_of_it_holds_none_of_its_words(silent: Any) -> None:
    silent.do("set", "aino", sheet="arkki", section="d", text="Salaa", id="s1")
    said = silent.said("set", "nils", sheet="arkki", section="d", text="Nilsin")
    assert said == (
        "Kohdassa Lause on jo jotakin, minkä vain kirjoittaja näkee. Kun se on näytetty kaikille, sitä voi muuttaa."
    )


@pytest.mark.parametrize("brings", ["go", "carry"])
def test_what_was_brought_elsewhere_since_is_not_put_out_of_sight(silent: Any, brings: str) -> None:
    silent.do("reveal", id="rv")
    silent.do(brings, to="jatko" if brings == "go" else "toinen.b", id="cy")
    assert silent.refused("undo", of="rv") == "built-on"
    silent.do("undo", of="cy")
    silent.do("undo", of="rv")
    assert set(silent.state.unrevealed) == {"n1", "n2"}


def test_nor_when_only_a_copy_of_the_copy_is_left(silent: Any) -> None:
    silent.do("reveal", id="rv")
    silent.do("carry", to="toinen.b", id="cy1")
    silent.do("carry", to="toinen.a", id="cy2")
    silent.do("undo", of="cy1")
    assert silent.refused("undo", of="rv") == "built-on"
    silent.do("undo", of="cy2")
    silent.do("undo", of="rv")


def test_a_copy_that_was_taken_away_could_come_back_and_keeps_it_shown(silent: Any) -> None:
    silent.do("reveal", id="rv")
    silent.do("carry", to="toinen.b", id="cy1")
    for name in ("cy1.1", "cy1.2"):
        silent.do("remove", entry=name)
    assert silent.refused("undo", of="rv") == "built-on"


def test_what_shows_and_brings_at_once_is_taken_back_at_once(silent: Any) -> None:
    silent.do("reveal", id="rv")
    silent.do("undo", of="rv")
    silent.do("go", to="joukot", id="on")
    silent.do("undo", of="on")
    assert set(silent.state.unrevealed) == {"n1", "n2"}


def test_what_somebody_answered_is_not_put_out_of_sight(busy: Any) -> None:
    busy.do("reveal", entry="n1", id="rv")
    busy.do("link", "nils", entry="n2", to="n1", id="ln")
    assert busy.refused("undo", of="rv") == "built-on"
    busy.do("unlink", "nils", entry="n2", to="n1")
    busy.do("undo", of="rv")


def test_what_its_author_tied_to_it_stands_in_no_ones_way(busy: Any) -> None:
    busy.add("Ainon toinen", by="aino", id="n3")
    busy.do("link", "aino", entry="n3", to="n1")
    busy.do("reveal", entry="n1", id="rv")
    busy.do("undo", of="rv")
    assert busy.state.entries["n1"].private


def test_a_cluster_of_what_others_wrote_for_themselves_is_none(busy: Any) -> None:
    busy.do("group", "aino", entry="n1", text="Salainen joukko", id="zz")
    error = caught(busy, "group", "nils", entry="n2", cluster="nope")
    assert error.code == "unknown-cluster"
    assert "zz" not in error.message
    assert error.fields["known"] == ()
    for keys in ({"entry": "n2", "cluster": "zz"}, {"cluster": "zz", "text": "Oma nimi"}):
        assert busy.refused("group", "nils", **keys) == "unknown-cluster"
    busy.do("group", "aino", cluster="zz", text="Uusi nimi")
    busy.do("reveal", entry="n1")
    busy.do("group", "nils", entry="n2", cluster="zz")


def test_what_such_a_cluster_was_called_comes_back_by_no_facilitators_undo(busy: Any) -> None:
    busy.do("group", "aino", entry="n1", text="Salainen joukko", id="zz")
    busy.do("group", "aino", cluster="zz", text="Siisti nimi", id="renamed")
    busy.add("Ainon julkinen", by="aino", id="n3")
    busy.do("reveal", entry="n3")
    busy.do("link", "aino", entry="n3", to="n1", id="linked")
    for name in ("zz", "renamed", "linked"):
        assert busy.refused("undo", of=name) == "not-revealed"
    busy.do("reveal", entry="n1")
    busy.do("undo", of="linked")


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("edit", {"text": "x"}),
        ("remove", {}),
        ("move", {"section": "b"}),
        ("link", {"to": "n2"}),
        ("unlink", {"to": "n2"}),
        ("group", {"text": "x"}),
        ("ungroup", {}),
        ("vote", {}),
        ("attach", {"picture": "sha256:" + "a" * 64}),
    ],
)
def test_nothing_is_done_to_what_another_wrote_for_themselves(busy: Any, command: str, keys: dict[str, Any]) -> None:
    assert busy.refused(command, "nils", entry="n1", **keys) == "not-revealed"
    assert busy.refused("unvote", entry="n1", person="aino") == "not-revealed"
    assert busy.refused("unpick", entry="n1") == "not-revealed"


def test_an_entry_that_there_is_not_brings_up_only_what_one_sees(busy: Any) -> None:
    for command, keys in (("edit", {"entry": "n9", "text": "x"}), ("link", {"entry": "n2", "to": "n9"})):
        error = caught(busy, command, "nils", **keys)
        assert (error.code, error.fields["known"]) == ("unknown-entry", ("n2",))
    error = caught(busy, "add", "nils", sheet="arkki", section="a", text="x", before="n9")
    assert error.fields["known"] == ("n2",)


def test_nothing_is_put_before_what_one_does_not_see(busy: Any) -> None:
    assert busy.refused("add", "nils", sheet="arkki", section="a", text="x", before="n1") == "unknown-entry"
    assert busy.refused("move", "nils", entry="n2", section="a", before="n1") == "unknown-entry"
    busy.add("Ainon toinen", by="aino", id="n3", before="n1")
    assert busy.state.boxes["arkki", "a"] == ("n3", "n1", "n2")


def test_what_its_author_took_away_unseen_there_never_was(busy: Any) -> None:
    busy.do("remove", "aino", entry="n1", id="away")
    assert busy.refused("edit", "aino", entry="n1", text="x") == "removed"
    assert busy.refused("edit", "nils", entry="n1", text="x") == "unknown-entry"
    assert busy.refused("reveal", entry="n1") == "unknown-entry"
    assert busy.refused("undo", of="away") == "not-revealed"


def test_a_link_to_what_one_does_not_see_is_not_there_to_be_taken_away(busy: Any) -> None:
    busy.add("Ainon julkinen", by="aino", id="n3")
    busy.do("reveal", entry="n3")
    busy.do("link", "aino", entry="n3", to="n1")
    error = caught(busy, "unlink", "nils", entry="n3", to="n1")
    assert (error.code, error.fields["known"]) == ("unknown-entry", ())
    assert caught(busy, "unlink", "nils", entry="n3", to="n9").fields["known"] == ()
    busy.do("unlink", "aino", entry="n3", to="n1")


@pytest.mark.parametrize("command", ["c-edit", "n1"])
def test_not_even_a_facilitator_takes_back_what_another_did_unseen(silent: Any, command: str) -> None:
    silent.do("edit", "aino", entry="n1", text="Ainon uusi", id="c-edit")
    assert silent.refused("undo", of=command) == "not-revealed"
    silent.do("undo", "aino", of="c-edit")
    silent.do("reveal")
    silent.do("add", sheet="arkki", section="b", text="x")


def test_words_that_were_written_over_unseen_do_not_come_back_by_a_facilitators_undo(silent: Any) -> None:
    silent.do("edit", "aino", entry="n1", text="Siisti", id="c-edit")
    silent.do("reveal")
    assert silent.refused("undo", of="c-edit") == "built-on"
    assert silent.state.entries["n1"].text == "Siisti"


def test_a_command_that_there_is_not_brings_up_ones_own_alone(silent: Any) -> None:
    assert caught(silent, "undo", "nils", of="n3").fields["known"] == ("c3", "n2")


def test_who_asks_with_the_id_of_anothers_command_hears_nothing_of_it(silent: Any) -> None:
    for by in ("nils", "ilse"):
        for keys in ({"sheet": "arkki", "section": "a", "text": "Ainon salaisuus"}, {"text": "x"}):
            error = caught(silent, "add", by, **{"sheet": "arkki", "section": "a", **keys}, id="n1")
            assert error.code == "id-used"
            assert "salaisuus" not in error.message


def test_nothing_unseen_is_carried_and_when_it_is_shown_it_comes(silent: Any) -> None:
    assert silent.refused("carry", to="toinen.b") == "nothing-to-carry"
    silent.do("reveal", entry="n2")
    silent.do("carry", to="toinen.b")
    assert [entry.text for entry in silent.state.entries_in("toinen", "b")] == ["Nilsin salaisuus"]


def test_whoever_is_erased_while_writing_unseen_leaves_nothing_that_another_may_touch(silent: Any) -> None:
    silent.do("erase", person="aino")
    assert silent.refused("edit", entry="n1", text="x") == "not-revealed"
    assert silent.refused("undo", of="n1") == "not-revealed"


def test_where_participants_may_reveal_each_shows_their_own(play: Play) -> None:
    show = {"title": "näytetään", "participant": ["reveal"], "facilitator": ["reveal"]}
    game = play(
        steps=[STEPS[0], {"id": "nayta", "title": "Näytä", "activity": "nayttely", "on": ["arkki"], "private": True}],
        activity={"nayttely": show},
    )
    for name, by in (("n1", "aino"), ("n2", "nils")):
        game.add(name, by=by, id=name)
    game.at("nayta")
    assert game.refused("reveal", "nils", entry="n1") == "not-revealed"
    game.do("reveal", "nils")
    assert set(game.state.unrevealed) == {"n1"}
    assert game.do("reveal", "nils", sheet="arkki") == ()
    game.do("reveal", "aino", entry="n1")
    assert set(game.state.unrevealed) == set()


def test_what_a_group_left_behind_is_nobodys_who_is_called_like_it(play: Play) -> None:
    steps = [
        {"id": "alku", "title": "Alku", "activity": "break"},
        {"id": "omat", "title": "Omat", "activity": "fill", "on": ["arkki"]},
    ]
    game = play(steps=steps, sheet={"arkki": {"canvas": "arkki", "per": "group"}})
    game.do("seat", person="aino", group="siniset", id="seat")
    game.do("go", to="omat", id="on")
    game.do("add", "aino", sheet="arkki", section="a", text="Meidän", id="n1")
    game.do("undo", of="seat")
    assert "siniset" not in game.state.groups
    game.do("join", "siniset")
    for command, keys in (
        ("edit", {"entry": "n1", "text": "x"}),
        ("add", {"sheet": "arkki", "section": "a", "text": "x", "group": "siniset"}),
    ):
        assert game.refused(command, "siniset", **keys) == "not-your-sheet"
