"""Colours: how they are written, and whether text on them can be read (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.pack import Theme

ENOUGH = 4.5
"""The contrast that WCAG 2.2 AA asks of text that is not large. Titles are printed small too, so it holds for all."""

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_SHORT = re.compile("#[0-9a-fA-F]{3}")
_WHITE = "#ffffff"


def is_colour(written: str) -> bool:
    """Whether it is of the form `#rrggbb`."""
    return _COLOUR.fullmatch(written) is not None


def contrast(one: str, other: str) -> float:
    """The contrast of two `#rrggbb` colours, from 1 to 21, in either order."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def check_theme(theme: Theme) -> Iterator[Finding]:
    """The colours of a pack, each by itself and as text on its ground."""
    if not theme.notes:
        yield Finding(
            file="pack.toml",
            path=("theme", "notes"),
            code="no-note-colours",
            message="The theme has no colour for notes.",
            hint='Write at least one, like notes = ["#fff3b0"], or leave the key out.',
        )
    grounds: dict[KeyPath, str] = {("theme", "paper"): theme.paper}
    grounds |= {("theme", "notes", number): colour for number, colour in enumerate(theme.notes)}
    under_white: dict[KeyPath, str] = {("theme", "accent"): theme.accent}
    under_white |= {("theme", "colours", name): colour for name, colour in theme.colours.items()}
    for path, colour in {("theme", "ink"): theme.ink, **grounds, **under_white}.items():
        if not is_colour(colour):
            yield _bad_colour("pack.toml", path, colour)
    if is_colour(theme.ink):
        yield from _check_ink(theme.ink, {path: one for path, one in grounds.items() if is_colour(one)})
    for path, colour in under_white.items():
        if is_colour(colour):
            yield from _check_under_white("pack.toml", path, colour)


def check_colour(file: str, path: KeyPath, written: str, named: Mapping[str, str]) -> Iterator[Finding]:
    """A section's colour: `#rrggbb`, or one of the theme's names."""
    if written in named:
        return
    if is_colour(written):
        yield from _check_under_white(file, path, written)
    elif written.startswith("#"):
        yield _bad_colour(file, path, written)
    else:
        yield Finding(
            file=file,
            path=path,
            code="unknown-colour",
            message=f"The theme has no colour called '{written}'.",
            hint=advice(written, named) or 'Write a colour like "#0a6775", or name one under [theme.colours].',
        )


def _bad_colour(file: str, path: KeyPath, written: str) -> Finding:
    hint = 'Write it like "#0a6775": a hash and six of 0–9 and a–f.'
    if _SHORT.fullmatch(written):
        hint = f'Write it out: "#{"".join(digit * 2 for digit in written[1:])}".'
    return Finding(file=file, path=path, code="bad-colour", message=f"'{written}' is not a colour.", hint=hint)


def _check_ink(ink: str, grounds: Mapping[KeyPath, str]) -> Iterator[Finding]:
    poor = {path: ratio for path, one in grounds.items() if (ratio := contrast(ink, one)) < ENOUGH}
    if ("theme", "paper") in poor and (len(poor) > 1 or grounds["theme", "paper"] == Theme().paper):
        # Too faint on paper and on notes, or on paper that cannot be lighter: the ink is the mistake, and said once.
        worst = min(poor, key=lambda path: poor[path])
        yield _low(
            "pack.toml", ("theme", "ink"), f"Text in {ink} on {grounds[worst]}", poor[worst], "Make the ink darker."
        )
        return
    for path, ratio in poor.items():
        yield _low(
            "pack.toml", path, f"Text in {ink} on {grounds[path]}", ratio, "Make this colour lighter, or ink darker."
        )


def _check_under_white(file: str, path: KeyPath, colour: str) -> Iterator[Finding]:
    ratio = contrast(_WHITE, colour)
    if ratio < ENOUGH:
        yield _low(file, path, f"White text on {colour}", ratio, "Make this colour darker.")


def _low(file: str, path: KeyPath, what: str, ratio: float, hint: str) -> Finding:
    # Rounded down: 4.499 must not be said to be the 4.5 that is needed.
    found = math.floor(ratio * 100) / 100
    message = f"{what} is hard to read: its contrast is {found:.2f} to 1, and {ENOUGH} is needed (WCAG 2.2 AA)."
    return Finding(file=file, path=path, code="low-contrast", message=message, hint=hint)
