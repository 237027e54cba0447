"""The moves of a flow, each by itself."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.instances import DONE
from tyopaja.definitions.checks.proof import CHARTS_OWN, EVENT
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.problems import Finding

_TAKEN = frozenset({"start", "back", "jump", "undo"})
"""What the journal calls the other ways of getting to a step."""


def check_moves(ground: Ground) -> Iterator[Finding]:
    """Each move by itself."""
    known = {step.id for step in ground.flow.step}
    for number, move in enumerate(ground.flow.move):
        for key, step in (("from", move.from_), ("to", move.to)):
            if step not in known:
                fault = ("unknown-step", f"There is no step '{step}'.", advice(step, known))
                yield ground.finding(("move", number, key), fault)
        if move.on.startswith(DONE):
            pass  # which step that is of is looked at with the steps
        elif not EVENT.fullmatch(move.on):
            message = f"'{move.on}' cannot be the name of an event."
            hint = "Write a word in small letters, digits and hyphens, like takaisin; what people see is the label."
            yield ground.finding(("move", number, "on"), ("bad-event", message, hint))
        elif move.on in _TAKEN:
            message = f"An event cannot be called '{move.on}': the journal uses that word for something else."
            fault = ("bad-event", message, f"Call it something else, like {move.on}-1.")
            yield ground.finding(("move", number, "on"), fault)
        elif move.on in CHARTS_OWN:
            message = f"An event cannot be called '{move.on}': what a flow tells of its steps begins so."
            fault = ("bad-event", message, f"Call it something else, like {move.on}-1.")
            yield ground.finding(("move", number, "on"), fault)
        if move.at_most is not None and move.at_most < 1:
            yield out_of_range(ground.file, ("move", number, "at-most"), move.at_most, "take the move away")
