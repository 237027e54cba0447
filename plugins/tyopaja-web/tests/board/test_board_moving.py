"""Notes are moved, grouped, linked, voted for and chosen, by mouse, by finger and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tyopaja import commands

Begin = Callable[..., Any]


def item(page: Page, id: str) -> Locator:
    """An entry on a board."""
    return page.locator(f'.board [data-entry="{id}"]')


def middle(place: Locator) -> tuple[float, float]:
    """The middle of an element, which is brought into sight first."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def corner(place: Locator) -> tuple[float, float]:
    """A point at the beginning of an element: there something is put before it."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + 4, box["y"] + 8


def test_a_mouse_carries_a_note_before_another_and_into_another_box(desk: Begin) -> None:
    """Where it is let go it is put, and the session says so."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi", "kolme")]
    page = one.board(viewport={"width": 1280, "height": 2000})  # nothing has to be scrolled on the way
    page.mouse.move(*middle(item(page, ids[2]).locator(".words")))
    page.mouse.down()
    page.mouse.move(*corner(item(page, ids[0])), steps=5)
    page.mouse.up()
    one.settled(lambda: one.order("laput") == ["kolme", "yksi", "kaksi"])
    expect(page.locator('.box[data-section="laput"] .words')).to_have_text(["kolme", "yksi", "kaksi"])
    page.mouse.move(*middle(item(page, ids[0]).locator(".words")))
    page.mouse.down()
    page.mouse.move(*middle(page.locator('.box[data-section="vastaa"] .none-yet')), steps=5)
    page.mouse.up()
    one.settled(lambda: one.order("vastaa") == ["yksi"])
    assert one.order("laput") == ["kolme", "kaksi"]


def test_a_finger_takes_a_note_up_by_staying_on_it(desk: Begin) -> None:
    """A long touch takes it up; a quick one scrolls, as everywhere."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi", "kolme")]
    page = one.board(has_touch=True, viewport={"width": 820, "height": 1180})
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    first = middle(item(page, ids[2]).locator(".words"))
    send("touchStart", first)
    expect(page.locator(".board-ghost")).to_be_visible()
    target = corner(item(page, ids[0]))
    for part in (0.3, 0.6, 1):
        send("touchMove", (first[0] + (target[0] - first[0]) * part, first[1] + (target[1] - first[1]) * part))
    send("touchEnd")
    one.settled(lambda: one.order("laput") == ["kolme", "yksi", "kaksi"])


def test_the_keyboard_takes_a_note_up_carries_it_and_puts_it_down(desk: Begin) -> None:
    """Space, arrows, Space; the way is told, and Escape puts it back."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi", "kolme")]
    page = one.board()
    item(page, ids[0]).focus()
    page.keyboard.press("ArrowRight")
    expect(item(page, ids[1])).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator('[data-announce="assertive"]')).to_contain_text("Otettu ylös: kaksi")
    page.keyboard.press("ArrowDown")
    expect(item(page, ids[1])).to_be_focused()
    page.keyboard.press("Space")
    one.settled(lambda: one.order("laput") == ["yksi", "kolme", "kaksi"])
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f'.box[data-section="kysyy"] [data-entry="{ids[1]}"]')).to_be_focused()
    page.keyboard.press("Enter")
    one.settled(lambda: one.order("kysyy") == ["kaksi"])
    assert one.entry(ids[1]).part == "ennen"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(page.locator(f'.box[data-section="kysyy"] [data-entry="{ids[1]}"]')).to_be_focused()
    assert one.order("kysyy") == ["kaksi"]


def test_the_menu_moves_a_note_without_any_carrying(desk: Begin) -> None:
    """`Siirrä…` asks where to and before what."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi")]
    one.note("vastaus", "vastaa")
    page = one.board()
    item(page, ids[0]).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Siirrä…").click()
    page.get_by_role("dialog").get_by_label("Minne").select_option(label="Vastaukset")
    page.get_by_label("Mihin kohtaan").select_option(label="Ennen: vastaus")
    page.get_by_role("dialog").get_by_role("button", name="Siirrä", exact=True).click()
    one.settled(lambda: one.order("vastaa") == ["yksi", "vastaus"])


def test_a_note_let_go_on_another_makes_a_cluster_that_gets_a_name(desk: Begin) -> None:
    """The two are in one cluster, which is named at once; the menu takes one out again."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi", "kolme")]
    page = one.board()
    page.mouse.move(*middle(item(page, ids[2]).locator(".words")))
    page.mouse.down()
    page.mouse.move(*middle(item(page, ids[0])), steps=6)
    expect(page.locator(".joining")).to_have_count(1)
    page.mouse.up()
    page.get_by_label("Mikä näitä yhdistää?").fill("Kiire")
    page.get_by_role("button", name="Tallenna", exact=True).last.click()
    one.settled(lambda: "Kiire" in {cluster.text for cluster in one.session.state.clusters.values()})
    expect(page.locator(".cluster:not(.rest)")).to_contain_text("Kiire")
    expect(page.locator(".cluster:not(.rest) [data-entry]")).to_have_count(2)
    assert one.entry(ids[0]).cluster == one.entry(ids[2]).cluster is not None
    item(page, ids[2]).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ota joukosta").click()
    one.settled(lambda: one.entry(ids[2]).cluster is None)


def test_an_answer_is_tied_to_what_it_answers(desk: Begin) -> None:
    """From a list of the partner sheet's notes; there what nothing answers is marked until something does."""
    one = desk()
    fear = one.note("Bussi ei odota", "pelot", "arvontuotto-1")
    answer = one.note("Bussi odottaa aina", "kivunlievittajat", "arvontuotto-2")
    asked, page = one.board("arvontuotto-1"), one.board("arvontuotto-2")
    expect(item(asked, fear)).to_contain_text("vielä vastaamatta")
    item(page, answer).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Mihin tämä vastaa…").click()
    page.get_by_role("dialog").get_by_label("Bussi ei odota").check()
    page.get_by_role("dialog").get_by_role("button", name="Tallenna").click()
    one.settled(lambda: one.entry(answer).links == (fear,))
    expect(item(page, answer).locator(".answer")).to_contain_text("Bussi ei odota")
    expect(item(asked, fear)).not_to_contain_text("vielä vastaamatta")


def test_votes_are_given_and_taken_back_and_what_won_is_chosen_with_a_reason(desk: Begin) -> None:
    """On a participant's device the button votes; in the step after it the facilitator chooses."""
    one = desk()
    ids = [one.note(text) for text in ("yksi", "kaksi")]
    one.do(commands.Advance(by="saara"))
    page = one.participant()
    vote = item(page, ids[1]).locator(".vote")
    vote.click()
    one.settled(lambda: one.entry(ids[1]).votes == ("aino",))
    expect(vote).to_have_attribute("aria-pressed", "true")
    vote.click()
    one.settled(lambda: one.entry(ids[1]).votes == ())
    item(page, ids[0]).focus()
    page.keyboard.press("v")
    one.settled(lambda: one.entry(ids[0]).votes == ("aino",))
    one.do(commands.Advance(by="saara", reason="aika"))
    chair = one.board()
    expect(chair.get_by_role("heading", name="Valitse").first).to_be_visible()
    choose = chair.get_by_role("button", name="Valitse", exact=True).last
    while not choose.is_visible():  # a key that is pressed before the page has come to life does nothing
        item(chair, ids[0]).focus()
        chair.keyboard.press("Enter")
        chair.wait_for_timeout(300)
    choose.click()
    chair.get_by_label("Miksi juuri tämä?").fill("Se toistuu")
    chair.get_by_role("dialog").get_by_role("button", name="Valitse").click()
    one.settled(lambda: one.entry(ids[0]).reason == "Se toistuu")
    expect(item(chair, ids[0])).to_contain_text("valittu, koska: Se toistuu")


def test_a_key_result_is_checked_in(desk: Begin) -> None:
    """With a number as people write it, and a word about it; how far it is is drawn anew."""
    one = desk()
    fields: dict[str, Any] = {"start": 0, "target": 10, "direction": "up", "unit": "%"}
    one.do(commands.Add(by="aino", sheet="koe", section="avain", text="Vieraat palaavat", fields=fields))
    (entry,) = one.session.state.entries_in("koe", "avain")
    for _ in range(4):
        one.do(commands.Advance(by="saara", reason="aika"))
    page = one.board()
    expect(page.get_by_role("heading", name="Missä mennään").first).to_be_visible()
    item(page, entry.id).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Kirjaa, missä mennään…").click()
    page.get_by_label("Lukema nyt").fill("2,5")
    page.get_by_label("Mikä auttoi, mikä on tiellä?").last.fill("Uudet verhot")
    page.get_by_role("dialog").get_by_role("button", name="Tallenna").click()
    one.settled(lambda: len(one.entry(entry.id).checks) == 1)
    assert (one.entry(entry.id).checks[0].now, one.entry(entry.id).checks[0].text) == (2.5, "Uudet verhot")
    expect(item(page, entry.id)).to_contain_text("25 %")


def test_a_participant_is_offered_their_own_notes_only(desk: Begin) -> None:
    """Others' notes have no menu that would be refused."""
    one = desk()
    own = one.note("oma")
    one.do(commands.Add(by="saara", sheet="koe", section="laput", text="toisen"))
    (other,) = (e.id for e in one.session.state.entries_in("koe", "laput") if e.by == "saara")
    page = one.participant()
    expect(item(page, own).locator(".more")).to_have_count(1)
    expect(item(page, other).locator(".more")).to_have_count(0)
