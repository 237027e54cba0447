"""The commands that plugins bring to the command line. Plugins are loaded only where a command is not our own, or where
all of them are to be listed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import lru_cache

import click

import tyopaja


def further(own: Collection[str]) -> Mapping[str, click.Command]:
    """Name → command, of all plugins in use; `own` are the names that no plugin may take."""
    return _brought(frozenset(own), os.environ.get("TYOPAJA_PLUGINS"), os.environ.get("TYOPAJA_DISABLE"))


@lru_cache(maxsize=4)  # a command is looked up, resolved and helped with: the plugins are asked once
def _brought(own: frozenset[str], named: str | None, disabled: str | None) -> Mapping[str, click.Command]:
    from tyopaja.plugins.registry import Registry

    return Registry(tyopaja.__version__, (), os.environ).commands(own)
