"""What `verify` finds in a journal that was damaged, and what `salvage` saves of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja import Engine, commands
from tyopaja.errors import JournalError
from tyopaja.journals import MemoryJournal, Record, chain
from tyopaja.workshop.verifying import Saved, Verdict, salvage, verify

SENTENCES = ["Hiljaisuutta", "Selkeä aikataulu", "Revontulia 🎿", "Kahvia"]


@pytest.fixture
def written(pack: Path) -> Iterator[MemoryJournal]:
    """A session of a few notes, `kaamos`."""
    journal = MemoryJournal()
    with Engine(journal=journal, packs=[pack]) as engine:
        session = engine.start("kulku", title="Kaamos", id="kaamos")
        session.do(commands.Join(by="aino", role="facilitator"))
        for number, text in enumerate(SENTENCES):
            session.do(commands.Add(by="aino", sheet="arkki", section="eka", text=text, id=f"n{number}"))
        yield journal


def verdict(journal: MemoryJournal) -> Verdict:
    (found,) = verify(journal)
    return found


def length(journal: MemoryJournal) -> int:
    return dict(journal.sessions())["kaamos"]


Damaging = Callable[[list[str]], object]


def damaged(journal: MemoryJournal, damage: Damaging) -> MemoryJournal:
    other = MemoryJournal()
    lines = [record.data for record in journal.read("kaamos")]
    damage(lines)
    other.append("kaamos", 0, lines)
    for digest in journal.contents("kaamos"):
        other.keep("kaamos", digest, journal.fetch("kaamos", digest) or b"")
    return other


def test_a_journal_that_is_as_it_was_is_sound(written: MemoryJournal) -> None:
    told = list[int]()
    (found,) = verify(written, told.append)
    assert found == Verdict(session="kaamos", events=length(written), sound=length(written), problems=())
    assert told == list(range(1, length(written) + 1))


def test_every_event_that_is_changed_lost_or_doubled_is_found_where_it_is(written: MemoryJournal) -> None:
    def change(at: int) -> Damaging:
        return lambda lines: lines.__setitem__(at, lines[at].replace('"at":"2', '"at":"1'))

    ways: dict[str, Callable[[int], Damaging]] = {
        "changed": change,
        "lost": lambda at: lambda lines: lines.pop(at),
        "doubled": lambda at: lambda lines: lines.insert(at, lines[at - 1]),
    }
    for at in range(1, length(written) - 1):
        for way, damaging in ways.items():
            found = verdict(damaged(written, damaging(at)))
            assert [(one.code, one.seq) for one in found.problems] == [("broken-chain", at + 1)], (way, at)
            assert found.sound == at


@given(data=st.data())
def test_any_letter_of_any_event_may_change_and_it_is_found(data: st.DataObject) -> None:
    journal = _once()
    at = data.draw(st.integers(0, length(journal) - 1))

    def change(lines: list[str]) -> None:
        place = data.draw(st.integers(0, len(lines[at]) - 1))
        other = data.draw(st.characters(codec="utf-8").filter(lambda letter: letter != lines[at][place]))
        lines[at] = lines[at][:place] + other + lines[at][place + 1 :]

    found = verdict(damaged(journal, change))
    assert [one.seq for one in found.problems][:1] == [at + 1]
    assert found.sound == at


def _once(made: list[MemoryJournal] = []) -> MemoryJournal:  # noqa: B006 - made once, and never changed
    if not made:
        made.append(MemoryJournal())
        with Engine(journal=made[0]) as engine:
            session = engine.start("tsekkaus", title="Kaamos", id="kaamos")
            session.do(commands.Join(by="aino", role="facilitator"))
            session.do(commands.Advance(by="aino", reason="testi"))
    return made[0]


def test_an_event_that_is_none_but_is_chained_well_is_found_too(written: MemoryJournal) -> None:
    def strange(lines: list[str]) -> None:
        vote = {"type": "voted", "at": "2026-03-02T09:00:00+02:00", "by": "aino", "command": "c"}
        vote |= {"entry": "nobody", "person": "aino"}
        lines += chain.linked([json.dumps(vote), '{"type":"nothing"}'], chain.hash_of(lines[-1]))

    found = verdict(damaged(written, strange))
    assert [(one.code, one.seq) for one in found.problems] == [("cannot-replay", length(written) + 1)]


def test_definitions_that_are_lost_or_changed_are_found(written: MemoryJournal) -> None:
    (pinned,) = written.contents("kaamos")
    for data, codes in ((None, ["content-lost"]), (b"{}", ["damaged-definitions", "damaged-content"])):
        written._content.clear()
        if data is not None:
            written.keep("kaamos", pinned, data)
        found = verdict(written)
        assert [one.code for one in found.problems] == codes
        assert found.sound == found.events, "the events are not to blame"


class Torn(MemoryJournal):
    """A stretch of its events cannot be read, and it says so."""

    torn = range(4, 6)

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        for record in super().read(session, after):
            if record.seq in self.torn:
                raise JournalError("journal-failed", "The disk has no such block.")
            yield record


def test_what_cannot_be_read_is_named_with_what_the_journal_says(written: MemoryJournal) -> None:
    written.__class__ = Torn
    found = verdict(written)
    (problem,) = found.problems
    assert (problem.code, problem.seq, found.sound) == ("unreadable", 4, 3)
    assert "The disk has no such block" in problem.message


def test_salvage_saves_what_is_sound_before_and_behind(written: MemoryJournal) -> None:
    whole = list(written.read("kaamos"))
    for kind in (MemoryJournal, Torn):
        journal = damaged(written, lambda lines: lines.__setitem__(3, lines[3].replace("Hil", "Hal")))
        journal.__class__ = kind
        target = MemoryJournal()
        (saved,) = salvage(journal, target)
        behind = [record for record in whole[4:] if kind is MemoryJournal or record.seq not in Torn.torn]
        assert saved == Saved(session="kaamos", events=3, behind=tuple(behind))
        assert list(target.read("kaamos")) == whole[:3]
        assert verdict(target).problems == ()
        with Engine(journal=target) as engine:
            engine.open("kaamos").do(commands.Add(by="aino", sheet="arkki", section="toka", text="Jatkuu"))


def test_a_sound_journal_is_salvaged_whole(written: MemoryJournal) -> None:
    target = MemoryJournal()
    (saved,) = salvage(written, target)
    assert (saved.events, saved.behind) == (length(written), ())
    assert list(target.read("kaamos")) == list(written.read("kaamos"))
    assert target.contents("kaamos") == written.contents("kaamos")


def test_every_event_says_its_hash_in_the_journal_and_nowhere_else(written: MemoryJournal) -> None:
    for record in written.read("kaamos"):
        assert next(iter(json.loads(record.data))) == "hash"
    with Engine(journal=written) as engine:
        assert all(not hasattr(event, "hash") for event in engine.open("kaamos").log())
