"""A facilitator, a big screen and six phones play a whole workshop, by buttons."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import go_on, saved, write

NAMES = ("Aino", "Pekka", "Maija", "Jussi", "Liisa", "Veikko")


def chosen(desk: Page, text: str, deed: str) -> None:
    """Press a deed in the menu of a note: it is offered as soon as the page knows that the step allows it."""
    note = desk.locator(".board.alive [data-entry]").filter(has_text=text)
    button = desk.get_by_role("button", name=deed)
    for _ in range(20):
        note.press("Enter")
        desk.wait_for_timeout(250)
        if button.is_visible():
            return button.click()
        desk.keyboard.press("Escape")
    raise AssertionError(f"there is no {deed}")


@pytest.mark.parametrize("room", ["koko"], indirect=True)
def test_six_phones_a_screen_and_a_facilitator_play_a_workshop_to_its_compass(room: Any) -> None:
    desk, screen = room.desk(), room.screen()
    expect(screen.locator(".code")).to_have_text(f"{room.code[:4]}-{room.code[4:]}")
    phones = [room.phone(name) for name in NAMES]
    expect(screen.locator("[data-in]")).to_contain_text("6")
    expect(desk.locator("#people .count")).to_contain_text("6")
    expect(desk.locator("#now .step-title")).to_have_text("Tervetuloa")

    # Each writes alone; nobody sees the others' words before the facilitator shows them.
    go_on(desk, "Mitä keksimme?")
    for name, phone in zip(NAMES, phones, strict=True):
        write(phone, f"Idea: {name}")
    for phone in phones:
        saved(phone)
        expect(phone.locator("[data-entry]")).to_have_count(1)
    expect(screen.get_by_text("Idea: Aino")).to_have_count(0)
    desk.get_by_role("button", name="Näytä kaikkien laput (6)").click()
    expect(screen.get_by_text("Idea: Aino")).to_be_visible()
    expect(phones[1].locator("[data-entry]")).to_have_count(6)
    go_on(desk, "Ideat esiin")

    # Two of them are put together, from the menu of a note.
    go_on(desk, "Mitkä kuuluvat yhteen?")
    chosen(desk, "Idea: Aino", "Ryhmitä…")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Minkä kanssa").select_option(label="Lapun kanssa: Idea: Pekka")
    dialog.get_by_role("button", name="Ryhmitä", exact=True).click()
    desk.get_by_label("Mikä näitä yhdistää?").fill("Rauha")
    desk.get_by_role("button", name="Tallenna", exact=True).last.click()
    room.settled(lambda: "Rauha" in {one.text for one in room.state.clusters.values()})
    expect(screen.locator(".cluster:not(.rest) [data-entry]")).to_have_count(2)

    # Votes are secret until the step is over.
    go_on(desk, "Mikä on tärkeintä?")
    for number, phone in enumerate(phones):
        phone.get_by_role("button", name="Äänestä Idea: Maija").click()
        phone.get_by_role("button", name=f"Äänestä Idea: {'Aino' if number % 2 else 'Liisa'}").click()
        expect(phone.get_by_text("Kaikki äänesi on annettu.")).to_be_visible()
    for phone in phones:
        saved(phone)
    expect(screen.locator("[data-secret]")).to_be_visible()
    expect(screen.locator(".ranks")).to_be_hidden()

    go_on(desk, "Mitä teemme?")
    desk.get_by_label("Miksi valitaan: Idea: Maija").fill("Kaikki halusivat tätä")
    desk.get_by_role("button", name="Valitse: Idea: Maija").click()
    expect(desk.locator("#choose .picked")).to_contain_text("Kaikki halusivat tätä")
    assert {one.text: len(one.votes) for one in room.state.entries.values()}["Idea: Maija"] == 6

    # Forms: one text that belongs to all, and a key result with its fields.
    go_on(desk, "Mitä lupaamme?")
    phones[0].locator(".panel:visible textarea").fill("Täällä saa olla rauhassa")
    phones[0].locator(".panel:visible").get_by_role("button", name="Tallenna").click()
    phones[1].get_by_role("link", name="Tulokset").click()
    panel = phones[1].locator(".panel:visible")
    panel.locator("[data-write] textarea[name=text]").fill("Vieraat palaavat")
    panel.locator("[data-write] summary", has_text="Lisätiedot").click()
    panel.locator("[data-write]").get_by_label("Tavoite").fill("12,5")
    panel.get_by_role("button", name="Lisää", exact=True).click()
    for phone in phones[:2]:
        saved(phone)
    expect(screen.get_by_text("Vieraat palaavat")).to_be_visible()

    # Two groups of three, each on a sheet of its own.
    go_on(desk, "Ensimmäiset teot")
    expect(desk.locator("#now .task")).to_have_count(2)
    for phone in phones:
        expect(phone.get_by_role("heading", level=1, name="Ensimmäiset teot")).to_be_visible()
    for name, phone in zip(NAMES, phones, strict=True):
        write(phone, f"Teko: {name}")
    for name, phone in zip(NAMES, phones, strict=True):
        saved(phone)
        expect(phone.locator("[data-entry].mine")).to_have_text(re.compile(f"Teko: {name}"))
    sheets = {one.sheet for one in room.state.entries.values() if one.text.startswith("Teko")}
    assert sheets == {"kortti@ryhma-1", "kortti@ryhma-2"}

    go_on(desk, "Kahvia")
    expect(desk.locator("#board-room")).to_have_text(re.compile("Nyt ei tehdä mitään arkkia"))
    expect(screen.locator("[data-timer]")).to_contain_text("9:5")
    for phone in phones:
        expect(phone.get_by_role("heading", level=1, name="Kahvia")).to_be_visible()
    go_on(desk, "Mitä päätimme?")
    expect(screen.get_by_role("heading", level=1, name="Mitä päätimme?")).to_be_visible()
    for face in (screen, phones[3], desk):  # the result itself is looked back at: there is nothing to pick out of it
        expect(face.locator(".board [data-entry].is-chosen")).to_contain_text("Idea: Maija")

    go_on(desk, "Missä mennään?")
    expect(screen.locator(".box-title")).to_have_text(["Tulokset"])  # of the sheet what is looked at now, and large
    expect(phones[2].get_by_role("heading", level=1, name="Missä mennään?")).to_be_visible()
    card = phones[2].locator("[data-entry]").filter(has_text="Vieraat palaavat")
    card.locator("summary", has_text="Missä mennään?").click()
    card.get_by_label("Lukema nyt").fill("7")
    card.get_by_role("button", name="Kirjaa").click()
    saved(phones[2])
    room.settled(lambda: any(one.fields.get("now") == 7 for one in room.state.entries.values()))

    go_on(desk, "Sovittu")
    for phone in phones:
        phone.get_by_role("button", name="Hyväksyn").click()
    for phone in phones:
        saved(phone)
    room.settled(lambda: sum(map(len, room.state.approvals.values())) == 6)
    go_on(desk, "Kulku on päättynyt")

    for face in (screen, desk.locator("#boards")):
        expect(face.get_by_text("Täällä saa olla rauhassa")).to_be_visible()
    for phone in phones:
        expect(phone.get_by_role("heading", level=1, name="Kiitos")).to_be_visible()
    after = room.by_link("after")
    expect(after.locator("main")).to_contain_text("Vieraat palaavat")
    assert all(count == 1 for count in room.texts().values())
    assert sum(room.texts().values()) == 6
