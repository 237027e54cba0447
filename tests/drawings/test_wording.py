"""Conditions and moves in words."""

from __future__ import annotations

from typing import Any

import pytest

from tyopaja.drawings.wording import Wording, one_line
from tyopaja.engine import CONDITIONS
from tyopaja.model.flow import Condition, Move
from tyopaja.model.play import ConditionKind
from tyopaja.texts import words

from .conftest import PARALLEL, leaf, of

WORDING = Wording(of(PARALLEL), "fi")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"entries_in": "profiili.tarpeet"}, "vähintään yksi merkintä: Tarpeet"),
        ({"entries_in": "profiili.tarpeet", "at_least": 3}, "vähintään 3 merkintää: Tarpeet"),
        ({"entries_in": "profiili.pelot.kipu"}, "vähintään yksi merkintä: Mikä sattuu?"),
        ({"clusters": "profiili.tarpeet", "at_least": 2}, "vähintään 2 ryhmiteltyä joukkoa: Tarpeet"),
        ({"linked": "profiili.pelot"}, "kaikki on liitetty pariinsa: Pelot"),
        ({"linked": "profiili.pelot", "at_least": 2}, "vähintään 2 on liitetty pariinsa: Pelot"),
        ({"every_section": "profiili"}, "jokaisessa osiossa on merkintä: Asiakasprofiili"),
        ({"picked": "profiili.pelot"}, "valittu: Pelot"),
        ({"picked": "profiili.pelot", "at_least": 2}, "valittu vähintään 2: Pelot"),
        ({"voted": "everyone"}, "kaikki ovat äänestäneet"),
        ({"voted": "anyone"}, "joku on äänestänyt"),
        ({"approved": "profiili"}, "hyväksytty: Asiakasprofiili"),
        ({"decided": "everything"}, "kaikesta on valittu"),
        ({"time": "over"}, "aika on täynnä"),
        ({"time": "sometime"}, "time: sometime"),
        ({"group_ready": "everyone"}, "kaikki ovat valmiita"),
        ({"everyone_joined": "expected"}, "kaikki odotetut ovat mukana"),
        ({"everyone_joined": "expected", "at_least": 5}, "mukana on vähintään 5"),
        ({"crowd": "here", "at_least": 4}, "crowd: here, at-least: 4"),
        ({"crowd": True}, "crowd: true"),
    ],
)
def test_a_condition_is_a_phrase_and_one_of_a_plugin_is_its_name(table: Any, said: str) -> None:
    assert WORDING.condition(leaf(**table)) == said


@pytest.mark.parametrize(("name", "kind"), CONDITIONS.items())
@pytest.mark.parametrize("options", [{}, {"at-least": 1}, {"at-least": 4}])
def test_every_built_in_condition_has_a_phrase(name: str, kind: ConditionKind, options: dict[str, int]) -> None:
    for value in kind.choices or ("profiili",):
        said = WORDING.condition(Condition("leaf", table={name: value, **options}))
        assert name not in said
        assert ("Asiakasprofiili" in said) == (kind.value != "word")


def test_joined_conditions_are_told_apart_and_the_same_of_several_places_is_said_once() -> None:
    needs, fears = leaf(entries_in="profiili.tarpeet"), leaf(entries_in="profiili.pelot")
    both = Condition("all", (needs, fears))
    either = Condition("any", (leaf(voted="everyone"), leaf(time="over")))
    assert WORDING.condition(both) == "vähintään yksi merkintä kuhunkin: Tarpeet, Pelot"
    assert WORDING.condition(either) == "kaikki ovat äänestäneet tai aika on täynnä"
    assert (
        WORDING.condition(Condition("all", (leaf(picked="profiili.pelot"), either, leaf(time="over"))))
        == "valittu: Pelot, (kaikki ovat äänestäneet tai aika on täynnä) ja aika on täynnä"
    )
    assert WORDING.condition(Condition("not", (leaf(time="over"),))) == "ei niin, että aika on täynnä"
    assert WORDING.condition(Condition("any", (needs, fears))) == (
        "vähintään yksi merkintä: Tarpeet tai vähintään yksi merkintä: Pelot"
    )


def test_a_move_without_a_label_is_called_by_its_event() -> None:
    assert WORDING.way(Move(from_="hio", to="alku", on="uusi")) == ("uusi",)
    assert WORDING.way(Move(from_="hio", to="alku")) == ("seuraavaksi",)
    assert WORDING.way(Move(from_="hio", to="alku", on="done.state.lupaus", at_most=1)) == (
        "kun ”Lupaus” on valmis",
        "enintään kerran",
    )


def test_what_has_no_title_is_called_by_its_id() -> None:
    assert WORDING.place("profiili.muuta") == "muuta"
    assert WORDING.place("muu") == "muu"
    assert WORDING.step("muu") == "muu"
    assert WORDING.activity("lumisade") == "lumisade"


def test_letters_that_no_file_should_hold_are_replaced() -> None:
    assert one_line(" a\x00b\u202ec\n d\ud800 ") == "a\ufffdb\ufffdc d\ufffd"


def test_every_language_has_every_word_of_drawings() -> None:
    assert words("drawing", "fi").keys() == words("drawing", "en").keys() == words("drawing", "sv").keys()
