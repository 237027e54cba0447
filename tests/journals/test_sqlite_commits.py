"""Threads that append at the same time share a transaction: each is told its own outcome, and none spoils another's."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import SqliteJournal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    """A journal that gives up soon when another program writes."""
    with closing(SqliteJournal(tmp_path / "journal.db", patience=0.3)) as journal:
        yield journal


def together(works: Sequence[Callable[[], object]]) -> list[BaseException | None]:
    """What came of each piece of work, done by threads at the same time; None for what went well."""
    outcomes: list[BaseException | None] = [None] * len(works)

    def run(number: int) -> None:
        try:
            works[number]()
        except BaseException as error:
            outcomes[number] = error

    threads = [Thread(target=run, args=(number,)) for number in range(len(works))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert not any(one.is_alive() for one in threads), "somebody was forgotten"
    return outcomes


@contextmanager
def held_up(journal: SqliteJournal) -> Iterator[sqlite3.Connection]:
    """Another program that writes, so that all who append stand in line."""
    with closing(sqlite3.connect(journal.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def in_one_batch(journal: SqliteJournal, works: list[Callable[[], None]]) -> list[BaseException | None]:
    """As `together`, with all of the work in line before any of it is carried out."""
    line, lead = journal._appending.commits._line, journal._appending.commits._lead
    outcomes: list[BaseException | None] = []
    runner = Thread(target=lambda: outcomes.extend(together(works)))
    with lead:
        runner.start()
        while len(line) < len(works):
            sleep(0.001)
    runner.join(timeout=60)
    return outcomes


def of_each(number: int, work: Callable[[int], None]) -> list[Callable[[], None]]:
    """The same work for each of so many, which are numbered from 0."""
    return [partial(work, one) for one in range(number)]


def kept(journal: SqliteJournal, session: str) -> list[str]:
    """What a session holds."""
    return [record.data for record in journal.read(session)]


def test_those_who_wait_share_one_transaction(journal: SqliteJournal) -> None:
    said: list[str] = []
    journal._db.set_trace_callback(said.append)
    outcomes = in_one_batch(journal, of_each(20, lambda n: journal.append(f"s{n}", 0, ["a", "b"])))
    assert outcomes == [None] * 20
    assert said.count("COMMIT") == 1
    assert sorted(journal.sessions()) == sorted((f"s{n}", 2) for n in range(20))


def test_of_those_behind_one_event_one_gets_in_and_the_others_are_in_conflict(journal: SqliteJournal) -> None:
    journal.append("s", 0, ["a"])
    outcomes = in_one_batch(journal, of_each(8, lambda n: journal.append("s", 1, [str(n)])))
    winners = [number for number, outcome in enumerate(outcomes) if outcome is None]
    assert len(winners) == 1
    assert all(isinstance(outcome, Conflict) for number, outcome in enumerate(outcomes) if number not in winners)
    assert kept(journal, "s") == ["a", str(winners[0])]


def test_one_behind_the_other_both_get_in_when_they_stand_in_that_order(journal: SqliteJournal) -> None:
    journal.append("s", 0, ["a"])
    outcomes = in_one_batch(journal, of_each(2, lambda n: journal.append("s", n + 1, [str(n + 1)])))
    assert outcomes[0] is None
    assert kept(journal, "s") in (["a", "1", "2"], ["a", "1"])
    assert (outcomes[1] is None) == (kept(journal, "s") == ["a", "1", "2"])


def test_one_that_cannot_be_kept_does_not_spoil_the_others(journal: SqliteJournal) -> None:
    texts = ["a", "\ud800", "b", "c"]
    outcomes = in_one_batch(journal, of_each(4, lambda n: journal.append(f"s{n}", 0, [texts[n]])))
    assert [type(outcome) for outcome in outcomes] == [type(None), JournalError, type(None), type(None)]
    assert {session for session, _ in journal.sessions()} == {"s0", "s2", "s3"}


def test_on_a_full_disk_what_still_fits_is_kept(journal: SqliteJournal) -> None:
    (pages,) = journal._db.execute("PRAGMA page_count").fetchone()
    journal._db.execute(f"PRAGMA max_page_count={pages + 3}")
    texts = ["a", "x" * 100_000, "b"]
    outcomes = in_one_batch(journal, of_each(3, lambda n: journal.append(f"s{n}", 0, [texts[n]])))
    assert outcomes[0] is outcomes[2] is None
    assert isinstance(outcomes[1], JournalError)
    assert {session for session, _ in journal.sessions()} == {"s0", "s2"}


def test_when_another_program_writes_too_long_all_are_told_and_nothing_is_kept(journal: SqliteJournal) -> None:
    with held_up(journal):
        outcomes = together(of_each(6, lambda n: journal.append(f"s{n}", 0, ["a"])))
    assert all(isinstance(outcome, JournalError) for outcome in outcomes)
    assert len({id(outcome.__cause__) for outcome in outcomes if outcome}) == 6, "each has an exception of its own"
    assert journal.sessions() == ()
    journal.append("s0", 0, ["a"])


def test_reading_waits_for_no_writer(journal: SqliteJournal) -> None:
    journal.append("s", 0, ["a"])
    with held_up(journal):
        writer = Thread(target=lambda: together([lambda: journal.append("s", 1, ["b"])]))
        writer.start()
        while journal._appending.commits._lead.acquire(blocking=False):
            journal._appending.commits._lead.release()
            sleep(0.001)
        assert kept(journal, "s") == ["a"]
        assert writer.is_alive(), "the writer was through before the reader, and the test says nothing"
        writer.join(timeout=60)


def test_fifty_threads_on_one_session_lose_nothing_and_double_nothing(journal: SqliteJournal) -> None:
    """Each reads on after a conflict, as sessions do."""
    threads, each = 50, 10

    def write(name: int) -> None:
        length = 0
        for number in range(each):
            while True:
                try:
                    journal.append("s", length, [f"{name} {number}"])
                    break
                except Conflict:
                    length = journal.wait("s", 0, 0)

    assert together(of_each(threads, write)) == [None] * threads
    events = [tuple(map(int, text.split())) for text in kept(journal, "s")]
    assert len(events) == threads * each
    for name in range(threads):
        assert [number for who, number in events if who == name] == list(range(each))


@pytest.mark.parametrize(("others", "parts"), [(3, 2), (3, 1), (0, 1)])
def test_an_interrupted_writer_leaves_all_or_nothing_and_the_others_get_on(
    journal: SqliteJournal, others: int, parts: int
) -> None:
    """Interrupted at any moment, as whoever leads, as one who waits, or alone: KeyboardInterrupt comes between two
    steps."""
    chance, going = Random(20261125), [True]
    written = [0] * others

    def write(name: int) -> None:
        while going[0]:
            journal.append(f"other-{name}", written[name], [str(written[name])])
            written[name] += 1

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    failures: list[list[BaseException | None]] = []
    background = Thread(target=lambda: failures.append(together(of_each(others, write))))
    before = signal.signal(signal.SIGALRM, interrupt)
    interrupted, done = 0, 0
    try:
        background.start()
        for _ in range(300):
            data = [f"{done} {part}" for part in range(parts)]
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00002, 0.003 if others else 0.0003))
                journal.append("s", done * parts, data)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                interrupted += 1
            length = journal.wait("s", 0, 0)
            assert length in (done * parts, done * parts + parts), "part of it, or more than it"
            done = length // parts
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        going[0] = False
        background.join(timeout=60)
    assert failures == [[None] * others]
    assert interrupted > 20, "nobody was interrupted, and the test says nothing"
    assert kept(journal, "s") == [f"{number} {part}" for number in range(done) for part in range(parts)]
    for name in range(others):
        assert kept(journal, f"other-{name}") == [str(number) for number in range(written[name])]


@pytest.mark.parametrize("data", [["x"], ["x", "y"]])
@pytest.mark.parametrize("after", [-1, 1, 4, 2**62, 2**80])
def test_whoever_is_not_behind_the_last_event_is_in_conflict(
    after: int, data: list[str], journal: SqliteJournal
) -> None:
    journal.append("s", 0, ["a", "b"])
    with pytest.raises(Conflict):
        journal.append("s", after, data)
    journal.append("s", 2, ["c"])
    assert kept(journal, "s") == ["a", "b", "c"]


def test_a_log_made_longer_loses_nothing_when_the_program_is_killed(tmp_path: Path) -> None:
    """A program that goes on writing puts zeros behind the log; who comes later takes them for nothing."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        for number in range(100):
            journal.append("s", number, [str(number)])
        log = path.with_name(f"{path.name}-wal")
        zeros = bytes(4120)
        assert log.read_bytes().endswith(zeros), "the log was not made longer, and the test says nothing"
        left = tmp_path / "left" / path.name  # as a kill leaves it: with its log, and nobody who has it open
        left.parent.mkdir()
        for one in (path, log):
            (left.parent / one.name).write_bytes(one.read_bytes())
    with closing(SqliteJournal(left)) as journal:
        assert kept(journal, "s") == [str(number) for number in range(100)]
        journal.append("s", 100, ["100"])
        assert kept(journal, "s")[-1] == "100"
