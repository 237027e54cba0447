"""Tables out of a session: every entry once, texts as texts whatever they look like, and lists back in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from defusedxml.ElementTree import fromstring

from tyopaja import Engine, Refused, Session, commands
from tyopaja.errors import ImportProblem
from tyopaja.importers.csv_ import CSV as CSV_IMPORT
from tyopaja.renderers.clean import clean
from tyopaja.renderers.facts import all_entries
from tyopaja.testing.views import ODD, view
from tyopaja.views.nodes import FieldView, ReportView, SheetView
from tyopaja_office import tyopaja_importers
from tyopaja_office.spreadsheets.csv_ import guarded

Make = Callable[..., bytes]
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
(XLSX_IMPORT,) = tyopaja_importers()


@pytest.fixture(scope="module")
def make() -> Make:
    """A view as the bytes of a format, as an engine makes them."""

    def made(view: Any, format: str, **options: Any) -> bytes:
        with Engine() as engine:
            return engine.render(view, format=format, options=options).data

    return made


def rows_of_csv(text: bytes | str, delimiter: str = ",") -> list[dict[str, str]]:
    data = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    return list(csv.DictReader(io.StringIO(data, newline=""), delimiter=delimiter))


def rows_of_ods(data: bytes) -> dict[str, list[list[str]]]:
    """Worksheet → rows, read from the XML itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = fromstring(archive.read("content.xml"))
    found = {}
    for table in content.iter(f"{_TABLE}table"):
        found[table.get(f"{_TABLE}name", "")] = [
            ["\n".join(_said(line) for line in cell.iter(f"{_TEXT}p")) for cell in row.iter(f"{_TABLE}table-cell")]
            for row in table.iter(f"{_TABLE}table-row")
        ]
    return found


def _said(line: Any) -> str:
    out = line.text or ""
    for inner in line:
        name = inner.tag.removeprefix(_TEXT)
        out += " " * int(inner.get(f"{_TEXT}c", "1")) if name == "s" else "\t" if name == "tab" else ""
        out += inner.tail or ""
    return str(out)


@pytest.fixture(scope="module")
def report(hotel: Session) -> ReportView:
    found = hotel.view("report")
    assert isinstance(found, ReportView)
    return found


def texts_of(report: ReportView) -> list[str]:
    sheets = [
        *([report.result] if report.result else []),
        *(one for chapter in report.chapters for one in chapter.sheets),
    ]
    return [entry.text for sheet in sheets for section in sheet.sections for entry in all_entries(section)]


def test_every_entry_of_a_series_is_a_row_of_each_format(report: ReportView, make: Make) -> None:
    told = sorted(clean(text) for text in texts_of(report) if text)
    assert len(told) > 150
    assert sorted(row["text"] for row in rows_of_csv(make(report, "csv")) if row["text"]) == [
        guarded(one) for one in told
    ]
    book = openpyxl.load_workbook(io.BytesIO(make(report, "xlsx")), read_only=True)
    head, *rows = book["Merkinnät"].iter_rows(values_only=True)
    at = head.index("teksti")
    assert sorted(str(row[at]) for row in rows if row[at]) == told
    head_ods, *rows_ods = rows_of_ods(make(report, "ods"))["Merkinnät"]
    at = head_ods.index("teksti")
    assert sorted(row[at] for row in rows_ods if row[at]) == told


def test_no_two_columns_are_called_alike_and_every_field_comes_back_under_its_name(make: Make) -> None:
    names = ("place", "votes", "text", "one", "two", "due")
    titles = ("Paikka", "Ääniä", "Teksti", "Sama", "sama", "Määräpäivä")
    fields = [
        FieldView(id=name, title=title, type="text", text=name, value=name)
        for name, title in zip(names, titles, strict=True)
    ]
    sheet = view("sheet", "full")
    assert isinstance(sheet, SheetView)
    entry = evolve(next(entry for one in sheet.sections for entry in all_entries(one)), id="e1", fields=tuple(fields))
    odd = evolve(sheet, locale="fi", sections=(evolve(sheet.sections[0], entries=(entry,), parts=(), blanks=()),))
    for file, importer in (("csv", CSV_IMPORT), ("xlsx", XLSX_IMPORT)):
        (found,) = importer.read(make(odd, file), odd).found
        titled = {"Sama": "one", "Määräpäivä": "due"} if file == "xlsx" else {}
        assert {titled.get(name, name): value for name, value in found.fields.items()} == {name: name for name in names}
    head = next(csv.reader(io.StringIO(make(odd, "csv").decode(), newline="")))
    assert len(set(head)) == len(head)


def test_key_results_are_numbers_and_days_with_a_chart_of_how_far_they_are(report: ReportView, make: Make) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make(report, "xlsx")))
    sheet: Any = book["Avaintulokset"]
    head = [cell.value for cell in sheet[1]]
    for number, one in enumerate(report.key_results, 2):
        row = dict(zip(head, (cell.value for cell in sheet[number]), strict=True))
        assert row["teksti"] == one.text
        assert row["edistyminen"] == pytest.approx(one.progress)
        assert row["nyt"] == one.now
        if one.due_on:
            assert row["määräpäivä"].date().isoformat() == one.due_on
    (chart,) = sheet._charts
    assert chart.series[0].val.numRef.f.endswith(f"$B${len(report.key_results) + 1}")


def test_a_wide_table_is_printed_large_enough_to_be_read(report: ReportView, make: Make) -> None:
    """On several pages side by side, each with the first column; a narrow one is as wide as the paper."""
    book: Any = openpyxl.load_workbook(io.BytesIO(make(report, "xlsx")))
    across = {}
    for sheet in book:
        letters = sum((one.max - one.min + 1) * one.width for one in sheet.column_dimensions.values() if one.min)
        across[sheet.title] = sheet.page_setup.fitToWidth or 1
        assert letters <= across[sheet.title] * 300
        assert (sheet.print_title_cols is not None) == (across[sheet.title] > 1)
    assert across["Merkinnät"] > 1
    assert across["Avaintulokset"] == 1


def test_provenance_names_the_sheet_the_votes_and_who_wrote(report: ReportView, make: Make) -> None:
    assert report.result is not None
    rows = rows_of_csv(make(report, "csv", table="provenance"))
    sentences = {entry.text for section in report.result.sections for entry in all_entries(section) if entry.trail}
    assert {row["sentence"] for row in rows} == {guarded(one) for one in sentences}
    assert all(row["place"] for row in rows)
    assert any(row["votes"] for row in rows)
    without = rows_of_csv(make(report, "csv", table="provenance", people=False))
    assert any(row["author"] for row in rows)
    assert not any(row["author"] for row in without)


def test_what_looks_like_a_formula_stays_a_text(make: Make) -> None:
    odd = view("sheet", "odd")
    for row in csv.reader(io.StringIO(make(odd, "csv").decode(), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(make(odd, "xlsx")))
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    with zipfile.ZipFile(io.BytesIO(make(odd, "ods"))) as archive:
        assert b"table:formula" not in archive.read("content.xml")


@pytest.mark.parametrize("text", [*ODD, "=1+1", "'=1", "''@x", "'tis", "-", "\tx"])
def test_what_a_guard_puts_before_a_text_the_import_takes_away(text: str) -> None:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["osio", "teksti"], ["tarpeet", guarded(clean(text))]])
    (found,) = CSV_IMPORT.read(table.getvalue().encode(), None).found or (None,)
    if found is not None:
        assert found.text == clean(text).strip()


def test_for_excel_it_opens_with_letters_and_columns_as_people_read_them(report: ReportView, make: Make) -> None:
    data = make(report, "csv", audience="excel")
    assert data.startswith("\ufeff".encode())
    rows = rows_of_csv(data, ";")
    assert {"tunnus", "arkki", "teksti", "ääniä"} <= set(rows[0])


def test_all_tables_are_a_file_each(hotel: Session) -> None:
    with Engine() as engine:
        made = engine.render(hotel.view("report"), format="csv", options={"table": "all"})
        assert list(made.files) == ["entries.csv", "votes.csv", "key-results.csv", "provenance.csv", "people.csv"]
        with pytest.raises(Refused) as refused:
            engine.render(hotel.view("compass"), format="csv", options={"table": "people"})
    assert refused.value.code == "no-table"


def test_lines_end_as_rfc_4180_says(report: ReportView, make: Make) -> None:
    data = make(report, "csv").decode()
    assert "\r\n" in data
    assert data.endswith("\r\n")
    assert len({len(row) for row in csv.reader(io.StringIO(data, newline=""), strict=True)}) == 1


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_table_that_comes_back_unchanged_changes_nothing(format: str, make: Make) -> None:
    with Engine() as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        for number, text in enumerate(("Hiljaisuutta", "=SUMMA(A1)", "Kaksi\nriviä", "'=1")):
            session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text=text, id=f"n{number}"))
        content = engine.read(make(session.view("canvas:profiili"), format), format=format)
        differences = session.differences(content, by="aino")
        assert not session.take(differences)
        assert [entry.text for entry in session.state.entries_in("profiili", "tarpeet")] == [
            "Hiljaisuutta", "=SUMMA(A1)", "Kaksi\nriviä", "'=1",
        ]  # fmt: skip


def test_a_list_that_somebody_wrote_in_a_spreadsheet_is_read(tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.active.append(["Muistio"])
    sheet = book.create_sheet("lista")
    for row in (["osio", "teksti"], ["tarpeet", "Lepoa"], [None, None], ["toiveet", 3], ["toiveet", True]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    content = XLSX_IMPORT.read((tmp_path / "list.xlsx").read_bytes(), None)
    assert [(one.section, one.text, one.line) for one in content.found] == [
        ("tarpeet", "Lepoa", 2), ("toiveet", "3", 4), ("toiveet", "yes", 5),
    ]  # fmt: skip


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as file:
        for _ in range(210):
            file.write(bytes(1_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"teksti\nLepoa", b"\x00" * 100, bomb, b"x" * 100_000_001],
    ids=["empty", "cut", "csv", "zeros", "bomb", "huge"],
)
def test_what_is_no_workbook_is_told_and_costs_little(data: Any) -> None:
    with pytest.raises(ImportProblem):
        XLSX_IMPORT.read(data() if callable(data) else data, None)


def test_a_workbook_that_is_cut_anywhere_is_told(make: Make, report: ReportView) -> None:
    data = make(report, "xlsx")
    for end in range(0, len(data), len(data) // 20):
        with pytest.raises(ImportProblem):
            XLSX_IMPORT.read(data[:end], None)
