"""People come without a phone, sit in groups, raise their hands, and take the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect

from tyopaja import commands

if TYPE_CHECKING:
    from .conftest import Desk, Watched


def hands(session: Watched, text: str) -> int:
    """How many hands were counted for an entry."""
    return next(one for one in session.state.entries.values() if one.text == text).votes.count("kadet")


def voting(desk: Desk) -> Watched:
    """A room that votes on two ideas, with two votes each."""
    session = desk.begin("ideapaiva", people=1)
    for text in ("Yksi kyltti", "Kaksi kylttiä"):
        session.do(commands.Add(by="saara", sheet="seina", section="ideat", text=text))
    session.do(commands.AddStep(by="saara", activity="vote", on=("seina.ideat",), title="Äänestys", votes=2))
    session.do(commands.Advance(by="saara", reason="heti"))
    return session


def test_somebody_is_brought_in_without_a_phone_and_what_they_say_is_written_in_their_name(
    desk: Desk, page: Page
) -> None:
    session = desk.begin("silmukka", people=0)
    desk.open(page, session)
    page.get_by_text("Tuo mukaan ilman puhelinta").click()
    form = page.locator("#people form", has=page.locator("[data-fresh]"))
    form.get_by_label("Nimi").fill("Oili")
    form.get_by_role("button", name="Tuo mukaan").click()
    expect(page.locator("#people .rows")).to_contain_text("Oili")
    page.get_by_label("Kuka sanoi").select_option(label="Oili")
    page.get_by_label("Mitä sanottiin").fill("Portailla on liukasta")
    page.locator("#write").get_by_role("button", name="Lisää").click()
    expect(page.locator("#recent")).to_contain_text("Portailla on liukasta")
    (oili,) = (one for one in session.state.people.values() if one.called == "Oili")
    (entry,) = (one for one in session.state.entries.values() if one.text == "Portailla on liukasta")
    assert entry.by == oili.id
    expect(page.get_by_label("Mitä sanottiin")).to_have_value("")


def test_hands_are_counted_one_by_one_or_as_a_number_and_never_more_than_there_are(desk: Desk, page: Page) -> None:
    session = voting(desk)
    desk.open(page, session)
    page.get_by_label("Montako ihmistä").first.fill("6")
    page.locator("#hands").get_by_role("button", name="Aloita").click()
    more = page.get_by_role("button", name="Yksi käsi lisää: Yksi kyltti")
    count = page.locator("#hands .hand", has_text="Yksi kyltti").locator("[data-hands]")
    for number in (1, 2):
        more.click()
        expect(count).to_have_text(str(number))
    page.get_by_role("button", name="Yksi käsi pois: Yksi kyltti").click()
    expect(count).to_have_text("1")
    more.focus()
    page.keyboard.press("5")
    expect(count).to_have_text("5")
    assert hands(session, "Yksi kyltti") == 5
    page.keyboard.press("2")
    expect(count).to_have_text("2")
    expect(page.locator("[data-budget]")).to_contain_text("10/12")
    page.keyboard.press("7")
    expect(page.locator("#problem")).to_be_visible()
    assert hands(session, "Yksi kyltti") == 2


def test_groups_are_drawn_by_lot_split_merged_and_somebody_is_moved(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka", people=6)
    desk.open(page, session)
    groups = page.locator("#groups .company")
    page.get_by_label("Ihmisiä ryhmässä").fill("3")
    page.locator("#groups form", has_text="Ihmisiä ryhmässä").get_by_role("button", name="Arvo").click()
    expect(groups).to_have_count(2)
    groups.first.locator("summary").click()
    groups.first.get_by_role("button", name="Jaa kahtia").click()
    expect(groups).to_have_count(3)
    groups.first.get_by_role("button", name="Yhdistä", exact=True).click()
    expect(groups).to_have_count(2)
    page.locator("#toast").get_by_role("button", name="Kumoa").click()
    expect(groups).to_have_count(3)
    page.get_by_text("Siirrä joku ryhmään").click()
    page.locator("#groups [name=person]").select_option("aino")
    page.locator("#groups form", has_text="Mihin").locator("[name=group]").select_option(label="uusi ryhmä")
    page.get_by_role("button", name="Siirrä", exact=True).click()
    expect(groups.last).to_contain_text("Aino")
    assert session.state.groups[session.state.group_of("aino") or ""] == ("aino",)


def test_who_has_left_is_marked_so_and_comes_back(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    row = page.locator("#people .person", has_text="Pekka").first
    row.locator("summary").first.click()
    row.get_by_role("button", name="Merkitse lähteneeksi").click()
    expect(page.get_by_text("Lähteneet")).to_be_visible()
    assert session.state.people["pekka"].left is not None
    page.get_by_text("Lähteneet").click()
    page.get_by_role("button", name="Takaisin mukaan").click()
    expect(page.get_by_text("Lähteneet")).to_have_count(0)
    assert session.state.people["pekka"].left is None


def test_the_chair_is_handed_over_and_taken_back_as_long_as_the_other_did_nothing(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    row = page.locator("#people .person", has_text="Aino").first
    row.locator("summary").first.click()
    row.get_by_label("jään itsekin fasilitaattoriksi").uncheck()
    row.get_by_role("button", name="Anna puheenjohto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Puheenjohto on nyt toisella.")
    assert session.state.people["aino"].role == "facilitator"
    page.get_by_role("button", name="Kumoa").click()
    expect(page.locator("#now")).to_be_visible()
    assert [one.id for one in session.state.present("facilitator")] == ["saara"]


def test_words_are_erased_for_good_only_after_a_question(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    session.do(commands.Add(by="pekka", sheet="seina", section="ideat", text="Pekan salaisuus"))
    desk.open(page, session)
    row = page.locator("#people .person", has_text="Pekka").first
    row.locator("summary").first.click()
    row.get_by_text("Poista sanat pysyvästi").click()
    row.get_by_role("button", name="Poista pysyvästi").click()
    dialog = page.locator("#dialog-confirm")
    dialog.get_by_role("button", name="Peruuta").click()
    assert session.state.people["pekka"].left is None
    row.get_by_role("button", name="Poista pysyvästi").click()
    dialog.get_by_role("button", name="Poista pysyvästi").click()
    expect(page.locator("#recent")).not_to_contain_text("Pekan salaisuus")
    assert all(one.text != "Pekan salaisuus" for one in session.state.entries.values())


def test_how_many_are_expected_is_said_on_the_page(desk: Desk, page: Page) -> None:
    session = desk.begin("silmukka")
    desk.open(page, session)
    page.get_by_label("Montako odotetaan").fill("14")
    page.locator("#people").get_by_role("button", name="Tallenna").click()
    expect(page.locator("#people .count")).to_have_text("4/14")
    assert session.state.expected == 14
    session.do(commands.Expect(by="saara", count=3))
    expect(page.locator("#people .count")).to_have_text("4, odotettiin 3")


def test_who_gets_the_chair_leads_from_the_page_on_which_they_waited_and_nobody_else_does(
    desk: Desk, page: Page
) -> None:
    session = desk.begin("paluu")
    desk.open(page, session, "phone", "aino")
    page.goto(f"{desk.address}/r/{session.id}/lead")
    expect(page.get_by_role("heading", level=1)).to_have_text("Puheenjohto on nyt toisella.")
    expect(page.get_by_text("Tämä sivu vaihtuu silloin itsestään.")).to_be_visible()
    expect(page.get_by_role("button", name="Kumoa")).to_have_count(0)
    session.do(commands.HandOver(by="saara", to="aino"))
    expect(page.locator("#now")).to_be_visible()
    page.locator("[data-key=next]").click()
    expect(page.locator("#now .step-title")).to_have_text("Keksitään")
    assert session.log[-1].by == "aino"


def test_who_waits_for_the_chair_without_a_script_looks_by_a_link(desk: Desk, browser: Browser) -> None:
    session = desk.begin("paluu")
    context = browser.new_context(java_script_enabled=False, locale="fi-FI")
    page = desk.open(context.new_page(), session, "phone", "aino")
    page.goto(f"{desk.address}/r/{session.id}/lead")
    link = page.get_by_role("link", name="Katso, onko puheenjohto jo sinulla")
    expect(page.get_by_text("Tämä sivu vaihtuu silloin itsestään.")).to_be_hidden()
    session.do(commands.HandOver(by="saara", to="aino"))
    for _ in range(40):  # the server hears of it a moment later: another process has written it
        link.click()
        if page.locator("#now").count():
            break
        page.wait_for_timeout(200)
    expect(page.locator("#now")).to_be_visible()
    context.close()
