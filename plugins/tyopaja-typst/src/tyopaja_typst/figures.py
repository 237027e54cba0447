"""Drawings of a whole section – radars, maps, curves, the frame of a picture – and the fields that they are drawn from,
as data for a template. Each drawing has words for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from tyopaja.views.nodes import EntryView, FieldView, PartView, SectionView, SheetView
from tyopaja_typst.setting import Data, Setter, plain

FIGURES: Final = frozenset({"radar", "curve", "map", "picture"})
"""Drawings that take whatever room there is."""
SPOKES = 3
"""Fewer parts than these make no radar: their scores are drawn as scales."""
MARKS = 11
"""A scale of whole numbers has so many marks at most; one that is longer is drawn as a line."""
NAME = 26
"""Names of points up to so many characters stand at the point itself; longer ones below the map."""
NAMES = 12
"""More points than these have numbers, and their names stand below the map."""
SPOKE = 44
"""So much of a title stands at the spoke of a radar; all of it beside the drawing."""


def draw_of(one: SectionView) -> str:
    """As what a section is drawn on paper."""
    return "scale" if one.draw == "radar" and len(one.parts) < SPOKES else one.draw


def entries_of(one: SectionView) -> Iterator[EntryView]:
    """All entries of a section, those of its parts too."""
    yield from one.entries
    for part in one.parts:
        yield from part.entries


def score_of(entry: EntryView) -> FieldView | None:
    """The field of an entry's score."""
    return next((one for one in entry.fields if one.type == "scale"), None)


def place_of(entry: EntryView) -> tuple[float, float] | None:
    """Where an entry stands on a map."""
    place = next((one.value for one in entry.fields if one.type == "place"), None)
    return (place[0], place[1]) if isinstance(place, tuple | list) else None


def _short(title: str) -> str:
    return title if len(title) <= SPOKE else title[: SPOKE - 1].rstrip() + "…"


@frozen
class Figures:
    """Makes the drawings of one section."""

    setter: Setter
    sheet: SheetView
    one: SectionView

    @property
    def compass(self) -> bool:
        """Whether it stands on the wall, where questions that were answered are not asked again."""
        return self.sheet.what == "compass"

    def _has_figure(self) -> bool:
        """Whether there is one drawing of all entries."""
        one = self.one
        shown = one.draw != "picture" or not any(entry.picture for entry in entries_of(one))
        return draw_of(one) in FIGURES and shown and not (self.compass and one.gap)

    def _named(self, entry: EntryView) -> bool:
        """Whether an entry's name stands at its point on the map."""
        few = sum(1 for _ in entries_of(self.one)) <= NAMES
        free = not entry.cluster  # those of a cluster stand in its frame, with their names
        return free and few and self._has_figure() and place_of(entry) is not None and 0 < len(entry.text) <= NAME

    def field(self, one: FieldView) -> Data:
        """A field of an entry, with its value or without."""
        made: Data = {
            "id": one.id, "title": self.setter.text(one.title), "type": one.type, "text": self.setter.text(one.text),
        }  # fmt: skip
        if one.text and self.one.draw in ("cards", "curve"):
            made["em"] = self.setter.em(one.text)
        if one.type == "scale":
            made |= self._scale(one)
        if one.type == "choice":
            made["choices"] = self.setter.texts(one.choices)
        if one.type == "yes-no":
            made["yes"] = one.value is True
        return made

    def _scale(self, one: FieldView) -> Data:
        least, most = one.scale or (1, 5)
        whole = float(least).is_integer() and float(most).is_integer() and 0 < most - least < MARKS
        share: float | None = None
        if isinstance(one.value, int | float) and most > least:
            share = min(1.0, max(0.0, (one.value - least) / (most - least)))
        return {
            "share": share,
            "marks": [str(mark) for mark in range(int(least), int(most) + 1)] if whole else [],
            "ends": [f"{least:g}", f"{most:g}"],
            "low": self.setter.text(one.low),
            "high": self.setter.text(one.high),
        }

    def _picture_word(self) -> object:
        found = next((one.title for one in self.one.fields if one.type == "picture"), "")
        return self.setter.text(found or self.one.title)

    def _figure(self) -> Data:
        one, made = self.one, {"type": "figure", "figure": draw_of(self.one)}
        if made["figure"] == "picture":
            return made | {"path": "", "ratio": 0.66, "alt": "–", "word": self._picture_word()}
        if made["figure"] == "radar":
            return made | self._radar(one.parts)
        if made["figure"] == "map":
            return made | self._map()
        return made | self._curve()

    def _radar(self, parts: tuple[PartView, ...]) -> Data:
        known = next((field for field in self.one.fields if field.type == "scale"), None)
        scores = [next(filter(None, map(score_of, part.entries)), None) for part in parts]
        field = known or next(filter(None, scores), None)
        told = [
            f"{part.title}: {score.text}" if score else part.title for part, score in zip(parts, scores, strict=True)
        ]
        return {
            "scale": self._scale(field) if field else {"marks": list("12345"), "ends": ["1", "5"], "share": None},
            "spokes": [
                {
                    "title": self.setter.title(_short(part.title)),
                    "em": self.setter.em(_short(part.title)),
                    "share": self._scale(score)["share"] if score else None,
                }
                for part, score in zip(parts, scores, strict=True)
            ],
            "alt": plain(f"{self.one.title}. {'; '.join(told)}"),
        }

    def _map(self) -> Data:
        axes, points, told = self.one.axes, [], []
        entries = list(entries_of(self.one))
        for number, entry in enumerate(entries, start=1):
            place = place_of(entry)
            if place is None:
                continue
            named = self._named(entry)
            points.append({
                "x": min(1.0, max(0.0, place[0] / 100)),
                "y": min(1.0, max(0.0, place[1] / 100)),
                "name": self.setter.text(entry.text) if named else "",
                "number": "" if named else str(number),
                "ours": any(one.type == "yes-no" and one.value is True for one in entry.fields),
            })  # fmt: skip
            told.append(f"{entry.text} ({place[0]:g}, {place[1]:g})")
        return {
            "ends": {
                side: self.setter.text(getattr(axes, side) if axes else "")
                for side in ("left", "right", "bottom", "top")
            },
            "points": points,
            "alt": plain(f"{self.one.title}. {'; '.join(told)}"),
        }

    def _curve(self) -> Data:
        fields = {field.id: field for field in self.one.fields}
        told: list[str] = []
        spots: list[Data] = []
        piece = 0.0
        for number, entry in enumerate(entries_of(self.one), start=1):
            fields |= {field.id: field for field in entry.fields if field.id not in fields}
            score = score_of(entry)
            said = (entry.text, *(field.text for field in entry.fields if field.type not in ("scale", "picture")))
            piece = max(piece, *(self.setter.em(text, piece=True) for text in said))
            told.append(f"{number}. {entry.text}" + (f": {score.text}" if score else ""))
            spots.append({"number": str(number), "share": self._scale(score)["share"] if score else None})
        lanes = [one for one in fields.values() if one.type != "picture"]
        at = next((at for at, one in enumerate(lanes) if one.type == "scale"), None)
        return {
            "field": None if at is None else self.field(lanes[at]),
            "lanes": [self.field(one) for one in lanes if one.type != "scale"],
            "above": at or 0,
            "spots": spots,
            "piece": piece,
            "alt": plain(f"{self.one.title}. {'; '.join(told)}"),
        }
