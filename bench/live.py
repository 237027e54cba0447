"""How soon three hundred people in a room see each other's notes, beside a room of Yjs under the same load.

    python bench/live.py [--people 300] [--seconds 60]

Ours: `tyopaja serve` on a `sqlite:` journal, every note decided on and durable before anybody sees it. Three hundred
clients join with the code, each follows the room and writes a note every two seconds; what is measured is the time from
when a note is sent to when it has come to each of the others. Peer: the server of `y-websocket` with its own store, and
as many documents of `yjs`, the same notes as often; it decides nothing and waits for no disk. Server and clients share
the machine in both. Then what an idle room with its engine holds of memory.

The peer needs Node.js (Debian's `nodejs` and `npm`); without it its figures are missing, and that is said."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from statistics import quantiles
from time import monotonic_ns, sleep
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

EVERY = 2.0
"""Seconds from a note of somebody's to their next."""
P50, P99, MEMORY = 25.0, 150.0, 80.0
"""Milliseconds that half of the deliveries and 99 of 100 may take, and megabytes of an idle room."""
PEERS = Path(__file__).parent / "peers" / "yjs"

PACK = """format = 1
id = "bench"
version = "1.0.0"
engine = ">=0.1,<1"
title = "Bench"
locales = ["fi"]
locale = "fi"
designer = "tyopaja"
licence = "CC-BY-SA-4.0"
"""
CANVAS = """title = "Seinä"
[layout]
areas = ["seina"]
[section.seina]
title = "Seinä"
"""
FLOW = """title = "Seinä"
result = "seina"
[[step]]
id = "kirjoita"
title = "Kirjoita"
activity = "brainstorm"
on = ["seina"]
"""
_MARK = re.compile(rb"@(\d+)\.(\d+)@")


class Guest(asyncio.Protocol):
    """Somebody who follows the room: notes when each note of others came."""

    def __init__(self, own: int, request: bytes, times: list[int]) -> None:
        self.own, self.request, self.times, self.rest = str(own).encode(), request, times, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes, but have their methods.
        cast("asyncio.WriteTransport", transport).write(self.request)

    def data_received(self, data: bytes) -> None:
        now, data = monotonic_ns(), self.rest + data
        end = 0
        for mark in _MARK.finditer(data):
            end = mark.end()
            if mark[1] != self.own:
                self.times.append(now - int(mark[2]))
        # A note may be cut in two by the network; what could be the head of a mark is kept.
        self.rest = data[max(end, len(data) - 40) :]


class Pen(asyncio.Protocol):
    """Somebody who writes: counts the answers."""

    def __init__(self) -> None:
        self.answered = 0
        self.refused: list[bytes] = []
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        self.answered += data.count(b'"done"')
        if b'"done"' not in data and b"answers" in data:
            self.refused.append(data)


async def joined(host: str, port: int, code: str, name: str) -> tuple[str, str]:
    """The room and the cookie of somebody who joins with the code, as a browser does without a script."""
    body = urlencode({"code": code, "name": name}).encode()
    reader, writer = await asyncio.open_connection(host, port)
    head = f"POST /join HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nConnection: close\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    answer = (await reader.read()).decode()
    writer.close()
    cookie = re.search(r"(?im)^set-cookie: (tyopaja-phone-([^=]+)=[^;]+)", answer)
    if cookie is None:
        raise SystemExit(f"Joining failed: {answer[:400]}")
    return cookie[2], cookie[1]


async def crowd(url: str, code: str, people: int, seconds: float) -> dict[str, Any]:
    """A room full of people who write: how many deliveries were due, came, and how long they took (ns)."""
    host, port = str(urlsplit(url).hostname), int(urlsplit(url).port or 80)
    loop = asyncio.get_running_loop()
    times: list[int] = []
    pens = []
    for own in range(people):
        room, cookie = await joined(host, port, code, f"Vieras {own}")
        where = f"Host: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nCookie: {cookie}\r\n"
        follow = f"GET /api/r/{room}/live?face=phone HTTP/1.1\r\n{where}Accept: text/event-stream\r\n\r\n".encode()
        await loop.create_connection(lambda own=own, follow=follow: Guest(own, follow, times), host, port)  # type: ignore[misc]
        _, pen = await loop.create_connection(Pen, host, port)
        pens.append((own, room, where, pen))
    await asyncio.sleep(2)
    until, sent = loop.time() + seconds, 0

    async def write(own: int, room: str, where: str, pen: Pen) -> None:
        nonlocal sent
        await asyncio.sleep(own * EVERY / people)
        number = 0
        while loop.time() < until:
            number += 1
            text = f"Vieras kuulee nimensä jo ovella, aina. @{own}.{monotonic_ns()}@"
            note = {"command": "add", "id": f"g{own}n{number}", "sheet": "seina", "section": "seina", "text": text}
            body = json.dumps({"commands": [note]}).encode()
            head = f"POST /api/r/{room}/commands?face=phone HTTP/1.1\r\n{where}Content-Type: application/json\r\n"
            assert pen.transport is not None
            pen.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            sent += 1
            await asyncio.sleep(EVERY)

    await asyncio.gather(*(write(*one) for one in pens))
    await asyncio.sleep(5)
    refused = [one for _, _, _, pen in pens for one in pen.refused]
    if refused:
        print(f"refused: {refused[0][-300:]!r}", file=sys.stderr)
    return {
        "sent": sent,
        "acknowledged": sum(pen.answered for _, _, _, pen in pens),
        "due": sent * (people - 1),
        "delivered": len(times),
        **_spread([one / 1e6 for one in times]),
    }


def _spread(times: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100) if len(times) > 1 else [float("nan")] * 99
    return {"p50": cuts[49], "p99": cuts[98]}


def resident(process: int) -> float:
    """Megabytes of memory that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def busy(process: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A room that is open: its process, its address and its code; people write in it already."""
    pack = folder / "pack"
    for name, text in (("pack", PACK), ("canvases/seina", CANVAS), ("flows/seina", FLOW)):
        (pack / f"{name}.toml").parent.mkdir(parents=True, exist_ok=True)
        (pack / f"{name}.toml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "tyopaja", "serve", "bench/seina", "--title", "Seinä", "--port", "0", "--json"]
    command += ["--pack", str(pack), "--journal", f"sqlite:{folder / 'bench.db'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder) as process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            yield process, said["url"], said["code"]
        finally:
            process.terminate()
            process.wait(20)


def ours(people: int, seconds: float) -> dict[str, Any]:
    """Our room, full of people."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (process, url, code):
        sleep(2)
        idle, before = resident(process.pid), busy(process.pid)
        asked = [sys.executable, __file__, "--crowd", url, code, "--people", str(people), "--seconds", str(seconds)]
        found: dict[str, Any] = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
        found |= {"idle": idle, "full": resident(process.pid), "cpu": (busy(process.pid) - before) / seconds}
        return found


def peer(people: int, seconds: float) -> dict[str, Any] | None:
    """A room of y-websocket under the same load; None where there is no Node.js."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in PEERS.iterdir():
            shutil.copy(one, folder)
        subprocess.run([npm, "ci", "--no-fund", "--no-audit", "--loglevel=error"], cwd=folder, check=True)
        with socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = str(taken.getsockname()[1])
        environment = {"HOST": "127.0.0.1", "PORT": port, "YPERSISTENCE": str(folder / "db"), "PATH": "/usr/bin:/bin"}
        server = subprocess.Popen(
            [node, "node_modules/y-websocket/bin/server.cjs"], cwd=folder, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            sleep(2)
            before = busy(server.pid)
            asked = [node, "crowd.mjs", f"ws://127.0.0.1:{port}", str(people), str(int(EVERY * 1000)), str(seconds)]
            ran = subprocess.run(asked, cwd=folder, check=True, capture_output=True, timeout=seconds + 300)
            found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
            return found | {"full": resident(server.pid), "cpu": (busy(server.pid) - before) / seconds}
        finally:
            server.terminate()
            server.wait(20)


def told(called: str, found: dict[str, Any]) -> None:
    """A line of figures."""
    came = f"{found['delivered']:,} of {found['due']:,} delivered"
    took = f"p50 {found['p50'] or float('nan'):.0f} ms, p99 {found['p99'] or float('nan'):.0f} ms"
    print(f"{called:<28}{came}   {took}   {found['cpu']:.2f} of a core, {found['full']:.0f} MB")


def main() -> int:
    """Measure, print, and say whether the limits hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crowd", nargs=2, metavar=("URL", "CODE"))
    asked = parser.parse_args()
    if asked.crowd:
        import uvloop

        url, code = asked.crowd
        print(json.dumps(uvloop.run(crowd(url, code, asked.people, asked.seconds))))
        return 0
    print(f"A room of {asked.people}, each a note every {EVERY:g} s for {asked.seconds:g} s")
    found = ours(asked.people, asked.seconds)
    told("tyopaja serve, sqlite:", found)
    other = peer(asked.people, asked.seconds)
    if other is None:
        print("y-websocket: no Node.js here, so there are no figures of it (apt-get install nodejs npm)")
    else:
        told("y-websocket (peer)", other)
    print(f"idle room: {found['idle']:.0f} MB")
    lost = found["sent"] - found["acknowledged"] + found["due"] - found["delivered"]
    kept = found["p50"] <= P50 and found["p99"] <= P99 and not lost and found["idle"] <= MEMORY
    print(f"limits: p50 {P50:g} ms, p99 {P99:g} ms, none lost, idle {MEMORY:g} MB: {'kept' if kept else 'missed'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
