"""The report: everything that was produced, once, in reading order."""

from __future__ import annotations

from typing import Any


def _chapters(player: Any, locale: str = "fi") -> list[tuple[str, list[str]]]:
    return [(chapter.title, [sheet.id for sheet in chapter.sheets]) for chapter in player.report(locale).chapters]


def test_each_workshop_is_a_chapter_with_the_sheets_that_it_worked_on_first(played: Any) -> None:
    assert _chapters(played) == [("Työpaja 1", ["lupaus"]), ("Työpaja 2", ["okr-1"])]
    assert played.report().chapters[0].purpose == "Mitä lupaamme?"


def test_the_result_stands_first_and_is_the_compass(played: Any) -> None:
    report = played.report()
    assert report.result == played.sheet("compass")
    assert report.session == played.session()
    assert report.title == "Hotelli Kaamos – Arjen kompassi"


def test_a_session_in_which_nothing_was_written_has_a_report_without_chapters(player: Any) -> None:
    assert _chapters(player) == []
    assert player.report().result is not None


def test_a_sheet_that_no_step_works_on_is_shown_all_the_same(without_use: Any) -> None:
    assert _chapters(without_use) == [("Muut arkit", ["okr-1"])]
    assert _chapters(without_use, "en") == [("Other sheets", ["okr-1"])]


def test_what_stood_there_from_the_beginning_makes_no_chapter_until_somebody_does_something_with_it(
    standing: Any,
) -> None:
    section = {"title": "Polku", "kind": "checklist", "start": {"fi": ["Tulo", "Lähtö"]}}
    made = standing(polku={"layout": {"areas": ["polku"]}, "section": {"polku": section}})
    made.note("e1", "polku.polku", "Tulo", by="")
    made.note("e2", "polku.polku", "Lähtö", by="")
    assert made.look("report").chapters == ()
    for change in ({"fields": {"done": True}}, {"votes": ("aino",)}, {"text": "Aamukahvi"}):
        made.note("e2", "polku.polku", **{"text": "Lähtö", "by": "", **change})
        [chapter] = made.look("report").chapters
        assert [sheet.id for sheet in chapter.sheets] == ["polku"]
