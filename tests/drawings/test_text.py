"""The outline: what a person at a terminal reads of a flow."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tyopaja.drawings import text
from tyopaja.drawings.text import WIDTH
from tyopaja.model.pack import Definitions

from .conftest import BACK, EACH, FREE, PARALLEL, of


def rows(flow: Any, locale: str = "fi") -> list[str]:
    """The outline's lines without what leads to a time at the right, nor the spaces before them."""
    return [" ".join(line.split(" ·")[0].split()) for line in text(of(flow), locale).splitlines()]


def test_a_flow_begins_with_its_name_its_purpose_and_how_long_it_takes() -> None:
    assert text(of(PARALLEL), "fi").splitlines()[:4] == [
        "Kaksi kaistaa",
        "Lupaus ja laatu etenevät samaan aikaan.",
        "Yhteensä 1 h 55 min · 5 vaihetta",
        "",
    ]


def test_lanes_stand_in_the_step_around_them_and_a_move_under_the_step_it_leaves() -> None:
    outline = re.sub("·{3,}", "··", text(of(PARALLEL), "fi"))
    assert outline.partition("\n\n")[2] == (
        "1 Avaus ·· 10 min\n"
        "  esittely\n"
        "\n"
        "2 Rinnakkain ·· 1 h 30 min\n"
        "  samaan aikaan · jatketaan, kun yksi on valmiina\n"
        "  vaiheet yhteensä 20 min\n"
        "   ‖ Lupaus ·· yht. 20 min\n"
        "      1 Kirjoitetaan lupaus\n"
        "        täyttö · Asiakasprofiili: Tarpeet\n"
        "        ↷ Aloitetaan alusta (seis) → Avaus\n"
        "      2 Hiotaan ·· 20 min\n"
        "        valinta · Asiakasprofiili: Tarpeet\n"
        "        ↷ Kirjoitetaan uudestaan (uudestaan) → Kirjoitetaan lupaus; enintään 3 kertaa\n"
        "   ‖ Laadun ongelmat ·· 30 min\n"
        "     ideointi · Asiakasprofiili: Pelot / Mikä sattuu?\n"
        "     kukin näkee vain omansa\n"
        "\n"
        "3 Kooste ·· 15 min\n"
        "  kertaus · mistä: Rinnakkain\n"
    )


def test_a_step_for_each_group_says_how_groups_are_made_and_when_it_goes_on() -> None:
    outline = " ".join(text(of(EACH), "fi").split())
    assert "jokainen ryhmä omassaan · noin 4 hengen ryhmät · ryhmät arvotaan uudelleen" in outline
    assert "jatketaan, kun kaikki ovat valmiina" in outline
    assert "jokainen osallistuja omassaan · jatketaan, kun fasilitaattori sanoo" in outline
    assert "koottuna: Asiakasprofiili" in outline


def test_a_vote_says_how_many_votes_there_are_and_what_may_be_done_with_them() -> None:
    outline = " ".join(text(of(EACH), "en").split())
    assert "3 votes each · several may go to one · votes are seen only at the end" in outline
    assert "goes on by itself when time is up" in outline
    assert "before going on: everyone has voted or time is up" in outline


def test_steps_in_any_order_have_no_numbers() -> None:
    outline = rows(FREE)
    assert "○ Piste 3" in outline
    assert "missä järjestyksessä tahansa" in text(of(FREE), "fi")


def test_a_time_stands_at_the_end_of_its_line() -> None:
    timed = [line for line in text(of(PARALLEL), "en").splitlines() if "···" in line]
    assert [len(line) for line in timed] == [WIDTH] * 6
    assert [line.rpartition("· ")[2] for line in timed if not line.endswith(" min")] == ["20 min in all"]


def test_a_final_step_is_marked_and_a_move_says_that_it_goes_on_where_it_was_left() -> None:
    outline = text(of(BACK), "en")
    assert "◉ It is ready" in outline
    assert "goes on from where it was left" in outline
    assert "when “Summing up” is done" in outline


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_each_step_is_named_in_its_order_and_lines_end_where_a_terminal_does(
    definitions: Definitions, locale: str
) -> None:
    outline = text(definitions, locale)
    place = outline.index("\n\n")
    joined = " ".join(outline[place:].split())
    at = 0
    for step in definitions.flow.step:
        title = " ".join(step.title.to(locale, definitions.pack.locale).split())
        first = title.split()[0]
        at = joined.index(first, at) + len(first)
    assert max(len(line) for line in outline.splitlines()) <= WIDTH
    assert outline.endswith("\n")
