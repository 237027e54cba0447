"""Whatever stands in a view, the file is one that programs open: sound XML, no moment of making, nothing active."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from tyopaja.testing.views import FILLS, Fill, view
from tyopaja_office import tyopaja_renderers

FORMATS = {one.format: one for one in tyopaja_renderers() if one.format in ("pptx", "docx", "odt")}
EACH = [(name, what) for name, one in FORMATS.items() for what in one.views]
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize(("format", "what"), EACH)
def test_every_part_is_sound_xml(
    make: Callable[..., bytes], read: Callable[..., Any], format: str, what: str, fill: Fill
) -> None:
    parts = read(make(view(what, fill), format))
    assert parts


@pytest.mark.parametrize("format", FORMATS)
def test_no_clock_has_spoken_in_a_file(make: Callable[..., bytes], format: str) -> None:
    with zipfile.ZipFile(io.BytesIO(make(view("report", "full"), format))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            data = archive.read(name)
            assert set(_MOMENT.findall(data)) <= {b"2000-01-01T00:00:00"}, name
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    core = inner.read("docProps/core.xml")
                assert set(_MOMENT.findall(core)) == {b"2000-01-01T00:00:00"}


@pytest.mark.parametrize("format", FORMATS)
def test_every_relation_leads_to_a_part_of_the_file(
    make: Callable[..., bytes], read: Callable[..., Any], format: str
) -> None:
    data = make(view("report", "full"), format)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    for name, root in read(data).items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in root:
                assert relation.get("TargetMode") is None, "nothing is fetched from elsewhere"
                target = relation.get("Target")
                parts = (
                    target.lstrip("/").split("/")
                    if target.startswith("/")
                    else [*folder.split("/"), *target.split("/")]
                )
                found: list[str] = []
                for part in parts:
                    if part == "..":
                        found.pop()
                    elif part:
                        found.append(part)
                assert "/".join(found) in names


@pytest.mark.parametrize("format", FORMATS)
def test_without_people_no_author_is_named(
    hotel: Any, make: Callable[..., bytes], read: Callable[..., Any], format: str
) -> None:
    view = hotel.view("report")
    assert "Jouni-Antti" in _all_text(read(make(view, format)))
    assert "Jouni-Antti" not in _all_text(read(make(view, format, people=False)))


@pytest.mark.parametrize("format", FORMATS)
def test_prompts_can_be_left_out(hotel: Any, make: Callable[..., bytes], read: Callable[..., Any], format: str) -> None:
    view = hotel.view("canvas:empatia")
    prompt = view.sections[0].prompts[0]
    assert prompt in _all_text(read(make(view, format)))
    assert prompt not in _all_text(read(make(view, format, prompts=False)))


def _all_text(parts: Any) -> str:
    return "\n".join("".join(root.itertext()) for root in parts.values())


@pytest.mark.parametrize("format", FORMATS)
def test_libreoffice_opens_a_report(
    make: Callable[..., bytes], printed: Callable[[bytes, str], bytes], format: str
) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(printed(make(view("report", "full"), format), format))).pages) > 3


@pytest.mark.parametrize("format", FORMATS)
def test_libreoffice_opens_what_is_odd(
    make: Callable[..., bytes], printed: Callable[[bytes, str], bytes], format: str
) -> None:
    """A sheet: a report has several of them, and nothing that is odder."""
    pages = pypdf.PdfReader(io.BytesIO(printed(make(view("sheet", "odd"), format), format))).pages
    assert "alert(1)" in "".join(page.extract_text() for page in pages)
