"""A transcript is read as it stands: its commands are not judged before they are reached."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tyopaja.definitions import Transcript, read_transcript
from tyopaja.errors import TranscriptError

TEXT = '''\
flow = "iltapaiva"
title = "Hotelli Kaamos"
locale = "fi"
session = "kaamos"

[[do]]
command = "join"
by = "aino"

[[do]]   # [[do]]
command = "add"
text = """
[[do]]
"""
at = 2026-03-02T09:04:11+02:00

[[do]]
comand = 5
'''


def reading(tmp_path: Path, text: str) -> Transcript:
    """Read a transcript."""
    path = tmp_path / "iltapaiva.toml"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def test_a_transcript_has_a_head_and_commands_as_they_were_written(tmp_path: Path) -> None:
    transcript = reading(tmp_path, TEXT)
    assert (transcript.flow, transcript.title, transcript.locale) == ("iltapaiva", "Hotelli Kaamos", "fi")
    assert (transcript.session, transcript.file) == ("kaamos", str(tmp_path / "iltapaiva.toml"))
    assert [table.get("command") for table in transcript.do] == ["join", "add", None]
    assert transcript.begins == datetime(2026, 3, 2, 7, 4, 11, tzinfo=UTC)


def test_the_line_of_a_command_is_that_of_its_header(tmp_path: Path) -> None:
    transcript = reading(tmp_path, TEXT)
    assert [transcript.line_of(index) for index in range(3)] == [6, 10, 17]


def test_a_transcript_that_goes_on_with_a_session_needs_no_head(tmp_path: Path) -> None:
    transcript = reading(tmp_path, '[[do]]\ncommand = "advance"\nby = "aino"\n')
    assert (transcript.flow, transcript.title, transcript.begins, len(transcript.do)) == (None, None, None, 1)


@pytest.mark.parametrize("at", ["2026-03-02T09:04:11", '"eilen"', '"2026-03-02T09:04:11"', "5", "09:04:11"])
def test_a_time_without_a_zone_does_not_say_when_it_begins(tmp_path: Path, at: str) -> None:
    assert reading(tmp_path, f"[[do]]\nat = {at}\n").begins is None


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ('flow = "a"\ntitel = "b"\n', 2, "unknown-key", "Did you mean 'title'?"),
        ('flow = "a"\n[do]\ncommand = "join"\n', 2, "wrong-type", "[[do]]"),
        ("flow = 5\n", 1, "wrong-type", 'flow = "…"'),
        ("do = [1]\n", 1, "wrong-type", "[[do]]"),
        ('flow = "a"\n\n[[do]]\ncommand = join\n', 4, "not-toml", 'Write command = "join"'),
        ('flow = "a"\n[[do]]\ntext = "\u202e"\n', 3, "forbidden-character", "U+202E"),
    ],
)
def test_what_is_no_transcript_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, code: str, words: str
) -> None:
    with pytest.raises(TranscriptError) as raised:
        reading(tmp_path, text)
    path = str(tmp_path / "iltapaiva.toml")
    assert raised.value.message.startswith(f"{path}:{line}: ")
    assert words in raised.value.message
    assert raised.value.code == code
    assert raised.value.fields == {"file": path, "index": None, "line": line, "session": None}


def test_a_transcript_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError) as raised:
        read_transcript(tmp_path / "nowhere.toml")
    assert raised.value.code == "no-such-file"
