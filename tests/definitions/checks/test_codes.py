"""The table of codes and the checks say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tyopaja.definitions.codes import SOUNDNESS


@pytest.mark.parametrize("code", SOUNDNESS)
def test_every_code_is_produced_by_some_test(code: str) -> None:
    tests = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*_checks.py")]
    assert any(f'"{code}"' in text for text in tests)


@pytest.mark.parametrize("code", SOUNDNESS)
def test_every_code_is_explained_in_a_sentence(code: str) -> None:
    assert code == code.lower()
    assert SOUNDNESS[code].endswith(".")
