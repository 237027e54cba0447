"""Whoever opens a file of the pack in an editor has its keys completed, by a schema that is the code's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.definitions.schema import schema

ROOT = Path(__file__).resolve().parents[2] / "canvases"


@pytest.mark.parametrize("what", ["pack", "canvas", "flow", "locale"])
def test_the_schema_beside_the_pack_is_what_the_classes_say_now(what: str) -> None:
    with Engine(environ={"TYOPAJA_PLUGINS": ""}) as engine:
        expected = schema(what, engine.plugins.vocabulary())
    assert json.loads((ROOT / ".schema" / f"{what}.json").read_text(encoding="utf-8")) == expected, "run `make docs`"


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.toml")), ids=lambda file: file.name)
def test_a_file_of_the_pack_names_the_schema_that_there_is(file: Path) -> None:
    named = re.match(r"#:schema (\S+)\n", file.read_text(encoding="utf-8"))
    assert named is not None
    assert (file.parent / named[1]).is_file()
