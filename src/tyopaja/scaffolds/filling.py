"""A template with its blanks filled in.

A blank is a string of TOML that holds nothing but a name, `"@title@"`: so a template is TOML itself, and what takes the
blank's place is written by tomli-w, whatever quotes and backslashes are in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

import tomli_w

TEXTS: Final = ("title", "purpose", "prompts", "examples")
"""Keys of templates whose values go by language."""

_BLANK = re.compile(r'"([^"@]*)@([a-z]+)@([^"@]*)"')
_TEXT = re.compile(rf"({'|'.join(TEXTS)}) = (.+)")


def template(name: str) -> str:
    """A file of `templates`, by its name with `/`."""
    return files("tyopaja.scaffolds").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")


def literal(value: Any) -> str:
    """A value as TOML has it behind the `=`; a list on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def filled(written: str, blanks: Mapping[str, str]) -> str:
    """A template with what `blanks` say."""

    def fill(found: re.Match[str]) -> str:
        return literal(found[1] + blanks[found[2]] + found[3])

    return _BLANK.sub(fill, written)


def in_languages(tags: Sequence[str], written: Mapping[str, str], comments: str) -> str:
    """A template whose texts are said in several languages.

    `written` is the template in each language that we write in, all with the same keys in the same order; `comments`
    is the one whose comments stay. A language that we do not write in gets English words, to be written anew.
    """
    said = {tag: _texts(written.get(tag.partition("-")[0], written["en"])) for tag in tags}
    lines, number = [], 0
    for line in written[comments].splitlines():
        if (found := _TEXT.fullmatch(line)) is None:
            lines.append(line)
            continue
        lines += [f"{found[1]}.{tag} = {literal(texts[number])}" for tag, texts in said.items()]
        number += 1
    return "\n".join(lines) + "\n"


def _texts(written: str) -> list[Any]:
    return [tomllib.loads(f"x = {found[2]}")["x"] for line in written.splitlines() if (found := _TEXT.fullmatch(line))]
