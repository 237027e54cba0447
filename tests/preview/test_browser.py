"""The preview in a real browser, beside an editor: real files are saved, and the page follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tyopaja import Engine
from tyopaja.preview import Preview
from tyopaja.preview.choosing import Choice

SIZES = {"phone": (360, 740), "desk": (1366, 900)}
ILTA = Choice(canvas="ilta", locale="fi")

Show = Callable[[Path], Preview]


@pytest.fixture(params=SIZES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each size. Whatever its console says, or a script does not bear, fails the test."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def save(path: Path, old: str, new: str) -> None:
    """Save a file as most editors do: written aside, then put in the place of the old one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text.replace(old, new), encoding="utf-8")
    aside.replace(path)


def test_a_save_is_drawn_without_a_reload(page: Page, show: Show, small: Path) -> None:
    page.goto(show(small).url(ILTA))
    sheet = page.frame_locator("#drawn")
    expect(sheet.locator("h1")).to_have_text("Ilta")
    page.evaluate("window.sama = true")
    save(small / "canvases/ilta.toml", '"Ilta"', '"Pitkä ilta"')
    expect(sheet.locator("h1")).to_have_text("Pitkä ilta")
    expect(page.get_by_role("status")).to_have_text("Piirretty uudelleen.")
    expect(page.get_by_role("link", name="Pitkä ilta")).to_be_visible()
    expect(page.locator("#drawn")).to_have_count(1)
    assert page.evaluate("window.sama") is True


def test_a_slip_is_told_at_its_line_beside_the_last_sound_sheet_until_it_is_mended(
    page: Page, show: Show, small: Path
) -> None:
    page.goto(show(small).url(ILTA))
    expect(page.locator("#problems")).to_contain_text("Ei huomautettavaa.")
    save(small / "canvases/ilta.toml", "[section.eka]", "[section.eka")
    expect(page.locator("#problems .where").first).to_have_text("canvases/ilta.toml:6:13")
    expect(page.locator("#problems pre").first).to_have_text("[section.eka")
    expect(page.locator("#note")).to_be_visible()
    expect(page.frame_locator("#drawn").locator("h1")).to_have_text("Ilta")
    expect(page.locator("nav .mark")).to_have_count(1)
    save(small / "canvases/ilta.toml", "[section.eka\n", "[section.eka]\n")
    expect(page.locator("#problems")).to_contain_text("Ei huomautettavaa.")
    expect(page.locator("#note")).to_have_count(0)
    expect(page.locator("nav .mark")).to_have_count(0)


def test_the_language_the_sample_and_the_medium_are_chosen_by_links_that_a_reload_keeps(
    page: Page, show: Show, small: Path
) -> None:
    page.goto(show(small).url(ILTA))
    sheet = page.frame_locator("#drawn")
    page.get_by_role("link", name="en", exact=True).click()
    expect(sheet.locator("h1")).to_have_text("Evening")
    expect(sheet.get_by_text("The snow creaks")).to_have_count(0)
    page.get_by_role("link", name="malli", exact=True).click()
    expect(sheet.get_by_text("The snow creaks")).to_be_visible()
    page.get_by_role("link", name="tuloste", exact=True).click()
    expect(page.get_by_role("img", name="Evening")).to_be_visible()
    assert page.evaluate("document.getElementById('drawn').naturalWidth") > 0
    page.reload()
    expect(page.get_by_role("img", name="Evening")).to_be_visible()
    save(small / "canvases/ilta.toml", '"Evening"', '"A long evening"')
    expect(page.get_by_role("img", name="A long evening")).to_be_visible()


def test_a_new_canvas_is_listed_and_one_that_is_taken_away_is_not(page: Page, show: Show, small: Path) -> None:
    page.goto(show(small).url(ILTA))
    text = (small / "canvases/ilta.toml").read_text(encoding="utf-8")
    (small / "canvases/aamu.toml").write_text(text.replace('"Ilta"', '"Aamu"'), encoding="utf-8")
    page.get_by_role("link", name="Aamu").click()
    expect(page.frame_locator("#drawn").locator("h1")).to_have_text("Aamu")
    (small / "canvases/aamu.toml").unlink()
    expect(page.locator("#note")).to_contain_text("”aamu”")
    expect(page.get_by_role("link", name="Aamu")).to_have_count(0)
    expect(page.locator("#drawn")).to_have_count(0)


def test_a_flow_is_an_outline_that_leads_to_its_sheets(page: Page, show: Show, small: Path) -> None:
    page.goto(show(small).url(Choice(flow="kulku")))
    expect(page.locator(".outline")).to_contain_text("Kirjataan")
    save(small / "flows/kulku.toml", '"Kirjataan"', '"Kirjataan laput"')
    expect(page.locator(".outline")).to_contain_text("Kirjataan laput")
    page.get_by_role("link", name="ilta.eka").click()
    expect(page.frame_locator("#drawn").locator("h1")).to_have_text("Ilta")


def test_the_keyboard_reaches_everything_and_a_redraw_leaves_it_where_it_is(
    page: Page, show: Show, small: Path
) -> None:
    page.goto(show(small).url(ILTA))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "sheet"
    page.get_by_role("link", name="malli", exact=True).focus()
    save(small / "canvases/ilta.toml", '"Ilta"', '"Yö"')
    expect(page.frame_locator("#drawn").locator("h1")).to_have_text("Yö")
    assert page.evaluate("document.activeElement.textContent") == "malli"


def test_a_redraw_leaves_the_page_scrolled_as_it_is(page: Page, show: Show, shipped: Path) -> None:
    page.goto(show(shipped).url(Choice(canvas="palvelupolku", filled=True)))
    expect(page.frame_locator("#drawn").locator("h1")).to_be_visible()
    page.wait_for_function("document.documentElement.scrollHeight > 1400")
    page.evaluate("window.scrollTo(0, 500)")
    save(shipped / "canvases/palvelupolku.toml", 'fi = "Palvelupolku"', 'fi = "Uusi polku"')
    expect(page.frame_locator("#drawn").locator("h1")).to_have_text("Uusi polku")
    assert page.evaluate("Math.round(window.scrollY)") == 500


@pytest.mark.parametrize("state", ["sound", "broken", "sample", "print", "flow", "empty"])
def test_the_page_has_no_fault_that_axe_finds_and_no_sideways_scroll(
    page: Page, show: Show, small: Path, state: str
) -> None:
    if state == "broken":
        save(small / "canvases/ilta.toml", 'kind = "text"', "kind = 3\nmissing = 4")
        save(small / "flows/kulku.toml", '"20 min"', '"kohta"')
    if state == "empty":
        (small / "canvases/ilta.toml").unlink()
        (small / "flows/kulku.toml").unlink()
    choices = {"sample": Choice(canvas="ilta", filled=True), "flow": Choice(flow="kulku"), "empty": Choice()}
    choices["print"] = Choice(canvas="ilta", medium="print")
    page.goto(show(small).url(choices.get(state, ILTA)))
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    # axe is our own guest; the policy lets no other script in, so it is put in past it.
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, found.generate_report()


def test_on_a_desk_the_sheet_stands_as_its_canvas_is_drawn(page: Page, show: Show, small: Path) -> None:
    page.goto(show(small).url(ILTA))
    boxes = page.frame_locator("#drawn").locator(".box")
    expect(boxes).to_have_count(2)
    first, second = (boxes.nth(number).bounding_box() for number in (0, 1))
    assert first is not None
    assert second is not None
    size = page.viewport_size
    assert size is not None
    if size["width"] > 1000:
        assert first["x"] + first["width"] <= second["x"]
    else:
        assert first["y"] + first["height"] <= second["y"]


def test_when_the_preview_ends_the_page_says_so(page: Page, engine: Engine, small: Path) -> None:
    with Preview(engine, small) as preview:
        page.goto(preview.url(ILTA))
        expect(page.locator("#drawn")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("pysähtynyt")
