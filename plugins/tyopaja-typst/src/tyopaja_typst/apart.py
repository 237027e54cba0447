"""A pack's own template, set in a process of its own. It is a program that a stranger wrote: whatever it does, it can
reach neither the network nor a file but the pack's and ours, and it comes to an end.

Typst lets no template out of its root by itself, but it fetches packages that one names, at an address of its own. The
process is given a proxy that nobody answers at, and empty folders in the stead of those where packages lie."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tyopaja.errors import Refused

if TYPE_CHECKING:
    import typst

_Made = TypeVar("_Made")

LIMIT: Final = 30.0
"""Seconds that a template may take; those that come with us take none, or one for a whole book."""
MEMORY: Final = 4 << 30
"""Bytes of addresses that the process may have, where the system can hold it to that."""
FOLDER: Final = "pack"
"""Where the files of a pack are for its templates."""

_NOWHERE = "http://127.0.0.1:0"
"""A proxy at a port where nothing can listen."""
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
"""What the process is told of its surroundings: what it needs to start."""
_PLACE = re.compile(rf"┌─ \S*?{FOLDER}/(?P<file>[\w.-]+):(?P<line>\d+):(?P<column>\d+)")
_OUTSIDE: Final[Mapping[str, str]] = {
    "package": "It asks for a package, and templates of packs load none. Put what it needs into the pack's templates.",
    "escape the project root": "It reads a file outside of its folder. A template reads what lies beside it.",
    "file not found": "It reads a file that does not lie in the pack's templates.",
    "absolute paths are not allowed": "A picture of it shows a file outside of its folder.",
    "failed to load linked image": "A picture of it shows another file. Put that into the picture itself.",
}
"""What Typst says when a template reaches for what it may not have → what is to be done."""
_HINTS: Final[Mapping[str, str]] = {
    "unresolved import": "A template has a function `render(data)`; `/tyopaja.typ` has what the plugin's README lists.",
    "missing alt text": 'Give each picture words for who cannot see it (`alt: "…"`); or `pdf.artifact` around it.',
}
"""What Typst says of what is missing → what a template of ours has."""


class Apart:
    """The process: begun when there is something to set, and anew when it has died or was ended."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._empty: tempfile.TemporaryDirectory[str] | None = None

    def pages(self, name: str, job: Mapping[str, Any], seconds: float = LIMIT) -> list[bytes]:
        """The pages that a template makes, or its only file. `name` is the template's file; `job` has `files`, path →
        text, `format` and `ppi`.

        Raises Refused: `template-reaches-out`, `template-too-slow`, `template-failed`.
        """
        with self._lock:
            worn = self._process is not None
            answer, late = self._answer(job, seconds)
            if not answer and not late and worn:  # it may have died of what others had set before
                self._end()
                answer, late = self._answer(job, seconds)
            status = 0 if answer else self._end()
        if "pages" in answer:
            return [b64decode(page) for page in answer["pages"]]
        if answer:
            raise _refused(name, answer)
        if late:
            message = f"The template '{name}' was not done within {seconds:g} seconds. Make it do less."
            raise Refused("template-too-slow", message, template=name, seconds=seconds)
        message = f"The process that set the template '{name}' died (status {status}). It may need less memory."
        raise Refused("template-failed", message, template=name, status=status)

    def _answer(self, job: Mapping[str, Any], seconds: float) -> tuple[dict[str, Any], bool]:
        """What the process says, nothing where it died; and whether its time was over."""
        late = threading.Event()
        process = self._running()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        line = ""
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            pass  # it is gone, and has answered nothing
        finally:
            timer.cancel()
        return json.loads(line) if line.endswith("\n") else {}, late.is_set()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._empty = tempfile.TemporaryDirectory()
            path = os.pathsep.join(str(Path(place).resolve()) for place in sys.path)
            environ = {key: os.environ[key] for key in _KEPT if key in os.environ}
            proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"), _NOWHERE)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tyopaja_typst.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                cwd=self._empty.name,
                env={**environ, **proxies, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            )
            assert self._process.stdin is not None
            begin = {"packages": self._empty.name, "memory": self._memory}
            self._process.stdin.write(json.dumps(begin) + "\n")
        return self._process

    def _end(self) -> int:
        """End the process, and return the status with which it did; 0 where there is none."""
        process, self._process = self._process, None
        status = 0
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was still to be written to one that has died
                    assert pipe is not None
                    pipe.close()
            status = process.wait()
        if self._empty is not None:
            self._empty.cleanup()
            self._empty = None
        return status

    def close(self) -> None:
        """Let the process end."""
        with self._lock:
            self._end()


_ours = Apart()
atexit.register(_ours.close)


def set_apart(name: str, job: Mapping[str, Any]) -> list[bytes]:
    """`Apart.pages` of a process that all of us share, one after the other."""
    return _ours.pages(name, job)


def plainly_again(make: Callable[[bool], _Made]) -> _Made:
    """What `make` makes of texts as they are; or, should a font let a template down, with every unusual character named
    by its code point (`plainly`)."""
    try:
        return make(False)
    except Refused as refused:
        if refused.code != "template-failed" or "font" not in refused.message:
            raise
        return make(True)


def _refused(name: str, answer: Mapping[str, Any]) -> Refused:
    """What Typst said, with the place in the pack's files and without that of ours."""
    found = _PLACE.search(answer["where"])
    file, line, column = (found["file"], int(found["line"]), int(found["column"])) if found else (name, None, None)
    place = f"'{file}', line {line}, column {column}" if line else f"'{file}'"
    said = re.sub(r" \(searched at [^)]*\)", "", answer["message"]).rstrip(".")
    more = " ".join(f"{hint.rstrip('.').capitalize()}." for hint in answer["hints"])
    facts = {"template": file, "line": line, "column": column}
    for sign, advice in _OUTSIDE.items():
        if sign in answer["message"]:
            return Refused("template-reaches-out", f"The template {place} goes beyond what it may: {advice}", **facts)
    more = next((hint for sign, hint in _HINTS.items() if sign in said), more)
    message = f"The template {place} does not work. Typst says: {said}. {more}".strip()
    return Refused("template-failed", message, **facts)


def main() -> None:
    """Set what comes in, a job a line, until there is no more."""
    # What anything prints must not stand between our answers.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        begin: dict[str, Any] = json.loads(sys.stdin.readline())
        from tyopaja_typst.rendering import compiler_apart

        compiler = compiler_apart(Path(begin["packages"]))
        _hold(begin["memory"])
        for line in sys.stdin:
            answers.write(json.dumps(_set(json.loads(line), compiler)) + "\n")
            answers.flush()


def _hold(memory: int) -> None:
    """Let the process have no more memory than is fair, where the system knows how."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _set(job: Mapping[str, Any], compiler: typst.Compiler) -> dict[str, Any]:
    import typst

    from tyopaja_typst.rendering import compile_files

    files = {path: text.encode() for path, text in job["files"].items()}
    try:
        made = compile_files(files, job["format"], job["ppi"], compiler)
    except typst.TypstError as error:
        return {"message": error.message, "where": error.diagnostic, "hints": list(error.hints)}
    return {"pages": [b64encode(page).decode() for page in ([made] if isinstance(made, bytes) else made)]}


if __name__ == "__main__":
    main()
