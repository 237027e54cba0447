"""A key result's fields by where they stand, and how wide they are at a size of 1, for whoever decides which of them
stand side by side.

Measuring them where they are set would cost more than setting them. The sizes are those of `templates/entries.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tyopaja_typst.coverage import Cut, Run, Text, width_of
from tyopaja_typst.setting import Data

OWN: Final = frozenset({"measure", "unit", "start", "now", "target", "due", "owner", "direction"})
"""The fields that have places of their own."""
_LARGE: Final = frozenset({"start", "target", "measure", "direction"})
_NAMED = 2.6
"""How wide a code point is that stands for a character which no font has."""


def result_of(leaf: Data) -> Data:
    """What is said of a key result, by where it stands: `gauge` below its words, the large figures (`start`, `target`,
    `unit`), `foot` beside them, `now` by the bar, and `others`, fields of a pack's own. `widths` are those of the large
    figures, of the widest line of the foot and of the share by the bar, each 0 where there is none; `em` is that of the
    widest word among what is said in small letters."""
    said = {one["id"]: one for one in leaf["fields"] if one["text"] != ""}
    start, target, unit = (said[name]["text"] if name in said else "" for name in ("start", "target", "unit"))
    figures = 0.0
    if start or target:
        figures = _wide(start, "display-400", 15) + _wide(" → ", "reading", 13) if start else 0.0
        figures += _wide(target or "–", "display", 20)
        figures += _wide(" ", "reading-400", 11) + _wide(unit, "reading-400", 11) if unit else 0.0
    elif unit:
        figures = _wide(unit, "reading-400", 9.6)
    # Where it is now stands by the bar, where there is one.
    gauged, now = "progress" in leaf, said.get("now")
    foot = [one for name, one in said.items() if name in ("due", "owner") or (name == "now" and not gauged)]
    share = _wide(leaf["progress"]["text"], "reading", 10.5) if gauged else 0.0
    if gauged and now:
        share += 7 + _dated(now)
    gauge = _joined([said[name]["text"] for name in ("measure", "direction") if name in said])
    checks = leaf.get("checks") or {"stood": "", "said": ()}
    small = [gauge, checks["stood"], *(text for one in checks["said"] for text in (one["when"], one["note"]))]
    small += [text for one in leaf["fields"] if one["id"] not in _LARGE for text in (one["title"], one["text"])]
    return {
        "gauge": gauge,
        "start": start,
        "target": target,
        "unit": unit,
        "foot": foot,
        "now": now,
        "em": round(max(map(_widest, small)), 3),
        "others": [one for one in leaf["fields"] if one["id"] not in OWN],
        "widths": {
            "figures": round(figures, 3),
            "foot": round(max(map(_dated, foot), default=0.0), 3),
            "share": round(share, 3),
        },
    }


def _widest(text: Text) -> float:
    """How wide the widest word is; where a character is named, too wide to be sure of."""
    if not isinstance(text, str):
        return 99.0
    return max((width_of(word, "reading-400") for word in text.split(" ")), default=0.0)


def _joined(texts: Sequence[Text]) -> Text:
    if all(isinstance(text, str) for text in texts):
        return " · ".join(text for text in texts if isinstance(text, str))
    out: list[Run] = []
    for text in texts:
        out += [" · "] if out else []
        out += [text] if isinstance(text, str) else text
    return out


def _dated(one: Data) -> float:
    cut: Cut = "reading" if one["id"] == "now" else "reading-500"
    return _wide(one["title"], "reading-400", 8.6) + _wide(" ", "reading-400", 8.6) + _wide(one["text"], cut, 9.6)


def _wide(text: Text, cut: Cut, size: float) -> float:
    if isinstance(text, str):
        return width_of(text, cut) * size
    return sum(width_of(run, cut) if isinstance(run, str) else _NAMED for run in text) * size
