"""How much room a text takes, never too little: letters are taken as wide as in the widest font that is common."""

from __future__ import annotations

from functools import lru_cache

from tyopaja.drawings.measuring import Font

Lines = tuple[str, ...]


@lru_cache(maxsize=4096)
def wrapped(text: str, size: int, width: int, bold: bool = False) -> Lines:
    """A text in lines that fit into `width`; its own line breaks are kept, and nothing else is put in or left out but
    spaces at the ends of lines. A word longer than a line is parted."""
    font = Font(size, bold)
    return tuple(line for own in text.split("\n") for line in _one(own, font, width))


def height(lines: Lines, size: int, line: float) -> int:
    """What some lines take."""
    return round(len(lines) * size * line + 0.49)


def _one(text: str, font: Font, width: int) -> list[str]:
    lines: list[str] = [""]
    used = 0.0
    for word in text.split(" "):
        room = font.width(f" {word}")
        if lines[-1] and used + room <= width:
            lines[-1] += f" {word}"
            used += room
            continue
        if lines[-1]:
            lines.append("")
        used = font.width(word)
        if used <= width:
            lines[-1] = word
            continue
        # A word longer than a line: as many letters of it as go into each.
        used, begin = 0.0, 0
        for place, wide in enumerate(font.widths(word)):
            if used + wide > width and place > begin:
                lines[-1] = word[begin:place]
                lines.append("")
                used, begin = 0.0, place
            used += wide
        lines[-1] = word[begin:]
    return lines
