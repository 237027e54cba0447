"""The law of coming back: without edits there is no difference; with edits there are exactly these."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja import Engine, Session
from tyopaja.model.commands import Add, Edit, Join
from tyopaja.views.nodes import SheetView, Trace
from tyopaja_boards.keys import Key, sum_of

Boards = dict[str, Any]
FORMATS = ("jsoncanvas", "excalidraw", "drawio")
WORDS = st.text("abc åäö čđŋ & < Ä", min_size=1, max_size=30).map(lambda text: f"uusi {text}".strip())
_each = pytest.mark.parametrize("format", FORMATS)
_law = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def entries(sheet: SheetView) -> dict[str, Any]:
    return {
        entry.id: entry
        for section in sheet.sections
        for entry in (*section.entries, *(entry for part in section.parts for entry in part.entries))
    }


@_each
def test_a_board_that_nobody_edited_changes_nothing_in_a_real_series(
    hotel: Session, boards: Boards, format: str
) -> None:
    names = hotel.view("session").sheets  # type: ignore[union-attr]
    for what in ("compass", "report", "spread:arvo-me", *(f"canvas:{name}" for name in names)):
        view = hotel.view(what)
        content = boards["importers"][format].read(boards["board"](view, format), None)
        differences = hotel.differences(content)
        assert [one for one in differences.all if one.kind != "unchanged"] == []
        assert differences.wrong == ()
        assert content.skipped == ()
        assert len(differences.unchanged) == len(content.found) > 0


@_each
@_law
@given(data=st.data())
def test_a_board_that_nobody_edited_says_what_it_said(data: st.DataObject, boards: Boards, format: str) -> None:
    sheet = data.draw(boards["sheets"]())
    content = boards["importers"][format].read(boards["board"](sheet, format), None)
    before = entries(sheet)
    assert {found.entry for found in content.found} == before.keys() == set(content.known)
    assert content.skipped == ()
    assert content.sheet == sheet.id
    for found in content.found:
        assert found.text == content.before[found.entry]
        assert sum_of(found.text) == sum_of(before[found.entry].text)
        assert found.written == before[found.entry].written
        if format != "jsoncanvas":  # whose Markdown has no room for indents and a few letters
            assert found.text == before[found.entry].text


@_each
@_law
@given(data=st.data())
def test_edits_come_back_and_nothing_but_edits(data: st.DataObject, boards: Boards, format: str) -> None:
    sheet = data.draw(boards["sheets"]())
    read = boards["importers"][format].read
    editor = boards["editors"][format](boards["board"](sheet, format))
    was = {found.entry: found for found in read(editor.saved(), None).found}
    rects = editor.rects()
    notes = [key for key in rects if key.role == "note"]
    boxes = [key for key in rects if key.role in ("section", "part", "rest") and not _has_inner(key, rects)]
    expected = {name: (found.text, (found.section, found.part)) for name, found in was.items()}
    for key in data.draw(st.lists(st.sampled_from(notes), unique=True)) if notes else ():
        edit = data.draw(st.sampled_from(["write", "put", "both", "delete"]))
        text, place = expected[key.entry]
        if edit == "delete":
            editor.delete(key)
            del expected[key.entry]
            continue
        if edit in ("write", "both"):
            text = data.draw(WORDS)
            editor.write(key, text)
        if edit in ("put", "both"):
            box = data.draw(st.sampled_from(boxes))
            editor.put(key, *_inside(rects[box], data))
            place = (box.section, box.part)
        expected[key.entry] = (text, place)
    new = []
    for text in data.draw(st.lists(WORDS, max_size=3)):
        box = data.draw(st.sampled_from(boxes))
        editor.add(text, *_inside(rects[box], data))
        new.append((text, (box.section, box.part)))
    content = read(editor.saved(), None)
    known = {one.entry: (one.text, (one.section, one.part)) for one in content.found if one.entry}
    assert known == expected
    assert [(one.text, (one.section, one.part)) for one in content.found if not one.entry] == new
    assert set(content.known) == was.keys()
    assert content.whole is bool(was)
    for one in content.found:
        if one.entry and one.entry in content.before:
            edited = sum_of(one.text) != sum_of(was[one.entry].text)
            assert edited == (sum_of(one.text) != sum_of(content.before[one.entry]))


def _has_inner(key: Key, rects: dict[Key, Any]) -> bool:
    """A section whose insides are boxes again: what lies between them belongs to one of those."""
    inner = ("part", "rest")
    return key.role == "section" and any(one.role in inner and one.section == key.section for one in rects)


def _inside(rect: tuple[float, float, float, float], data: st.DataObject) -> tuple[float, float]:
    x, y, width, height = rect
    across, down = data.draw(st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)))
    return x + across * width, y + down * height


@_each
def test_edits_are_differences_of_a_session(hotel: Session, boards: Boards, format: str) -> None:
    sheet: Any = hotel.view("canvas:arvo-asiakas")
    editor = boards["editors"][format](boards["board"](sheet, format))
    rects = editor.rects()
    fears = [key for key in rects if key.role == "note" and key.section == "pelot"]
    hopes = next(rect for key, rect in rects.items() if key.role == "section" and key.section == "toiveet")
    x, y = hopes[0] + hopes[2] / 2, hopes[1] + hopes[3] - 20
    editor.write(fears[0], "Että kyyti ei tule & <kukaan> ei vastaa")
    editor.put(fears[1], x, y)
    editor.delete(fears[2])
    editor.add("Hiljaisuutta", x, y)
    differences = hotel.differences(boards["importers"][format].read(editor.saved(), None))
    told = {
        (one.kind, one.entry if one.kind != "added" else "", one.text)
        for one in differences.all
        if one.kind != "unchanged"
    }
    by_id = entries(sheet)
    assert told == {
        ("edited", fears[0].entry, "Että kyyti ei tule & <kukaan> ei vastaa"),
        ("moved", fears[1].entry, by_id[fears[1].entry].text),
        ("removed", fears[2].entry, by_id[fears[2].entry].text),
        ("added", "", "Hiljaisuutta"),
    }
    assert differences.moved[0].place == differences.added[0].place == "arvo-asiakas.toiveet"
    assert differences.wrong == ()


@_each
def test_lines_are_links_whichever_way_they_are_drawn(hotel: Session, boards: Boards, format: str) -> None:
    spread: Any = hotel.view("spread:arvo-me")
    editor = boards["editors"][format](boards["board"](spread, format))
    notes = {key.entry: key for key in editor.rects() if key.role == "note"}
    answering = [key for key in notes.values() if key.section == "arvonluojat"]
    asked = [key for key in notes.values() if key.section == "toiveet"]
    linked = {
        (one.id, step.entry) for one in entries(spread.answering).values() for step in one.trail if step.depth == 0
    }
    missing = [(a, b) for a in answering for b in asked if (a.entry, b.entry) not in linked]
    (one, hope), (other, wish) = missing[0], missing[-1]
    editor.link(str(one), str(hope))
    editor.link(str(wish), str(other))
    box = next(rect for key, rect in editor.rects().items() if key.role == "section" and key.section == "arvonluojat")
    name = editor.add("Uusi vastaus", box[0] + box[2] / 2, box[1] + box[3] - 20)
    editor.link(name, str(hope))
    differences = hotel.differences(boards["importers"][format].read(editor.saved(), None))
    answers = {(diff.entry, diff.before) for diff in differences.linked}
    new = differences.added[0]
    texts = entries(spread.asked)
    expected = {(one.entry, hope.entry), (other.entry, wish.entry), (new.entry, hope.entry)}
    assert answers == {(entry, texts[target].text) for entry, target in expected}
    assert {diff.kind for diff in differences.all} == {"unchanged", "linked", "added"}


@_each
def test_what_the_session_did_since_stays(boards: Boards, format: str) -> None:
    """Notes that were edited here, and there, and in both; one that was taken away there."""
    with Engine(environ={"TYOPAJA_PLUGINS": ""}) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
        session.do(Join(by="aino", called="Aino", role="facilitator"))
        sheet: Any = session.view("canvas:empatia")
        section = next(one.id for one in sheet.sections if one.kind == "notes" and not one.parts)
        for name in ("a", "b", "c", "d"):
            session.do(Add(by="aino", id=name, sheet="empatia", section=section, text=f"{name}: ensin"))
            session.do(Edit(by="aino", entry=name, text=f"{name}: viety"))
        editor = boards["editors"][format](boards["board"](session.view("canvas:empatia"), format))
        notes = {key.entry: key for key in editor.rects() if key.role == "note"}
        editor.write(notes["b"], "b: taululla")
        editor.write(notes["c"], "c: taululla")
        editor.delete(notes["d"])
        session.do(Edit(by="aino", entry="a", text="a: istunnossa"))
        session.do(Edit(by="aino", entry="c", text="c: istunnossa"))
        content = boards["importers"][format].read(editor.saved(), None)
        kinds = {one.before or one.text: one.kind for one in session.differences(content).all}
        told = {"a": "unchanged", "b": "edited", "c": "conflict", "d": "removed"}
        assert {text[0]: kind for text, kind in kinds.items()} == told


@_each
def test_a_sentence_of_a_compass_goes_back_to_where_it_grew(boards: Boards, format: str) -> None:
    from tyopaja.testing.views import view

    base = view("compass", "full")
    assert isinstance(base, SheetView)
    trace = Trace(how="compiled", depth=0, entry="n7", sheet="lupaus", section="lause", place="Lupaus", text="Me",
                  author="Aino", written="2026-05-26T09:30:00+03:00")  # fmt: skip
    section = base.sections[1]
    entry = evolve(section.entries[0], id="n7", trail=(trace,))
    sheet = evolve(base, sections=(evolve(section, entries=(entry,)), evolve(base.sections[0], entries=())))
    editor = boards["editors"][format](boards["board"](sheet, format))
    note = next(key for key in editor.rects() if key.role == "note")
    box = next(
        rect for key, rect in editor.rects().items() if key.role == "section" and key.section == base.sections[0].id
    )
    editor.write(note, "Me kuljemme")
    editor.put(note, box[0] + box[2] / 2, box[1] + box[3] / 2)
    content = boards["importers"][format].read(editor.saved(), None)
    (found,) = content.found
    assert (found.text, found.entry, found.sheet, found.section) == ("Me kuljemme", "n7", "lupaus", "lause")
    assert (found.otherwise[0].sheet, found.otherwise[0].section) == ("arkki", section.id)
    assert not content.whole, "what is left out of a compass stands elsewhere all the same"
    assert any("not moved" in one for one in content.skipped)


@_each
def test_a_blank_that_was_filled_in_comes_back_alone(boards: Boards, format: str) -> None:
    from tyopaja.testing.views import view

    editor = boards["editors"][format](boards["board"](view("sheet", "full"), format))
    blank = next(key for key in editor.rects() if key.role == "blank" and key.entry == "nimi")
    editor.write(blank, "Helga")
    content = boards["importers"][format].read(editor.saved(), None)
    (form,) = [found for found in content.found if found.fields]
    assert (form.sheet, form.section, form.fields) == ("arkki", "c", {"nimi": "Helga"})
