"""Logs as lines of JSON, for machines: what was asked for, how it ended, how long it took. No word of anybody's, no
name, no address, no token: an exception is told by its kind and its place, since its message may quote people."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import IO, Any, Final

_EXTRA: Final = ("route", "code", "status", "seconds", "rooms", "listeners", "port", "host")
"""What may stand beside a message."""
_OWN: Final = ("tyopaja", "tyopaja_web")
"""Whose messages are constants of ours; others' may hold anything, and only what is constant of them is kept."""
_SERVERS: Final = ("uvicorn", "uvicorn.error")


class Lines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        own = record.name.partition(".")[0] in _OWN
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # A server's own messages have numbers and addresses of this machine in them, and nothing of people's.
            "message": record.getMessage() if own or record.name in _SERVERS else str(record.msg)[:200],
        }
        line |= {key: getattr(record, key) for key in _EXTRA if hasattr(record, key)}
        if record.exc_info and record.exc_info[1] is not None:
            line |= told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def told(error: BaseException) -> dict[str, Any]:
    """An exception by its kind and where it came up."""
    places = [
        f"{one.filename.rpartition('/')[2]}:{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
    ]
    found: dict[str, Any] = {"error": type(error).__name__, "places": places[-12:]}
    if error.__cause__ is not None:
        found["cause"] = told(error.__cause__)
    return found


def begin(stream: IO[str] | None = None, level: int = logging.INFO) -> None:
    """Write all logs as lines of JSON, to stderr when no stream is given."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
