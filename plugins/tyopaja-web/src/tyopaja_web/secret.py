"""The secret that cookies, links and codes are signed with."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "TYOPAJA_SECRET"
_BYTES: Final = 32


def fresh() -> bytes:
    """One that nobody has."""
    return secrets.token_bytes(_BYTES)


def kept(environ: Mapping[str, str], folder: Path) -> bytes:
    """The one of `TYOPAJA_SECRET`, else of a file in `folder` that only its owner can read; made when there is none.

    Raises OSError, and ValueError for one of fewer than 16 bytes.
    """
    named = environ.get(VARIABLE)
    if named:
        return named.encode()
    path = folder / "web-secret"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True)
    made = secrets.token_hex(_BYTES).encode()
    # Whole or not at all: a second process that begins in the same moment takes what the first has written.
    aside = folder / f".web-secret-{os.getpid()}"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        aside.unlink()
    return made
