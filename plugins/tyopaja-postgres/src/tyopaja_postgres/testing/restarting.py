"""Writers that write on while the server crashes and comes up again, and a count of what became of their events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from random import Random
from threading import Event, Lock, Thread
from time import sleep

from attrs import define, field

from tyopaja.errors import Conflict, JournalError
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing.servers import Server

_SHARED = "shared"
"""The session that half of the writers write to together; each of the others has one of its own."""
_PATIENCE = 60.0


@define
class Tally:
    """What became of the events of many writers."""

    acknowledged: int = 0
    unknown: int = 0
    """Of which their writer was told that nobody knows."""
    refused: int = 0
    """Of which their writer was told that they were not kept."""
    lost: int = 0
    """Acknowledged, and not there."""
    doubled: int = 0
    """There more than once."""
    wrong: int = 0
    """There although their writer was told that they were not kept."""
    disordered: int = 0
    """Sessions whose numbers have gaps, or in which a writer's events are not in the order they were written in."""
    failures: list[str] = field(factory=list)
    """What writers ended with that no journal may raise."""

    @property
    def sound(self) -> bool:
        """Whether everything is as promised."""
        return not (self.lost or self.doubled or self.wrong or self.disordered or self.failures)


class _Load:
    def __init__(self) -> None:
        self.lock = Lock()
        self.over = Event()
        self.acknowledged: set[str] = set()
        self.refused: set[str] = set()
        self.unknown: set[str] = set()
        self.failures: list[str] = []

    def write(self, journal: PostgresJournal, session: str, writer: int) -> None:
        """Append one event after the other until it is over."""
        try:
            number = 0
            while not self.over.is_set():
                number += 1
                text = f"{writer}:{number}"
                self._say(self._append(journal, session, text), text)
        except BaseException as error:
            with self.lock:
                self.failures.append(f"{type(error).__name__}: {error}")

    def _append(self, journal: PostgresJournal, session: str, text: str) -> set[str]:
        while True:
            try:
                journal.append(session, _length(journal, session), [text])
            except Conflict:
                continue
            except JournalError as error:
                return self.unknown if error.code == "outcome-unknown" else self.refused
            return self.acknowledged

    def _say(self, said: set[str], text: str) -> None:
        with self.lock:
            said.add(text)


def restart_under_load(server: Server, schema: str, *, rounds: int, writers: int = 8, seed: int = 0) -> Tally:
    """Stop the server as if it crashed, and start it again, so many times, while writers write to a journal.

    Half of them write to a session of their own, the others to one together, all on two handles on one schema.
    """
    random, load = Random(seed), _Load()  # noqa: S311 - nobody is to be kept from guessing
    with ExitStack() as stack:
        handles = [
            stack.enter_context(closing(PostgresJournal(server.url(schema), patience=_PATIENCE))) for _ in range(2)
        ]
        threads = [
            Thread(target=load.write, args=(handles[writer // 2 % 2], _session(writer), writer))
            for writer in range(writers)
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in range(rounds):
                _grow(load, random)
                server.stop("immediate")
                server.start()
            _grow(load, random)
        finally:
            load.over.set()
            for thread in threads:
                thread.join(3 * _PATIENCE)
    with closing(PostgresJournal(server.url(schema))) as journal:
        return _counted(journal, load, [_session(writer) for writer in range(writers)])


def _session(writer: int) -> str:
    return _SHARED if writer % 2 else f"of {writer}"


def _length(journal: PostgresJournal, session: str) -> int:
    return journal.wait(session, 0, 0.0)


def _grow(load: _Load, random: Random) -> None:
    """Until something was written since, and then some."""
    before = len(load.acknowledged)
    _until(lambda: len(load.acknowledged) > before + random.randrange(40) or bool(load.failures))
    sleep(random.random() * 0.02)


def _until(so: Callable[[], bool]) -> None:
    for _ in range(int(_PATIENCE / 0.005)):
        if so():
            return
        sleep(0.005)


def _counted(journal: PostgresJournal, load: _Load, sessions: list[str]) -> Tally:
    found: Counter[str] = Counter()
    disordered = 0
    for session in sorted(set(sessions)):
        records = list(journal.read(session))
        found.update(record.data for record in records)
        numbers: dict[str, list[int]] = {}
        for record in records:
            writer, _, number = record.data.partition(":")
            numbers.setdefault(writer, []).append(int(number))
        gapless = [record.seq for record in records] == list(range(1, len(records) + 1))
        disordered += not (gapless and all(of == sorted(of) for of in numbers.values()))
    return Tally(
        acknowledged=len(load.acknowledged),
        unknown=len(load.unknown),
        refused=len(load.refused),
        lost=len(load.acknowledged - found.keys()),
        doubled=sum(count > 1 for count in found.values()),
        wrong=len(load.refused & found.keys()),
        disordered=disordered,
        failures=load.failures,
    )
