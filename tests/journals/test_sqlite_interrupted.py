"""A Ctrl-C at any moment of a call to a `sqlite:` journal: done or not done, and the journal goes on for everybody."""

from __future__ import annotations

import dis
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread
from time import sleep
from types import FrameType
from typing import Any

import pytest
from tests.journals.test_sqlite_commits import kept, together

from tyopaja.journals import Snapshot, SqliteJournal, Wanted


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    with closing(SqliteJournal(tmp_path / "journal.db")) as journal:
        yield journal


_LOOKS = frozenset(dis.opmap[name] for name in ("CALL", "CALL_FUNCTION_EX", "JUMP_BACKWARD", "RESUME"))
"""Behind these instructions Python looks whether a signal has come."""


_FILES = ("appending.py", "commits.py", "contextlib.py", "log.py")
"""In which files moments count."""


def interrupted_at(
    moment: int, work: Callable[[], object], files: tuple[str, ...] = _FILES
) -> tuple[int, KeyboardInterrupt | None]:
    """Do some work, and be interrupted at a moment at which a signal may be heard. How many there were, and what was
    raised, with all that it holds on to."""
    moments, before = 0, dict[FrameType, int]()
    raised: KeyboardInterrupt | None = None

    def traced(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal moments
        if not frame.f_code.co_filename.endswith(files):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            heard = before.get(frame) in _LOOKS
            before[frame] = frame.f_code.co_code[frame.f_lasti]
            moments += heard
            if heard and moments == moment + 1:
                sys.settrace(None)
                raise KeyboardInterrupt
        return traced

    former = sys.gettrace()
    try:
        sys.settrace(traced)
        work()
    except KeyboardInterrupt as error:  # not by `suppress`, which is interrupted as well
        raised = error
    finally:
        sys.settrace(former)
    return moments, raised


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("others", [0, 2])
def test_interrupted_at_any_moment_nobody_is_told_otherwise_than_it_is(
    journal: SqliteJournal, others: int, after: int
) -> None:
    """One leads for itself and for others, and is interrupted at the first moment at which it can be, at the second,
    and so on."""
    commits = journal._appending.commits
    data = ["b", "c"] if others else ["b"]
    for moment in count():
        names = [f"{moment}-{other}" for other in range(others)]
        for session in (f"{moment}", *names):
            if after:
                journal.append(session, 0, ["a"] * after)
        outcomes: list[BaseException | None] = []
        works = [partial(journal.append, session, after, ["b"]) for session in names]
        runner = Thread(target=lambda works=works, outcomes=outcomes: outcomes.extend(together(works)))
        with commits._lead:
            runner.start()
            while len(commits._line) < others:
                sleep(0.001)
        moments, _ = interrupted_at(moment, partial(journal.append, f"{moment}", after, data))
        runner.join(timeout=60)
        assert outcomes == [None] * others
        for session in names:
            assert kept(journal, session) == [*["a"] * after, "b"]
        assert kept(journal, f"{moment}") in (["a"] * after, [*["a"] * after, *data])
        journal.append("afterwards", moment, ["x"])
        if moments < moment:
            assert moments > 10, "hardly anything was interrupted, and the test says nothing"
            return


def test_interrupted_at_any_moment_each_of_several_appends_is_kept_or_not(journal: SqliteJournal) -> None:
    for moment in count():
        wanted = [Wanted(f"{moment}-{part}", 0, ["a", "b"]) for part in range(3)]
        moments, _ = interrupted_at(moment, partial(journal.append_all, wanted))
        assert all(kept(journal, one.session) in ([], ["a", "b"]) for one in wanted)
        others = [Wanted(f"afterwards {part}", moment, ["x"]) for part in range(2)]
        assert together([partial(journal.append_all, others)]) == [None]
        assert all(len(kept(journal, one.session)) == moment + 1 for one in others)
        if moments < moment:
            assert moments > 10, "hardly anything was interrupted, and the test says nothing"
            return


CALLS: Mapping[str, Callable[[SqliteJournal], object]] = {
    "keep": lambda journal: journal.keep("s", "x", b"x"),
    "keep_snapshot": lambda journal: journal.keep_snapshot("s", Snapshot(1, b"x")),
    "rewrite": lambda journal: journal.rewrite("s", 2, {1: "gone"}, []),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_interrupted_at_any_moment_a_call_keeps_nobody_else_from_writing(
    journal: SqliteJournal, call: Callable[[SqliteJournal], object]
) -> None:
    """Not while the interrupt is still being dealt with, either: what it holds on to is let go of later, if ever."""
    journal.append("s", 0, ["a", "b"])
    for moment in count():
        moments, raised = interrupted_at(moment, partial(call, journal), (*_FILES, "journals/sqlite.py"))
        writer = Thread(target=journal.append, args=("afterwards", moment, ["x"]), daemon=True)
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive(), f"the journal is held by whoever was interrupted at moment {moment}"
        assert len(kept(journal, "afterwards")) == moment + 1
        del raised
        if moments < moment:
            assert moments > 10, "hardly anything was interrupted, and the test says nothing"
            return
