"""Sessions that older tyopajas wrote are read as they were meant, and go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine, commands
from tyopaja.errors import JournalError
from tyopaja.journals import MemoryJournal, codec
from tyopaja.model.events import EVENTS
from tyopaja.model.upcasting import UPCASTS
from tyopaja.workshop.verifying import verify

GOLDEN = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())


@pytest.fixture(params=GOLDEN, ids=lambda path: path.name)
def golden(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def engine(golden: Path) -> Iterator[Engine]:
    """An engine whose journal holds the session as it was written."""
    journal = MemoryJournal()
    lines = (golden / "events.jsonl").read_text(encoding="utf-8").splitlines()
    started = json.loads(lines[0])
    journal.keep(started["session"], started["definitions"], (golden / "definitions.json").read_bytes())
    journal.append(started["session"], 0, lines)
    with Engine(journal=journal) as engine:
        yield engine


def _holds(now: Any, then: Any) -> bool:
    """Whether all that was said then is so now; more may be said."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(key in now and _holds(now[key], one) for key, one in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(_holds, now, then))
    return bool(now == then)


def test_what_was_so_then_is_so_now(engine: Engine, golden: Path) -> None:
    then = json.loads((golden / "state.json").read_text(encoding="utf-8"))
    now = engine.open(then["session"]).dump()
    assert [key for key, value in then.items() if not _holds(now.get(key), value)] == []


def test_it_goes_on_and_is_chained_from_there(engine: Engine, golden: Path) -> None:
    then = json.loads((golden / "state.json").read_text(encoding="utf-8"))
    session = engine.open(then["session"])
    chair = next(person["id"] for person in then["people"] if person["role"] == "facilitator")
    session.do(commands.Join(by=chair, person="uusi", called="Uusi"))
    (found,) = verify(engine.journal)
    # The pictures are not kept here.
    assert {one.code for one in found.problems} <= {"content-lost"}
    assert found.sound == found.events == then["seq"] + 1


def test_every_form_that_there_was_has_a_way_to_the_next() -> None:
    ways = {(name, form) for name, kind in EVENTS.items() for form in range(1, kind.form)}
    assert ways == UPCASTS.keys()


def test_every_way_is_taken_by_some_session_here() -> None:
    written = set()
    for path in GOLDEN:
        for line in (path / "events.jsonl").read_text(encoding="utf-8").splitlines():
            table = json.loads(line)
            written.add((table["type"], table.get("v", 1)))
    assert UPCASTS.keys() <= written


@pytest.mark.parametrize("form", [0, 3, "2", None, True, 1.0])
def test_a_form_that_there_is_not_is_refused(form: object) -> None:
    table = {"type": "stepped", "v": form, "at": "2026-03-02T09:00:00+02:00", "by": "", "command": "start"}
    with pytest.raises(JournalError) as refused:
        codec.read(json.dumps({**table, "left": [], "entered": [], "now": [], "cause": "start"}))
    assert refused.value.code == "newer-event"
