"""Files are taken home at any moment, and what was wrong with one is said in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tyopaja import commands

if TYPE_CHECKING:
    from .conftest import Desk, Watched


def written(desk: Desk) -> Watched:
    """A room in the middle of its first step, with one idea."""
    session = desk.begin("silmukka")
    session.do(commands.Add(by="aino", sheet="seina", section="ideat", text="Yksi kyltti riittää"))
    return session


def taken(page: Page, format: str, what: str, into: Path) -> bytes:
    """The file that the form of a format gives."""
    form = page.locator(f"[data-format={format}]")
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    form.locator("[name=what]").select_option(what)
    with page.expect_download() as waiting:
        form.get_by_role("button", name="Lataa").click()
    path = into / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name.startswith("Hotelli Kaamos")
    return path.read_bytes()


@pytest.mark.parametrize(("format", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_an_office_file_of_what_there_is_now_opens(
    desk: Desk, page: Page, tmp_path: Path, format: str, part: str
) -> None:
    desk.open(page, written(desk))
    with zipfile.ZipFile(io.BytesIO(taken(page, format, "report", tmp_path))) as made:
        assert part in made.namelist()
        assert any("Yksi kyltti riittää" in made.read(name).decode(errors="ignore") for name in made.namelist())


def test_a_pdf_of_the_result_opens_and_holds_the_words(desk: Desk, page: Page, tmp_path: Path) -> None:
    session = desk.begin("ideapaiva")
    session.do(commands.Add(by="saara", sheet="seina", section="teot", text="Piirretään kyltti"))
    desk.open(page, session)
    pages = PdfReader(io.BytesIO(taken(page, "pdf", "compass", tmp_path))).pages
    assert "Piirretään kyltti" in "".join(one.extract_text() for one in pages)
    assert not session.state.ended


def test_name_tags_and_a_blank_sheet_are_offered_where_a_format_has_them(
    desk: Desk, page: Page, tmp_path: Path
) -> None:
    desk.open(page, written(desk))
    assert "Aino" in taken(page, "html", "name-tags", tmp_path).decode()
    assert "Havainnot" in taken(page, "html", "blank:seina", tmp_path).decode()
    offered = page.locator("[data-format=pptx] [name=what] option").all_text_contents()
    assert "Nimilaput" not in offered


def test_an_option_goes_along_and_one_left_alone_says_nothing(desk: Desk, page: Page, tmp_path: Path) -> None:
    desk.open(page, written(desk))
    form = page.locator("[data-format=text]")
    form.locator("summary").first.click()
    form.get_by_text("Valinnat").click()
    form.locator("[name='option.people']").select_option("no")
    with page.expect_response(lambda answer: "/exports/text" in answer.url) as waiting:
        text = taken(page, "text", "report", tmp_path).decode()
    assert "option.people=no" in waiting.value.url
    assert "Yksi kyltti riittää" in text
    assert "(Aino)" not in text


def test_what_could_not_be_made_is_said_in_words_and_the_button_is_there_again(desk: Desk, page: Page) -> None:
    desk.open(page, written(desk))
    form = page.locator("[data-format=pdf]")
    form.locator("[name=what]").evaluate("list => list.add(new Option('x', 'canvas:ei-ole'))")
    form.locator("[name=what]").select_option("canvas:ei-ole")
    form.get_by_role("button", name="Lataa").click()
    expect(page.locator("[data-problem]")).to_be_visible()
    assert "ei-ole" in page.locator("[data-problem]").inner_text()
    expect(form.get_by_role("button", name="Lataa")).to_be_enabled()
