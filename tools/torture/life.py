"""A life of a journal: what is done to it step by step, and what it ought to hold after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from tyopaja.errors import JournalError
from tyopaja.journals import FolderJournal, Journal, Snapshot, SqliteJournal

OPENERS: dict[str, Callable[[Path], Journal]] = {
    # Nobody else is there to be waited for.
    "sqlite": lambda folder: SqliteJournal(folder / "journal.db", patience=1.0),
    "folder": lambda folder: FolderJournal(folder / "journal"),
}
"""Each journal that is one file or folder, opened below a folder."""

_T = TypeVar("_T")

WORDS = b"Nunnu Rytikoski"
"""What an erasure takes out."""


@frozen
class Model:
    """What a journal holds: sessions in their order, and content by session and hash."""

    sessions: Mapping[str, tuple[str, ...]] = field(factory=dict)
    content: Mapping[tuple[str, str], bytes] = field(factory=dict)


@frozen
class Append:
    """One command's events."""

    session: str
    data: tuple[str, ...]

    def __call__(self, journal: Journal, before: Model) -> None:
        journal.append(self.session, len(before.sessions.get(self.session, ())), self.data)

    def after(self, model: Model) -> Model:
        events = model.sessions.get(self.session, ()) + self.data
        return evolve(model, sessions={**model.sessions, self.session: events})


@frozen
class Keep:
    """A piece of content."""

    session: str
    digest: str
    data: bytes

    def __call__(self, journal: Journal, before: Model) -> None:
        journal.keep(self.session, self.digest, self.data)

    def after(self, model: Model) -> Model:
        return evolve(model, content={**model.content, (self.session, self.digest): self.data})


@frozen
class Remember:
    """A snapshot, which may be lost."""

    session: str

    def __call__(self, journal: Journal, before: Model) -> None:
        seq = len(before.sessions[self.session])
        journal.keep_snapshot(self.session, Snapshot(seq, " ".join(before.sessions[self.session]).encode()))

    def after(self, model: Model) -> Model:
        return model


@frozen
class Erase:
    """Takes the words out of events, and drops a picture."""

    session: str
    digest: str

    def __call__(self, journal: Journal, before: Model) -> None:
        events = before.sessions[self.session]
        changed = {seq: _erased(text) for seq, text in enumerate(events, 1) if text != _erased(text)}
        journal.rewrite(self.session, len(events), changed, ["erased"], [self.digest])

    def after(self, model: Model) -> Model:
        events = (*map(_erased, model.sessions[self.session]), "erased")
        kept = {key: data for key, data in model.content.items() if key != (self.session, self.digest)}
        return Model({**model.sessions, self.session: events}, kept)


Step = Append | Keep | Remember | Erase


def _erased(text: str) -> str:
    return text.replace(WORDS.decode(), "poistettu-1")


def _events(number: int, *lengths: int, by: str = WORDS.decode()) -> tuple[str, ...]:
    at = f"2026-03-0{1 + number // 4}T09:00:{number:02}+02:00"
    return tuple(
        f'{{"type":"added","at":"{at}","by":"{by}","text":"{number} {part} {"ö" * length}"}}'
        for part, length in enumerate(lengths)
    )


SAID = ("remains", "rewrite-unfinished")
"""Codes of errors that say that an erasure is done, and that the files are not clean of what was taken out yet."""

STEPS: tuple[Step, ...] = (
    Keep("s", "sha256:a", b"the definitions" * 40),
    Append("s", _events(1, 20)),
    Append("s", _events(2, 40, 10, 3000)),
    Keep("s", "sha256:b", b"\x89picture of " + WORDS),
    Append("t", _events(3, 5, 5, by="Aino")),
    Remember("s"),
    Append("s", _events(4, 9000)),
    Erase("s", "sha256:b"),
    Append("t", _events(5, 30, by="Aino")),
    Append("s", _events(8, 10, 10, by="Aino")),
    Remember("s"),
    Keep("t", "sha256:a", b""),
)
"""Everything that can be asked of a journal, of which most is the appending of events."""
ERASURE = next(number for number, step in enumerate(STEPS) if isinstance(step, Erase))

MODELS: list[Model] = [Model()]
for _step in STEPS:
    MODELS.append(_step.after(MODELS[-1]))


def held(journal: Journal) -> Model:
    """What a journal says that it holds. Raises AssertionError when it contradicts itself."""
    sessions = {}
    for session, length in journal.sessions():
        records = list(journal.read(session))
        assert [record.seq for record in records] == list(range(1, length + 1)), (
            f"{session} is listed with {length} events, and read with {[one.seq for one in records]}"
        )
        sessions[session] = tuple(record.data for record in records)
    content = {}
    for session in ("s", "t"):
        for digest in journal.contents(session):
            data = journal.fetch(session, digest)
            assert data is not None, f"{session}: {digest} is listed and not there"
            content[session, digest] = data
        snapshot = journal.snapshot(session)
        assert snapshot is None or snapshot.seq <= len(sessions.get(session, ())), f"{session}: a snapshot of later"
    return Model(sessions, content)


class DiedError(Exception):
    """The first failure, where that was to be the end."""


def live(opener: Callable[[], Journal], told: Callable[[str], None], tries: int, *, die: bool = False) -> None:
    """Carry out all steps, each as often as it takes.

    Tells the number of each when it is acknowledged. What fails is to leave the journal as it was, and succeeds when it
    is tried again, if need be with the journal opened anew. With `die` the first failure raises DiedError.
    """
    journal = _insisted(opener, told, tries, die=die)
    for number, step in enumerate(STEPS):
        for attempt in range(tries):
            try:
                step(journal, MODELS[number])
                break
            except JournalError as error:
                told(f"refused {number} {error.code}")
                if die:
                    raise DiedError from error
                if attempt == tries // 2:  # it may be that this handle cannot go on
                    told("reopened")
                    with suppress(JournalError):
                        journal.close()
                    journal = _insisted(opener, told, tries, die=die)
                found = _insisted(partial(held, journal), told, tries, die=False)
                if found != MODELS[number] and found == MODELS[number + 1]:
                    told(f"there {number} {error.code}")
                    break
                if found != MODELS[number]:
                    raise AssertionError(f"step {number} failed and left something") from error
        else:
            raise AssertionError(f"step {number} failed {tries} times")
        told(f"done {number}")
    assert held(journal) == MODELS[-1], "the journal holds something else than was acknowledged"
    with suppress(JournalError):
        journal.close()


def _insisted(call: Callable[[], _T], told: Callable[[str], None], tries: int, *, die: bool) -> _T:
    """What it returns, once it does not fail."""
    for _ in range(tries):
        try:
            return call()
        except JournalError as error:
            told(f"refused itself {error.code}")
            if die:
                raise DiedError from error
            last = error
    raise AssertionError(f"the journal failed {tries} times") from last
