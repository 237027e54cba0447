"""What stands in the middle of the page, made and kept for as long as the pack stays as it is: the sheet as the html
renderer draws it, or as whichever plugin prints SVG would print it.

Print is set in one thread, for such a plugin keeps what it has warmed up by thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Lock

from attrs import frozen

from tyopaja.errors import TyopajaError
from tyopaja.preview.choosing import Choice
from tyopaja.preview.desk import Desk, Drawing, Reading
from tyopaja.renderers import Rendition
from tyopaja.workshop import Engine

PRINT = "svg"
"""The format that shows print on a screen."""


@frozen
class Made:
    """A drawing in a format."""

    drawing: Drawing
    rendition: Rendition | None = None
    """None where there is nothing to draw, or where it failed."""
    mark: str = ""
    """Another one for another content."""
    reason: str = ""
    """Why it failed, in words of the renderer; "" when it did not."""


class Drawer:
    """Draws what is on a desk."""

    def __init__(self, engine: Engine, desk: Desk) -> None:
        """Look for the formats first, before any thread asks for one."""
        self._engine = engine
        self._desk = desk
        self._formats = frozenset(engine.plugins.renderers())
        self._printer = ThreadPoolExecutor(1, thread_name_prefix="print")
        self._lock = Lock()
        self._version = 0
        self._made: dict[Choice, Made] = {}

    @property
    def prints(self) -> bool:
        """Whether there is a plugin that prints."""
        return PRINT in self._formats

    def close(self) -> None:
        """Let go of the thread that prints."""
        self._printer.shutdown(wait=False, cancel_futures=True)

    def make(self, reading: Reading, choice: Choice) -> Made:
        """What is chosen; `choice` is one that `reading` has settled."""
        with self._lock:
            if reading.version != self._version:
                self._version, self._made = reading.version, {}
            known = self._made.get(choice)
        if known is None:
            known = self._make(reading, choice)
            with self._lock:
                if reading.version == self._version:
                    self._made[choice] = known
        return known

    def _make(self, reading: Reading, choice: Choice) -> Made:
        drawing = reading.drawing(choice)
        if drawing.view is None or (choice.medium == "print" and not self.prints):
            return Made(drawing)
        try:
            if choice.medium == "print":
                made = self._printer.submit(self._engine.render, drawing.view, format=PRINT).result()
            else:
                made = self._engine.render(drawing.view, format="html")
        except TyopajaError as error:
            cause = f" {error.__cause__}" if error.__cause__ else ""
            return Made(drawing, reason=f"{error.message}{cause}")
        return Made(drawing, made, sha256(made.data).hexdigest()[:12])
