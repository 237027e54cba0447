"""What the columns of a table mean: their names as people and our own exports write them, in Finnish, English and
Swedish. The same for every format that holds tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tyopaja.errors import ImportProblem
from tyopaja.importers.contract import Content, Found
from tyopaja.model.catalogue import KINDS

_NAMES: Mapping[str, str] = {
    "entry": "id entry tunnus tunniste merkintä anteckning",
    "sheet": "sheet arkki ark blad taulu canvas",
    "section": "section osio avsnitt kohta ruutu sektion fält-ruta",
    "part": "part alaosio del otsikko heading rubrik",
    "text": "text teksti lappu note content sisältö asia idé idea innehåll",
    "answers": "answers vastaa svarar",
}
"""Column → its names, with spaces between."""

_TOLD = (
    "author kirjoittaja tekijä författare skribent votes ääniä äänet röster picked chosen valittu vald reason syy "
    "perustelut skäl written kirjoitettu skrivet skriven cluster ryhmittely rypäs kluster number numero nro nummer "
    "origin lähde alkuperä källa ursprung owner-sheet workshop työpaja workshopp place paikka plats"
)
"""Columns of our exports that tell about an entry, and that nobody writes into one."""

FIELD = "field."
"""What stands before the name of a field that is called as another column is: `field.place`."""

MOST_ROWS = 20_000
"""Rows that are read; nobody takes more into one session at once."""

_GUARDED = re.compile(r"'(?=[=+\-@\t\r'])")
"""An apostrophe before what a spreadsheet would take for a formula: put there by exports."""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().strip(":").casefold()


def _by_name() -> Iterator[tuple[str, str]]:
    for kind in KINDS.values():
        if kind.main is not None:
            yield from ((_folded(title), "text") for title in kind.main.title.by_locale.values())
    for column, names in _NAMES.items():
        yield from ((_folded(name), column) for name in names.split())


_COLUMNS = dict(_by_name())
_OWN = frozenset(_folded(name) for names in _NAMES.values() for name in names.split())
_ASIDE = frozenset(map(_folded, _TOLD.split()))


def is_reserved(name: str) -> bool:
    """Whether a column of this name means something, or tells about entries, and is no field."""
    return _folded(name) in _OWN | _ASIDE


def content_of(rows: Iterable[Sequence[str]], *, first: int = 1, sheet: str = "") -> Content:
    """What a table holds: with a row of names on top, or, of one column, the texts alone.

    `first` is the number of the first row, for messages; `sheet` is where its rows belong that say nothing else. Blank
    rows are passed over. Raises ImportProblem for a table of which it cannot be told what its columns are.
    """
    numbered = [
        (number, [_unguarded(cell) for cell in row])
        for number, row in enumerate(rows, first)
        if any(cell.strip() for cell in row)
    ]
    if not numbered:
        raise ImportProblem("empty-file", "The table is empty: there is nothing to import.")
    if len(numbered) > MOST_ROWS:
        message = f"The table has {len(numbered):,} rows; {MOST_ROWS:,} can be imported at once. Split it."
        raise ImportProblem("too-many-rows", message, rows=len(numbered), most=MOST_ROWS)
    number, head = numbered[0]
    names = [_folded(cell) for cell in head]
    if has_names(head):
        return _with_names(number, head, names, numbered[1:], sheet)
    if any(cell.strip() for _, row in numbered for cell in row[1:]):
        message = (
            f"Row {number} names no column of texts, and there are several columns. Put a row of names on top: "
            "'section' and 'text', and the fields (osio, teksti …; avsnitt, text …)."
        )
        raise ImportProblem("no-columns", message, line=number, found=tuple(head))
    return Content(found=[Found(text=row[0].strip(), line=line, sheet=sheet) for line, row in numbered])


def has_names(row: Sequence[str]) -> bool:
    """Whether a row says what the columns below it are."""
    return any(_COLUMNS.get(_folded(cell)) in ("text", "entry", "section") for cell in row)


def _with_names(
    number: int, head: Sequence[str], names: Sequence[str], rows: Iterable[tuple[int, list[str]]], sheet: str
) -> Content:
    meanings = [_COLUMNS.get(name, "") for name in names]
    for place, name in enumerate(names):
        # The text of a kind may be called 'name' or 'reason'; beside a column of texts that is a field, or why an entry
        # was picked.
        if meanings.count(meanings[place]) > 1 and name not in _OWN:
            meanings[place] = ""
    for place, (title, meaning) in enumerate(zip(head, meanings, strict=True)):
        if meaning and meanings.index(meaning) < place:
            message = (
                f"Row {number} has two columns that mean '{meaning}': '{head[meanings.index(meaning)]}' and '{title}'."
            )
            raise ImportProblem("column-twice", message, line=number)
    found, lost = [], []
    for line, row in rows:
        own = {meaning: row[place].strip() for place, meaning in enumerate(meanings) if meaning and place < len(row)}
        fields = {
            head[place].strip().removeprefix(FIELD): cell.strip()
            for place, cell in enumerate(row)
            if place < len(head)
            and names[place]
            and not meanings[place]
            and names[place] not in _ASIDE
            and cell.strip()
        }
        lost += [f"Row {line}, column {place + 1}: '{cell.strip()[:60]}' stands under no name."
                 for place, cell in enumerate(row)
                 if cell.strip() and (place >= len(head) or not names[place])]  # fmt: skip
        answers = tuple(own.pop("answers", "").split())
        own = {"text": "", **own, "sheet": own.get("sheet") or sheet}
        if own["text"] or own.get("entry") or fields:
            found.append(
                Found(
                    text=own["text"],
                    entry=own.get("entry", ""),
                    sheet=own["sheet"],
                    section=own.get("section", ""),
                    part=own.get("part", ""),
                    fields=fields,
                    answers=answers,
                    line=line,
                )
            )
    aside = [
        title.strip()
        for title, name, meaning in zip(head, names, meanings, strict=True)
        if name in _ASIDE and not meaning
    ]
    told = [f"The columns {', '.join(aside)} tell about entries and are not imported."] if aside else []
    if len(head) == 1:
        told.append(f"Row {number}, '{head[0].strip()}', was taken for the name of the column.")
    return Content(found=found, skipped=[*told, *lost])


def _unguarded(cell: str) -> str:
    return _GUARDED.sub("", cell, count=1) if cell.startswith("'") else cell
