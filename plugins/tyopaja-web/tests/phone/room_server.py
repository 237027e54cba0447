"""Rooms for the tests: one process over a sqlite journal, which may be killed and begun again.

    python room_server.py JOURNAL PORT FLOW COUNT [PACK…]

Begins so many sessions of the flow and says each in a line of JSON, {"session", "code", "lead"}; the facilitator's
person is `fasilitaattori`. Then it listens, and says {"url"}."""

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


def begin(engine: Engine, web: Any, flow: str) -> None:
    """A session with its facilitator, and the link to lead it."""
    session = engine.start(flow, title="Hotelli Kaamos", locale="fi").id
    engine.open(session).do(commands.Join(by=LEAD, called="Aino", role="facilitator"))
    token = web.signer.token(Visitor(room=session, face="lead", person=LEAD), DAY)
    say(session=session, code=web.codes.of(session), lead=f"/k/{token}")


def listening_on(port: int) -> socket.socket:
    """A socket on a port of this machine; a free one for 0."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(512)
    return listening


async def main(journal: str, port: int, flow: str, count: int, packs: list[str]) -> None:
    """Listen until killed."""
    engine = Engine(journal=f"sqlite:{journal}", packs=packs, plugins=[])
    made = app(engine, secret=SECRET)
    listening = listening_on(port)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(made, log_level="warning", timeout_graceful_shutdown=1))
    for _ in range(count):
        begin(engine, made.state.web, flow)
    say(url=url)
    await server.serve(sockets=[listening])


if __name__ == "__main__":
    packs = sys.argv[5:] or [str(Path(__file__).parent / "pack")]
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), packs))
