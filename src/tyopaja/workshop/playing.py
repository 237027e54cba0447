"""Transcripts, carried out: command by command, until the end or the first that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tyopaja.definitions import Transcript
from tyopaja.errors import JournalError, PluginError, TranscriptError, TyopajaError
from tyopaja.model.wire import command_from_table
from tyopaja.workshop.session import Session

Progress = Callable[[int], None]
"""Told how many commands of a transcript are done."""


def head_of(transcript: Transcript) -> dict[str, Any]:
    """What `Engine.start` needs of a transcript's head. Raises TranscriptError where the head does not say it."""
    if transcript.flow is None or transcript.title is None:
        missing = "flow" if transcript.flow is None else "title"
        message = f'{transcript.file}:1: the transcript does not say its {missing}. Add {missing} = "…" at its top.'
        raise TranscriptError(f"no-{missing}", message, file=transcript.file, index=None, line=1, session=None)
    return {
        "flow": transcript.flow,
        "title": transcript.title,
        "locale": transcript.locale,
        "id": transcript.session,
        "at": transcript.begins,
    }


def carry_out(transcript: Transcript, session: Session, progress: Progress | None = None) -> None:
    """Do a transcript's commands in order. Raises TranscriptError at the first that is wrong; the others stay."""
    for index, table in enumerate(transcript.do):
        try:
            session.do(command_from_table(table))
        except (JournalError, PluginError):
            raise
        except TyopajaError as error:
            raise _stopped(transcript, index, session.id, error) from error
        if progress is not None:
            progress(index + 1)


def _stopped(transcript: Transcript, index: int, session: str, error: TyopajaError) -> TranscriptError:
    """Where a transcript stopped, and why."""
    line, name = transcript.line_of(index), transcript.do[index].get("command", "?")
    message = (
        f"{transcript.file}:{line}: command {index + 1} of {len(transcript.do)} ({name}): {error.message}\n"
        f"The {index} before it were carried out and stay, in session {session}."
    )
    return TranscriptError(
        error.code,
        message,
        file=transcript.file,
        index=index + 1,
        line=line,
        session=session,
        reason=error.code,
    )
