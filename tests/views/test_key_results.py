"""Key results by themselves, what workshops recall, and cards: of sessions that were played."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from tyopaja.model.state import Check
from tyopaja.testing import strategies
from tyopaja.testing.strategies import History
from tyopaja.views import look
from tyopaja.views.nodes import CardsView, ReportView

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))


def test_a_key_result_is_told_with_its_figures_and_how_far_it_is(played: Any) -> None:
    (found,) = played.report().key_results
    assert (found.text, found.place, found.sheet) == ("Uni paranee", "Tavoitteet 1 – Avaintulokset", "okr-1")
    assert (found.start_text, found.target_text, found.now_text) == ("3,9 / 5", "4,6 / 5", "")
    assert (found.way, found.direction, found.owner) == ("up", "kasvaa", "Aino Rautio")
    assert (found.due, found.due_on) == ("31.12.2026", "2026-12-31")
    assert (found.progress, found.progress_text, found.checks) == (None, "", ())


@pytest.mark.parametrize(("locale", "text"), [("fi", "50\u00a0%"), ("sv", "50\u00a0%"), ("en", "50%")])
def test_it_is_where_it_was_checked_in_last(standing: Any, locale: str, text: str) -> None:
    made = standing(a={"layout": {"areas": ["luvut"]}, "section": {"luvut": {"title": "L", "kind": "key-results"}}})
    checks = tuple(Check(at=BEGINNING, by="aino", now=now, text=said) for now, said in ((4.0, None), (4.25, "Verhot.")))
    made.note("k1", "a.luvut", fields={"start": 3.9, "now": 4.25, "target": 4.6, "direction": "up"}, checks=checks)
    (found,) = made.look("report", locale).key_results
    assert found.now == 4.25
    assert found.progress == pytest.approx(0.5)
    assert found.progress_text == text
    assert [(check.value, check.note) for check in found.checks] == [(4.0, ""), (4.25, "Verhot.")]


def test_one_that_was_carried_stands_once_where_it_came_to(standing: Any) -> None:
    canvas = {
        "layout": {"areas": ["tavoite luvut"]},
        "section": {"tavoite": {"title": "Tavoite"}, "luvut": {"title": "Luvut", "kind": "key-results"}},
    }
    made = standing(a=canvas, b=canvas)
    made.note("t1", "a.tavoite", "Hiljaisuus", picked=None)
    made.note("k1", "a.luvut", "Uni paranee", fields={"start": 1, "now": 2, "target": 3})
    made.note("t2", "b.tavoite", "Rauha")
    made.note("k2", "b.luvut", "Uni paranee", origin="k1", fields={"start": 1, "now": 3, "target": 3})
    made.note("k3", "b.luvut", "Aamiainen maistuu")
    found = made.look("report").key_results
    assert [(one.entry, one.objective, one.progress) for one in found] == [("k2", "Rauha", 1.0), ("k3", "Rauha", None)]


def test_a_workshop_recalls_what_was_chosen_else_voted_else_stated(recalling: Any) -> None:
    made = recalling()
    made.do("advance")
    made.do("add", sheet="lupaus", section="lupaus", text="Lupaamme hiljaisuuden.")
    deeds = [
        made.do("add", sheet="lupaus", section="teot", text=text) for text in ("Ovet kiinni.", "Kelkat.", "Valot.")
    ]
    made.do("add", sheet="lupaus", section="ongelma", part="kipu", text="Melu herättää.")
    made.do("advance")
    for by, entry in (("aino", deeds[1]), ("ilse", deeds[1]), ("aino", deeds[0])):
        made.do("vote", by=by, entry=entry)
    made.do("advance")
    (first,) = made.report().chapters  # the second workshop has left nothing yet
    assert first.recaps == ()
    made.do("add", sheet="okr-1", section="tulokset", text="Uni paranee")
    found = made.report().chapters[1].recaps
    assert [(one.title, [entry.text for entry in one.entries]) for one in found] == [
        ("Palvelulupaus – Lupaus", ["Lupaamme hiljaisuuden."]),
        ("Palvelulupaus – Teot", ["Kelkat.", "Ovet kiinni."]),
    ]
    other = made.do("add", sheet="lupaus", section="lupaus", text="Lupaamme huskyt.")
    made.do("pick", entry=other)
    found = made.report().chapters[1].recaps
    assert [entry.text for entry in found[0].entries] == ["Lupaamme huskyt."]


def test_a_workbook_is_the_report_to_bind(played: Any) -> None:
    report, book = (look(played.definitions, played.state, what, "fi") for what in ("report", "workbook"))
    assert isinstance(report, ReportView)
    assert isinstance(book, ReportView)
    assert (report.what, book.what) == ("report", "workbook")
    assert (report.chapters, report.key_results, report.result) == (book.chapters, book.key_results, book.result)


def test_name_tags_are_for_those_who_are_here_and_blank_for_those_who_come(played: Any) -> None:
    played.do("expect", count=3)
    played.do("seat", person="aino", group="ryhma-1")
    tags = look(played.definitions, played.state, "name-tags", "fi")
    assert isinstance(tags, CardsView)
    assert [(card.title, card.lines, bool(card.colour)) for card in tags.cards] == [
        ("Ilse", ("fasilitaattori",), False),
        ("Aino Rautio", ("Ryhmä 1", "osallistuja"), True),
        ("", ("osallistuja",), False),
        ("", ("osallistuja",), False),
    ]
    played.do("leave", by="aino")
    tags = look(played.definitions, played.state, "name-tags", "fi")
    assert isinstance(tags, CardsView)
    assert [card.title for card in tags.cards] == ["Ilse", "", "", ""]


def test_table_signs_name_those_at_the_table(played: Any) -> None:
    signs = look(played.definitions, played.state, "table-signs", "fi")
    assert isinstance(signs, CardsView)
    assert signs.cards == ()
    played.do("seat", person="aino", group="ryhma-1")
    signs = look(played.definitions, played.state, "table-signs", "sv")
    assert isinstance(signs, CardsView)
    assert [(card.title, card.lines) for card in signs.cards] == [("Grupp 1", ("Aino Rautio",))]


@settings(max_examples=40)
@given(strategies.histories())
def test_cards_are_as_many_as_people_and_groups(played: History) -> None:
    definitions, state = played.rules.definitions, played.state
    tags, signs = (look(definitions, state, what, "en") for what in ("name-tags", "table-signs"))
    assert isinstance(tags, CardsView)
    assert isinstance(signs, CardsView)
    here = state.present()
    assert len([card for card in tags.cards if card.title]) == len(here)
    assert len(tags.cards) == len(here) + max(
        0, (state.expected or 0) - sum(one.heads for one in here if one.role == "participant")
    )
    assert len(signs.cards) == len(state.groups)


@settings(max_examples=40)
@given(strategies.histories())
def test_every_key_result_is_told_once_and_from_nought_to_one(played: History) -> None:
    report = look(played.rules.definitions, played.state, "report", "fi")
    assert isinstance(report, ReportView)
    names = [one.entry for one in report.key_results]
    assert len(set(names)) == len(names)
    for one in report.key_results:
        assert one.progress is None or 0 <= one.progress <= 1
        assert bool(one.progress_text) == (one.progress is not None)
        assert one.now == played.state.entries[one.entry].fields.get("now")
