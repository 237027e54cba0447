"""A file that is to be imported, read by the importer that knows it."""

from __future__ import annotations

from pathlib import PurePath

from tyopaja.errors import ImportProblem, PluginError
from tyopaja.importers import Content, Importer, sized
from tyopaja.plugins.registry import Registry
from tyopaja.views.nodes import SheetView

PLAIN = "text"
"""The format of what has no name: it was pasted."""


def read(plugins: Registry, data: bytes, format: str | None, name: str, sheet: SheetView | None) -> Content:
    """What a file holds. Raises UnknownId, ImportProblem, and PluginError when the importer fails."""
    plugin, importer = plugins.importer(format or format_of(plugins, name, data))
    sized(data)
    what = f"the importer of '{importer.format}'"
    content = plugins.run(plugin, what, lambda: importer.read(data, sheet), ImportProblem)
    if not isinstance(content, Content):
        message = f"The plugin '{plugin}' read '{importer.format}' as {type(content).__name__}, not as a Content."
        raise PluginError("wrong-type", message, plugin=plugin, hook="tyopaja_importers")
    return content


def format_of(plugins: Registry, name: str, data: bytes) -> str:
    """The format of a file by the end of its name, and by what it says itself where several have that end.

    Raises ImportProblem for a name that no importer is for.
    """
    ends = PurePath(name).name.lower()
    if "." not in ends:
        return PLAIN
    able = [one for one in plugins.importers().values() if any(ends.endswith(suffix) for suffix in one.suffixes)]
    knowing = [one for one in able if one.known_by is not None and _knows(plugins, one, data)]
    found = knowing or [one for one in able if one.known_by is None] or able[:1]
    if not found:
        known = ", ".join(plugins.importers())
        message = f"The end of '{PurePath(name).name}' says no format. Name it with --as: {known}."
        raise ImportProblem("unknown-format", message, name=name)
    # The longest end that fits is the most exact: `.excalidraw.json` before `.json`.
    return max(found, key=lambda one: max(len(end) for end in one.suffixes if ends.endswith(end))).format


def _knows(plugins: Registry, importer: Importer, data: bytes) -> bool:
    plugin, _ = plugins.importer(importer.format)
    look = importer.known_by
    return look is not None and bool(
        plugins.run(plugin, f"the look of the importer of '{importer.format}'", lambda: look(data))
    )
