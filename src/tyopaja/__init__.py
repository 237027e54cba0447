"""tyopaja: an engine for workshops whose canvases and flows are data.

This is the front door: the names below, and nothing else, are what an embedding program needs. They are loaded
when first asked for, so that `import tyopaja` costs a program nothing that it does not use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tyopaja.errors import (
        DefinitionError,
        ImportProblem,
        JournalError,
        Malformed,
        OutputError,
        PluginError,
        Refused,
        TranscriptError,
        TyopajaError,
        UnknownId,
    )
    from tyopaja.model import commands
    from tyopaja.plugins import Content, Found, Importer, Option, Renderer, Rendition, hookimpl
    from tyopaja.workshop import Engine, Session

_HOME = {
    "Engine": "tyopaja.workshop",
    "Session": "tyopaja.workshop",
    "Option": "tyopaja.plugins",
    "Content": "tyopaja.plugins",
    "Found": "tyopaja.plugins",
    "Importer": "tyopaja.plugins",
    "Renderer": "tyopaja.plugins",
    "Rendition": "tyopaja.plugins",
    "hookimpl": "tyopaja.plugins",
    "DefinitionError": "tyopaja.errors",
    "ImportProblem": "tyopaja.errors",
    "JournalError": "tyopaja.errors",
    "Malformed": "tyopaja.errors",
    "OutputError": "tyopaja.errors",
    "PluginError": "tyopaja.errors",
    "Refused": "tyopaja.errors",
    "TranscriptError": "tyopaja.errors",
    "TyopajaError": "tyopaja.errors",
    "UnknownId": "tyopaja.errors",
}

__all__ = [
    "Content",
    "DefinitionError",
    "Engine",
    "Found",
    "ImportProblem",
    "Importer",
    "JournalError",
    "Malformed",
    "Option",
    "OutputError",
    "PluginError",
    "Refused",
    "Renderer",
    "Rendition",
    "Session",
    "TranscriptError",
    "TyopajaError",
    "UnknownId",
    "__version__",
    "commands",
    "hookimpl",
]


def __getattr__(name: str) -> Any:
    if name == "commands":
        return import_module("tyopaja.model.commands")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'tyopaja' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
