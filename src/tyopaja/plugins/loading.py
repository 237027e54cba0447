"""Finding and loading plugins, each by itself: what fails is set aside with its reason and costs nobody else.

Order of asking: plugins that the user named (argument or `TYOPAJA_PLUGINS`), in that order; then those found
installed, by name; then the built-in ones. Only the first kind has an order that anybody declared."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy
from attrs import evolve, frozen

from tyopaja.errors import PluginError
from tyopaja.plugins import hookspecs
from tyopaja.plugins.marks import PROJECT


@frozen(kw_only=True)
class PluginInfo:
    """What `tyopaja plugins` shows of one plugin."""

    name: str
    version: str = ""
    source: str
    """`built in`, `named` (argument or environment) or `installed`."""
    status: str = "loaded"
    """`loaded`, `failed` (set aside, see reason) or `disabled`."""
    reason: str = ""
    hooks: tuple[str, ...] = ()
    """The hooks that it answers."""


class Loader:
    """Fills one plugin manager. There is one manager an engine, and none that is global."""

    def __init__(self, version: str) -> None:
        self.manager = pluggy.PluginManager(PROJECT)
        self.manager.add_hookspecs(hookspecs)
        self.infos: dict[str, PluginInfo] = {}
        self._version = version

    def add(self, name: str, plugin: object, *, source: str, version: str = "") -> None:
        """Register one plugin; set it aside when it answers a hook that does not exist, or answers one wrongly."""
        info = PluginInfo(name=name, source=source, version=version)
        if name in self.infos and self.infos[name].status == "loaded":
            message = f"Two plugins are called '{name}' ({self.infos[name].source} and {source})."
            raise PluginError("two-plugins", message, plugin=name)
        try:
            self.manager.register(plugin, name=name)
            self.manager.check_pending()
        except Exception as error:  # what a stranger's plugin raises can be anything
            self.manager.unregister(name=name)
            self.infos[name] = evolve(info, status="failed", reason=_reason(error))
            return
        hooks = sorted(caller.name for caller in self.manager.get_hookcallers(plugin) or ())
        self.infos[name] = evolve(info, hooks=tuple(hooks))

    def add_named(self, plugins: Iterable[object]) -> None:
        """Plugins that the user named: an object, an installed plugin's name, a module, or a path to a `.py` file."""
        installed = {point.name: point for point in entry_points(group=PROJECT)}
        for plugin in plugins:
            if not isinstance(plugin, str):
                name = getattr(plugin, "__name__", None) or type(plugin).__name__
                self.add(str(name), plugin, source="named")
            elif plugin in installed:
                self._add_entry_point(installed[plugin], source="named")
            else:
                self._load(Path(plugin).stem, lambda named=plugin: _import(named), source="named")

    def add_installed(self, disabled: Iterable[str]) -> None:
        """Every installed plugin of the entry-point group `tyopaja` that was not named already."""
        off = set(disabled)
        for point in sorted(entry_points(group=PROJECT), key=lambda one: one.name):
            if point.name in off:
                self.infos[point.name] = PluginInfo(name=point.name, source="installed", status="disabled")
            elif point.name not in self.infos:
                self._add_entry_point(point, source="installed")

    def set_aside(self, name: str, reason: str) -> None:
        """Put a plugin out of use after it failed in a hook, and keep why."""
        if name in self.infos:
            self.manager.unregister(name=name)
            self.infos[name] = evolve(self.infos[name], status="failed", reason=reason)

    def loaded(self) -> Iterator[tuple[str, object]]:
        """Name and plugin of all that are in use, in the order of asking."""
        for name, info in self.infos.items():
            if info.status == "loaded" and (plugin := self.manager.get_plugin(name)) is not None:
                yield name, plugin

    def _add_entry_point(self, point: EntryPoint, *, source: str) -> None:
        version = point.dist.version if point.dist else ""
        wanted = _unmet(point.dist, self._version) if point.dist else ""
        if wanted:
            reason = f"needs tyopaja {wanted}; this is {self._version}"
            self.infos[point.name] = PluginInfo(
                name=point.name, source=source, version=version, status="failed", reason=reason
            )
            return
        self._load(point.name, point.load, source=source, version=version)

    def _load(self, name: str, load: Any, *, source: str, version: str = "") -> None:
        try:
            plugin = load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: an import must not end the host's process
            self.infos[name] = PluginInfo(
                name=name, source=source, version=version, status="failed", reason=_reason(error)
            )
            return
        self.add(name, plugin, source=source, version=version)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _import(named: str) -> ModuleType:
    """A module by its dotted name, or from a path to a `.py` file."""
    if not named.endswith(".py"):
        return importlib.import_module(named)
    path = Path(named).resolve()
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"there is no plugin file {named}")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(path.stem, module)
    spec.loader.exec_module(module)
    return module


def _unmet(dist: Distribution, version: str) -> str:
    """The requirement on tyopaja that this version does not meet; "" when all are met."""
    from packaging.requirements import InvalidRequirement, Requirement

    for line in dist.requires or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        ours = requirement.name.lower() == PROJECT and (not requirement.marker or requirement.marker.evaluate())
        if ours and not requirement.specifier.contains(version, prereleases=True):
            return str(requirement.specifier)
    return ""


def from_environment(environ: Mapping[str, str]) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """`TYOPAJA_PLUGINS` (None when it is not set: all that are installed) and `TYOPAJA_DISABLE`."""

    def names(value: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in value.split(",") if name.strip())

    named = environ.get("TYOPAJA_PLUGINS")
    return (None if named is None else names(named)), names(environ.get("TYOPAJA_DISABLE", ""))
