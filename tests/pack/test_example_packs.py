"""Packs that the catalogue has not, written without Python: each is sound, prints, and runs where it has a flow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tyopaja import Engine, __version__, commands
from tyopaja.definitions import check_paths
from tyopaja.model.pack import Pack
from tyopaja.rehearsal import rehearse

PACKS = Path(__file__).resolve().parents[2] / "examples" / "packs"
CANVASES = {"swot": ("swot",), "lean-canvas": ("lean-canvas",), "retro": ("kokeilut", "retro"), "kulut": ("seina",)}
LOCALES = {"swot": ("fi", "en", "sv"), "lean-canvas": ("fi", "en"), "retro": ("fi", "en"), "kulut": ("fi", "en")}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine over these packs."""
    with Engine(packs=[PACKS / name for name in CANVASES]) as made:
        yield made


@pytest.fixture(scope="module")
def packs(engine: Engine) -> dict[str, Pack]:
    """These packs by id."""
    return {pack.id: pack for pack in engine.packs() if pack.id in CANVASES}


def test_the_folder_holds_these_and_nothing_but_toml() -> None:
    assert {path.name for path in PACKS.iterdir()} == set(CANVASES)
    assert {path.suffix for path in PACKS.rglob("*") if path.is_file()} == {".toml"}


@pytest.mark.parametrize("name", CANVASES)
def test_checking_it_finds_nothing_to_say(engine: Engine, name: str) -> None:
    assert check_paths([PACKS / name], engine.plugins.vocabulary(), __version__) == []


@pytest.mark.parametrize("name", CANVASES)
def test_it_holds_its_canvases_in_the_languages_that_it_promises(packs: dict[str, Pack], name: str) -> None:
    assert tuple(sorted(packs[name].canvases)) == CANVASES[name]
    assert packs[name].locales == LOCALES[name]
    for canvas in packs[name].canvases.values():
        titles = {
            section: {canvas.section[section].title.to(locale) for locale in LOCALES[name]}
            for section in canvas.section
        }
        assert all(len(said) == len(LOCALES[name]) for said in titles.values()), titles


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize(
    ("pack", "canvas", "locale"),
    [(pack, canvas, locale) for pack in CANVASES for canvas in CANVASES[pack] for locale in LOCALES[pack]],
)
def test_it_prints_on_one_page_with_every_heading_and_when_filled_every_example(
    engine: Engine, packs: dict[str, Pack], pack: str, canvas: str, locale: str, filled: bool
) -> None:
    view = engine.sheet(canvas, pack=pack, locale=locale, sample=filled)
    made = engine.render(view, format="pdf")
    (page,) = PdfReader(io.BytesIO(made.data)).pages
    words = "".join(page.extract_text().replace("-\n", "").split())
    definition = packs[pack].canvases[canvas]
    expected = [definition.title.to(locale), *(one.title.to(locale) for one in definition.section.values())]
    if filled:
        expected += [text for one in definition.section.values() for text in one.examples.to(locale)]
    missing = [text for text in expected if "".join(text.split()) not in words]
    assert missing == []


def test_a_retrospective_ends_in_an_experiment_of_the_packs_own_kind(engine: Engine) -> None:
    session = engine.start("retro", title="Keittiö", locale="fi")
    session.do(commands.Join(by="vetaja", called="Liisa", role="facilitator"))
    session.do(commands.Join(by="aino", called="Aino"))
    session.do(commands.Advance(by="vetaja"))
    session.do(commands.Set(by="aino", sheet="retro", section="jakso", fields={"nimi": "Viikot 8–10"}))
    session.do(commands.Set(by="aino", sheet="retro", section="tunnelma", fields={"score": 8}, text="Yhdessä"))
    session.do(commands.Advance(by="vetaja"))
    for number, text in enumerate(("Vuorolista myöhässä", "Laatikkoa siirrettiin neljästi"), 1):
        session.do(commands.Add(by="aino", id=f"h{number}", sheet="retro", section="hiersi", text=text))
    session.do(commands.Advance(by="vetaja"))
    session.do(commands.Vote(by="aino", entry="h1"))
    session.do(commands.Advance(by="vetaja"))
    (carried,) = session.state.entries_in("kokeilut", "aiheet")
    assert (carried.origin, carried.by) == ("h1", "aino")
    fields = {"uskomme": "kukaan ei odota perjantaihin", "kuka": "aino", "katsotaan": "2026-05-04"}
    session.do(
        commands.Add(
            by="aino", id="k1", sheet="kokeilut", section="kokeilut", text="Lista seinälle tiistaina", fields=fields
        )
    )
    assert session.state.entries["k1"].fields["vaiva"] == 2
    session.do(commands.Advance(by="vetaja"))
    session.do(commands.Pick(by="vetaja", entry="k1"))
    session.do(commands.Advance(by="vetaja"))
    assert session.state.steps == ()
    shown = engine.render(session, what="compass", format="text").data.decode("utf-8")
    assert all(words in shown for words in ("Lista seinälle tiistaina", "kukaan ei odota perjantaihin", "Aino"))


FLOWS = ("silmukka", "rinnan", "pisteet", "ryhmissa", "paluu", "ideapaiva")


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("flow", FLOWS)
def test_invented_people_bring_each_flow_to_its_end_with_what_it_needs(engine: Engine, flow: str, seed: int) -> None:
    done = rehearse(engine, f"kulut/{flow}", people=9, seed=seed, begins=datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert done.ended
    assert not done.overrides


def test_a_day_of_ideas_ends_with_what_the_groups_found_and_all_chose(engine: Engine) -> None:
    done = rehearse(engine, "kulut/ideapaiva", people=9, seed=2, begins=datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert done.gaps == ()
    session = engine.open(done.session)
    assert not any(entry.private for entry in session.state.entries.values())
    shown = engine.render(session, what="compass", format="markdown").text
    picked = [entry.text for entry in session.state.entries_in("ryhman-seina", "ideat") if entry.picked]
    assert picked
    assert all(str(text) in shown for text in picked)
