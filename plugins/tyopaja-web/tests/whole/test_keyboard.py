"""A short workshop with nothing but a keyboard: the facilitator's and a participant's."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from .conftest import saved


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, as one who has no mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(150):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def test_a_short_workshop_is_led_and_taken_part_in_by_keyboard_alone(room: Any) -> None:
    desk, phone = room.desk(), room.device(locale="fi-FI").new_page()
    phone.goto(room.house.url)
    tab_to(phone, phone.get_by_label("Koodi"))
    phone.keyboard.type(room.code)
    phone.keyboard.press("Enter")
    tab_to(phone, phone.get_by_label("Nimesi"))
    phone.keyboard.type("Aino")
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"**/r/{room.id}")

    tab_to(desk, desk.locator("[data-key=next]"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#now .step-title")).to_have_text("Mitä keksimme?")
    tab_to(phone, phone.locator("[data-write]:visible textarea[name=text]"))
    phone.keyboard.type("Hiljainen huone")
    tab_to(phone, phone.get_by_role("button", name="Lisää", exact=True).locator("visible=true"))
    phone.keyboard.press("Enter")
    saved(phone)
    expect(desk.locator("#recent")).to_contain_text("Hiljainen huone")

    tab_to(desk, desk.get_by_label("Mitä sanottiin"))
    desk.keyboard.type("Avain ilman jonoa")
    tab_to(desk, desk.locator("#write").get_by_role("button", name="Lisää"))
    desk.keyboard.press("Enter")
    expect(phone.locator("[data-entry]").filter(has_text="Avain ilman jonoa")).to_be_visible()

    tab_to(desk, desk.locator("[data-key=next]"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#now .step-title")).to_have_text("Mikä on tärkeintä?")
    tab_to(phone, phone.get_by_role("button", name="Äänestä Avain ilman jonoa"))
    phone.keyboard.press("Enter")
    saved(phone)
    room.settled(lambda: any(one.votes for one in room.state.entries.values()))
    tab_to(desk, desk.locator("[data-key=next]"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#now")).to_contain_text("Kulku on päättynyt")
    expect(phone.get_by_role("heading", level=1, name="Kiitos")).to_be_visible()
