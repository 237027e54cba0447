"""What holds for every session, whatever is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from attrs import evolve as with_
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.engine import decide, evolve, fold
from tyopaja.engine.going import is_whole
from tyopaja.errors import Refused, UnknownId
from tyopaja.journals import codec
from tyopaja.model.commands import Advance, Erase, Join, Tick, Undo
from tyopaja.model.events import Added, Carried, Event, Uncarried
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State
from tyopaja.model.timing import Timer
from tyopaja.testing.strategies import History, commands, histories
from tyopaja.testing.strategies.writing import PICTURES
from tyopaja.views import dump

few = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def what_is_so(state: State) -> dict[str, Any]:
    """All of a state that undo brings back: not how it came about, and nothing of what is kept aside."""
    standing = {name: entry for name, entry in state.entries.items() if not entry.removed}
    return {
        "steps": state.steps,
        "leaves": state.leaves,
        "since": state.since,
        "spans": state.spans,
        "memory": state.memory,
        "visits": state.visits,
        "moves": state.moves,
        "carried": state.carried,
        "people": state.people,
        "expected": state.expected,
        "groups": state.groups,
        "ready": state.ready,
        "timers": state.timers,
        "unrevealed": {name for name in state.unrevealed if name in standing},
        "clusters": {one.cluster: state.clusters[one.cluster] for one in standing.values() if one.cluster},
        "added": [(one.step, one.after) for one in state.added],
        "entries": standing,
        "boxes": dict(state.boxes.items()),
        "approvals": state.approvals,
    }


@few
@given(histories())
def test_a_replay_of_the_events_gives_the_state_that_was_lived(played: History) -> None:
    assert fold(played.events) == played.state


@few
@given(histories())
def test_a_replay_through_the_journals_text_gives_the_same_state_and_the_same_data(played: History) -> None:
    kept = [codec.write(event) for event in played.events]
    again = [codec.read(line) for line in kept]
    assert tuple(again) == played.events
    assert fold(again) == played.state
    assert dump(fold(again)) == dump(played.state)
    assert [codec.write(event) for event in again] == kept


@few
@given(histories())
def test_what_is_written_in_a_journal_is_utf_8(played: History) -> None:
    for event in played.events:
        codec.write(event).encode("utf-8")


@few
@given(histories(), st.data())
def test_a_command_is_carried_out_or_refused_and_nothing_else_is_raised(played: History, data: st.DataObject) -> None:
    before = dump(played.state)
    after = played.do(data.draw(commands(played.rules, played.state)))
    assert dump(played.state) == before
    if len(after.refused) > len(played.refused):
        assert after.state == played.state
        assert after.events == played.events


@few
@given(histories(), st.data())
def test_a_repetition_gets_the_same_events_and_happens_once(played: History, data: st.DataObject) -> None:
    asked = data.draw(commands(played.rules, played.state))
    after = played.do(asked)
    if not (fresh := after.events[len(played.events) :]):
        return
    later = after.do(data.draw(commands(after.rules, after.state)))
    assert decide(later.rules, later.state, asked) == fresh


@few
@given(histories(), st.data())
def test_undo_brings_back_what_was_so(played: History, data: st.DataObject) -> None:
    asked = data.draw(commands(played.rules, played.state))
    done = played.do(asked)
    if len(done.events) == len(played.events) or isinstance(asked, Join | Undo | Erase):
        return
    if asked.by not in {one.id for one in done.state.present()}:
        return  # the clock, or somebody who has left by it: they come back by joining
    undone = done.do(Undo(by=asked.by, of=asked.id, id="undo", at=asked.at))
    assert len(undone.refused) == len(done.refused)
    before, after = what_is_so(played.state), what_is_so(undone.state)
    if isinstance(asked, Tick):
        before["timers"], after["timers"] = map(_as_if_rung, (before["timers"], after["timers"]))
    if not played.state.people:
        before["people"] = after["people"]
    assert after == before


def _as_if_rung(timers: Mapping[str, Timer]) -> dict[str, Timer]:
    """Timers without whether they rang: time does not lead on a second time where that was taken back."""
    return {step: with_(timer, rung=True) for step, timer in timers.items()}


@few
@given(histories(), st.data())
def test_everything_one_did_can_be_undone_step_by_step(played: History, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(sorted(played.state.people) or ["ilse"]))
    states, game = list[tuple[bool, dict[str, Any]]](), played
    for _ in range(4):
        asked = with_(data.draw(commands(game.rules, game.state)), by=person)
        after = game.do(asked)
        if person not in {one.id for one in after.state.present()}:
            continue
        if len(after.events) > len(game.events) and not isinstance(asked, Join | Undo | Erase) and game.state.people:
            states.append((isinstance(asked, Tick), what_is_so(game.state)))
            game = after
    ticked = any(tick for tick, _ in states)
    for number, (_, was) in enumerate(reversed(states)):
        game = game.do(Undo(by=person, id=f"undo-{number}", at=game.state.changed))
        found = what_is_so(game.state)
        if ticked:
            was["timers"], found["timers"] = map(_as_if_rung, (was["timers"], found["timers"]))
        assert found == was


@few
@given(histories())
def test_boxes_hold_each_standing_entry_once_and_nothing_else(played: History) -> None:
    state = played.state
    held = [name for names in state.boxes.values() for name in names]
    assert sorted(held) == sorted(name for name, entry in state.entries.items() if not entry.removed)
    for (sheet, section), names in state.boxes.items():
        assert names
        assert all((state.entries[name].sheet, state.entries[name].section) == (sheet, section) for name in names)


@few
@given(histories(at_most=40))
def test_limits_hold_in_every_session(played: History) -> None:
    rules, state = played.rules, played.state
    for (sheet, section), names in state.boxes.items():
        kind, limit = rules.kind(sheet, section), rules.canvas(sheet).limit_of(section)
        parts = [state.entries[name].part for name in names]
        assert len(names) <= (limit or len(names)) if kind.many else len(parts) == len(set(parts))
        for name in names:
            text = state.entries[name].text
            assert text is None or len(text) <= 4 * rules.canvas(sheet).characters_of(section)


@few
@given(histories(at_most=40))
def test_a_new_entry_has_all_that_its_kind_asks_for_and_no_value_that_its_fields_refuse(played: History) -> None:
    for event in played.events:
        if not isinstance(event, Added) or event.origin is not None or event.by == "":
            continue
        kind = played.rules.kind(event.sheet, event.section)
        given_ = {*event.fields, *(() if event.text is None else ("text",))}
        assert given_
        assert kind.open or {name for name, field in kind.fields.items() if field.required} <= given_
        for name, value in event.fields.items():
            field, found = kind.fields[name], cast("Any", value)
            assert field.type != "scale" or field.scale[0] <= found <= field.scale[1]
            assert field.type != "place" or all(0 <= one <= 100 for one in found)
            assert field.type != "picture" or found in PICTURES


@few
@given(st.data())
def test_carried_entries_are_copies_of_what_was_there(every_activity: Definitions, data: st.DataObject) -> None:
    played = data.draw(histories(of=st.just(every_activity), at_most=40))
    state = State()
    for event in played.events:
        if isinstance(event, Added) and event.origin is not None:
            source = state.entries[event.origin]
            assert event.text == source.text
            assert evolve(state, event).entries[event.entry].by == source.by
        state = evolve(state, event)
    counts = [0, 0, 0]
    for event in played.events:
        if isinstance(event, Carried | Uncarried):
            counts[event.carry] += 1 if isinstance(event, Carried) else -1
    assert played.state.carried == {number: count for number, count in enumerate(counts) if count}


@few
@given(st.data())
def test_votes_keep_their_budgets_in_every_session(every_activity: Definitions, data: st.DataObject) -> None:
    played = data.draw(histories(of=st.just(every_activity), at_most=40))
    if any(event.type == "moved" for event in played.events):
        return  # a facilitator may carry an entry with its votes onto a place that is voted on
    for person in played.state.people:
        given_ = sum(person in entry.votes for entry in played.state.entries.values() if not entry.removed)
        assert given_ <= 2


@few
@given(histories())
def test_the_active_steps_are_such_as_the_chart_can_be_in(played: History) -> None:
    state = played.state
    chart = played.rules.now(state).chart
    assert is_whole(chart, state.steps)
    assert state.leaves == chart.leaves(state.steps)
    steps = [step for step in state.steps if "." not in step]
    assert all(state.visits[step] > 0 and state.spans[step][-1].ended is None for step in steps)
    assert state.since.keys() == set(steps)
    assert state.timers.keys() <= set(steps)


@few
@given(histories(at_most=30))
def test_a_facilitator_gets_to_the_end_from_wherever_a_session_is(played: History) -> None:
    at = played.state.changed
    assert at is not None
    chair = next((one.id for one in played.state.present("facilitator")), None)
    if chair is None:
        played = played.do(Join(by="outi", role="facilitator", id="chair", at=at))
    for number in range(60):
        if played.state.ended:
            return
        at += timedelta(minutes=1)
        after = played.do(Advance(by=chair or "outi", reason="Kotiin", id=f"on-{number}", at=at))
        assert len(after.refused) == len(played.refused), after.refused[-1:]
        assert len(after.events) > len(played.events)
        played = after
    raise AssertionError("The flow did not end.")


@few
@given(histories())
def test_each_event_is_counted_and_belongs_to_the_deed_of_its_command(played: History) -> None:
    state = State()
    for number, event in enumerate(played.events, start=1):
        state = evolve(state, event)
        assert state.seq == number
        assert state.changed == event.at
        assert state.deeds[event.command].events[-1] == event
    gathered: dict[str, list[Event]] = {}
    for event in played.events:
        gathered.setdefault(event.command, []).append(event)
    assert {name: list(deed.events) for name, deed in state.deeds.items()} == gathered


@few
@given(histories(at_most=30))
def test_refusals_speak_the_sessions_language_and_name_who_and_what(played: History) -> None:
    for error in played.refused:
        assert error.message
        assert "{" not in error.message.replace("{} {0} %s ${x}", "")
        assert isinstance(error, Refused | UnknownId)
