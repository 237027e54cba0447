"""Laws: nothing is found in any sound flow, and breaking one thing of it is found once, where it was broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.definitions.problems import Finding, KeyPath

Check = Callable[[Mapping[str, str]], list[Finding]]
Table = dict[str, Any]

# Whole flows take their time to draw, and a busy machine makes it longer.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NOTES = {"asiakas.tarpeet": 4, "asiakas.pelot": 20, "asiakas.tuntee.kipu": 20, "asiakas.tuntee": 20}
"""Places that hold many entries → how many."""
TITLE = {"fi": "Otsikko", "en": "Title"}


@st.composite
def atomic_steps(draw: st.DrawFn, name: str, decided: set[str]) -> Table:
    """A step that fits into any sound flow; `decided` are the places that steps before it decide on."""
    activity = draw(st.sampled_from(["present", "break", "brainstorm", "fill", "vote", "decide", "approve"]))
    step: Table = {"id": name, "title": TITLE, "activity": activity}
    if activity in ("brainstorm", "fill", "vote", "decide"):
        step["on"] = draw(st.lists(st.sampled_from(sorted(NOTES)), min_size=1, max_size=3))
    if activity == "approve":
        step["on"] = ["kompassi"]
    if activity == "decide":
        decided.update(step["on"])
    if draw(st.booleans()):
        step["time"] = "5 min"
    place = draw(st.sampled_from(sorted(NOTES)))
    conditions: list[Table] = [{"entries-in": place, "at-least": draw(st.integers(1, NOTES[place]))}]
    conditions += [{"picked": one} for one in sorted(decided)]
    conditions += [{"time": "over"}] if "time" in step else []
    conditions += [{"voted": "everyone"}] if activity == "vote" else []
    conditions += [{"approved": "kompassi"}] if activity == "approve" else []
    needs = st.recursive(
        st.sampled_from(conditions),
        lambda inner: st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)}),
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)}),
        ),
        max_leaves=4,
    )
    if draw(st.booleans()):
        step["needs"] = draw(needs.filter(can_hold))
    return step


def can_hold(condition: Table) -> bool:
    """Whether some choice of what its parts say makes a condition hold."""
    parts = sorted({repr(part) for part in parts_of(condition)})
    choices = product([False, True], repeat=len(parts))
    return any(holds(condition, dict(zip(parts, said, strict=True))) for said in choices)


def parts_of(condition: Table) -> list[Table]:
    """The conditions that a condition joins."""
    inner = [*condition.get("all", ()), *condition.get("any", ()), *([condition["not"]] if "not" in condition else ())]
    return [part for one in inner for part in parts_of(one)] if inner else [condition]


def holds(condition: Table, said: Mapping[str, bool]) -> bool:
    """Whether a condition holds when its parts say so."""
    if "not" in condition:
        return not holds(condition["not"], said)
    if "all" in condition:
        return all(holds(one, said) for one in condition["all"])
    if "any" in condition:
        return any(holds(one, said) for one in condition["any"])
    return said[repr(condition)]


@st.composite
def ways_of_running(draw: st.DrawFn, count: int) -> Table:
    """How so many steps inside a step run: one after the other, side by side, in any order, once for each."""
    order = draw(st.sampled_from([None, "parallel", "free"])) if count > 1 else None
    each = draw(st.sampled_from([None, "participant", "group"]))
    keys: Table = {"order": order, "for-each": each}
    if each == "group":
        keys["groups"] = draw(st.sampled_from([{"size": 4}, {"count": 2, "mix": True}]))
    if (order is None) != (each is None):
        keys["join"] = draw(st.sampled_from([None, "facilitator", 1]))
    return {key: value for key, value in keys.items() if value is not None}


def around(name: str, steps: list[Table]) -> str | None:
    """The step for each group or participant that a step is inside of, or is."""
    by_id = {step["id"]: step for step in steps}
    line = [name, by_id[name].get("in")]
    return next((one for one in line if one is not None and "for-each" in by_id[one]), None)


@st.composite
def sound_flows(draw: st.DrawFn) -> Table:
    """Workshops with steps in them, loops and jumps that end, and a result that is filled."""
    decided: set[str] = set()
    steps: list[Table] = [{"id": "alku", "title": TITLE, "activity": "fill", "on": ["kompassi", "asiakas"]}]
    for shop in range(draw(st.integers(0, 3))):
        count = draw(st.integers(1, 4))
        steps.append({"id": f"paja-{shop}", "title": TITLE, "time": "1 h", **draw(ways_of_running(count))})
        for number in range(count):
            inner = draw(atomic_steps(f"vaihe-{shop}-{number}", decided))
            steps.append({**inner, "in": f"paja-{shop}"})
        if "order" not in steps[-count - 1] and draw(st.booleans()):
            steps.append({"id": f"maali-{shop}", "title": TITLE, "in": f"paja-{shop}", "final": True})
        if shop and not steps[-1].get("final") and draw(st.booleans()):
            recap: Table = {"id": f"kertaus-{shop}", "title": TITLE, "activity": "recap", "of": f"paja-{shop - 1}"}
            steps.append({**recap, "in": f"paja-{shop}"})
    steps.append(draw(atomic_steps("loppu", decided)))
    names = [step["id"] for step in steps]
    leaves = [step["id"] for step in steps if "activity" in step]
    moves: list[Table] = []
    for number in range(draw(st.integers(0, 4))):
        source = draw(st.sampled_from(leaves))
        aims = [name for name in names if around(source, steps) in (None, name, around(name, steps))]
        move: Table = {"from": source, "to": draw(st.sampled_from(aims))}
        if any(step.get("in") == move["to"] for step in steps) and around(move["to"], steps) is None:
            move["resume"] = draw(st.sampled_from(["none", "shallow", "deep"]))
        if draw(st.booleans()):
            moves.append({**move, "on": f"siirto-{number}"})
        else:
            moves.append({**move, "at-most": draw(st.integers(1, 3))})
    fills: list[Table] = [{"section": "lupaus", "from": place, "take": "picked"} for place in sorted(decided)]
    fills += [{"section": "teot.arki", "from": "asiakas.pelot", "take": "newest", "at-most": 3}]
    return {
        "title": TITLE,
        "result": "kompassi",
        "sheet": {"asiakas": {"canvas": "profiili"}},
        "step": steps,
        "move": moves,
        "fill": fills,
    }


@st.composite
def broken_flows(draw: st.DrawFn) -> tuple[Table, str, KeyPath]:
    """A flow that was sound until one thing of it was broken; what must be found, and where."""
    flow = draw(sound_flows())
    steps, moves = flow["step"], flow["move"]
    working = [number for number, step in enumerate(steps) if step.get("on")]
    inside = [number for number, step in enumerate(steps) if "in" in step]
    here = draw(st.sampled_from(working))
    breakages: dict[str, tuple[Callable[[], object], str, KeyPath]] = {
        "place": (lambda: steps[here]["on"].append("asiakas.olematon"), "unknown-section",
                  ("step", here, "on", len(steps[here]["on"]))),
        "activity": (lambda: steps[here].update(activity="taika"), "unknown-activity", ("step", here, "activity")),
        "title": (lambda: steps[here].update(title=""), "empty-title", ("step", here, "title")),
        "needs": (lambda: steps[here].update(needs={"not": {"onni": "suuri"}}), "unknown-condition",
                  ("step", here, "needs", "not", "onni")),
        "votes": (lambda: steps[here].update(votes=-1), "out-of-range", ("step", here, "votes")),
        "twice": (lambda: steps.append(dict(steps[0])), "step-twice", ("step", len(steps), "id")),
        "endless": (lambda: moves.append({"from": "loppu", "to": "alku"}), "endless-loop", ("move", len(moves))),
        "skipped": (lambda: steps.extend([{"id": "ohi", "title": TITLE}, {"id": "maali", "title": TITLE}])
                    or moves.append({"from": "loppu", "to": "maali"}), "unreachable-step", ("step", len(steps))),
        "target": (lambda: moves.append({"from": "alku", "to": "kuu"}), "unknown-step", ("move", len(moves), "to")),
        "source": (lambda: flow["fill"][-1].update({"from": "kuu.kraateri"}), "unknown-sheet",
                   ("fill", len(flow["fill"]) - 1, "from")),
        "order": (lambda: steps[-1].update(order="parallel"), "order-not-here", ("step", len(steps) - 1, "order")),
        "join": (lambda: steps[-1].update(join=2), "join-not-here", ("step", len(steps) - 1, "join")),
        "final": (lambda: steps.append({"id": "maali", "title": TITLE, "final": True, "time": "5 min"}),
                  "final-works", ("step", len(steps), "final")),
        "groups": (lambda: steps[-1].update(groups={"size": 4}), "groups-not-here", ("step", len(steps) - 1, "groups")),
        "gather": (lambda: steps[0].update(gather=["asiakas"]), "gather-not-here", ("step", 0, "gather", 0)),
        "per": (lambda: flow["sheet"].update(oma={"canvas": "profiili", "per": "group"}), "per-not-filled",
                ("sheet", "oma", "per")),
        "resume": (lambda: moves.append({"from": "loppu", "to": "alku", "on": "alkuun", "resume": "deep"}),
                   "resume-not-here", ("move", len(moves), "resume")),
        "result": (lambda: flow.update(result="kuu"), "unknown-sheet", ("result",)),
    }  # fmt: skip
    shops = [number for number, step in enumerate(steps) if "for-each" in step]
    if shops:
        shop = draw(st.sampled_from(shops))
        breakages["nested"] = (
            lambda: steps[shop + 1].update({"for-each": "participant"}),
            "for-each-nested",
            ("step", shop + 1, "for-each"),
        )
        breakages["out"] = (
            lambda: moves.append({"from": steps[shop + 1]["id"], "to": "loppu", "on": "ulos"}),
            "move-out-of-for-each",
            ("move", len(moves), "to"),
        )
    if inside:
        child = draw(st.sampled_from(inside))
        breakages["parent"] = (lambda: steps[child].update({"in": "kuu"}), "unknown-step", ("step", child, "in"))
    broken, code, path = breakages[draw(st.sampled_from(sorted(breakages)))]
    broken()
    return flow, code, path


@patient
@given(sound_flows())
def test_nothing_is_found_in_a_sound_flow(check: Check, flow: Table) -> None:
    assert check({"flows/arvottu.toml": tomli_w.dumps(flow)}) == []


@patient
@given(broken_flows())
def test_breaking_one_thing_is_found_once_and_there(check: Check, broken: tuple[Table, str, KeyPath]) -> None:
    flow, code, path = broken
    (found,) = check({"flows/arvottu.toml": tomli_w.dumps(flow)})
    assert (found.file, found.code, found.path) == ("flows/arvottu.toml", code, path)
