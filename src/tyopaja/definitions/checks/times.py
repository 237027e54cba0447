"""Whether the steps inside a step fit into its time.

What is planned is added up as it would go by: one step after the other, or as long as the longest of those that run
side by side. A step that runs for each group or participant takes its time once, and a move that leads back none: how
often it is taken, nobody knows. A step without a time takes as long as those inside it, or none."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.problems import Finding
from tyopaja.model.flow import Duration, Step


def check_times(ground: Ground) -> Iterator[Finding]:
    """Each step that has a time and steps inside it; nothing where the steps make no tree, which is told."""
    if ground.outline is None:
        return
    inside: dict[str, list[_Part]] = {}
    late: list[Finding] = []
    for number, step in reversed(tuple(enumerate(ground.flow.step))):
        parts = inside.get(step.id, [])
        took = step.together(part.minutes for part in parts)
        if step.time is not None and took > step.time.minutes:
            late.append(
                Finding(
                    file=ground.file,
                    path=("step", number, "time"),
                    code="times-overrun",
                    severity="warning",
                    message=f"{_in_words(step, parts, took)}, but it has only {step.time}.",
                    hint=f'Write time = "{Duration(took)}", or shorten the steps inside.',
                )
            )
        if step.in_ is not None and not step.final:
            part = _Part(step.id, step.time.minutes if step.time is not None else took)
            inside.setdefault(step.in_, []).append(part)
    yield from reversed(late)


@frozen
class _Part:
    """A step with the minutes that it takes."""

    step: str
    minutes: int


def _in_words(step: Step, parts: list[_Part], took: int) -> str:
    if step.order == "sequence":
        return f"The steps inside '{step.id}' take {Duration(took)} together"
    if step.join.rule == "quorum" and step.join.quorum < len(parts):
        return f"{step.join.quorum} of the steps inside '{step.id}' take {Duration(took)} at the least"
    if step.order == "free":
        return f"The steps inside '{step.id}' take {Duration(took)} together, in whatever order"
    longest = max(reversed(parts), key=lambda part: part.minutes)
    return f"The steps inside '{step.id}' run side by side, and '{longest.step}' alone takes {Duration(took)}"
