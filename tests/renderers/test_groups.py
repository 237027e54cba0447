"""What flows with groups, clusters and check-ins put into views, in every format: nothing of it is lost, and what
belongs together stands together."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from attrs import evolve
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tyopaja.renderers import BUILT_IN
from tyopaja.renderers.contract import Renderer
from tyopaja.renderers.facts import spots
from tyopaja.views.nodes import EntryView, GroupView, PartView, PersonView, StepView
from tyopaja.views.pieces import CheckView

TEXT, MARKDOWN, HTML, JSON, _ = BUILT_IN
READABLE = pytest.mark.parametrize("renderer", [TEXT, MARKDOWN, HTML], ids=lambda one: one.format)
LONG = "Pitkänimisenryhmittelynotsikkojokaeimahdu yhdelle riville mitenkään päin " * 4
NAMES = {"c1": "Majoitus", "c2": "*Ruoka* & <b>juoma</b>", "c3": LONG.strip()}


def _notes(made: Any, cluster: str, *texts: str, **more: Any) -> tuple[EntryView, ...]:
    return tuple(made.entry(text, id=text, cluster=cluster, **more) for text in texts)


def _clustered(made: Any, **more: Any) -> Any:
    """A section and parts whose notes are in clusters: one of a single note, one of forty, and notes in none."""
    many = tuple(f"Huone {number}." for number in range(40))
    notes = (*_notes(made, "c1", *many), *_notes(made, "c2", "Mustikkaa."), *_notes(made, "c3", "Poro."))
    parts = (
        PartView(id="hyva", title="Hyvää", entries=_notes(made, "c2", "Sauna.") + _notes(made, "", "Hiljaisuus.")),
        PartView(id="paha", title="Pahaa", hidden=2),
    )
    return made.sheet(
        made.section("ideat", *notes, *_notes(made, "", "Pakkanen.", "Lumi."), clusters=NAMES),
        made.section("osat", parts=parts, clusters=NAMES, hidden=2, hint="2 merkintää odottaa paljastamista."),
        title="Asiakasprofiili – Ryhmä 1", owner="Ryhmä 1", **more,
    )  # fmt: skip


def _checked(made: Any, *values: float | None) -> Any:
    """A sheet with a key result that was checked in."""
    checks = tuple(
        CheckView(
            date=f"{number}.6.2026", value=value, text="" if value is None else f"{value:g}".replace(".", ","),
            note=f"Sana {number}." if number != 2 else "", author="Aino Rautio",
        )
        for number, value in enumerate(values, start=1)
    )  # fmt: skip
    result = evolve(made.result("Uni paranee", start="5,5", target="9", now="7,8"), checks=checks)
    return made.sheet(made.section("tulokset", result, kind="key-results", draw="results"))


def _working(made: Any) -> Any:
    """A session of two groups, with one step put in on the way."""
    steps = (
        StepView(
            id="ryhmissa", title="Ryhmissä", purpose="", depth=0, status="now", time="", activity="",
            order="jokainen ryhmä omaan tahtiinsa", where=("Ryhmä 1: Ideat", "Ryhmä 2: valmis"),
        ),
        StepView(
            id="x", title="Jaloittelu", purpose="", depth=0, status="ahead", time="", activity="tauko", added=True
        ),
    )  # fmt: skip
    people = (
        PersonView(id="pekka", name="Pekka", role="osallistuja", entries=2, heads=5),
        PersonView(id="sanna", name="Sanna", role="osallistuja", entries=1, left=True),
    )
    groups = (
        GroupView(id="ryhma-1", name="Ryhmä 1", people=("Pekka", "Aino")),
        GroupView(id="ryhma-2", name="Ryhmä 2", people=()),
    )
    return made.session(steps=steps, people=people, groups=groups)


def _page(view: Any) -> Element:
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(str(HTML.render(view)))
    return tree


def _of(tree: Element, kind: str) -> list[Element]:
    return [one for one in tree.iter() if kind in str(one.get("class", "")).split()]


def _words(one: Element) -> str:
    return " ".join("".join(one.itertext()).split())


def _shown(renderer: Renderer, view: Any) -> str:
    """All words of a rendition, as somebody reads them."""
    made = str(renderer.render(view))
    return _words(_page(view)) if renderer is HTML else " ".join(made.replace("\\", "").replace("│", "").split())


@READABLE
def test_a_sheet_says_whose_it_is_in_its_title_and_in_the_contents_of_a_report(renderer: Renderer, made: Any) -> None:
    sheet = _clustered(made)
    assert "Asiakasprofiili – Ryhmä 1" in _shown(renderer, sheet)
    report = _shown(renderer, made.report(sheet))
    assert report.count("Asiakasprofiili – Ryhmä 1") == (2 if renderer is HTML else 1)
    if renderer is HTML:
        [title] = [_words(one) for one in _page(sheet).iter("title")]
        assert title == "Asiakasprofiili – Ryhmä 1 – Hotelli Kaamos"


@READABLE
def test_each_cluster_has_its_name_before_its_notes_and_the_rest_come_last(renderer: Renderer, made: Any) -> None:
    shown = _shown(renderer, _clustered(made))
    order = (
        "Majoitus", *(f"Huone {number}." for number in range(40)), NAMES["c2"], "Mustikkaa.", NAMES["c3"], "Poro.",
        "Muut", "Pakkanen.", "Lumi.", "Hyvää", NAMES["c2"], "Sauna.", "Muut", "Hiljaisuus.", "Pahaa",
    )  # fmt: skip
    at = 0
    for one in order:
        found = shown.find(one, at)
        assert found >= 0, f"{one!r} does not stand where it should"
        at = found + len(one)


@READABLE
def test_without_clusters_there_is_no_heading_for_the_rest(renderer: Renderer, made: Any) -> None:
    sheet = made.sheet(made.section("a", *_notes(made, "", "Pakkanen.")), made.section("b", clusters=NAMES))
    shown = _shown(renderer, sheet)
    assert "Muut" not in shown
    assert "Majoitus" not in shown


def test_in_html_a_cluster_is_a_frame_under_a_heading_that_fits_the_levels_around_it(made: Any) -> None:
    for view in (_clustered(made), made.report(_clustered(made))):
        tree = _page(view)
        levels = [int(str(one.tag)[1]) for one in tree.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        assert all(after <= before + 1 for before, after in pairwise(levels))
    clusters = _of(_page(_clustered(made)), "cluster")
    assert [_words(one[0]) for one in clusters] == ["Majoitus", NAMES["c2"], NAMES["c3"], "Muut", NAMES["c2"], "Muut"]
    assert [len(_of(one, "note")) for one in clusters] == [40, 1, 1, 2, 1, 1]
    assert [str(one[0].tag) for one in clusters] == ["h3"] * 4 + ["h4"] * 2
    assert ["rest" in str(one.get("class")) for one in clusters] == [False, False, False, True, False, True]


def test_in_plain_text_a_line_runs_down_along_a_cluster(made: Any) -> None:
    lines = str(TEXT.render(_clustered(made))).split("\n")
    begin = lines.index("  ┌ Majoitus")
    assert all(line.startswith("  │ ") for line in lines[begin + 1 : begin + 81])
    assert lines[begin + 81].startswith("  ┌ *Ruoka*")
    assert max(map(len, lines)) <= 88


@READABLE
def test_what_is_hidden_is_told_at_the_end_of_its_section_and_is_not_called_empty(
    renderer: Renderer, made: Any
) -> None:
    sheet = made.sheet(
        made.section("a", made.entry("Näkyvä."), hidden=1, hint="Yksi merkintä odottaa."),
        made.section("b", hidden=3, hint="3 merkintää odottaa."),
        made.section("c", parts=(PartView(id="p", title="Osa", hidden=2),), hidden=2, hint="2 merkintää odottaa."),
    )
    shown = _shown(renderer, sheet)
    assert shown.index("Näkyvä.") < shown.index("Yksi merkintä odottaa.") < shown.index("3 merkintää odottaa.")
    assert shown.index("Osa") < shown.index("2 merkintää odottaa.")
    assert "Vielä tyhjä" not in shown


@READABLE
def test_an_entry_that_its_author_alone_sees_says_so_in_words(renderer: Renderer, made: Any) -> None:
    sheet = made.sheet(made.section("a", made.entry("Oma.", private=True), made.entry("Kaikkien.")))
    assert _shown(renderer, sheet).count("vain sinulle näkyvä") == 1
    if renderer is HTML:
        [mark] = _of(_page(sheet), "unseen")
        assert [one.get("aria-hidden") for one in mark.iter() if str(one.tag).endswith("svg")] == ["true"]


@READABLE
def test_in_the_compass_too_and_nothing_else_is_said_of_an_entry_there(renderer: Renderer, made: Any) -> None:
    notes = (made.entry("Oma.", private=True, votes=3), made.entry("Kaikkien.", votes=2))
    said = _shown(renderer, made.sheet(made.section("a", *notes), what="compass"))
    assert (said.count("vain sinulle näkyvä"), "ääntä" in said, "Aino" in said) == (1, False, False)


def test_the_contents_of_a_report_lead_to_its_groups_where_there_are_any(made: Any) -> None:
    groups = (GroupView(id="ryhma-1", name="Ryhmä 1", people=("Aino",)),)
    with_groups, without = (str(HTML.render(made.report(session=made.session(groups=one)))) for one in (groups, ()))
    assert ('href="#groups"' in with_groups, 'id="groups"' in with_groups) == (True, True)
    assert ('href="#groups"' in without, 'id="groups"' in without) == (False, False)


@READABLE
def test_an_entry_says_on_whose_sheet_it_stands_once(renderer: Renderer, made: Any) -> None:
    entries = (made.entry("Eka", owner="Ryhmä 2", origin="Ryhmä 2"), made.entry("Toka", author="Aino", owner="Aino"))
    shown = _shown(renderer, made.sheet(made.section("a", *entries)))
    assert shown.count("Ryhmä 2") == 1
    assert shown.count("Aino") == 2


@READABLE
def test_check_ins_tell_the_way_in_numbers_and_what_was_said_when_and_by_whom(renderer: Renderer, made: Any) -> None:
    sheet = _checked(made, 6.1, 7.2, 7.8)
    shown = _shown(renderer, sheet)
    assert "tarkistettu: 6,1 → 7,2 → 7,8" in shown
    assert "1.6.2026 · Aino Rautio · 6,1" in shown
    assert "Sana 1." in shown
    assert "Sana 3." in shown
    assert "2.6.2026" not in shown
    if renderer is HTML:
        [line] = [one for one in _page(sheet).iter() if str(one.tag).endswith("polyline")]
        points = [tuple(map(float, one.split(","))) for one in str(line.get("points")).split()]
        assert [x for x, _ in points] == [4, 60, 116]
        assert points[0][1] == 24 > points[1][1] > points[2][1] == 4


def test_a_line_is_drawn_of_two_numbers_or_more_and_a_check_without_a_number_is_no_point_of_it(made: Any) -> None:
    for values, drawn in (((6.1,), 0), ((None, 6.1), 0), ((6.1, None, 5.0), 1), ((3.0, 3.0), 1)):
        page = str(HTML.render(_checked(made, *values)))
        assert page.count("<polyline") == drawn
    flat = _checked(made, 3.0, 3.0).sections[0].entries[0]
    assert spots(flat) == ((0.0, 0.5), (1.0, 0.5))


@READABLE
def test_a_session_tells_order_whereabouts_groups_and_who_left(renderer: Renderer, made: Any) -> None:
    shown = _shown(renderer, _working(made))
    for words in (
        "jokainen ryhmä omaan tahtiinsa", "Ryhmä 1: Ideat", "Ryhmä 2: valmis", "lisätty vaihe", "5 henkeä", "lähtenyt",
        "Ryhmät", "Pekka, Aino",
    ):  # fmt: skip
        assert words in shown
    assert shown.index("Ryhmissä") < shown.index("Ryhmä 1: Ideat") < shown.index("Jaloittelu")


def test_a_session_counts_heads_and_not_those_who_left(made: Any) -> None:
    assert "Mukana (5)" in str(TEXT.render(_working(made)))
    [people] = [one for one in _page(_working(made)).iter("dl") if one.get("class") == "counted"]
    assert _words(people[0]) == "Mukana5"


def test_json_has_all_of_it_by_the_names_of_the_nodes(made: Any) -> None:
    sheet = json.loads(str(JSON.render(_clustered(made))))
    assert sheet["owner"] == "Ryhmä 1"
    assert sheet["sections"][0]["clusters"] == NAMES
    assert sheet["sections"][0]["entries"][0]["cluster"] == "c1"
    assert sheet["sections"][1]["parts"][1]["hidden"] == 2
    result = json.loads(str(JSON.render(_checked(made, 6.1))))["sections"][0]["entries"][0]
    assert result["checks"] == [
        {"author": "Aino Rautio", "date": "1.6.2026", "note": "Sana 1.", "text": "6,1", "value": 6.1}
    ]
    session = json.loads(str(JSON.render(_working(made))))
    assert session["groups"][0] == {"id": "ryhma-1", "name": "Ryhmä 1", "people": ["Pekka", "Aino"]}
    assert [one["added"] for one in session["steps"]] == [False, True]


@pytest.mark.parametrize("width", [360, 1366], ids=["phone", "desk"])
@pytest.mark.parametrize("maker", [_clustered, _working, lambda made: _checked(made, 6.1, 7.2)])
def test_in_a_browser_nothing_spills_and_axe_finds_no_fault(
    browser: Browser, made: Any, tmp_path: Path, maker: Any, width: int
) -> None:
    file = tmp_path / "sivu.html"
    file.write_text(str(HTML.render(maker(made))), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    boxes = "[...document.querySelectorAll('.box, .cluster, .cluster-title, .note, .result')]"
    assert page.evaluate(f"{boxes}.filter(e => e.scrollWidth > e.clientWidth + 1).length") == 0
    drawn = page.evaluate("[...document.querySelectorAll('.spark')].map(e => e.getBoundingClientRect().width)")
    assert all(wide > 100 for wide in drawn)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
