"""A chart as SCXML 1.0, for other engines.

What a flow asks of people (`when`) is no data that another engine has: such a transition has no `cond`, so other
engines take it whenever its event comes; the condition stands beside it as an attribute in a namespace of our own, as
do the titles and how often a move may be taken. What the chart itself asks, which states are active, is a `cond`,
written so that it means the same in ECMAScript and in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from tyopaja.charts import Chart, Transition
from tyopaja.charts.nodes import ROOT, Node
from tyopaja.model.converter import converter
from tyopaja.model.flow import Flow

SCXML = "http://www.w3.org/2005/07/scxml"
OURS = "https://tyopaja.invalid/ns/flow"
"""Our attributes' namespace: a name, where nothing is to be found."""

_ELEMENTS = {"atomic": "state", "compound": "state", "parallel": "parallel", "final": "final", "history": "history"}
_DONE = "done.state."


def name_of(state: str) -> str:
    """A state's name as XML has names (NCName): `_a` for `@`, `__` for `_`, and `_s` before what does not begin with a
    letter."""
    name = state.replace("_", "__").replace("@", "_a")
    return name if re.match("[A-Za-z]", name) else f"_s{name}"


def state_of(name: str) -> str:
    """The state of such a name."""
    return re.sub("_(.)", lambda found: {"_": "_", "a": "@"}[found[1]], name.removeprefix("_s"))


def event_of(event: str) -> str:
    """An event's name; the state in it, as in `done.state.X`, is called as in the document."""
    for head in (_DONE, "leave.", "choose."):
        if event.startswith(head):
            return head + name_of(event.removeprefix(head))
    return event


def scxml(chart: Chart, flow: Flow, locale: str = "") -> str:
    """The chart of a flow as an SCXML document; titles are in `locale`."""
    titles = {step.id: step.title.to(locale) for step in flow.step}
    root = chart.nodes[ROOT]
    head = {
        "xmlns": SCXML,
        "xmlns:t": OURS,
        "version": "1.0",
        "datamodel": "ecmascript",
        "name": name_of(flow.id),
        "initial": name_of(str(root.initial)),
        "t:title": flow.title.to(locale),
    }
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', _open("scxml", head, 0)]
    for child in root.children:
        lines += _state(chart, chart.nodes[child], titles, 1)
    lines += [*_transitions(chart, ROOT, 1), "</scxml>"]
    return "\n".join(lines) + "\n"


def _open(element: str, attributes: dict[str, str], depth: int, *, empty: bool = False) -> str:
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"{'  ' * depth}<{element}{said}{'/' if empty else ''}>"


def _state(chart: Chart, node: Node, titles: dict[str, str], depth: int) -> Iterator[str]:
    element = _ELEMENTS[node.kind]
    attributes = {
        "id": name_of(node.id),
        "initial": name_of(node.initial) if node.initial else "",
        "t:title": titles.get(node.step or "", ""),
        "t:instance": node.instance or "",
    }
    inner = [
        *(line for history in chart.histories.get(node.id, ()) for line in _history(chart, history, depth + 1)),
        *_transitions(chart, node.id, depth + 1),
        *(line for child in node.children for line in _state(chart, chart.nodes[child], titles, depth + 1)),
    ]
    yield _open(element, attributes, depth, empty=not inner)
    if inner:
        yield from inner
        yield f"{'  ' * depth}</{element}>"


def _history(chart: Chart, history: str, depth: int) -> Iterator[str]:
    """A history with what is entered where it remembers nothing (SCXML 3.10)."""
    node = chart.nodes[history]
    parent = chart.nodes[str(node.parent)]
    default = parent.children if parent.kind == "parallel" else (str(parent.initial),)
    yield _open("history", {"id": name_of(history), "type": "deep" if node.deep else "shallow"}, depth)
    yield _open("transition", {"target": " ".join(map(name_of, default))}, depth + 1, empty=True)
    yield f"{'  ' * depth}</history>"


def _transitions(chart: Chart, state: str, depth: int) -> Iterator[str]:
    for way in chart.leading_from.get(state, ()):
        attributes = {
            "event": " ".join(map(event_of, way.events)),
            "cond": _cond(way),
            "target": " ".join(map(name_of, way.targets)),
            "type": "internal" if way.internal else "",
            "t:when": json.dumps(converter().unstructure(way.when), ensure_ascii=False) if way.when else "",
            "t:at-most": "" if way.at_most is None else str(way.at_most),
        }
        yield _open("transition", attributes, depth, empty=True)


def _cond(way: Transition) -> str:
    """Which states must be active. A sum of truths, since the languages of data models write `and` each in its way."""
    asked = [f"In('{name_of(state)}')" for state in way.inside]
    if len(asked) < 2:
        return "".join(asked)
    return f"{' + '.join(asked)} >= {way.at_least or len(asked)}"
