"""What is said of packs that are broken on purpose, in `tests/broken`: every mistake, where it is, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import Problem
from tyopaja.definitions.codes import CODES

Check = Callable[..., list[Problem]]

PACKS = sorted(path for path in (Path(__file__).parents[1] / "broken").iterdir() if path.is_dir())

NOT_IN_A_PACK = frozenset({"no-such-file", "no-pack", "not-a-definition", "cannot-read", "too-big"})
"""What cannot be kept as a file here, or is about a path that leads to no pack."""


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_every_mistake_is_told_at_its_place_and_nothing_else(pack: Path, check: Check) -> None:
    found = [
        f"{Path(one.file).relative_to(pack).as_posix()}:{one.line}:{one.column}: "
        + ("warning " if one.severity == "warning" else "")
        + one.code
        for one in check(pack)
    ]
    assert found == (pack / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_there_are_forty_packs_and_they_show_most_of_what_can_be_wrong() -> None:
    assert len(PACKS) >= 40
    lines = [line for pack in PACKS for line in (pack / "expected.txt").read_text(encoding="utf-8").splitlines()]
    shown = {line.rpartition(" ")[2] for line in lines}
    assert shown <= CODES.keys()
    unseen = CODES.keys() - shown - NOT_IN_A_PACK
    assert len(unseen) <= 30, sorted(unseen)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_what_is_said_of_a_broken_pack_says_what_to_do(pack: Path, check: Check) -> None:
    for problem in check(pack):
        assert problem.message.endswith("."), problem
        assert problem.hint.endswith((".", "?")) or problem.code in ("not-toml", "cannot-read"), problem
