"""The async face of a journal; that it keeps all of a journal's promises is tried by the contract."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from pathlib import Path
from threading import Event
from threading import enumerate as threads_now
from typing import Any

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import AsyncJournal, Journal, MemoryJournal, Record, SqliteJournal


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Carry a test out; one that hangs fails."""
    asyncio.run(asyncio.wait_for(coroutine, 30))


def threads_of(prefix: str) -> list[str]:
    return [thread.name for thread in threads_now() if thread.name.startswith(prefix)]


def test_it_has_every_method_of_a_journal_with_the_same_arguments() -> None:
    for name, method in inspect.getmembers(Journal, inspect.isfunction):
        if name.startswith("_"):
            continue
        face = getattr(AsyncJournal, name)
        assert list(inspect.signature(face).parameters) == list(inspect.signature(method).parameters), name
        assert inspect.iscoroutinefunction(face) or inspect.isasyncgenfunction(face), name


def test_a_follower_gets_every_event_as_it_comes(tmp_path: Path) -> None:
    async def play() -> None:
        async with AsyncJournal(SqliteJournal(tmp_path / "journal.db")) as journal:
            followed = asyncio.create_task(first(journal.follow("s"), 60))
            for number in range(30):
                await journal.append("s", 2 * number, [f"{number} a", f"{number} b"])
            expected = [f"{number} {part}" for number in range(30) for part in "ab"]
            assert await followed == [Record(seq, text) for seq, text in enumerate(expected, 1)]
            assert [record.seq async for record in journal.follow("s", 57, patience=0.01)] == [58, 59, 60]

    run(play())


async def first(events: AsyncIterator[Record], number: int) -> list[Record]:
    """The first so many events of a stream."""
    found: list[Record] = []
    async for record in events:
        found.append(record)
        if len(found) == number:
            break
    return found


def test_a_follower_that_is_cancelled_ends_at_once_and_leaves_no_thread() -> None:
    async def play() -> None:
        async with AsyncJournal(MemoryJournal()) as journal:
            task = asyncio.create_task(first(journal.follow("s"), 1))
            while not threads_of("journal-wait"):
                await asyncio.sleep(0.001)
            task.cancel()
            done, _ = await asyncio.wait({task}, timeout=0.3)  # shorter than a thread waits
            assert done == {task}
            assert task.cancelled()
            await journal.append("s", 0, ["a"])
        assert threads_of("journal") == []

    run(play())


def test_all_who_follow_one_session_share_a_thread() -> None:
    async def play() -> None:
        async with AsyncJournal(MemoryJournal()) as journal:
            followers = [asyncio.create_task(first(journal.follow("s"), 3)) for _ in range(300)]
            await asyncio.sleep(0.05)
            for number in range(3):
                await journal.append("s", number, [str(number)])
            found = await asyncio.gather(*followers)
            assert all([record.data for record in one] == ["0", "1", "2"] for one in found)
            assert len(threads_of("journal-wait")) < 12, "each follower has a thread of its own"

    run(play())


def test_followers_of_any_number_of_sessions_keep_no_append_waiting() -> None:
    async def play() -> None:
        async with AsyncJournal(MemoryJournal(), threads=2) as journal:
            followers = [asyncio.create_task(first(journal.follow(f"s{number}"), 1)) for number in range(12)]
            await asyncio.sleep(0.05)
            for number in range(12):
                await journal.append(f"s{number}", 0, ["a"])
            assert [len(one) for one in await asyncio.gather(*followers)] == [1] * 12

    run(play())


class Slow(MemoryJournal):
    """A journal whose appends begin, and then take as long as the test likes."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.free = Event(), Event()

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        self.begun.set()
        self.free.wait(20)
        super().append(session, after, data)


def test_a_call_that_is_cancelled_is_over_when_the_cancellation_comes() -> None:
    """However often: nothing is appended behind the back of who was told that it was cancelled."""

    async def play() -> None:
        slow = Slow()
        async with AsyncJournal(slow) as journal:
            task = asyncio.create_task(journal.append("s", 0, ["a"]))
            await asyncio.to_thread(slow.begun.wait)
            for _ in range(3):
                task.cancel()
                await asyncio.sleep(0.01)
                assert not task.done()
            slow.free.set()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert list(slow.read("s")) == [Record(1, "a")]

    run(play())


def test_a_call_that_is_cancelled_before_it_begins_is_never_carried_out() -> None:
    async def play() -> None:
        slow = Slow()
        async with AsyncJournal(slow, threads=1) as journal:
            task = asyncio.create_task(journal.append("s", 0, ["a"]))
            await asyncio.to_thread(slow.begun.wait)
            later = asyncio.create_task(journal.append("t", 0, ["b"]))
            await asyncio.sleep(0.01)
            later.cancel()
            await asyncio.wait({later})
            assert later.cancelled()
            slow.free.set()
            await task
        assert list(slow.sessions()) == [("s", 1)]

    run(play())


class Watched(MemoryJournal):
    """A journal that knows whether a reader is still at it."""

    reading = False

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        self.reading = True
        try:
            yield from super().read(session, after)
        finally:
            self.reading = False


def test_a_reader_that_leaves_half_way_lets_go_of_the_journal() -> None:
    async def play() -> None:
        watched = Watched()
        watched.append("s", 0, [str(number) for number in range(2_000)])
        async with AsyncJournal(watched) as journal:
            reading = journal.read("s")
            assert (await anext(reading)).data == "0"
            assert watched.reading
            await reading.aclose()  # type: ignore[attr-defined]  # an iterator that is a generator
            assert not watched.reading

    run(play())


def test_what_the_journal_raises_comes_through_as_it_is() -> None:
    async def play() -> None:
        async with AsyncJournal(MemoryJournal()) as journal:
            await journal.append("s", 0, ["a"])
            with pytest.raises(Conflict):
                await journal.append("s", 0, ["b"])
            with pytest.raises(JournalError):
                await journal.rewrite("s", 1, {7: "x"}, [])

    run(play())


def test_a_closed_journal_says_so(tmp_path: Path) -> None:
    """Whoever still follows is told too, and what had begun comes to its end."""

    async def play() -> None:
        journal = AsyncJournal(SqliteJournal(tmp_path / "journal.db"))
        follower = asyncio.create_task(first(journal.follow("s"), 1))
        appending = [asyncio.create_task(journal.append(f"s{number}", 0, ["a"])) for number in range(9)]
        await asyncio.sleep(0.01)
        await journal.close()
        await journal.close()
        await asyncio.gather(*appending)
        with pytest.raises(JournalError) as raised:
            await follower
        assert raised.value.code == "closed"
        for call in (journal.append("s", 0, ["a"]), journal.sessions(), journal.wait("s", 0, 1.0)):
            with pytest.raises(JournalError, match="closed"):
                await call

    run(play())


def test_a_wait_that_fails_when_nobody_waits_any_more_complains_to_nobody(tmp_path: Path) -> None:
    """Asyncio would write to its log that an exception was never retrieved."""

    async def play() -> None:
        complaints: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        sqlite = SqliteJournal(tmp_path / "journal.db")
        journal = AsyncJournal(sqlite)
        task = asyncio.create_task(journal.wait("s", 0, 60.0))
        await asyncio.sleep(0.05)
        task.cancel()
        sqlite.close()
        await journal.close()
        del task
        await asyncio.sleep(0)
        assert complaints == []

    run(play())


def test_in_a_second_event_loop_it_is_refused_and_hangs_nowhere() -> None:
    face = AsyncJournal(MemoryJournal())
    run(face.append("s", 0, ["eka"]))
    with pytest.raises(RuntimeError, match="another event loop"):
        run(face.append("s", 1, ["toka"]))
    assert [record.data for record in face.journal.read("s")] == ["eka"]
