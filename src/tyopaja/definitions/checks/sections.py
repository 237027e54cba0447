"""The sections of a canvas: their kinds, fields and parts, their limits and colours, and what stands in them from the
beginning."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

from tyopaja.definitions.checks.advice import advice
from tyopaja.definitions.checks.colours import check_colour
from tyopaja.definitions.checks.drawing import check_axes, check_balance, check_draw, check_scale
from tyopaja.definitions.checks.fields import LONGEST, check_field, too_long_or_short
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Pack
from tyopaja.model.text import Texts


def check_sections(file: str, canvas: Canvas, pack: Pack, faulty: Collection[str] = ()) -> Iterator[Finding]:
    """Every section, and what holds for all of them; `pack` is theirs, and `faulty` are kinds of it that are not sound:
    what comes of those is said where they are."""
    if not canvas.section:
        yield Finding(
            file=file,
            path=("section",),
            code="no-sections",
            message="The canvas has no section.",
            hint="Add one, like [section.tarpeet] with a title.",
        )
    defaults, known = canvas.defaults, {**KINDS, **canvas.kinds}
    yield from _check_limits(file, ("defaults",), defaults.at_most, defaults.characters)
    if defaults.kind not in known:
        yield _unknown_kind(file, ("defaults", "kind"), defaults.kind, pack)
    for name, section in canvas.section.items():
        if section.at_most is not None or section.characters is not None:
            yield from _check_limits(file, ("section", name), section.at_most, section.characters)
        if section.colour is not None:
            yield from check_colour(file, ("section", name, "colour"), section.colour, pack.theme.colours)
        called = section.kind or defaults.kind
        kind = known.get(called)
        if called in faulty:
            continue
        if kind is not None:
            yield from _check_kind(file, canvas, name, kind, len(pack.theme.notes))
        elif section.kind is not None:
            yield _unknown_kind(file, ("section", name, "kind"), section.kind, pack)


def _unknown_kind(file: str, path: KeyPath, kind: str, pack: Pack) -> Finding:
    message = f"There is no kind '{kind}'."
    return Finding(file=file, path=path, code="unknown-kind", message=message, hint=advice(kind, {*KINDS, *pack.kind}))


def _check_limits(file: str, path: KeyPath, at_most: int | None, characters: int | None) -> Iterator[Finding]:
    if at_most is not None and at_most < 1:
        yield out_of_range(file, (*path, "at-most"), at_most, "leave the key out for no limit")
    if characters is not None and not 1 <= characters <= LONGEST:
        yield too_long_or_short(file, (*path, "characters"), characters)


def out_of_range(file: str, path: KeyPath, found: int, otherwise: str) -> Finding:
    """A count that is less than 1; `otherwise` is what to do instead of writing a number."""
    return Finding(
        file=file,
        path=path,
        code="out-of-range",
        message=f"'{path[-1]}' must be at least 1, not {found}.",
        hint=f"Write a number from 1, or {otherwise}.",
    )


def _check_kind(file: str, canvas: Canvas, name: str, kind: Kind, colours: int) -> Iterator[Finding]:
    """A section of a known kind. What it does not say of its own costs next to nothing here."""
    section, path = canvas.section[name], ("section", name)
    found = (
        list(_check_fields(file, section, path, canvas.kind_of(name), kind, colours)) if _brings(section, kind) else []
    )
    yield from found
    merged = kind
    if section.draw or section.scale or section.fields:
        # What is wrong with its fields may make a wrong drawing too: that is not said again.
        merged = canvas.kind(name) or kind
        if not (found and kind.open):
            drawn = [*check_scale(file, path, section, merged, colours)]
            yield from drawn or check_draw(file, path, section, merged)
    elif kind.open or kind.draw == "radar":
        yield from check_draw(file, path, section, kind)
    if section.parts and not kind.many and merged.draw in ("blanks", "text"):
        yield _parts_not_here(file, path, canvas.kind_of(name), merged)
    if section.axes:
        yield from check_axes(file, path, canvas, merged)
    if section.balance:
        yield from check_balance(file, path, section, kind)
    if section.start or section.examples or section.parts:
        yield from _check_words(file, path, canvas, merged)


def _brings(section: Section, kind: Kind) -> bool:
    return kind.open or bool(section.fields)


def _parts_not_here(file: str, path: KeyPath, called: str, kind: Kind) -> Finding:
    shape = "one form" if kind.draw == "blanks" else "one statement"
    return Finding(
        file=file,
        path=(*path, "parts"),
        at="key",
        code="parts-not-here",
        message=f"The section '{path[-1]}' is of kind '{called}' and is {shape}, so it cannot have parts.",
        hint='Take the parts away, or write kind = "notes", or another that holds many.',
    )


def _check_fields(
    file: str, section: Section, path: KeyPath, called: str, kind: Kind, colours: int
) -> Iterator[Finding]:
    name = path[-1]
    if kind.open and not section.fields and not (kind.fields and called not in KINDS):
        yield Finding(
            file=file,
            path=path,
            at="key",
            code="fields-missing",
            message=f"The section '{name}' is of kind '{called}', but brings no fields.",
            hint='Add some, like fields.nimi = { title = "Nimi" }.',
        )
    if section.fields and not kind.open:
        yield Finding(
            file=file,
            path=(*path, "fields"),
            at="key",
            code="fields-not-here",
            message=f"The section '{name}' is of kind '{called}', which takes no fields of the section's own.",
            hint='Take them away, or write kind = "fields".',
        )
        return
    for key, field in section.fields.items():
        if key in kind.fields:
            message = f"The kind '{called}' has a field '{key}' already."
            hint = "Give this one another name."
            where = (*path, "fields", key)
            yield Finding(file=file, path=where, at="key", code="field-taken", message=message, hint=hint)
        else:
            yield from check_field(file, (*path, "fields", key), field, colours)
    if called == "choice" and section.fields and all(field.type != "choice" for field in section.fields.values()):
        message = f"The section '{name}' is of kind 'choice', but none of its fields is a choice."
        hint = 'Write type = "choice" for one, with its choices, or kind = "fields".'
        yield Finding(file=file, path=path, at="key", code="choices-missing", message=message, hint=hint)


def _check_words(file: str, path: KeyPath, canvas: Canvas, kind: Kind) -> Iterator[Finding]:
    """Examples and the entries that stand there at first, of the section and of its parts."""
    section, name = canvas.section[str(path[-1])], str(path[-1])
    spots = [(path, section)] + [((*path, "parts", key), part) for key, part in section.parts.items()]
    longest, at_most = canvas.characters_of(name), canvas.limit_of(name)
    standing: dict[str, int] = {}
    for spot, own in spots:
        for key, texts in (("start", own.start), ("examples", own.examples)):
            if not texts.by_locale:
                continue
            here: KeyPath = (*spot, key)
            if own is section and section.parts:
                message = f"The section '{name}' has parts, so '{key}' belongs to one of them."
                hint = f"Move it: {_dotted((*path, 'parts', next(iter(section.parts)), key))}."
                yield Finding(file=file, path=here, at="key", code="said-in-parts", message=message, hint=hint)
            elif key == "start" and (fault := _cannot_start(kind)):
                yield Finding(file=file, path=here, at="key", code="start-not-here", message=fault[0], hint=fault[1])
                return
            else:
                yield from _check_length(file, here, texts, longest)
                if key == "start":
                    yield from _check_room(file, here, texts, at_most, standing)


def _cannot_start(kind: Kind) -> tuple[str, str] | None:
    hint = "Take 'start' away; what people might write is said as 'examples'."
    if not kind.many:
        return "A section that holds one entry begins empty.", hint
    if kind.main is None:
        return "Entries that stand there at first are words, and this kind has no field 'text'.", hint
    missing = [key for key, one in kind.fields.items() if one.required and key != "text" and one.default is None]
    if missing:
        return (
            f"An entry here must have '{missing[0]}', which 'start' cannot say.",
            f"{hint[:-1]}, or give it a default.",
        )
    return None


def _check_length(file: str, path: KeyPath, texts: Texts, longest: int) -> Iterator[Finding]:
    for tag, said in texts.by_locale.items():
        for number, words in enumerate(said):
            if len(words) > longest and sum(not unicodedata.combining(one) for one in words) > longest:
                where: KeyPath = (*path, tag, number) if tag else (*path, number)
                message = f"This has {len(words)} characters, and an entry here may have {longest}."
                hint = "Shorten it, or allow more with characters."
                yield Finding(file=file, path=where, code="longer-than-allowed", message=message, hint=hint)


def _check_room(
    file: str, path: KeyPath, texts: Texts, at_most: int | None, standing: dict[str, int]
) -> Iterator[Finding]:
    """Whether all that stands in a section at first fits into it; said once, where it overflows."""
    for tag, said in texts.by_locale.items():
        before = standing.get(tag, 0)
        standing[tag] = before + len(said)
        if at_most is not None and at_most >= 1 and before <= at_most < standing[tag]:
            message = f"{standing[tag]} entries would stand here at first, and the section may hold {at_most}."
            hint = f"Take some away, or write at-most = {standing[tag]} or more."
            where: KeyPath = (*path, tag) if tag else path
            yield Finding(file=file, path=where, code="more-than-allowed", message=message, hint=hint)
            return


def _dotted(path: KeyPath) -> str:
    return ".".join(str(step) for step in path)
