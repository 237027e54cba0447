"""The carries of a flow: whether what is copied from sheet to sheet is there, fits, and is met by somebody."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.definitions.checks.ground import Ground
from tyopaja.definitions.checks.sections import out_of_range
from tyopaja.definitions.checks.takes import check_taken, merged_kind, section_fault
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.flow import Carry
from tyopaja.model.kinds import Kind


def check_carries(ground: Ground) -> Iterator[Finding]:
    """Each carry by itself."""
    for number, carry in enumerate(ground.flow.carry):
        path: KeyPath = ("carry", number)
        if carry.at_most is not None and carry.at_most < 1:
            yield out_of_range(ground.file, (*path, "at-most"), carry.at_most, "leave the key out for no limit")
        sound = True
        if (fault := section_fault(ground, carry.from_, "a carry takes from")) is not None:
            yield ground.finding((*path, "from"), fault)
            sound = False
        else:
            yield from check_taken(ground, carry, path)
        if (fault := _target_fault(ground, carry)) is not None:
            yield ground.finding((*path, "to"), fault)
        elif sound:
            yield from _check_fit(ground, carry, path)


def _target_fault(ground: Ground, carry: Carry) -> tuple[str, str, str] | None:
    if (fault := section_fault(ground, carry.to, "a carry brings to")) is not None:
        return fault
    from_, to = ground.place(carry.from_), ground.place(carry.to)
    if to.sheet == ground.flow.result and any(
        fill.section.partition(".")[0] == to.section for fill in ground.flow.fill
    ):
        message = f"'{carry.to}' is compiled by a [[fill]], so what is carried there would stand twice."
        return "carry-into-result", message, "Take one of the two away."
    if (from_.sheet, from_.section) == (to.sheet, to.section):
        return "carry-to-itself", f"'{carry.to}' would be carried to where it is.", "Name a place on another sheet."
    if not ground.murky and not any(
        there.covers(to) or to.covers(there) for step in ground.flow.step for there in map(ground.place, step.on)
    ):
        message = f"No step works on '{carry.to}', so nothing is ever carried there."
        return "never-carried", message, f'Let a step have on = ["{carry.to}"].'
    return None


def _check_fit(ground: Ground, carry: Carry, path: KeyPath) -> Iterator[Finding]:
    from_, to = ground.place(carry.from_), ground.place(carry.to)
    there = ground.canvas(to.sheet)
    ours, theirs = merged_kind(ground.canvas(from_.sheet), from_.section), merged_kind(there, to.section)
    if there is not None and to.section is not None and to.part is None:
        parts, source = there.section[to.section].parts, ground.canvas(from_.sheet)
        known = () if source is None or from_.section is None else source.section[from_.section].parts
        if parts and source is not None and (from_.part or not (known and set(known) <= set(parts))):
            message = f"'{carry.to}' has parts, and the carry does not say into which."
            hint = f"Write one of {', '.join(f'{carry.to}.{part}' for part in parts)}."
            yield ground.finding((*path, "to"), ("which-part", message, hint))
            return
    if ours is None or theirs is None:
        return
    shared = _shared(ours, theirs)
    missing = [key for key, one in theirs.fields.items() if one.required and one.default is None and key not in shared]
    if missing or not shared:
        message = f"'{carry.from_}' does not fit into '{carry.to}'"
        message += f": an entry there must have '{missing[0]}'." if missing else ": they have no field in common."
        hint = "Carry between sections that have fields in common, or change the kind of one of them."
        yield ground.finding((*path, "to"), ("kind-unfit", message, hint))


def _shared(ours: Kind, theirs: Kind) -> set[str]:
    """The fields that go along: those of one name and one type."""
    return {key for key, one in ours.fields.items() if key in theirs.fields and theirs.fields[key].type == one.type}
