"""Transcripts, carried out: command by command, until the end or the first that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tyopaja.errors import JournalError, PluginError, TranscriptError, TyopajaError
from tyopaja.model.wire import command_from_table
from tyopaja.workshop.pictures import with_picture
from tyopaja.workshop.session import Session

if TYPE_CHECKING:
    from tyopaja.definitions import Transcript

Progress = Callable[[int], None]
"""Told how many commands of a transcript are behind."""


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


def wrong_head(transcript: Transcript, error: TyopajaError) -> TranscriptError:
    """A transcript whose head no session can begin with."""
    message = f"{transcript.file}:1: {error.message}\nNothing was carried out."
    return TranscriptError(
        error.code, message, file=transcript.file, index=None, line=1, session=None, reason=error.code
    )


def carry_out(transcript: Transcript, session: Session, first: int = 1, progress: Progress | None = None) -> None:
    """Do a transcript's commands in order, from number `first` on. Files that they name lie beside the transcript.

    Raises TranscriptError at the first that is wrong; those before it stay.
    """
    folder = Path(transcript.file).parent
    for index, table in enumerate(transcript.do):
        if index + 1 < first:
            continue
        try:
            written = with_picture(table, folder, session.state.locale, session.keep_picture)
            session.do(command_from_table(written))
            if progress is not None:
                progress(index + 1)
        except (JournalError, PluginError, KeyboardInterrupt) as error:
            error.add_note(
                f"{transcript.file}:{transcript.line_of(index)}: stopped in command {index + 1} of "
                f"{len(transcript.do)}, in session {session.id}. Whether that one was carried out, its log tells."
            )
            raise
        except TyopajaError as error:
            raise _stopped(transcript, index, first, session.id, error) from error


def _stopped(transcript: Transcript, index: int, first: int, session: str, error: TyopajaError) -> TranscriptError:
    """Where a transcript stopped, and why."""
    line, name = transcript.line_of(index), transcript.do[index].get("command", "?")
    done = index + 1 - first
    stays = {0: "Nothing before it was", 1: "The one before it was"}.get(done, f"The {done} before it were")
    message = (
        f"{transcript.file}:{line}: command {index + 1} of {len(transcript.do)} ({name}): {error.message}\n"
        f"{stays} carried out, in session {session}."
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
