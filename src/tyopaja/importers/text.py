"""The format `text`: one entry a line, as a list is pasted from a message; bullets and numbers are taken off."""

from __future__ import annotations

import re

from tyopaja.importers.contract import Content, Found, Importer
from tyopaja.importers.decoding import text_in
from tyopaja.views.nodes import SheetView

_BULLET = re.compile(r"\s*(?:(?:[-*+•‣◦⁃∙·–—▪●○■□→➢✓✔]|[☐☑☒])\s+)(?:\[[ xX]?\]\s+)?")
_NUMBER = re.compile(r"\s*(\d{1,4})[.)]\s+")


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What a list of lines holds. Raises ImportProblem."""
    lines = [(number, line) for number, line in enumerate(text_in(data).split("\n"), 1) if line.strip()]
    mark = _NUMBER if _are_numbered([line for _, line in lines]) else _BULLET
    found = []
    for number, line in lines:
        text = mark.sub("", line, count=1).strip() if mark.match(line) else line.strip()
        if text:
            found.append(Found(text=text, line=number))
    return Content(found=found)


def _are_numbered(lines: list[str]) -> bool:
    """Whether the lines are numbered one after another: of one line alone, `12. joulukuuta` is no number of a list."""
    numbers = [int(match[1]) for line in lines if (match := _NUMBER.match(line))]
    return (
        len(numbers) > 1 and len(numbers) == len(lines) and numbers == list(range(numbers[0], numbers[0] + len(lines)))
    )


TEXT = Importer("text", read, suffixes=(".txt", ".text"), title="text: one entry a line, bullets and numbers taken off")
