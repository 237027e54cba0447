"""Signed tokens: who may come into which room, with which face, as whom, until when.

HMAC-SHA256 over compact JSON. What is signed is no secret, and says nothing of a role: that is the session's to say."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Final, cast

from tyopaja_web.access.visitors import FACES, Face, Visitor

DAY: Final = 86_400.0
_FORM: Final = "1"
"""How tokens are made; one that is made otherwise is none."""
_LONGEST: Final = 2048


class Signer:
    """Makes and reads tokens, and keys for other purposes, from one secret."""

    def __init__(self, secret: bytes) -> None:
        """Raises ValueError for a secret of fewer than 16 bytes."""
        if len(secret) < 16:
            raise ValueError("The secret must have 16 bytes or more.")
        self._secret = secret

    def key(self, purpose: str) -> bytes:
        """A key of its own for a purpose: a code can never be taken for a token."""
        return hmac.digest(self._secret, f"tyopaja-web/{purpose}".encode(), hashlib.sha256)

    def seal(self, purpose: str, value: Any) -> str:
        """A JSON value, signed, as letters that an address or a cookie can hold."""
        body = _encoded(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())
        return f"{_FORM}.{body}.{self._mark(purpose, body)}"

    def open(self, purpose: str, sealed: str) -> Any:
        """The value that was signed for this purpose; None for anything else."""
        form, _, rest = sealed[:_LONGEST].partition(".")
        body, _, mark = rest.partition(".")
        if form != _FORM or not hmac.compare_digest(mark.encode(), self._mark(purpose, body).encode()):
            return None
        return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))

    def token(self, visitor: Visitor, seconds: float, now: float | None = None) -> str:
        """A token for a visitor, good for so many seconds."""
        until = int((time.time() if now is None else now) + seconds)
        return self.seal("visitor", [visitor.room, visitor.face, visitor.person, until])

    def visitor(self, token: str, now: float | None = None) -> Visitor | None:
        """Whom a token stands for; None when it is none of ours, or not good any more."""
        found = self.open("visitor", token)
        if found is None:
            return None
        room, face, person, until = found
        if face not in FACES or (time.time() if now is None else now) >= until:
            return None
        return Visitor(room=room, face=cast("Face", face), person=person)

    def _mark(self, purpose: str, body: str) -> str:
        return _encoded(hmac.digest(self.key(f"seal/{purpose}"), body.encode(), hashlib.sha256))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
