"""A small language for charts in tests, close to SCXML's own: nested tuples of states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tyopaja.charts import Chart, Node, Transition
from tyopaja.charts.nodes import ROOT

Spec = dict[str, Any]


def state(id: str, *inside: Spec, initial: str | None = None) -> Spec:
    """<state>"""
    return {"id": id, "kind": "compound" if any("id" in one for one in inside) else "atomic", "inside": inside,
            "initial": initial}  # fmt: skip


def parallel(id: str, *inside: Spec) -> Spec:
    """<parallel>"""
    return {"id": id, "kind": "parallel", "inside": inside}


def final(id: str) -> Spec:
    """<final>"""
    return {"id": id, "kind": "final", "inside": ()}


def history(id: str, *, deep: bool = False) -> Spec:
    """<history>; its default is what its state enters by default."""
    return {"id": id, "kind": "history", "inside": (), "deep": deep}


def way(event: str, *targets: str, internal: bool = False, inside: Sequence[str] = ()) -> Spec:
    """<transition>; several event descriptors stand with spaces between them, none for one that needs no event."""
    return {"events": tuple(event.split()), "targets": targets, "internal": internal, "in": tuple(inside)}


def scxml(*inside: Spec, initial: str | None = None) -> Chart:
    """<scxml>"""
    nodes: dict[str, Node] = {}
    ways: list[Transition] = []

    def place(spec: Spec, parent: str | None, line: tuple[str, ...]) -> None:
        children = tuple(one["id"] for one in spec["inside"] if "id" in one and one["kind"] != "history")
        own = (*line, spec["id"]) if parent is not None else ()
        nodes[spec["id"]] = Node(
            id=spec["id"], kind=spec["kind"], index=len(nodes), parent=parent, children=children,
            initial=(spec.get("initial") or children[0]) if spec["kind"] == "compound" else None,
            deep=spec.get("deep", False), line=own,
        )  # fmt: skip
        for one in spec["inside"]:
            if "id" in one:
                place(one, spec["id"], own)
            else:
                ways.append(
                    Transition(
                        number=len(ways), source=spec["id"], events=one["events"], targets=one["targets"],
                        internal=one["internal"], inside=one["in"],
                    )
                )  # fmt: skip

    place({"id": ROOT, "kind": "compound", "inside": inside, "initial": initial}, None, ())
    return Chart(nodes=nodes, transitions=tuple(ways))
