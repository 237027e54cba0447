"""The contract of journals catches what it is there to catch: journals that break one promise each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.testing import broken_company as company
from tests.testing import broken_events as events
from tests.testing import broken_gathering as gathering
from tests.testing import broken_rewriting as rewriting

from tyopaja.journals import Journal, MemoryJournal
from tyopaja.testing import JournalContract

Failures = Callable[..., list[str]]

BROKEN: dict[type[MemoryJournal], str] = {
    events.Doubling: "events_come_back_in_order",
    events.Forgetting: "events_come_back_in_order",
    events.CountingFromZero: "events_come_back_in_order",
    events.Renumbering: "reading_begins_behind_a_number",
    company.Leaping: "following_gives_every_event_once",
    events.Careless: "an_append_behind_the_wrong_event",
    events.Forward: "an_append_behind_the_wrong_event",
    events.Sulking: "a_session_goes_on_after_any_number_of_conflicts",
    events.Partial: "an_append_that_breaks_off",
    events.BeginningWithNothing: "an_append_of_nothing",
    events.ByLine: "any_text_comes_back",
    events.Rewording: "any_text_comes_back",
    events.Composing: "sessions_do_not_mix",
    events.Folding: "sessions_do_not_mix",
    events.Sorting: "sessions_are_listed_in_the_order",
    events.Paging: "many_sessions",
    events.Live: "a_reader_is_not_disturbed_by_a_writer",
    events.Racing: "one_of_many_that_append_behind_one_event",
    events.Quarrelsome: "threads_on_sessions_of_their_own",
    gathering.AllOrNone: "appends_in_one_call_are_kept",
    gathering.Soothing: "appends_in_one_call_are_kept",
    gathering.Shuffling: "appends_in_one_call_are_kept",
    gathering.OncePerSession: "appends_in_one_call_are_kept",
    gathering.Losing: "appends_in_one_call_that_go_on",
    gathering.Deafening: "what_cannot_be_kept_of_one",
    gathering.Unasked: "calls_that_race",
    gathering.Whispering: "waiting_is_ended_by_an_append_in_one_call",
    events.Emptying: "content_is_kept",
    events.OneForAll: "content_of_sessions_does_not_mix",
    events.Uncertain: "all_content_of_a_session_is_listed_once",
    company.FirstSnapshot: "a_snapshot_is_the_latest",
    company.LastSnapshot: "an_older_snapshot",
    company.SnapshotForAll: "a_snapshot_is_the_latest",
    company.SnapshotAsContent: "a_snapshot_changes_no_event",
    company.Sleeping: "waiting_returns_at_once",
    company.Guessing: "waiting_returns_at_once",
    company.Impatient: "waiting_ends_after_its_seconds",
    company.Endless: "waiting_ends_after_its_seconds",
    company.Startled: "waiting_is_ended_by_an_append",
    company.Napping: "waiting_is_ended_by_an_append",
    rewriting.Silent: "waiting_is_ended_by_rewriting",
    rewriting.Shifting: "rewriting_puts_other_text_in_its_place",
    rewriting.Zealous: "rewriting_puts_other_text_in_its_place",
    rewriting.Hoarding: "rewriting_drops_content",
    rewriting.Remembering: "rewriting_drops_content",
    rewriting.Stale: "rewriting_behind_the_wrong_event",
    rewriting.HalfWay: "rewriting_that_breaks_off",
    rewriting.Sealing: "a_session_goes_on_after_it_was_rewritten",
    rewriting.Torn: "a_reader_is_not_disturbed_by_rewriting",
    rewriting.LeavingTraces: "nothing_of_what_was_taken_out",
    company.Abrupt: "a_closed_journal",
    company.ClosedOnce: "a_closed_journal",
    company.Acknowledging: "a_closed_journal",
}
"""Each with the promise that it breaks, by the beginning of its name."""


class Hasty(JournalContract):
    """The contract, for those who would let it wait long."""

    patience = 0.5


def test_a_sound_journal_breaks_no_promise(failures: Failures) -> None:
    assert failures(JournalContract(), MemoryJournal) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.__name__)
def test_a_broken_journal_is_caught(broken: type[MemoryJournal], failures: Failures) -> None:
    assert failures(Hasty(), broken, f"test_{BROKEN[broken]}") != []


HANDLES: dict[type[company.Handle], str] = {
    company.Jostling: "one_of_many_handles",
    company.Counting: "handles_see_at_once",
    company.Deaf: "waiting_is_ended_by_an_append_of_another_handle",
    company.Caching: "handles_see_at_once",
    company.LastLight: "a_handle_that_is_closed",
}


def of_handles(kind: type[company.Handle]) -> JournalContract:
    """The contract for a journal that several handles may be had of."""

    class Contract(Hasty):
        places: dict[Path, company.Handle]

        def make_journal(self, folder: Path) -> Journal:
            made = self.places[folder] = kind()
            return made

        def open_again(self, folder: Path) -> Journal:
            return kind(self.places[folder].place)

    contract = Contract()
    contract.places = {}
    return contract


def test_a_sound_journal_of_several_handles_breaks_no_promise(failures: Failures) -> None:
    contract = of_handles(company.Handle)
    contract.patience = JournalContract.patience
    assert failures(contract, contract.make_journal) == []


@pytest.mark.parametrize("broken", HANDLES, ids=lambda one: one.__name__)
def test_a_broken_handle_is_caught(broken: type[company.Handle], failures: Failures) -> None:
    contract = of_handles(broken)
    assert failures(contract, contract.make_journal, f"test_{HANDLES[broken]}") != []


def test_a_journal_that_forgets_when_it_is_closed_is_caught(failures: Failures) -> None:
    class Contract(JournalContract):
        def open_again(self, folder: Path) -> Journal:
            return MemoryJournal()

    lost = failures(Contract(), MemoryJournal, "test_what_was_acknowledged")
    assert lost == ["test_what_was_acknowledged_is_there_when_it_is_opened_again"]


def test_pytest_runs_a_contract_and_says_what_is_wrong(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja.journals import MemoryJournal\n"
        "from tyopaja.testing import JournalContract\n"
        "class Careless(MemoryJournal):\n"
        "    def append(self, session, after, data):\n"
        "        self._sessions.setdefault(session, []).extend(data)\n"
        "class TestCareless(JournalContract):\n"
        "    patience = 0.5\n"
        "    def make_journal(self, folder):\n"
        "        return Careless()\n"
    )
    assert "test_an_append_behind_the_wrong_event_is_a_conflict_and_leaves_nothing" in said
    assert "append('s', after=0, ['x', 'y']) to a session of 2 events is no Conflict" in said
