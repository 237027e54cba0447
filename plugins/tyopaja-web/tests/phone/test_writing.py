"""What one does on the phone while everything works: join, write, vote, change one's mind."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

Write = Callable[[Page, str], None]


def test_a_code_and_a_name_lead_to_what_is_asked_now(room: Any, context: BrowserContext) -> None:
    """From the front page: the code as people type it, a name, and there is the task."""
    page = context.new_page()
    page.goto(room.url)
    page.get_by_label("Koodi").fill(f"{room.code[:4]}-{room.code[4:]}".lower())
    page.get_by_role("button", name="Jatka").click()
    page.get_by_label("Nimesi").fill("Ville")
    page.get_by_role("radio", name="2").check()
    page.get_by_role("button", name="Tule mukaan").click()
    expect(page.get_by_role("heading", name="Mitä vieras tarvitsee?")).to_be_visible()
    expect(page.get_by_text("Olet Ville")).to_be_visible()
    assert page.evaluate("JSON.parse(document.getElementById('room').textContent).outlook.person.heads") == 2


def test_the_styles_stand_in_the_page_and_nothing_is_blocked(room: Any, context: BrowserContext) -> None:
    """From the door to the task: no style sheet is waited for, and the policy knows the one that is in the page."""
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for page in (context.new_page(), room.join(context, "Ville")):
        if page.url == "about:blank":
            page.goto(room.url)
        else:
            page.reload()
        assert page.locator("link[rel=stylesheet]").count() == 0
        assert page.evaluate("document.styleSheets.length") == 1
        assert page.locator("h1").first.evaluate("one => getComputedStyle(one).fontFamily") != "serif"
        assert page.locator(".unseen").first.evaluate("one => getComputedStyle(one).position") == "absolute"
        answer = page.request.get(page.url, headers={"Accept-Language": "fi"})
        policy = answer.headers["content-security-policy"]
        style = re.search("<style>(.*?)</style>", answer.text(), re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"style-src 'self' 'sha256-{digest}';" in policy
        assert "unsafe" not in policy
    assert said == []


def test_a_wrong_code_is_told_and_the_next_try_is_at_hand(room: Any, context: BrowserContext) -> None:
    """The page says where to look, and the field still holds what was typed."""
    page = context.new_page()
    page.goto(room.url)
    page.get_by_label("Koodi").fill("AAAA-BBBB")
    page.get_by_role("button", name="Jatka").click()
    expect(page.get_by_role("alert").filter(has_text="Tällä koodilla ei löydy työpajaa")).to_be_visible()
    expect(page.get_by_label("Koodi")).to_have_value(re.compile("AAAA.?BBBB"))


def test_who_joins_without_a_name_is_let_in(room: Any, context: BrowserContext) -> None:
    """A name is optional."""
    page = room.join(context, "")
    expect(page.get_by_role("heading", name="Mitä vieras tarvitsee?")).to_be_visible()


def test_a_note_is_seen_by_others_at_once(room: Any, browser: Browser, context: BrowserContext, write: Write) -> None:
    """Without anybody reloading anything, and under its author's name."""
    mine = room.join(context, "Ville")
    other = browser.new_context(locale="fi-FI")
    theirs = room.join(other, "Maija")
    write(mine, "Hiljaisuutta")
    expect(theirs.locator("[data-entry]").filter(has_text="Hiljaisuutta")).to_contain_text("Kirjoittaja: Ville")
    expect(mine.locator("[data-entry]").filter(has_text="Hiljaisuutta")).to_contain_text("Sinun")
    expect(mine.locator("[data-write]:visible textarea[name=text]")).to_have_value("")
    assert room.texts() == ["Hiljaisuutta"]
    other.close()


def test_ones_own_notes_can_be_changed_and_removed_and_others_cannot(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """The buttons stand on one's own notes alone."""
    room.do("add", sheet="talo", section="tarpeet", text="Toisen lappu")
    page = room.join(context)
    write(page, "Oma lappu")
    others = page.locator("[data-entry]").filter(has_text="Toisen lappu")
    expect(others).to_be_visible()
    expect(others.get_by_role("button", name="Poista")).to_be_hidden()
    own = page.locator("[data-entry]").filter(has_text="Oma lappu")
    own.get_by_text("Muokkaa").click()
    own.locator("textarea[name=text]").fill("Oma parempi lappu")
    own.get_by_role("button", name="Tallenna").click()
    expect(page.locator("[data-text]").filter(has_text="Oma parempi lappu")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    assert room.texts() == ["Toisen lappu", "Oma parempi lappu"]
    page.locator("[data-entry]").filter(has_text="Oma parempi").get_by_role("button", name="Poista").click()
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    assert room.texts() == ["Toisen lappu"]


def test_the_latest_deed_is_undone(room: Any, context: BrowserContext, write: Write) -> None:
    """One's own, and no other."""
    page = room.join(context)
    write(page, "Jää")
    write(page, "Menee")
    expect(page.locator("[data-entry]")).to_have_count(2)
    page.get_by_role("button", name="Kumoa viimeisin").click()
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.locator("[data-text]").filter(has_text="Jää")).to_be_visible()


def test_what_was_not_sent_yet_is_later_than_what_was(room: Any, context: BrowserContext, write: Write) -> None:
    """Undone is what its author did last, although the server has not heard of it."""
    page = room.join(context)
    write(page, "Jää")
    expect(page.get_by_role("button", name="Kumoa viimeisin")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    context.set_offline(True)
    write(page, "Menee")
    expect(page.locator("[data-entry]")).to_have_count(2)
    page.get_by_role("button", name="Kumoa viimeisin").click()
    context.set_offline(False)
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.locator("[data-text]").filter(has_text="Jää")).to_be_visible()
    assert room.texts() == ["Jää"]


def test_sections_are_chosen_and_each_keeps_what_is_being_written(
    room: Any, context: BrowserContext, write: Write
) -> None:
    """A draft in one section is there when one comes back to it; what is sent goes to the open one."""
    page = room.join(context)
    page.locator("[data-write]:visible textarea[name=text]").fill("kesken")
    page.get_by_role("link", name="Toiveet").click()
    write(page, "Revontulet")
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    page.get_by_role("link", name="Tarpeet").click()
    expect(page.locator("[data-write]:visible textarea[name=text]")).to_have_value("kesken")
    assert room.texts("toiveet") == ["Revontulet"]


def test_a_step_that_changes_is_told_and_unfinished_words_are_kept(room: Any, context: BrowserContext) -> None:
    """A screen reader hears of it; who was in the form comes to the heading; the words can be copied."""
    page = room.join(context)
    page.locator("[data-write]:visible textarea[name=text]").fill("jäi kesken")
    room.go("tauko")
    expect(page.get_by_role("heading", level=1, name="Kahvitauko")).to_be_focused()
    expect(page.locator("[data-announce=polite]")).to_have_text("Nyt: Kahvitauko")
    expect(page.locator("[data-left-list]")).to_contain_text("jäi kesken")
    expect(page.locator("[data-clock]")).to_contain_text("14:5")
    room.go("kirjoitus")
    expect(page.locator("[data-write]:visible textarea[name=text]")).to_have_value("jäi kesken")
    expect(page.locator("[data-left-over]")).to_be_hidden()


def test_alone_in_silence_each_sees_their_own(room: Any, context: BrowserContext, write: Write) -> None:
    """Of the others there is a number, and no word."""
    room.go("hiljaa")
    room.do("add", sheet="talo", section="toiveet", text="salaisuus")
    page = room.join(context)
    write(page, "oma toive")
    expect(page.locator("[data-entry]")).to_have_count(1)
    expect(page.locator("[data-hidden]")).to_contain_text("(1)")
    assert "salaisuus" not in page.content()


def test_votes_are_counted_down_and_taken_back(room: Any, context: BrowserContext) -> None:
    """Two votes, one a note; the buttons say when there are none left."""
    for text in ("yksi", "kaksi", "kolme"):
        room.do("add", sheet="talo", section="tarpeet", text=text)
    room.go("aanet")
    page = room.join(context)
    expect(page.get_by_text("Ääniä jäljellä 2/2")).to_be_visible()
    page.get_by_role("button", name="Äänestä yksi").click()
    expect(page.get_by_text("Ääniä jäljellä 1/2")).to_be_visible()
    expect(page.get_by_role("button", name="Äänestä yksi")).to_be_disabled()
    page.get_by_role("button", name="Äänestä kolme").click()
    expect(page.get_by_text("Kaikki äänesi on annettu.")).to_be_visible()
    expect(page.get_by_role("button", name="Äänestä kaksi")).to_be_disabled()
    page.get_by_role("button", name="Ota ääni pois yksi").click()
    expect(page.get_by_text("Ääniä jäljellä 1/2")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    page.reload()
    expect(page.get_by_text("Ääniä jäljellä 1/2")).to_be_visible()
    expect(page.get_by_role("button", name="Ota ääni pois kolme")).to_be_visible()


def test_every_kind_of_section_has_a_form(room: Any, context: BrowserContext) -> None:
    """One text, scores by part, a place between axes, a key result with its fields."""
    room.go("tiedot")
    page = room.join(context)
    page.get_by_role("link", name="Lupaus").click()
    panel = page.locator(".panel:visible")
    panel.locator("textarea").fill("Täällä saa olla rauhassa")
    panel.get_by_role("button", name="Tallenna").click()
    page.get_by_role("link", name="Arviot").click()
    warmth = page.locator("[data-part=lampo]")
    warmth.locator("label", has_text=re.compile("^4$")).click()
    warmth.get_by_role("button", name="Tallenna").click()
    page.get_by_role("link", name="Paikat").click()
    panel = page.locator(".panel:visible")
    panel.locator("textarea[name=text], input[name=text]").first.fill("Me")
    panel.get_by_role("slider", name="halpa – kallis").first.fill("20")
    panel.get_by_role("button", name="Lisää", exact=True).click()
    page.get_by_role("link", name="Tulokset").click()
    panel = page.locator(".panel:visible")
    panel.locator("[data-write] textarea[name=text]").fill("Vieraat palaavat")
    panel.locator("[data-write]").get_by_text("Lisätiedot").click()
    panel.locator("[data-write]").get_by_label("Tavoite").fill("12,5")
    panel.get_by_role("button", name="Lisää", exact=True).click()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    expect(panel.locator("[data-fields]").first).to_contain_text("12,5")
    assert room.texts("lupaus") == ["Täällä saa olla rauhassa"]
    assert [card["fields"] for card in room.cards("arviot")] == [{"score": 4}]
    assert [card["fields"]["place"] for card in room.cards("paikat")] == [[20, 50]]
    assert [card["fields"]["target"] for card in room.cards("tulokset")] == [12.5]


def test_a_picture_is_made_small_and_shown(room: Any, context: BrowserContext, picture: bytes) -> None:
    """From the camera's size to what a hotel's net carries."""
    room.go("tiedot")
    page = room.join(context)
    page.get_by_role("link", name="Kuva").click()
    panel = page.locator(".panel:visible")
    panel.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture})
    expect(panel.locator("[data-preview]")).to_be_visible()
    panel.get_by_role("button", name="Tallenna").click()
    expect(page.locator("[data-announce=polite]")).to_have_text("Kuva lisätty.")
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu")
    (card,) = room.cards("kuva")
    size = page.evaluate(
        "async (key) => { const i = new Image(); i.src = `/api/r/${location.pathname.split('/')[2]}/pictures/"
        "${encodeURIComponent(key)}?face=phone`; await i.decode(); return i.naturalWidth }",
        card["fields"]["picture"],
    )
    assert size == 1600


@pytest.mark.parametrize("nasty", ['<img src=x onerror="window.hit=1">', "</script><script>window.hit=1</script>"])
def test_what_people_write_is_never_markup(room: Any, context: BrowserContext, write: Write, nasty: str) -> None:
    """As a name and as a note; from the server's page and from the live stream."""
    page = room.join(context, nasty)
    write(page, nasty[:80])
    room.do("add", sheet="talo", section="tarpeet", text=nasty)
    expect(page.locator("[data-entry]")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-entry]")).to_have_count(2)
    expect(page.locator("[data-text]").first).to_have_text(nasty)
    assert page.evaluate("window.hit") is None
    assert page.locator("main img[src='x']").count() == 0


def test_the_language_is_each_persons_own(room: Any, browser: Browser, context: BrowserContext) -> None:
    """One reads Swedish while another reads Finnish."""
    page = room.join(context)
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("button", name="Jag är klar")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    other = browser.new_context(locale="fi-FI")
    expect(room.join(other).get_by_role("button", name="Olen valmis")).to_be_visible()
    other.close()


def test_without_a_script_everything_that_matters_works(room: Any, browser: Browser) -> None:
    """Joining, writing, changing, voting and saying that one is ready, by plain forms."""
    plain = browser.new_context(java_script_enabled=False, locale="fi-FI", viewport={"width": 360, "height": 740})
    page = room.join(plain)
    page.locator("[data-write]:visible textarea[name=text]").fill("Ilman skriptiä")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()
    expect(page.locator("[data-text]")).to_have_text("Ilman skriptiä")
    page.get_by_role("link", name="Toiveet").click()
    page.locator("[data-write]:visible textarea[name=text]").fill("Toinen")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()
    expect(page.locator(".panel:visible h2")).to_have_text("Toiveet")
    expect(page.locator(".panel:visible [data-text]")).to_have_text("Toinen")
    page.get_by_role("button", name="Olen valmis").click()
    expect(page.get_by_text("Olet valmis. Kiitos!")).to_be_visible()
    room.go("aanet")
    page.reload()
    page.get_by_role("button", name="Äänestä Ilman").click()
    expect(page.get_by_text("Ääniä jäljellä 1/2")).to_be_visible()
    plain.close()


def test_a_refusal_without_a_script_is_said_on_the_page(room: Any, browser: Browser) -> None:
    """In the reader's language, without the names of commands, and with what they wrote: the form has gone."""
    plain = browser.new_context(java_script_enabled=False, locale="fi-FI")
    page = room.join(plain)
    room.go("tauko")
    page.locator("[data-write]:visible textarea[name=text]").fill("Myöhässä")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").click()
    told = page.get_by_role("alert").filter(has_text=re.compile(r"\w"))
    expect(told).to_have_text("Tätä ei voi tehdä tässä vaiheessa. Kirjoitit: Myöhässä")
    plain.close()
