"""Definitions as bytes that are kept with a session: what it began with is what it runs on, whatever becomes of the
files.

Everything is written out, the defaults too, so that a default that changes in a later tyopaja changes no session.
Keys stand in the order of the model and of the files, since the order of sections, sheets and fields means something;
the same definitions give the same bytes. Knows nothing of journals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import fields, has

from tyopaja.errors import JournalError
from tyopaja.model.converter import converter, key_of, structure
from tyopaja.model.flow import Condition, Duration, Joining
from tyopaja.model.pack import Definitions
from tyopaja.model.text import Text, Texts

FORM = 1
"""The form that definitions are kept in."""

_WORDS = (Text, Texts, Condition, Duration, Joining)


def pin(definitions: Definitions) -> bytes:
    """The definitions as canonical JSON in UTF-8; `unpin` gives them back as they were."""
    table = {"form": FORM, **_plain(definitions)}
    if not definitions.pack.templates:
        # What was pinned before packs had any is the same still, byte for byte.
        del table["pack"]["templates"]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def unpin(data: bytes) -> Definitions:
    """The definitions that were pinned. Raises JournalError for bytes that are none, or of a newer tyopaja."""
    try:
        table = json.loads(data)
        form = table.pop("form")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise JournalError("damaged-definitions", "The definitions kept with the session cannot be read.") from error
    if form != FORM:
        message = f"The definitions kept with the session have form {form}; this tyopaja knows {FORM}. Upgrade it."
        raise JournalError("newer-definitions", message, found=form, known=FORM)
    try:
        definitions: Definitions = structure(table, Definitions)
    except Exception as error:
        message = f"The definitions kept with the session do not fit: {error}."
        raise JournalError("damaged-definitions", message) from error
    return definitions


def digest(data: bytes) -> str:
    """The name that pinned definitions are kept under: equal bytes, equal name."""
    return "sha256:" + sha256(data).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, _WORDS):
        return converter().unstructure(value)
    if has(type(value)):
        return {key_of(one.name): _plain(getattr(value, one.name)) for one in fields(type(value))}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
