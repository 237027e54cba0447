"""What sentences grew from, who wrote what and how far key results are, in all formats that tell it."""

from __future__ import annotations

import json
from typing import Any

import html5lib
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.renderers import BUILT_IN, Renderer
from tyopaja.renderers.nameless import nameless
from tyopaja.testing.views import view
from tyopaja.views.nodes import ReportView, SheetView, Trace

READABLE = pytest.mark.parametrize("renderer", BUILT_IN[:3], ids=lambda one: one.format)
ALL = pytest.mark.parametrize("renderer", BUILT_IN[:4], ids=lambda one: one.format)


def _bare(text: str) -> str:
    return "".join(text.split())


def _trace(**more: Any) -> Trace:
    plain: dict[str, Any] = {
        "how": "compiled", "depth": 0, "entry": "t1", "sheet": "lupaus", "section": "teot",
        "place": "Palvelulupaus – Teot", "text": "Ovet suljetaan käsin.", "author": "Reijo", "votes": 3, "picked": True,
        "reason": "Tätä kysytään.", "written": "2026-05-26T10:00:00+03:00",
    }  # fmt: skip
    return Trace(**(plain | more))


def _compass(made: Any, *traces: Trace, **more: Any) -> SheetView:
    entry = made.entry("Ovet suljetaan käsin.", trail=traces, **more)
    found: SheetView = made.sheet(made.section("a", entry), what="compass")
    return found


@READABLE
def test_a_sentence_of_the_compass_tells_sheet_entry_votes_and_people(renderer: Renderer, made: Any) -> None:
    answered = _trace(
        how="answers", depth=1, entry="t2", place="Profiili – Pelot", text="Melu herättää.", author="Aino"
    )
    shown = str(renderer.render(_compass(made, _trace(), answered)))
    for words in ("Mistä tämä syntyi", "koottu tästä", "Palvelulupaus – Teot", "Reijo", "3 ääntä", "Tätä kysytään.",
                  "vastaa tähän", "Profiili – Pelot", "Melu herättää.", "Aino"):  # fmt: skip
        assert _bare(words) in _bare(shown)
    assert shown.count("Ovet suljetaan käsin.") == (2 if renderer.format != "html" else 1)  # listed below, folded up


def test_on_a_page_it_is_folded_up_below_the_sentence(made: Any) -> None:
    page = html5lib.parse(str(BUILT_IN[2].render(_compass(made, _trace()))), namespaceHTMLElements=False)
    (folded,) = page.iter("details")
    assert folded[0].tag == "summary"
    assert "open" not in folded.attrib
    assert "Palvelulupaus – Teot" in "".join(folded.itertext())
    parents = {child: parent for parent in page.iter() for child in parent}
    assert "Ovet suljetaan käsin." in "".join(parents[folded].itertext())


def test_a_sheet_that_is_no_compass_folds_nothing_up(made: Any) -> None:
    sheet = evolve(_compass(made, _trace()), what="sheet")
    assert "<details" not in str(BUILT_IN[2].render(sheet))


@ALL
@pytest.mark.parametrize("what", ["compass", "sheet", "report", "workbook", "spread", "session"])
def test_without_people_nobody_is_told_to_have_written_anything(renderer: Renderer, what: str) -> None:
    shown = view(what, "full")
    # Authors in the samples are called by this name, as nobody else there is.
    named, silent = (_named(renderer, shown, people=people) for people in (True, False))
    assert "Kirjoittaja Kielo" in named
    assert "Kirjoittaja Kielo" not in silent
    assert "Valoa polulle" in silent or what == "session"


def _named(renderer: Renderer, shown: Any, *, people: bool) -> str:
    """A view as it is written, with every author called by one name that stands nowhere else."""
    return str(renderer.render(_called(shown), people=people))


def _called(node: Any) -> Any:
    """The same view, its authors by another name."""
    if isinstance(node, tuple):
        return tuple(map(_called, node))
    if not hasattr(node, "__attrs_attrs__"):
        return node
    changes = {
        one.name: "Kirjoittaja Kielo" if one.name == "author" else _called(getattr(node, one.name))
        for one in node.__attrs_attrs__
    }
    return evolve(node, **changes)


@settings(max_examples=30)
@given(st.sampled_from(["compass", "sheet", "report", "spread", "session", "plan", "person", "name-tags"]))
def test_taking_names_away_once_takes_all_of_them(what: str) -> None:
    once = nameless(view(what, "full"))
    assert nameless(once) == once


def test_whose_sheet_it_is_is_not_told_either_where_it_is_the_authors(made: Any) -> None:
    trace = _trace(place="Profiili – Reijo – Tarpeet")
    entry = made.entry(
        "Hiljaisuus.", author="Reijo", owner="Reijo", origin="Profiili – Reijo – Tarpeet", trail=(trace,)
    )
    silent = nameless(made.sheet(made.section("a", entry), what="compass"))
    assert "Reijo" not in json.dumps(json.loads(str(BUILT_IN[3].render(silent))))
    group = made.entry("Hiljaisuus.", author="Reijo", owner="Ryhmä 1")
    kept = nameless(made.sheet(made.section("a", group)))
    assert isinstance(kept, SheetView)
    assert kept.sections[0].entries[0].owner == "Ryhmä 1"


@READABLE
@pytest.mark.parametrize("what", ["report", "workbook"])
def test_a_report_tells_how_far_key_results_are_and_what_was_recalled(renderer: Renderer, what: str) -> None:
    shown = _bare(str(renderer.render(view(what, "full"))))
    for words in ("Avaintulokset", "62 %", "ei vielä mitattu", "3,9 / 5", "4,6 / 5", "Jokainen vieras nukkuu yönsä.",
                  "Mitä edellinen kerta jätti", "Palvelulupaus – Lupaus"):  # fmt: skip
        assert _bare(words) in shown
    assert (_bare("Liite: kaikki merkinnät") in shown) == (what == "workbook")


@READABLE
def test_every_entry_of_a_workbook_stands_in_its_appendix(renderer: Renderer, made: Any) -> None:
    sheet = made.sheet(*(made.section(f"s{number}", made.entry(f"Merkintä {number} tässä")) for number in range(9)))
    report = made.report(sheet)
    assert isinstance(report, ReportView)
    for found, times in ((report, 1), (evolve(report, what="workbook"), 2)):
        shown = str(renderer.render(found))
        assert all(shown.count(f"Merkintä {number} tässä") == times for number in range(9))


@READABLE
@pytest.mark.parametrize(("what", "word"), [("name-tags", "Kukaan ei ole"), ("table-signs", "Ryhmiä ei ole")])
def test_where_there_is_nobody_cards_say_so(renderer: Renderer, what: str, word: str) -> None:
    assert word in str(renderer.render(view(what, "blank")))
    assert word not in str(renderer.render(view(what, "full")))
    assert "Aino Rautio" in str(renderer.render(view(what, "full")))
