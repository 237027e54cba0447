"""Every canvas is shown, and written on by forms that are made of its fields."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tyopaja import commands

Begin = Callable[..., Any]


def picture() -> bytes:
    """A red point, as PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


def fill(form: Locator) -> None:
    """Write something into every blank of a form, whatever it asks for."""
    for box in form.locator("textarea, input[type=text]").all():
        box.fill("Koe")
    for box in form.locator("input[inputmode=decimal]").all():
        box.fill("12,5")
    for box in form.locator("input[type=date]").all():
        box.fill("2027-03-01")
    for box in form.locator("select").all():
        box.select_option(index=1)
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for group in form.locator("fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").nth(1).check()
    for box in form.locator("input[type=range]").all():
        box.fill("30")
    for box in form.locator("input[type=file]").all():
        box.set_input_files({"name": "piste.png", "mimeType": "image/png", "buffer": picture()})
        expect(form.get_by_text("Kuva on mukana.")).to_be_visible()


def opened(page: Page, box: Locator) -> Locator:
    """The form of a box, opened."""
    box.locator(".write:visible").first.click()
    form = page.locator("dialog[open] .fields-form").or_(box.locator(".slot > .fields-form"))
    form.wait_for()
    return form


def test_every_section_of_every_canvas_is_written_on_by_its_own_form(desk: Begin) -> None:
    """One of each kind of box is filled in by its form, and the session has what was written."""
    one, seen = desk("kaikki"), set()
    for sheet, canvas in one.session.definitions.canvases.items():
        fresh = []
        for name in canvas.section:
            kind = canvas.kind(name)
            types = tuple((key, field.type) for key, field in kind.fields.items())
            shape = (kind.draw, kind.many, types, bool(canvas.section[name].parts))
            if shape not in seen:
                fresh.append(name)
                seen.add(shape)
        if not fresh:
            continue
        page = one.board(sheet)
        expect(page.locator(f'.board[data-sheet="{sheet}"] > .box')).to_have_count(len(canvas.section))
        for name in fresh:
            before = {entry.id: entry for entry in one.session.refresh().entries_in(sheet, name)}
            form = opened(page, page.locator(f'.box[data-section="{name}"]'))
            fill(form)
            form.locator(".main").click()

            def written(sheet: str = sheet, name: str = name, before: dict[str, Any] = before) -> bool:
                now = one.session.state.entries_in(sheet, name)
                return any(before.get(entry.id) != entry for entry in now)

            one.settled(written)
            (entry, *_) = [e for e in one.session.state.entries_in(sheet, name) if before.get(e.id) != e]
            asked = canvas.kind(name).fields
            empty = [key for key in asked if key != "text" and entry.fields.get(key) is None]
            assert empty == [], f"{sheet}.{name} has nothing in {empty}"
        page.context.close()


def test_a_field_of_each_type_is_kept_as_what_it_is(desk: Begin) -> None:
    """Numbers are numbers, days ISO, choices and people ids, a picture its key, a place two numbers."""
    one = desk()
    page = one.board()
    form = opened(page, page.locator('.box[data-section="kaikki"]'))
    fill(form)
    form.locator(".main").click()
    one.settled(lambda: len(one.order("kaikki")) == 1)
    (entry,) = one.session.state.entries_in("koe", "kaikki")
    kept = dict(entry.fields)
    assert str(kept.pop("kuva")).startswith("sha256:")
    assert kept == {
        "luku": 12.5, "arvio": 2, "valinta": "kuokka", "paiva": "2027-03-01", "kuka": kept["kuka"], "kylla": True,
        "paikka": (30, 30), "vari": 1,
    }  # fmt: skip
    assert kept["kuka"] in one.session.state.people
    expect(page.locator('.box[data-section="kaikki"] img')).to_have_js_property("naturalWidth", 1)


def test_what_is_missing_is_asked_for_and_nothing_is_sent(desk: Begin) -> None:
    """A form that lacks what is needed says what, and a number that is none is told."""
    one = desk()
    page = one.board()
    form = opened(page, page.locator('.box[data-section="kaikki"]'))
    form.get_by_label("Luku").fill("paljon")
    form.locator(".main").click()
    expect(form.get_by_role("alert")).to_have_text("Kirjoita tähän luku, esimerkiksi 12,5.")
    form.get_by_label("Luku").fill("3")
    form.locator(".main").click()
    expect(form.get_by_role("alert")).to_have_text("Tämä pitää täyttää: Nimi.")
    assert one.order("kaikki") == []


def test_a_note_is_changed_where_it_stands(desk: Begin) -> None:
    """F2 opens its words, Ctrl+Enter keeps them, and focus is on the note again."""
    one = desk()
    note = one.note("Ennen")
    page = one.board()
    page.locator(f'.board [data-entry="{note}"]').focus()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Jälkeen")
    page.keyboard.press("Control+Enter")
    one.settled(lambda: one.order("laput") == ["Jälkeen"])
    expect(page.locator(f'.board [data-entry="{note}"] .words')).to_have_text("Jälkeen")
    expect(page.locator(f'.board [data-entry="{note}"]')).to_be_focused()


def test_what_is_taken_away_comes_back_when_it_is_undone(desk: Begin) -> None:
    """Removing offers a way back."""
    one = desk()
    note = one.note("Tarpeeton?")
    page = one.board()
    page.locator(f'.board [data-entry="{note}"]').focus()
    page.keyboard.press("Delete")
    expect(page.locator(f'.board [data-entry="{note}"]')).to_have_count(0)
    one.settled(lambda: one.order("laput") == [])
    page.locator(".board-toast").get_by_role("button", name="Kumoa").click()
    one.settled(lambda: one.order("laput") == ["Tarpeeton?"])
    expect(page.locator(f'.board [data-entry="{note}"]')).to_be_visible()


def test_words_of_people_never_become_markup(desk: Begin) -> None:
    """What looks like HTML is shown as it was written: in notes, titles of clusters, fields, pictures and forms."""
    bad = '<img src=x onerror="window.caught=1"><script>window.caught=1</script>"\'`${1}'
    one = desk()
    first, second = one.note(bad), one.note(f"{bad} toinen")
    one.do(commands.Group(by="saara", id="joukko", entry=first))
    one.do(commands.Group(by="saara", entry=second, cluster="joukko", text=bad))
    one.do(commands.Add(by="aino", sheet="koe", section="kaikki", text=bad, fields={"valinta": "suo"}))
    one.do(commands.Add(by="aino", sheet="asemointi", section="kartta", text=bad[:40], fields={"place": (10, 10)}))
    page = one.board()
    expect(page.locator(f'.board [data-entry="{first}"] .words')).to_have_text(bad)
    expect(page.locator(".cluster-title").first).to_contain_text("<script>")
    page.locator(f'.board [data-entry="{first}"]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Siirrä…").click()
    expect(page.locator("dialog[open] h2")).to_contain_text("<img src=x")
    plan = one.board("asemointi")
    expect(plan.locator(".map .name")).to_have_text(bad[:40])
    wall = one.screen()
    wall.locator(".board.alive").first.wait_for()
    for one_page in (page, plan, wall):
        assert one_page.evaluate("window.caught ?? null") is None
        assert one_page.locator("img[src=x], .board script").count() == 0
