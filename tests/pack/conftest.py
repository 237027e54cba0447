"""The pack of this repository, read once, and the hotel's series, played once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.definitions import Transcript
from tyopaja.model.pack import Pack
from tyopaja.workshop import Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """An engine over the repository's own pack, with a journal in memory."""
    with Engine(packs=[ROOT / "canvases"]) as made:
        yield made


@pytest.fixture(scope="session")
def pack(engine: Engine) -> Pack:
    """The Arctic Factory pack."""
    return next(one for one in engine.packs() if one.id == "arctic-factory")


@pytest.fixture(scope="session")
def transcripts(engine: Engine) -> tuple[Transcript, ...]:
    """The hotel's transcripts in the order in which they are played."""
    folder = ROOT / "examples" / "hotelli-kaamos"
    return tuple(engine.transcript(path) for path in sorted(folder.glob("*.toml")))


@pytest.fixture(scope="session")
def played(engine: Engine, transcripts: tuple[Transcript, ...]) -> Session:
    """The hotel's session, from the first welcome to the second check-in."""
    session: Session | None = None
    for transcript in transcripts:
        session = engine.play(transcript, session=session)
    assert session is not None
    return session
