"""How a section is drawn: whether its scale, drawing, axes and balance go with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.fields import misfit
from tyopaja.definitions.checks.kinds import draw_fault
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.kinds import Kind

SPOKES: Final = 3
"""A radar has at least as many parts."""


def check_scale(file: str, path: KeyPath, section: Section, kind: Kind, colours: int) -> Iterator[Finding]:
    """The ends that a section gives to its scales."""
    scale = section.scale
    if not scale:
        return
    here: KeyPath = (*path, "scale")
    if kind.first("scale") is None:
        message = f"The section '{path[-1]}' has no field of type scale."
        hint = "Take 'scale' away, or write kind = \"scale\"."
        yield Finding(file=file, path=here, at="key", code="scale-not-here", message=message, hint=hint)
    elif len(scale) != 2 or not scale[0] < scale[1]:
        message = "A scale is two numbers, the smallest and the largest."
        yield Finding(file=file, path=here, code="bad-scale", message=message, hint="Write scale = [0, 10].")
    else:
        for key, field in kind.fields.items():
            if field.type == "scale" and field.default is not None and misfit(field, field.default, colours):
                message = f"'{key}' begins at {field.default}, which lies outside of this scale."
                yield Finding(file=file, path=here, code="bad-default", message=message, hint="Widen the scale.")


def check_draw(file: str, path: KeyPath, section: Section, kind: Kind) -> Iterator[Finding]:
    """Whether a section's entries can be drawn as it says; `kind` is with what the section says itself."""
    at: KeyPath = (*path, "draw") if section.draw else path
    fault = draw_fault(kind) if section.draw or kind.open else None
    if fault is None and kind.draw == "radar" and len(section.parts) < SPOKES:
        message = (
            f"A radar has its parts as spokes, and '{path[-1]}' has {len(section.parts)} of the {SPOKES} it needs."
        )
        fault = message, 'Add parts, or write draw = "scale".'
    if fault is not None:
        yield Finding(file=file, path=at, code="draw-unfit", message=fault[0], hint=fault[1])


def check_axes(file: str, path: KeyPath, canvas: Canvas, kind: Kind) -> Iterator[Finding]:
    """What the axes of a map mean."""
    here: KeyPath = (*path, "axes")
    if kind.draw != "map":
        message = f"The section '{path[-1]}' is not drawn as a map, so it has no axes."
        hint = 'Take them away, or write kind = "place".'
        yield Finding(file=file, path=here, at="key", code="axes-not-here", message=message, hint=hint)
        return
    for key, axis in canvas.section[str(path[-1])].axes.items():
        if key not in ("x", "y"):
            message = f"A map has no axis '{key}'."
            hint = "Write x for left to right, and y for bottom to top."
            yield Finding(file=file, path=(*here, key), at="key", code="unknown-axis", message=message, hint=hint)
        elif axis.from_ is not None:
            yield from _check_from(file, (*here, key, "from"), canvas, axis.from_)


def _check_from(file: str, path: KeyPath, canvas: Canvas, named: str) -> Iterator[Finding]:
    forms = [
        one for one in canvas.section if (kind := canvas.kind(one)) and kind.draw == "blanks" and len(kind.fields) > 1
    ]
    if named not in canvas.section:
        message = f"The canvas has no section '{named}'."
        hint = advice(named, forms or canvas.section)
        yield Finding(file=file, path=path, code="unknown-section", message=message, hint=hint)
    elif named not in forms and not _at_odds(canvas, named):
        message = f"'{named}' cannot say what the ends of an axis are: it is no form of two fields or more."
        hint = advice(named, forms) or 'Write kind = "fields" there, and a field for each end.'
        yield Finding(file=file, path=path, code="kind-unfit", message=message, hint=hint)


def _at_odds(canvas: Canvas, named: str) -> bool:
    """Whether a section's kind is not known, or does not go with the fields that it brings, which is said there."""
    kind = canvas.kind(named)
    return kind is None or kind.open is not bool(canvas.section[named].fields)


def check_balance(file: str, path: KeyPath, section: Section, kind: Kind) -> Iterator[Finding]:
    """The two parts that should hold about as much as each other."""
    here: KeyPath = (*path, "balance")
    two = section.balance
    for number, part in enumerate(two):
        if part not in section.parts:
            message = f"The section '{path[-1]}' has no part '{part}'."
            hint = advice(part, section.parts) or "Write parts.NAME for each of the two."
            yield Finding(file=file, path=(*here, number), code="unknown-part", message=message, hint=hint)
            return
    if len(two) != 2 or two[0] == two[1]:
        message = "Two different parts are balanced against each other."
        hint = 'Write the ids of two parts, like balance = ["antaa", "saa"].'
        yield Finding(file=file, path=here, code="bad-balance", message=message, hint=hint)
    elif not kind.many:
        message = f"The parts of '{path[-1]}' hold one entry each, so there is nothing to balance."
        hint = "Take 'balance' away, or write kind = \"notes\"."
        yield Finding(file=file, path=here, at="key", code="kind-unfit", message=message, hint=hint)
