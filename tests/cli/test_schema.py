"""`schema view`: what exports as JSON hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Cli = Callable[..., Any]


def test_the_schema_of_views_is_printed_and_holds_for_what_is_exported(cli: Cli) -> None:
    done = cli("schema", "view")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    Draft202012Validator.check_schema(found)
    sheet = cli("sheet", "okr", "--as", "json", "-o", "-")
    assert sheet.code == 0
    Draft202012Validator(found).validate(json.loads(sheet.out))


@pytest.mark.parametrize("arguments", [(), ("view", "-o", "paketti")])
def test_it_is_one_schema_or_those_of_a_pack(cli: Cli, arguments: tuple[str, ...]) -> None:
    done = cli("schema", *arguments)
    assert done.code == 2
    assert "view" in done.err
