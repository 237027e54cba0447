"""What stands at a place, where each group or participant has a sheet of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap

from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.standing import entries_at, names_at, owners_of, sheets_at
from tyopaja.model.state import Entry, Person, State

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PACK = structure({"id": "koe", "format": 1, "version": "1", "title": "Koe"}, Pack)
CANVAS = structure(
    {
        "id": "profiili",
        "title": "Profiili",
        "layout": {"areas": ["tarpeet pelot"]},
        "section": {
            "tarpeet": {"title": "Tarpeet"},
            "pelot": {"title": "Pelot", "parts": {"iso": {"title": "Isot"}, "pieni": {"title": "Pienet"}}},
        },
    },
    Canvas,
)
FLOW = structure(
    {
        "id": "kulku",
        "title": "Kulku",
        "step": [{"id": "a", "title": "A", "on": ["yhteinen", "ryhman.tarpeet"], "gather": ["ryhman"]}],
        "sheet": {
            "yhteinen": {"canvas": "profiili"},
            "ryhman": {"canvas": "profiili", "per": "group"},
            "oma": {"canvas": "profiili", "per": "participant"},
        },
        "result": "tulos",
    },
    Flow,
)
DEFINITIONS = Definitions(pack=PACK, flow=FLOW, canvases=dict.fromkeys(("yhteinen", "ryhman", "oma"), CANVAS))


def state(*places: str) -> State:
    """Three people in two groups and one in none, with an entry at each place, called by its number."""
    people = {
        name: Person(id=name, called=name, role="participant", joined=NOON)
        for name in ("aino", "eino", "ilmi", "ville")
    }
    made = State(people=people, groups={"ryhma-1": ("aino", "eino"), "ryhma-2": ("ilmi",)})
    boxes: dict[tuple[str, str], tuple[str, ...]] = {}
    entries: HashTrieMap[str, Entry] = HashTrieMap()
    for number, place in enumerate(places):
        sheet, section, part = (*place.split("."), None)[:3]
        box, name = (str(sheet), str(section)), str(number)
        boxes[box] = (*boxes.get(box, ()), name)
        entries = entries.insert(
            name,
            Entry(id=name, sheet=box[0], section=box[1], part=part, text=None, fields={}, by="aino", at=NOON),
        )
    return evolve(made, boxes=HashTrieMap(boxes), entries=entries)


@pytest.mark.parametrize(
    ("sheet", "instance", "meant"),
    [
        ("yhteinen", None, ["yhteinen"]),
        ("yhteinen", "ryhma-1", ["yhteinen"]),
        ("ryhman", "ryhma-2", ["ryhman@ryhma-2"]),
        ("ryhman", "eino", ["ryhman@ryhma-1"]),  # what a participant calls the group's is that of their group
        ("ryhman", None, ["ryhman@ryhma-1", "ryhman@ryhma-2"]),
        ("oma", "ilmi", ["oma@ilmi"]),
        ("oma", "ryhma-1", ["oma@aino", "oma@eino"]),
        ("oma", None, ["oma@aino", "oma@eino", "oma@ilmi", "oma@ville"]),
        ("oma", "ryhma-9", []),
        ("ryhman", "ville", []),
        ("ryhman", "ryhma-9", ["ryhman@ryhma-9"]),  # of a group that is no more
        ("tuntematon", None, ["tuntematon"]),
    ],
)
def test_a_sheet_of_the_flow_means_those_of_the_session(sheet: str, instance: str | None, meant: list[str]) -> None:
    assert list(sheets_at(DEFINITIONS, state(), sheet, instance)) == meant


def test_a_sheet_that_was_gathered_means_the_one_on_which_it_was() -> None:
    gathered = state("ryhman@ryhma-1.tarpeet", "ryhman.tarpeet")
    assert sheets_at(DEFINITIONS, gathered, "ryhman", None) == ("ryhman",)
    assert sheets_at(DEFINITIONS, gathered, "ryhman", "ryhma-1") == ("ryhman@ryhma-1",)


@pytest.mark.parametrize(
    ("place", "instance", "found"),
    [
        ("ryhman", None, "0123"),
        ("ryhman.pelot", None, "13"),
        ("ryhman.pelot.iso", None, "1"),
        ("ryhman", "ryhma-1", "01"),
        ("ryhman.tarpeet", "ilmi", "2"),
        ("yhteinen.tarpeet", "ryhma-1", "4"),
        ("yhteinen.pelot", None, ""),
        ("tuntematon.pelot", None, ""),
    ],
)
def test_the_entries_at_a_place_come_in_the_order_of_groups_and_sections(
    place: str, instance: str | None, found: str
) -> None:
    there = state(
        "ryhman@ryhma-1.tarpeet",
        "ryhman@ryhma-1.pelot.iso",
        "ryhman@ryhma-2.tarpeet",
        "ryhman@ryhma-2.pelot.pieni",
        "yhteinen.tarpeet",
    )
    assert "".join(entry.id for entry in entries_at(DEFINITIONS, there, place, instance)) == found


def test_a_flow_knows_whose_its_sheets_are() -> None:
    assert [FLOW.per(name) for name in ("yhteinen", "ryhman", "oma", "profiili")] == [
        *("session", "group", "participant", "session")
    ]
    assert FLOW.sheet_names() == ("yhteinen", "ryhman", "oma", "tulos")


SHEETS = ("yhteinen", "ryhman", "oma")
OWNERS = ("aino", "eino", "ville", "ryhma-1", "ryhma-2", "ryhma-9")
SECTIONS = ("tarpeet", "pelot", "pelot.iso", "pelot.pieni")
WRITTEN = st.one_of(
    st.sampled_from((*SHEETS, "muu")), st.builds("{}.{}".format, st.sampled_from(SHEETS), st.sampled_from(SECTIONS))
)
PLACES = st.builds(
    "{}.{}".format,
    st.one_of(st.sampled_from(SHEETS), st.builds("{}@{}".format, st.sampled_from(SHEETS), st.sampled_from(OWNERS))),
    st.sampled_from(SECTIONS),
)


@given(st.lists(PLACES, max_size=12), WRITTEN, st.sampled_from((None, *OWNERS)))
def test_the_names_at_a_place_are_those_of_its_entries(places: list[str], written: str, instance: str | None) -> None:
    there = state(*places)
    found = names_at(DEFINITIONS, there, written, instance)
    assert found == tuple(entry.id for entry in entries_at(DEFINITIONS, there, written, instance))
    assert len(set(found)) == len(found)


def test_names_are_found_where_they_stand() -> None:
    there = state("yhteinen.tarpeet", "yhteinen.pelot.iso", "yhteinen.pelot.pieni", "oma@aino.tarpeet")
    assert names_at(DEFINITIONS, there, "yhteinen") == ("0", "1", "2")
    assert names_at(DEFINITIONS, there, "yhteinen.pelot.pieni") == ("2",)
    assert names_at(DEFINITIONS, there, "oma.tarpeet", "aino") == ("3",)
    assert names_at(DEFINITIONS, there, "oma.tarpeet", "eino") == ()


def test_whose_sheet_was_written_on_has_one_though_nobody_is_called_so_any_more() -> None:
    there = state("ryhman@ryhma-10.tarpeet", "ryhman@ryhma-9.pelot", "ryhman@ryhma-1.tarpeet", "ryhmanoma@x.tarpeet")
    assert owners_of(DEFINITIONS, there, "ryhman") == ("ryhma-1", "ryhma-2", "ryhma-9", "ryhma-10")
