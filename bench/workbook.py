"""How long a workbook of sixty pages takes to print, all of its texts new to the warm compiler.

    python bench/workbook.py [ROUNDS]

It is that of the example series with more chapters of the same sheets, until it has sixty pages. `work` is what all
processors did together, which tells more than the clock when others are at work too. Exits 1 when the best is over the
limit, for the best is what the machine allows when nobody else is at work."""

from __future__ import annotations

import io
import statistics
import sys
import time
from typing import cast

import pypdf
from attrs import evolve
from poster import changed, series

from tyopaja.views.nodes import Chapter, ReportView
from tyopaja_typst.rendering import render

PAGES = 60
LIMIT = 1000.0
"""Milliseconds that it may take."""


def fresh(view: ReportView) -> ReportView:
    """The same workbook with another mark in each text of its sheets."""

    def chapter(one: Chapter) -> Chapter:
        return evolve(one, sheets=tuple(map(changed, one.sheets)))

    result = None if view.result is None else changed(view.result)
    return evolve(view, result=result, chapters=tuple(map(chapter, view.chapters)))


def pages(view: ReportView) -> int:
    """How many pages it has."""
    return len(pypdf.PdfReader(io.BytesIO(render(view, "pdf"))).pages)


def workbook() -> ReportView:
    """One of sixty pages, or a few more."""
    view = cast("ReportView", series().view("workbook"))
    chapters = list(view.chapters)
    while pages(evolve(view, chapters=tuple(chapters))) < PAGES:
        more = view.chapters[len(chapters) % len(view.chapters)]
        chapters.append(evolve(more, sheets=tuple(map(changed, more.sheets))))
    return evolve(view, chapters=tuple(chapters))


def timed(view: ReportView) -> tuple[float, float]:
    """Milliseconds by the clock, and of work."""
    begun, worked = time.perf_counter(), time.process_time()
    render(view, "pdf")
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


def main() -> int:
    """Print medians and bests, and whether the limit is kept."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    view = workbook()
    found = [timed(fresh(view)) for _ in range(number)]
    print(f"{f'workbook of {pages(view)} pages, ms':32}{'median':>9}{'best':>9}")
    for name, values in zip(("by the clock", "work"), zip(*found, strict=True), strict=True):
        print(f"{name:32}{statistics.median(values):9.1f}{min(values):9.1f}")
    best = min(clock for clock, _ in found)
    kept = best <= LIMIT
    print(f"workbook: best {best:.1f} ms, limit {LIMIT:.0f} ms: {'kept' if kept else 'NOT KEPT'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
