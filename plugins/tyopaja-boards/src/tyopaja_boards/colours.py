"""Letters that can be read on the ground that they stand on."""

from __future__ import annotations


def readable(fill: str, ink: str) -> str:
    """The colour of letters on a ground: the theme's, or white where it would be too dark for that (WCAG 2.2 AA)."""
    return ink if _contrast(fill, ink) >= 4.5 or _contrast(fill, ink) >= _contrast(fill, "#ffffff") else "#ffffff"


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    try:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    except ValueError:
        return 1.0
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
