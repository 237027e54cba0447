"""Whether the server that this process runs was told to end.

A server waits for all answers that are under way before it tells an application that it ends, and a stream is under way
for as long as somebody listens: each would wait for the other. ASGI has no message for it, so the server is asked where
that can be done: uvicorn takes signals by a method of its server, which keeps what it was told."""

from __future__ import annotations

import signal


def told_to_end() -> bool:
    """Whether it was; False where another server runs, or where it takes no signals."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return getattr(server, "should_exit", False) is True
