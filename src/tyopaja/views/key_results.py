"""The key results of a session by themselves, each with how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tyopaja.model.place import Place
from tyopaja.model.state import Entry
from tyopaja.views.entries import check_view, printed_field
from tyopaja.views.progress import progress
from tyopaja.views.report_nodes import KeyResultView
from tyopaja.views.source import Source
from tyopaja.views.values import is_number, printed_number, printed_share

_WAYS = ("up", "down", "keep", "yes-no")


def key_results(source: Source, sheets: Iterable[str]) -> Iterator[KeyResultView]:
    """Those of some sheets, in their order. One that was carried or gathered onto another of them stands once: where
    it came to, since that is where it is followed."""
    found = [
        entry
        for sheet in sheets
        for section in source.canvas(sheet).section
        if source.kind(sheet, section).draw == "results"
        for entry in source.state.entries_in(sheet, section)
        if source.has_place(entry)
    ]
    copied = {entry.origin for entry in found}
    yield from (_view(source, entry) for entry in found if entry.id not in copied)


def _view(source: Source, entry: Entry) -> KeyResultView:
    way, unit = entry.fields.get("direction"), _words(source, entry, "unit")
    start, now, target = (_number(entry, name) for name in ("start", "now", "target"))
    done = progress(str(way or ""), start, now, target)
    return KeyResultView(
        entry=entry.id,
        sheet=entry.sheet,
        place=source.place_title(Place(entry.sheet, entry.section, entry.part)),
        text=entry.text or "",
        objective=_objective(source, entry),
        measure=_words(source, entry, "measure"),
        unit=unit,
        start=start,
        target=target,
        now=now,
        start_text=_printed(source, start, unit),
        target_text=_printed(source, target, unit),
        now_text=_printed(source, now, unit),
        direction=_words(source, entry, "direction"),
        way=way if way in _WAYS else "",  # type: ignore[arg-type]  # one of them
        due=_words(source, entry, "due"),
        due_on=str(entry.fields.get("due") or ""),
        owner=_words(source, entry, "owner"),
        progress=done,
        progress_text="" if done is None else printed_share(done, source.locale),
        checks=tuple(check_view(source, check) for check in entry.checks),
    )


def _number(entry: Entry, name: str) -> float | None:
    value = entry.fields.get(name)
    return value if is_number(value) else None


def _printed(source: Source, number: float | None, unit: str) -> str:
    if number is None:
        return ""
    printed = printed_number(number, source.locale)
    return f"{printed} {unit}" if unit else printed


def _words(source: Source, entry: Entry, name: str) -> str:
    """What an entry has in a field, as printed."""
    known, value = source.fields_of(entry.sheet, entry.section).get(name), entry.fields.get(name)
    return "" if known is None or value is None else printed_field(source, known, value)


def _objective(source: Source, entry: Entry) -> str:
    """What a key result shows the way to: what stands in the nearest section before its own that holds plain words;
    what was chosen there, where something was."""
    sections = list(source.canvas(entry.sheet).section)
    for section in reversed(sections[: sections.index(entry.section)]):
        if source.kind(entry.sheet, section).draw in ("notes", "text"):
            found = source.state.entries_in(entry.sheet, section)
            picked = [one for one in found if one.picked is not None]
            return " · ".join(one.text for one in picked or found if one.text)
    return ""
