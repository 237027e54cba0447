"""What the plugins bring, by name: schemes, formats, conditions, activities, packs.

A name that two plugins claim goes to the first that the user declared (`Engine(plugins=…)`, `TYOPAJA_PLUGINS`).
Where nobody declared an order there is none to go by, so using the name is an error that names both. Either way
`tyopaja plugins` tells."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import field, frozen

from tyopaja.errors import PluginError, UnknownId
from tyopaja.journals.contract import Journal
from tyopaja.model.play import Activity, ConditionKind, Vocabulary
from tyopaja.plugins import builtin
from tyopaja.plugins.loading import Loader, PluginInfo, from_environment
from tyopaja.renderers.contract import ALL_VIEWS, Renderer

_log = logging.getLogger(__name__)
T = TypeVar("T")


@frozen(kw_only=True)
class Collision:
    """A name that more than one plugin claims."""

    what: str
    """format, scheme, condition or activity."""
    name: str
    plugins: tuple[str, ...]
    """Who claims it, in the order of asking."""
    winner: str | None
    """Who has it; None when nobody declared an order, and it cannot be used."""


@frozen
class _Claims:
    """Who brings which names of one sort."""

    what: str
    by_name: dict[str, dict[str, Any]] = field(factory=dict)
    """Name → plugin → what it brings."""

    def collisions(self, declared: frozenset[str]) -> tuple[Collision, ...]:
        return tuple(
            Collision(
                what=self.what,
                name=name,
                plugins=tuple(claims),
                winner=next((plugin for plugin in claims if plugin in declared), None),
            )
            for name, claims in self.by_name.items()
            if len(claims) > 1
        )


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
            self._loader.add_named(name for name in named if name not in disabled)
        self._declared = frozenset(name for name, info in self._loader.infos.items() if info.source == "named")
        self._loader.add("tyopaja", builtin, source="built in", version=version)
        self._claims: dict[str, _Claims] = {}

    def infos(self) -> tuple[PluginInfo, ...]:
        """Every plugin known of, in use or not, after each has been asked for all it brings."""
        self.collisions()
        self.packs()
        return tuple(self._loader.infos.values())

    def collisions(self) -> tuple[Collision, ...]:
        """Every name that more than one plugin claims."""
        sorts = (self._renderers(), self._journals(), self._conditions(), self._activities())
        return tuple(found for claims in sorts for found in claims.collisions(self._declared))

    def packs(self) -> tuple[Path, ...]:
        """The folders of all packs that plugins bring."""
        folders: list[Path] = []
        for name, answer in self._ask("tyopaja_packs"):
            if isinstance(answer, str | Path) or not all(isinstance(one, str | Path) for one in answer):
                self._loader.set_aside(name, "tyopaja_packs returned something that is no list of paths")
                continue
            folders.extend(Path(one) for one in answer)
        return tuple(folders)

    def open_journal(self, url: str) -> Journal:
        """Open the journal at a URL. Raises UnknownId for a scheme that nothing brings, and JournalError."""
        scheme = url.partition(":")[0]
        plugin, opener = self._one(self._journals(), "journal scheme", scheme)
        journal = self._guarded(plugin, "tyopaja_journals", lambda: opener(url))
        if not isinstance(journal, Journal):
            message = f"The plugin '{plugin}' opened {scheme}: as something that is no journal."
            raise PluginError("wrong-type", message, plugin=plugin, hook="tyopaja_journals")
        return journal

    def renderers(self) -> Mapping[str, Renderer]:
        """Every format that can be used, by name."""
        blocked = {one.name for one in self.collisions() if one.what == "format" and one.winner is None}
        claims = self._renderers().by_name
        return {name: self.renderer(name)[1] for name in sorted(claims) if name not in blocked}

    def schemes(self) -> tuple[str, ...]:
        """Every journal scheme."""
        return tuple(sorted(self._journals().by_name))

    def renderer(self, name: str) -> tuple[str, Renderer]:
        """Who renders a format, and how. Raises UnknownId, and PluginError when two claim it undeclared."""
        plugin, renderer = self._one(self._renderers(), "format", name)
        return plugin, renderer

    def vocabulary(self) -> Vocabulary:
        """Every activity and condition that definitions may name; of two undeclared claims, neither."""
        return Vocabulary(activities=self._usable(self._activities()), conditions=self._usable(self._conditions()))

    def observe(self, session: Any, events: tuple[Any, ...]) -> None:
        """Tell every observer. What one raises is logged; the others are told all the same."""
        for name, caller in self._callers("tyopaja_observe"):
            try:
                caller(session=session, events=events)
            except Exception:  # an observer's failure is its own
                _log.exception("plugin %s failed in tyopaja_observe", name)

    def run(self, plugin: str, hook: str, work: Callable[[], T]) -> T:
        """Do a plugin's work; what it raises becomes a PluginError that names it."""
        return self._guarded(plugin, hook, work)

    def _guarded(self, plugin: str, hook: str, work: Callable[[], T]) -> T:
        from tyopaja.errors import TyopajaError

        try:
            return work()
        except TyopajaError:
            raise
        except Exception as error:
            message = f"The plugin '{plugin}' failed in {hook}: {type(error).__name__}: {error}"
            raise PluginError("plugin-failed", message, plugin=plugin, hook=hook) from error

    def _callers(self, hook: str) -> list[tuple[str, Callable[..., Any]]]:
        """One caller a plugin that answers `hook`: pluggy's own call stops at the first that raises."""
        manager = self._loader.manager
        everyone = list(self._loader.loaded())
        return [
            (name, manager.subset_hook_caller(hook, [one for _, one in everyone if one is not plugin]))
            for name, plugin in everyone
            if any(caller.name == hook for caller in manager.get_hookcallers(plugin) or ())
        ]

    def _ask(self, hook: str) -> list[tuple[str, Any]]:
        """What each plugin answers; one that raises is set aside with its reason."""
        answers: list[tuple[str, Any]] = []
        for name, caller in self._callers(hook):
            try:
                for answer in caller():
                    answers.append((name, tuple(answer) if not isinstance(answer, Mapping) else answer))
            except Exception as error:  # anything can come out of a stranger's hook
                _log.warning("plugin %s failed in %s", name, hook, exc_info=True)
                self._loader.set_aside(name, f"{hook} raised {type(error).__name__}: {error}")
        return answers

    def _claimed(self, what: str, hook: str, read: Callable[[Any], Mapping[str, Any] | None]) -> _Claims:
        if what not in self._claims:
            claims = _Claims(what)
            for plugin, answer in self._ask(hook):
                brought = read(answer)
                if brought is None:
                    self._loader.set_aside(plugin, f"{hook} returned the wrong type")
                    continue
                for name, thing in brought.items():
                    claims.by_name.setdefault(name, {})[plugin] = thing
            self._claims[what] = claims
        return self._claims[what]

    def _renderers(self) -> _Claims:
        return self._claimed("format", "tyopaja_renderers", _read_renderers)

    def _journals(self) -> _Claims:
        return self._claimed("scheme", "tyopaja_journals", lambda answer: _read_table(answer, callable))

    def _conditions(self) -> _Claims:
        def is_condition(thing: object) -> bool:
            return isinstance(thing, ConditionKind)

        return self._claimed("condition", "tyopaja_conditions", lambda answer: _read_table(answer, is_condition))

    def _activities(self) -> _Claims:
        def is_activity(thing: object) -> bool:
            return isinstance(thing, Activity)

        return self._claimed("activity", "tyopaja_activities", lambda answer: _read_table(answer, is_activity))

    def _usable(self, claims: _Claims) -> dict[str, Any]:
        blocked = {one.name for one in claims.collisions(self._declared) if one.winner is None}
        return {name: self._one(claims, claims.what, name)[1] for name in claims.by_name if name not in blocked}

    def _one(self, claims: _Claims, what: str, name: str) -> tuple[str, Any]:
        if name not in claims.by_name:
            raise UnknownId(what, name, claims.by_name)
        claimed = claims.by_name[name]
        collision = next((one for one in claims.collisions(self._declared) if one.name == name), None)
        if collision is None:
            return next(iter(claimed.items()))
        if collision.winner is None:
            both = " and ".join(f"'{plugin}'" for plugin in collision.plugins)
            message = (
                f"The {what} '{name}' is claimed by {both}. Name the one to use in TYOPAJA_PLUGINS, "
                "or take the other away with TYOPAJA_DISABLE."
            )
            raise PluginError("collision", message, plugin=collision.plugins[0], plugins=collision.plugins)
        return collision.winner, claimed[collision.winner]


def _read_renderers(answer: Any) -> Mapping[str, Renderer] | None:
    if isinstance(answer, Mapping) or not all(isinstance(one, Renderer) for one in answer):
        return None
    if any(set(one.views) - set(ALL_VIEWS) or not callable(one.render) for one in answer):
        return None
    return {one.format: one for one in answer}


def _read_table(answer: Any, fits: Callable[[object], bool]) -> Mapping[str, Any] | None:
    if not isinstance(answer, Mapping):
        return None
    return answer if all(isinstance(name, str) and fits(one) for name, one in answer.items()) else None
