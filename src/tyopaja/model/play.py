"""The rules of play that packs and plugins may add to, as data: what an activity allows, what a condition asks.

The tables of those built in stand in `tyopaja.engine`; plugins bring theirs by hook. Both `check` and the engine
are handed a `Vocabulary`, so that neither knows where a word came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from attrs import field, frozen

from tyopaja.model.flow import Step
from tyopaja.model.state import State


@frozen(kw_only=True)
class Activity:
    """What may be done in a step. Commands that belong to every step (join, advance, undo, …) are not listed."""

    participant: frozenset[str] = frozenset()
    """The names of the commands that a participant may give."""
    facilitator: frozenset[str] = frozenset()
    """The names of the commands that a facilitator may give."""
    places: bool = True
    """Whether a step of this activity must say what it is `on`."""


@frozen(kw_only=True)
class Situation:
    """What a condition is asked about."""

    state: State
    step: Step
    """The step whose `needs` are asked, or that a move leads away from."""
    now: datetime
    """The command's `at`: replay never asks a clock."""


@frozen(kw_only=True)
class ConditionKind:
    """A named condition: how it is written, tested and explained."""

    value: Literal["place", "sheet", "word"]
    """What stands behind its name: `sheet.section[.part]`, a sheet, or one of `choices`."""
    choices: tuple[str, ...] = ()
    """For `word`: what may stand there."""
    options: frozenset[str] = frozenset()
    """Further keys that it takes; each is a whole number from 1."""
    test: Callable[[Situation, Mapping[str, Any]], bool | None]
    """Whether it holds; the table is as written. Data that is missing makes it False; None is what cannot be known."""
    explain: Callable[[Situation, Mapping[str, Any], Callable[[str], str], str], str]
    """What is missing, in words a participant understands: (situation, table, title of a place, locale)."""


@frozen(kw_only=True)
class Vocabulary:
    """Every activity and condition that definitions may name."""

    activities: Mapping[str, Activity] = field(factory=dict)
    conditions: Mapping[str, ConditionKind] = field(factory=dict)
