"""Where a journal is: its URL taken apart, what it is called in messages, and what PostgreSQL's errors become.

A password is in none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from attrs import field, frozen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

from tyopaja.errors import JournalError

SCHEMA = "tyopaja"
"""Where the tables are when the URL does not say."""
PATIENCE = 10.0

_DEFAULTS: Mapping[str, Any] = {
    "application_name": "tyopaja",
    "client_encoding": "utf-8",
    "connect_timeout": int(PATIENCE),
    # A line that was cut is noticed within the patience, and not after the system's two hours.
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": int(PATIENCE * 1000),
}
"""What the connection has unless the URL says otherwise."""


@frozen
class Place:
    """A schema of a database on a server."""

    conninfo: str = field(repr=False)
    """What libpq connects with, the password included: not for showing."""
    schema: str
    name: str
    """Database and server, for messages."""
    patience: float
    """Seconds in which a server may come back, or another writer let go, before the journal fails."""

    @contextmanager
    def telling(self, doing: str) -> Iterator[None]:
        """Turn what PostgreSQL and psycopg say into a JournalError that names the place.

        ValueError is what Python says of text that cannot be: a lone surrogate.
        """
        try:
            yield
        except (psycopg.Error, ValueError) as error:
            message = f"The journal {self.name} failed to {doing}: {_words(error)}"
            raise JournalError("journal-failed", message, where=self.name, doing=doing) from error

    def unreachable(self, error: psycopg.Error) -> JournalError:
        """No connection could be had."""
        message = f"The journal {self.name} cannot be reached: {_words(error)}"
        return JournalError("journal-unreachable", message, where=self.name)

    def lost(self, doing: str) -> JournalError:
        """Connections break, again and again."""
        message = f"The journal {self.name} failed to {doing}: the connection broke, and so did those after it."
        return JournalError("journal-unreachable", message, where=self.name)

    def unknown(self, doing: str) -> JournalError:
        """The connection broke at the one moment at which nobody knows, and the server did not come back to tell."""
        message = (
            f"The journal {self.name} went away while it was to {doing}, and did not come back within "
            f"{self.patience:.0f} seconds: whether it did is not known. Give the command again, with the same id."
        )
        return JournalError("outcome-unknown", message, where=self.name, doing=doing)


def place(url: str, patience: float = PATIENCE) -> Place:
    """The place that a URL names, as libpq reads it; `schema=NAME` among its parameters is ours.

    Raises JournalError for what is no such URL.
    """
    head, _, query = url.partition("?")
    options = [one for one in query.split("&") if one]
    schemas = [one.removeprefix("schema=") for one in options if one.startswith("schema=")]
    rest = "&".join(one for one in options if not one.startswith("schema="))
    try:
        found: Mapping[str, Any] | None = conninfo_to_dict(f"{head}?{rest}")
    except psycopg.Error:
        found = None  # libpq's words would quote what it stumbled on, which may be the password: without them
    if found is None or "://" not in head or _is_torn(found):
        message = (
            "This is no URL of a PostgreSQL database. Write postgresql://user:password@host:port/database, with "
            "%40 for an @ in the password, %3A for a colon, %2F for a slash and %25 for a percent sign."
        )
        raise JournalError("no-url", message)
    schema = schemas[-1] if schemas else SCHEMA
    if not schema.isidentifier() or not schema.isascii() or len(schema) > 63 or schema.lower().startswith("pg_"):
        message = f"'{schema}' cannot be a schema: at most 63 ASCII letters, digits and _, not beginning with pg_."
        raise JournalError("no-schema", message, schema=schema)
    return Place(make_conninfo("", **{**_DEFAULTS, **found}), schema, _name(found, schema), patience)


def _is_torn(found: Mapping[str, Any]) -> bool:
    """Whether libpq took a part of a password, in which there was an @ or a slash, for a host, a port or a database."""
    port = str(found.get("port", "")).replace(",", "")
    return "@" in f"{found.get('host', '')}{found.get('dbname', '')}" or not (port.isdecimal() or not port)


def _name(found: Mapping[str, Any], schema: str) -> str:
    """Where the URL is silent, with what libpq takes then: most often a variable of the environment."""
    defaults = {one.keyword.decode(): (one.val or b"").decode() for one in Conninfo.get_defaults()}
    host, port, user, database = (
        str(found.get(key) or defaults.get(key) or "") for key in ("host", "port", "user", "dbname")
    )
    server = f"{host or 'this machine'}" + (f":{port}" if port and port != "5432" and not host.startswith("/") else "")
    return f"{database or user} on {server}" + (f" (schema {schema})" if schema != SCHEMA else "")


def _words(error: Exception) -> str:
    said = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    words = " ".join((said or str(error)).split())
    return words if words.endswith((".", "?", "!")) else f"{words}."
