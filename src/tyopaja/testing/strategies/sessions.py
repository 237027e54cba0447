"""Commands that fit a session or do not, whole sessions played with them, and views of what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve as with_
from attrs import fields, frozen
from hypothesis import strategies as st

from tyopaja.engine import ACTIVITIES, CONDITIONS, Rules, decide, fold, start
from tyopaja.errors import Refused, UnknownId
from tyopaja.model.commands import COMMANDS, Command
from tyopaja.model.events import Event, Started
from tyopaja.model.kinds import Kind, Value
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.play import Vocabulary
from tyopaja.model.state import State
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies.flows import definitions
from tyopaja.testing.strategies.packs import sometimes, without_none
from tyopaja.testing.strategies.steering import PEOPLE, said
from tyopaja.testing.strategies.writing import NO_PLACES, PICTURES, PLACES, refused_words, words
from tyopaja.views import look
from tyopaja.views.nodes import View

BEGINNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
"""When sessions begin here."""
VOCABULARY = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)
_KEYS: Mapping[str, frozenset[str]] = {
    name: frozenset(one.name for one in fields(kind)) for name, kind in COMMANDS.items()
}


@frozen
class History:
    """A session that was played."""

    rules: Rules
    events: tuple[Event, ...] = ()
    """What happened, from the start on."""
    state: State = State()
    """What is so now."""
    asked: tuple[Command, ...] = ()
    """The commands that were carried out or refused, in order."""
    refused: tuple[Refused | UnknownId, ...] = ()
    """Why some of them were refused."""

    def do(self, command: Command) -> History:
        """The session after one command more; as it was, but for `asked` and `refused`, when that is refused."""
        asked = (*self.asked, command)
        try:
            events = decide(self.rules, self.state, command)
        except (Refused, UnknownId) as error:
            return with_(self, asked=asked, refused=(*self.refused, error))
        if command.id in self.state.deeds:
            return with_(self, asked=asked)
        return with_(self, asked=asked, events=self.events + events, state=fold(events, self.state))


def begun(found: Definitions, locale: str = "fi") -> History:
    """A session of `found` that has just begun."""
    rules = Rules(found, VOCABULARY.with_activities(found.pack.activity))
    started = Started(
        at=BEGINNING,
        by="",
        command="start",
        session="istunto",
        flow=found.flow.id,
        pack=found.pack.id,
        version=found.pack.version,
        definitions="0" * 64,
        title="Hotelli Kaamos",
        locale=locale,
    )
    events = start(rules, started)
    return History(rules, events, fold(events))


def values(kind: Kind, state: State) -> st.SearchStrategy[dict[str, Value]]:
    """Field values for an entry of a kind: those that fit, those that empty a field, and those that do not fit."""
    fitting: dict[str, st.SearchStrategy[Value]] = {
        "text": words(40),
        "number": st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.sampled_from(["3,9", "−5", "10 000"]),
        "date": st.dates().map(lambda day: day.isoformat()),
        "choice": st.sampled_from(["talvi", "kesa", "up", "keep"]),
        "yes-no": st.booleans() | st.sampled_from(["yes", "no"]),
        "person": st.sampled_from([*state.people, "nobody"]),
        "scale": st.integers(0, 10) | st.floats(1, 5) | st.sampled_from(["3,5", "−5"]),
        "picture": st.sampled_from(PICTURES),
        "place": st.sampled_from(PLACES),
        "colour": st.integers(0, 4),
    }
    odd: st.SearchStrategy[Value] = st.sampled_from(
        ["", "", "huomenna", "1e400", float("nan"), 10**400, True, "\ud800", *NO_PLACES]
    )
    chosen = {
        name: st.sampled_from([fitting[one.type]] * 7 + [odd]).flatmap(lambda strategy: strategy)
        for name, one in kind.fields.items()
        if name != "text"
    }
    required = {name: strategy for name, strategy in chosen.items() if kind.fields[name].required}
    others = {name: strategy for name, strategy in chosen.items() if name not in required}
    return st.fixed_dictionaries(required, optional=others).map(
        lambda found: dict(list(found.items())[: len(required) + 3])
    )


def _likely(rules: Rules, state: State, by: str, names: tuple[str, ...]) -> list[str]:
    """The names to choose from, each as often as it should come: what is allowed to the person comes most."""
    person, step = state.people.get(by), state.step
    if person is None or person.left is not None or step is None:
        return ["join", *names] if "join" in names else [*names]
    activity = rules.activity(rules.now(state).step(step))
    allowed = activity.facilitator if person.role == "facilitator" else activity.participant
    often = [
        *sorted(allowed) * 8,
        "advance",
        "undo",
        "undo",
        *(["join"] * 4 if len(state.people) < len(PEOPLE) else []),
    ]
    if person.role == "facilitator":
        # She may write at any time, and without entries there is little else to do.
        often += ["add", "set"] * (4 if state.entries else 20) + ["edit", "move", "remove", "attach", "link"] * 3
        often += ["unlink"] * 9 if any(one.links for one in state.entries.values()) else []
        often += ["carry"] * 3 if rules.definitions.flow.carry else []
        often += ["advance", "go", "divide", "seat", "split", "merge", "hand-over", "add-step", "expect", "tick"]
    if not state.entries:
        often = [one for one in often if "entry" not in _KEYS[one] or one == "attach"]
    return [*(one for one in often if one in names), *names]


def _worked_on(rules: Rules, state: State, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sections that the current step works on."""
    on = [Place.parse(written) for written in rules.now(state).step(state.step).on] if state.step else []
    return [here for here in places if any(place.covers(Place(*here)) for place in on)]


def _fitting(rules: Rules, name: str, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sections that take such a command."""
    if name == "attach":
        return [here for here in places if rules.kind(*here).first("picture")]
    return [here for here in places if name not in ("add", "set") or rules.kind(*here).many is (name == "add")]


@st.composite
def commands(draw: st.DrawFn, rules: Rules, state: State, names: tuple[str, ...] = tuple(COMMANDS)) -> Command:
    """A command for a session as it stands: mostly one that is allowed, often one that is not.

    Its id is new, and its time behind the session's latest, or a little before it: clocks differ.
    """
    by = draw(st.sampled_from([*(state.people or PEOPLE)] * 12 + list(PEOPLE)))
    name = draw(st.sampled_from(_likely(rules, state, by, names)))
    table: dict[str, Any] = {
        "command": name,
        "by": by,
        "id": f"c{state.seq}",
        "at": (state.changed or BEGINNING) + timedelta(minutes=draw(st.integers(-3, 30))),
    }
    keys = set(_KEYS[name])
    places = [(sheet, section) for sheet, canvas in rules.definitions.canvases.items() for section in canvas.section]
    standing = sorted(one.id for one in state.entries.values() if not one.removed)
    entries = st.sampled_from([*standing * 4, *sorted(state.entries), "nothing"])
    if name == "attach":
        table["picture"] = draw(st.sampled_from([*PICTURES, "kuva.jpg"]))
        keys -= draw(st.sampled_from([{"entry"}] * 3 + [{"sheet", "section", "part"}] * 3 + [set()]))
    if "entry" in keys:
        table["entry"] = draw(entries)
    if "sheet" in keys and (name not in ("reveal", "approve") or draw(st.booleans())):
        fitting = _fitting(rules, name, places)
        sheet, section = draw(
            st.sampled_from([*fitting * 9, *_worked_on(rules, state, fitting) * 9, *places, ("arkki-0", "nowhere")])
        )
        if name != "move" or draw(st.booleans()):
            table |= {"sheet": sheet, "section": section} if "section" in keys else {"sheet": sheet}
        known = (sheet, section) in places
        if known and "part" in keys:
            parts: list[str | None] = [*rules.section(sheet, section).parts]
            table["part"] = draw(st.sampled_from(parts or [None]))
        if known and "fields" in keys:
            kind = rules.kind(sheet, section)
            table["fields"] = draw(values(kind, state))
    if "text" in keys and (name != "attach" or draw(st.booleans())):
        table["text"] = draw(st.integers(0, 9).flatmap(lambda odd: words() if odd else sometimes(refused_words())))
    if "before" in keys and draw(st.integers(0, 3)) == 0:
        table["before"] = draw(entries)
    if "reason" in keys:
        table["reason"] = draw(st.sampled_from([None, "Aika loppuu", "Aika loppuu", "\u0007"]))
    match name:
        case "link":
            table["to"] = draw(entries)
        case "unlink":
            linked = [one for one in standing if state.entries[one].links]
            if bool(linked) and draw(st.integers(0, 4)) > 0:
                table["entry"] = draw(st.sampled_from(linked))
            links = state.entries[table["entry"]].links if table["entry"] in state.entries else ()
            table["to"] = draw(st.sampled_from([*links * 9, *sorted(state.entries), "nothing"]))
    for key, strategy in said(rules, state, name).items():
        found = draw(strategy)
        table |= found if key == "ways" else {key: found}
    return command_from_table(without_none(table))


@st.composite
def histories(draw: st.DrawFn, of: st.SearchStrategy[Definitions] | None = None, at_most: int = 20) -> History:
    """Sessions played with up to `at_most` commands, of definitions from `of`, or of any."""
    played = begun(draw(definitions() if of is None else of), draw(st.sampled_from(["fi", "en", "sv", "se"])))
    for _ in range(draw(st.integers(at_most // 2, at_most))):
        played = played.do(draw(commands(played.rules, played.state)))
    return played


@st.composite
def views(draw: st.DrawFn, of: st.SearchStrategy[History] | None = None) -> View:
    """Views of sessions, of every sort: what a renderer is given."""
    played = draw(histories() if of is None else of)
    sheets = [f"{way}:{sheet}" for sheet in played.rules.definitions.canvases for way in ("canvas", "blank")]
    what = draw(st.sampled_from(["compass", "report", "session", *sheets]))
    return look(played.rules.definitions, played.state, what, draw(st.sampled_from(["fi", "en", "sv"])))
