"""What goes wrong in a room of people: the net, the power, two tabs, codes that are guessed, words that are markup."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tyopaja import commands
from tyopaja_web.access.codes import WINDOW

from .conftest import LEAD, go_on, saved, write

NAMES = ("Aino", "Pekka", "Maija", "Jussi", "Liisa", "Veikko")
SIGN = "[data-status]"


def send(page: Page, path: str, *given: dict[str, Any], face: str = "phone") -> tuple[int, Any]:
    """Ask the API as the page's own scripts do: with its cookies, from its origin."""
    status, text = page.evaluate(
        "async ([path, body]) => { const r = await fetch(path, body === null ? {} : {method: 'POST', body,"
        " headers: {'Content-Type': 'application/json'}}); return [r.status, await r.text()] }",
        [f"/api/r/{path}?face={face}", json.dumps({"commands": list(given)}) if given else None],
    )
    return status, json.loads(text)


def test_who_is_offline_in_the_middle_of_writing_loses_nothing_and_sees_what_others_did(room: Any) -> None:
    desk, aino, pekka = room.desk(), room.phone("Aino"), room.phone("Pekka")
    go_on(desk, "Mitä keksimme?")
    write(aino, "Ennen")
    write(pekka, "Pekan ensimmäinen")
    for phone in (aino, pekka):
        saved(phone)
    aino.locator("[data-write]:visible textarea[name=text]").fill("Kesken jää")
    aino.context.set_offline(True)
    expect(aino.locator(SIGN)).to_contain_text("mitään ei katoa")
    aino.locator("[data-write]:visible").get_by_role("button", name="Lisää", exact=True).click()
    write(aino, "Vielä toinen")
    expect(aino.locator("[data-pending]:visible")).to_have_count(2)
    own = aino.locator("[data-entry]").filter(has_text="Ennen")
    own.get_by_text("Muokkaa").click()
    own.locator("textarea[name=text]").fill("Ennen, korjattu")
    own.get_by_role("button", name="Tallenna").click()
    # Meanwhile, elsewhere: one note more, and one that goes.
    write(pekka, "Pekan toinen")
    pekka.locator("[data-entry]").filter(has_text="Pekan ensimmäinen").get_by_role("button", name="Poista").click()
    saved(pekka)
    aino.context.set_offline(False)
    saved(aino)
    texts = ["Ennen, korjattu", "Kesken jää", "Pekan toinen", "Vielä toinen"]
    room.settled(lambda: sorted(room.texts().elements()) == texts)
    for phone in (aino, pekka):
        expect(phone.locator("[data-entry]")).to_have_count(4)
    assert sorted(aino.locator("[data-entry] [data-text]").all_inner_texts()) == texts


def test_a_server_killed_while_all_are_writing_loses_nothing_and_doubles_nothing(room: Any) -> None:
    desk, screen = room.desk(), room.screen()
    phones = [room.phone(name) for name in NAMES[:3]]
    go_on(desk, "Mitä keksimme?")
    written = []
    for number in range(6):
        if number == 2:
            room.house.kill()
        if number == 4:
            room.house.start()
        for name, phone in zip(NAMES[:3], phones, strict=True):
            write(phone, f"{name} {number}")
            written.append(f"{name} {number}")
    for phone in phones:
        saved(phone)
    room.settled(lambda: sorted(room.texts().elements()) == sorted(written))
    for page in (*phones, desk.locator("#board-room"), screen):
        expect(page.locator("[data-entry]")).to_have_count(len(written))
    journal = Counter(event.text for event in room.session.log() if event.type == "added")
    assert journal == Counter(written)


def test_two_tabs_of_one_person_are_one_person_with_one_ballot(room: Any) -> None:
    desk, first = room.desk(), room.phone("Aino")
    go_on(desk, "Mitä keksimme?")
    second = first.context.new_page()
    second.goto(first.url)
    write(first, "Ensimmäisestä")
    write(second, "Toisesta")
    for tab in (first, second):
        saved(tab)
        expect(tab.locator("[data-entry]")).to_have_count(2)
        expect(tab.locator("[data-entry].mine")).to_have_count(2)
    go_on(desk, "Mikä on tärkeintä?")
    first.get_by_role("button", name="Äänestä Ensimmäisestä").click()
    expect(second.get_by_text("Kaikki äänesi on annettu.")).to_be_visible()
    expect(second.get_by_role("button", name="Äänestä Toisesta")).to_be_disabled()
    assert room.texts() == {"Ensimmäisestä": 1, "Toisesta": 1}
    assert len(room.state.present("participant")) == 1


def test_codes_that_are_wrong_or_have_expired_let_nobody_in_and_cannot_be_guessed(room: Any) -> None:
    page = room.device(locale="fi-FI").new_page()
    now = time.time()
    before, expired = (room.house.codes.of(room.id, now - count * WINDOW) for count in (1, 2))
    for code in (expired, "AAAABBBB"):
        page.goto(f"{room.house.url}/?code={code}")
        expect(page.get_by_role("alert").filter(has_text="Tällä koodilla ei löydy työpajaa")).to_be_visible()
    page.goto(f"{room.house.url}/j/{before}")
    expect(page.get_by_label("Nimesi")).to_be_visible()
    for number in range(12):
        page.goto(f"{room.house.url}/?code=AAAABBB{'23456789CDEF'[number]}")
    expect(page.get_by_role("alert").filter(has_text="kokeiltu liian monta kertaa")).to_be_visible()
    page.goto(f"{room.house.url}/?code={room.code}")
    expect(page.get_by_label("Nimesi")).to_have_count(0)
    room.house.kill()  # what was counted is forgotten with the process, and the next test comes from the same address
    room.house.start()


def test_a_participant_gets_no_chair_no_other_session_and_nobody_s_private_words(room: Any) -> None:
    other = room.house.engine.open(room.house.begin("koko"))
    other.do(commands.Advance(by=LEAD))
    for person in ("aino", "pekka"):
        other.do(commands.Join(by=person, called=person.title()))
    (secret,) = other.do(commands.Add(by="pekka", sheet="seina", section="ideat", text="Pekan salaisuus"))
    aino = room.phone("Aino")
    asked = [{"command": name} for name in ("advance", "reveal", "divide", "stop-timer", "back")]
    asked += [
        {"command": "go", "to": "aanet"},
        {"command": "hand-over", "to": "x"},
        {"command": "erase", "person": LEAD},
    ]
    for one in asked:
        status, said = send(aino, f"{room.id}/commands", one)
        assert status >= 400 or said["answers"][0]["status"] == "refused", one
        status, said = send(aino, f"{room.id}/commands", one, face="lead")
        assert status in {401, 403} or said["answers"][0]["status"] == "refused", one
    status, said = send(aino, f"{room.id}/commands", {"command": "add", "sheet": "seina", "section": "ideat",
                                                      "text": "x", "by": LEAD})  # fmt: skip
    assert room.state.step == "alku"
    assert not room.texts()
    for path in ("model", "outlook", "log", "views/seina", "exports"):
        assert send(aino, f"{other.id}/{path}")[0] == 401
    assert (
        send(aino, f"{other.id}/commands", {"command": "add", "sheet": "seina", "section": "ideat", "text": "x"})[0]
        == 401
    )
    assert other.state.entries[secret.entry].text == "Pekan salaisuus"


def test_what_somebody_writes_alone_is_sent_to_nobody_else(room: Any) -> None:
    desk, aino, pekka = room.desk(), room.phone("Aino"), room.phone("Pekka")
    room.session.do(commands.AddStep(by=LEAD, activity="brainstorm", on=("seina.ideat",), title="Yksin", private=True))
    go_on(desk, "Yksin")
    for phone in (aino, pekka):
        expect(phone.get_by_role("heading", level=1, name="Yksin")).to_be_visible()
    write(pekka, "Pekan salaisuus")
    saved(pekka)
    expect(aino.locator("[data-hidden]")).to_contain_text("(1)")
    for path in ("model", "outlook", "views/seina", "changes"):
        _, said = send(aino, f"{room.id}/{path}")
        assert "salaisuus" not in json.dumps(said), path
    aino.reload()
    assert "salaisuus" not in aino.content()


@pytest.mark.parametrize("nasty", ["</script><script>window.hit=1</script>"])
def test_names_and_notes_are_words_on_every_page(room: Any, nasty: str) -> None:
    desk, screen, phone = room.desk(), room.screen(), room.phone(nasty)
    after = room.by_link("after")
    go_on(desk, "Mitä keksimme?")
    write(phone, nasty)
    saved(phone)
    for page in (desk.locator("#board-room"), desk.locator("#recent"), desk.locator("#people"), screen, phone):
        expect(page.get_by_text(nasty, exact=False).first).to_be_visible()
    for page in (desk, screen, phone, after):
        page.reload()
        expect(page.locator("main")).to_be_visible()
        assert page.evaluate("window.hit") is None
        assert page.locator("img[src='x']").count() == 0
    desk.get_by_role("button", name="Mitä on tapahtunut").click()
    expect(desk.locator("#dialog-history")).to_contain_text(nasty)
    assert desk.evaluate("window.hit") is None
