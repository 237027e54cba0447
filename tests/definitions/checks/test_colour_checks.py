"""What is found about colours, and that contrast is counted as WCAG counts it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.definitions.checks.colours import contrast
from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_as_published(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_from_1_to_21_in_either_order(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('ink = "#1d2733"', 'ink = "musta"', ("theme", "ink")),
        ('accent = "#0a6775"', 'accent = "#0a67"', ("theme", "accent")),
        ('paper = "#ffffff"', 'paper = "#gggggg"', ("theme", "paper")),
        ('"#cdeac0"', '"cdeac0"', ("theme", "notes", 1)),
        ('meri = "#0a5c8a"', 'meri = "sininen"', ("theme", "colours", "meri")),
    ],
)
def test_a_colour_that_is_not_written_as_one_is_found(
    spoil: Spoil, old: str, new: str, path: tuple[str | int, ...]
) -> None:
    (found,) = spoil("pack.toml", old, new)
    assert (found.code, found.path) == ("bad-colour", path)


def test_a_short_colour_is_written_out_in_the_hint(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", 'accent = "#0a6775"', 'accent = "#065"')
    assert found.hint == 'Write it out: "#006655".'


def test_a_dark_note_is_found_with_the_contrast_that_it_has_and_needs(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", "#cdeac0", "#556655")
    assert (found.code, found.path) == ("low-contrast", ("theme", "notes", 1))
    assert found.message == (
        "Text in #1d2733 on #556655 is hard to read: its contrast is 2.45 to 1, and 4.5 is needed (WCAG 2.2 AA)."
    )


def test_a_dark_paper_is_found_by_itself(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", 'paper = "#ffffff"', 'paper = "#666666"')
    assert (found.code, found.path) == ("low-contrast", ("theme", "paper"))


def test_a_faint_ink_is_one_finding_at_the_ink(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", "#1d2733", "#bbbbbb")
    assert (found.code, found.path) == ("low-contrast", ("theme", "ink"))


@pytest.mark.parametrize(("old", "path"), [("#0a6775", ("theme", "accent")), ("#0a5c8a", ("theme", "colours", "meri"))])
def test_white_text_must_be_readable_on_a_colour(spoil: Spoil, old: str, path: tuple[str, ...]) -> None:
    (found,) = spoil("pack.toml", old, "#7ad0dd")
    assert (found.code, found.path) == ("low-contrast", path)


def test_a_theme_needs_a_note_colour(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", '["#fff3b0", "#cdeac0"]', "[]")
    assert (found.code, found.path) == ("no-note-colours", ("theme", "notes"))


@pytest.mark.parametrize(
    ("colour", "code"), [("mere", "unknown-colour"), ("#12345", "bad-colour"), ("#ffee88", "low-contrast")]
)
def test_a_section_asks_for_a_colour_that_there_is(spoil: Spoil, colour: str, code: str) -> None:
    (found,) = spoil("canvases/profiili.toml", 'colour = "meri"', f'colour = "{colour}"')
    assert (found.code, found.path) == (code, ("section", "pelot", "colour"))


def test_a_misspelt_colour_comes_with_the_nearest(spoil: Spoil) -> None:
    (found,) = spoil("canvases/profiili.toml", 'colour = "meri"', 'colour = "merri"')
    assert found.hint == "Did you mean 'meri'?"


def test_a_section_may_have_a_dark_colour_of_its_own(spoil: Spoil) -> None:
    assert spoil("canvases/profiili.toml", 'colour = "meri"', 'colour = "#333333"') == []
