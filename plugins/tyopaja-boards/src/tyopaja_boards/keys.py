"""What a shape on a board is, written as its id: programs keep the ids of shapes, and drop keys that they do not know.

An id says which entry a shape is, where that stood, and by a checksum what it said, so that a file alone tells what
was edited in it, whichever program saved it."""

from __future__ import annotations

import re
import zlib
from typing import Literal, get_args
from urllib.parse import quote, unquote

from attrs import fields_dict, frozen

Role = Literal["sheet", "section", "part", "rest", "note", "blank", "facts", "text", "picture", "link"]
"""A sheet's frame; a section's box, a part's, and that of the entries which stand under none of the parts; an entry; a
blank of a form; what is said about an entry; any other text; an entry's picture; a link between two entries."""
ROLES: frozenset[str] = frozenset(get_args(Role))
BOXES: frozenset[str] = frozenset({"section", "part", "rest"})

_HEAD = "tyopaja/"
_KEPT = "@+:"
_MOST = 1_000_000
"""The longest id that is read, in characters: that of a sheet of some 50,000 entries."""
_SPACES = re.compile(r"[ \t\u00a0]+")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, or no file in UTF-8."""


@frozen(kw_only=True)
class Key:
    """What a shape is."""

    role: Role
    sheet: str = ""
    """The sheet's name in the flow."""
    section: str = ""
    part: str = ""
    entry: str = ""
    """The entry's id; a blank's field; of a link the entry that it leads from."""
    written: str = ""
    """When the entry was written first, in ISO 8601; "" where nobody knows."""
    sums: tuple[str, ...] = ()
    """The checksum of its text as it was exported, then that of what stands below it."""
    known: tuple[str, ...] = ()
    """Of a frame or a box: the ids of the entries in it; of a link: the entry that it leads to. Of an entry that is
    shown elsewhere than it stands, as in a compass: the sheet, the section and the part in which it is shown."""
    more: str = ""
    """Of a frame: `asked` or `answering`, for the sheets of a spread, `compass` for a compiled one; of others a number
    that tells those apart that are the same in everything else."""

    def __str__(self) -> str:
        slots = (self.role, self.sheet, self.section, self.part, self.entry, self.written)
        lists = (",".join(quote(one, safe=_KEPT, errors="replace") for one in many) for many in (self.sums, self.known))
        plain = (quote(one, safe=_KEPT, errors="replace") for one in slots)
        return _HEAD + "/".join((*plain, *lists, quote(self.more, safe=_KEPT, errors="replace"))).rstrip("/")

    @property
    def shown(self) -> tuple[str, str, str]:
        """The sheet, the section and the part in which an entry was shown."""
        if self.role == "note" and len(self.known) == 3:
            return self.known[0], self.known[1], self.known[2]
        return self.sheet, self.section, self.part

    @property
    def elsewhere(self) -> bool:
        """Whether an entry is shown elsewhere than it stands."""
        return self.shown != (self.sheet, self.section, self.part)

    @classmethod
    def parse(cls, written: object) -> Key | None:
        """The key that an id is; None for an id of somebody else."""
        if not isinstance(written, str) or not written.startswith(_HEAD) or len(written) > _MOST:
            return None
        slots = written[len(_HEAD) :].split("/")
        names = tuple(fields_dict(cls))
        if slots[0] not in ROLES or len(slots) > len(names):
            return None
        values: dict[str, object] = {**dict.fromkeys(names, ""), **dict(zip(names, map(unquote, slots), strict=False))}
        for name in ("sums", "known"):
            place = names.index(name)
            raw = slots[place] if place < len(slots) else ""
            values[name] = tuple(unquote(one) for one in raw.split(",")) if raw else ()
        return cls(**values)  # type: ignore[arg-type]  # the names are its own, and every value is a text or texts


def fit(text: str) -> str:
    """A text as every format can hold it: what none can is shown as U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def kept(text: str) -> str:
    """A text letter by letter, but for halves of letters, which no file in UTF-8 can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def sum_of(text: str) -> str:
    """The checksum of a text. Spaces at the ends of lines, and how many there are between words, make no difference:
    programs change them."""
    return f"{zlib.crc32(_plainly(text).encode('utf-8')):08x}"


def _plainly(text: str) -> str:
    lines = fit(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n")
