"""Colours: whatever a pack's theme is, text can be read on what it stands on (WCAG 2.2 AA)."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tyopaja.definitions.checks.colours import contrast
from tyopaja.drawings.palette import palette
from tyopaja.model.pack import Theme

COLOURS = st.from_regex("#[0-9a-f]{6}", fullmatch=True)
READABLE = 4.5


@example(ink="#00f000", paper="#006000", accent="#000000", colours={})
@given(ink=COLOURS, paper=COLOURS, accent=COLOURS, colours=st.dictionaries(st.text(), COLOURS, max_size=3))
def test_text_can_be_read_on_each_ground(ink: str, paper: str, accent: str, colours: dict[str, str]) -> None:
    theme = Theme(ink=ink, paper=paper, accent=accent, colours=colours)
    made = palette(theme)
    assert {contrast(mark, "#ffffff") >= READABLE for mark in (*made.marks, made.quiet)} == {True}
    # A theme whose ink cannot be read on its paper is refused by `check`; there is no colour that would do.
    if contrast(ink, paper) >= READABLE:
        grounds = (made.paper, *made.tints)
        texts = (made.ink, made.soft, made.accent)
        assert min(contrast(text, ground) for text in texts for ground in grounds) >= READABLE


def test_activities_that_are_alike_have_one_colour_and_a_break_is_quiet() -> None:
    made = palette(Theme(colours={"a": "#85480f", "b": "#73305f", "c": "#2c6a3c", "d": "#93341f"}))
    assert made.of("fill") == made.of("brainstorm") == Theme().accent
    assert made.of("vote") == made.of("decide") == "#85480f"
    assert made.of("break") == made.quiet
    assert made.of("lumisade") == "#93341f"


def test_what_is_no_colour_is_as_in_the_plain_theme() -> None:
    made = palette(Theme(ink="red", paper="url(#x)", accent="", colours={"a": "javascript:"}))
    assert (made.ink, made.paper, made.accent) == (Theme().ink, Theme().paper, Theme().accent)
    assert made.marks == (Theme().accent,)
