"""A board lives: what others write appears, and touches nothing else. It is usable by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tyopaja import commands

Begin = Callable[..., Any]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

WATCH = """() => {
  window.touched = [];
  const board = document.querySelector('.board[data-sheet="koe"]');
  new MutationObserver((records) => {
    for (const { target, type, addedNodes, removedNodes } of records) {
      const nodes = type === 'childList' ? [...addedNodes, ...removedNodes] : [target];
      for (const node of nodes) {
        const item = node.closest?.('[data-entry]') ?? target.closest?.('[data-entry]');
        window.touched.push(item?.dataset.entry ?? `${node.nodeName} ${node.className}`);
      }
    }
  }).observe(board, { childList: true, subtree: true, attributes: true, characterData: true });
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong in the board and the dialogs."""
    found = Axe().run(page, context=".sheet-board, dialog", options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_of_two_hundred_notes_one_that_comes_touches_one(desk: Begin) -> None:
    """A frame with one note changes one note's elements, however many stand there."""
    one = desk()
    for place in range(200):
        one.session.do(commands.Add(by="aino", sheet="koe", section="laput", text=f"lappu {place}"))
    page = one.board()
    expect(page.locator(".box[data-section=laput] [data-entry]")).to_have_count(200)
    page.evaluate(WATCH)
    last = one.note("vielä yksi")
    expect(page.locator(f'.board [data-entry="{last}"]')).to_have_count(1)
    page.wait_for_function("window.touched.length > 0")
    assert set(page.evaluate("window.touched")) == {last}
    page.evaluate("window.touched.length = 0")
    (first, *_) = one.session.state.entries_in("koe", "laput")
    one.do(commands.Edit(by="aino", entry=first.id, text="toisin"))
    expect(page.locator(f'.board [data-entry="{first.id}"] .words')).to_have_text("toisin")
    assert set(page.evaluate("window.touched")) == {first.id}


def test_what_others_do_is_seen_and_focus_stays(desk: Begin) -> None:
    """While somebody stands on a note, others write, move and take away around it."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi", "kolme")]
    page = one.board()
    focused = page.locator(f'.board [data-entry="{ids[1]}"]')
    focused.focus()
    one.do(commands.Move(by="aino", entry=ids[1], before=ids[0]))
    expect(page.locator(".box[data-section=laput] .words")).to_have_text(["kaksi", "yksi", "kolme"])
    expect(focused).to_be_focused()
    one.do(commands.Remove(by="aino", entry=ids[2]))
    expect(page.locator(".box[data-section=laput] .words")).to_have_text(["kaksi", "yksi"])
    expect(focused).to_be_focused()


def test_a_board_reads_without_a_script(desk: Begin) -> None:
    """The fragment alone has titles, questions, notes and figures."""
    one = desk()
    one.note("Bussi ei odota", "pelot", "arvontuotto-1")
    page = one.board("arvontuotto-1")
    address = f"{one.server.url}/r/{one.session.id}/boards/arvontuotto-1?face=lead"
    html = page.request.get(address).text()
    assert "Bussi ei odota" in html
    assert "Mikä voi mennä pieleen?" in html
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", ["koe", "asemointi", "palvelupolku", "muotoilun-nakokulmat", "okr"])
def test_axe_finds_nothing_wrong(desk: Begin, sheet: str, scheme: str) -> None:
    """Boards with notes in clusters, points, a curve, a radar and key results, by day and by night."""
    one = desk()
    first, second = one.note("yksi"), one.note("kaksi")
    one.do(commands.Group(by="saara", id="joukko", entry=first, text="Kiire"))
    one.do(commands.Group(by="saara", entry=second, cluster="joukko"))
    one.do(commands.Add(by="aino", sheet="asemointi", section="kartta", text="Me", fields={"place": (10, 10)}))
    page = one.board(sheet, color_scheme=scheme)
    assert violations(page) == []


def test_axe_finds_nothing_wrong_in_the_dialogs(desk: Begin) -> None:
    """The menu, the form in place and the question of where to."""
    one = desk()
    note = one.note("yksi")
    page = one.board()
    page.locator(".box[data-section=kaikki] .write").click()
    assert violations(page) == []
    page.locator(f'.board [data-entry="{note}"]').focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.get_by_role("button", name="Siirrä…").click()
    assert violations(page) == []
