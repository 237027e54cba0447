"""Lanes, groups and people beside a second, simple telling of who is where: plain dicts, written without a look at the
charts. People come, leave, change groups and go on in any order; the flow never gets stuck."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tyopaja.engine import fold
from tyopaja.engine.going import is_whole
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.wire import command_from_table
from tyopaja.testing.strategies import BEGINNING, History, begun

CANVAS = {"title": "Arkki", "layout": {"areas": ["a"]}, "section": {"a": {"title": "A"}}}
FLOW = {
    "id": "kulku",
    "title": "Kulku",
    "step": [
        {"id": "alku", "title": "Alku"},
        {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
        {"id": "vasen", "title": "Vasen", "in": "rinnan"},
        {"id": "v1", "title": "V1", "in": "vasen"},
        {"id": "v2", "title": "V2", "in": "vasen"},
        {"id": "oikea", "title": "Oikea", "in": "rinnan"},
        {"id": "omat", "title": "Omat", "for-each": "participant"},
        {"id": "o1", "title": "O1", "in": "omat"},
        {"id": "o2", "title": "O2", "in": "omat"},
        {"id": "ryhmat", "title": "Ryhmät", "for-each": "group", "groups": {"size": 2}, "join": 2},
        {"id": "vapaa", "title": "Vapaa", "order": "free", "join": 2},
        {"id": "f1", "title": "F1", "in": "vapaa"},
        {"id": "f2", "title": "F2", "in": "vapaa"},
        {"id": "f3", "title": "F3", "in": "vapaa"},
        {"id": "loppu", "title": "Loppu"},
    ],
}
TOPS = ["alku", "rinnan", "omat", "ryhmat", "vapaa", "loppu", ""]
PEOPLE = ("aino", "nils", "biret", "outi")


class Simple:
    """Where everybody is, in plain words: the outermost step, and what is going on in it."""

    def __init__(self) -> None:
        self.top = "alku"
        self.there: dict[str, str] = {}
        """Lane, participant or group → where it is; "done" for what is done with."""
        self.present: list[str] = []
        self.known: list[str] = []
        self.groups: dict[str, list[str]] = {}
        self.lot: dict[str, list[str]] = {}
        """The groups as the session has them: which of them a lot gives, only the session knows."""

    def active_groups(self) -> list[str]:
        """The groups with somebody in them."""
        return [group for group, people in self.groups.items() if set(people) & set(self.present)]

    def enter(self, top: str) -> None:
        """Begin an outermost step."""
        self.top, self.there = top, {}
        if top == "rinnan":
            self.there = {"vasen": "v1", "oikea": "oikea"}
        elif top == "omat":
            self.there = dict.fromkeys(self.in_order(), "o1")
        elif top == "ryhmat":
            kept = [(group, one) for group, people in self.groups.items() for one in people if self.active_groups()]
            self.groups = {group: list(people) for group, people in self.lot.items()}
            seated = sorted(one for people in self.groups.values() for one in people if one in self.present)
            assert seated == sorted(self.present)
            assert all(one in self.groups[group] for group, one in kept)
            self.there = dict.fromkeys(self.active_groups(), "ryhmat")
        elif top == "vapaa":
            self.there = {"at": "choice", "f1": "todo", "f2": "todo", "f3": "todo"}

    def in_order(self) -> list[str]:
        """Those who take part, as they joined first."""
        return [one for one in self.known if one in self.present]

    def settle(self) -> None:
        """Go on where enough is done."""
        done = sum(where == "done" for where in self.there.values())
        if self.top in ("rinnan", "omat") and self.there and done == len(self.there):
            self.enter(TOPS[TOPS.index(self.top) + 1])
        elif self.top == "ryhmat" and self.there and done >= min(2, len(self.there)):
            self.enter("vapaa")
        elif self.top == "vapaa" and done >= 2:
            self.enter("loppu")

    def on(self, who: str) -> None:
        """One lane, participant or group goes on."""
        after = {"v1": "v2", "o1": "o2"}
        self.there[who] = after.get(self.there[who], "done")
        self.settle()

    def restaff(self) -> None:
        """Instances for who is there, and for nobody else."""
        if self.top in ("omat", "ryhmat"):
            first = "o1" if self.top == "omat" else "ryhmat"
            wanted = self.in_order() if self.top == "omat" else self.active_groups()
            self.there = {who: self.there.get(who, first) for who in wanted}
            self.settle()

    def leaves(self) -> set[str]:
        """The steps that people are in, as sessions call them."""
        if self.top in ("omat", "ryhmat"):
            if not self.there:
                return {self.top}
            return {f"{where}@{who}" for who, where in self.there.items() if where != "done"}
        if self.top == "rinnan":
            return {where for where in self.there.values() if where != "done"}
        if self.top == "vapaa":
            return {self.there["at"]} - {"choice"}
        return {self.top} - {""}


class Room(RuleBasedStateMachine):
    """A session and the simple telling of it, side by side."""

    def __init__(self) -> None:
        super().__init__()
        pack = {"id": "koe", "format": 1, "version": "1", "title": "Koe", "locale": "fi"}
        canvas = structure({"id": "arkki", **CANVAS}, Canvas)
        definitions = Definitions.of(structure(pack, Pack), structure(FLOW, Flow), {"arkki": canvas})
        self.real: History = begun(definitions)
        self.simple = Simple()
        self.number = 0
        self.latest: tuple[str, Simple] | None = None

    def ask(self, command: str, by: str = "ilse", **keys: Any) -> bool:
        """Ask the session. Whether it was carried out."""
        self.number += 1
        table = {"command": command, "by": by, "id": f"n{self.number}", **keys}
        at = BEGINNING + timedelta(minutes=self.number)
        self.before = copy.deepcopy(self.simple)
        after = self.real.do(command_from_table({**table, "at": at}))
        said_no = len(after.refused) > len(self.real.refused)
        if not said_no and len(after.events) > len(self.real.events):
            self.latest = (f"n{self.number}", self.before) if command not in ("join", "undo") else None
        self.real = after
        self.simple.lot = {group: list(people) for group, people in after.state.groups.items()}
        return not said_no

    @initialize(
        people=st.lists(st.sampled_from(PEOPLE), max_size=6), top=st.sampled_from(TOPS[:-1]), count=st.integers(0, 3)
    )
    def begin(self, people: list[str], top: str, count: int) -> None:
        """Ilse takes the chair, others come, and she goes to where it begins."""
        assert self.ask("join", role="facilitator")
        for person in people:
            self.join(person)
        if count:
            self.divide(count)
        self.jump(top)

    @rule(person=st.sampled_from(PEOPLE))
    def join(self, person: str) -> None:
        """Somebody comes, or comes back; where there are groups into the smallest."""
        assert self.ask("join", person)
        if person in self.simple.present:
            return
        active = self.simple.active_groups()
        self.simple.present.append(person)
        if person not in self.simple.known:
            self.simple.known.append(person)
        if active and not any(person in people for people in self.simple.groups.values()):
            size = {group: len(set(self.simple.groups[group]) & set(self.simple.present)) for group in active}
            self.simple.groups[min(active, key=lambda group: size[group])].append(person)
        self.simple.restaff()

    @rule(person=st.sampled_from(PEOPLE), brought=st.booleans())
    def leave(self, person: str, brought: bool) -> None:
        """Somebody leaves, or is taken out."""
        carried_out = self.ask("leave", "ilse", person=person) if brought else self.ask("leave", person)
        assert carried_out is (person in self.simple.present or (brought and person in self.simple.known))
        if person in self.simple.present:
            self.simple.present.remove(person)
            self.simple.restaff()

    @rule(person=st.sampled_from(PEOPLE), group=st.sampled_from(["punainen", "sininen"]))
    def seat(self, person: str, group: str) -> None:
        """Somebody goes to a group."""
        assert self.ask("seat", person=person, group=group) is (person in self.simple.present)
        if person in self.simple.present and person not in self.simple.groups.get(group, []):
            for people in self.simple.groups.values():
                if person in people:
                    people.remove(person)
            self.simple.groups.setdefault(group, []).append(person)
            self.simple.restaff()

    @rule(count=st.integers(1, 3))
    def divide(self, count: int) -> None:
        """Groups by lot; who is in which only the session knows."""
        if self.ask("divide", count=count):
            self.simple.groups = {group: list(people) for group, people in self.real.state.groups.items()}
            seated = sorted(one for people in self.simple.groups.values() for one in people)
            assert seated == sorted(self.simple.present)
            self.simple.restaff()
        else:
            assert not self.simple.present

    @rule()
    def go_on_in_the_order_of_coming(self) -> None:
        """Each participant says once that they go on."""
        for person in PEOPLE:
            self.go_on_by_oneself(person)

    @rule(person=st.sampled_from(PEOPLE))
    def go_on_by_oneself(self, person: str) -> None:
        """A participant goes on in what is theirs, and in nothing else."""
        simple = self.simple
        own = {"omat": person, "ryhmat": next((g for g, people in simple.groups.items() if person in people), "")}
        who = own.get(simple.top, "")
        may = person in simple.present and simple.there.get(who, "done") != "done"
        assert self.ask("advance", person) is may
        if may:
            simple.on(who)

    @rule(data=st.data())
    def go_on_one(self, data: st.DataObject) -> None:
        """The facilitator goes on with one of those that are going on."""
        going = sorted(self.simple.leaves())
        if not going or self.simple.top == "vapaa":
            return
        step = data.draw(st.sampled_from(going))
        assert self.ask("advance", step=step)
        if self.simple.top in ("rinnan", "omat", "ryhmat") and self.simple.there:
            lanes = {"v1": "vasen", "v2": "vasen", "oikea": "oikea"}
            self.simple.on(lanes.get(step) or step.partition("@")[2])
        elif self.simple.top == "ryhmat" and self.simple.present:
            self.draw_groups()
        else:
            self.enter_next()

    def draw_groups(self) -> None:
        """Where people wait for groups, the first who goes on has them made."""
        self.simple.enter("ryhmat")

    def enter_next(self) -> None:
        """The next outermost step."""
        self.simple.enter(TOPS[TOPS.index(self.simple.top) + 1])

    @rule(step=st.sampled_from(["f1", "f2", "f3"]))
    def choose(self, step: str) -> None:
        """One of the free order is chosen, and then done."""
        if self.simple.top == "vapaa":
            assert self.ask("go", to=step)
            self.simple.there["at"] = step

    @precondition(lambda self: self.simple.top == "vapaa" and self.simple.there["at"] != "choice")
    @rule()
    def do_the_chosen(self) -> None:
        """What was chosen is done."""
        step = self.simple.there["at"]
        assert self.ask("advance", step=step)
        self.simple.there.update({step: "done", "at": "choice"})
        self.simple.settle()

    @precondition(lambda self: self.simple.top == "vapaa")
    @rule(steps=st.lists(st.sampled_from(["f1", "f2", "f3"]), min_size=1, max_size=3))
    def choose_and_do(self, steps: list[str]) -> None:
        """Several are chosen and done, one after the other; the same may be done again."""
        for step in steps:
            self.choose(step)
            if self.simple.top == "vapaa":
                self.do_the_chosen()

    @rule()
    def leave_as_a_whole(self) -> None:
        """The facilitator goes on from what runs side by side, whatever is not done."""
        if self.simple.top in ("rinnan", "omat", "ryhmat", "vapaa"):
            assert self.ask("advance", step=self.simple.top, reason="Aika loppui")
            self.enter_next()

    @rule(top=st.sampled_from(TOPS[:-1]))
    def jump(self, top: str) -> None:
        """The facilitator goes anywhere, from the end too."""
        assert self.ask("go", to=top)
        self.simple.enter(top)

    @precondition(lambda self: self.latest is not None)
    @rule()
    def take_back(self) -> None:
        """What was done last is undone: everybody is where they were."""
        assert self.latest is not None
        command, before = self.latest
        assert self.ask("undo", of=command)
        self.simple = before

    @invariant()
    def everybody_is_where_they_should_be(self) -> None:
        state = self.real.state
        here = {leaf for leaf in state.leaves if "." not in leaf}
        assert here == self.simple.leaves()
        assert {one.id for one in state.present("participant")} == set(self.simple.present)
        assert {group: list(people) for group, people in state.groups.items()} == self.simple.groups
        assert is_whole(self.real.rules.now(state).chart, state.steps)

    @invariant()
    def the_flow_can_be_brought_to_its_end(self) -> None:
        """With a reason a facilitator gets out of whatever there is."""
        ahead = self.real
        for number in range(40):
            if ahead.state.ended:
                return
            at = BEGINNING + timedelta(days=1, minutes=number)
            table = {"command": "advance", "by": "ilse", "reason": "Kotiin", "id": f"end{self.number}-{number}"}
            after = ahead.do(command_from_table({**table, "at": at}))
            assert len(after.refused) == len(ahead.refused), after.refused[-1:]
            ahead = after
        raise AssertionError("The flow did not end.")

    def teardown(self) -> None:
        """A replay finds the same."""
        assert fold(self.real.events) == self.real.state


TestRoom = Room.TestCase
TestRoom.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
