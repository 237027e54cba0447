"""How high the inside of a poster's box gets at a size of text, worked out before it is set.

Says the same as `templates/boxes.typ`, `entries.typ` and `insides.typ`, for what stands on nearly every poster:
statements, deeds, key results. Anything else is an UnplannedError, and is measured where it is set. What is worked out
here is looked at there once more: a mistake costs time and no word."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from attrs import frozen

from tyopaja_typst.coverage import Cut, Text
from tyopaja_typst.lines import CAP, UnplannedError, high, lines, wide
from tyopaja_typst.setting import Data

MM: Final = 72 / 25.4
"""Points in a millimetre."""
PLAIN = 10.0
"""The size, in points, of text of which nothing else is said; what is set in several sizes goes by it."""
_QUIET = ("number", "picture", "private", "bound")
_TRACKING = 0.04


@frozen
class Box:
    """A section with the width that its inside has, in points, on a paper that is `f` times as large as A3."""

    section: Data
    width: float
    f: float
    design: str
    language: str
    """By which words too wide for it are hyphenated."""

    def height(self, s: float) -> float:
        """How many points its inside takes when its text has the size `s`, 1 being what its look asks for."""
        rows = list(self._rows(s))
        if not rows:
            return self._head(s)
        return self._head(s) + self._below_head(s) + sum(rows) + self._gap(s) * (len(rows) - 1)

    @property
    def _stated(self) -> bool:
        return bool(self.section["look"] == "statement")

    @property
    def _inverted(self) -> bool:
        return self.design == "rose" and self._stated

    def _gap(self, s: float) -> float:
        return (17 if self.section["draw"] == "results" else 13) * self.f * s

    def _below_head(self, s: float) -> float:
        base = 24 if self._stated else 16 if self.section["draw"] == "results" else 14
        return base * self.f * max(s, 0.6)

    def _head(self, s: float) -> float:
        title, label = self.section["title"], self.section["label"]
        if not self._stated:
            size = 13 * self.f * (0.85 if s < 0.7 else 1)
            words = f"{_text(label)}\u00a0{_text(title)}" if label else title
            return high(lines(words, "reading", size, self.width, tracking=_TRACKING), size, 0.6 * size)
        large = self.design == "mono"
        size = 13 * self.f * _within(0.7, s, 1) if large else 14 * self.f * _within(0.8, s, 1)
        if not label:
            return high(lines(title, "reading", size, self.width, tracking=_TRACKING), size, 0.6 * size)
        number = (72 if large else 44) * self.f * _within(0.7, s, 1)
        room = self.width - wide(label, "display", number) - 9 * self.f
        return max(CAP * number, high(lines(title, "reading", size, room, tracking=_TRACKING), size, 0.6 * PLAIN))

    def _rows(self, s: float) -> Iterator[float]:
        draw, results = self.section["draw"], []
        for leaf in self.section["leaves"]:
            if leaf["type"] == "gap":
                size = (16 if self._inverted else 12) * self.f * min(s, 1)
                yield high(lines(leaf["text"], "reading", size, self.width), size, 0.6 * size)
            elif leaf["type"] != "entry" or any(leaf[name] for name in _QUIET):
                raise UnplannedError(f"a {leaf['type']} of its own sort")
            elif draw == "results":
                results.append(leaf)
            elif leaf["fields"]:
                raise UnplannedError("an entry with fields")
            elif draw == "text":
                yield self._passage(leaf["text"], s)
            elif draw == "notes":
                size = 14.5 * self.f * s
                count = lines(leaf["text"], "reading-400", size, self.width - 11.5 * self.f)
                yield high(count, size, 0.6 * size)
            else:
                raise UnplannedError(f"a section drawn as {draw}")
        if results:
            yield self._results(results, s)

    def _passage(self, text: Text, s: float) -> float:
        cut: Cut = "display-400"
        size, leading = 25.0, 0.5
        if self._stated:
            cut, size, leading = "display", 35.0, 0.42
        elif self.section["look"] == "quiet":
            cut, size, leading = "reading-400", 14.0, 0.55
        size *= self.f * s
        return high(lines(text, cut, size, self.width, language=self.language), size, leading * size)

    def _results(self, leaves: list[Data], s: float) -> float:
        gutter, below = 7 * MM * self.f, 17 * self.f * s
        least = 84 * MM * self.f * _within(0.8, s, 1.1) + gutter
        columns = min(max(1, floor((self.width + gutter) / least)), len(leaves))
        columns = ceil(len(leaves) / ceil(len(leaves) / columns))
        width = (self.width - gutter * (columns - 1)) / columns
        made = [Result(leaf, width - 3.2 * MM * self.f, self.f, s * self.f * 1.2).height() for leaf in leaves]
        highest = [max(made[at : at + columns]) for at in range(0, len(made), columns)]
        return sum(highest) + below * (len(highest) - 1)


@frozen
class Result:
    """A key result, between margins `width` points apart; a point of its text is `s` points."""

    leaf: Data
    width: float
    f: float
    s: float

    def height(self) -> float:
        """How many points it takes."""
        rows = [row for row in self._rows() if row]
        return sum(rows) + 7.4 * self.s * (len(rows) - 1) + 1.2 * MM * self.f

    def _rows(self) -> Iterator[float]:
        s, made = self.s, self.leaf["result"]
        if made["others"]:
            raise UnplannedError("a key result with fields of its own")
        yield self._words(self.leaf["text"], "reading", 11.8 * s)
        yield self._words(made["gauge"], "reading-400", 9.6 * s) if made["gauge"] else 0
        yield from self._figures(made)
        if "progress" in self.leaf:
            yield self._gauged()
        checks = self.leaf.get("checks")
        if checks:
            yield self._words(checks["stood"], "reading-400", 8.8 * s) if checks["stood"] else 0
            for one in checks["said"][-1:]:
                yield self._words(f"{_text(one['when'])}: {_text(one['note'])}", "reading-400", 8.8 * s)

    def _words(self, text: Text, cut: Cut, size: float) -> float:
        return high(lines(text, cut, size, self.width), size, 0.45 * size)

    def _figures(self, made: Data) -> Iterator[float]:
        """The large figures, and by when and whose: side by side where there is room."""
        s, widths = self.s, made["widths"]
        large, room = widths["figures"] * s, widths["foot"] * s + 0.5
        if max(large, room) > self.width:
            raise UnplannedError("figures over several lines")
        figures = CAP * (20 if made["start"] or made["target"] else 9.6) * s if widths["figures"] else 0.0
        foot = high(len(made["foot"]), 9.6 * s, 0.5 * PLAIN) if made["foot"] else 0.0
        if figures and foot and large + 3 * MM * self.f + room <= self.width:
            yield max(figures, foot)
        else:
            yield from (figures, foot)

    def _gauged(self) -> float:
        """The bar, with its share in figures beside or below it."""
        s, taken = self.s, (self.leaf["result"]["widths"]["share"] + 6) * self.s
        if taken > self.width:
            raise UnplannedError("a share over several lines")
        below = self.width - taken < 24 * MM * self.f
        return 5 * s + 3 * s + CAP * 10.5 * s if below else 9 * s


def _text(text: Text) -> str:
    if not isinstance(text, str):
        raise UnplannedError("a character is named")
    return text


def _within(least: float, value: float, most: float) -> float:
    return min(max(value, least), most)
