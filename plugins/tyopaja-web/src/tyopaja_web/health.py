"""Whether it works, and how much it does: for whoever runs it. No word of anybody's, no name, no room's id."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, PlainTextResponse, Response

from tyopaja.errors import JournalError

if TYPE_CHECKING:
    from tyopaja_web.pages.asking import Asked
    from tyopaja_web.rooms.rooms import Rooms

_EDGES: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper edges of the classes that times are counted in, in seconds."""
_LASTING: Final = frozenset({"api.live:live", "api.changes:changes"})
"""Routes whose answers take as long as somebody listens: their times say nothing."""


class Times:
    """Times, counted by how long they were."""

    def __init__(self) -> None:
        self.counts = [0] * (len(_EDGES) + 1)
        self.sum = 0.0

    def add(self, seconds: float) -> None:
        """One more."""
        place = next((at for at, edge in enumerate(_EDGES) if seconds <= edge), len(_EDGES))
        self.counts[place] += 1
        self.sum += seconds

    def lines(self, name: str) -> list[str]:
        """As Prometheus reads a histogram."""
        lines, total = [f"# TYPE {name} histogram"], 0
        for edge, count in zip((*map(str, _EDGES), "+Inf"), self.counts, strict=True):
            total += count
            lines.append(f'{name}_bucket{{le="{edge}"}} {total}')
        return [*lines, f"{name}_sum {self.sum:.6f}", f"{name}_count {total}"]


class Figures:
    """What is counted."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._answers: Counter[tuple[str, int]] = Counter()
        self._times = Times()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._answers[route, status] += 1
        if route not in _LASTING:
            self._times.add(seconds)

    def text(self) -> str:
        """Everything as Prometheus reads it."""
        rooms = self._rooms
        lines = ["# TYPE tyopaja_requests_total counter"]
        for (route, status), count in sorted(self._answers.items()):
            lines.append(f'tyopaja_requests_total{{route="{route}",status="{status}"}} {count}')
        lines += self._times.lines("tyopaja_request_seconds")
        lines += rooms.writer.times.lines("tyopaja_command_seconds")
        gauges = {
            "rooms": len(rooms.open),
            "listeners": sum(len(room.listeners) for room in rooms.open.values()),
            "commands_waiting": rooms.writer.waiting,
            "resident_bytes": _resident(),
        }
        for name, value in gauges.items():
            lines += [f"# TYPE tyopaja_{name} gauge", f"tyopaja_{name} {value}"]
        lines.append("# TYPE tyopaja_commands_total counter")
        for outcome, count in sorted(rooms.writer.counts.items()):
            lines.append(f'tyopaja_commands_total{{status="{outcome}"}} {count}')
        return "\n".join(lines) + "\n"


def _resident() -> int:
    """The memory that the process has, or has had at most where the system does not say."""
    if sys.platform == "linux":
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def healthz(asked: Asked) -> Response:
    """Whether the writer goes on and the journal can be read: 200, else 503."""
    rooms = asked.web.rooms
    healthy = rooms.writer.is_alive()
    try:
        await asyncio.wait_for(rooms.ask(asked.web.engine.journal.wait, "healthz", 0, 0.0), 5)
    except (JournalError, TimeoutError):
        healthy = False
    return JSONResponse({"status": "ok" if healthy else "failing"}, 200 if healthy else 503)


async def metrics(asked: Asked) -> Response:
    """The figures, for Prometheus and its kind."""
    return PlainTextResponse(asked.web.figures.text(), media_type="text/plain; version=0.0.4")
