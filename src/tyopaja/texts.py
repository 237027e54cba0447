"""The engine's own words: refusals, labels, role names, in the languages under `locale/`.

A pack's texts are not here; they are data of the pack (`tyopaja.model.text`). Imports nothing of tyopaja above
the model's look-up rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

LAST = "en"
"""Where a word is looked for when a locale lacks it."""
_TAG = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@lru_cache(maxsize=64)  # locales come from outside: no end of them may be remembered
def _catalogue(locale: str) -> Mapping[str, Any]:
    if not _TAG.fullmatch(locale):
        return {}
    source = files("tyopaja").joinpath("locale", f"{locale}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


def _chain(locale: str) -> tuple[str, ...]:
    language = locale.partition("-")[0].lower()
    return tuple(dict.fromkeys((locale, language, LAST)))


def words(table: str, locale: str) -> dict[str, str]:
    """Every plain word of one table, `locale` first, English where it lacks one."""
    merged: dict[str, str] = {}
    for tag in reversed(_chain(locale)):
        found = _catalogue(tag).get(table, {})
        merged.update({key: word for key, word in found.items() if isinstance(word, str)})
    return merged


_NUMBERED = re.compile("[a-z]+-([0-9]+)")


def group_name(locale: str, group: str) -> str:
    """What people call a group: `ryhma-2` is "Ryhmä 2", one with a name of its own keeps that."""
    numbered = _NUMBERED.fullmatch(group)
    if numbered:
        return say(locale, "view.group", number=numbered[1])
    return group[:1].upper() + group[1:].replace("-", " ")


def say(locale: str, key: str, /, **facts: Any) -> str:
    """The sentence `table.name` in `locale`, with `facts` put in.

    A sentence with singular and plural is a table of `one` and `other`; `count` among the facts chooses.
    Raises KeyError for a key that no catalogue has: a slip of ours, which a test finds.
    """
    table, _, name = key.partition(".")
    for tag in _chain(locale):
        found = _catalogue(tag).get(table, {}).get(name)
        if isinstance(found, Mapping):
            found = found["one" if facts.get("count") == 1 else "other"]
        if found is not None:
            return str(found).format_map(facts)
    raise KeyError(key)
