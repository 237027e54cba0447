"""The format `json`: what `export --as json` writes of a sheet, a compass, a spread, a report or a workbook.

A sentence of a compass belongs where it grew from: it goes back to that section, and stands in the compass again when
people choose it again."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from typing import Any

from tyopaja.errors import ImportProblem
from tyopaja.importers.contract import Content, Found, Importer, Spot
from tyopaja.importers.decoding import json_in
from tyopaja.views.nodes import SheetView

Table = Mapping[str, Any]
_SHEETS = ("sheet", "compass")


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What an exported view holds. Raises ImportProblem."""
    tree = json_in(data)
    try:
        # Sheets first: what stands in the compass was written on one of them, and is not taken twice.
        sheets = sorted(_sheets(tree), key=lambda sheet: sheet["what"] == "compass")
        found = tuple(_once(sheets))
        pictures = {key: one for sheet in sheets for key, one in _pictures(sheet)}
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError) as error:
        message = f"This JSON is no view that tyopaja wrote: {type(error).__name__}: {error}. Export it again."
        raise ImportProblem("no-view", message) from error
    if not sheets:
        message = (
            "This JSON holds no sheet. `tyopaja export SESSION --as json` writes one, of a compass, sheet or report."
        )
        raise ImportProblem("no-view", message)
    one = sheets[0]["id"] if len(sheets) == 1 and sheets[0]["what"] == "sheet" else ""
    return Content(found=found, sheet=one, pictures=pictures)


def _sheets(node: Any) -> Iterator[Table]:
    """Every sheet of a view, however deep it stands."""
    if isinstance(node, dict):
        if node.get("what") in _SHEETS and isinstance(node.get("sections"), list):
            yield node
        else:
            for one in node.values():
                yield from _sheets(one)
    elif isinstance(node, list):
        for one in node:
            yield from _sheets(one)


def _once(sheets: list[Table]) -> Iterator[Found]:
    taken: set[str] = set()
    for sheet in sheets:
        for found, grown in _entries(sheet):
            if not ({found.entry, *grown} - {""}) & taken:
                yield found
            taken.update(one for one in (found.entry, *grown) if one)


def _entries(sheet: Table) -> Iterator[tuple[Found, tuple[str, ...]]]:
    """What stands on a sheet, each with the entries that it was compiled from or is a copy of."""
    for section in sheet["sections"]:
        here = Spot(sheet=_text(sheet["id"]), section=_text(section["id"]))
        form = {_text(one["id"]): one["value"] for one in section.get("blanks", ()) if one["value"] is not None}
        if form:
            text = _text(form.pop("text", ""))
            yield Found(text=text, fields=_values(form), sheet=here.sheet, section=here.section), ()
        for entry in section["entries"]:
            yield _found(sheet, section, entry, here)
        for part in section.get("parts", ()):
            for entry in part["entries"]:
                there = Spot(sheet=here.sheet, section=here.section, part=_text(part["id"]))
                yield _found(sheet, section, entry, there)


def _found(sheet: Table, section: Table, entry: Table, here: Spot) -> tuple[Found, tuple[str, ...]]:
    trail = entry.get("trail", ())
    grown = [one for one in trail if one["how"] in ("compiled", "carried")]
    compiled = next((one for one in trail if one["how"] == "compiled"), None)
    spot = here if compiled is None else Spot(**{key: _text(compiled[key]) for key in ("sheet", "section", "part")})
    found = Found(
        text=_text(entry["text"]),
        entry=_text(entry["id"] if compiled is None else compiled["entry"]),
        sheet=spot.sheet,
        section=spot.section,
        part=spot.part,
        fields=_fields(sheet, section, entry),
        answers=[_text(one["entry"]) for one in trail if one["how"] == "answers" and one["depth"] == 0],
        otherwise=() if compiled is None else (here,),
        written=_text(entry.get("written", "") if compiled is None else compiled.get("written", "")),
        origin=_text(entry.get("origin", "")) or (_text(compiled["place"]) if compiled else ""),
    )
    return found, tuple(_text(one["entry"]) for one in grown)


def _fields(sheet: Table, section: Table, entry: Table) -> dict[str, Any]:
    values = {_text(one["id"]): one["value"] for one in entry.get("fields", ()) if one["value"] is not None}
    if picture := entry.get("picture"):
        name = next((one["id"] for one in section.get("fields", ()) if one["type"] == "picture"), "picture")
        values.setdefault(_text(name), _text(picture))
    notes = sheet.get("theme", {}).get("notes", ())
    if section.get("kind") == "notes" and entry.get("colour") in notes:
        values["colour"] = notes.index(entry["colour"]) + 1
    return _values(values)


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values as entries have them: in JSON a place on a map is a list."""
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    for name, value in kept.items():
        ends = value if isinstance(value, tuple) else (value,)
        if not all(isinstance(one, str | int | float) for one in ends):
            raise TypeError(f"the field '{name}' is {type(value).__name__}")
    return kept


def _pictures(sheet: Table) -> Iterator[tuple[str, bytes]]:
    for key, picture in sheet.get("pictures", {}).items():
        try:
            yield key, b64decode(_text(picture["data"]), validate=True)
        except NotBase64 as error:
            raise ValueError(f"the picture {key[:20]} is damaged") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.60} is no text")
    return value


def _is_view(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"sections"' in data


JSON = Importer(
    "json", read, suffixes=(".json",), known_by=_is_view, title="JSON: an exported sheet, compass or report"
)
