"""What may stand in a file that people open: text without characters that steer a terminal, a browser or the order in
which letters are read. They are shown as a replacement character, never dropped: a reader sees that something was
there."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

# C0 and C1 controls but tab and line feed; the overrides, embeddings and isolates that make text read other than it
# is stored (U+202A–202E, U+2066–2069); lone surrogates, which no UTF-8 file can hold; what Unicode keeps free of
# characters for good (U+FDD0–FDEF and the last two of each plane), which HTML forbids.
_NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_GAPS = re.compile("[ \t\n]+")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean(text: str) -> str:
    """`text` with every kind of line break as a line feed and unprintable characters replaced."""
    return _NEVER.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` cleaned, in one line: for titles and cells. Spaces that do not break stay as they are."""
    return _GAPS.sub(" ", clean(text)).strip(" ")
