"""How failures of plugins are told: a line for whoever runs the program, the traceback for whoever asks for debugging.

Both go to the logger `tyopaja.plugins`, as warning and as debug."""

from __future__ import annotations

import logging

_log = logging.getLogger("tyopaja.plugins")


def raised(doing: str, error: BaseException) -> str:
    """What was raised, in one line."""
    return " ".join(f"{doing} raised {type(error).__name__}: {error}".split()).rstrip(": ")


def tell_raised(plugin: str, doing: str, error: BaseException) -> None:
    """Tell that a plugin raised."""
    tell(plugin, raised(doing, error), error)


def tell(plugin: str, reason: str, error: BaseException | None) -> None:
    """Tell of a plugin's failure, and what it raised if it did."""
    _log.warning("The plugin '%s' failed: %s", plugin, reason)
    _log.debug("The plugin '%s' failed", plugin, exc_info=error)
