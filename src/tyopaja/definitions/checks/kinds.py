"""Kinds as data: those of a pack's own, and whether a kind goes with what it is drawn as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tyopaja.definitions.checks.fields import check_field
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Draw, FieldType, Kind
from tyopaja.model.pack import Pack

_FILE = "pack.toml"

_SHOWS: Final[Mapping[Draw, tuple[FieldType, str]]] = {
    "scale": ("scale", "a field of type scale"),
    "radar": ("scale", "a field of type scale"),
    "curve": ("scale", "a field of type scale"),
    "map": ("place", "a field of type place"),
    "picture": ("picture", "a field of type picture"),
    "checks": ("yes-no", "a field of type yes-no"),
}
"""Drawing → the type of field that it shows, and how that is called."""

_OF_WORDS: Final = frozenset({"notes", "text", "chain"})
"""Drawings of main words."""


def check_kinds(pack: Pack) -> Iterator[Finding]:
    """The kinds that pack.toml brings."""
    for name, kind in pack.kind.items():
        path: KeyPath = ("kind", name)
        if name in KINDS:
            message = f"Every pack has a kind '{name}' already."
            hint = f"Give this one another name, like 'oma-{name}'."
            yield Finding(file=_FILE, path=path, at="key", code="kind-taken", message=message, hint=hint)
        if not kind.fields and not kind.open:
            message = f"The kind '{name}' has no fields, so nothing can be written into it."
            hint = f'Add one, like [kind.{name}.fields.text] with title = "…".'
            yield Finding(file=_FILE, path=path, at="key", code="fields-missing", message=message, hint=hint)
        for key, field in kind.fields.items():
            yield from check_field(_FILE, (*path, "fields", key), field, len(pack.theme.notes))
        if kind.ordered and not kind.many:
            message = f"The kind '{name}' holds one entry, so there is no order to number."
            hint = "Take 'ordered' away, or 'many = false'."
            code = "ordered-not-here"
            yield Finding(file=_FILE, path=(*path, "ordered"), at="key", code=code, message=message, hint=hint)
        # A kind without fields, or one whose sections bring them, is judged where it is used.
        if kind.fields and not kind.open and (fault := draw_fault(kind)) is not None:
            at: KeyPath = (*path, "draw") if kind.draw != "notes" else path
            yield Finding(file=_FILE, path=at, code="draw-unfit", message=fault[0], hint=fault[1])


def draw_fault(kind: Kind) -> tuple[str, str] | None:
    """Why entries of a kind cannot be drawn as they should be, with what to do; None when they can."""
    draw = kind.draw
    if draw in _SHOWS:
        type_, called = _SHOWS[draw]
        if kind.first(type_) is None:
            return _lacks(draw, called)
    if draw in _OF_WORDS and kind.main is None:
        return _lacks(draw, "a field called text")
    if draw == "results" and ("target" not in kind.fields or kind.fields["target"].type != "number"):
        return _lacks(draw, "a field 'target' of type number")
    if draw == "radar" and kind.many:
        message = 'Drawn as "radar" has one score a part, and a section of this kind holds many entries.'
        return message, 'Write many = false for the kind, or draw = "cards".'
    if draw == "blanks" and kind.many:
        message = 'Drawn as "blanks" is one form, and a section of this kind holds many entries.'
        return message, 'Write many = false for the kind, or draw = "cards".'
    if draw == "text" and kind.many:
        message = 'Drawn as "text" is one statement, and a section of this kind holds many entries.'
        return message, 'Write many = false for the kind, or draw = "notes".'
    return None


def _lacks(draw: Draw, called: str) -> tuple[str, str]:
    return f'What is drawn as "{draw}" needs {called}.', 'Add one, or write another draw, like "cards".'
