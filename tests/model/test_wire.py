"""Commands and events as flat tables: what is written is read back, and what does not fit is said plainly."""

from __future__ import annotations

import json
import tomllib
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.errors import Malformed, UnknownId
from tyopaja.model import commands as c
from tyopaja.model.commands import COMMANDS, Command
from tyopaja.model.events import EVENTS, Event
from tyopaja.model.flow import Condition, Duration, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.text import Text
from tyopaja.model.wire import command_from_table, event_from_table, table_from_command, table_from_event
from tyopaja.testing.strategies import ids, words

ADD = {"command": "add", "by": "aino", "sheet": "arkki", "section": "a", "text": "Sauna"}
VALUES = st.one_of(
    words(), st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(minutes=-90))]))
NAMES = ids() | st.sampled_from(["by", "id", "at", "command", "fields", "text", "entry", "sheet", "name", "type", "v"])


SAMPLES: Mapping[Any, list[Any]] = {
    Text: [Text(), Text({"": "Alku"}), Text({"fi": "Alku", "en": "Welcome"})],
    Duration: [Duration(5), Duration(90)],
    Joining: [Joining(), Joining("facilitator"), Joining("quorum", 2)],
    Condition: [Condition("leaf", table={"time": "over"}), Condition("not", of=(Condition("leaf", table={"x": 1}),))],
}
"""What is written in a way of its own."""


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values for an attribute, by its annotation."""
    if kind is str:
        return words()
    if kind is int:
        return st.integers(0, 1000)
    if kind is bool:
        return st.booleans()
    if kind is float:
        return st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)
    if kind in SAMPLES:
        return st.sampled_from(SAMPLES[kind])
    if attrs.has(kind):
        return st.builds(kind, **{one.name: of_type(get_type_hints(kind)[one.name]) for one in attrs.fields(kind)})
    if kind is datetime:
        return TIMES
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple and get_args(kind)[-1] is not ...:
        return st.tuples(*map(of_type, get_args(kind)))
    if get_origin(kind) is tuple:
        return st.lists(of_type(get_args(kind)[0]), max_size=3).map(tuple)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of([st.none() if one is type(None) else of_type(one) for one in get_args(kind)])
    assert get_origin(kind) is Mapping, kind
    inner = get_args(kind)[1]
    return st.dictionaries(NAMES, VALUES if inner == Value else of_type(inner), max_size=3)


def made(kinds: Mapping[str, type[Any]]) -> st.SearchStrategy[Any]:
    """Values of any of the classes."""
    return st.sampled_from(list(kinds.values())).flatmap(
        lambda kind: st.builds(
            kind, **{one.name: of_type(get_type_hints(kind)[one.name]) for one in attrs.fields(kind)}
        )
    )


@given(made(COMMANDS))
def test_a_command_is_read_back_from_json(command: Command) -> None:
    assert command_from_table(json.loads(json.dumps(table_from_command(command)))) == command


@given(made(COMMANDS))
def test_a_command_is_read_back_from_toml(command: Command) -> None:
    assert command_from_table(tomllib.loads(tomli_w.dumps(table_from_command(command)))) == command


@given(made(EVENTS))
def test_an_event_is_read_back_from_json_and_from_toml(event: Event) -> None:
    table = table_from_event(event)
    assert event_from_table(json.loads(json.dumps(table))) == event
    assert event_from_table(tomllib.loads(tomli_w.dumps(table))) == event


def test_what_says_nothing_is_left_out() -> None:
    assert table_from_command(c.Add(by="aino", sheet="s", section="a", text="x")) == {
        "command": "add", "by": "aino", "sheet": "s", "section": "a", "text": "x",
    }  # fmt: skip
    assert table_from_command(c.Join(by="aino", called="Aino")) == {"command": "join", "by": "aino", "name": "Aino"}


def test_fields_stand_beside_the_keys_or_in_a_table_of_their_own() -> None:
    expected = c.Add(by="aino", sheet="arkki", section="a", text="Sauna", fields={"target": 4, "due": "2026-12-31"})
    assert command_from_table({**ADD, "target": 4, "due": date(2026, 12, 31)}) == expected
    assert command_from_table({**ADD, "fields": {"target": 4, "due": "2026-12-31"}}) == expected
    assert command_from_table({**ADD, "target": 4, "fields": {"due": "2026-12-31"}}) == expected


@pytest.mark.parametrize("name", ["by", "id", "at", "command", "fields", "text", "sheet", "before", "part"])
def test_a_field_called_like_a_key_never_takes_the_keys_place(name: str) -> None:
    command = c.Add(by="aino", sheet="arkki", section="a", text="Sauna", fields={name: "x", "other": "y"})
    table = table_from_command(command)
    assert table["by"] == "aino"
    assert table["command"] == "add"
    assert table["other"] == "y"
    assert command_from_table(table) == command


@pytest.mark.parametrize(
    ("table", "code", "key", "says"),
    [
        ({}, "no-command", "command", "command"),
        ({"command": 5}, "no-command", "command", "command"),
        ({"command": "add", "by": "aino"}, "missing-key", "sheet", "'sheet' is missing in the command 'add'"),
        ({"command": "vote", "by": "a", "entri": "x"}, "unknown-key", "entri", "Did you mean 'entry'?"),
        ({"command": "join", "by": "a", "called": "A"}, "unknown-key", "called", "no key 'called'"),
        ({"command": "join", "by": "a", "role": "boss"}, "wrong-type", "role", "'facilitator' or 'participant'"),
        ({"command": "join", "by": 5}, "wrong-type", "by", "must be a string, not 5"),
        ({**ADD, "at": "eilen"}, "wrong-type", "at", "a time like"),
        ({**ADD, "at": date(2026, 3, 2)}, "wrong-type", "at", "a time like"),
        ({**ADD, "text": True}, "wrong-type", "text", "must be a string, not True"),
        ({**ADD, "target": [1]}, "wrong-type", "target", "'target' in the command 'add' must be a string, a number"),
        ({**ADD, "target": None}, "wrong-type", "target", "'target'"),
        ({**ADD, "fields": "x"}, "wrong-type", "fields", "must be a table"),
        ({**ADD, "fields": "x", "target": 4}, "wrong-type", "fields", "must be a table"),
        ({**ADD, "fields": {"target": {"x": 1}}}, "wrong-type", "target", "'target'"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_says_which_key_and_why(
    table: dict[str, Any], code: str, key: str, says: str
) -> None:
    with pytest.raises(Malformed) as caught:
        command_from_table(table)
    assert (caught.value.code, caught.value.fields["key"]) == (code, key)
    assert says in caught.value.message


def test_an_unknown_command_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownId, match="Did you mean 'advance'"):
        command_from_table({"command": "advence", "by": "a"})


def test_reading_leaves_the_table_as_it_was() -> None:
    table = {**ADD, "target": 4, "fields": {"due": "2026-12-31"}}
    before = json.dumps(table)
    command_from_table(table)
    assert json.dumps(table) == before


@pytest.mark.parametrize(
    ("table", "error", "code"),
    [
        ({"type": "added", "v": 2}, Malformed, "newer-event"),
        ({"type": "adde"}, UnknownId, "unknown-event"),
        ({}, UnknownId, "unknown-event"),
        ({"type": "removed", "at": "2026-03-02T09:00:00+02:00", "by": "a", "command": "c"}, Malformed, "not-an-event"),
        (
            {"type": "removed", "at": "2026-03-02T09:00:00+02:00", "by": "a", "command": "c", "entry": "n", "x": 1},
            Malformed,
            "not-an-event",
        ),
    ],
)
def test_a_table_that_is_no_event_is_refused(table: dict[str, Any], error: type[Exception], code: str) -> None:
    with pytest.raises(error) as caught:
        event_from_table(table)
    assert getattr(caught.value, "code", None) == code


def test_events_of_before_some_of_their_keys_were_there_are_still_read() -> None:
    head = {"at": "2026-03-02T09:00:00+02:00", "by": "a", "command": "c"}
    for table in (
        {"type": "voted", "entry": "n", "person": "a"},
        {"type": "picked", "entry": "n"},
        {"type": "stepped", "left": [], "entered": ["s"], "now": ["s"], "cause": "start"},
    ):
        written = table_from_event(event_from_table({**head, **table}))
        assert {key: value for key, value in written.items() if key != "v"} == {**head, **table}
