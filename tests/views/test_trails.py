"""What entries grew from: every step back is there, in its order, once, and nothing that the viewer may not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja import Engine, commands
from tyopaja.testing import strategies
from tyopaja.testing.strategies import History
from tyopaja.views import look
from tyopaja.views.nodes import EntryView, ReportView


def shown(view: Any) -> Iterator[EntryView]:
    """All entries of a sheet."""
    for section in view.sections:
        yield from section.entries
        yield from (entry for part in section.parts for entry in part.entries)


def every(report: ReportView) -> Iterator[EntryView]:
    """All entries of a report, what was recalled too."""
    for sheet in (
        *([report.result] if report.result else ()),
        *(one for part in report.chapters for one in part.sheets),
    ):
        yield from shown(sheet)
    yield from (entry for chapter in report.chapters for one in chapter.recaps for entry in one.entries)


def test_a_sentence_of_the_compass_tells_where_it_stands_and_what_it_answers(played: Any) -> None:
    compass = {entry.text: entry for entry in shown(played.sheet("compass"))}
    promise = compass["Lupaamme hiljaisuuden."].trail
    assert [(one.how, one.depth, one.sheet, one.section) for one in promise] == [("compiled", 0, "lupaus", "lupaus")]
    assert promise[0].place == "Palvelulupaus – Lupaus"
    assert (promise[0].author, promise[0].picked, promise[0].reason) == ("Ilse", True, "Tätä vieraat kysyvät.")
    assert datetime.fromisoformat(promise[0].written).year == 2026
    deed = compass["Puhelimet äänettömällä."].trail
    assert [(one.how, one.depth, one.text, one.votes, one.part) for one in deed] == [
        ("compiled", 0, "Puhelimet äänettömällä.", 1, ""), ("answers", 1, "Melu herättää.", 0, "kipu"),
    ]  # fmt: skip


def test_on_its_own_sheet_an_entry_begins_with_what_it_answers(played: Any) -> None:
    deeds = {entry.text: entry for entry in shown(played.sheet("canvas:lupaus"))}
    assert [one.how for one in deeds["Puhelimet äänettömällä."].trail] == ["answers"]
    assert deeds["Ovet suljetaan käsin."].trail == ()
    assert deeds["Ovet suljetaan käsin."].written


def test_what_was_carried_leads_back_to_what_it_is_a_copy_of(standing: Any) -> None:
    made = standing(a={"layout": {"areas": ["x y"]}, "section": {"x": {"title": "X"}, "y": {"title": "Y"}}})
    made.note("eka", "a.x", "Eka")
    made.note("toka", "a.x", "Toka", "eka", origin="eka")
    made.note("kolmas", "a.y", "Kolmas", "toka", "eka", "puuttuu", origin="toka")
    third = next(entry for entry in shown(made.look("canvas:a")) if entry.text == "Kolmas")
    assert [(one.how, one.depth, one.text) for one in third.trail] == [("carried", 0, "Toka"), ("answers", 0, "Eka")]


def test_the_way_ends_at_what_was_taken_away_and_at_itself(standing: Any) -> None:
    made = standing(a={"layout": {"areas": ["x"]}, "section": {"x": {"title": "X"}}})
    made.note("eka", "a.x", "Eka", removed=True)
    made.note("toka", "a.x", "Toka", "neljas", origin="eka")
    made.note("neljas", "a.x", "Neljäs", "toka")
    found = {entry.text: [one.text for one in entry.trail] for entry in shown(made.look("canvas:a"))}
    assert found == {"Toka": ["Neljäs"], "Neljäs": ["Toka"]}


def test_a_writer_who_never_joined_has_no_name(standing: Any) -> None:
    made = standing(a={"layout": {"areas": ["x"]}, "section": {"x": {"title": "X"}}})
    made.note("alku", "a.x", "Alku", by="")
    made.note("toka", "a.x", "Toka", "alku", by="kuka-lie")
    made.note("kolmas", "a.x", "Kolmas", "toka")
    third = next(entry for entry in shown(made.look("canvas:a")) if entry.text == "Kolmas")
    assert [(one.author, bool(one.written)) for one in third.trail] == [("", True), ("", False)]


@settings(max_examples=40)
@given(strategies.histories(), st.sampled_from([None, *strategies.PEOPLE]))
def test_trails_end_and_hold_only_what_there_is_to_see(played: History, viewer: str | None) -> None:
    state = played.state
    report = look(played.rules.definitions, state, "report", "fi", viewer=viewer)
    assert isinstance(report, ReportView)
    for entry in every(report):
        names = [one.entry for one in entry.trail]
        assert len(set(names)) == len(names)
        assert [one.depth for one in entry.trail] == sorted(one.depth for one in entry.trail)
        assert [one.how == "compiled" for one in entry.trail[1:]] == [False] * (len(names) - 1 if names else 0)
        if not entry.trail or entry.trail[0].how != "compiled":
            assert entry.id not in names
        for one in entry.trail:
            there = state.entries[one.entry]
            assert not there.removed
            assert (one.text, one.sheet, one.section) == (there.text or "", there.sheet, there.section)
            assert not there.private or there.by == viewer
            assert one.votes in (0, len(there.votes))


def test_somebody_who_was_erased_is_in_no_trail() -> None:
    with Engine(environ={}) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(commands.Join(by="saara", called="Saara", role="facilitator"))
        session.do(commands.Join(by="reijo", called="Reijo Pakkala"))
        session.do(commands.Go(by="saara", to="profiili", reason="koe"))
        for by, text in (("reijo", "Kyyti myöhässä"), ("saara", "Hidas aamiainen")):
            session.do(commands.Add(by=by, sheet="profiili", section="tarpeet", text=text, id=f"e-{by}"))
        session.do(commands.Link(by="saara", entry="e-saara", to="e-reijo"))
        (before,) = [one for one in shown(session.view("canvas:profiili")) if one.trail]
        assert [(one.author, one.text) for one in before.trail] == [("Reijo Pakkala", "Kyyti myöhässä")]
        session.do(commands.Erase(by="reijo"))
        (after,) = [one for one in shown(session.view("canvas:profiili")) if one.trail]
        assert "Reijo" not in str(after)
        assert "Kyyti" not in str(after)
