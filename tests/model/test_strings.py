"""Commands out of strings: what a command line and a form give is what it stands for."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from tyopaja.model.commands import COMMANDS
from tyopaja.model.strings import from_strings


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ({"command": "start-timer", "minutes": "5"}, 5),
        ({"command": "extend", "minutes": "-5"}, -5),
        ({"command": "join", "heads": " 3 "}, 3),
        ({"command": "hand-over", "keep": "yes"}, True),
        ({"command": "hand-over", "keep": "off"}, False),
        ({"command": "add-step", "on": "profiili.tarpeet, profiili.pelot"}, ["profiili.tarpeet", "profiili.pelot"]),
        ({"command": "add-step", "secret": "true"}, True),
        ({"command": "check-in", "now": "12,5"}, "12,5"),
        ({"command": "start-timer", "minutes": "soon"}, "soon"),
        ({"command": "start-timer", "minutes": "9" * 40}, "9" * 40),
        ({"command": "add", "ika": "54"}, "54"),
        ({"command": "no-such", "minutes": "5"}, "5"),
        ({"command": "join", "heads": 3}, 3),
    ],
)
def test_a_string_is_read_as_what_its_key_wants_and_else_left_alone(table: dict[str, Any], value: object) -> None:
    assert from_strings(table)[list(table)[1]] == value


@pytest.mark.parametrize("name", COMMANDS)
def test_every_number_and_every_yes_of_a_command_may_be_typed(name: str) -> None:
    kind = COMMANDS[name]
    forms = {int: ("7", 7), bool: ("true", True), str: ("x", "x"), tuple[str, ...]: ("a,b", ["a", "b"])}
    table, expected = {"command": name}, {"command": name}
    for one, hint in get_type_hints(kind).items():
        meant = [form for form in (hint, *get_args(hint)) if form in forms]
        if one in ("name", "at") or not meant:
            continue
        form = hint if hint in forms else str if str in meant else meant[0]
        table[one], expected[one] = forms[form]  # type: ignore[assignment]
    assert from_strings(table) == expected
