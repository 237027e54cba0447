"""Writes `coverage.json`: which of the shipped fonts has which code points. Run it after changing the fonts.

Reading the fonts' own tables when a note is printed would cost more than printing it; the table is some 20 kB."""

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


if __name__ == "__main__":
    found = ranges()
    (HERE / "coverage.json").write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{sum(last - first + 1 for first, last, _ in found)} code points in {len(found)} ranges")
