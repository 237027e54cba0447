"""Conditions of plugins, so wrapped that their failure stays theirs.

A condition is asked in the middle of a decision. One that raises is one that cannot be known: it does not hold, its
opposite does not either, the refusal says so, and a facilitator can still go on with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tyopaja.model.play import ConditionKind, Situation
from tyopaja.plugins.failures import tell_raised
from tyopaja.texts import say


def guarded(plugin: str, name: str, kind: ConditionKind) -> ConditionKind:
    """The same condition, whose functions never raise and return what they should."""

    def test(situation: Situation, table: Mapping[str, Any]) -> bool | None:
        try:
            held = kind.test(situation, table)
            return None if held is None else bool(held)
        except (Exception, SystemExit) as error:
            tell_raised(plugin, f"the test of the condition '{name}'", error)
            return None

    def explain(situation: Situation, table: Mapping[str, Any], title: Callable[[str], str], locale: str) -> str:
        try:
            if words := str(kind.explain(situation, table, title, locale)).strip():
                return words
        except (Exception, SystemExit) as error:
            tell_raised(plugin, f"the explanation of the condition '{name}'", error)
        return say(locale, "condition.failed", name=name, plugin=plugin)

    return ConditionKind(value=kind.value, choices=kind.choices, options=kind.options, test=test, explain=explain)
