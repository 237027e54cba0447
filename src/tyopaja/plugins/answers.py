"""What each hook's answer must be: read into what the registry keeps, or refused in words.

An answer comes from a stranger's code, so nothing about it is taken for granted; an iterable is read to its end here,
since a generator runs its own code while it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tyopaja.importers.contract import Importer
from tyopaja.journals.contract import Journal
from tyopaja.model.play import Activity, ConditionKind
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.options import Option


class WrongType(Exception):
    """An answer is not of the type that the hook's specification says."""


def packs(answer: Any) -> tuple[Path, ...]:
    """The folders and zips of `tyopaja_packs`."""
    return tuple(Path(one) for one in _listed(answer, (str, Path), "paths"))


def renderers(answer: Any) -> Mapping[str, Renderer]:
    """The renderers of `tyopaja_renderers`, by format."""
    found: dict[str, Renderer] = {}
    for one in _listed(answer, (Renderer,), "Renderers"):
        if not all(isinstance(text, str) and text for text in (one.format, one.media_type, one.suffix)):
            raise WrongType(f"a Renderer whose format, media_type or suffix is no text: {one.format!r}")
        if not callable(one.render):
            raise WrongType(f"a Renderer '{one.format}' that cannot be called")
        if strange := [view for view in one.views if view not in ALL_VIEWS]:
            raise WrongType(f"a Renderer '{one.format}' of views {strange}; there are {', '.join(ALL_VIEWS)}")
        if any(not isinstance(option, Option) for option in one.options):
            raise WrongType(f"a Renderer '{one.format}' whose options are no Options")
        if len({option.name for option in one.options}) < len(one.options):
            raise WrongType(f"a Renderer '{one.format}' with two options of one name")
        if one.format in found:
            raise WrongType(f"two Renderers for '{one.format}'")
        found[one.format] = one
    return found


def importers(answer: Any) -> Mapping[str, Importer]:
    """The importers of `tyopaja_importers`, by format."""
    found: dict[str, Importer] = {}
    for one in _listed(answer, (Importer,), "Importers"):
        if not isinstance(one.format, str) or not one.format:
            raise WrongType(f"an Importer whose format is no text: {one.format!r}")
        if not callable(one.read) or not (one.known_by is None or callable(one.known_by)):
            raise WrongType(f"an Importer '{one.format}' that cannot be called")
        if any(not isinstance(suffix, str) or not suffix.startswith(".") for suffix in one.suffixes):
            raise WrongType(f"an Importer '{one.format}' of suffixes {list(one.suffixes)}, not each with its dot")
        if one.format in found:
            raise WrongType(f"two Importers for '{one.format}'")
        found[one.format] = one
    return found


def openers(answer: Any) -> Mapping[str, Callable[[str], Journal]]:
    """What opens a journal, by scheme, of `tyopaja_journals`."""
    return _table(answer, callable, "what opens a journal")


def conditions(answer: Any) -> Mapping[str, ConditionKind]:
    """The conditions of `tyopaja_conditions`."""
    return _table(answer, lambda one: isinstance(one, ConditionKind), "ConditionKind")


def activities(answer: Any) -> Mapping[str, Activity]:
    """The activities of `tyopaja_activities`."""
    return _table(answer, lambda one: isinstance(one, Activity), "Activity")


def commands(answer: Any) -> Mapping[str, Any]:
    """The commands of `tyopaja_commands`, from the group that they were added to."""
    return dict(answer.commands)


def routes(answer: Any) -> tuple[Any, ...]:
    """The routes of `tyopaja_routes`, as they are: what a route is only who serves them knows."""
    return _listed(answer, (object,), "routes")


def plainly(caller: Callable[..., Any]) -> Any:
    """The answer of a hook that is handed nothing."""
    return caller()


def added_commands(caller: Callable[..., Any]) -> list[Any]:
    """What a plugin adds to an empty group: the answer of `tyopaja_commands`."""
    import click  # the command line has it loaded; a program that embeds the engine never comes here

    group = click.Group()
    caller(cli=group)
    return [group]


def _listed(answer: Any, kinds: tuple[type, ...], called: str) -> tuple[Any, ...]:
    if isinstance(answer, str | bytes | Mapping | Path) or not hasattr(answer, "__iter__"):
        raise WrongType(f"{_a(answer)}, not a list of {called}")
    found = tuple(answer)
    for one in found:
        if not isinstance(one, kinds):
            raise WrongType(f"a list with {_a(one)} in it, not a list of {called}")
    return found


def _table(answer: Any, fits: Callable[[object], bool], called: str) -> Mapping[str, Any]:
    if not isinstance(answer, Mapping):
        raise WrongType(f"{_a(answer)}, not a table from names to {called}")
    for name, one in answer.items():
        if not isinstance(name, str) or not name:
            raise WrongType(f"a table with the name {name!r}")
        if not fits(one):
            raise WrongType(f"a table with {_a(one)} under '{name}', not {called}")
    return dict(answer)


def _a(thing: object) -> str:
    return f"something of type {type(thing).__name__}"
