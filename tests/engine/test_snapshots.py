"""A state as bytes and back: whatever was so, and whatever is done after."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.engine import Rules, decide, evolve, fold
from tyopaja.engine.snapshots import snapshot_of, state_of
from tyopaja.errors import Refused, UnknownId
from tyopaja.journals import MemoryJournal, codec
from tyopaja.model.commands import Command, Undo
from tyopaja.model.events import Added, Event
from tyopaja.model.ledger import Ledger
from tyopaja.model.state import State
from tyopaja.testing.strategies import History, commands, histories
from tyopaja.views import dump

few = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
HEAD = "b32db198a202252f8d571482758e5bf3"


def one_by_one(events: tuple[Event, ...], state: State = State()) -> State:  # noqa: B008 (State is frozen)
    return reduce(evolve, events, state)


def through_a_journal(events: tuple[Event, ...], state: State = State()) -> State:  # noqa: B008 (as above)
    """Folded of lines, the plain ones of which are read when somebody asks."""
    journal = MemoryJournal()
    journal.append("istunto", 0, codec.written(events, ""))
    return fold(codec.Replay(journal, "istunto").unread(), state)


def there_and_back(state: State) -> State:
    found = state_of(snapshot_of(state, HEAD))
    assert found is not None
    assert found[1] == HEAD
    return found[0]


@few
@given(histories())
def test_folding_all_at_once_is_folding_one_by_one(played: History) -> None:
    expected = one_by_one(played.events)
    for found in (fold(played.events), through_a_journal(played.events)):
        assert found == expected
        assert expected == found
        assert dump(found) == dump(expected)
        assert {**found.deeds} == dict(expected.deeds.items())
        assert list(found.latest) == list(expected.latest)


@few
@given(histories(), st.data())
def test_a_snapshot_after_any_event_and_the_rest_come_to_the_same(played: History, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(played.events)))
    before, rest = played.events[:cut], played.events[cut:]
    made = data.draw(st.sampled_from([one_by_one, fold, through_a_journal]))(before)
    read = there_and_back(made)
    assert (read == made, made == read) == (True, True)
    assert dump(read) == dump(made)
    expected = one_by_one(played.events)
    for again in (fold, one_by_one, through_a_journal):
        after = again(rest, there_and_back(made)) if rest else there_and_back(made)
        assert after == expected
        assert dump(after) == dump(expected)
        # The next snapshot takes over pieces of this one.
        assert there_and_back(after) == expected


@few
@given(histories(), st.data())
def test_what_is_done_after_a_snapshot_is_what_would_have_been_done_without(
    played: History, data: st.DataObject
) -> None:
    read = there_and_back(fold(played.events))
    for command in (data.draw(commands(played.rules, played.state)), *played.asked):
        assert outcome(played.rules, read, command) == outcome(played.rules, played.state, command)
    undo = Undo(
        by="aino", of=data.draw(st.sampled_from(sorted(played.state.deeds))), id="undo", at=played.events[-1].at
    )
    assert outcome(played.rules, read, undo) == outcome(played.rules, played.state, undo)


def outcome(rules: Rules, state: State, command: Command) -> tuple[Event, ...] | str:
    try:
        return decide(rules, state, command)
    except (Refused, UnknownId) as error:
        return f"{error.code}: {error.message}"


def test_what_was_not_made_by_this_tyopaja_is_no_snapshot() -> None:
    whole = snapshot_of(State(), HEAD)
    assert state_of(whole) == (State(), HEAD)
    for other in (b"", b"\n", b"{}", whole[1:], whole[:-1], whole + b"\n", whole.replace(b'"fi"', b'"sv"')):
        assert state_of(other) is None


def test_little_of_an_old_session_is_read_before_it_is_asked_for() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    notes = [
        Added(at=at, by="aino", command=f"n{number}", entry=f"n{number}", sheet="arkki", section="a", text="Hei")
        for number in range(500)
    ]
    read = there_and_back(through_a_journal(tuple(notes)))
    assert isinstance(read.entries, Ledger)
    assert isinstance(read.deeds, Ledger)
    assert (len(read.entries), len(read.deeds), read.entries.floor.raw, read.deeds.floor.raw) == (500, 500, {}, {})
    assert read.entries["n7"].text == "Hei"
    assert "n500" not in read.entries
    assert set(read.entries.floor.raw) == {"n7"}
    assert read.boxes["arkki", "a"][499] == "n499"
