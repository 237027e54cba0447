"""Whatever a pack is mutated into, it is either sound or refused with places; nothing else ever comes out.

How packs are mutated and what is asked of them stands in `tools/torture/packs.py`, which does it a million times."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from tyopaja.definitions import Problem

CASES = 2_000
PARTS = 8
ROOT = Path(__file__).parents[2]


def _torture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("torture", ROOT / "tools" / "torture" / "packs.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["torture"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


torture = _torture()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_pack_is_sound_or_refused_with_places(part: int) -> None:
    each = CASES // PARTS
    done = torture.run(range(part * each, (part + 1) * each))
    assert done.failed == ()
    assert done.cases == each


def test_every_mutation_changes_something() -> None:
    text = (ROOT / "canvases" / "canvases" / "okr.toml").read_text(encoding="utf-8")
    for mutation in torture.MUTATIONS:
        assert any(mutation(Random(number), text) != text for number in range(20)), mutation.__name__


def test_what_is_asked_of_a_pack_in_no_folder_is_what_check_says_of_one_in_a_folder(
    check: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    for number in range(60):
        files, _ = torture.case(number)
        folder = tmp_path / str(number)
        for file, data in files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(data)
        said = [str(one).removeprefix(f"{folder}/") for one in check(folder)]
        assert said == [str(one) for one in torture.survey(files).problems]


def test_a_case_that_fails_is_told_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(files: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(torture, "ask", failing)
    done = torture.run(range(3))
    assert [number for number, _ in done.failed] == [0, 1, 2]
    assert "RuntimeError: broken" in done.failed[0][1]


def test_no_depth_of_tables_is_too_deep_to_be_refused() -> None:
    for deep in (20, 40, 400, 900, 4000):
        for written in (f"{'a.' * deep}b = 1", f"x = {'[' * deep}{']' * deep}", f"x = {'{a=' * deep}1{'}' * deep}"):
            canvas = f'title = "x"\nlayout.areas = ["a"]\nsection.a.title = "a"\n{written}\n'
            head = b'format = 1\nid = "x"\nversion = "1"\ntitle = "x"\n'
            assert torture.ask({"pack.toml": head, "canvases/k.toml": canvas.encode()}).problems
