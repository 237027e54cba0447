"""The engine's own words: chosen by locale, whatever a locale is said to be."""

from __future__ import annotations

import pytest

from tyopaja.texts import say, words


@pytest.mark.parametrize("locale", ["", "xx", "../../pyproject", "fi/../fi", "a\x00b", "x" * 10_000, "-", "\udcff"])
def test_a_locale_that_there_is_not_speaks_english_and_reads_no_file(locale: str) -> None:
    assert say(locale, "refusal.holds-one", place="Eka") == say("en", "refusal.holds-one", place="Eka")
    assert words("role", locale) == words("role", "en")


def test_a_region_speaks_its_language() -> None:
    assert words("role", "fi-FI") == words("role", "fi") != words("role", "en")


def test_one_and_many_are_told_apart() -> None:
    one, many = (say("en", "refusal.full", place="Eka", count=count) for count in (1, 3))
    assert one != many
    assert "3" in many


def test_a_fact_is_put_in_as_it_stands_braces_and_all() -> None:
    assert "{place}" in say("en", "refusal.holds-one", place="{place}")


def test_a_fact_may_have_the_name_of_an_argument() -> None:
    assert "suomi!" in say("en", "refusal.bad-locale", locale="suomi!")


def test_a_key_that_no_catalogue_has_is_a_slip_of_ours() -> None:
    with pytest.raises(KeyError):
        say("fi", "refusal.nothing-of-the-sort")
