"""A file that is not TOML because of single lines, read without them.

tomllib stops at the first line that it cannot read. Where that is one setting (`key = …`) and nothing else depends on
how it goes on, the line is left blank and the rest is read, so that whoever forgot a quote hears of the other mistakes
too. A broken header, or a list that is never closed, is not guessed at."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from tyopaja.definitions.reading import Source, parse

_SETTING = re.compile(r"\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")
_READABLE = frozenset({"not-toml", "set-twice"})
_MOST = 20
"""Broken lines that are left out at most."""


@frozen
class Recovered:
    """What of a file could be read."""

    source: Source
    """With the lines that could not be read left blank, and a problem for each."""
    lost: frozenset[str]
    """Every key that those lines name."""


def recovered(source: Source) -> tuple[Source, frozenset[str]]:
    """A file without the lines that cannot be read, where it can be read without them, and the keys in those."""
    found = recover(source) if source.table is None else None
    return (source, frozenset()) if found is None else (found.source, found.lost)


def recover(source: Source) -> Recovered | None:
    """A file whose table could not be read, as far as it can be; None where that would be guessing."""
    problems, text, lost = list(source.problems), source.text, set[str]()
    for _ in range(_MOST):
        if not problems or problems[-1].code not in _READABLE:
            return None
        lines = text.split("\n")
        setting = _SETTING.match(lines[problems[-1].line - 1])
        if setting is None:
            return None
        if problems[-1].code != "set-twice":  # what is set twice is still set once
            lost.update(key.strip() for key in setting[1].split("."))
        lines[problems[-1].line - 1] = ""
        text = "\n".join(lines)
        again = parse(text.encode(), source.file, source.shown)
        problems.extend(again.problems)
        if again.table is not None:
            return Recovered(evolve(again, problems=tuple(problems)), frozenset(lost))
    return None
