"""Colours worked out from a theme's few, each with enough contrast to be read (WCAG 2.2 AA: 4.5 to 1)."""

from __future__ import annotations

import re

from tyopaja.model.pack import Theme

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_READABLE = 4.5


def safe(colour: str, instead: str) -> str:
    """`colour` if it is written `#rrggbb`: nothing else goes into a style sheet."""
    return colour if _HEX.fullmatch(colour) else instead


def sound(theme: Theme) -> Theme:
    """A theme with nothing but colours in it; what is none is left out or replaced."""
    plain = Theme()
    notes = tuple(one for one in theme.notes if _HEX.fullmatch(one))
    return Theme(
        ink=safe(theme.ink, plain.ink),
        accent=safe(theme.accent, plain.accent),
        paper=safe(theme.paper, plain.paper),
        notes=notes or plain.notes,
        colours={name: one for name, one in theme.colours.items() if _HEX.fullmatch(one)},
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """`share` of `colour`, the rest `other`."""
    mixed = (
        round(one * share + two * (1 - share)) for one, two in zip(_channels(colour), _channels(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it: 0 for black, 1 for white."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Contrast ratio as WCAG defines it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str, wanted: str) -> str:
    """`wanted` if it can be read on `ground`; else black or white, whichever is clearer."""
    if contrast(wanted, ground) >= _READABLE:
        return wanted
    return max(("#000000", "#ffffff"), key=lambda one: contrast(one, ground))


def note_tones(paper: str, ink: str) -> str:
    """What a note of a colour is drawn in, as custom properties; `ink` is the theme's."""
    own = ink_on(paper, ink)
    edge = mix(paper, "#000000", 0.86)
    return f"--note: {paper}; --note-edge: {edge}; --note-ink: {own}; --note-quiet: {softened(own, paper)}"


def lifted(colour: str, ground: str) -> str:
    """`colour` made as light as it must be to be read well on a dark `ground`."""
    steps = (mix(colour, "#ffffff", share / 20) for share in range(20, -1, -1))
    return next((one for one in steps if contrast(one, ground) >= 5.2), "#ffffff")


def night(theme: Theme) -> Theme:
    """A sound theme for the dark: its grounds nearly black, with a breath of the accent in them."""
    paper = mix(theme.accent, "#14191f", 0.1)
    return Theme(
        ink="#e9edf0",
        paper=paper,
        accent=lifted(theme.accent, paper),
        notes=theme.notes,
        colours={name: lifted(one, paper) for name, one in theme.colours.items()},
    )


def softened(ink: str, ground: str) -> str:
    """The faintest mix of `ink` and `ground` that can be read well on `ground`; `ink` where none can."""
    steps = (mix(ink, ground, share / 20) for share in range(12, 20))
    return next((one for one in steps if contrast(one, ground) >= 5.2), ink)
