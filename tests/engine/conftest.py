"""A small flow with a step of every activity, and a game that carries commands out on it in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tyopaja.engine import decide, evolve, fold
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.events import Event
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.state import State
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies import BEGINNING, begun

PACK: dict[str, Any] = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi"}
ARKKI: dict[str, Any] = {
    "title": {"fi": "Arkki", "en": "Sheet", "sv": "Ark"},
    "layout": {"areas": ["a b c", "d e f"]},
    "section": {
        "a": {"title": "Ideat", "at-most": 3, "characters": 20},
        "b": {"title": "Muut"},
        "c": {"title": "Osat", "parts": {"kipu": {"title": "Kipu"}, "hyoty": {"title": "Hyöty"}}},
        "d": {"title": "Lause", "kind": "text"},
        "e": {
            "title": "Tiedot",
            "kind": "fields",
            "fields": {
                "text": {"title": "Kuvaus"},
                "nimi": {"title": "Nimi"},
                "ika": {"title": "Ikä", "type": "number"},
                "kanta": {"title": "Kanta-asiakas", "type": "yes-no"},
                "kausi": {"title": "Kausi", "type": "choice", "choices": {"talvi": "Talvi", "kesa": "Kesä"}},
            },
        },
        "f": {"title": "Avaintulokset", "kind": "key-results"},
        "g": {"title": "Kuva", "kind": "picture"},
        "h": {"title": "Kartta", "kind": "place"},
        "i": {
            "title": "Näkökulmat",
            "kind": "scale",
            "scale": [0, 10],
            "parts": {"halu": {"title": "Haluttava"}, "tyo": {"title": "Työlle hyvä"}},
        },
        "j": {"title": "Polku", "kind": "moments", "at-most": 4},
        "k": {"title": "Nimet", "kind": "ehdokas"},
    },
    "kinds": {
        "ehdokas": {
            "fields": {
                "text": {"title": "Nimi"},
                "hinta": {"title": "Hinta", "type": "number", "least": 0, "most": 99.5, "required": True},
                "sointi": {"title": "Sointi", "type": "scale", "low": "karu", "high": "kaunis", "default": 3},
                "kuva": {"title": "Kuva", "type": "picture"},
                "lyhyt": {"title": "Lyhenne", "characters": 4},
            }
        }
    },
}
STEPS: list[dict[str, Any]] = [
    {"id": "alku", "title": "Alku"},
    {
        "id": "ideointi",
        "title": "Ideointi",
        "activity": "brainstorm",
        "on": ["arkki.a", "arkki.b", "arkki.c", "arkki.g"],
    },
    {"id": "taytto", "title": "Täyttö", "activity": "fill", "on": ["arkki"]},
    {"id": "aanestys", "title": "Äänestys", "activity": "vote", "on": ["arkki.a", "arkki.b"], "votes": 2},
    {"id": "valinta", "title": "Valinta", "activity": "decide", "on": ["arkki.a", "arkki.b"]},
    {"id": "kertaus", "title": "Kertaus", "activity": "recap", "of": "ideointi"},
    {"id": "hyvaksynta", "title": "Hyväksyntä", "activity": "approve", "on": ["arkki"]},
    {"id": "paljastus", "title": "Paljastus", "activity": "reveal", "on": ["arkki.a"]},
    {"id": "ryhmittely", "title": "Ryhmittely", "activity": "group", "on": ["arkki.a", "arkki.b"]},
    {"id": "tilanne", "title": "Tilanne", "activity": "check-in", "on": ["arkki.f"]},
    {"id": "tauko", "title": "Tauko", "activity": "break"},
]

_FIRST_VOTES = [{**step, "id": f"eka-{step['id']}"} for step in STEPS[1:5]]


def _definitions(
    steps: list[dict[str, Any]],
    moves: list[dict[str, Any]],
    canvas: dict[str, Any] = ARKKI,
    activity: dict[str, Any] | None = None,
    **more: Any,
) -> Definitions:
    flow: Flow = structure(
        {"id": "kulku", "title": "Kulku", "result": "arkki", "step": steps, "move": moves, **more}, Flow
    )
    made = structure({"id": "arkki", **canvas}, Canvas)
    pack = structure({**PACK, "activity": activity or {}}, Pack)
    return Definitions.of(pack, flow, {"arkki": made, "toinen": made})


class Game:
    """A session in memory; each command comes a minute after the one before, unless it says when."""

    def __init__(
        self, steps: list[dict[str, Any]], moves: list[dict[str, Any]], locale: str, **definitions: Any
    ) -> None:
        history = begun(_definitions(steps, moves, **definitions), locale)
        self.rules, self.events, self.state = history.rules, history.events, history.state
        self.number = 0

    def do(self, command: str, by: str = "ilse", **keys: Any) -> tuple[Event, ...]:
        """Carry a command out."""
        self.number += 1
        when = {"id": f"c{self.number}", "at": BEGINNING + timedelta(minutes=self.number)}
        asked = command_from_table({"command": command, "by": by, **when, **keys})
        known = asked.id in self.state.deeds
        events = decide(self.rules, self.state, asked)
        if not known:
            self.events += events
            for event in events:
                self.state = evolve(self.state, event)
        return events

    def refused(self, command: str, by: str = "ilse", **keys: Any) -> str:
        """The code with which a command is refused; nothing may have changed."""
        before = self.state
        with pytest.raises((Refused, UnknownId)) as caught:
            self.do(command, by, **keys)
        assert self.state == before
        return caught.value.code

    def said(self, command: str, by: str = "ilse", **keys: Any) -> str:
        """What is said when a command is refused."""
        with pytest.raises((Refused, UnknownId)) as caught:
            self.do(command, by, **keys)
        return caught.value.message

    def add(self, text: str = "Sauna", by: str = "ilse", section: str = "a", **keys: Any) -> str:
        """Write an entry, and give its id."""
        self.do("add", by, sheet="arkki", section=section, text=text, **keys)
        return f"c{self.number}" if "id" not in keys else str(keys["id"])

    def texts(self, section: str = "a") -> list[str | None]:
        """The texts that stand in a section, in their order."""
        return [entry.text for entry in self.state.entries_in("arkki", section)]

    def at(self, step: str) -> Game:
        """The same game at another step."""
        if self.state.step != step:
            self.do("go", to=step)
        return self

    def replayed(self) -> State:
        """The state as another process would find it."""
        return fold(self.events)

    def after(self, minutes: int) -> datetime:
        """A time so many minutes after the session began."""
        return BEGINNING + timedelta(minutes=minutes)


Play = Callable[..., Game]


@pytest.fixture(scope="session")
def empty() -> Play:
    """A maker of games that nobody has joined yet."""

    def made(
        steps: list[dict[str, Any]] | None = None,
        moves: list[dict[str, Any]] | None = None,
        locale: str = "fi",
        **definitions: Any,
    ) -> Game:
        return Game(STEPS if steps is None else steps, moves or [], locale, **definitions)

    return made


@pytest.fixture(scope="session")
def play(empty: Play) -> Play:
    """A maker of games with Ilse, who facilitates, and Aino and Nils."""

    def made(**how: Any) -> Game:
        game = empty(**how)
        game.do("join", role="facilitator", name="Ilse")
        game.do("join", "aino", name="Aino")
        game.do("join", "nils", name="Nils")
        return game

    return made


@pytest.fixture
def game(play: Play) -> Game:
    """A game that has just begun."""
    return play()


@pytest.fixture(scope="session")
def every_activity() -> Definitions:
    """The definitions of the small flow."""
    moves = [{"from": "alku", "to": "tauko", "on": "tauolle", "at-most": 1}]
    carries = [
        {"from": "arkki.a", "to": "toinen.b", "take": "voted", "at-most": 2},
        {"from": "arkki.j", "to": "toinen.k"},
        {"from": "toinen.b", "to": "arkki.c.kipu"},
    ]
    return _definitions(_FIRST_VOTES + STEPS, moves, carry=carries)
