"""Slides: everything that was written stands on one, inside it, in a language, with a title and words for pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from pptx import Presentation

from tyopaja.testing.views import view
from tyopaja.views.nodes import EntryView

_LEAST = 900
"""Nine points, in the unit of `sz`."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def _slides(parts: Any) -> list[Any]:
    return [root for name, root in parts.items() if name.startswith("ppt/slides/slide")]


def test_everything_that_was_written_in_a_series_stands_on_a_slide(
    hotel: Any, make: Any, read: Any, said: Any, bare: Any, written: Any
) -> None:
    view = hotel.view("report")
    shown = bare(" ".join(line for slide in _slides(read(make(view, "pptx"))) for line in said(slide)))
    missing = [entry.text for entry in written(view) if bare(entry.text) not in shown]
    assert not missing


def test_every_slide_has_a_title_and_every_picture_has_words(hotel: Any, make: Any) -> None:
    made = Presentation(io.BytesIO(make(hotel.view("report"), "pptx")))
    for slide in made.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        for shape in slide.shapes:
            if shape.shape_type is not None and (shape.has_chart or shape.shape_type.name == "PICTURE"):
                assert shape._element.xpath(".//p:cNvPr/@descr")[0].strip()


def test_no_shape_leaves_its_slide_and_no_number_is_given_twice(hotel: Any, make: Any) -> None:
    made: Any = Presentation(io.BytesIO(make(hotel.view("report"), "pptx")))
    for slide in made.slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(numbers) == len(set(numbers))
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= made.slide_width + 1
            assert shape.top + shape.height <= made.slide_height + 1


def test_text_is_at_least_nine_points_and_in_the_language_of_the_view(hotel: Any, make: Any, read: Any) -> None:
    for slide in _slides(read(make(hotel.view("report", locale="sv"), "pptx"))):
        for run in slide.iter(f"{_A}rPr"):
            assert int(run.get("sz", _LEAST)) >= _LEAST
            assert run.get("lang") == "sv-FI"


def test_a_box_that_is_too_full_goes_on_on_further_slides(make: Any, read: Any, said: Any, bare: Any) -> None:
    sheet: Any = view("sheet", "full")
    notes = tuple(EntryView(id=f"x{number}", text=f"Muistilappu {number}.", author="Aino") for number in range(300))
    sheet = evolve(sheet, sections=(evolve(sheet.sections[0], entries=notes), *sheet.sections[1:]))
    slides = [" ".join(said(slide)) for slide in _slides(read(make(sheet, "pptx")))]
    together = " ".join(slides)
    assert [note.text for note in notes if note.text not in together] == []
    assert sum("(jatkuu)" in slide for slide in slides) >= 2


def test_a_text_that_is_longer_than_a_slide_is_parted_and_whole(make: Any, read: Any, said: Any, bare: Any) -> None:
    sheet: Any = view("sheet", "full")
    long = " ".join(f"sana{number}" for number in range(4000))
    entry = EntryView(id="pitka", text=long, author="Aino")
    sheet = evolve(sheet, sections=(evolve(sheet.sections[0], entries=(entry,)), *sheet.sections[1:]))
    shown = "".join(bare(" ".join(said(slide))) for slide in _slides(read(make(sheet, "pptx"))))
    assert all(f"sana{number}" in shown for number in range(4000))


def test_a_statement_that_goes_on_stays_on_its_colour(make: Any) -> None:
    sheet: Any = view("sheet", "full")
    entry = EntryView(id="lupaus", text="Kuljetamme valon polulle. " * 300, author="Aino")
    statement = next(one for one in sheet.sections if one.look == "statement")
    sections = tuple(evolve(one, entries=(entry,)) if one is statement else one for one in sheet.sections)
    made: Any = Presentation(io.BytesIO(make(evolve(sheet, sections=sections), "pptx")))
    grounds = [
        str(shape.fill.fore_color.rgb)
        for slide in made.slides
        for shape in slide.shapes
        if shape.name.startswith("Box") and shape.name.endswith(statement.title)
    ]
    assert len(grounds) > 1
    assert set(grounds) == {statement.colour[1:].upper()}


def test_all_text_on_a_statement_can_be_read(make: Any) -> None:
    sheet: Any = view("sheet", "full")
    statement = next(one for one in sheet.sections if one.look == "statement")
    assert statement.entries[0].fields
    made: Any = Presentation(io.BytesIO(make(sheet, "pptx")))
    titles = {field.title for field in statement.entries[0].fields}
    runs: list[Any] = []
    for slide in made.slides:
        for box in (one for one in slide.shapes if one.name.startswith("Box") and one.name.endswith(statement.title)):
            inside = [
                one for one in slide.shapes
                if one.name.startswith("Text") and box.left <= one.left < box.left + box.width
                and box.top <= one.top < box.top + box.height
            ]  # fmt: skip
            runs += [run for one in inside for paragraph in one.text_frame.paragraphs for run in paragraph.runs]
    assert any(run.text.rstrip(": ") in titles for run in runs)
    assert {str(run.font.color.rgb) for run in runs} == {"FFFFFF"}


def test_the_speaker_has_the_questions_and_what_the_sentences_grew_from(hotel: Any, make: Any) -> None:
    sheet = hotel.view("canvas:empatia")
    made = Presentation(io.BytesIO(make(sheet, "pptx")))
    spoken = made.slides[0].notes_slide.notes_text_frame.text
    assert all(prompt in spoken for section in sheet.sections for prompt in section.prompts)
    compass = hotel.view("compass")
    made = Presentation(io.BytesIO(make(compass, "pptx")))
    spoken = made.slides[0].notes_slide.notes_text_frame.text
    traced = [trace for section in compass.sections for entry in section.entries for trace in entry.trail]
    assert traced
    assert all(trace.place in spoken for trace in traced)


def test_a_radar_and_a_curve_are_charts_that_can_be_edited(hotel: Any, make: Any) -> None:
    for sheet, count in (("muotoilun-nakokulmat", 5), ("palvelupolku", 16)):
        made = Presentation(io.BytesIO(make(hotel.view(f"canvas:{sheet}"), "pptx")))
        charts = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
        assert [len(list(chart.plots[0].categories)) for chart in charts] == [count]


def test_key_results_are_a_table_with_a_head(hotel: Any, make: Any) -> None:
    report = hotel.view("report")
    made = Presentation(io.BytesIO(make(report, "pptx", parts=("key-results",))))
    rows = [[cell.text for cell in row.cells] for slide in made.slides for shape in slide.shapes if shape.has_table
            for row in shape.table.rows]  # fmt: skip
    assert [row[0] for row in rows[1:]] == [one.text for one in report.key_results]
    assert rows[0][0] == "Avaintulos"
    assert all(shape.table.first_row for slide in made.slides for shape in slide.shapes if shape.has_table)


@pytest.mark.parametrize("part", ["cover", "contents", "result", "recaps", "sheets", "key-results", "session"])
def test_a_part_can_be_shown_by_itself(hotel: Any, make: Any, part: str) -> None:
    report = hotel.view("report")
    alone = Presentation(io.BytesIO(make(report, "pptx", parts=(part,))))
    every = Presentation(io.BytesIO(make(report, "pptx")))
    assert 0 < len(alone.slides) < len(every.slides)


def test_text_from_right_to_left_stands_so(make: Any, read: Any) -> None:
    sheet: Any = view("sheet", "full")
    entry = EntryView(id="he", text="שלום עולם", author="Aino")
    sheet = evolve(sheet, sections=(evolve(sheet.sections[0], entries=(entry,)), *sheet.sections[1:]))
    slides = _slides(read(make(sheet, "pptx")))
    paragraphs = [one for slide in slides for one in slide.iter(f"{_A}p") if "שלום" in "".join(one.itertext())]
    assert paragraphs
    assert all(one.find(f"{_A}pPr").get("rtl") == "1" for one in paragraphs)
    assert all(slide.tag == f"{_P}sld" for slide in slides)


def test_control_characters_and_lone_surrogates_are_shown_not_dropped(make: Callable[..., bytes], read: Any) -> None:
    sheet: Any = view("sheet", "full")
    entry = EntryView(id="n", text="a\x00b\ud800c\x1bd", author="Aino")
    sheet = evolve(sheet, sections=(evolve(sheet.sections[0], entries=(entry,)), *sheet.sections[1:]))
    text = "".join("".join(slide.itertext()) for slide in _slides(read(make(sheet, "pptx"))))
    assert "a\ufffdb\ufffdc\ufffdd" in text
