"""A small hotel's flow on four canvases, written by hand, and a player that carries commands out on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rpds import HashTrieMap

from tyopaja.engine import ACTIVITIES, CONDITIONS, Rules, decide, fold, start
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.events import Event, Started, Voted
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.play import Activity, Vocabulary
from tyopaja.model.state import Entry, State
from tyopaja.model.wire import command_from_table
from tyopaja.views import look
from tyopaja.views.nodes import ReportView, SessionView, SheetView, View

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))

PACK: dict[str, Any] = {
    "id": "koe",
    "format": 1,
    "version": "1",
    "title": "Koe",
    "locale": "fi",
    "designer": "Arctic Factory",
    "licence": "CC-BY-SA-4.0",
    "theme": {"accent": "#0a6775", "colours": {"lupaus": "#7a4a12"}},
}
CANVASES: dict[str, dict[str, Any]] = {
    "lupaus": {
        "title": {"fi": "Palvelulupaus", "en": "Service promise"},
        "purpose": {"fi": "Sanotaan, mitä lupaamme."},
        "layout": {"areas": ["ongelma lupaus", "ongelma teot"], "columns": [1, 2], "paper": "a4 portrait"},
        "section": {
            "ongelma": {
                "title": {"fi": "Ongelma", "en": "Problem"},
                "label": "1",
                "prompts": {"fi": ["Mikä vierasta vaivaa?"]},
                "parts": {"kipu": {"title": {"fi": "Kipu", "en": "Pain"}}, "hyoty": {"title": {"fi": "Hyöty"}}},
            },
            "lupaus": {"title": {"fi": "Lupaus", "en": "Promise"}, "look": "statement", "colour": "lupaus"},
            "teot": {"title": {"fi": "Teot", "en": "Deeds"}, "colour": "#112233"},
        },
    },
    "profiili": {
        "title": {"fi": "Asiakasprofiili", "en": "Customer profile"},
        "layout": {"areas": ["perus"]},
        "section": {
            "perus": {
                "title": {"fi": "Perustiedot", "en": "Basics"},
                "kind": "fields",
                "fields": {
                    "nimi": {"title": {"fi": "Nimi", "en": "Name"}},
                    "ika": {"title": {"fi": "Ikä"}, "type": "number"},
                    "kanta": {"title": {"fi": "Kanta-asiakas"}, "type": "yes-no"},
                    "kausi": {
                        "title": {"fi": "Kausi"},
                        "type": "choice",
                        "choices": {"talvi": {"fi": "Talvi", "en": "Winter"}, "kesa": {"fi": "Kesä"}},
                    },
                },
            },
        },
    },
    "okr": {
        "title": {"fi": "Tavoitteet", "en": "Objectives"},
        "layout": {"areas": ["tulokset"]},
        "section": {"tulokset": {"title": {"fi": "Avaintulokset", "en": "Key results"}, "kind": "key-results"}},
    },
    "kompassi": {
        "title": {"fi": "Arjen kompassi", "en": "Everyday compass"},
        "layout": {"areas": ["periaate", "nakyy", "tulokset", "vieras"], "paper": "a3 portrait"},
        "section": {
            "periaate": {"title": {"fi": "Periaate", "en": "Principle"}, "look": "statement"},
            "nakyy": {"title": {"fi": "Näin se näkyy", "en": "How it shows"}},
            "tulokset": {"title": {"fi": "Avaintulokset", "en": "Key results"}, "kind": "key-results"},
            "vieras": {
                "title": {"fi": "Vieraamme"},
                "parts": {"kipu": {"title": {"fi": "Kipu"}}, "muu": {"title": {"fi": "Muuta"}}},
            },
        },
    },
}
FLOW: dict[str, Any] = {
    "id": "sarja",
    "title": {"fi": "Arjen kompassi", "en": "Everyday compass"},
    "result": "kompassi",
    "sheet": {"okr-1": {"canvas": "okr", "title": {"fi": "Tavoitteet 1", "en": "Objectives 1"}}},
    "step": [
        {"id": "tp-1", "title": {"fi": "Työpaja 1", "en": "Workshop 1"}, "purpose": "Mitä lupaamme?", "time": "3 h"},
        {"id": "alku", "in": "tp-1", "title": "Alku", "time": "10 min"},
        {"id": "ideat", "in": "tp-1", "title": "Ideat", "activity": "brainstorm", "on": ["lupaus"], "time": "90 min"},
        {"id": "aanet", "in": "tp-1", "title": "Äänet", "activity": "vote", "on": ["lupaus.teot"]},
        {"id": "valinta", "in": "tp-1", "title": "Valinta", "activity": "decide", "on": ["lupaus.lupaus"]},
        {"id": "tp-2", "title": {"fi": "Työpaja 2", "en": "Workshop 2"}},
        {"id": "luvut", "in": "tp-2", "title": "Luvut", "activity": "fill", "on": ["okr-1", "lupaus.teot"]},
        {"id": "hyvaksynta", "in": "tp-2", "title": "Hyväksyntä", "activity": "approve", "on": ["kompassi"]},
    ],
    "fill": [
        {"section": "periaate", "from": "lupaus.lupaus", "take": "picked", "at-most": 1},
        {"section": "nakyy", "from": "lupaus.teot", "take": "voted", "at-most": 2},
        {"section": "tulokset", "from": "okr-1.tulokset"},
        {"section": "vieras.kipu", "from": "lupaus.ongelma.kipu", "take": "newest", "at-most": 2},
    ],
}


def _flow(**changes: Any) -> Flow:
    made: Flow = structure({**FLOW, **changes}, Flow)
    return made


def _definitions(flow: Flow) -> Definitions:
    canvases = {name: structure({"id": name, **table}, Canvas) for name, table in CANVASES.items()}
    sheets = {sheet: canvases[flow.canvas_of(sheet)] for sheet in (*flow.sheet_names(), "profiili")}
    return Definitions.of(structure(PACK, Pack), flow, sheets)


class Player:
    """A session that is played in memory; every command comes a minute after the one before."""

    def __init__(self, flow: Flow, title: str = "Hotelli Kaamos") -> None:
        self.definitions = _definitions(flow)
        self.rules = Rules(self.definitions, Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS))
        started = Started(
            at=BEGINNING, by="", command="start", session="s1", flow=flow.id, pack="koe", version="1",
            definitions="d1", title=title, locale="fi",
        )  # fmt: skip
        self.events: tuple[Event, ...] = start(self.rules, started)
        self.state: State = fold(self.events)
        self.number = 0

    def do(self, command: str, by: str = "ilse", **keys: Any) -> str:
        """Carry a command out and return its id."""
        self.number += 1
        at = BEGINNING + timedelta(minutes=self.number)
        table: Mapping[str, Any] = {"command": command, "by": by, "id": f"c{self.number}", "at": at, **keys}
        events = decide(
            self.rules, self.state, command_from_table({key.replace("_", "-"): table[key] for key in table})
        )
        self.events += events
        self.state = fold(events, self.state)
        return str(table["id"])

    def give(self, votes: list[int]) -> None:
        """Give each entry of the deeds as many votes, by events alone: the budget is the engine's to test."""
        for number, count in enumerate(votes):
            entry = self.state.boxes["lupaus", "teot"][number]
            events = tuple(
                Voted(at=BEGINNING, by=f"v{one}", command=f"x{number}-{one}", entry=entry, person=f"v{one}")
                for one in range(count)
            )
            self.events += events
            self.state = fold(events, self.state)

    def sheet(self, what: str, locale: str = "fi") -> SheetView:
        """A view that is a sheet."""
        view = look(self.definitions, self.state, what, locale)
        assert isinstance(view, SheetView)
        return view

    def session(self, locale: str = "fi") -> SessionView:
        """The view of the session."""
        view = look(self.definitions, self.state, "session", locale)
        assert isinstance(view, SessionView)
        return view

    def report(self, locale: str = "fi") -> ReportView:
        """The view of the report."""
        view = look(self.definitions, self.state, "report", locale)
        assert isinstance(view, ReportView)
        return view


@pytest.fixture
def player() -> Player:
    """A session that has just begun, with a facilitator Ilse and a participant Aino."""
    made = Player(_flow())
    made.do("join", role="facilitator", name="Ilse")
    made.do("join", by="aino", name="Aino Rautio")
    return made


@pytest.fixture(scope="session")
def table() -> Callable[[], Player]:
    """A maker of sessions that have just begun, for tests that need a fresh one for each example."""
    return lambda: Player(_flow())


@pytest.fixture
def recalling() -> Callable[[], Player]:
    """A maker of sessions whose second workshop begins with what the first one left."""

    def make() -> Player:
        steps = list(FLOW["step"])
        recap = {"id": "muistelu", "in": "tp-2", "title": "Viime kerralla", "activity": "recap", "of": "tp-1"}
        made = Player(_flow(step=[*steps[:6], recap, *steps[6:]]))
        made.do("join", role="facilitator", name="Ilse")
        made.do("join", by="aino", name="Aino Rautio")
        return made

    return make


@pytest.fixture
def without_use() -> Player:
    """A session in which a facilitator wrote on a sheet that no step works on."""
    steps = [{key: value for key, value in step.items() if key != "on"} for step in FLOW["step"]]
    made = Player(_flow(step=[{**step, "activity": "present"} for step in steps]))
    made.do("join", role="facilitator", name="Ilse")
    made.do("add", sheet="okr-1", section="tulokset", text="Uni paranee")
    return made


@pytest.fixture
def without_result() -> Player:
    """A session of a flow that ends in no sheet."""
    bare = {key: value for key, value in FLOW.items() if key not in ("result", "fill")}
    steps = [step for step in FLOW["step"] if step["id"] != "hyvaksynta"]
    made: Flow = structure({**bare, "step": steps}, Flow)
    return Player(made)


@pytest.fixture
def played(player: Player) -> Player:
    """A session with a promise, deeds with votes, a pain and a key result, at the step of choosing."""
    player.do("advance")
    first = player.do("add", sheet="lupaus", section="lupaus", text="Lupaamme hiljaisuuden.")
    player.do("add", by="aino", sheet="lupaus", section="lupaus", text="Lupaamme huskyt.")
    quiet = player.do("add", by="aino", sheet="lupaus", section="teot", text="Puhelimet äänettömällä.")
    door = player.do("add", sheet="lupaus", section="teot", text="Ovet suljetaan käsin.")
    player.do("add", sheet="lupaus", section="teot", text="Kelkat vasta kello yhdeksän.")
    pain = player.do("add", by="aino", sheet="lupaus", section="ongelma", part="kipu", text="Melu herättää.")
    player.do("link", entry=quiet, to=pain)
    player.do("advance")
    player.do("vote", by="aino", entry=door)
    player.do("vote", entry=door)
    player.do("vote", by="aino", entry=quiet)
    player.do("advance")
    player.do("pick", entry=first, reason="Tätä vieraat kysyvät.")
    player.do(
        "add", sheet="okr-1", section="tulokset", text="Uni paranee", unit="/ 5", start=3.9, target=4.6,
        due="2026-12-31", owner="aino", direction="up",
    )  # fmt: skip
    return player


class Standing:
    """A session's state as it stands, without the commands that led to it: definitions as tables, entries by hand."""

    def __init__(self, **canvases: dict[str, Any]) -> None:
        self.canvases = canvases
        self.sheets: dict[str, dict[str, Any]] = {}
        self.steps: tuple[dict[str, Any], ...] = ({"id": "alku", "title": "Alku", "on": [*canvases]},)
        self.entries: dict[str, Entry] = {}

    def note(self, id: str, place: str, text: str | None = None, *links: str, **more: Any) -> str:
        """An entry at `sheet.section[.part]`; its fields and all else by keyword."""
        sheet, section, *part = place.split(".")
        plain: dict[str, Any] = {
            "id": id, "sheet": sheet, "section": section, "part": part[0] if part else None, "text": text or id,
            "fields": {}, "by": "aino", "at": BEGINNING, "links": links,
        }  # fmt: skip
        self.entries[id] = Entry(**(plain | more))
        return id

    def look(self, what: str, locale: str = "fi", pictures: Any = None) -> Any:
        """A view of it."""
        canvases = {name: structure({"id": name, "title": name, **one}, Canvas) for name, one in self.canvases.items()}
        flow = structure({"id": "koe", "title": "Koe", "sheet": self.sheets, "step": self.steps}, Flow)
        sheets = {sheet: canvases[flow.canvas_of(sheet)] for sheet in flow.sheet_names()}
        boxes: dict[tuple[str, str], tuple[str, ...]] = {}
        for one in self.entries.values():
            if not one.removed:
                boxes[one.sheet, one.section] = (*boxes.get((one.sheet, one.section), ()), one.id)
        state = State(
            session="s1",
            title="Hotelli Kaamos",
            started=BEGINNING,
            entries=HashTrieMap(self.entries),
            boxes=HashTrieMap(boxes),
        )
        return look(Definitions.of(structure(PACK, Pack), flow, sheets), state, what, locale, pictures)


@pytest.fixture(scope="session")
def standing() -> type[Standing]:
    """The maker of sessions that simply stand there."""
    return Standing


@pytest.fixture
def value_sheets() -> Standing:
    """Two sheets that answer each other: fears and wishes of the customer, relievers and creators of ours."""

    def canvas(areas: str, **sections: Any) -> dict[str, Any]:
        return {
            "layout": {"areas": [areas]},
            "section": {name: {"title": name, **one} for name, one in sections.items()},
        }

    return Standing(
        asiakas=canvas("pelot toiveet", pelot={"parts": {"isot": {"title": "Isot"}}}, toiveet={}),
        me=canvas("kivut ilot muu", kivut={"answers": "asiakas.pelot"}, ilot={"answers": "asiakas.toiveet"}, muu={}),
    )


class Quiet:
    """A session played on definitions written as tables, looked at by somebody."""

    def __init__(self, canvases: Mapping[str, Any], flow: Mapping[str, Any], commands: Iterable[str]) -> None:
        every = {name: structure({"id": name, "title": name, **one}, Canvas) for name, one in canvases.items()}
        made: Flow = structure(flow, Flow)
        sheets = {sheet: every[made.canvas_of(sheet)] for sheet in made.sheet_names()}
        self.definitions = Definitions.of(structure(PACK, Pack), made, sheets)
        own = Activity(participant=frozenset(commands), facilitator=frozenset(commands))
        vocabulary = Vocabulary(activities={**ACTIVITIES, "pohdinta": own}, conditions=CONDITIONS)
        self.rules = Rules(self.definitions, vocabulary)
        started = Started(
            at=BEGINNING, by="", command="start", session="s1", flow=made.id, pack="koe", version="1",
            definitions="d1", title="Hotelli Kaamos", locale="fi",
        )  # fmt: skip
        self.state: State = fold(start(self.rules, started))

    def do(self, command: str, seconds: int, **keys: Any) -> None:
        """Carry a command out, so many seconds after the beginning."""
        table = {"command": command, "at": BEGINNING + timedelta(seconds=seconds), **keys}
        self.state = fold(decide(self.rules, self.state, command_from_table(table)), self.state)

    def look(self, what: str, viewer: str | None) -> View:
        """A view of it, for somebody, a quarter of an hour after the beginning."""
        now = BEGINNING + timedelta(minutes=15)
        return look(self.definitions, self.state, what, "fi", now=now, viewer=viewer)


@pytest.fixture(scope="session")
def quiet() -> type[Quiet]:
    """The maker of sessions in which the activity `pohdinta` allows the commands given."""
    return Quiet
