"""Processes that work on a journal, tell what was acknowledged, and are killed."""

from __future__ import annotations

import json
import os
import signal
import traceback
from collections.abc import Callable
from typing import NoReturn

Told = Callable[[str], None]

SECONDS = 300
"""Longer than this no process lives."""


class Child:
    """A process forked from this one, with a pipe to tell by. What is open in this one must be none of its business."""

    def __init__(self, work: Callable[[Told], None], seconds: int = SECONDS) -> None:
        self._reading, writing = os.pipe()
        self.id = os.fork()
        if self.id == 0:
            os.close(self._reading)
            _live(work, writing, seconds)
        os.close(writing)

    def kill(self) -> None:
        """At once, with no chance to put anything in order."""
        os.kill(self.id, signal.SIGKILL)

    def end(self) -> tuple[list[str], int]:
        """Wait for its end: the lines that it told wholly, and its exit code, negative when it was killed."""
        with os.fdopen(self._reading, encoding="utf-8") as pipe:
            lines = [line.removesuffix("\n") for line in pipe if line.endswith("\n")]
        _, status = os.waitpid(self.id, 0)
        return lines, os.waitstatus_to_exitcode(status)


def _live(work: Callable[[Told], None], writing: int, seconds: int) -> NoReturn:
    code = 1
    try:
        signal.alarm(seconds)
        work(lambda line: _tell(writing, line))
        code = 0
    except BaseException:
        _tell(writing, f"failed {json.dumps(traceback.format_exc(limit=-6))}")
    finally:
        os._exit(code)


def _tell(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())


def story(lines: list[str]) -> str:
    """The traceback that it told of; empty when it did not fail."""
    return next((str(json.loads(line[len("failed ") :])) for line in lines if line.startswith("failed ")), "")
