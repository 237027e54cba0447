"""Rooms for the tests: one process over a sqlite journal, which may be killed and begun again.

    python room_server.py JOURNAL PORT [PACK…]

Says its address in a line of JSON, {"url"}. Then, for each line with a flow's id that it reads, it begins a session of
it and says {"session", "code", "lead"}; the facilitator's person is `fasilitaattori`."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

from tyopaja import Engine, commands
from tyopaja_web import Visitor, app

SECRET = "sixteen bytes and some more"
LEAD = "fasilitaattori"
DAY = 86_400.0


def say(**told: str) -> None:
    """One line of JSON."""
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


def begin(engine: Engine, web: Any, url: str, flow: str) -> None:
    """A session with its facilitator."""
    session = engine.start(flow, title="Hotelli Kaamos", locale="fi").id
    engine.open(session).do(commands.Join(by=LEAD, called="Aino", role="facilitator"))
    token = web.signer.token(Visitor(room=session, face="lead", person=LEAD), DAY)
    say(session=session, code=web.codes.of(session), lead=f"{url}/k/{token}")


def listening_on(port: int) -> socket.socket:
    """A socket on a port of this machine; a free one for 0."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    return listening


async def main(journal: str, port: int, packs: list[str]) -> None:
    """Listen until killed."""
    engine = Engine(journal=f"sqlite:{journal}", packs=packs, plugins=[])
    made = app(engine, secret=SECRET)
    listening = listening_on(port)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(made, log_level="warning", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    say(url=url)
    while line := await asyncio.to_thread(sys.stdin.readline):
        begin(engine, made.state.web, url, line.strip())
    await serving


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:] or [str(Path(__file__).parent / "pack")]))
