"""Writes `coverage.json`: which of the shipped fonts has which code points, and how wide the commonest letters are.

Run it after changing the fonts. Reading the fonts' own tables when a note is printed would cost more than printing
it; this table is some 20 kB."""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent / "src" / "tyopaja_typst"
FAMILIES = (
    "SchibstedGrotesk",
    "NotoSans",
    "NotoSansSymbols",
    "NotoSansSymbols2",
    "NotoEmoji",
    "NotoSansHebrew",
    "NotoSansArabic",
)
"""In the order in which the templates ask them; the first is bit 0."""


CUTS = {
    "reading": "SchibstedGrotesk_700Bold.ttf",
    "reading-500": "SchibstedGrotesk_500Medium.ttf",
    "reading-400": "SchibstedGrotesk_400Regular.ttf",
    "display": "Fraunces_600SemiBold.ttf",
    "display-400": "Fraunces_400Regular.ttf",
}
"""The cuts of the two faces. The heaviest goes by the face's name: what fits in it fits in the lighter ones."""


SIGNS = frozenset(map(ord, "€→−"))
"""Signs beyond the Latin letters whose widths are kept."""


def points_of(family: str) -> set[int]:
    """What every cut of `family` has."""
    cuts = [set(TTFont(path).getBestCmap()) for path in sorted((HERE / "fonts").glob(f"{family}_*.ttf"))]
    return set.intersection(*cuts)


def ranges() -> list[list[int]]:
    """First, last, and the bits of the families that have all of them."""
    masks: dict[int, int] = {}
    for bit, family in enumerate(FAMILIES):
        for point in points_of(family):
            masks[point] = masks.get(point, 0) | 1 << bit
    out: list[list[int]] = []
    for point, mask in sorted(masks.items()):
        if out and out[-1][1] == point - 1 and out[-1][2] == mask:
            out[-1][1] = point
        else:
            out.append([point, point, mask])
    return out


def widths(name: str) -> dict[str, int]:
    """How far each Latin letter and sign moves the pen, in thousandths of the size."""
    font = TTFont(HERE / "fonts" / name)
    names, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    points = [point for point in sorted(names) if 0x20 <= point <= 0x17E or 0x2010 <= point <= 0x2026 or point in SIGNS]
    return {chr(point): round(advances[names[point]][0] * 1000 / unit) for point in points}


def table() -> dict[str, object]:
    """All that the file holds."""
    return {"ranges": ranges(), "widths": {cut: widths(name) for cut, name in CUTS.items()}}


if __name__ == "__main__":
    text = json.dumps(table(), ensure_ascii=False, separators=(",", ":"))
    (HERE / "coverage.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(text)} characters")
