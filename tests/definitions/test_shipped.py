"""What ships with tyopaja is sound, and what its problems are called is written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tyopaja import definitions
from tyopaja.definitions import Library, Problem, load_pack, pin, unpin
from tyopaja.definitions.codes import CODES
from tyopaja.model.play import Vocabulary

CANVASES = Path(__file__).parents[2] / "canvases"


def test_every_shipped_definition_loads_without_a_finding(check: Callable[..., list[Problem]]) -> None:
    assert list(map(str, check(CANVASES))) == []


def test_every_shipped_flow_survives_being_pinned(vocabulary: Vocabulary) -> None:
    library = Library((load_pack(CANVASES, vocabulary, "0.1.0"),))
    for flow in library.packs[0].flows:
        pinned = library.definitions(flow)
        assert unpin(pin(pinned)) == pinned


def test_every_code_that_a_problem_may_have_is_explained() -> None:
    """Codes are passed as literals of two words or more; each that the source has is in the table, and no others."""
    folder = Path(definitions.__file__).parent
    sources = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "codes.py"}
    literals = {code for text in sources.values() for code in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', text)}
    assert CODES.keys() <= literals
    given = {code for text in sources.values() for code in re.findall(r'code="([a-z0-9-]+)"', text)}
    given |= {code for text in sources.values() for code in re.findall(r'Slip\("([a-z0-9-]+)"', text)}
    assert given <= CODES.keys()
