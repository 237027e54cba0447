"""A worker: a process of its own that makes one output after the other, asked and answering in lines of JSON.

A process by itself, and neither a fork nor a pool: a fork copies locks that other threads hold, a pool reads the main
program anew, and of a pool that has died nobody knows at which session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import asdict

from tyopaja.errors import JournalError, OutputError, PluginError, TyopajaError
from tyopaja.exporting.files import make_folder, write_file
from tyopaja.exporting.orders import Order, Outcome
from tyopaja.journals import SessionInfo
from tyopaja.workshop import Engine


class Worker:
    """A process that is begun when there is something to do, and again when it has died. For one thread at a time."""

    def __init__(
        self, journal: str, packs: tuple[str, ...], environ: Mapping[str, str] | None, order: Order, folder: Path
    ) -> None:
        self._order = order
        self._begin = {
            "journal": journal,
            "packs": packs,
            "environ": None if environ is None else dict(environ),
            "order": asdict(order),
            "folder": str(folder.resolve()),
        }
        self._process: subprocess.Popen[str] | None = None

    def export(self, one: SessionInfo) -> Outcome:
        """What became of one session."""
        process = self._running()
        answer = ""
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(asdict(one)) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            pass  # it is gone, and has answered nothing
        if not answer.endswith("\n"):
            status = self.close()
            message = f"The process that rendered it as '{self._order.format}' died (status {status})."
            return outcome_of(one, status="failed", code="renderer-died", message=message, at_fault="plugin")
        facts: dict[str, Any] = json.loads(answer)
        return Outcome(**{**facts, "files": tuple(facts["files"])})

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            # What the program can import, the worker can: a plugin may lie anywhere.
            path = os.pathsep.join(str(Path(place).resolve()) for place in sys.path)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tyopaja.exporting.workers"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                env={**os.environ, "PYTHONPATH": path},
            )
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(self._begin, default=str) + "\n")
        return self._process

    def close(self) -> int:
        """Let the process end, and return the status with which it did; 0 where there is none."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written to one that has died
                assert pipe is not None
                pipe.close()
        return process.wait()


def outcome_of(one: SessionInfo, **facts: Any) -> Outcome:
    """What became of `one`, with its own facts filled in."""
    return Outcome(**{"session": one.id, "title": one.title, "events": one.events, **facts})


def main() -> None:
    """Do what stands in the lines that come in, until there are no more."""
    # What a plugin prints must not stand between our answers.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        begin = json.loads(sys.stdin.readline())
        order, folder = Order(**begin["order"]), Path(begin["folder"])
        with Engine(journal=begin["journal"], packs=begin["packs"], environ=begin["environ"]) as engine:
            for line in sys.stdin:
                done = _export(engine, order, folder, SessionInfo(**json.loads(line)))
                answers.write(json.dumps(asdict(done)) + "\n")
                answers.flush()


def _export(engine: Engine, order: Order, folder: Path, one: SessionInfo) -> Outcome:
    """One session: its files are written, each whole, or what went wrong is told."""
    try:
        session = engine.open(one.id)
        view = session.view(order.what, order.locale, viewer=order.viewer)
        made = engine.render(view, format=order.format, options=order.options)
        name = order.file_name(one.id, one.title)
        files = {f"{name}/{inner}": data for inner, data in made.files.items()} or {name + made.suffix: made.data}
        for file, data in files.items():
            make_folder((folder / file).parent)
            write_file(folder / file, data)
        return outcome_of(one, events=session.state.seq, status="made", files=tuple(files))
    except TyopajaError as error:
        failed = isinstance(error, JournalError | PluginError | OutputError)
        fault = "plugin" if failed else "input"
        return outcome_of(one, status="failed", code=error.code, message=error.message, at_fault=fault)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        return outcome_of(one, status="failed", code="failed", message=message, at_fault="plugin")


if __name__ == "__main__":
    main()
