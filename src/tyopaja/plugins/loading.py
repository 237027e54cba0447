"""Finding and loading plugins, each by itself: what fails is set aside with its reason and costs nobody else.

Order of asking: plugins that the user named (argument or `TYOPAJA_PLUGINS`), in that order; then those found
installed, by name; then the built-in ones. Only the first kind has an order that anybody declared."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from hashlib import sha256
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from traceback import format_exception
from types import ModuleType
from typing import Any

import pluggy
from attrs import evolve, frozen

from tyopaja.errors import PluginError, TyopajaError, nearest
from tyopaja.plugins import hookspecs
from tyopaja.plugins.marks import PROJECT
from tyopaja.plugins.packaged import GROUP


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
    """Why it is not in use, in a line; "" while it is."""
    traceback: str = ""
    """Where it raised, for its author; "" when it did not."""
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
        """Register one plugin; set it aside when it answers a hook that does not exist, or answers one wrongly.

        The same object again is left out; raises PluginError for another one of the same name.
        """
        info = PluginInfo(name=name, source=source, version=version)
        twin = next((other for other, one in self.loaded() if one is plugin), None)
        if twin is not None:
            self.infos.setdefault(name, evolve(info, status="disabled", reason=f"is in use already as '{twin}'"))
            return
        if self.in_use(name):
            both = f"{_home(self.manager.get_plugin(name))} and {_home(plugin)}"
            message = f"Two plugins are called '{name}': {both}. Give one of them another name."
            raise PluginError("two-plugins", message, plugin=name)
        try:
            hash(plugin)  # pluggy keeps plugins in sets, and would fail later for all of them
            self.manager.register(plugin, name=name)
            hooks = _hooks(self.manager, plugin)
            self.manager.check_pending()
        except (Exception, SystemExit) as error:  # what a stranger's plugin raises can be anything
            if self.manager.has_plugin(name):
                self.manager.unregister(name=name)
            self._fail(info, error)
            return
        self.infos[name] = evolve(info, hooks=hooks)

    def add_named(self, plugins: Iterable[object], disabled: Iterable[str] = ()) -> None:
        """Plugins that the user named: an object, an installed plugin's name, a module, or a path to a `.py` file."""
        for plugin in plugins:
            if not isinstance(plugin, str | Path):
                called = getattr(plugin, "__name__", None) or type(plugin).__name__
                self.add(str(called), plugin, source="named")
                continue
            named = str(plugin)
            name = Path(named).stem if named.endswith(".py") else named
            if name in disabled:
                self.infos.setdefault(name, PluginInfo(name=name, source="named", status="disabled"))
            elif named in self._installed:
                self._add_installed(named, source="named")
            elif not any(point.name == named for point in self.pack_points):
                # A pack that is a distribution has no code to be loaded.
                self._load(name, partial(_import, named), source="named")

    def add_installed(self, disabled: Iterable[str]) -> None:
        """Every installed plugin of the entry-point group `tyopaja` that was not named already."""
        for name in sorted(self._installed):
            if name in disabled:
                self.infos[name] = PluginInfo(name=name, source="installed", status="disabled")
            elif name not in self.infos:
                self._add_installed(name, source="installed")

    def set_aside(self, name: str, reason: str, error: BaseException | None = None) -> None:
        """Put a plugin out of use after it failed in a hook, and keep why."""
        if self.in_use(name):
            self.manager.unregister(name=name)
            self.infos[name] = evolve(self.infos[name], status="failed", reason=reason, traceback=_traceback(error))

    def in_use(self, name: str) -> bool:
        """Whether a plugin is loaded and was not set aside."""
        return name in self.infos and self.infos[name].status == "loaded"

    def loaded(self) -> Iterator[tuple[str, object]]:
        """Name and plugin of all that are in use, in the order of asking."""
        for name in self.infos:
            if self.in_use(name):
                yield name, self.manager.get_plugin(name)

    @cached_property
    def pack_points(self) -> Sequence[EntryPoint]:
        """What distributions name as their packs, by name."""
        return sorted(self._points.select(group=GROUP), key=lambda point: (point.name, point.value))

    @cached_property
    def _points(self) -> Any:  # EntryPoints from Python 3.12 on
        """Every entry point there is: finding them means a look into each distribution, so it is done once."""
        return entry_points()

    @cached_property
    def _installed(self) -> Mapping[str, Sequence[EntryPoint]]:
        """What each name of the entry-point group stands for; more than one when distributions collide."""
        found: dict[str, list[EntryPoint]] = {}
        for point in self._points.select(group=PROJECT):
            known = found.setdefault(point.name, [])
            if point.value not in (one.value for one in known):
                known.append(point)
        return found

    def _add_installed(self, name: str, *, source: str) -> None:
        points = self._installed[name]
        version = points[0].dist.version if len(points) == 1 and points[0].dist else ""

        def load() -> object:
            if len(points) > 1:
                several = " and ".join(sorted(point.dist.name if point.dist else point.value for point in points))
                message = f"{several} both bring a plugin of this name; name the module of one in TYOPAJA_PLUGINS"
                raise PluginError("two-plugins", message, plugin=name)
            if wanted := _unmet(points[0].dist, self._version):
                message = f"needs tyopaja {wanted}; this is {self._version}"
                raise PluginError("needs-another-engine", message, plugin=name)
            return points[0].load()

        self._load(name, load, source=source, version=version)

    def _load(self, name: str, load: Callable[[], object], *, source: str, version: str = "") -> None:
        try:
            plugin = load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: an import must not end the host's process
            self._fail(PluginInfo(name=name, source=source, version=version), error)
            return
        self.add(name, plugin, source=source, version=version)

    def _fail(self, info: PluginInfo, error: BaseException) -> None:
        if not self.in_use(info.name):
            trace = _traceback(error)
            self.infos[info.name] = evolve(info, status="failed", reason=_reason(error), traceback=trace)


def _hooks(manager: pluggy.PluginManager, plugin: object) -> tuple[str, ...]:
    """The hooks that a plugin answers. Raises PluginError for none, for one that there is not, and for one under a
    name of its own."""
    callers = manager.get_hookcallers(plugin) or ()
    hooks = sorted(caller.name for caller in callers)
    if not hooks:
        raise PluginError("no-hook", "answers no hook: are its functions marked @hookimpl?")
    for caller in callers:
        if not (caller.has_spec() or all(one.optionalhook for one in caller.get_hookimpls())):
            near = nearest(caller.name, (name for name in vars(hookspecs) if name.startswith(f"{PROJECT}_")))
            hint = f"; did you mean {near[0]}?" if near else ""
            raise PluginError("no-hook", f"there is no hook {caller.name}{hint}")
    # pluggy finds whom to leave out of a call by the hook's name, so a `specname` would be called in others' turn.
    if strange := next((hook for hook in hooks if not hasattr(plugin, hook)), None):
        raise PluginError("no-hook", f"answers {strange} by a function of another name; call it {strange}")
    return tuple(hooks)


def _reason(error: BaseException) -> str:
    """Why, in one line."""
    if isinstance(error, TyopajaError):
        return error.message
    if isinstance(error, pluggy.PluginValidationError):
        lines = str(error).strip().splitlines()  # which plugin and hook, its definition, what is wrong with it
        return f"{lines[0]}: {lines[-1]}"
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")


def _home(plugin: object) -> str:
    return str(getattr(plugin, "__file__", None) or f"an object of type {type(plugin).__qualname__}")


def _traceback(error: BaseException | None) -> str:
    return "" if error is None else "".join(format_exception(error))


def _import(named: str) -> ModuleType:
    """A module by its dotted name, or from a path to a `.py` file."""
    if not named.endswith(".py"):
        return importlib.import_module(named)
    path = Path(named).expanduser().resolve()
    if not path.is_file():
        raise FileNotFoundError(f"there is no plugin file {named}")
    # Known to Python under a name of its own, as dataclasses and pickle need it: two files may be called alike, and
    # `json.py` must not become everybody's json.
    name = f"{path.stem}_{sha256(str(path).encode()).hexdigest()[:8]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{named} cannot be read as a module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _unmet(dist: Distribution | None, version: str) -> str:
    """The requirement on tyopaja that this version does not meet; "" when all are met."""
    from packaging.requirements import InvalidRequirement, Requirement

    for line in (dist.requires if dist else None) or ():
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
