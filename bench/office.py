"""How long a presentation of a workshop takes, beside a floor, all in one run.

    python bench/office.py [ROUNDS]

What is made are slides of the first workshop of the example series, 18 at least. The floor is python-pptx saving as
many empty slides with titles. `document` is the report of the whole series as DOCX and as ODT, which have no limit of
their own. `notes` is a sheet of 50 and of 5,000 notes: what one note costs must not grow with their number. Exits 1
when the slides at their best are over the limit, for their best is what the machine allows when nobody else is at
work."""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from typing import cast

from attrs import evolve
from poster import series
from pptx import Presentation

from tyopaja.views.nodes import EntryView, ReportView, SheetView
from tyopaja_office.documents.rendering import render as document
from tyopaja_office.slides.rendering import render as slides

LIMIT = 500.0
"""Milliseconds that the slides may take."""
FEWEST = 18
"""So many slides the limit is for."""


def report() -> ReportView:
    """All of the example series."""
    return cast("ReportView", series().view("report"))


def full(sheet: SheetView, count: int) -> SheetView:
    """A sheet with so many notes in its first section."""
    notes = tuple(
        EntryView(id=f"n{number}", text=f"Muistilappu {number}: lumikenkäreitti alkaa pihalta.", author="Aino")
        for number in range(count)
    )
    return evolve(sheet, sections=(evolve(sheet.sections[0], draw="notes", entries=notes), *sheet.sections[1:]))


def floor(count: int) -> bytes:
    """Slides with nothing on them but a title."""
    made = Presentation()
    for number in range(count):
        slide = made.slides.add_slide(made.slide_layouts[5])
        title = slide.shapes.title
        assert title is not None
        title.text_frame.text = f"Dia {number}"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least and the median of what it takes, in milliseconds."""
    work()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return min(found), statistics.median(found)


def main() -> int:
    """Measure, print, and say whether the limit is kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    whole = report()
    first = evolve(whole, chapters=whole.chapters[:1])
    count = len(Presentation(io.BytesIO(slides(first))).slides)
    assert count >= FEWEST, f"{count} slides are too few to measure"
    sheet = whole.chapters[0].sheets[0]
    few, many = full(sheet, 50), full(sheet, 5000)
    works: dict[str, Callable[[], object]] = {
        f"floor: {count} empty slides": lambda: floor(count),
        f"pptx, {count} slides": lambda: slides(first),
        "document, docx": lambda: document(whole, "docx"),
        "document, odt": lambda: document(whole, "odt"),
        "50 notes, pptx": lambda: slides(few),
        "5,000 notes, pptx": lambda: slides(many),
    }
    found = {name: timed(work, rounds if not name.startswith("5,000") else 2) for name, work in works.items()}
    for name, (least, median) in found.items():
        print(f"{name:<24} {least:>9.1f} ms at best {median:>9.1f} ms in the middle")
    best = found[f"pptx, {count} slides"][0]
    print(f"limit: {LIMIT:.0f} ms, {'kept' if best <= LIMIT else 'broken'}")
    return best > LIMIT


if __name__ == "__main__":
    sys.exit(main())
