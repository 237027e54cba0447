"""How quickly a flow goes on, beside other statechart engines, and whether that hangs on the flow's length.

    python bench/flows.py

The flow: twelve steps one after the other, each with a guard that three notes have been written in it, every note an
event of its own; after the last it begins again. Ours is measured as the others are, the chart alone with a counter of
notes, and as it is used: commands decided on and folded into a state that holds every note. What a session costs on
top of that is measured with other commands, eight of them, which leave the sheet as it was: bare, and with a journal in
memory. Peers: transitions' HierarchicalMachine, python-statemachine, sismic, each by its manual. Floor: a dict of
where `next` leads, with the counter. Rounds of all contenders take turns; each figure is the median of its rounds.

Limits: the chart is at least 10 × sismic, 8 × python-statemachine and 2 × HierarchicalMachine; a flow of 1,000 steps
costs at most 1.5 × one of 10, a session of 10,000 events 1.5 × a fresh one; a rehearsal of the three-workshop series
with 12 people takes at most half a second. Ends with 1 when one is missed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tyopaja import Engine, commands
from tyopaja.charts import Transition, begin, compile_chart, step
from tyopaja.engine import ACTIVITIES, CONDITIONS, Rules, decide, fold, start
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.events import Started
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.state import State
from tyopaja.rehearsal import rehearse

ROUNDS, STEPS, NOTES = 7, 12, 3
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CANVASES = Path(__file__).parents[1] / "canvases"

BARE, DONE = "8 commands decided and folded (ours)", "the same by Session.do, memory: (ours)"

Work = Callable[[], None]
"""One note three times over, and the step behind it: an advance."""


def flow_of(length: int, *, guarded: bool = True) -> Flow:
    """So many steps in a row that write on one sheet; from the last a move leads to the first."""
    steps = [
        {
            "id": f"s{number}",
            "title": "S",
            "activity": "brainstorm",
            "on": [f"arkki.b{number % 10}"],
            **({"needs": {"entries-in": f"arkki.b{number % 10}", "at-least": NOTES}} if guarded else {}),
        }
        for number in range(length)
    ]
    move = {"from": f"s{length - 1}", "to": "s0", "on": "next"}
    made: Flow = structure({"id": "koe", "title": "Koe", "step": steps, "move": [move]}, Flow)
    return made


def rules_of(length: int) -> Rules:
    """The rules of such a flow."""
    sections = {f"b{number}": {"title": "B", "at-most": 1_000_000} for number in range(10)}
    areas = [f"b{number}" for number in range(10)]
    canvas: Canvas = structure(
        {"id": "arkki", "title": "Arkki", "layout": {"paper": "a4 portrait", "areas": areas}, "section": sections},
        Canvas,
    )
    pack: Pack = structure({"id": "koe", "format": 1, "version": "1", "title": "Koe"}, Pack)
    definitions = Definitions.of(pack, flow_of(length), {"arkki": canvas})
    return Rules(definitions, Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS))


def floor() -> Work:
    """A dict, a counter and an if."""
    ways = {f"s{number}": f"s{(number + 1) % STEPS}" for number in range(STEPS)}
    here, notes = "s0", 0

    def work() -> None:
        nonlocal here, notes
        for _ in range(NOTES):
            notes += 1
        if notes >= NOTES:
            here, notes = ways[here], 0

    return work


def charted(length: int = STEPS) -> Work:
    """Our chart alone: guards are asked of a counter."""
    flow = flow_of(length, guarded=False)
    moves = [
        {"from": f"s{number}", "to": f"s{(number + 1) % length}", "on": "next", "when": {"entries-in": "arkki.b0"}}
        for number in range(length)
    ]
    table = {"id": "koe", "title": "Koe", "step": [{"id": one.id, "title": "S"} for one in flow.step], "move": moves}
    chart = compile_chart(structure(table, Flow))
    configuration = begin(chart).configuration
    notes = 0

    def enough(_: Transition) -> bool:
        return notes >= NOTES

    def work() -> None:
        nonlocal configuration, notes
        for _ in range(NOTES):
            configuration = step(chart, configuration, "note", enough).configuration
            notes += 1
        configuration, entered, _, _ = step(chart, configuration, "next", enough)
        assert entered
        notes = 0

    return work


def decided(length: int = STEPS, before: int = 0) -> Work:
    """Commands decided on and folded in, without a journal. Of the notes of three steps ago none is left standing, so
    that no section grows; `before` notes were written and taken away in the session already."""
    rules = rules_of(length)
    started = Started(
        at=AT, by="", command="start", session="koe", flow="koe", pack="koe", version="1", definitions="", title="Koe",
        locale="en",
    )  # fmt: skip
    state = fold(start(rules, started))
    number = 0

    def do(kind: type[commands.Command], **facts: Any) -> None:
        nonlocal state, number
        number += 1
        command = kind(by="aino", id=f"n{number}", at=AT + timedelta(seconds=number), **facts)
        state = fold(decide(rules, state, command), state)

    do(commands.Join, role="facilitator")
    for _ in range(before // 2):
        do(commands.Add, sheet="arkki", section="b0", text="Huomio")
        do(commands.Undo)

    def work() -> None:
        section = f"b{int(str(state.step)[1:]) % 10}"
        for _ in range(NOTES):
            do(commands.Add, sheet="arkki", section=section, text="Huomio")
        do(commands.Advance)
        _forget(section)

    def _forget(section: str) -> None:
        # Not measured work of the flow but housekeeping of the measure: the sections would fill up.
        nonlocal state
        state = _without(state, section)

    return work


def _without(state: State, section: str) -> State:
    return state.changed_by({"boxes": state.boxes.remove(("arkki", section))})


def session(*, bare: bool = False) -> Work:
    """Eight commands: three notes, on, back again, and the notes taken away. Through the façade, with a journal in
    memory, that stamps and writes down each; `bare` only decides on them and folds them in."""
    engine = Engine(packs=[CANVASES])
    held = engine.start("tsekkaus", title="Koe", locale="fi")
    rules, state, number = Rules(held.definitions, engine.plugins.vocabulary()), held.state, 0

    def do(kind: type[commands.Command], **facts: Any) -> None:
        nonlocal state, number
        if bare:
            number += 1
            command = kind(by="aino", id=f"n{number}", at=AT + timedelta(seconds=number), **facts)
            state = fold(decide(rules, state, command), state)
        else:
            held.do(kind(by="aino", **facts))
            state = held.state

    do(commands.Join, role="facilitator")
    do(commands.Go, to="jumit", reason="mittaus")

    def work() -> None:
        for _ in range(NOTES):
            do(commands.Add, sheet="jumit", section="ongelma", text="Huomio")
        do(commands.Advance)
        do(commands.Back)
        for entry in state.entries_in("jumit", "ongelma"):
            do(commands.Remove, entry=entry.id)

    return work


def transitions_() -> Work:
    """HierarchicalMachine of `transitions`; a note is an internal transition."""
    from transitions.extensions import HierarchicalMachine

    class Workshop:
        notes = 0

        def enough(self) -> bool:
            return self.notes >= NOTES

        def write(self) -> None:
            self.notes += 1

        def begin(self) -> None:
            self.notes = 0

    model: Any = Workshop()
    names = [f"s{number}" for number in range(STEPS)]
    machine = HierarchicalMachine(model, states=names, initial="s0", auto_transitions=False)
    for number, name in enumerate(names):
        following = names[(number + 1) % STEPS]
        machine.add_transition("onward", name, following, conditions="enough", after="begin")
        machine.add_transition("note", name, None, after="write")

    def work() -> None:
        for _ in range(NOTES):
            model.note()
        assert model.onward()

    return work


def statemachine() -> Work:
    """python-statemachine; a note is an internal transition."""
    from statemachine import State as Place
    from statemachine import StateChart

    places: dict[str, Any] = {f"s{number}": Place(initial=number == 0) for number in range(STEPS)}
    names = list(places)
    onward = places["s0"].to(places["s1"], cond="enough")
    note = places["s0"].to.itself(internal=True, on="write")
    for number in range(1, STEPS):
        onward |= places[names[number]].to(places[names[(number + 1) % STEPS]], cond="enough")
        note |= places[names[number]].to.itself(internal=True, on="write")

    def enough(self: Any) -> bool:
        return bool(self.notes >= NOTES)

    def write(self: Any) -> None:
        self.notes += 1

    def after_onward(self: Any) -> None:
        self.notes = 0

    body = {
        **places, "onward": onward, "note": note, "enough": enough, "write": write, "after_onward": after_onward,
        "notes": 0,
    }  # fmt: skip
    machine: Any = type("Workshop", (StateChart,), body)()

    def work() -> None:
        for _ in range(NOTES):
            machine.send("note")
        machine.send("onward")
        assert machine.notes == 0

    return work


def sismic_() -> Work:
    """sismic; a note is an internal transition."""
    from sismic.interpreter import Interpreter
    from sismic.io import import_from_yaml

    states = "".join(
        f"""
      - name: s{number}
        on entry: notes = 0
        transitions:
          - event: note
            action: notes += 1
          - event: onward
            guard: notes >= {NOTES}
            target: s{(number + 1) % STEPS}"""
        for number in range(STEPS)
    )
    head = "statechart:\n  name: workshop\n  preamble: notes = 0\n  root state:\n    name: root\n    initial: s0\n"
    yaml = f"{head}    states:{states}\n"
    machine = Interpreter(import_from_yaml(yaml))
    machine.execute()

    def work() -> None:
        for _ in range(NOTES):
            machine.queue("note").execute()
        machine.queue("onward").execute()

    return work


def race(works: dict[str, Work], advances: dict[str, int]) -> dict[str, float]:
    """The median seconds an advance takes each; all take turns, the first round warms up."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            count = advances.get(name, 200)
            begin_ = perf_counter()
            for _ in range(count):
                work()
            if number:
                times[name].append((perf_counter() - begin_) / count)
    return {name: median(found) for name, found in times.items()}


def main() -> int:
    """Measure, print tables, say whether every limit is kept."""
    missed = 0
    ours, whole = "the chart (ours)", "commands decided and folded (ours)"
    works = {
        "a dict (floor)": floor(),
        ours: charted(),
        whole: decided(),
        BARE: session(bare=True),
        DONE: session(),
        "transitions, HierarchicalMachine": transitions_(),
        "python-statemachine": statemachine(),
        "sismic": sismic_(),
    }
    taken = race(works, {"a dict (floor)": 5000, ours: 2000})
    print(f"{STEPS} guarded steps, {NOTES} notes each, every note an event; {ROUNDS} rounds, medians")
    for name, seconds in taken.items():
        print(f"{name:38}{1 / seconds:12,.0f} advances/s{taken[ours] and seconds / taken[ours]:10.2f} × the chart")
    for name, least in (("transitions, HierarchicalMachine", 2), ("python-statemachine", 8), ("sismic", 10)):
        ratio = taken[name] / taken[ours]
        missed |= ratio < least
        print(f"at least {least} × {name}: {ratio:.1f} ×{'' if ratio >= least else '  MISSED'}")
        print(f"  whole commands, decided and folded: {taken[name] / taken[whole]:.2f} × (no limit)")
    print(f"Session.do: {taken[DONE] / taken[BARE]:.2f} × the same commands decided and folded (no limit)")
    print()
    growth = race(
        {
            "chart of 10 steps": charted(10),
            "chart of 1,000 steps": charted(1000),
            "commands, 10 steps": decided(10),
            "commands, 1,000 steps": decided(1000),
            "commands, after 10,000 events": decided(10, 10_000),
        },
        {"chart of 10 steps": 2000, "chart of 1,000 steps": 2000},
    )
    for one, other in (
        ("chart of 1,000 steps", "chart of 10 steps"),
        ("commands, 1,000 steps", "commands, 10 steps"),
        ("commands, after 10,000 events", "commands, 10 steps"),
    ):
        ratio = growth[one] / growth[other]
        missed |= ratio > 1.5
        print(f"{one}: {ratio:.2f} × {other} (limit 1.5){'' if ratio <= 1.5 else '  MISSED'}")
    print()
    with Engine(packs=[CANVASES]) as engine:
        rehearsed: list[float] = []
        for seed in range(ROUNDS):
            begin_ = perf_counter()
            done = rehearse(engine, "arjen-kompassi", people=12, groups=3, seed=seed, begins=AT)
            rehearsed.append(perf_counter() - begin_)
    took = median(rehearsed)
    missed |= took > 0.5
    print(f"rehearsal of the series, 12 people, {len(done.commands)} commands: {took:.2f} s (limit 0.5)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
