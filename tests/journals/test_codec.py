"""Events as lines of text: what was written is read, and what cannot be read is named."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tyopaja import Engine, commands
from tyopaja.errors import JournalError
from tyopaja.journals import MemoryJournal, codec


def line(**more: object) -> str:
    """The line of an event, with what is given over it."""
    plain = {"type": "joined", "at": "2026-03-02T09:00:00+02:00", "by": "aino", "command": "c1"}
    return json.dumps(plain | {"person": "aino", "called": "Aino", "role": "facilitator"} | more)


def test_a_line_is_read_as_it_was_written() -> None:
    event = codec.read(line(called="Aino\u2028👩‍🚒"))
    assert codec.read(codec.write(event)) == event
    assert "\n" not in codec.write(codec.read(line(called="Aino\nRautio")))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "null",
        "[1]",
        '"x"',
        "{}",
        line(type="danced"),
        line(role="queen"),
        line(at="yesterday"),
        line(more=1),
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_event_is_a_journal_error(data: str) -> None:
    with pytest.raises(JournalError) as refused:
        codec.read(data)
    assert refused.value.code == "unreadable-event"
    assert refused.value.message.endswith(".")
    assert not refused.value.message.endswith("..")


def test_an_event_of_a_newer_form_says_what_to_do() -> None:
    with pytest.raises(JournalError) as refused:
        codec.read(line(v=2))
    assert refused.value.code == "newer-event"
    assert "Upgrade tyopaja" in refused.value.message


def test_an_event_that_cannot_be_read_is_named_by_session_and_number() -> None:
    journal = MemoryJournal()
    journal.append("kaamos", 0, [line(), "{", line()])
    events = codec.replay(journal, "kaamos")
    assert next(events).command == "c1"
    with pytest.raises(JournalError) as refused:
        next(events)
    assert (refused.value.fields["session"], refused.value.fields["seq"]) == ("kaamos", 2)
    assert refused.value.message.startswith("Event 2 of session kaamos: ")
    assert isinstance(refused.value.__cause__, json.JSONDecodeError)


def test_a_session_with_a_damaged_event_is_named_and_the_others_open(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with Engine(journal=f"sqlite:{path}") as engine:
        sound, damaged = (engine.start("arjen-kompassi", title=title) for title in ("Kaamos", "Ruska"))
        damaged.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE event SET data = substr(data, 1, 20) WHERE session = ? AND seq = 2", (damaged.id,))
        with pytest.raises(JournalError) as refused:
            engine.open(damaged.id)
        assert (refused.value.fields["session"], refused.value.fields["seq"]) == (damaged.id, 2)
        assert engine.open(sound.id).state.title == "Kaamos"
        assert [one.title for one in engine.sessions()] == ["Kaamos", "Ruska"]
