"""The data of a sheet: its sections with the areas that they stand in, what stands around them, and what a compass's
sentences grew from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from tyopaja.renderers.facts import all_entries
from tyopaja.renderers.origins import origins
from tyopaja.views.nodes import Area, EntryView, Grid, SectionView, SheetView
from tyopaja_typst.bands import bands_of
from tyopaja_typst.codes import code_of
from tyopaja_typst.coverage import Text
from tyopaja_typst.figures import draw_of, entries_of
from tyopaja_typst.leaves import Leaves
from tyopaja_typst.making import HEADLINE, NAMES, SUBTITLE, Maker
from tyopaja_typst.setting import Data, Face


@frozen
class SheetMaker(Maker):
    """Makes sheets ready."""

    def sheet(self, view: SheetView) -> Data:
        """A sheet with its sections, each with the area that it stands in."""
        compass = view.what == "compass"
        design = self.wishes.design if compass else ""
        bands = bands_of(view) if design == "horizon" else None
        grids = [one for one in (bands.ground, bands.below) if one] if bands else [view.grid]
        areas = {area.section: area for grid in grids for area in grid.areas}
        grounded = {area.section for area in bands.ground.areas} if bands and bands.ground else set()
        sections = []
        turn = 0
        for one in view.sections:
            sections.append(self.section(view, one, areas[one.id], turn) | {"grounded": one.id in grounded})
            turn += 1 + len(one.parts)
        short, rest = self.headlines(view)
        statements = [one.colour for one in view.sections if one.look == "statement"]
        return {
            "kind": view.what,
            "design": design,
            "mono": self.wishes.mono,
            "date": self.setter.text(view.date),
            "short": short,
            "rest": rest,
            "credit": self.credit(view.credit),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
            "needle": statements[-1] if statements else view.theme.accent,
            "grid": self.grid(bands.below if bands else view.grid),
            "ground": self.grid(bands.ground) | {"share": bands.share} if bands and bands.ground else None,
            "sections": sections,
            "code": code_of(self.wishes.address, self.setter),
            "trails": self.trails(view) if compass and self.wishes.provenance else [],
            "plan": None,
        }

    def grid(self, grid: Grid) -> Data:
        """A grid without its areas, which go with their sections."""
        return {
            "paper": grid.paper,
            "orientation": grid.orientation,
            "columns": list(grid.columns),
            "rows": list(grid.rows),
        }

    def section(self, view: SheetView, one: SectionView, area: Area, turn: int) -> Data:
        """One section; `turn` counts those and their parts before it, for the colours of notes."""
        compass = view.what == "compass"
        made = Leaves(self.setter, view, one)
        leaves, draw, texts = made.all(), draw_of(one), list(_main_texts(one))
        stretches = any(leaf["type"] in ("pen", "figure", "blank") or leaf.get("bare") for leaf in leaves)
        face: Face = "display" if compass and draw == "text" and one.look != "quiet" else "reading"
        return {
            "id": one.id,
            "label": self.setter.text(one.label),
            "title": self.setter.title(one.title),
            "title-em": self.setter.em(one.title),
            "draw": draw,
            "look": one.look,
            "colour": one.colour,
            "area": {"x": area.x, "y": area.y, "width": area.width, "height": area.height},
            "leaves": leaves,
            "piece-em": max(self.setter.em(text, face, piece=True) for text in texts),
            "word-em": max(self.setter.em(text, face) for text in texts),
            "turn": turn,
            "parts": len(one.parts),
            "fields": [made.field(blank) for blank in one.fields] if stretches else [],
            "empty": not one.blanks and not one.hidden and not any(entries_of(one)) and not (compass and one.gap),
            "stretches": stretches,
            "framed": any(leaf.get("bound") and leaf["bound"]["framed"] for leaf in leaves),
        }

    def headlines(self, view: SheetView) -> tuple[Data, list[Text]]:
        """The texts around the grid, at a length that has room there, and what goes on behind."""
        short: Data = {}
        rest: list[Text] = []
        for key, text, limit in (
            ("title", view.title, HEADLINE),
            ("company", view.company, HEADLINE),
            ("purpose", view.purpose, SUBTITLE),
        ):
            cut = text if len(text) <= limit else text[:limit].rstrip() + "…"
            short[key] = self.setter.title(cut) if key == "title" else self.setter.text(cut)
            if key == "title":
                short["title-em"] = self.setter.em(cut, "display")
            if len(text) > limit:
                rest.append(self.setter.text(text))
        names: list[str] = []
        for name in view.approved:
            if sum(len(one) + 3 for one in names) + len(name) > NAMES:
                names.append("…")
                rest.append(self.setter.text(", ".join(view.approved)))
                break
            names.append(name)
        short["approved"] = self.setter.texts(names)
        return short, rest

    def trails(self, view: SheetView) -> list[Data]:
        """What each sentence of a compass grew from, section by section; those of which nothing is known left out."""
        made = []
        for one in view.sections:
            told = [self.trail(entry, view.words) for entry in all_entries(one) if entry.trail]
            if told:
                made.append({"title": self.setter.title(one.title), "colour": one.colour, "sentences": told})
        return made

    def trail(self, entry: EntryView, words: Mapping[str, str]) -> Data:
        """A sentence, and the steps back from it, the nearest first."""
        return {
            "text": self.setter.title(entry.text),
            "steps": [
                {
                    "depth": min(depth, 6),
                    "how": self.setter.text(step.how),
                    "place": self.setter.text(step.place),
                    "said": self.setter.text(step.said),
                    "beside": self.setter.texts(step.beside),
                }
                for depth, step in origins(entry, words)
            ],
        }


def _main_texts(one: SectionView) -> Iterable[str]:
    """The texts of a section that are set large."""
    yield one.title
    yield from one.clusters.values()
    yield from (entry.text for entry in one.entries)
    for part in one.parts:
        yield part.title
        yield from (entry.text for entry in part.entries)
