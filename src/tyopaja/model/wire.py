"""Commands and events as flat tables, the same in TOML and JSON: what transcripts, journals and any network carry.

A command's name stands under `command`, an event's under `type`. Times are ISO 8601 strings, or times of TOML when
read. Keys that say nothing (the defaults) are left out. The fields of an entry stand beside a command's other keys,
since people write commands; in an event, which only programs write, they have a table of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import NOTHING, Attribute, fields

from tyopaja.errors import Malformed, UnknownId, nearest
from tyopaja.model.commands import COMMANDS, Command
from tyopaja.model.converter import Unfit, converter
from tyopaja.model.events import EVENTS, Event
from tyopaja.model.kinds import Value
from tyopaja.model.upcasting import upcast

_KEYS = {"called": "name"}
"""Attribute → its key on the wire, where a command's class needs that name for something else."""


def command_from_table(table: Mapping[str, Any]) -> Command:
    """The command that a flat table stands for.

    Raises UnknownId for a command that there is not, Malformed for a key that is missing, unknown or of another type.
    """
    given = dict(table)
    name = given.pop("command", None)
    if not isinstance(name, str):
        raise Malformed("no-command", "Say which command it is under the key 'command'.", key="command", hint="")
    if name not in COMMANDS:
        raise UnknownId("command", name, COMMANDS)
    kind = COMMANDS[name]
    keys = _keys(name)
    values = {keys[key].name: given.pop(key) for key in tuple(given) if key in keys}
    if "fields" in keys:
        # What else there is are fields of the entry; only the section that it goes to knows which there are.
        values["fields"] = {**_table(values.get("fields", {}), name), **given}
    elif given:
        _refuse_key(next(iter(given)), keys, f"The command '{name}' has no key")
    return _made(kind, values, f"the command '{name}'")


def table_from_command(command: Command) -> dict[str, Any]:
    """The flat table of a command; reading it gives the same command.

    A field that is called like one of the command's keys cannot stand beside it: it goes into a table `fields`.
    """
    table: dict[str, Any] = converter().unstructure(command)
    own = {_KEYS.get(key, key): value for key, value in table.items() if key != "fields"}
    fields_ = table.get("fields", {})
    keys = {"command", *_keys(command.name)}
    inside = {name: value for name, value in fields_.items() if name in keys}
    beside = {name: value for name, value in fields_.items() if name not in keys}
    return {"command": command.name, **own, **({"fields": inside} if inside else {}), **beside}


def event_from_table(table: Mapping[str, Any]) -> Event:
    """The event that a table stands for. Raises Malformed and UnknownId."""
    given = dict(table)
    form, name = given.pop("v", 1), given.pop("type", None)
    if not isinstance(name, str) or name not in EVENTS:
        raise UnknownId("event", str(name), EVENTS)
    kind = EVENTS[name]
    if type(form) is not int or not 1 <= form <= kind.form:
        message = f"The event '{name}' is of form {form}; this tyopaja reads up to {kind.form}."
        raise Malformed("newer-event", message, key="v", hint="Upgrade tyopaja.")
    try:
        event: Event = converter().structure(upcast(name, form, kind.form, given), kind)
    except Exception as error:
        raise Malformed("not-an-event", f"The table is no '{name}' event: {error}.", key="", hint="") from error
    return event


def table_from_event(event: Event) -> dict[str, Any]:
    """The table of an event; reading it gives the same event. It says its form under `v` from 2 on."""
    form = {"v": event.form} if event.form > 1 else {}
    return {"type": event.type, **form, **converter().unstructure(event)}


@cache
def _keys(command: str) -> Mapping[str, Attribute[Any]]:
    return {_KEYS.get(one.name, one.name): one for one in fields(COMMANDS[command])}


def _made(kind: type[Command], values: Mapping[str, Any], called: str) -> Command:
    for key, attribute in _keys(kind.name).items():
        if attribute.name not in values and attribute.default is NOTHING:
            raise Malformed("missing-key", f"'{key}' is missing in {called}.", key=key, hint=f'Add {key} = "…".')
    try:
        made: Command = converter().structure(values, kind)
    except Exception as error:
        raise _explained(kind, values, called) from error
    return made


def _explained(kind: type[Command], values: Mapping[str, Any], called: str) -> Malformed:
    """Which of the values does not fit, and what would."""
    for key, attribute in _keys(kind.name).items():
        if attribute.name not in values:
            continue
        given: Mapping[str, Any] = {key: values[attribute.name]}
        form: Any = attribute.type
        if key == "fields":
            given, form = values["fields"], Value
        for name, value in given.items():
            try:
                converter().structure(value, form)
            except Exception as error:
                expected = error.expected if isinstance(error, Unfit) else _allowed(attribute)
                message = f"'{name}' in {called} must be {expected}, not {value!r}."
                return Malformed("wrong-type", message, key=name, hint="")
    return Malformed("wrong-type", f"{called} is not of its form.", key="", hint="")


def _table(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        message = f"'fields' in the command '{name}' must be a table, not {value!r}."
        raise Malformed("wrong-type", message, key="fields", hint="")
    return value


def _allowed(attribute: Attribute[Any]) -> str:
    choices = getattr(attribute.type, "__args__", ())
    return " or ".join(f"'{one}'" for one in choices) or "of another type"


def _refuse_key(key: str, known: Mapping[str, Any], sentence: str) -> None:
    near = nearest(key, known)
    hint = f"Did you mean '{near[0]}'?" if near else f"Keys: {', '.join(known)}."
    raise Malformed("unknown-key", f"{sentence} '{key}'. {hint}", key=key, hint=hint)
