"""What a plugin author says of a journal, and what every promise is tried with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.contract import Journal
from tyopaja.testing.journals.blocking import Blocking

_T = TypeVar("_T")


class BrokenOffError(Exception):
    """What a sequence of events raises half-way."""


class BrokenOff(Sequence[str]):
    """Three events, of which the second cannot be had."""

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # slices are not asked for
        if index:
            raise BrokenOffError
        return "eka"


class Basis:
    """The hooks of a contract, and its fixtures."""

    patience: float = 20.0
    """Seconds after which something that ought to have happened counts as never happening."""
    many: int = 1_200
    """How many sessions are many; more than any journal lists at once."""

    def make_journal(self, folder: Path) -> Journal:
        """A new, empty journal; `folder` is empty too, and the test's own."""
        raise NotImplementedError(f"{type(self).__name__} must override make_journal(self, folder) -> Journal")

    def open_again(self, folder: Path) -> Journal | None:
        """One more handle on the journal that was made for `folder`, open or closed. None where that cannot be: a
        journal that does not outlive its object."""
        return None

    def reopen(self, journal: Journal, folder: Path) -> Journal:
        """Close the journal and open it anew at the same place. One that is not durable is left as it is."""
        if type(self).open_again is Basis.open_again:
            return journal
        journal.close()
        again = self.open_again(folder)
        return journal if again is None else again

    def raw_files(self, folder: Path) -> Iterable[Path]:
        """The files that hold what the journal keeps, to be searched for what was taken out of it."""
        return (path for path in folder.rglob("*") if path.is_file())

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """Where the journal may keep its files."""
        return tmp_path

    @pytest.fixture(params=["sync", "async"])
    def journal(self, request: pytest.FixtureRequest, folder: Path) -> Iterator[Journal]:
        """The journal under test, as it is and by its async face."""
        made = self.make_journal(folder)
        face = Blocking(made) if request.param == "async" else made
        yield face
        face.close()

    @pytest.fixture
    def plain(self, folder: Path) -> Iterator[Journal]:
        """The journal under test as it is, where the async face has nothing to add."""
        made = self.make_journal(folder)
        yield made
        made.close()

    def anew(self, journal: Journal, folder: Path) -> Journal:
        """The journal after `reopen`, by the same face."""
        if isinstance(journal, Blocking):
            return Blocking(self.reopen(journal.journal, folder))
        return self.reopen(journal, folder)

    def another(self, journal: Journal, folder: Path) -> Journal:
        """One more handle, by the same face; the test is skipped where there can be none."""
        handle = self.open_again(folder)
        if handle is None:
            pytest.skip(f"{type(self).__name__}.open_again gives no second handle")
        return Blocking(handle) if isinstance(journal, Blocking) else handle

    def in_time(self, work: Callable[[], _T], said: str) -> _T:
        """What `work` returns, in a thread; fails with what is `said` when it does not return."""
        results, errors = list[_T](), list[BaseException]()

        def run() -> None:
            try:
                results.append(work())
            except BaseException as error:
                errors.append(error)

        # A daemon: a call that never returns must not keep pytest from ending.
        thread = Thread(target=run, daemon=True)
        thread.start()
        thread.join(self.patience)
        if errors:
            raise errors[0]
        if not results:
            pytest.fail(f"{said} within {self.patience:g} s")
        return results[0]

    def together(self, works: Sequence[Callable[[], object]]) -> None:
        """Carry all of it out at once, each in a thread. Fails when one raises, or when they do not end."""
        failures = list[BaseException]()

        def run(work: Callable[[], object]) -> None:
            try:
                work()
            except BaseException as error:
                failures.append(error)

        threads = [Thread(target=run, args=(work,), daemon=True) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(3 * self.patience)
        assert failures == [], "a thread failed"
        assert not any(thread.is_alive() for thread in threads), "a thread does not come to its end"


def texts(journal: Journal, session: str, after: int = 0) -> list[str]:
    """The text of a session's events."""
    return [record.data for record in journal.read(session, after)]


def refuses(journal: Journal, session: str, after: int, data: Sequence[str]) -> None:
    """Fail unless the append is a Conflict."""
    length = sum(1 for _ in journal.read(session))
    try:
        journal.append(session, after, data)
    except Conflict:
        return
    pytest.fail(f"append({session!r}, after={after}, {data}) to a session of {length} events is no Conflict")


def insist(journal: Journal, session: str, data: Sequence[str]) -> None:
    """Append behind whatever is there, as often as it takes. Fails when that is refused though nobody else appends."""
    refused, known = 0, -1
    while True:
        length = sum(1 for _ in journal.read(session))
        refused, known = (refused + 1 if length == known else 0), length
        assert refused < 200, f"append({session!r}, after={length}, …) is refused to a session of {length} events"
        try:
            journal.append(session, length, data)
        except Conflict:
            continue
        return


def found(words: Collection[str | bytes], files: Iterable[Path]) -> list[str]:
    """Which words stand in which files; a file that is gone by now has none."""
    known = [word.encode() if isinstance(word, str) else word for word in words]
    places = []
    for path in files:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue
        places += [f"{word.decode(errors='replace')[:40]} in {path.name}" for word in known if word in data]
    return places


def works(call: Callable[[], object], named: str) -> bool:
    """Whether it returned; False when it raised JournalError. Fails on anything else that is raised."""
    try:
        call()
    except JournalError:
        return False
    except Exception as error:
        pytest.fail(f"{named} raised {type(error).__name__} and no JournalError: {error}")
    return True
