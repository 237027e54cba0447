"""What flows with groups, clusters and check-ins put into views, on paper: clusters in frames, what is not shown, where
a key result stood, and how groups work."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from attrs import evolve
from defusedxml import ElementTree

from tyopaja.texts import words
from tyopaja.views.nodes import Chapter, GroupView, PartView, PersonView, ReportView, SessionView, SheetView, StepView
from tyopaja.views.pieces import CheckView

Views = dict[str, Any]
LONG = "Pitkänimisenryhmittelynotsikkojokaeimahdu yhdelle riville mitenkään päin " * 4
NAMES = {"c1": "Majoitus", "c2": "*Ruoka* #[x] <b>juoma</b>", "c3": LONG.strip()}
WORDS = words("view", "fi")


def clustered(views: Views, many: int, paper: str = "a3", draw: str = "notes", **more: Any) -> Any:
    """A sheet whose notes are in clusters of `many`, of one and of one, and in none; and parts with clusters."""

    def notes(cluster: str, *texts: str) -> tuple[Any, ...]:
        return tuple(views["entry"](text, id=f"{cluster}-{text}", cluster=cluster) for text in texts)

    first = notes("c1", *(f"Huone {number} kaipaa peittoa" for number in range(many)))
    own = (*first, *notes("c2", "Mustikkaa aamulla"), *notes("c3", "Poron käristys"), *notes("", "Pakkanen ulkona"))
    parts = (
        PartView(id="hyva", title="Hyvää", entries=notes("c2", "Saunan lämpö") + notes("", "Hiljaisuus yöllä")),
        PartView(id="paha", title="Pahaa", hidden=2),
    )
    sections = (
        views["section"]("a", "Ideat", draw=draw, entries=own, clusters=NAMES, hidden=3, hint="3 merkintää odottaa."),
        views["section"]("b", "Osat", parts=parts, clusters=NAMES, hidden=2, hint="2 merkintää odottaa."),
    )
    drawn = views["grid"](paper, "landscape", "a a b")
    return views["sheet"](sections, drawn, title="Asiakasprofiili – Ryhmä 1", owner="Ryhmä 1", words=WORDS, **more)


def session(views: Views, **more: Any) -> Any:
    """A session of two groups, with one step put in on the way."""
    steps = (
        StepView(
            id="a", title="Ryhmissä", purpose="Mitä lupaamme?", depth=0, status="now", time="1 h", activity="",
            order="jokainen ryhmä omaan tahtiinsa", where=("Ryhmä 1: Ideat", "Ryhmä 2: valmis"),
        ),
        StepView(
            id="x", title="Jaloittelu", purpose="", depth=1, status="ahead", time="", activity="tauko", added=True
        ),
    )  # fmt: skip
    people = (
        PersonView(id="p", name="Pekka", role="osallistuja", entries=2, heads=5),
        PersonView(id="s", name="Sanna", role="osallistuja", entries=1, left=True),
    )
    groups = (
        GroupView(id="ryhma-1", name="Ryhmä 1", people=("Pekka", "Aino")),
        GroupView(id="r", name="Ryhmä 2", people=()),
    )
    sheet = clustered(views, 1)
    return SessionView(**({
        "id": "s1", "title": "Hotelli Kaamos", "flow": "Ideapäivä", "purpose": "Yksi päivä.", "locale": "fi",
        "steps": steps, "people": people, "groups": groups, "entries": 5, "votes": 6, "sheets": ("arkki",),
        "date": "26.5.2026", "theme": sheet.theme, "credit": sheet.credit, "words": WORDS,
    } | more))  # fmt: skip


def checked(views: Views) -> Any:
    """A key result that was checked in three times."""
    checks = tuple(
        CheckView(date=f"{number}.6.2026", value=value, text=text, note=note, author="Ilse Kaamos")
        for number, (value, text, note) in enumerate(
            ((6.1, "6,1", "Peitot tulossa."), (7.2, "7,2", ""), (7.8, "7,8", "Peitot vaihdettiin.")), start=1
        )
    )
    result = views["result"]("Vieraat nukkuvat hyvin", measure="kysely", unit="/ 10", start=5.5, now=7.8, target=9)
    made = evolve(result, checks=checks)
    return views["section"]("k", "Tulokset", kind="key-results", entries=(made,))


def bare(views: Views, text: str) -> str:
    return str(views["bare"](text))


def test_a_cluster_stands_under_its_name_and_the_rest_after_all_clusters(views: Views) -> None:
    text = views["words_of"](views["made"](clustered(views, 3)))
    at = 0
    for one in ("Majoitus", "Huone 2", NAMES["c2"], "Mustikkaa", NAMES["c3"], "Poron", "Muut", "Pakkanen"):
        found = text.find(bare(views, one), at)
        assert found >= 0, f"{one!r} does not stand where it should"
        at = found
    assert text.count(bare(views, "3 merkintää odottaa.")) == text.count(bare(views, "2 merkintää odottaa.")) == 1


@pytest.mark.parametrize("paper", ["a4", "a3", "a1"])
@pytest.mark.parametrize("many", [1, 8, 40, 200])
def test_however_many_notes_a_cluster_has_nothing_leaves_its_box_and_nothing_is_lost(
    views: Views, many: int, paper: str
) -> None:
    view = clustered(views, many, paper)
    pdf = views["made"](view)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    lost = [number for number in range(many) if bare(views, f"Huone {number} kaipaa peittoa") not in text]
    assert lost == []
    assert [one for one in NAMES.values() if bare(views, one) not in text] == []
    assert text.count(bare(views, "3 merkintää odottaa.")) == 1


def test_a_cluster_that_goes_on_behind_says_its_name_there_again(views: Views) -> None:
    reader = views["read"](clustered(views, 200, "a4"))
    pages = [bare(views, page.extract_text()) for page in reader.pages]
    assert len(pages) > 1
    behind = next(page for page in pages[1:] if "kaipaapeittoa" in page)
    assert behind.index("Majoitus") < behind.index("kaipaapeittoa")


@pytest.mark.parametrize("draw", ["cards", "checks", "results", "map", "text", "chain", "curve", "picture", "blanks"])
def test_clusters_print_whole_however_the_section_is_drawn(views: Views, draw: str) -> None:
    pdf = views["made"](clustered(views, 5, draw=draw))
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert [number for number in range(5) if f"Huone{number}kaipaapeittoa" not in text] == []


def test_a_name_of_a_cluster_is_a_heading_to_who_cannot_see_the_frame(views: Views) -> None:
    reader = pypdf.PdfReader(io.BytesIO(views["made"](clustered(views, 2))))
    levels: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            levels.extend([str(node["/S"])] if str(node.get("/S", "")).startswith("/H") else [])
            if "/K" in node:
                walk(node["/K"])

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    assert levels.count("/H3") == 4 + 2  # three clusters and the rest, and two parts
    assert levels.count("/H4") == 2  # a cluster and the rest within a part


def test_clusters_on_a_poster_stand_in_frames_too(views: Views) -> None:
    for many in (1, 40):
        pdf = views["made"](evolve(clustered(views, many), what="compass"))
        assert views["collisions"](pdf) == []
        text = views["words_of"](pdf)
        assert [
            one for one in (*NAMES.values(), "Muut", f"Huone {many - 1} kaipaa") if bare(views, one) not in text
        ] == []


def test_without_clusters_nothing_is_called_the_rest(views: Views) -> None:
    view = clustered(views, 2)
    plain = evolve(view, sections=tuple(evolve(one, clusters={}) for one in view.sections))
    assert "Muut" not in views["words_of"](views["made"](plain))


def test_what_is_private_says_so_and_whose_sheet_a_note_is_from(views: Views) -> None:
    notes = (views["entry"]("Oma", private=True), views["entry"]("Toisen", owner="Ryhmä 2", origin="Ryhmä 2"))
    sections = [views["section"]("a", "Ideat", entries=notes)]
    text = views["words_of"](views["made"](views["sheet"](sections, views["grid"]("a4", "portrait", "a"), words=WORDS)))
    assert text.count(bare(views, "vain sinulle näkyvä")) == 1
    assert text.count(bare(views, "Ryhmä 2")) == 1


def test_on_a_poster_too_whoever_wrote_it_is_told_that_nobody_else_sees_it(views: Views) -> None:
    notes = (views["entry"]("Oma", private=True), views["entry"]("Kaikkien"))
    shown = (
        views["section"]("a", "Ideat", entries=notes),
        views["section"]("b", "Lupaus", draw="text", look="statement", entries=notes[:1]),
    )
    poster = views["sheet"](shown, views["grid"]("a3", "landscape", "a b"), what="compass", words=WORDS)
    text = views["words_of"](views["made"](poster))
    assert text.count(bare(views, "vain sinulle näkyvä")) == 2


@pytest.mark.parametrize("poster", [False, True])
def test_one_check_in_is_not_told_twice(views: Views, poster: bool) -> None:
    section = checked(views)
    (entry,) = section.entries
    once = evolve(section, entries=(evolve(entry, checks=entry.checks[-1:]),))
    earlier = evolve(section, entries=(evolve(entry, checks=entry.checks[:1]),))

    def words(section: Any) -> str:
        view = views["sheet"]([section], views["grid"]("a4", "portrait", "k"), words=WORDS)
        return str(views["words_of"](views["made"](evolve(view, what="compass") if poster else view)))

    assert "tarkistettu" not in words(once)
    assert bare(views, "tarkistettu: 6,1") in words(earlier), "what it is now was set by hand since"


@pytest.mark.parametrize("many", [1, 12, 60])
def test_on_a_sheet_stands_what_was_said_at_each_check_in_however_many_there_are(views: Views, many: int) -> None:
    section = checked(views)
    (entry,) = section.entries
    checks = tuple(evolve(entry.checks[0], note=f"Huone {number} on lämmin.") for number in range(many))
    view = views["sheet"](
        [evolve(section, entries=(evolve(entry, checks=checks),))], views["grid"]("a4", "portrait", "k"), words=WORDS
    )
    pdf = views["made"](view)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert [number for number in range(many) if bare(views, f"Huone {number} on lämmin.") not in text] == []


def test_check_ins_tell_the_way_in_numbers_and_as_a_line(views: Views) -> None:
    with_checks = checked(views)
    without = evolve(with_checks, entries=tuple(evolve(one, checks=()) for one in with_checks.entries))
    drawn = views["grid"]("a4", "portrait", "k")

    def marks(section: Any) -> int:
        tree = ElementTree.fromstring(views["made"](views["sheet"]([section], drawn, words=WORDS), "svg"))
        return sum("stroke-linejoin" in one.attrib and one.get("fill") == "none" for one in tree.iter())

    text = views["words_of"](views["made"](views["sheet"]([with_checks], drawn, words=WORDS)))
    assert bare(views, "tarkistettu: 6,1 → 7,2 → 7,8") in text
    assert bare(views, "3.6.2026 · Ilse Kaamos · 7,8: Peitot vaihdettiin.") in text
    poster = views["sheet"]([with_checks], drawn, what="compass", words=WORDS)
    text = views["words_of"](views["made"](poster))
    assert bare(views, "3.6.2026 · Ilse Kaamos · 7,8: Peitot vaihdettiin.") in text
    assert "tulossa" not in text, "a poster has room for the last of it"
    assert marks(with_checks) > marks(without)


def test_a_report_lists_what_was_said_at_each_check_in_and_whose_sheet_it_is(views: Views) -> None:
    sheet: SheetView = views["sheet"](
        [checked(views)], views["grid"]("a4", "portrait", "k"), title="Tulokset – Ryhmä 1", owner="Ryhmä 1", words=WORDS
    )
    report = ReportView(
        title="Raportti", locale="fi", session=session(views), result=None, theme=sheet.theme, credit=sheet.credit,
        words=WORDS, chapters=(Chapter(title="Työpaja 1", purpose="", sheets=(sheet,)),),
    )  # fmt: skip
    pdf = views["made"](report)
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    assert bare(views, "1.6.2026 · Ilse Kaamos · 6,1: Peitot tulossa.") in text
    assert bare(views, "Peitot vaihdettiin.") in text
    assert bare(views, "2.6.2026") not in text
    assert text.count(bare(views, "Tulokset – Ryhmä 1")) == 2


def test_a_session_prints_order_whereabouts_groups_and_who_left(views: Views) -> None:
    pdf = views["made"](session(views))
    assert views["collisions"](pdf) == []
    text = views["words_of"](pdf)
    for one in (
        "jokainen ryhmä omaan tahtiinsa", "Ryhmä 1: Ideat", "Ryhmä 2: valmis", "lisätty vaihe", "osallistuja, 5 henkeä",
        "osallistuja, lähtenyt", "Ryhmät", "Pekka, Aino", "5Mukana",
    ):  # fmt: skip
        assert bare(views, one) in text


def test_forty_groups_and_as_many_whereabouts_still_print_whole(views: Views) -> None:
    where = tuple(f"Ryhmä {number}: Ideat" for number in range(40))
    groups = tuple(GroupView(id=f"r{number}", name=f"Ryhmä {number}", people=("Aino",) * 8) for number in range(40))
    view = session(views)
    pdf = views["made"](evolve(view, groups=groups, steps=(evolve(view.steps[0], where=where), *view.steps[1:])))
    assert views["collisions"](pdf) == []
    assert bare(views, "Ryhmä 39: Ideat") in views["words_of"](pdf)
