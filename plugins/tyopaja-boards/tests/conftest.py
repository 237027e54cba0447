"""The example series, played; hands that edit boards as people do in each program; and sheets of any content."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import strategies as st

from tyopaja import Engine, Session
from tyopaja.testing.views import ODD, view
from tyopaja.views.nodes import Area, EntryView, Grid, PartView, SectionView, SheetView
from tyopaja_boards import tyopaja_importers, tyopaja_renderers
from tyopaja_boards.keys import Key

ROOT = Path(__file__).resolve().parents[3]
RENDERERS = {one.format: one for one in tyopaja_renderers()}
IMPORTERS = {one.format: one for one in tyopaja_importers()}
Rect = tuple[float, float, float, float]


def board(view: Any, format: str, **options: Any) -> bytes:
    """The file of a view; of several the board."""
    made = RENDERERS[format].render(view, **options)
    made = made if isinstance(made, str | bytes) else made["board.canvas"]
    return made.encode("utf-8") if isinstance(made, str) else made


class Canvas:
    """Edits as in Obsidian."""

    def __init__(self, data: bytes) -> None:
        self.tree = json.loads(data)

    def saved(self) -> bytes:
        return json.dumps(self.tree).encode()

    def rects(self) -> dict[Key, Rect]:
        """The place of everything that came from us."""
        return {key: _rect(node) for node in self.tree["nodes"] if (key := Key.parse(node["id"]))}

    def write(self, key: Key, text: str) -> None:
        """What is above the rule is edited, the rest left."""
        node = self._node(key)
        lines = node["text"].split("\n")
        below = [place for place, line in enumerate(lines) if line == "———"]
        node["text"] = text + ("\n\n" + "\n".join(lines[below[-1] :]) if below else "")

    def put(self, key: Key, x: float, y: float) -> None:
        """The middle of a note somewhere else."""
        node = self._node(key)
        node |= {"x": round(x - node["width"] / 2), "y": round(y - node["height"] / 2)}

    def delete(self, key: Key) -> None:
        """A note, with the edges that end at it."""
        self.tree["nodes"].remove(self._node(key))
        gone = str(key)
        self.tree["edges"] = [one for one in self.tree["edges"] if gone not in (one["fromNode"], one["toNode"])]

    def add(self, text: str, x: float, y: float) -> str:
        """A new note; its id."""
        name = f"{len(self.tree['nodes']):016x}"
        self.tree["nodes"].append({"id": name, "type": "text", "text": text, "x": round(x) - 20, "y": round(y) - 10,
                                   "width": 40, "height": 20})  # fmt: skip
        return name

    def link(self, source: str, target: str) -> None:
        """A line with an arrow at its end."""
        self.tree["edges"].append({"id": f"e{len(self.tree['edges'])}", "fromNode": source, "toNode": target})

    def _node(self, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = next(node for node in self.tree["nodes"] if node["id"] == str(key))
        return found


class Excalidraw:
    """Edits as in Excalidraw."""

    def __init__(self, data: bytes) -> None:
        self.tree = json.loads(data)

    def saved(self) -> bytes:
        return json.dumps(self.tree).encode()

    def rects(self) -> dict[Key, Rect]:
        """The place of everything that came from us."""
        return {key: _rect(one) for one in self.tree["elements"] if (key := Key.parse(one["id"]))}

    def write(self, key: Key, text: str) -> None:
        """The bound text, as kept and as shown."""
        inner = next(one for one in self.tree["elements"] if one.get("containerId") == str(key))
        inner |= {"originalText": text, "text": text.replace(" ", "\n")}

    def put(self, key: Key, x: float, y: float) -> None:
        """A note goes with all of its group."""
        outer = self._element(key)
        dx, dy = x - outer["x"] - outer["width"] / 2, y - outer["y"] - outer["height"] / 2
        for one in self._with(outer):
            one |= {"x": one["x"] + dx, "y": one["y"] + dy}

    def delete(self, key: Key) -> None:
        """It is marked, and left out of the file or not."""
        for place, one in enumerate(self._with(self._element(key))):
            one["isDeleted"] = True
            if place % 2:
                self.tree["elements"].remove(one)

    def add(self, text: str, x: float, y: float) -> str:
        """A rectangle with a text bound to it; its id."""
        name = f"new{len(self.tree['elements'])}"
        self.tree["elements"] += [
            {"id": name, "type": "rectangle", "x": x - 20, "y": y - 20, "width": 40, "height": 40},
            {
                "id": f"{name}t",
                "type": "text",
                "x": x,
                "y": y,
                "width": 9,
                "height": 9,
                "text": text,
                "containerId": name,
            },
        ]
        return name

    def link(self, source: str, target: str) -> None:
        """An arrow that is bound at both ends."""
        name = f"a{len(self.tree['elements'])}"
        ends = {"startBinding": {"elementId": source}, "endBinding": {"elementId": target}}
        self.tree["elements"].append({"id": name, "type": "arrow", "endArrowhead": "arrow", **ends})

    def _element(self, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.tree["elements"] if one["id"] == str(key))
        return found

    def _with(self, outer: dict[str, Any]) -> list[dict[str, Any]]:
        groups = set(outer["groupIds"])
        return [
            one
            for one in self.tree["elements"]
            if one is outer or one.get("containerId") == outer["id"] or groups & set(one.get("groupIds", ()))
        ]


class Drawio:
    """Edits as in draw.io."""

    def __init__(self, data: bytes) -> None:
        self.tree = ET.fromstring(data)
        root = self.tree.find("diagram/mxGraphModel/root")
        assert root is not None
        self.root = root

    def saved(self) -> bytes:
        return ET.tostring(self.tree)

    def rects(self) -> dict[Key, Rect]:
        """The place of everything that came from us and stands by itself."""
        out = {}
        for one in self.root.iter("UserObject"):
            cell, key = one.find("mxCell"), Key.parse(one.get("id"))
            if cell is not None and key and cell.get("vertex") == "1" and key.role not in ("facts", "picture"):
                geometry = cell.find("mxGeometry")
                assert geometry is not None
                x, y, width, height = (float(geometry.get(side, "0")) for side in ("x", "y", "width", "height"))
                out[key] = (x, y, width, height)
        return out

    def write(self, key: Key, text: str) -> None:
        """The browser makes a block of each line but the first."""
        first, *rest = (line.replace("&", "&amp;").replace("<", "&lt;") for line in text.split("\n"))
        blocks = "".join(f"<div>{line or '<br>'}</div>" for line in rest)
        self._object(key).set("label", f'<font style="font-size: 14px;">{first}</font>{blocks}')

    def put(self, key: Key, x: float, y: float) -> None:
        """What is part of a note moves with it by itself."""
        geometry = self._object(key).find("mxCell/mxGeometry")
        assert geometry is not None
        geometry.set("x", str(x - float(geometry.get("width", "0")) / 2))
        geometry.set("y", str(y - float(geometry.get("height", "0")) / 2))

    def delete(self, key: Key) -> None:
        """A note, with what is part of it."""
        self.root.remove(self._object(key))
        for one in list(self.root.iter("UserObject")):
            cell = one.find("mxCell")
            if cell is not None and cell.get("parent") == str(key):
                self.root.remove(one)

    def add(self, text: str, x: float, y: float) -> str:
        """A plain cell; its id."""
        name = f"q{len(self.root)}"
        label = text.replace("&", "&amp;").replace("<", "&lt;")
        own = {"id": name, "vertex": "1", "parent": "1", "style": "html=1;", "value": label}
        cell = ET.SubElement(self.root, "mxCell", own)
        place = {"x": str(x - 10), "y": str(y - 10), "width": "20", "height": "20", "as": "geometry"}
        ET.SubElement(cell, "mxGeometry", place)
        return name

    def link(self, source: str, target: str) -> None:
        """A connector."""
        cell = ET.SubElement(self.root, "mxCell", {"id": f"q{len(self.root)}", "edge": "1", "parent": "1",
                                                   "source": source, "target": target})  # fmt: skip
        ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})

    def _object(self, key: Key) -> ET.Element:
        return next(one for one in self.root.iter("UserObject") if one.get("id") == str(key))


def _rect(table: dict[str, Any]) -> Rect:
    return table["x"], table["y"], table["width"], table["height"]


EDITORS: dict[str, Callable[[bytes], Any]] = {"jsoncanvas": Canvas, "excalidraw": Excalidraw, "drawio": Drawio}

_letters = st.characters(codec="utf-8", exclude_characters="\0\r")
TEXTS = (st.sampled_from(ODD) | st.text(_letters, min_size=1, max_size=60)).filter(lambda text: bool(text.strip()))


@st.composite
def sheets(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> SheetView:
    """A sheet of any sections, parts and notes; the ids as odd as the names of files."""
    numbers = iter(range(10_000))

    def notes(most: int) -> tuple[EntryView, ...]:
        return tuple(
            EntryView(
                id=f"n{next(numbers)}/ä,%", text=draw(texts), author=draw(st.sampled_from(["", "Aino", "A—\n———\nB"])),
                votes=draw(st.integers(0, 3)), picked=draw(st.booleans()),
                written=draw(st.sampled_from(["", "2026-05-26T09:30:00+03:00"])),
            )
            for _ in range(draw(st.integers(0, most)))
        )  # fmt: skip

    sections = []
    for number in range(draw(st.integers(1, 4))):
        parts = tuple(
            PartView(id=f"osa{place}", title=f"Osa {place}", entries=notes(3))
            for place in range(draw(st.integers(0, 3)))
        )
        sections.append(
            SectionView(
                id=f"osio{number}", label="", title=draw(texts), prompts=("Mitä?",), kind="notes", look="plain",
                colour="#0f5c6e", parts=parts, entries=notes(6), draw=draw(st.sampled_from(["notes", "text"])),
            )
        )  # fmt: skip
    base = view("sheet", "blank")
    assert isinstance(base, SheetView)
    areas = tuple(
        Area(section=one.id, x=place % 2, y=place // 2, width=1, height=1) for place, one in enumerate(sections)
    )
    grid = Grid(paper="a3", orientation=draw(st.sampled_from(["landscape", "portrait"])), columns=(2.0, 1.0),
                rows=(1.0, 1.0), areas=areas)  # fmt: skip
    return evolve(base, sections=tuple(sections), grid=grid)


@pytest.fixture(scope="session")
def hotel() -> Iterator[Session]:
    """Hotelli Kaamos after its whole series."""
    with Engine(environ={"TYOPAJA_PLUGINS": ""}) as engine:
        session = None
        for path in sorted((ROOT / "examples" / "hotelli-kaamos").glob("*.toml")):
            session = engine.play(engine.transcript(path), session=session)
        assert session is not None
        yield session


@pytest.fixture(scope="session")
def boards() -> dict[str, Any]:
    """What is above by name, for modules that must not import a neighbour."""
    return {"board": board, "editors": EDITORS, "importers": IMPORTERS, "sheets": sheets, "renderers": RENDERERS}
