"""Commands of people who have not seen yet what others did: merged where both can stand, refused where not; nothing
that anybody wrote is lost."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def board(game: Any) -> Any:
    """A step in which two notes stand."""
    game.at("ideointi").add("Eka", by="aino", id="n1")
    game.add("Toka", by="nils", id="n2")
    return game


def test_two_who_write_at_once_both_have_their_note(board: Any) -> None:
    board.add("Kolmas", by="aino", before="n2")
    assert board.refused("add", "nils", sheet="arkki", section="a", text="Neljäs") == "full"
    assert board.texts() == ["Eka", "Kolmas", "Toka"]


def test_what_another_took_away_is_not_written_to_and_comes_back_by_undo(board: Any) -> None:
    board.do("remove", entry="n1", id="gone")
    for command, keys in (("edit", {"text": "Uusi"}), ("move", {"section": "b"}), ("link", {"to": "n2"})):
        assert board.refused(command, "aino", entry="n1", **keys) == "removed"
    assert board.refused("add", "aino", sheet="arkki", section="a", text="X", before="n1") != ""
    board.do("undo", of="gone")
    board.do("edit", "aino", entry="n1", text="Uusi")
    assert board.texts() == ["Uusi", "Toka"]


def test_edits_of_other_fields_of_one_form_both_stand(board: Any) -> None:
    board.at("taytto")
    board.do("set", "aino", sheet="arkki", section="e", nimi="Aino")
    board.do("set", "nils", sheet="arkki", section="e", ika=40)
    (entry,) = board.state.entries_in("arkki", "e")
    assert entry.fields == {"nimi": "Aino", "ika": 40}


def test_what_is_asked_of_a_step_that_is_over_is_refused_with_the_one_that_is(board: Any) -> None:
    board.do("go", to="aanestys")
    said = board.said("edit", "aino", entry="n1", text="Myöhässä")
    assert said.startswith("Vaiheessa ”Äänestys” osallistuja ei voi antaa komentoa edit. Nyt käyvät: ")
    assert said.endswith("unvote, vote.")
    assert board.refused("ready", "aino", step="ideointi") == "unknown-active-step"
    assert board.texts() == ["Eka", "Toka"]


def test_two_facilitators_who_go_on_at_once_skip_nothing_when_they_name_the_step(board: Any) -> None:
    board.do("join", person="aino", role="facilitator")
    board.do("advance", step="ideointi")
    assert board.refused("advance", "aino", step="ideointi") == "unknown-active-step"
    assert board.state.step == "taytto"


def test_a_vote_for_a_note_that_is_gone_is_refused_and_still_to_be_given(board: Any) -> None:
    board.at("aanestys")
    board.do("remove", entry="n1")
    assert board.refused("vote", "nils", entry="n1") == "removed"
    board.do("vote", "nils", entry="n2")
    assert board.state.entries["n2"].votes == ("nils",)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fi", ["Merkintää 'n1' ei ole.", "Henkilöä 'ano' ei ole. Tarkoititko tunnusta 'aino'?"]),
        ("en", ["There is no entry 'n1'.", "There is no person 'ano'. Did you mean 'aino'?"]),
        ("sv", ["Anteckningen 'n1' finns inte.", "Personen 'ano' finns inte. Menade du 'aino'?"]),
    ],
)
def test_what_there_is_not_is_said_in_the_sessions_language(play: Any, locale: str, said: list[str]) -> None:
    game = play(locale=locale)
    assert game.said("edit", entry="n1", text="x") == said[0]
    assert game.said("hand-over", to="ano") == said[1]
    names = {"fi": "Nämä tunnetaan: toinen.", "en": "Known: toinen.", "sv": "Dessa finns: toinen."}
    game.add(id="toinen")
    assert game.said("edit", entry="n1", text="x") == f"{said[0]} {names[locale]}"
