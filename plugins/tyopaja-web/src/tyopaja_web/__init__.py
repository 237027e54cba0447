"""The live workshop: phones, a big screen and a facilitator around one session, over any journal.

`app` is the ASGI application. The engine stays as it is, synchronous and alone in knowing the rules; here it is given a
room, addresses, and people who are connected badly."""

from __future__ import annotations

from tyopaja_web.access.visitors import Visitor
from tyopaja_web.application import app
from tyopaja_web.settings import Settings

__all__ = ["Settings", "Visitor", "app"]
