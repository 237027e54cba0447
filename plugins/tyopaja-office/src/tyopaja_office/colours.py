"""Colours: which text can be read on a ground, and tints of a colour."""

from __future__ import annotations


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of `colour` over `ground`, as `#rrggbb`."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG, from 0 to 1."""
    channels = [part / 255 for part in _parts(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio after WCAG, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(ground: str, ink: str) -> str:
    """`ink` where it can be read on `ground`, or else black or white, whichever is clearer."""
    if contrast(ink, ground) >= 4.5:
        return ink
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, ground))
