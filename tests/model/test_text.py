"""Looking words up by RFC 4647, section 3.4: the nearest language there is, and never a blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.model.text import HOME, Text, Texts, look_up
from tyopaja.testing.strategies import words

TAGS = st.sampled_from([HOME, "fi", "en", "sv", "se", "fi-FI", "en-GB", "zh-Hant-TW", "sms"])


@pytest.mark.parametrize(
    ("by_locale", "locale", "home", "found"),
    [
        ({"fi": "a", "en": "b"}, "fi", "en", ("fi", "a")),
        ({"fi": "a", "en": "b"}, "fi-FI", "en", ("fi", "a")),
        ({"fi": "a", "en": "b"}, "FI", "en", ("fi", "a")),
        ({"fi": "a", "sv-FI": "b"}, "sv-fi", "fi", ("sv-FI", "b")),
        ({"zh-Hant": "a", "en": "b"}, "zh-Hant-TW-x-private", "en", ("zh-Hant", "a")),
        ({"en-GB": "a", "fi": "b"}, "en", "fi", ("fi", "b")),  # look-up makes shorter, never longer
        ({"fi": "a", "en": "b"}, "sv", "en", ("en", "b")),  # the pack's own locale
        ({"fi": "a", "en": "b"}, "sv", "en-GB", ("en", "b")),
        ({"fi": "a", "se": "b"}, "sv", "en", ("fi", "a")),  # whatever there is, the first first
        ({"": "a", "en": "b"}, "fi", "fi", ("fi", "a")),  # a bare string is in the pack's locale
        ({"": "a", "en": "b"}, "en", "fi", ("en", "b")),
        ({"": "a"}, "sv", "fi", ("fi", "a")),
        ({"fi": "", "en": "b"}, "fi", "fi", ("en", "b")),  # a blank is as good as none
        ({"fi": "  \n", "en": "b"}, "fi", "fi", ("en", "b")),
        ({"fi": ""}, "fi", "fi", None),
        ({}, "fi", "fi", None),
        ({"fi": "a"}, "", "", ("fi", "a")),
    ],
)
def test_the_nearest_language_is_found(
    by_locale: dict[str, str], locale: str, home: str, found: tuple[str, str] | None
) -> None:
    assert look_up(by_locale, locale, home) == found


@given(st.dictionaries(TAGS, words(20) | st.just("")), TAGS, TAGS)
def test_a_text_is_never_blank_while_any_language_has_words(by_locale: dict[str, str], locale: str, home: str) -> None:
    text = Text(by_locale)
    assert bool(text.to(locale, home).strip()) is bool(text)
    assert text.to(locale, home) in {*by_locale.values(), ""}


@given(st.dictionaries(TAGS, st.lists(words(20), max_size=2).map(tuple)), TAGS, TAGS)
def test_a_list_is_never_empty_while_any_language_has_one(
    by_locale: dict[str, tuple[str, ...]], locale: str, home: str
) -> None:
    texts = Texts(by_locale)
    assert bool(texts.to(locale, home)) is bool(texts)


@given(st.dictionaries(TAGS, words(20), min_size=1), TAGS)
def test_an_exact_tag_is_preferred_to_all_others(by_locale: dict[str, str], home: str) -> None:
    for tag, own in by_locale.items():
        if tag != HOME:
            assert Text(by_locale).to(tag, home) == own or (home == tag and HOME in by_locale)
