"""Ids: what they look like, and what to say of those that do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tyopaja.definitions.files import ENDING, FOLDERS, HEAD, LOCALE, id_of
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.definitions.templates import TEMPLATES

ID = re.compile("[a-z0-9-]{1,64}")
"""What an id looks like."""

_PLAIN = str.maketrans("åäöÅÄÖ _.", "aaoAAO---")


def bad_id(file: str, path: KeyPath, found: str, *, key: bool = False) -> Finding:
    """An id that is none, with the nearest one that would be."""
    odd = sorted({one for one in found if ID.fullmatch(one) is None})
    shown = ", ".join(f"'{one}'" if one.isprintable() and one != " " else f"U+{ord(one):04X}" for one in odd[:5])
    message = f"'{_visible(found)}' cannot be an id, because of {shown}."
    if not odd:
        message = f"An id has 1 to 64 characters, not {len(found)}."
    plain = re.sub("[^a-z0-9-]", "", found.translate(_PLAIN).lower())[:64]
    hint = "Ids are made of a–z, 0–9 and -." + (f" Write '{plain}'." if plain else "")
    return Finding(file=file, path=path, at="key" if key else "value", code="bad-id", message=message, hint=hint)


def id_case(file: str, path: KeyPath, found: str, twin: str) -> Finding:
    """An id that differs from another one in capital letters only."""
    message = f"'{found}' and '{twin}' differ in capital letters only."
    hint = "Ids have small letters: write the same, or give this one a name of its own."
    return Finding(file=file, path=path, at="key", code="id-case", message=message, hint=hint)


def odd_names(files: Collection[str]) -> Iterator[Finding]:
    """Files of a pack whose names are no ids, of all that there are."""
    for file in files:
        name = id_of(file)
        named_otherwise = file in (HEAD, LOCALE, *FOLDERS) or file.startswith((f"{LOCALE}/", f"{TEMPLATES}/"))
        if named_otherwise or ID.fullmatch(name) is not None or not file.endswith(ENDING):
            continue
        if name != name.lower() and file.replace(name, name.lower()) in files:
            yield id_case(file, (), name, name.lower())
        else:
            yield bad_id(file, (), name)


def _visible(found: str) -> str:
    shown = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in found)
    return shown if len(shown) <= 80 else shown[:79] + "…"
