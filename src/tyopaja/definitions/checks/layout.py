"""The drawing of a canvas: every section one rectangle, on a paper that there is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.errors import nearest
from tyopaja.model.canvas import Canvas

EMPTY = "."
"""What stands in a cell that no section has."""

PAPERS = frozenset(f"{size} {turn}" for size in ("a4", "a3", "a2", "a1") for turn in ("portrait", "landscape"))
"""Every paper that a canvas may be drawn for."""


def check_layout(file: str, canvas: Canvas) -> Iterator[Finding]:
    """The areas, the shares of columns and rows, and the paper."""
    layout = canvas.layout
    if layout.paper not in PAPERS:
        yield Finding(
            file=file,
            path=("layout", "paper"),
            code="unknown-paper",
            message=f"There is no paper '{layout.paper}'.",
            hint=advice(layout.paper.lower(), PAPERS),
        )
    if canvas.section:
        yield from _check_areas(file, canvas)
    yield from _check_positive(file, "columns", layout.columns)
    yield from _check_positive(file, "rows", layout.rows)


def _check_areas(file: str, canvas: Canvas) -> Iterator[Finding]:
    layout = canvas.layout
    rows = [row.split() for row in layout.areas]
    if not any(rows):
        yield Finding(
            file=file,
            path=("layout", "areas"),
            code="no-areas",
            message="The layout draws no areas.",
            hint="Write a string a row, with a section's id in each cell.",
        )
        return
    yield from _check_count(file, "rows", layout.rows, len(rows))
    widths = Counter(map(len, rows))
    width = widths.most_common(1)[0][0]
    if len(widths) == 1:
        yield from _check_count(file, "columns", layout.columns, width)
    else:
        for number, row in enumerate(rows):
            if len(row) != width:
                yield Finding(
                    file=file,
                    path=("layout", "areas", number),
                    code="ragged-areas",
                    message=f"This row has {_many(len(row), 'cell')}, the others have {width}.",
                    hint=f"Write {_many(width, 'cell')}, with '{EMPTY}' for an empty one.",
                )
    drawn = {cell for row in rows for cell in row}
    meant: dict[str, str] = {}
    if drawn - {EMPTY} != canvas.section.keys():
        strays = _Strays.of(canvas, rows, drawn)
        yield from strays.findings(file, canvas, rows)
        meant = strays.meant
    if len(widths) == 1:
        yield from _check_rectangles(file, [[meant.get(cell, cell) for cell in row] for row in rows] if meant else rows)


@frozen
class _Strays:
    """Areas without a section and sections without an area, paired where they are likely one slip."""

    unknown: tuple[str, ...]
    """Areas that no section has, in the order in which they are drawn."""
    homeless: tuple[str, ...]
    """Sections that are drawn nowhere and are not meant by any unknown area."""
    meant: dict[str, str]
    """Unknown area → the section that was meant by it."""

    @classmethod
    def of(cls, canvas: Canvas, rows: Sequence[Sequence[str]], drawn: set[str]) -> _Strays:
        unknown = [
            name for name in dict.fromkeys(cell for row in rows for cell in row) if name not in {EMPTY, *canvas.section}
        ]
        homeless = [section for section in canvas.section if section not in drawn]
        meant = {}
        for name in unknown:
            near = nearest(name, homeless) or nearest(name, canvas.section)
            if near:
                meant[name] = near[0]
                homeless = [section for section in homeless if section != near[0]]
        if len(unknown) == len(homeless) == 1 and not meant:
            meant[unknown[0]] = homeless.pop()
        return cls(tuple(unknown), tuple(homeless), meant)

    def findings(self, file: str, canvas: Canvas, rows: Sequence[Sequence[str]]) -> Iterator[Finding]:
        for name in self.unknown:
            where = next(number for number, row in enumerate(rows) if name in row)
            hint = advice(name, canvas.section)
            if name in self.meant:
                hint = f"Did you mean '{self.meant[name]}'?"
            yield Finding(
                file=file,
                path=("layout", "areas", where),
                code="unknown-area",
                message=f"The layout draws an area '{name}', but no section is called so.",
                hint=f"{hint} An empty cell is '{EMPTY}'.",
            )
        for section in self.homeless:
            yield Finding(
                file=file,
                path=("section", section),
                at="key",
                code="section-without-area",
                message=f"The section '{section}' stands nowhere in the layout.",
                hint=f"Draw it: write '{section}' into cells of layout.areas, or take the section away.",
            )


def _check_rectangles(file: str, rows: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """A single finding for the drawing: a cell that went wrong breaks its area and the one that it lies in."""
    runs: dict[str, tuple[int, int, int]] = {}
    broken: dict[str, int] = {}
    for number, row in enumerate(rows):
        start = 0
        while start < len(row):
            name, end = row[start], start + 1
            while end < len(row) and row[end] == name:
                end += 1
            before = runs.get(name)
            if before is not None and before != (start, end, number - 1) and name != EMPTY:
                broken.setdefault(name, number)
            runs[name] = (start, end, number)
            start = end
    if not broken:
        return
    names = " and ".join(f"'{name}'" for name in broken)
    one = len(broken) == 1
    yield Finding(
        file=file,
        path=("layout", "areas", min(broken.values())),
        code="not-a-rectangle",
        message=f"The {'area' if one else 'areas'} {names} {'is not one rectangle' if one else 'are not rectangles'}.",
        hint="Every row of an area must begin and end in the same columns, one row right below the other.",
    )


def _check_count(file: str, key: str, shares: Sequence[float], drawn: int) -> Iterator[Finding]:
    if shares and len(shares) != drawn:
        yield Finding(
            file=file,
            path=("layout", key),
            code="wrong-shares",
            message=f"'{key}' has {_many(len(shares), 'number')}, but the areas have {drawn} {key}.",
            hint=f"Write {_many(drawn, 'number')}, or leave '{key}' out for equal shares.",
        )


def _check_positive(file: str, key: str, shares: Sequence[float]) -> Iterator[Finding]:
    for number, share in enumerate(shares):
        if not 0 < share < math.inf:
            path: KeyPath = ("layout", key, number)
            message = f"A share must be a positive number, not {share}."
            yield Finding(file=file, path=path, code="bad-share", message=message, hint="Write a number like 1 or 1.5.")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
