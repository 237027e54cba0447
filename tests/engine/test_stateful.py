"""A session beside a second, simple one: plain dicts and lists, written without a look at the engine's code.

Both are given the same commands in any order. What the simple one expects, a yes or a no, and what then stands where,
is what the session must say and hold."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tyopaja.engine import decide, fold
from tyopaja.journals import codec
from tyopaja.model.canvas import Canvas
from tyopaja.model.commands import COMMANDS
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies import BEGINNING, PEOPLE, History, begun, words
from tyopaja.testing.strategies.writing import PICTURES

CANVAS = {
    "title": "Arkki",
    "layout": {"areas": ["ideat muut ketju", "lause kuva jatko", "arvio arvio arvio"]},
    "section": {
        "ideat": {"title": "Ideat", "at-most": 4},
        "muut": {"title": "Muut", "start": {"fi": ["Alku"], "en": ["Beginning"]}},
        "ketju": {"title": "Ketju", "kind": "chain"},
        "lause": {"title": "Lause", "kind": "text"},
        "kuva": {"title": "Kuva", "kind": "picture"},
        "jatko": {"title": "Jatko", "at-most": 2},
        "arvio": {
            "title": "Arvio",
            "kind": "scale",
            "scale": [0, 10],
            "parts": {"hyoty": {"title": "Hyöty"}, "vaiva": {"title": "Vaiva"}},
        },
    },
}
FIELDS = {
    "ideat": {"text", "colour"}, "muut": {"text", "colour"}, "jatko": {"text", "colour"}, "ketju": {"text"},
    "lause": {"text"}, "kuva": {"picture", "text"}, "arvio": {"score", "text"},
}  # fmt: skip
MANY = {"ideat": 4, "muut": 1000, "ketju": 1000, "jatko": 2}
ORDER = ["vapaa", "aanestys", "valinta", "hyvaksynta"]
FLOW = {
    "id": "kulku",
    "title": "Kulku",
    "result": "arkki",
    "step": [
        {"id": "vapaa", "title": "Vapaa", "activity": "fill", "on": ["arkki"]},
        {"id": "aanestys", "title": "Äänestys", "activity": "vote", "on": ["arkki"], "votes": 2},
        {"id": "valinta", "title": "Valinta", "activity": "decide", "on": ["arkki"], "needs": {"picked": "arkki"}},
        {"id": "hyvaksynta", "title": "Hyväksyntä", "activity": "approve", "on": ["arkki"]},
    ],
    "move": [{"from": "valinta", "to": "vapaa", "on": "iteroi", "at-most": 2}],
    "carry": [{"from": "arkki.ideat", "to": "arkki.jatko", "at-most": 3}],
}
WRITING = {"add", "edit", "move", "remove", "attach", "link", "unlink"}
GOING = {"advance", "back", "go"}
MAY: dict[str, dict[str, set[str]]] = {
    "vapaa": {"participant": WRITING | {"set"}, "facilitator": set()},
    "aanestys": {"participant": {"vote", "unvote"}, "facilitator": {"vote", "unvote"}},
    "valinta": {"participant": set(), "facilitator": {"pick", "unpick"}},
    "hyvaksynta": {"participant": {"approve"}, "facilitator": {"approve"}},
    "": {"participant": set(), "facilitator": set()},
}
ALWAYS = {"participant": {"undo"}, "facilitator": WRITING | {"set", "undo", "advance", "back", "go", "carry"}}


class No(Exception):
    """The simple session says no."""


class Simple:
    """A session in plain dicts and lists."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}
        self.step = "vapaa"
        self.loops = 0
        self.boxes: dict[str, list[str]] = {section: [] for section in FIELDS}
        self.boxes["muut"] = ["start.1"]
        self.entries: dict[str, dict[str, Any]] = {}
        self.write("start.1", by="", text="Alku")
        self.come: list[str] = []
        self.carries = 0
        self.approved: list[str] = []

    def shown(self) -> dict[str, Any]:
        """What can be compared with a session."""
        standing = [name for names in self.boxes.values() for name in names]
        return {
            "people": self.people,
            "step": self.step,
            "loops": self.loops,
            "boxes": {box: names for box, names in self.boxes.items() if names},
            "entries": {name: self.entries[name] for name in standing},
            "approved": self.approved,
            "carries": self.carries,
        }

    def do(self, table: dict[str, Any]) -> None:
        """Carry out a command, or raise No."""
        name, by = table["command"], table["by"]
        if not self.people and name != "join":
            self.people[by] = "facilitator"
        if name != "join":
            role = self.people.get(by)
            if role is None or name not in ALWAYS[role] | MAY[self.step][role]:
                raise No
        getattr(self, name)(table)

    def entry(self, name: str) -> dict[str, Any]:
        """An entry that stands."""
        if not any(name in names for names in self.boxes.values()):
            raise No
        return self.entries[name]

    def box_of(self, name: str) -> list[str]:
        """The box that an entry stands in."""
        return next(names for names in self.boxes.values() if name in names)

    def own(self, table: dict[str, Any]) -> dict[str, Any]:
        """An entry that one may change."""
        entry = self.entry(table["entry"])
        if self.people[table["by"]] != "facilitator" and entry["by"] not in ("", table["by"]):
            raise No
        return entry

    def section_of(self, name: str) -> str:
        """The section that an entry stands in."""
        return next(section for section, names in self.boxes.items() if name in names)

    def join(self, table: dict[str, Any]) -> None:
        by, role = table["by"], table["role"]
        if by in self.people:
            if self.people[by] != role:
                raise No
        elif role == "facilitator" and "facilitator" in self.people.values():
            raise No
        else:
            self.people[by] = role

    def add(self, table: dict[str, Any]) -> None:
        box = self.boxes[table["section"]]
        if len(box) >= MANY.get(table["section"], 0):
            raise No
        place = len(box)
        if "before" in table:
            if table["before"] not in box:
                raise No
            place = box.index(table["before"])
        box.insert(place, table["id"])
        self.write(table["id"], by=table["by"], text=table["text"])

    def write(self, name: str, **facts: Any) -> None:
        said = {"text": None, "fields": {}, "part": None, "origin": None, **facts}
        self.entries[name] = {**said, "votes": [], "picked": False, "links": []}

    def set(self, table: dict[str, Any]) -> None:
        section, part = table["section"], table.get("part")
        fields = {"score": table["score"]} if "score" in table else {}
        if section in MANY or (part is not None) != (section == "arvio") or not fields.keys() <= FIELDS[section]:
            raise No
        if not 0 <= fields.get("score", 0) <= 10:
            raise No
        self.put(table, section, part, table.get("text"), fields, required={"lause": "text", "arvio": "score"})

    def put(
        self, table: dict[str, Any], section: str, part: str | None, text: str | None, fields: dict[str, Any],
        required: dict[str, str],
    ) -> None:  # fmt: skip
        standing = [name for name in self.boxes[section] if self.entries[name]["part"] == part]
        if standing:
            self.rewrite(standing[0], text, fields)
        elif required.get(section, "picture") not in {**fields, **({} if text is None else {"text": text})}:
            raise No
        else:
            self.boxes[section].append(table["id"])
            self.write(table["id"], by=table["by"], part=part, text=text, fields=fields)

    def rewrite(self, name: str, text: str | None, fields: dict[str, Any]) -> None:
        entry = self.entries[name]
        entry["text"] = entry["text"] if text is None else text
        entry["fields"] = {**entry["fields"], **fields}

    def edit(self, table: dict[str, Any]) -> None:
        self.own(table)["text"] = table["text"]

    def attach(self, table: dict[str, Any]) -> None:
        if "entry" in table:
            self.own(table)
            if self.section_of(table["entry"]) != "kuva":
                raise No
            self.rewrite(table["entry"], table.get("text"), {"picture": table["picture"]})
        elif table["section"] != "kuva":
            raise No
        else:
            self.put(table, "kuva", None, table.get("text"), {"picture": table["picture"]}, {})

    def bring(self, table: dict[str, Any]) -> bool:
        """Copy what has not come yet, as far as there is room."""
        brought = 0
        for name in self.boxes["ideat"][:3]:
            if name not in self.come and len(self.boxes["jatko"]) < MANY["jatko"]:
                brought += 1
                copied = f"{table['id']}.{brought}"
                self.boxes["jatko"].append(copied)
                self.write(copied, by=self.entries[name]["by"], text=self.entries[name]["text"], origin=name)
                self.come.append(name)
        self.carries += bool(brought)
        return brought > 0

    def carry(self, table: dict[str, Any]) -> None:
        if table["to"] != "arkki.jatko" or not self.bring(table):
            raise No

    def enter(self, table: dict[str, Any], step: str) -> None:
        self.step = step
        if step and not self.carries:
            self.bring(table)

    def move(self, table: dict[str, Any]) -> None:
        name, section = table["entry"], table["section"]
        entry = self.entry(name)
        old, new = self.section_of(name), self.boxes[section]
        if not (old == section == "ketju"):
            self.own(table)
        part = table.get("part", entry["part"] if old == section else None)
        if (part is not None) != (section == "arvio"):
            raise No
        if old != section and (FIELDS[old] != FIELDS[section] or len(new) >= MANY.get(section, 0)):
            raise No
        if part != entry["part"] and any(self.entries[one]["part"] == part for one in new):
            raise No
        before = table.get("before")
        if before is not None and (before not in new or (before == name and old != section)):
            raise No
        entry["part"] = part
        if before != name:
            self.boxes[old].remove(name)
            new.insert(len(new) if before is None else new.index(before), name)

    def remove(self, table: dict[str, Any]) -> None:
        self.own(table)
        self.box_of(table["entry"]).remove(table["entry"])

    def link(self, table: dict[str, Any]) -> None:
        entry = self.entry(table["entry"])
        self.entry(table["to"])
        if table["entry"] == table["to"]:
            raise No
        if table["to"] not in entry["links"]:
            entry["links"].append(table["to"])

    def unlink(self, table: dict[str, Any]) -> None:
        entry = self.entry(table["entry"])
        if table["to"] not in entry["links"]:
            raise No
        entry["links"].remove(table["to"])

    def vote(self, table: dict[str, Any]) -> None:
        votes, by = self.entry(table["entry"])["votes"], table["by"]
        given = sum(by in self.entries[name]["votes"] for names in self.boxes.values() for name in names)
        if by in votes or given >= 2:
            raise No
        votes.append(by)

    def unvote(self, table: dict[str, Any]) -> None:
        votes = self.entry(table["entry"])["votes"]
        if table["by"] not in votes:
            raise No
        votes.remove(table["by"])

    def pick(self, table: dict[str, Any]) -> None:
        self.entry(table["entry"])["picked"] = True

    def unpick(self, table: dict[str, Any]) -> None:
        entry = self.entry(table["entry"])
        if not entry["picked"]:
            raise No
        entry["picked"] = False

    def approve(self, table: dict[str, Any]) -> None:
        if table["by"] not in self.approved:
            self.approved.append(table["by"])

    def advance(self, table: dict[str, Any]) -> None:
        picked = any(self.entries[name]["picked"] for names in self.boxes.values() for name in names)
        if not self.step or (self.step == "valinta" and not picked and "reason" not in table):
            raise No
        self.enter(table, [*ORDER, ""][ORDER.index(self.step) + 1])

    def back(self, table: dict[str, Any]) -> None:
        place = ORDER.index(self.step) if self.step else len(ORDER)
        if not place:
            raise No
        self.enter(table, ORDER[place - 1])

    def go(self, table: dict[str, Any]) -> None:
        if "to" in table:
            self.enter(table, table["to"])
        elif self.step != "valinta" or self.loops >= 2:
            raise No
        else:
            self.loops += 1
            self.enter(table, "vapaa")


class Session(RuleBasedStateMachine):
    """The engine's session and the simple one, side by side."""

    def __init__(self) -> None:
        super().__init__()
        pack = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi"}
        canvas = structure({"id": "arkki", **CANVAS}, Canvas)
        found = Definitions.of(structure(pack, Pack), structure(FLOW, Flow), {"arkki": canvas})
        self.real: History = begun(found)
        self.simple = Simple()
        self.number = 0
        self.latest: tuple[dict[str, Any], Simple] | None = None
        """The command carried out last, and the simple session before it, while it can be taken back."""

    def ask(self, **keys: Any) -> None:
        """Ask both for the same, and compare the answers."""
        self.number += 1
        table = {"id": f"n{self.number}", **keys}
        before = copy.deepcopy(self.simple)
        try:
            self.simple.do(table)
            expected = True
        except No:
            self.simple = before
            expected = False
        after = self.real.do(command_from_table({**table, "at": BEGINNING + timedelta(minutes=self.number)}))
        refused = after.refused[len(self.real.refused) :]
        assert (not refused) is expected, (table, refused)
        happened = after.events[len(self.real.events) :]
        if happened and table["command"] != "join":
            self.latest = (table, before)
        elif happened:
            self.latest = None
        self.real = after

    def draw_entry(self, data: st.DataObject) -> str:
        standing = [name for names in self.simple.boxes.values() for name in names]
        return data.draw(st.sampled_from([*standing * 3, *self.simple.entries, "n0"]))

    @initialize(by=st.sampled_from(PEOPLE), others=st.lists(st.sampled_from(PEOPLE), max_size=3))
    def begin(self, by: str, others: list[str]) -> None:
        """Somebody takes the chair by whatever they do first; others come in."""
        self.ask(command="add", by=by, sheet="arkki", section="ideat", text="Ensimmäinen")
        for one in others:
            self.ask(command="join", by=one, role="participant")

    @rule(by=st.sampled_from(PEOPLE), role=st.sampled_from(["participant", "facilitator"]))
    def join(self, by: str, role: str) -> None:
        self.ask(command="join", by=by, role=role)

    @rule(by=st.sampled_from(PEOPLE), section=st.sampled_from(sorted(CANVAS["section"])), text=words(), data=st.data())
    def write(self, by: str, section: str, text: str, data: st.DataObject) -> None:
        command = data.draw(st.sampled_from(["add", "add", "set"]))
        before = {"before": self.draw_entry(data)} if command == "add" and data.draw(st.booleans()) else {}
        self.ask(command=command, by=by, sheet="arkki", section=section, text=text, **before)

    @rule(
        by=st.sampled_from(PEOPLE),
        part=st.sampled_from(["hyoty", "vaiva", "vaiva", None]),
        score=st.integers(-1, 11) | st.floats(0, 10),
        text=st.none() | words(),
    )
    def score(self, by: str, part: str | None, score: float, text: str | None) -> None:
        keys = {key: value for key, value in {"part": part, "text": text, "score": score}.items() if value is not None}
        self.ask(command="set", by=by, sheet="arkki", section="arvio", **keys)

    @rule(by=st.sampled_from(PEOPLE), picture=st.sampled_from(PICTURES), text=st.none() | words(), data=st.data())
    def attach(self, by: str, picture: str, text: str | None, data: st.DataObject) -> None:
        inside = {"sheet": "arkki", "section": data.draw(st.sampled_from(["kuva", "kuva", "ideat", "lause"]))}
        kept = self.simple.boxes["kuva"]
        entry = data.draw(st.sampled_from(kept)) if bool(kept) and data.draw(st.booleans()) else self.draw_entry(data)
        where = data.draw(st.sampled_from([inside, inside, {"entry": entry}]))
        self.ask(command="attach", by=by, picture=picture, **where, **({} if text is None else {"text": text}))

    @rule(by=st.sampled_from(PEOPLE), to=st.sampled_from(["arkki.jatko", "arkki.jatko", "arkki.ideat"]))
    def carry(self, by: str, to: str) -> None:
        self.ask(command="carry", by=by, to=to)

    @rule(by=st.sampled_from(PEOPLE), data=st.data(), text=words())
    def change(self, by: str, data: st.DataObject, text: str) -> None:
        command = data.draw(st.sampled_from(["edit", "remove", "vote", "vote", "unvote", "pick", "unpick"]))
        keys = {"text": text} if command == "edit" else {}
        self.ask(command=command, by=by, entry=self.draw_entry(data), **keys)

    @rule(by=st.sampled_from(PEOPLE), section=st.sampled_from(sorted(FIELDS)), data=st.data())
    def move(self, by: str, section: str, data: st.DataObject) -> None:
        entry = self.draw_entry(data)
        here = [name for name, names in self.simple.boxes.items() if entry in names]
        section = data.draw(st.sampled_from([section, *here]))
        before = {"before": self.draw_entry(data)} if data.draw(st.booleans()) else {}
        parts = [{}, {"part": "hyoty"}, {"part": "vaiva"}] if section == "arvio" else [{}]
        part = data.draw(st.sampled_from(parts))
        self.ask(command="move", by=by, entry=entry, section=section, **part, **before)

    @rule(by=st.sampled_from(PEOPLE), data=st.data())
    def link(self, by: str, data: st.DataObject) -> None:
        self.ask(command="link", by=by, entry=self.draw_entry(data), to=self.draw_entry(data))

    @rule(by=st.sampled_from(PEOPLE), data=st.data())
    def unlink(self, by: str, data: st.DataObject) -> None:
        entry = self.draw_entry(data)
        links = self.simple.entries.get(entry, {}).get("links", [])
        self.ask(command="unlink", by=by, entry=entry, to=data.draw(st.sampled_from([*links * 4, entry, "start.1"])))

    @rule(by=st.sampled_from(PEOPLE))
    def approve(self, by: str) -> None:
        self.ask(command="approve", by=by)

    @rule(by=st.sampled_from(PEOPLE), way=st.sampled_from(["advance", "advance", "back", "iteroi", *ORDER]))
    def step(self, by: str, way: str) -> None:
        if way in ("advance", "back"):
            self.ask(command=way, by=by)
        else:
            self.ask(command="go", by=by, **({"event": way} if way == "iteroi" else {"to": way}))

    @rule(by=st.sampled_from(PEOPLE))
    def insist(self, by: str) -> None:
        self.ask(command="advance", by=by, reason="Aika loppui")

    @precondition(lambda self: self.latest is not None)
    @rule()
    def take_back(self) -> None:
        """The latest command of all, which nobody can have built on, is undone: all is as it was before it."""
        assert self.latest is not None
        table, before = self.latest
        self.number += 1
        undo = {"command": "undo", "by": table["by"], "of": table["id"], "id": f"n{self.number}", "at": BEGINNING}
        after = self.real.do(command_from_table(undo))
        assert len(after.refused) == len(self.real.refused)
        people = self.simple.people
        # What is kept aside stays known by its name.
        before.entries = {**self.simple.entries, **before.entries}
        self.simple, self.real, self.latest = before, after, None
        self.simple.people = people

    @precondition(lambda self: self.real.asked)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """Any command that was carried out is asked for again: the same answer, and nothing happens."""
        asked = data.draw(st.sampled_from(self.real.asked))
        deed = self.real.state.deeds.get(str(asked.id))
        if deed is None:
            return
        assert decide(self.real.rules, self.real.state, asked) == deed.events

    @invariant()
    def both_say_the_same(self) -> None:
        state = self.real.state
        entries = {
            entry.id: {
                "text": entry.text,
                "by": entry.by,
                "fields": dict(entry.fields),
                "part": entry.part,
                "origin": entry.origin,
                "votes": list(entry.votes),
                "picked": entry.picked is not None,
                "links": list(entry.links),
            }
            for entry in state.entries.values()
            if not entry.removed
        }
        assert self.simple.shown() == {
            "people": {person.id: person.role for person in state.people.values()},
            "step": state.step or "",
            "loops": state.moves.get("0", 0),
            "boxes": {section: list(names) for (_, section), names in state.boxes.items()},
            "entries": entries,
            "approved": list(state.approvals.get("arkki", ())),
            "carries": state.carried.get(0, 0),
        }

    def teardown(self) -> None:
        """What a journal would keep gives the same session."""
        again = fold(codec.read(codec.write(event)) for event in self.real.events)
        assert again == self.real.state


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)


def test_the_machine_asks_for_every_command_about_entries_and_the_way_through() -> None:
    names = {name for name in vars(Simple) if not name.startswith("_")} | {"undo"}
    assert {*WRITING, "set", "vote", "unvote", "pick", "unpick", "approve", "carry", "join", *GOING} <= names
    assert COMMANDS.keys() >= WRITING | GOING
