"""The words of the pages, in the languages under `locale/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

LOCALES: Final = ("fi", "en", "sv")
"""The languages that the pages are in."""
_LAST: Final = "en"


def words(locale: str) -> Mapping[str, str]:
    """`table.key` → the sentence, in the locale's language, English where it lacks one. Placeholders are `{name}`."""
    return _words(language_of(locale) or _LAST)


def said(locale: str, key: str, **facts: Any) -> str:
    """A sentence with its placeholders filled in. Raises KeyError for one that there is not."""
    sentence = words(locale)[key]
    return sentence.format(**facts) if facts else sentence


def language_of(locale: str) -> str | None:
    """The language of the pages that a BCP 47 tag asks for; None for another."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in LOCALES else None


def wanted(accept: str) -> str | None:
    """The first language of ours that an `Accept-Language` asks for; None when it asks for none of them."""
    asked: list[tuple[float, str]] = []
    for one in accept.split(",")[:20]:
        tag, _, quality = one.strip().partition(";q=")
        try:
            asked.append((-float(quality or 1), tag))
        except ValueError:
            continue
    ordered = sorted(asked, key=lambda one: one[0])
    return next((found for quality, tag in ordered if quality < 0 and (found := language_of(tag))), None)


@lru_cache(maxsize=8)
def _words(language: str) -> Mapping[str, str]:
    return MappingProxyType({**_catalogue(_LAST), **_catalogue(language)})


def _catalogue(language: str) -> dict[str, str]:
    source = files("tyopaja_web").joinpath("locale", f"{language}.toml")
    if not source.is_file():
        return {}
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        f"{table}.{key}": word
        for table, entries in tables.items()
        if isinstance(entries, dict)
        for key, word in entries.items()
        if isinstance(word, str)
    }
