"""Definitions: from TOML files to the model, with everything that is wrong in them at a line and a column.

Reads, structures and checks; knows nothing of sessions, journals or views. What is here is loaded when it is first
asked for: a session that goes on has its definitions with it, and needs none of the reading."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tyopaja.definitions.building import build, content_digest
    from tyopaja.definitions.checking import check_paths
    from tyopaja.definitions.library import Library
    from tyopaja.definitions.pack import Shelf, load_pack
    from tyopaja.definitions.pinning import digest, pin, unpin
    from tyopaja.definitions.problems import Finding, Problem
    from tyopaja.definitions.transcript import Transcript, read_transcript

_HOME = {
    "Finding": "problems",
    "Library": "library",
    "Problem": "problems",
    "Shelf": "pack",
    "Transcript": "transcript",
    "build": "building",
    "check_paths": "checking",
    "content_digest": "building",
    "digest": "pinning",
    "load_pack": "pack",
    "pin": "pinning",
    "read_transcript": "transcript",
    "unpin": "pinning",
}

__all__ = [
    "Finding",
    "Library",
    "Problem",
    "Shelf",
    "Transcript",
    "build",
    "check_paths",
    "content_digest",
    "digest",
    "load_pack",
    "pin",
    "read_transcript",
    "unpin",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
