"""The contracts catch what they are there to catch: journals and renderers that break one promise each."""

from __future__ import annotations

import inspect
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Renderer
from tyopaja.errors import Conflict
from tyopaja.journals import Journal, MemoryJournal, Record
from tyopaja.testing import JournalContract, RendererContract
from tyopaja.testing.views import FILLS


class Doubling(MemoryJournal):
    """Keeps each event twice."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, [text for text in data for _ in range(2)])


class Forgetting(MemoryJournal):
    """Acknowledges a command's later events without keeping them."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data[:1])


class CountingFromZero(MemoryJournal):
    """Numbers events as a list does."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        return (Record(record.seq - 1, record.data) for record in super().read(session, after))


class Renumbering(MemoryJournal):
    """Numbers what it reads, not what it keeps."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        return (Record(seq, record.data) for seq, record in enumerate(super().read(session, after), 1))


class Careless(MemoryJournal):
    """Appends behind whatever is there."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        self._sessions.setdefault(session, []).extend(data)


class Forward(MemoryJournal):
    """Refuses what is stale, but not what is ahead."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, min(after, len(self._sessions.get(session, ()))), data)


class Partial(MemoryJournal):
    """Writes one by one, and does not take back."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if len(self._sessions.get(session, ())) != after:
            raise Conflict(session, after)
        for text in data:
            self._sessions.setdefault(session, []).append(text)


class Racing(MemoryJournal):
    """Looks, and appends when somebody else may have been there."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        events = list(data)
        if len(self._sessions.get(session, ())) != after:
            raise Conflict(session, after)
        threads_may_change()
        self._sessions.setdefault(session, []).extend(events)


class BeginningWithNothing(MemoryJournal):
    """Lists a session that nothing happened in."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, data)
        self._sessions.setdefault(session, [])


class ByLine(MemoryJournal):
    """Splits lines where `str.splitlines` does."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        super().append(session, after, [(text.splitlines() or [""])[0] for text in data])


class Composing(MemoryJournal):
    """Keeps ids and events as Unicode would like them."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        import unicodedata

        super().append(unicodedata.normalize("NFC", session), after, data)


class Sorting(MemoryJournal):
    """Lists sessions by name."""

    def sessions(self) -> Sequence[tuple[str, int]]:
        return sorted(super().sessions())


class Emptying(MemoryJournal):
    """Takes empty content for none."""

    def fetch(self, session: str, digest: str) -> bytes | None:
        return super().fetch(session, digest) or None


class Live(MemoryJournal):
    """Reads the newest first when somebody writes meanwhile."""

    def read(self, session: str, after: int = 0) -> Iterator[Record]:
        seq = after
        while seq < len(self._sessions.get(session, ())):
            yield Record(
                seq + 1, self._sessions[session][-1 - (seq - after)] if seq > after else self._at(session, seq)
            )
            seq += 1

    def _at(self, session: str, seq: int) -> str:
        return self._sessions[session][seq]


BROKEN = [
    Doubling, Forgetting, CountingFromZero, Renumbering, Careless, Forward, Partial, Racing, BeginningWithNothing,
    ByLine, Composing, Sorting, Emptying, Live,
]  # fmt: skip


def threads_may_change() -> None:
    """Give the others time to be in the way."""
    from time import sleep

    sleep(0.001)


def failures(contract: Any, subject: Callable[[], object], folder: Path) -> list[str]:
    """The names of the promises that a thing breaks, each tried as pytest would."""
    found = []
    for name, test in inspect.getmembers(contract, inspect.ismethod):
        if not name.startswith("test_"):
            continue
        takes = inspect.signature(test).parameters
        for fill in FILLS if "fill" in takes else ("",):
            given = {"journal": subject(), "renderer": subject(), "folder": folder, "fill": fill}
            try:
                test(**{key: given[key] for key in takes})
            except (Exception, pytest.fail.Exception):
                found.append(name)
    return found


def test_a_sound_journal_breaks_no_promise(tmp_path: Path) -> None:
    assert failures(JournalContract(), MemoryJournal, tmp_path) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.__name__)
def test_a_broken_journal_is_caught(broken: type[Journal], tmp_path: Path) -> None:
    assert failures(JournalContract(), broken, tmp_path) != []


def test_a_journal_that_forgets_when_it_is_closed_is_caught(tmp_path: Path) -> None:
    class Contract(JournalContract):
        def reopen(self, journal: Journal, folder: Path) -> Journal:
            return MemoryJournal()

    lost = failures(Contract(), MemoryJournal, tmp_path)
    assert "test_what_was_acknowledged_is_there_when_it_is_opened_again" in lost


def plain(**more: Any) -> Renderer:
    """A sound renderer, but for what is said."""
    sound: dict[str, Any] = {"render": lambda view: repr(view), "media_type": "text/plain", "suffix": ".txt"}
    return Renderer("mine", **(sound | more))


def spoil(view: Any) -> str:
    view.words["title"] = "changed"
    return "x"


def only_known_letters(view: Any) -> bytes:
    return repr(view).encode("latin-1")


RENDERERS = {
    "that returns nothing": plain(render=lambda view: ""),
    "that returns a list": plain(render=lambda view: ["x"]),
    "that rolls dice": plain(render=lambda view: str(random.random())),
    "that changes the view": plain(render=spoil),
    "that knows some letters": plain(render=only_known_letters),
    "that shows sheets only but says all": plain(render=lambda view: view.sections[0].title),
    "that needs an entry": plain(render=lambda view: view.sections[0].entries[0].text, views=("sheet",)),
    "of no media type": plain(media_type="text"),
    "of a suffix without its dot": plain(suffix="txt"),
    "of no view": plain(views=()),
    "of a view twice": plain(views=("sheet", "sheet")),
    "of an unknown view": plain(views=("sheet", "poster")),
}


@pytest.mark.parametrize("views", [("compass",), ("sheet", "session"), ("report",), "session"])
def test_a_sound_renderer_breaks_no_promise(views: Any, tmp_path: Path) -> None:
    assert failures(RendererContract(), lambda: plain(views=views), tmp_path) == []


@pytest.mark.parametrize("called", RENDERERS)
def test_a_broken_renderer_is_caught(called: str, tmp_path: Path) -> None:
    assert failures(RendererContract(), lambda: RENDERERS[called], tmp_path) != []


def test_pytest_runs_a_contract_and_says_what_is_wrong(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja.journals import MemoryJournal\n"
        "from tyopaja.testing import JournalContract\n"
        "class Careless(MemoryJournal):\n"
        "    def append(self, session, after, data):\n"
        "        self._sessions.setdefault(session, []).extend(data)\n"
        "class TestCareless(JournalContract):\n"
        "    def make_journal(self, folder):\n"
        "        return Careless()\n"
    )
    assert "test_an_append_behind_the_wrong_event_is_a_conflict_and_leaves_nothing" in said
    assert "append('s', after=0, ['x', 'y']) to a session of 2 events is no Conflict" in said


def test_a_contract_without_its_method_says_which_is_missing(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja.testing import JournalContract, RendererContract\n"
        "class TestOne(JournalContract): pass\n"
        "class TestOther(RendererContract): pass\n"
    )
    assert "TestOne must override make_journal(self, folder) -> Journal" in said
    assert "TestOther must override make_renderer(self) -> Renderer" in said


def test_pytest_runs_the_contract_of_a_renderer(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja import Renderer\n"
        "from tyopaja.testing import RendererContract\n"
        "class TestShout(RendererContract):\n"
        "    def make_renderer(self):\n"
        "        return Renderer('shout', lambda view: view.title.upper(), media_type='text/plain', suffix='.txt')\n"
    )
    assert "12 passed" in said


def test_nothing_but_testing_imports_pytest() -> None:
    program = "import sys, tyopaja.cli.app, tyopaja.workshop; tyopaja.workshop.Engine(); print('pytest' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
