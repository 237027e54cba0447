"""The day is led from one page: by buttons, with a reason where something is missing, with time in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tyopaja import commands

if TYPE_CHECKING:
    from .conftest import Desk


def go_on(page: Page, reason: str = "Kaikki tarpeellinen on sanottu") -> None:
    """Press the large button, and say why where that is asked."""
    page.locator("[data-key=next]").click()
    dialog = page.locator("#dialog-override")
    if dialog.is_visible():
        dialog.locator("[name=reason]").fill(reason)
        dialog.get_by_role("button", name="Jatka silti").click()


def title(page: Page) -> str:
    """What the page says is going on."""
    return page.locator("#now .step-title").first.inner_text()


def test_a_day_is_led_from_its_beginning_to_its_end_by_buttons(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    desk.open(page, session)
    expect(page.locator("#now .step-title").first).to_have_text("Tervetuloa")
    seen = []
    for _ in range(20):
        if session.state.ended:
            break
        seen.append(title(page))
        before = session.state.steps
        if session.state.step == "itsekseen":
            for number in range(3):
                session.do(commands.Add(by="aino", sheet="seina", section="havainnot", text=f"Havainto {number}"))
        go_on(page)
        expect(page.locator("#now .step-title").first).not_to_have_text(seen[-1])
        assert session.state.steps != before
    assert session.state.ended
    assert seen == [
        "Tervetuloa", "Itsekseen", "Laput esiin", "Ryhmitellään", "Ideoidaan", "Karsitaan", "Kaikki ideat", "Päätetään",
        "Loppukierros",
    ]  # fmt: skip
    expect(page.locator("#now")).to_contain_text("Kulku on päättynyt")


def test_going_on_although_something_is_missing_asks_for_a_reason_that_the_journal_keeps(
    desk: Desk, page: Page
) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    expect(page.locator("#now .needs")).to_contain_text("Vielä puuttuu")
    first = session.state.step
    page.locator("[data-key=next]").click()
    dialog = page.locator("#dialog-override")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Odotetaan vielä").click()
    expect(dialog).to_be_hidden()
    assert session.state.step == first
    go_on(page, "Aika loppui")
    expect(page.locator(f"#now .task:not([data-step={first}])")).to_be_visible()
    assert session.state.step != first
    assert "Aika loppui" in {getattr(event, "reason", None) for event in session.log}


def test_the_timer_is_stopped_started_and_given_more_time(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    desk.open(page, session)
    whole = session.state.timers["alku"].seconds
    page.get_by_role("button", name="Pysäytä").click()
    expect(page.get_by_role("button", name="Käynnistä")).to_be_visible()
    assert session.state.timers["alku"].ends is None
    page.get_by_role("button", name="Lisää aikaa 5 min").click()
    expect(page.locator(".clock-note")).to_contain_text("kello seisoo")
    page.get_by_role("button", name="Käynnistä").click()
    expect(page.locator(".clock-note")).to_contain_text("15 min")
    timer = session.state.timers["alku"]
    assert timer.ends is not None
    assert timer.seconds == whole + 300


def test_a_step_is_jumped_to_from_the_plan_and_the_move_of_the_flow_has_its_button(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    desk.open(page, session)
    line = page.locator("#plan .line", has_text="Päätetään")
    line.locator("summary").click()
    line.get_by_role("button", name="Siirry tähän vaiheeseen").click()
    expect(page.locator("#now .step-title").first).to_have_text("Päätetään")
    page.get_by_role("button", name="Uusi kierros ryhmissä").click()
    expect(page.locator("#now .step-title").first).to_have_text("Ideoidaan")
    go_on(page)
    expect(page.locator("#now .step-title").first).to_have_text("Karsitaan")
    page.get_by_role("button", name="← Takaisin").click()
    expect(page.locator("#now .step-title").first).to_have_text("Ideoidaan")


def test_a_step_is_added_on_the_way_and_comes_next(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    desk.open(page, session)
    page.get_by_text("Lisää vaihe matkan varrelle").click()
    form = page.locator("#plan form", has_text="Samanlainen kuin").first
    form.get_by_label("Samanlainen kuin").select_option("itsekseen")
    form.get_by_label("Nimi").fill("Vielä kerran")
    form.get_by_role("button", name="Lisää vaihe").click()
    expect(page.locator("#next h3").first).to_have_text("Vielä kerran")
    go_on(page)
    expect(page.locator("#now .step-title").first).to_have_text("Vielä kerran")


def test_what_comes_next_is_shown_with_the_questions_of_its_sheet(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    desk.open(page, session)
    expect(page.locator("#next h3").first).to_have_text("Itsekseen")
    page.locator("#next summary").click()
    expect(page.locator("#next .asks").first).to_contain_text("Mitä olet nähnyt tai kuullut?")


def test_one_s_latest_is_undone_and_what_is_private_is_revealed(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    session.do(commands.Advance(by="saara", reason="alkuun"))
    session.do(commands.Add(by="aino", sheet="seina", section="havainnot", text="Ovella oli jono"))
    desk.open(page, session)
    expect(page.locator("#recent")).not_to_contain_text("Ovella oli jono")
    page.get_by_role("button", name="Näytä kaikkien laput (1)").click()
    expect(page.locator("#recent")).to_contain_text("Ovella oli jono")
    page.get_by_role("button", name="Kumoa viimeisin tekoni").click()
    expect(page.locator("#recent")).not_to_contain_text("Ovella oli jono")
    assert session.state.unrevealed


def test_what_others_write_arrives_while_a_sentence_is_being_typed_and_leaves_it_alone(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    box = page.get_by_label("Mitä sanottiin")
    box.fill("Puoliksi sa")
    box.focus()
    session.do(commands.Add(by="aino", sheet="seina", section="ideat", text="Muiden lappu"))
    expect(page.locator("#recent")).to_contain_text("Muiden lappu")
    expect(page.locator("#board-room")).to_contain_text("Muiden lappu")
    expect(box).to_have_value("Puoliksi sa")
    expect(box).to_be_focused()


def test_an_entry_is_taken_away_and_brought_back(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    (added,) = session.do(commands.Add(by="aino", sheet="seina", section="ideat", text="Turha lappu"))
    desk.open(page, session)
    page.get_by_role("button", name="Poista: Turha lappu").click()
    expect(page.locator("#recent")).not_to_contain_text("Turha lappu")
    page.locator("#toast").get_by_role("button", name="Kumoa").click()
    expect(page.locator("#recent")).to_contain_text("Turha lappu")
    assert not session.state.entries[added.entry].removed  # type: ignore[attr-defined]


def test_an_entry_is_chosen_with_a_reason(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva")
    session.do(commands.Add(by="saara", sheet="seina", section="ideat", text="Yksi kyltti"))
    session.do(commands.AddStep(by="saara", activity="decide", on=("seina.ideat",), title="Valitaan"))
    session.do(commands.Advance(by="saara", reason="heti"))
    desk.open(page, session)
    page.get_by_label("Miksi valitaan: Yksi kyltti").fill("Tämä auttaa kaikkia")
    page.get_by_role("button", name="Valitse: Yksi kyltti").click()
    expect(page.locator("#choose .picked")).to_contain_text("Tämä auttaa kaikkia")
    page.get_by_role("button", name="Peru valinta: Yksi kyltti").click()
    expect(page.locator("#choose .picked")).to_have_count(0)


def test_each_group_goes_on_by_itself_or_all_of_them_at_once(desk: Desk, page: Page) -> None:
    session = desk.begin("ideapaiva", people=6)
    session.do(commands.Divide(by="saara", count=3))
    session.do(commands.Go(by="saara", to="ryhmissa", reason="heti"))
    desk.open(page, session)
    tasks = page.locator("#now .task")
    expect(tasks).to_have_count(3)
    expect(page.locator("#write [name=place] option").first).to_have_text("Ryhmä 1 – Ideat")
    page.get_by_role("button", name="Eteenpäin: Ryhmä 2").click()
    dialog = page.locator("#dialog-override")
    expect(dialog).to_contain_text("Ideat")
    dialog.locator("[name=reason]").fill("Tämä ryhmä on valmis")
    dialog.get_by_role("button", name="Jatka silti").click()
    expect(tasks.nth(1).locator(".step-title")).to_have_text("Karsitaan")
    expect(tasks.nth(0).locator(".step-title")).to_have_text("Ideoidaan")
    go_on(page)
    expect(tasks.nth(0).locator(".step-title")).to_have_text("Karsitaan")


def test_what_has_happened_is_told_in_words_and_a_deed_of_it_is_taken_back(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    (added, *_) = session.do(commands.Add(by="aino", sheet="seina", section="ideat", text="Yksi kyltti"))
    session.do(commands.Add(by="pekka", sheet="seina", section="ideat", text="Kaksi kylttiä"))
    desk.open(page, session)
    page.get_by_role("button", name="Mitä on tapahtunut").click()
    line = page.locator("#dialog-history li", has_text="Yksi kyltti")
    line.get_by_role("button", name="Kumoa").click()
    expect(page.locator("#dialog-history li.undone")).to_contain_text("Yksi kyltti")
    assert session.state.entries[added.entry].removed  # type: ignore[attr-defined]
    page.goto(f"{page.url.partition('#')[0]}?show=history")
    expect(page.locator("#history .undone")).to_contain_text("Yksi kyltti")
