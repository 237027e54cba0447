"""Transcripts in the hands of a program: where a play stops, and how it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tyopaja import Engine, JournalError, TranscriptError, UnknownId
from tyopaja.journals import MemoryJournal

HEAD = 'flow = "kulku"\ntitle = "Kaamos"\nsession = "kaamos"\n'
JOIN = '[[do]]\ncommand = "join"\nby = "aino"\nrole = "facilitator"\nat = 2026-03-02T09:00:00+02:00\n'
NOTE = '[[do]]\ncommand = "add"\nby = "aino"\nsheet = "arkki"\nsection = "eka"\ntext = "Valoa"\n'
WRONG = '[[do]]\ncommand = "vote"\nby = "aino"\nentry = "n9"\n'

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "t.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_play_begins_when_its_first_command_says(pack: Path, write: Write) -> None:
    with Engine(packs=[pack]) as engine:
        session = engine.play(engine.transcript(write(HEAD + JOIN + NOTE)))
    assert session.id == "kaamos"
    assert {event.at.isoformat() for event in session.log()[:3]} == {"2026-03-02T09:00:00+02:00"}


def test_a_play_tells_how_far_it_is(pack: Path, write: Write) -> None:
    told: list[int] = []
    with Engine(packs=[pack]) as engine:
        engine.play(engine.transcript(write(HEAD + JOIN + NOTE * 3)), progress=told.append)
    assert told == [1, 2, 3, 4]


def test_a_play_that_stops_says_where_in_fields_and_keeps_what_was_done(pack: Path, write: Write) -> None:
    with Engine(packs=[pack]) as engine:
        path = write(HEAD + JOIN + NOTE + WRONG + NOTE)
        with pytest.raises(TranscriptError) as caught:
            engine.play(engine.transcript(path))
        fields = caught.value.fields
        assert (fields["file"], fields["index"], fields["line"], fields["session"]) == (str(path), 3, 15, "kaamos")
        assert fields["reason"] == caught.value.code
        assert caught.value.__cause__ is not None
        session = engine.open("kaamos")
        assert session.state.seq == 4

        mended = engine.transcript(write(HEAD + JOIN + NOTE + NOTE + NOTE))
        engine.play(mended, session=session, first=3)
        assert len(session.state.entries_in("arkki", "eka")) == 3


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('title = "X"\n', "no-flow"),
        ('flow = "kulku"\n', "no-title"),
        ('flow = "kulk"\ntitle = "X"\n', "unknown-flow"),
        ('flow = "kulku"\ntitle = ""\n', "no-title"),
        ('flow = "kulku"\ntitle = "X"\nlocale = "?"\n', "bad-locale"),
        ('flow = "kulku"\ntitle = "X"\nsession = "../x"\n', "bad-session"),
    ],
)
def test_a_head_that_no_session_can_begin_with_is_told_as_the_transcripts(
    head: str, code: str, pack: Path, write: Write
) -> None:
    with Engine(packs=[pack]) as engine:
        with pytest.raises(TranscriptError) as caught:
            engine.play(engine.transcript(write(head + JOIN)))
        assert caught.value.code == code
        assert (caught.value.fields["index"], caught.value.fields["session"]) == (None, None)
        assert "t.toml:1" in caught.value.message
        assert engine.sessions() == ()


class Full(MemoryJournal):
    """A journal whose disk fills up after some events."""

    def append(self, session: str, after: int, data: Sequence[str]) -> None:
        if after >= 4:
            raise JournalError("journal-failed", "The disk is full.")
        super().append(session, after, data)


def test_a_play_that_the_journal_fails_says_where_it_was(pack: Path, write: Write) -> None:
    with Engine(packs=[pack], journal=Full()) as engine:
        with pytest.raises(JournalError) as caught:
            engine.play(engine.transcript(write(HEAD + JOIN + NOTE + NOTE)))
        assert "t.toml:15: stopped in command 3 of 3, in session kaamos" in caught.value.__notes__[0]
        assert engine.open("kaamos").state.seq == 4


def test_a_play_into_a_session_that_is_there_needs_no_head(pack: Path, write: Write) -> None:
    with Engine(packs=[pack]) as engine:
        session = engine.start("kulku", title="X")
        assert engine.play(engine.transcript(write(JOIN + NOTE)), session=session) is session
        assert session.state.seq == 4


def test_a_session_that_is_in_use_is_not_played_over(pack: Path, write: Write) -> None:
    with Engine(packs=[pack]) as engine:
        engine.play(engine.transcript(write(HEAD + JOIN)))
        with pytest.raises(TranscriptError) as caught:
            engine.play(engine.transcript(write(HEAD + JOIN)))
        assert caught.value.code == "session-exists"
        assert engine.open("kaamos").state.seq == 3
        with pytest.raises(UnknownId):
            engine.open("toinen")
