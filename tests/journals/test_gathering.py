"""Appends of one event loop: those that wait at the same time go to the journal in one call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import AsyncJournal, Journal, MemoryJournal, SqliteJournal, Wanted


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Carry a test out; one that hangs fails."""
    asyncio.run(asyncio.wait_for(coroutine, 30))


class Counting(MemoryJournal):
    """Remembers how many appends came in each call; a call takes until it is let go of."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[int] = []
        self.begun, self.free = Event(), Event()

    def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
        self.calls.append(len(wanted))
        self.begun.set()
        self.free.wait(20)
        return super().append_all(wanted)


def begin(journal: AsyncJournal, names: Sequence[str]) -> list[asyncio.Task[None]]:
    """Append the first event of sessions, all at once."""
    return [asyncio.create_task(journal.append(name, 0, ["a"])) for name in names]


def test_all_that_wait_at_the_same_time_go_in_one_call() -> None:
    async def play() -> None:
        counting = Counting()
        async with AsyncJournal(counting) as journal:
            first = begin(journal, [f"a{number}" for number in range(50)])
            await asyncio.to_thread(counting.begun.wait)
            later = begin(journal, [f"b{number}" for number in range(7)])
            await asyncio.sleep(0.01)
            counting.free.set()
            await asyncio.gather(*first, *later)
            assert counting.calls == [50, 7]
            assert len(counting.sessions()) == 57

    run(play())


def test_those_who_come_back_at_once_go_together_again() -> None:
    async def play() -> None:
        counting = Counting()
        counting.free.set()

        async def write(session: str) -> None:
            for number in range(20):
                await journal.append(session, number, ["a"])

        async with AsyncJournal(counting) as journal:
            await asyncio.gather(*(write(f"s{number}") for number in range(50)))
        assert counting.calls == [50] * 20

    run(play())


def test_each_is_told_what_became_of_theirs() -> None:
    async def play() -> None:
        async with AsyncJournal(MemoryJournal()) as journal:
            await journal.append("s", 0, ["a"])
            calls = [journal.append("s", after, [f"{number}"]) for number, after in enumerate((1, 1, 2, 0, 3))]
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            assert [type(one) for one in outcomes] == [type(None), Conflict, type(None), Conflict, type(None)]
            assert [one.data async for one in journal.read("s")] == ["a", "0", "2", "4"]

    run(play())


def test_fifty_sessions_grow_by_one_commit_of_sqlite(tmp_path: Path) -> None:
    async def play() -> None:
        with closing(SqliteJournal(tmp_path / "journal.db")) as sqlite:
            statements: list[str] = []
            sqlite._db.set_trace_callback(statements.append)
            async with AsyncJournal(sqlite) as journal:
                await asyncio.gather(*begin(journal, [f"s{number}" for number in range(50)]))
                await asyncio.gather(*(journal.append(f"s{number}", 1, ["b"]) for number in range(50)))
                assert statements.count("COMMIT") == 2
                assert {length for _, length in await journal.sessions()} == {2}

    run(play())


def test_who_is_cancelled_in_the_line_appends_nothing_and_keeps_nobody_waiting() -> None:
    async def play() -> None:
        counting = Counting()
        async with AsyncJournal(counting) as journal:
            first = begin(journal, ["s"])
            await asyncio.to_thread(counting.begun.wait)
            gone, stays = begin(journal, ["gone", "stays"])
            await asyncio.sleep(0.01)
            gone.cancel()
            done, _ = await asyncio.wait({gone}, timeout=5)
            assert done == {gone}, "a call that had not begun is waited for"
            assert gone.cancelled()
            counting.free.set()
            await asyncio.gather(*first, stays)
        assert [name for name, _ in counting.sessions()] == ["s", "stays"]

    run(play())


def test_a_call_under_way_is_over_when_a_cancellation_comes_and_serves_the_others() -> None:
    async def play() -> None:
        counting = Counting()
        async with AsyncJournal(counting) as journal:
            gone, stays = begin(journal, ["gone", "stays"])
            await asyncio.to_thread(counting.begun.wait)
            for _ in range(3):
                gone.cancel()
                await asyncio.sleep(0.01)
                assert not gone.done(), "something goes on behind the back of who was cancelled"
            counting.free.set()
            await asyncio.wait({gone, stays})
            assert gone.cancelled()
            assert stays.exception() is None
            assert [name for name, _ in counting.sessions()] == ["gone", "stays"]

    run(play())


def test_one_that_fails_behind_the_back_of_who_was_cancelled_complains_to_nobody() -> None:
    """Asyncio would write to its log that an exception was never retrieved."""

    async def play() -> None:
        complaints: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        async with AsyncJournal(MemoryJournal()) as journal:
            (task,) = begin(journal, ["s"])
            await task
            for turns in range(8):
                (task,) = begin(journal, ["s"])
                for _ in range(turns):
                    await asyncio.sleep(0.001 if turns == 7 else 0)
                task.cancel()
                await asyncio.wait({task})
                if not task.cancelled():
                    assert isinstance(task.exception(), Conflict)
                del task
        await asyncio.sleep(0)
        assert complaints == []

    run(play())


def test_a_call_that_fails_as_a_whole_is_told_to_all_of_it_and_the_next_goes_on() -> None:
    class Failing(Counting):
        def append_all(self, wanted: Sequence[Wanted]) -> Sequence[JournalError | None]:
            if not self.calls:
                self.calls.append(len(wanted))
                raise JournalError("journal-failed", "The disk is full.")
            return super().append_all(wanted)

    async def play() -> None:
        failing = Failing()
        failing.free.set()
        async with AsyncJournal(failing) as journal:
            outcomes = await asyncio.gather(*begin(journal, ["a", "b", "c"]), return_exceptions=True)
            assert [str(one) for one in outcomes] == ["The disk is full."] * 3
            await asyncio.gather(*begin(journal, ["a", "b"]))
            assert failing.calls == [3, 2]

    run(play())


def test_events_that_cannot_be_had_are_told_to_whoever_gave_them() -> None:
    class Broken(Sequence[str]):
        def __len__(self) -> int:
            return 2

        def __getitem__(self, index: Any) -> Any:
            raise LookupError("lost")

    async def play() -> None:
        async with AsyncJournal(MemoryJournal()) as journal:
            other = begin(journal, ["s"])
            with pytest.raises(LookupError):
                await journal.append("t", 0, Broken())
            await asyncio.gather(*other)
            assert list(await journal.sessions()) == [("s", 1)]

    run(play())


@pytest.mark.parametrize("make", [lambda _: Counting(), lambda folder: SqliteJournal(folder / "journal.db")])
def test_who_stands_in_the_line_is_served_before_the_journal_closes(
    make: Callable[[Path], Journal], tmp_path: Path
) -> None:
    async def play() -> None:
        kept = make(tmp_path)
        if isinstance(kept, Counting):
            kept.free.set()
        journal = AsyncJournal(kept)
        tasks = begin(journal, [f"s{number}" for number in range(9)])
        await asyncio.sleep(0)
        await journal.close()
        await asyncio.gather(*tasks)
        with pytest.raises(JournalError, match="closed"):
            await journal.append("s", 0, ["a"])

    run(play())


def test_a_journal_that_appends_only_one_by_one_does_so_in_several_threads() -> None:
    class Meeting(MemoryJournal):
        """Comes on only when two are at it."""

        append_all = None  # type: ignore[assignment]
        barrier = Barrier(2)

        def append(self, session: str, after: int, data: Sequence[str]) -> None:
            self.barrier.wait(20)
            super().append(session, after, data)

    async def play() -> None:
        meeting = Meeting()
        async with AsyncJournal(meeting) as journal:
            await asyncio.gather(*begin(journal, ["a", "b"]))
            assert len(meeting.sessions()) == 2

    run(play())
