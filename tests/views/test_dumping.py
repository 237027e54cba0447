"""`dump`: the state as data that programs may rely on, the same from the same journal in any process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tyopaja.engine import fold
from tyopaja.model.wire import table_from_event
from tyopaja.views import dump

KEYS = [
    "session", "flow", "definitions", "title", "locale", "seq", "started", "changed", "steps", "leaves", "entered",
    "ended", "visits", "moves", "carried", "spans", "timers", "added", "people", "expected", "groups", "ready",
    "sheets", "clusters", "removed", "approvals",
]  # fmt: skip

REPLAY = """
import json, sys
from tyopaja.engine import fold
from tyopaja.model.wire import event_from_table
from tyopaja.views import dump
state = fold(event_from_table(table) for table in json.load(sys.stdin))
sys.stdout.write(json.dumps(dump(state), ensure_ascii=True))
"""


def test_the_keys_are_those_that_are_promised(played: Any) -> None:
    dumped = dump(played.state)
    assert list(dumped) == KEYS
    promised = str(dump.__doc__)
    assert all(f"`{key}`" in promised for key in KEYS)
    entry = dumped["sheets"]["lupaus"]["teot"][0]
    assert all(f"`{key}`" in promised for key in entry)
    assert all(f"`{key}`" in promised for key in dumped["people"][0])


def test_a_dump_is_plain_json_and_reads_back_as_it_was(played: Any) -> None:
    dumped = dump(played.state)
    assert json.loads(json.dumps(dumped)) == dumped


def test_entries_stand_in_their_order_with_votes_choices_links_and_values(played: Any) -> None:
    sheets = dump(played.state)["sheets"]
    quiet, door, _ = sheets["lupaus"]["teot"]
    assert (quiet["text"], quiet["by"], quiet["links"]) == ("Puhelimet äänettömällä.", "aino", ["c9"])
    assert door["votes"] == ["aino", "ilse"]
    assert sheets["lupaus"]["ongelma"][0]["part"] == "kipu"
    assert sheets["okr-1"]["tulokset"][0]["fields"]["start"] == 3.9
    picked = sheets["lupaus"]["lupaus"][0]
    assert (picked["picked"], picked["reason"]) == ("2026-03-02T09:16:00+02:00", "Tätä vieraat kysyvät.")


def test_what_was_taken_away_is_kept_aside_with_its_place(played: Any) -> None:
    played.do("remove", entry="c6")
    dumped = dump(played.state)
    assert [entry["id"] for entry in dumped["sheets"]["lupaus"]["teot"]] == ["c7", "c8"]
    assert [(one["id"], one["sheet"], one["section"]) for one in dumped["removed"]] == [("c6", "lupaus", "teot")]


def test_people_approvals_and_steps_are_told(played: Any) -> None:
    for _ in range(2):
        played.do("advance", reason="Valmista.")
    played.do("approve", by="aino", sheet="kompassi")
    dumped = dump(played.state)
    assert [person["name"] for person in dumped["people"]] == ["Ilse", "Aino Rautio"]
    assert dumped["approvals"] == {"kompassi": ["aino"]}
    assert dumped["steps"] == ["tp-2", "hyvaksynta"]
    assert dumped["ended"] is False


def test_the_same_journal_gives_the_same_bytes_in_processes_that_hash_differently(played: Any) -> None:
    for number in range(40):
        played.do("add", sheet="lupaus", section="teot", text=f"Teko {number}")
    played.do("remove", entry="c6")
    journal = json.dumps([table_from_event(event) for event in played.events])
    assert fold(played.events) == played.state

    def replayed(seed: str) -> bytes:
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", REPLAY]
        done = subprocess.run(command, input=journal.encode(), capture_output=True, env=environ, check=True)
        return done.stdout

    here = json.dumps(dump(played.state), ensure_ascii=True).encode()
    assert replayed("1") == replayed("2") == here


def test_looking_and_dumping_import_nothing_that_renders() -> None:
    source = Path(str(sys.modules["tyopaja.views"].__file__)).parent
    assert not any("tyopaja.renderers" in module.read_text(encoding="utf-8") for module in source.glob("*.py"))
