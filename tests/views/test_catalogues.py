"""The engine's own words: the same keys with the same blanks in Finnish, English and Swedish."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

LOCALES = ("fi", "en", "sv")


def _catalogue(locale: str) -> dict[str, Any]:
    return tomllib.loads(files("tyopaja").joinpath("locale", f"{locale}.toml").read_text(encoding="utf-8"))


def _sentences(locale: str) -> Iterator[tuple[str, str]]:
    """Every sentence by its path; singular and plural by one path each."""
    for table, sentences in _catalogue(locale).items():
        for name, sentence in sentences.items():
            if isinstance(sentence, str):
                yield f"{table}.{name}", sentence
            else:
                yield from ((f"{table}.{name}.{number}", one) for number, one in sentence.items())


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_has_the_keys_that_the_others_have(locale: str) -> None:
    assert dict(_sentences(locale)).keys() == dict(_sentences("en")).keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_blank_and_plurals_have_both_numbers(locale: str) -> None:
    assert all(sentence.strip() for _, sentence in _sentences(locale))
    plurals = [one for table in _catalogue(locale).values() for one in table.values() if isinstance(one, dict)]
    assert all(set(one) == {"one", "other"} for one in plurals)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_has_the_blanks_that_it_has_in_english(locale: str) -> None:
    english = dict(_sentences("en"))
    for path, sentence in _sentences(locale):
        blanks, wanted = _blanks(sentence), _blanks(english[path])
        # A plural's number is known in the singular, so either language may spell it out there.
        assert blanks == wanted or (path.endswith(".one") and blanks - {"count"} == wanted - {"count"}), path
