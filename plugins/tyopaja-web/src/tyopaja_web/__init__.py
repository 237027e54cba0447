"""The live workshop: phones, a big screen and a facilitator around one session, over any journal.

`app` is the ASGI application. The engine stays as it is, synchronous and alone in knowing the rules; here it is given a
room, addresses, and people who are connected badly. The names below are loaded when first asked for: every engine loads
the plugin, and few serve anything."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tyopaja_web.access.visitors import Visitor
    from tyopaja_web.application import app
    from tyopaja_web.settings import Settings

__all__ = ["Settings", "Visitor", "app"]

_HOME = {"Settings": "settings", "Visitor": "access.visitors", "app": "application"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"tyopaja_web.{_HOME[name]}"), name)
    raise AttributeError(f"module 'tyopaja_web' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
