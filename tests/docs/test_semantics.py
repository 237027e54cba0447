"""The page of rules names tests: all of them are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([a-z_/0-9]+\.py)::(\w+)`", PAGE)))


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 12


@pytest.mark.parametrize(("file", "function"), NAMED)
def test_a_test_that_the_page_names_is_there(file: str, function: str) -> None:
    assert f"def {function}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_the_cases_of_the_suite_that_the_page_names_are_there() -> None:
    cases = (ROOT / "tests" / "charts" / "test_w3c.py").read_text(encoding="utf-8")
    numbers = {number for listed in re.findall(r"suite_holds` \(([^)]*)\)", PAGE) for number in listed.split(", ")}
    assert numbers
    assert all(f'"{number}' in cases for number in numbers)
