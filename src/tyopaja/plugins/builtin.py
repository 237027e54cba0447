"""What ships inside tyopaja, registered through the same hooks as anyone's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tyopaja import importers, journals
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.importers import Importer
from tyopaja.journals import Journal
from tyopaja.journals.places import path_of
from tyopaja.model.play import Activity, ConditionKind
from tyopaja.plugins.marks import hookimpl
from tyopaja.renderers import BUILT_IN
from tyopaja.renderers.contract import Renderer

_PACKAGE = Path(__file__).resolve().parent.parent


@hookimpl
def tyopaja_packs() -> Iterable[Path]:
    """The Arctic Factory pack: inside the package in a wheel, at the top of the tree in a checkout."""
    places = (_PACKAGE / "canvases", _PACKAGE.parent.parent / "canvases")
    return [place for place in places if (place / "pack.toml").is_file()][:1]


@hookimpl
def tyopaja_journals() -> Mapping[str, Callable[[str], Journal]]:
    """`memory:`, `folder:PATH` and `sqlite:PATH`."""
    return {
        "memory": lambda url: journals.MemoryJournal(),
        "folder": lambda url: journals.FolderJournal(path_of(url)),
        "sqlite": lambda url: journals.SqliteJournal(path_of(url)),
    }


@hookimpl
def tyopaja_renderers() -> Iterable[Renderer]:
    """text, markdown, html, json."""
    return BUILT_IN


@hookimpl
def tyopaja_importers() -> Iterable[Importer]:
    """csv, json, markdown, text."""
    return importers.BUILT_IN


@hookimpl
def tyopaja_conditions() -> Mapping[str, ConditionKind]:
    """See `tyopaja.engine.conditions`."""
    return CONDITIONS


@hookimpl
def tyopaja_activities() -> Mapping[str, Activity]:
    """See `tyopaja.engine.activities`."""
    return ACTIVITIES
