"""The state as a value: how the next is made of one."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.model.state import State

NAMES = tuple(one.name for one in fields(State))


@given(st.dictionaries(st.sampled_from(NAMES), st.integers()), st.dictionaries(st.sampled_from(NAMES), st.integers()))
def test_a_changed_state_is_what_attrs_would_make_of_it(first: dict[str, Any], then: dict[str, Any]) -> None:
    before = State().changed_by(first)
    after = before.changed_by(then)
    assert before == evolve(State(), **first)
    assert after == evolve(before, **then)
    assert type(after) is State


def test_what_no_state_has_cannot_be_changed_in_one() -> None:
    with pytest.raises(TypeError, match="a state has no mood"):
        State().changed_by({"seq": 1, "mood": "good"})


def test_nothing_is_set_on_a_state() -> None:
    state = State().changed_by({"seq": 3})
    with pytest.raises(FrozenInstanceError):
        state.seq = 4  # type: ignore[misc]
    assert state.seq == 3
