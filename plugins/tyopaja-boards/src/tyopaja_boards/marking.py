"""Plain text as Markdown that shows just that text, and back: notes of a JSON Canvas are Markdown.

Only what would mean something is escaped, so that people who edit a note see what they know."""

from __future__ import annotations

import re

RULE = "———"
"""The line between what a note says and what is said about it."""

_ANYWHERE = re.compile(r"\\|[`*\[\]<|$]|(?<![^\W_])_|_(?![^\W_])|==|%%|~~|(?<!\S)#(?=\S)|&(?=#|\w+;)")
_AT_START = re.compile(r"^([ \t]*)(?:([-+>#=~:]|\d{1,9}(?=[.)])))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]{4,}", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """A text that is shown as it is. Indents that would make it code are cut."""
    text = _INDENT.sub("   ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ANYWHERE.sub(lambda found: "".join(f"\\{letter}" for letter in found[0]), text)
    return _AT_START.sub(_start, text)


def _start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def plain(marked: str) -> str:
    """A text without the escapes; what people have marked up themselves stays as they wrote it."""
    return _ESCAPED.sub(r"\1", marked)


def joined(text: str, about: str) -> str:
    """A note: what it says, then, below a rule, what is said about it (in Markdown, without such a rule)."""
    if not about and not any(map(_is_rule, text.split("\n"))):
        return escaped(text)
    return "\n\n".join(one for one in (escaped(text), f"{RULE}\n{about}" if about else RULE) if one)


def unruled(about: str) -> str:
    """What is said about a note, without lines that would look like the rule above it."""
    return "\n".join(" ".join(line.strip()) if _is_rule(line) else line for line in about.split("\n"))


def _is_rule(line: str) -> bool:
    return line.strip() == RULE


def parted(marked: str) -> tuple[str, str]:
    """What a note says, and what stands below the last rule: both in Markdown."""
    lines = marked.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rules = [place for place, line in enumerate(lines) if _is_rule(line)]
    if not rules:
        return "\n".join(lines), ""
    return "\n".join(lines[: rules[-1]]), "\n".join(lines[rules[-1] + 1 :])
