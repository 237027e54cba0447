"""What the plugins bring, by name: schemes, formats (out and in), conditions, activities, commands; and packs, routes.

A name that two plugins claim goes to the first that the user declared (`Engine(plugins=…)`, `TYOPAJA_PLUGINS`).
Where nobody declared an order there is none to go by, so using the name is an error that names both. Either way
`tyopaja plugins` tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from tyopaja.errors import JournalError, PluginError, UnknownId
from tyopaja.importers.contract import Importer
from tyopaja.journals.contract import Journal
from tyopaja.model.play import Vocabulary
from tyopaja.plugins import answers, builtin
from tyopaja.plugins.failures import raised, tell, tell_raised
from tyopaja.plugins.guarding import guarded
from tyopaja.plugins.loading import Loader, PluginInfo, from_environment
from tyopaja.plugins.packaged import GROUP, Packaged, find
from tyopaja.renderers.contract import Renderer

BUILT_IN = "tyopaja"
"""The name of the plugin that ships inside."""
T = TypeVar("T")


@frozen(kw_only=True)
class Collision:
    """A name that more than one plugin claims."""

    what: str
    """format, importer, scheme, condition, activity or command."""
    name: str
    plugins: tuple[str, ...]
    """Who claims it, in the order of asking."""
    winner: str | None
    """Who has it; None when nobody declared an order, and it cannot be used."""


@frozen
class _Sort:
    """A sort of names that plugins claim."""

    hook: str
    read: Callable[[Any], Mapping[str, Any]]
    called: str
    """As people call it."""
    ask: Callable[[Callable[..., Any]], Any] = answers.plainly
    """How a plugin is asked, given what calls its hook."""


_SORTS = {
    "format": _Sort("tyopaja_renderers", answers.renderers, "format"),
    "importer": _Sort("tyopaja_importers", answers.importers, "importer format"),
    "scheme": _Sort("tyopaja_journals", answers.openers, "journal scheme"),
    "condition": _Sort("tyopaja_conditions", answers.conditions, "condition"),
    "activity": _Sort("tyopaja_activities", answers.activities, "activity"),
    "command": _Sort("tyopaja_commands", answers.commands, "command", answers.added_commands),
}


class Registry:
    """The plugins of one engine."""

    def __init__(
        self, version: str, plugins: Iterable[object] | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        """Load plugins: those given, or those that the environment names, or all that are installed.

        `plugins` adds to what is installed; `TYOPAJA_PLUGINS` replaces it; `TYOPAJA_DISABLE` takes away.
        """
        named, disabled = from_environment(environ or {})
        self._loader = Loader(version)
        self._loader.add_named(plugins or ())
        if named is None:
            self._loader.add_installed(disabled)
        else:
            self._loader.add_named(named, disabled)
        self._declared = frozenset(name for name, info in self._loader.infos.items() if info.source == "named")
        self._loader.add(BUILT_IN, builtin, source="built in", version=version)
        self._answered: dict[str, list[tuple[str, Any]]] = {}
        self._named, self._disabled = named, disabled

    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin known of, in use or not, after each has been asked for all it brings."""
        self._ask_everything()
        return (*self._loader.infos.values(), *map(self._info_of, self._packaged))

    def failures(self) -> tuple[PluginInfo, ...]:
        """The plugins that have failed so far; none is asked for anything."""
        return tuple(info for info in self._loader.infos.values() if info.status == "failed")

    def collisions(self) -> tuple[Collision, ...]:
        """Every name that more than one plugin claims."""
        self._ask_everything()
        return tuple(
            Collision(what=what, name=name, plugins=tuple(claims), winner=self._winner(claims))
            for what in _SORTS
            for name, claims in self._claims(what).items()
            if len(claims) > 1
        )

    def packs(self) -> tuple[Path, ...]:
        """Where the packs are that plugins bring, and that are distributions of their own: folders and zips."""
        of_plugins = [path for _, paths in self._answers("tyopaja_packs", answers.packs) for path in paths]
        return (*of_plugins, *(one.folder for one in self._packaged if one.folder and self._wants(one.name)))

    @cached_property
    def _packaged(self) -> tuple[Packaged, ...]:
        """The packs that are distributions, each told of if it is not where it should be."""
        if self._named == ():
            return ()
        found = tuple(find(self._loader.pack_points))
        for one in found:
            if one.reason and self._wants(one.name):
                tell(one.name, one.reason, None)
        return found

    def _wants(self, name: str) -> bool:
        """Whether the environment lets a pack in: as with plugins, those that it names stand for all."""
        return name not in self._disabled and (self._named is None or name in self._named)

    def _info_of(self, pack: Packaged) -> PluginInfo:
        status = "disabled" if not self._wants(pack.name) else "failed" if pack.reason else "loaded"
        return PluginInfo(
            name=pack.name,
            version=pack.version,
            source="installed",
            status=status,
            reason=pack.reason if status == "failed" else "",
            hooks=(GROUP,),
        )

    def open_journal(self, url: str) -> Journal:
        """Open the journal at a URL. Raises UnknownId for a scheme that nothing brings, JournalError, PluginError."""
        scheme = url.partition(":")[0]
        if url == scheme:
            message = f"'{url}' is no URL of a journal. For a file, write sqlite:{url}."
            raise UnknownId("scheme", url, self.schemes(), message)
        plugin, opener = self._one("scheme", scheme)
        journal = self.run(plugin, "tyopaja_journals", lambda: opener(url), JournalError)
        if not isinstance(journal, Journal):
            message = f"The plugin '{plugin}' opened {scheme}: as something that is no journal."
            raise PluginError("wrong-type", message, plugin=plugin, hook="tyopaja_journals")
        return journal

    def renderers(self) -> Mapping[str, Renderer]:
        """Every format that can be used, by name."""
        return dict(sorted(self._usable("format").items()))

    def schemes(self) -> tuple[str, ...]:
        """Every journal scheme that can be used."""
        return tuple(sorted(self._usable("scheme")))

    def renderer(self, name: str) -> tuple[str, Renderer]:
        """Who renders a format, and how. Raises UnknownId, and PluginError when two claim it undeclared."""
        plugin, renderer = self._one("format", name)
        return plugin, renderer

    def importers(self) -> Mapping[str, Importer]:
        """Every format that can be imported, by name."""
        return dict(sorted(self._usable("importer").items()))

    def importer(self, name: str) -> tuple[str, Importer]:
        """Who imports a format, and how. Raises UnknownId, and PluginError when two claim it undeclared."""
        plugin, importer = self._one("importer", name)
        return plugin, importer

    def vocabulary(self) -> Vocabulary:
        """Every activity and condition that definitions may name; of two undeclared claims, neither."""
        conditions = {
            name: kind if (plugin := self._one("condition", name)[0]) == BUILT_IN else guarded(plugin, name, kind)
            for name, kind in self._usable("condition").items()
        }
        return Vocabulary(activities=self._usable("activity"), conditions=conditions)

    def commands(self, taken: Collection[str] = ()) -> Mapping[str, Any]:
        """Further commands for the command line, each a `click.Command`. A plugin that claims a name that is `taken`
        is set aside."""
        for plugin, brought in self._answers("tyopaja_commands", answers.commands, answers.added_commands):
            if clash := next((name for name in brought if name in taken), None):
                self.set_aside(plugin, f"tyopaja_commands added '{clash}', which is a command of tyopaja's own")
        return self._usable("command")

    def routes(self) -> tuple[tuple[str, tuple[Any, ...]], ...]:
        """Plugin → the routes that it brings, as they are, for whoever serves them."""
        return tuple(self._answers("tyopaja_routes", answers.routes))

    def observe(self, session: Any, events: tuple[Any, ...]) -> None:
        """Tell every observer. What one raises is logged; the others are told all the same."""
        for name, caller in self._callers("tyopaja_observe"):
            try:
                caller(session=session, events=events)
            except (Exception, SystemExit) as error:  # an observer's failure is its own
                tell_raised(name, "tyopaja_observe", error)

    def run(self, plugin: str, doing: str, work: Callable[[], T], *passing: type[Exception]) -> T:
        """Do a plugin's work; what it raises becomes a PluginError that names it, but for what is its good right."""
        try:
            return work()
        except passing:
            raise
        except (Exception, SystemExit) as error:  # a plugin must not end its host's process
            message = f"The plugin '{plugin}' failed in {doing}: {type(error).__name__}: {error}"
            raise PluginError("plugin-failed", message, plugin=plugin, hook=doing) from error

    def _callers(self, hook: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        """One caller a plugin that answers `hook`: pluggy's own call stops at the first that raises."""
        if not any(hook in info.hooks for info in self._loader.infos.values()):
            return  # observers are asked for after every command, and mostly there are none
        everyone = list(self._loader.loaded())
        for name, plugin in everyone:
            if hook in self._loader.infos[name].hooks:
                others = [one for _, one in everyone if one is not plugin]
                yield name, self._loader.manager.subset_hook_caller(hook, others)

    def _answers(
        self, hook: str, read: Callable[[Any], T], ask: Callable[[Callable[..., Any]], Any] = answers.plainly
    ) -> list[tuple[str, T]]:
        """What the plugins in use answer, each asked once; one that fails is set aside with its reason."""
        if hook not in self._answered:
            self._answered[hook] = [
                (name, answer)
                for name, caller in self._callers(hook)
                for answer in self._ask(name, hook, partial(ask, caller), read)
            ]
        # One that was set aside since has lost what it claimed.
        return [(name, answer) for name, answer in self._answered[hook] if self._loader.in_use(name)]

    def _ask(self, name: str, hook: str, caller: Callable[[], Any], read: Callable[[Any], T]) -> list[T]:
        try:
            answer = caller()
            if not answer:  # pluggy leaves None out
                raise answers.WrongType("nothing")
            return [read(one) for one in answer]
        except answers.WrongType as error:
            reason, cause = f"{hook} returned {error}", None
        except (Exception, SystemExit) as error:  # anything can come out of a stranger's hook
            reason, cause = raised(hook, error), error
        self.set_aside(name, reason, cause)
        return []

    def set_aside(self, name: str, reason: str, cause: BaseException | None = None) -> None:
        """Put a plugin out of use with all that it brings, and tell why."""
        self._loader.set_aside(name, reason, cause)
        tell(name, reason, cause)

    def _ask_everything(self) -> None:
        self.packs()
        self.routes()
        for what in _SORTS:
            self._claims(what)

    def _claims(self, what: str) -> dict[str, dict[str, Any]]:
        """Name → plugin → what it brings, of one sort."""
        by_name: dict[str, dict[str, Any]] = {}
        sort = _SORTS[what]
        for plugin, brought in self._answers(sort.hook, sort.read, sort.ask):
            for name, thing in brought.items():
                by_name.setdefault(name, {})[plugin] = thing
        return by_name

    def _winner(self, claims: Mapping[str, Any]) -> str | None:
        if len(claims) == 1:
            return next(iter(claims))
        return next((plugin for plugin in claims if plugin in self._declared), None)

    def _usable(self, what: str) -> dict[str, Any]:
        found = ((name, claims, self._winner(claims)) for name, claims in self._claims(what).items())
        return {name: claims[winner] for name, claims, winner in found if winner is not None}

    def _one(self, what: str, name: str) -> tuple[str, Any]:
        by_name = self._claims(what)
        if name not in by_name:
            raise UnknownId(_SORTS[what].called, name, by_name)
        claims = by_name[name]
        winner = self._winner(claims)
        if winner is None:
            both = " and ".join(f"'{plugin}'" for plugin in claims)
            message = (
                f"The {_SORTS[what].called} '{name}' is claimed by {both}. Name the one to use in TYOPAJA_PLUGINS, "
                "or take the other away with TYOPAJA_DISABLE."
            )
            raise PluginError("collision", message, plugin=next(iter(claims)), plugins=tuple(claims))
        return winner, claims[winner]
