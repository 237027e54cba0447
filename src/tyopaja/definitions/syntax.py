"""What tomllib says of a file that is not TOML, in words for whoever wrote it.

tomllib stops at the first thing that it cannot read, so a file has one such problem at a time. Where it points behind
the mistake, the statement that it stumbled over is looked up and pointed at instead."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import frozen

from tyopaja.definitions.positions import Positions, Statement

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_WORDS = re.compile(r"[^\s,\]}#=][^,\]}#=\n]*")
_CLOSED = re.compile(r"""\"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+'""")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_PLAIN = {
    "Expected '=' after a key in a key/value pair": (
        "Here an = should stand between a key and its value.",
        "Write key = value; a key with a space or a letter such as ä in it stands between quotes.",
    ),
    "Invalid initial character for a key part": (
        "Here a key should begin.",
        "Keys are made of a–z, 0–9, - and _; a table between { } stands on one line, with no comma before the }.",
    ),
    "Expected newline or end of document after a statement": (
        "The line goes on after the value has ended.",
        'Text stands between quotes, like time = "25 min", and each key has a line of its own.',
    ),
    "Unclosed array": (
        "A list is not closed.",
        "Between the things in a list stands a comma, and behind the last of them a ].",
    ),
    "Unclosed inline table": (
        "A table between { } is not closed.",
        "It must stand on one line, with a comma between its keys and a } behind the last of them.",
    ),
    "Unterminated string": ("A text is not closed.", "Write the closing quote, of the kind that it was opened with."),
    "Illegal character '\\n'": (
        "A text is not closed before the line ends.",
        'Write the closing quote; text of several lines stands between """ and """.',
    ),
    "Unescaped '\\' in a string": (
        "A single \\ does not mean anything in a text.",
        "Write \\\\ for a backslash, or put the text between single quotes.",
    ),
    "Escaped character is not a Unicode scalar value": (
        "The code behind \\u or \\U is not that of a character.",
        "Write the character itself.",
    ),
    "Expected ']' at the end of a table declaration": ("The header is not closed.", "Write a ] at its end."),
    "Expected ']]' at the end of an array declaration": ("The header is not closed.", "Write ]] at its end."),
    "Invalid statement": ("This is neither a key nor a header.", "Write key = value, or [table]."),
    "Invalid date or datetime": ("There is no such day or time.", "Write a day like 2026-03-02."),
    "Invalid hex value": ("Behind \\u stand four of 0–9 and a–f, behind \\U eight.", "Write the character itself."),
}
"""tomllib's sentence → ours, and the remedy. Those that need to look into the file are below."""


@frozen
class Slip:
    """A mistake in the way a file is written, at an offset of its text."""

    code: str
    offset: int
    message: str
    hint: str


def explain(text: str, error: Exception) -> Slip:
    """The mistake that made tomllib raise `error` on `text`."""
    said = str(error)
    if isinstance(error, RecursionError):
        return too_deep(0)
    found = _PLACE.search(said)
    if found is None:
        # The one error of tomllib that has no place: Python refuses to read so long a number.
        digits = re.search(r"[0-9_]{1000,}", text)
        message = "The number is too long to be read."
        return Slip("bad-number", digits.start() if digits else 0, message, "Write one of at most 15 digits.")
    positions, what = Positions(text), said[: found.start()]
    offset = positions.offset(int(found[1]), int(found[2])) if found[1] else len(text.rstrip())
    if what.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine")):
        return _twice(positions, _reached(positions, offset))
    if what.startswith("Duplicate inline table key"):
        key = re.sub(r"^.*key '?|'$", "", what)
        before = list(re.finditer(rf"[{{,]\s*(?P<key>[\"']?{re.escape(key)}[\"']?)\s*=", text[:offset]))
        offset = before[-1].start("key") if before else offset
        return Slip("set-twice", offset, f"'{key}' is set twice between the same {{ }}.", "Keep one of them.")
    if what.startswith(("Invalid value", "Illegal character", "Expected newline")):
        bare = _bare_text(text, offset)
        if bare is not None:
            return bare
    if what in ("Illegal character '\\n'", "Unterminated string"):
        offset = _opening(text, offset)
    if what.startswith("Unescaped"):
        offset = max(text.rfind("\\", 0, offset), 0)
    message, hint = _PLAIN.get(what, (f"This is not TOML: {what}.", ""))
    if what.startswith("Illegal character") and what not in _PLAIN:
        message, hint = "Here stands a character that may not stand here.", "Take it out."
    return Slip("not-toml", min(offset, len(text)), message, hint)


def too_deep(offset: int) -> Slip:
    """Nesting without end, or nearly."""
    return Slip("too-deep", offset, "Tables or lists are nested more than 32 deep.", "Definitions need five or six.")


def _reached(positions: Positions, offset: int) -> int:
    """The number of the statement that tomllib was reading, or had just read, when it came to `offset`."""
    starts = [one.start for one in positions.statements]
    return max(bisect_right(starts, max(offset - 1, 0)) - 1, 0)


def _twice(positions: Positions, number: int) -> Slip:
    """A statement that sets what an earlier one has set."""
    this = positions.statements[number]
    earlier = [one for one in positions.statements[:number] if _overlap(one, this)]
    written = _dotted(this)
    if not earlier:
        message = f"'{written}' cannot be set here: what it belongs to is closed already."
        return Slip("set-twice", this.start, message, "Keep all that belongs to a table in one place.")
    first = min(earlier, key=lambda one: (one.path != this.path, -len(one.path)))
    line, _ = positions.place(first.start)
    before = _dotted(first)
    if before == written:
        called = f"[{written}]" if this.header else f"'{written}'"
        return Slip("set-twice", this.start, f"{called} is set twice, first in line {line}.", "Keep one of them.")
    short, long = sorted((before, written), key=len)
    message = f"'{before}' is set in line {line}, so '{written}' cannot be set as well."
    tag = long.removeprefix(short + ".")
    hint = "Keep one of them."
    if _TAG.fullmatch(tag):
        hint = f'Write either {short} = "…" or a line for each language, like {long} = "…".'
    return Slip("set-twice", this.start, message, hint)


def _dotted(statement: Statement) -> str:
    return ".".join(key for key in statement.path if isinstance(key, str))


def _overlap(one: Statement, other: Statement) -> bool:
    if one.header and other.header:
        return _dotted(one) == _dotted(other)
    short, long = sorted((one.path, other.path), key=len)
    return long[: len(short)] == short and not (one.header and len(one.path) < len(other.path))


def _opening(text: str, offset: int) -> int:
    """Where the text begins that nothing closes before `offset`, if that is on the same line."""
    begin = text.rfind("\n", 0, offset) + 1
    line = text[begin : max(offset, begin)]
    # What is closed is blanked out, so that the first quote that is left is the one.
    rest = _CLOSED.sub(lambda found: " " * len(found[0]), line)
    quotes = [place for place, letter in enumerate(rest) if letter in "\"'"]
    return begin + quotes[0] if quotes else offset


def _bare_text(text: str, offset: int) -> Slip | None:
    """Text that somebody wrote without quotes: `title = Hei maailma`, `time = 25 min`, `picked = True`."""
    begin = text.rfind("\n", 0, offset) + 1
    line = text[begin:].partition("\n")[0]
    key, equals, value = line.partition("=")
    found = _WORDS.search(value)
    if not equals or found is None or value.lstrip()[:1] in ('"', "'", "[", "{"):
        return None
    bare, start = found[0].strip(), begin + len(key) + 1 + found.start()
    if bare.lower() in ("true", "false", "yes", "no", "on", "off"):
        right = "true" if bare.lower() in ("true", "yes", "on") else "false"
        return Slip("not-toml", start, f"'{bare}' is not a value.", f"Write {right}.")
    if bare[0] in "“”„‘’«»":
        return Slip("not-toml", start, f"The quote {bare[0]} is a printer's one.", 'Write the plain ones, like "this".')
    if not any(letter.isalpha() for letter in bare) or value[found.end() :].startswith("="):
        return None
    return Slip("not-toml", start, "Text must stand between quotes.", f'Write {key.strip()} = "{bare}".')
