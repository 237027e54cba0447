"""The rules of play that packs and plugins may add to, as data: what an activity allows, what a condition asks.

The tables of those built in stand in `tyopaja.engine`; plugins bring theirs by hook. Both `check` and the engine
are handed a `Vocabulary`, so that neither knows where a word came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from attrs import evolve, field, frozen

from tyopaja.model.activity import Activity as Activity  # the words of a Vocabulary stand together here
from tyopaja.model.flow import Step
from tyopaja.model.pack import Definitions
from tyopaja.model.place import instance_of
from tyopaja.model.standing import entries_at
from tyopaja.model.state import Entry, State


@frozen(kw_only=True)
class Situation:
    """What a condition is asked about."""

    definitions: Definitions
    """What the session runs on."""
    state: State
    step: Step
    """The step whose `needs` are asked, or that a move leads away from."""
    now: datetime
    """The command's `at`: replay never asks a clock."""
    at: str = field()
    """The active step, as the session calls it: `kirjaa@ryhma-1` for the instance of a group; the step's own id when
    it is left out."""

    @at.default
    def _itself(self) -> str:
        return self.step.id

    @property
    def instance(self) -> str | None:
        """The group or the participant whose instance of the step it is; None for a step of all."""
        return instance_of(self.at)

    def entries(self, written: str) -> tuple[Entry, ...]:
        """The entries at a place as definitions write it: in an instance those on its own sheet."""
        return entries_at(self.definitions, self.state, written, self.instance)


@frozen(kw_only=True)
class ConditionKind:
    """A named condition: how it is written, tested and explained."""

    value: Literal["place", "sheet", "word"]
    """What stands behind its name: `sheet.section[.part]` (or `here`, for each place that the step is on), a sheet, or
    one of `choices`."""
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

    def with_activities(self, own: Mapping[str, Activity]) -> Vocabulary:
        """The same with a pack's own activities. They take the place of none: what was there before holds, and `check`
        finds a name that is given twice."""
        return evolve(self, activities={**own, **self.activities}) if own else self
