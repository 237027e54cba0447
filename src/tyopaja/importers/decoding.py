"""Bytes to text, for every format that is text: what is no text is refused in words, never guessed at."""

from __future__ import annotations

import codecs
import json
from typing import Any

from tyopaja.errors import ImportProblem

MOST_BYTES = 20_000_000
"""The largest file that is read, in bytes."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks that say themselves what a file is in. UTF-16 is what spreadsheets call "Unicode text"."""

_NO_TEXT = "This is no text file. Name its format with --as, or export it as text."


def sized(data: bytes) -> bytes:
    """The data, when there is some and not too much. Raises ImportProblem."""
    if len(data) > MOST_BYTES:
        message = f"The file has {len(data) / 1e6:,.0f} MB; {MOST_BYTES / 1e6:,.0f} MB can be imported. Split it."
        raise ImportProblem("too-large", message, bytes=len(data), most=MOST_BYTES)
    if not data.strip():
        raise ImportProblem("empty-file", "The file is empty: there is nothing to import.")
    return data


def text_in(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so by its mark, each line ending in \\n.

    Raises ImportProblem for an empty file, one too large, one in another encoding, and one that is no text.
    """
    sized(data)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ImportProblem("no-text", f"Line {line} has a NUL character. {_NO_TEXT}", line=line)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ImportProblem("empty-file", "The file is empty: there is nothing to import.")
    return text


def json_in(data: bytes, remedy: str = "") -> Any:
    """What a file of JSON holds. `remedy` is what to do about one that is none, as a sentence. Raises ImportProblem."""
    try:
        return json.loads(text_in(data))
    except json.JSONDecodeError as error:
        message = f"Line {error.lineno} is no JSON: {error.msg}. {remedy}".rstrip()
        raise ImportProblem("bad-json", message, line=error.lineno) from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of more digits than Python reads
        raise ImportProblem("bad-json", f"This JSON cannot be read: {error}.") from error


def _undecodable(data: bytes, error: UnicodeDecodeError) -> ImportProblem:
    line = data.count(b"\n", 0, error.start) + 1
    if b"\0" in data[:4096]:
        return ImportProblem("no-text", _NO_TEXT, line=line)
    try:
        seen = data.split(b"\n")[line - 1].decode("cp1252").strip()[:60]
        guess = f" In Windows-1252 it would say '{seen}'."
    except UnicodeDecodeError:
        guess = ""
    message = f"Line {line} is not in UTF-8.{guess} Save the file as UTF-8 (in Excel: 'CSV UTF-8') and import that."
    return ImportProblem("not-utf-8", message, line=line)
