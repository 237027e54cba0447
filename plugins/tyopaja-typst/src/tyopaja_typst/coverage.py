"""Which characters the shipped fonts can show, and what stands for those that they cannot.

PDF/A and PDF/UA have no empty boxes: one character without a glyph would cost the whole poster. So texts are
sorted before they are set. The table is made from the fonts by `tools/make_coverage.py`."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

Run = str | dict[str, str]
"""Characters to set, or one to name: `{"code": "U+65E5"}`."""
Cut = Literal["reading", "reading-500", "reading-400", "display", "display-400"]
"""A cut of the faces for reading and for display; without a number the heaviest."""
Text = str | list[Run]
"""A string where every character can be shown, else runs."""

_LINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_COMMON = re.compile("[\n -~\u00a0-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*")
"""What the text font is known to have: nearly every text is made of nothing else."""
_JOINER = "\u200d"
_UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
"""Shown as nothing by design, and no font needs to have them: joiners, marks of direction, variation selectors."""


def runs(text: str, *, plainly: bool = False) -> Text:
    """`text` as it can be set. With `plainly`, everything but the commonest characters is named by its code point.

    Line ends of every sort become `\\n`, a tab a space.
    """
    text = _LINES.sub("\n", text).replace("\t", " ")
    if _COMMON.fullmatch(text):
        return text
    out: list[Run] = []
    for cluster in clusters(text):
        for letter, shown in _sorted(cluster, plainly):
            if not shown:
                out.append({"code": f"U+{ord(letter):04X}"})
            elif out and isinstance(out[-1], str):
                out[-1] += letter
            else:
                out.append(letter)
    return out[0] if len(out) == 1 and isinstance(out[0], str) else out


def is_blank(text: str) -> bool:
    """Whether nothing of `text` would be seen on paper."""
    return not _UNSEEN.sub("", text).strip()


def clusters(text: str) -> list[str]:
    """What a reader takes for one sign: a base with its marks, an emoji with all that is joined to it, a flag.

    A font must have all of it, for the parts are shaped together.
    """
    out: list[str] = []
    for letter in text:
        if out and _joins(out[-1], letter):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def _joins(before: str, letter: str) -> bool:
    if before == "\n" or letter == "\n":
        return False
    if letter == _JOINER or _UNSEEN.match(letter) or _is_mark(letter):
        return True
    if before.endswith(_JOINER) or _is_tone(letter):
        return True
    return _is_flag(letter) and len(before) == 1 and _is_flag(before)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me") and not _UNSEEN.match(letter)


def _is_tone(letter: str) -> bool:
    """A tone of skin, which belongs to the emoji before it."""
    return "\U0001f3fb" <= letter <= "\U0001f3ff"


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _sorted(cluster: str, plainly: bool) -> list[tuple[str, bool]]:
    """Each character of a cluster, with whether it can be shown."""
    if plainly:
        return [(letter, bool(_COMMON.fullmatch(letter))) for letter in cluster]
    if cluster in (" ", "\n"):
        return [(cluster, True)]
    seen = [letter for letter in cluster if not _UNSEEN.match(letter)]
    if seen and (_is_mark(seen[0]) or _is_tone(seen[0])):
        # With nothing to stand on, each font draws it another way or not at all.
        return [(letter, False) for letter in seen]
    fonts = [mask_of(letter) for letter in seen]
    shared = ~0
    for mask in fonts:
        shared &= mask
    if shared:
        return [(letter, True) for letter in cluster]
    # No font has all of it: the one that has the base shows what it can, and the rest is named.
    first = fonts[0] & -fonts[0]
    return [(letter, bool(mask & first)) for letter, mask in zip(seen, fonts, strict=True)]


def mask_of(letter: str) -> int:
    """The bits of the fonts that have `letter`; 0 for none, for controls and for what has no agreed meaning."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Co", "Cs", "Cn", "Zl", "Zp") or (category == "Cf" and not "\u0600" <= letter <= "\u08ff"):
        return 0  # of format characters only the Arabic number signs are seen
    starts, ends, masks = _ranges()
    at = bisect_right(starts, ord(letter)) - 1
    return masks[at] if at >= 0 and ord(letter) <= ends[at] else 0


@lru_cache(8192)
def width_of(text: str, cut: Cut) -> float:
    """How wide `text` is in one line at a size of 1; a little too much at most."""
    return sum(map(_widths(cut).__getitem__, text)) / 1000


_OTHER = 1000
"""What a sign takes that is not in the table of widths, in thousandths of the size: an emoji is square."""


@cache
def _table() -> dict[str, Any]:
    source = files("tyopaja_typst").joinpath("coverage.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(source)
    return table


@cache
def _ranges() -> tuple[list[int], list[int], list[int]]:
    starts, ends, masks = zip(*_table()["ranges"], strict=True)
    return list(starts), list(ends), list(masks)


class _Widths(dict[str, int]):
    def __missing__(self, letter: str) -> int:
        return _OTHER


@cache
def _widths(cut: str) -> _Widths:
    return _Widths(_table()["widths"][cut])
