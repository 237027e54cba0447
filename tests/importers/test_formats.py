"""What each format that ships with tyopaja holds, well written and badly."""

from __future__ import annotations

import pytest
from attrs import evolve

from tyopaja import Content, Engine, ImportProblem, UnknownId
from tyopaja.errors import PluginError
from tyopaja.importers import MOST_BYTES, Found, Importer, Spot, text_in
from tyopaja.importers.csv_ import CSV
from tyopaja.importers.json_ import JSON
from tyopaja.importers.markdown import MARKDOWN
from tyopaja.importers.text import TEXT
from tyopaja.plugins import hookimpl
from tyopaja.testing.views import view
from tyopaja.views.nodes import FieldView, SheetView


def texts(importer: Importer, data: str | bytes) -> list[str]:
    content = importer.read(data.encode() if isinstance(data, str) else data, None)
    return [one.text for one in content.found]


def refusal(importer: Importer, data: bytes) -> ImportProblem:
    with pytest.raises(ImportProblem) as refused:
        importer.read(data, None)
    return refused.value


# Text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("yksi\nkaksi\n\nkolme\n", ["yksi", "kaksi", "kolme"]),
        ("\ufeff- yksi\r\n- kaksi\r\n", ["yksi", "kaksi"]),
        ("• yksi\n  – kaksi\n* kolme\n☐ neljä\n- [x] viisi", ["yksi", "kaksi", "kolme", "neljä", "viisi"]),
        ("1. yksi\n2. kaksi\n3. kolme", ["yksi", "kaksi", "kolme"]),
        ("7) yksi\n8) kaksi", ["yksi", "kaksi"]),
        ("12. joulukuuta avataan", ["12. joulukuuta avataan"]),
        ("1. krs on auki\n1. krs on kiinni", ["1. krs on auki", "1. krs on kiinni"]),
        ("-5 astetta\n—\n=1+1\n<b>lihava</b>", ["-5 astetta", "—", "=1+1", "<b>lihava</b>"]),
        ("vanha\rrivi", ["vanha", "rivi"]),
    ],
)
def test_a_pasted_list_is_taken_without_bullets_and_numbers(pasted: str, found: list[str]) -> None:
    assert texts(TEXT, pasted) == found


# Tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_whatever_stands_between_its_cells(delimiter: str, encoding: str) -> None:
    rows = [["Osio", "Teksti", "Mittari"], ["Tarpeet", '"yötä, rauhaa; unta"', "dB"], ["Pelot", '"a\nb"', ""]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert CSV.read(data, None).found == (
        Found(text="yötä, rauhaa; unta", section="Tarpeet", fields={"Mittari": "dB"}, line=2),
        Found(text="a\nb", section="Pelot", line=3),
    )


@pytest.mark.parametrize(
    ("head", "section", "text"),
    [
        ("section,text", "Needs", "Silence"),
        ("avsnitt,text", "Behov", "Tystnad"),
        ("OSIO:,Avaintulos", "Tulokset", "Uni"),
    ],
)
def test_the_names_of_columns_are_known_in_three_languages(head: str, section: str, text: str) -> None:
    (found,) = CSV.read(f"{head}\n{section},{text}\n".encode(), None).found
    assert (found.section, found.text) == (section, text)


def test_a_table_says_all_that_there_is_to_say_of_a_place() -> None:
    row = "id,sheet,section,part,text,answers\nn1,Empatiakartta,Ajattelee,Kipu,Palelee,n2 n3\n"
    (found,) = CSV.read(row.encode(), None).found
    assert found == Found(
        text="Palelee",
        entry="n1",
        sheet="Empatiakartta",
        section="Ajattelee",
        part="Kipu",
        answers=["n2", "n3"],
        line=2,
    )


def test_a_list_of_one_column_needs_no_names_and_may_have_commas() -> None:
    assert texts(CSV, "Yksi\nKaksi, kolme\nNeljä; viisi\n") == ["Yksi", "Kaksi, kolme", "Neljä; viisi"]
    content = CSV.read(b"teksti\nYksi\n", None)
    assert ([one.text for one in content.found], len(content.skipped)) == (["Yksi"], 1)


def test_what_excel_writes_to_say_what_stands_between_is_not_taken_for_text() -> None:
    assert texts(CSV, "sep=;\nosio;teksti\nTarpeet;a,b\n") == ["a,b"]


def test_columns_that_tell_about_entries_and_cells_under_no_name_are_told_and_not_taken() -> None:
    content = CSV.read("teksti,Äänet,Kirjoittaja\nYksi,3,Aino,yli\n".encode(), None)
    assert [one.fields for one in content.found] == [{}]
    assert ["Äänet, Kirjoittaja" in content.skipped[0], "'yli'" in content.skipped[1]] == [True, True]


@pytest.mark.parametrize("text", ["=SUMMA(A1)", "+358", "-5", "@aino", "'=x"])
def test_the_apostrophe_that_exports_put_before_formulas_is_taken_off(text: str) -> None:
    assert texts(CSV, f"teksti\n'{text}\n") == [text]
    assert texts(CSV, "teksti\n'tis true\n") == ["'tis true"]


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        ("a,b\nc,d\n", "no-columns", 1),
        ("\n\nteksti,lappu\na,b\n", "column-twice", 3),
        (",,\n,,\n", "empty-file", None),
        ("teksti\n" + "a\n" * 20_001, "too-many-rows", None),
    ],
)
def test_a_table_that_cannot_be_told_is_refused(table: str, code: str, line: int | None) -> None:
    problem = refusal(CSV, table.encode())
    assert (problem.code, problem.fields.get("line")) == (code, line)


# Markdown ----------------------------------------------------------------------------------------------------


def test_lists_stand_under_headings() -> None:
    head = "# Muistio\n\nLäsnä kaikki.\n\n## Tarpeet\n\n"
    page = head + "- **Hiljaisuutta** `yöllä`\n  - ovet\n    - tiivisteet\n1. Kahvia\n   aamulla\n"
    content = MARKDOWN.read(page.encode(), None)
    spots = [Spot(section="Muistio", part="Tarpeet"), Spot(sheet="Muistio", section="Tarpeet"), Spot(section="Tarpeet")]
    assert [(one.text, one.line) for one in content.found] == [
        ("Hiljaisuutta yöllä\n– ovet\n  – tiivisteet", 7), ("Kahvia aamulla", 10),
    ]  # fmt: skip
    first = content.found[0]
    assert [Spot(sheet=first.sheet, section=first.section, part=first.part), *first.otherwise] == spots
    assert content.skipped == ("Line 3 is no item of a list: 'Läsnä kaikki.'.",)


def test_headings_of_the_same_height_do_not_stand_inside_each_other() -> None:
    content = MARKDOWN.read(b"## Tarpeet\n- a\n## Pelot\n- b\n", None)
    assert [(one.section, one.otherwise) for one in content.found] == [("Tarpeet", ()), ("Pelot", ())]


def test_a_list_without_headings_says_nothing_of_its_place() -> None:
    (one,) = MARKDOWN.read(b"- a\n", None).found
    assert (one.sheet, one.section, one.part) == ("", "", "")


def test_markup_of_other_languages_stays_as_it_was_written() -> None:
    assert texts(MARKDOWN, "- <script>alert(1)</script> [linkki](https://example.org) ![kuva](x.png)\n") == [
        "<script>alert(1)</script> linkki kuva"
    ]


def test_a_ticked_box_is_kept_where_the_sheet_has_something_to_tick() -> None:
    sheet = view("sheet", "full")
    assert isinstance(sheet, SheetView)
    done = FieldView(id="valmis", title="Valmis", type="yes-no", value=None, text="")
    checks = evolve(sheet.sections[0], draw="checks", fields=(done,))
    for sections, fields in (((checks,), {"valmis": True}), ((checks, sheet.sections[1]), {}), ((), {})):
        content = MARKDOWN.read(b"- [x] a\n- [ ] b\n", evolve(sheet, sections=sections))
        assert [(one.text, one.fields) for one in content.found] == [("a", fields), ("b", {})]


def test_a_page_without_a_list_is_refused() -> None:
    assert refusal(MARKDOWN, b"# Muistio\n\nSanoja.\n").code == "no-list"


# JSON --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b"[]", "no-view"),
        (b'{"what": "plan"}', "no-view"),
        (b'{"what": "sheet", "id": "a", "sections": [{"id": "b"}]}', "no-view"),
        (b'{"what": "sheet", "id": "a", "sections": [{"id": "b", "entries": [{"id": 1, "text": 2}]}]}', "no-view"),
    ],
)
def test_json_that_is_no_exported_view_is_refused(data: bytes, code: str) -> None:
    assert refusal(JSON, data).code == code


# Every format ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("importer", [CSV, JSON, MARKDOWN, TEXT], ids=lambda one: one.format)
@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "empty-file", "empty"),
        (b" \r\n\t", "empty-file", "empty"),
        (b"\xef\xbb\xbf", "empty-file", "empty"),
        (b"a\nb\0c\n", "no-text", "Line 2"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no-text", "no text file"),
        ("a\nhyvää yötä\n".encode("cp1252"), "not-utf-8", "'hyvää yötä'"),
        (b"a\n\x81\n", "not-utf-8", "Line 2"),
        (b"x" * (MOST_BYTES + 1), "too-large", "20 MB"),
    ],
    ids=["nothing", "spaces", "a mark alone", "NUL", "a picture", "Windows-1252", "no encoding", "too large"],
)
def test_what_is_no_text_is_refused_with_what_to_do(importer: Importer, data: bytes, code: str, said: str) -> None:
    problem = refusal(importer, data)
    assert (problem.code, said in problem.message) == (code, True), problem.message


def test_the_message_about_another_encoding_shows_what_it_would_say_and_what_to_do() -> None:
    with pytest.raises(ImportProblem, match=r"Windows-1252 it would say 'hyvää'.*CSV UTF-8"):
        text_in("hyvää".encode("cp1252"))


# Which importer ----------------------------------------------------------------------------------------------


class Boards:
    """A plugin that brings a format for `.json` too, one that fails, and one that reads wrongly."""

    @hookimpl
    def tyopaja_importers(self) -> list[Importer]:
        def fails(data: bytes, sheet: SheetView | None) -> Content:
            raise ValueError("no luck")

        return [
            Importer("board", lambda data, sheet: Content(found=[Found(text="b")]), suffixes=(".json", ".board.json"),
                     known_by=lambda data: b"board" in data),
            Importer("fails", fails, suffixes=()),
            Importer("wrong", lambda data, sheet: "x", suffixes=()),  # type: ignore[arg-type, return-value]
        ]  # fmt: skip


def test_the_importer_is_told_by_the_files_name_and_by_what_is_in_it() -> None:
    with Engine(plugins=[Boards()], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        for name in ("a.json", "A.JSON", "folder/a.json", "a.board.json"):
            assert [one.text for one in engine.read(b'{"board": 1}', name=name).found] == ["b"]
        with pytest.raises(ImportProblem) as no_view:
            engine.read(b'{"sections": []}', name="a.json")
        assert no_view.value.code == "no-view"
        assert [one.text for one in engine.read(b"- a", name="").found] == ["a"]
        assert [one.text for one in engine.read(b"- a", name="muistiinpanot").found] == ["a"]
        with pytest.raises(ImportProblem, match=r"'a\.doc' says no format.*board, csv"):
            engine.read(b"x", name="a.doc")
        with pytest.raises(UnknownId, match=r"importer format 'cvs'.*'csv'"):
            engine.read(b"x", format="cvs")


def test_an_importer_that_fails_is_named_and_the_engine_is_none_the_worse() -> None:
    with Engine(plugins=[Boards()], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        with pytest.raises(PluginError, match="importer of 'fails': ValueError: no luck"):
            engine.read(b"x", format="fails")
        with pytest.raises(PluginError, match="read 'wrong' as str"):
            engine.read(b"x", format="wrong")
        assert engine.read(b"x", format="text").found


def test_two_plugins_that_claim_a_format_are_both_named() -> None:
    class Other:
        @hookimpl
        def tyopaja_importers(self) -> list[Importer]:
            return [Importer("csv", lambda data, sheet: Content(found=[Found(text="mine")]), suffixes=(".csv",))]

    with Engine(plugins=[Other()], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        (collision,) = engine.plugins.collisions()
        assert (collision.what, collision.name, collision.winner) == ("importer", "csv", "Other")
        assert [one.text for one in engine.read(b"x", name="a.csv").found] == ["mine"]


def test_a_reason_beside_a_column_of_texts_is_why_an_entry_was_picked() -> None:
    (found,) = CSV.read(b"section,text,reason\ntarpeet,Lepoa,Kaikki samaa\n", None).found
    assert (found.section, found.text, found.fields) == ("tarpeet", "Lepoa", {})
