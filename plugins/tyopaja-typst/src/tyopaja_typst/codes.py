"""A QR code as rectangles to draw: `segno` works out the matrix, a template draws it."""

from __future__ import annotations

from itertools import groupby

from tyopaja_typst.setting import Data, Setter, plain

QUIET = 4
"""Modules of empty ground around a code, as ISO/IEC 18004 asks for."""


def code_of(address: str, setter: Setter) -> Data | None:
    """A code that leads to `address`: how many modules it has a side, its dark runs as `[x, y, length]` in modules, and
    the address to print beneath; None for no address."""
    said = plain(address)
    if not said:
        return None
    import segno

    matrix = segno.make(said.encode(), error="m", micro=False, boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, found in groupby(row):
            length = len(list(found))
            if dark:
                runs.append([x, y, length])
            x += length
    linked = said if said.startswith(("https://", "http://")) and said.isascii() and " " not in said else ""
    return {"modules": len(matrix), "runs": runs, "text": setter.address(said), "link": linked, "long": len(said) > 60}
