"""Packs that are distributions of their own: pure data, found without importing anything.

A distribution names the package that its pack.toml lies in, under the entry-point group `tyopaja.packs`. Where that
package is on the disk is asked of the distribution's list of files, then of Python's finders; no code of it runs."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

from attrs import frozen

GROUP = "tyopaja.packs"
"""The entry-point group."""

_HEAD = "pack.toml"
_PACKAGE = re.compile(r"\w+(?:\.\w+)*")


@frozen(kw_only=True)
class Packaged:
    """A pack that a distribution brings."""

    name: str
    """The entry point's."""
    version: str
    """The distribution's; "" when it is not known."""
    folder: Path | None
    """Where the pack is; None when it was not found."""
    reason: str
    """Why it was not found; "" when it was."""


def find(points: Iterable[EntryPoint]) -> Iterator[Packaged]:
    """Where the packs of some entry points are."""
    for point in points:
        folder = _folder(point)
        called = f"The distribution {point.dist.name}" if point.dist else "Its distribution"
        reason = "" if folder else f"{called} has no package '{point.value}' with a {_HEAD} in it."
        version = point.dist.version if point.dist else ""
        yield Packaged(name=point.name, version=version, folder=folder, reason=reason)


def _folder(point: EntryPoint) -> Path | None:
    if not _PACKAGE.fullmatch(point.value):
        return None
    steps = point.value.split(".")
    head = "/".join((*steps, _HEAD))
    places = [Path(str(file.locate())) for file in (point.dist.files or () if point.dist else ()) if str(file) == head]
    places += [Path(root, *steps[1:], _HEAD) for root in _roots(steps[0])]
    return next((place.parent for place in places if place.is_file()), None)


def _roots(package: str) -> list[str]:
    """Where a package at the top is: an editable install has its files elsewhere than its list says.

    Only for those at the top does Python look without importing.
    """
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError, AttributeError):
        return []
    return list(spec.submodule_search_locations or ()) if spec else []
