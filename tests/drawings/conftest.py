"""Flows to draw: a small one of each kind of thing, one with all of them, and the pack that we ship."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tyopaja import Engine
from tyopaja.model.canvas import Canvas, Layout, Part, Section
from tyopaja.model.flow import Condition, Duration, Flow, Groups, Joining, Move, SheetUse, Step
from tyopaja.model.pack import Definitions, Pack, Theme
from tyopaja.model.text import Text

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "canvases" / "flows").glob("*.toml"))


def words(fi: str, en: str = "") -> Text:
    """A text in Finnish, and in English where it is given."""
    return Text({"fi": fi, **({"en": en} if en else {})})


def step(id: str, fi: str, en: str = "", **more: Any) -> Step:
    """A step; `time` in minutes."""
    time = more.pop("time", None)
    return Step(id=id, title=words(fi, en), time=Duration(time) if time else None, **more)


def leaf(**table: Any) -> Condition:
    """A condition, its keys written with `_` for `-`."""
    return Condition("leaf", table={key.replace("_", "-"): value for key, value in table.items()})


CANVAS = Canvas(
    id="profiili",
    title=words("Asiakasprofiili", "Customer profile"),
    layout=Layout(areas=("tarpeet pelot",)),
    section={
        "tarpeet": Section(title=words("Tarpeet", "Needs")),
        "pelot": Section(
            title=words("Pelot", "Fears"), parts={"kipu": Part(title=words("Mikä sattuu?", "What hurts?"))}
        ),
    },
)

PARALLEL = Flow(
    id="kaistat",
    title=words("Kaksi kaistaa", "Two lanes"),
    purpose=words("Lupaus ja laatu etenevät samaan aikaan.", "Promise and quality go on at the same time."),
    step=(
        step("alku", "Avaus", "Opening", time=10),
        step("kaistat", "Rinnakkain", "Side by side", order="parallel", time=90, join=Joining("quorum", 1)),
        step("lupaus", "Lupaus", "Promise", in_="kaistat"),
        step("lupaa", "Kirjoitetaan lupaus", "Write the promise", in_="lupaus", activity="fill",
             on=("profiili.tarpeet",)),
        step("hio", "Hiotaan", "Polish", in_="lupaus", activity="decide", on=("profiili.tarpeet",), time=20),
        step("laatu", "Laadun ongelmat", "Problems of quality", in_="kaistat", activity="brainstorm",
             on=("profiili.pelot", "profiili.pelot.kipu"), time=30, private=True),
        step("loppu", "Kooste", "Summing up", activity="recap", of="kaistat", time=15),
    ),
    move=(
        Move(from_="hio", to="lupaa", on="uudestaan", label=words("Kirjoitetaan uudestaan", "Write it again"),
             at_most=3),
        Move(from_="lupaa", to="alku", on="seis", label=words("Aloitetaan alusta", "Begin again")),
    ),
)  # fmt: skip

EACH = Flow(
    id="ryhmat",
    title=words("Ryhmät omissa huoneissaan", "Groups in their own rooms"),
    sheet={"profiili": SheetUse(canvas="profiili", per="group")},
    step=(
        step("ryhmat", "Ryhmätyö", "Group work", for_each="group", groups=Groups(size=4, mix=True), time=60),
        step("kirjaa", "Kirjataan", "Write", in_="ryhmat", activity="brainstorm", on=("profiili",), private=True,
             needs=Condition("all", (leaf(entries_in="profiili.tarpeet", at_least=3),
                                     leaf(entries_in="profiili.pelot", at_least=3)))),
        step("paljasta", "Paljastetaan", "Reveal", in_="ryhmat", activity="reveal", on=("profiili",)),
        step("aani", "Äänestetään", "Vote", in_="ryhmat", activity="vote", on=("profiili.tarpeet",), several=True,
             secret=True, needs=Condition("any", (leaf(voted="everyone"), leaf(time="over"))), time=5,
             after_time="advance"),
        step("itse", "Jokainen itse", "Each by themselves", for_each="participant", activity="check-in",
             join=Joining("facilitator")),
        step("yhteen", "Yhteen", "Together", activity="group", on=("profiili",), gather=("profiili",)),
    ),
)  # fmt: skip

FREE = Flow(
    id="vapaa",
    title=words("Kiertävät pisteet", "Stations"),
    result="profiili",
    step=(
        step("pisteet", "Pisteet", "Stations", order="free", join=Joining("quorum", 3)),
        *(step(f"piste-{number}", f"Piste {number}", f"Station {number}", in_="pisteet", activity="fill",
               on=("profiili.pelot",), time=10) for number in range(1, 6)),
        step("paiva", "Toinen päivä", "The other day"),
        step("valinnat", "Valinnat", "Choices", in_="paiva", order="free"),
        step("iso", "Iso valinta", "The big choice", in_="valinnat"),
        step("iso-1", "Ensin", "First", in_="iso", activity="decide", on=("profiili",)),
        step("iso-2", "Sitten", "Then", in_="iso", activity="approve", on=("profiili",)),
        step("pieni", "Pieni valinta", "The small choice", in_="valinnat", activity="decide", on=("profiili",)),
    ),
    move=(
        Move(from_="piste-2", to="pieni", on="ohi", label=words("Suoraan pieneen", "Straight to the small one")),
        Move(from_="paiva", to="pisteet", on="takaisin", label=words("Takaisin pisteille", "Back to the stations"),
             resume="history", when=Condition("not", (leaf(crowd="here", at_least=4),))),
    ),
)  # fmt: skip

BACK = Flow(
    id="paluu",
    title=words("Paluu ja loppu", "A way back and an end"),
    step=(
        step("tyo", "Työ", "Work", time=120),
        step("muotoilu", "Muotoilu", "Shaping", in_="tyo", activity="fill", on=("profiili",)),
        step("testi", "Testi", "Test", in_="tyo", activity="decide", on=("profiili.pelot",),
             needs=leaf(picked="profiili.pelot")),
        step("valmis", "Valmista tuli", "It is ready", in_="tyo", final=True),
        step("hylky", "Hylättiin", "Dropped", in_="tyo", final=True),
        step("tauko", "Tauko", "Break", activity="break", time=15),
        step("jatko", "Jatko", "Afterwards"),
        step("kooste", "Kooste", "Summing up", in_="jatko", activity="lumisade"),
    ),
    move=(
        Move(from_="testi", to="muotoilu", on="korjaa", label=words("Korjataan", "Mend it"), at_most=5),
        Move(from_="testi", to="hylky", on="hylkaa", when=leaf(approved="profiili", at_least=2)),
        Move(from_="tauko", to="tyo", on="jatka", label=words("Jatketaan työtä", "Go on with the work"), resume="deep"),
        Move(from_="kooste", to="kooste", on="uusi"),
        Move(from_="kooste", to="testi", on="done.state.kooste"),
    ),
)  # fmt: skip

FLOWS: Mapping[str, Flow] = {flow.id: flow for flow in (PARALLEL, EACH, FREE, BACK)}


def of(flow: Flow, theme: Theme | None = None) -> Definitions:
    """A flow with what it needs, in a pack of its own."""
    pack = Pack(id="koe", format=1, version="1", title=words("Koe"), locale="fi", theme=theme or Theme())
    return Definitions(pack=pack, flow=flow, canvases={"profiili": CANVAS})


def everything() -> Flow:
    """All of them one after the other, each a step of the flow: long enough for columns, with moves between them."""
    steps: list[Step] = []
    moves: list[Move] = []
    for name, flow in FLOWS.items():
        around = f"{name}-osa"
        steps.append(Step(id=around, title=flow.title, time=Duration(240)))
        inner = {one.id: f"{name}-{one.id}" for one in flow.step}
        steps += [
            evolve(
                one, id=inner[one.id], in_=inner[one.in_] if one.in_ else around, of=inner[one.of] if one.of else None
            )
            for one in flow.step
        ]
        moves += [evolve(move, from_=inner[move.from_], to=inner[move.to]) for move in flow.move]
    first, *_, last = FLOWS
    moves += [
        Move(from_=f"{last}-osa", to=f"{first}-osa", on="alkuun", label=words("Koko kierros alusta"), resume="shallow"),
        Move(from_=f"{first}-osa", to=f"{last}-kooste", on="loppuun", label=words("Suoraan koosteeseen")),
    ]
    return Flow(id="kaikki", title=words("Kaikki", "Everything"), step=tuple(steps), move=tuple(moves))


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], Definitions]:
    """A flow of the pack that we ship."""
    with Engine() as engine:
        library = engine.library
    return library.definitions


@pytest.fixture(params=[*FLOWS, "kaikki", *SHIPPED])
def definitions(request: pytest.FixtureRequest, shipped: Callable[[str], Definitions]) -> Definitions:
    """Each flow that there is to draw."""
    name = request.param
    if name in SHIPPED:
        return shipped(name)
    return of(FLOWS[name] if name in FLOWS else everything())
