"""The page of flows: its pictures are the tool's, its TOML is the example pack's, its commands and tables are true."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from tests.docs.test_examples import blocks

from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "flows.md"
PACK = ROOT / "examples" / "packs" / "kulut"


def drawn() -> dict[str, str]:
    """What `tools/flows.py`, which is no package, draws now."""
    spec = importlib.util.spec_from_file_location("flows", ROOT / "tools" / "flows.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    pictures: dict[str, str] = tool.drawn()
    return pictures


PICTURES = drawn()
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_the_tool_draws_it_now(name: str) -> None:
    assert (ROOT / "docs" / "pictures" / f"flow-{name}.svg").read_text(encoding="utf-8") == PICTURES[name]


def test_every_picture_of_the_page_is_there_and_has_words_for_those_who_do_not_see_it() -> None:
    shown = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', TEXT)
    assert len(shown) == 5
    assert all((ROOT / "docs" / source).is_file() and len(said) > 20 for source, said in shown)


def test_its_toml_stands_in_the_example_pack() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACK.rglob("*.toml"))
    before, _, _ = TEXT.partition("## Time")
    page = re.findall(r"^```toml\n(.*?)^```", before, re.DOTALL | re.MULTILINE)
    assert len(page) > 4
    for block in page:
        for part in block.strip().split("\n\n"):
            assert part in source


@pytest.mark.parametrize(("heading", "known"), [("What may be done", ACTIVITIES), ("What must hold", CONDITIONS)])
def test_its_tables_name_every_activity_and_every_condition(heading: str, known: object) -> None:
    section = TEXT.partition(f"## {heading}")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([a-z-]+)", section, re.MULTILINE))
    assert named == set(known)  # type: ignore[call-overload]


def test_the_commands_that_it_names_are_there() -> None:
    section = TEXT.partition("## When the day goes otherwise")[2].partition("\n## ")[0]
    named = {words.split()[0] for words in re.findall(r"`([a-z][^`]*)`", section)}
    assert named <= COMMANDS.keys()
    assert blocks(PAGE, "python")
