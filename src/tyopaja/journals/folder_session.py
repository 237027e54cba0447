"""One session's folder in a `folder:` journal, and all that is written into it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Lock

import tomli
import tomli_w

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals import folder_blocks as blocks
from tyopaja.journals import folder_content as content
from tyopaja.journals import folder_files as files
from tyopaja.journals import folder_names as names
from tyopaja.journals import folder_rewriting as rewriting
from tyopaja.journals.contract import Record, Snapshot
from tyopaja.journals.folder_reading import End, damage, days, end_at, end_of, read


class SessionFolder:
    """A session. Safe for threads and processes. Every method may raise JournalError, OSError and ValueError."""

    def __init__(self, path: Path, id: str, number: Callable[[], int]) -> None:
        """`number` gives the place in the order of sessions that belongs to one which begins now."""
        self.path = path
        self.id = id
        self._number = number
        self._lock = Lock()
        self._lock_file = path / names.LOCK
        # Apart, since whoever does not keep writers out may see a command that its writer then takes back.
        self._end, self._seen = End(0), End(0)

    @contextmanager
    def _locked(self, *, there: bool = False) -> Iterator[list[str]]:
        """Keep all other writers out. The folder is made when it is not there; `there` says that it was just now.

        Gives the names of what is in it.
        """
        with self._lock:
            if not there and not self.path.is_dir():
                self.path.mkdir(exist_ok=True)
                files.flush_folder(self.path.parent)
            with files.locked(self._lock_file):
                found = files.names_in(self.path)
                if names.SESSION not in found:
                    self._say({"id": self.id})
                if names.INTENT in found:
                    rewriting.finish(self.path)
                    found = files.names_in(self.path)
                yield found

    def _say(self, table: Mapping[str, str | int]) -> None:
        files.put(self.path / names.SESSION, tomli_w.dumps(table).encode())

    def length(self) -> int:
        """How many events there are."""
        self.settle()
        self._seen = end_of(self.path, self.id, self._seen)
        return self._seen.length

    def settle(self) -> None:
        """Finish rewriting that was decided and cut short, or wait for whoever is at it: before anything is read."""
        if (self.path / names.INTENT).exists():
            with self._locked():
                pass

    def _look(self, found: Iterable[str] | None = None) -> End:
        self._end = end_of(self.path, self.id, self._end, found)
        return self._end

    def read(self, after: int) -> Iterator[Record]:
        """The events behind number `after`; see `folder_reading.read`."""
        self.settle()
        return read(self.path, self.id, after)

    def append(self, after: int, texts: Sequence[str]) -> None:
        """See `Journal.append`."""
        # Made before others are kept out: it takes its time, and what cannot be written is refused here.
        block = blocks.written(after + 1, texts) if texts else b""
        there = self.path.is_dir()
        if not there and (after or not texts):
            self._expect(after)  # no folder is made for a conflict, nor for nothing
            return
        with self._locked(there=there) as found:
            end = self._expect(after, found)
            if not texts:
                return
            if not end.length:
                self._say({"id": self.id, "began": self._number()})
            end = self._without_torn(end)
            day = self._day_for(texts, end)
            if day == end.day:
                self._add(end, b"\n" + block, len(texts))
            else:
                files.put(self.path / day, block)  # and takes it back when that fails

    def _expect(self, after: int, found: Iterable[str] | None = None) -> End:
        end = self._look(found)
        if end.length != after:
            raise Conflict(self.id, after)
        if end.damage:
            raise end.damage.with_traceback(None)  # it is kept, and would grow with each one who hears of it
        return end

    def _day_for(self, texts: Sequence[str], end: End) -> str:
        """The file that a command goes to: of the day that its first event says, and never older than the newest."""
        day = names.day_of(texts[0])
        return max(end.day, f"{day}.toml") if day else end.day or f"{names.UNDATED}.toml"

    def _without_torn(self, end: End) -> End:
        """Put aside what a crash left of a command behind the last one, so that nobody takes it for one."""
        if not end.day or (end.offset and end.offset == end.size):
            return end
        path = self.path / end.day
        with files.opened(path, os.O_RDWR) as handle:
            torn = os.pread(handle, end.size - end.offset, end.offset)
            with files.opened(path.with_suffix(names.TORN), os.O_WRONLY | os.O_CREAT | os.O_APPEND) as kept:
                files.write_at(kept, torn, os.fstat(kept).st_size)
                os.fsync(kept)
            if end.offset:
                os.ftruncate(handle, end.offset)
                os.fsync(handle)
            else:
                path.unlink()
            files.flush_folder(self.path)
        return self._look()

    def _add(self, end: End, block: bytes, events: int) -> None:
        path = self.path / end.day
        with files.opened(path, os.O_RDWR) as handle:
            try:
                files.write_at(handle, block, end.offset)
                files.flush(handle)
            except BaseException as error:  # an interrupt too: what raised is not there
                self._take_back(path, handle, end.offset, error)
                raise
            self._end = end_at(path, os.fstat(handle), end.length + events, end.offset + len(block))

    def _take_back(self, path: Path, handle: int, offset: int, error: BaseException) -> None:
        try:
            os.ftruncate(handle, offset)
        except OSError:
            message = f"{path} could not be written, and what was written not be taken back: it may hold the command."
            raise JournalError("journal-in-doubt", message, path=str(path)) from error
        with suppress(OSError):  # the disk is failing; it has been told all that it can be told
            os.fsync(handle)

    def rewrite(self, after: int, changed: Mapping[int, str], texts: Sequence[str], forgotten: Collection[str]) -> None:
        """See `Journal.rewrite`; something is changed or forgotten."""
        if not self.path.is_dir():
            self._expect(after)
        with self._locked():
            end = self._expect(after)
            if not all(0 < seq <= after for seq in changed):
                raise JournalError("no-event", f"Session {self.id} has events 1 to {after} and no others.")
            end = self._without_torn(end) if texts else end
            removed = rewriting.leftovers(self.path)  # what was torn is among them
            removed += [name for digest in forgotten for name in content.files_of(self.path, digest)]
            if texts and not end.length:
                self._say({"id": self.id, "began": self._number()})
            new = self._day_for(texts, end) if texts else ""
            replaced = {day: self._rewritten(day, texts) for day, texts in self._by_day(changed, new).items()}
            if new:
                block = [b"\n" if new == end.day else b"", blocks.written(after + 1, texts)]
                replaced[new] = chain(replaced[new], block)
            try:
                for day, chunks in replaced.items():
                    files.write_aside(self.path / day, chunks)
                rewriting.decide(self.path, replaced, removed)
            except BaseException:
                if not (self.path / names.INTENT).exists():
                    for day in replaced:
                        with suppress(OSError):
                            files.aside_of(self.path / day).unlink(missing_ok=True)
                raise
            self._finish()

    def _finish(self) -> None:
        try:
            rewriting.finish(self.path)
        except OSError as error:
            message = (
                f"The session in {self.path} is being rewritten, and what it held before is not all gone: {error}. "
                "Whoever reads or writes it next goes on with that."
            )
            raise JournalError("rewrite-unfinished", message, path=str(self.path)) from error

    def _by_day(self, changed: Mapping[int, str], new: str) -> dict[str, dict[int, str]]:
        """Which events have other text in each file that is to be written anew; among them the file `new`, if any."""
        first = [(self._first_of(day), day) for day in days(self.path)]
        found: dict[str, dict[int, str]] = {new: {}} if new else {}
        for seq, text in sorted(changed.items()):
            day = max((day for number, day in first if 0 < number <= seq), default=first[0][1])
            found.setdefault(day, {})[seq] = text
        return found

    def _first_of(self, day: str) -> int:
        with files.opened(self.path / day, os.O_RDONLY) as handle:
            return blocks.first_of(handle, os.fstat(handle).st_size) or 0

    def _rewritten(self, day: str, changed: Mapping[int, str]) -> Iterator[bytes]:
        path = self.path / day
        return rewriting.rewritten(path, changed, partial(damage, path, self.id)) if path.exists() else iter(())

    def began(self) -> int | None:
        """The session's place in the order of sessions; None when nothing says so."""
        try:
            number = tomli.loads((self.path / names.SESSION).read_text("utf-8")).get("began")
        except FileNotFoundError:
            return None
        return number if isinstance(number, int) else None

    def fetch(self, digest: str) -> bytes | None:
        """See `Journal.fetch`."""
        self.settle()
        return content.fetch(self.path, digest)

    def contents(self) -> list[str]:
        """See `Journal.contents`."""
        self.settle()
        return content.contents(self.path)

    def put_aside(self) -> list[str]:
        """See `PutsAside.put_aside`."""
        return [str(self.path / name) for name in files.names_in(self.path) if name.endswith(names.TORN)]

    def keep(self, digest: str, data: bytes) -> None:
        """See `Journal.keep`."""
        with self._locked():
            content.keep(self.path, digest, data)

    def keep_snapshot(self, snapshot: Snapshot) -> None:
        """See `Journal.keep_snapshot`."""
        with self._locked():
            content.keep_snapshot(self.path, snapshot)

    def snapshot(self) -> Snapshot | None:
        """See `Journal.snapshot`."""
        self.settle()
        return content.snapshot_of(self.path)
