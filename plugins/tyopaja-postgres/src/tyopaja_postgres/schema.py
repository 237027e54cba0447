"""The tables, and how a database gets them: numbered steps, each of which brings a journal from one format to the next.

All text is kept as bytes, UTF-8 whatever the database's own encoding is: PostgreSQL's text cannot hold NUL. With
`convert_from(data, 'UTF8')` a person can read it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from tyopaja.errors import JournalError, NewerJournal
from tyopaja_postgres.places import Place

Database = Connection[Any]

# The text of events is kept out of the planner's statistics: they are copies, which no erasure would find.
# `length` changes with each append, and is in no index: the row is changed in its own page.
STEPS: tuple[SQL, ...] = (
    SQL(
        """
        CREATE TABLE meta (format integer NOT NULL);
        INSERT INTO meta VALUES (0);
        CREATE TABLE session (
          id bytea PRIMARY KEY, began bigint GENERATED ALWAYS AS IDENTITY UNIQUE, length bigint NOT NULL
        ) WITH (fillfactor = 50);
        CREATE TABLE event (
          session bytea NOT NULL, seq bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY (session, seq)
        );
        CREATE TABLE content (
          session bytea NOT NULL, digest bytea NOT NULL, data bytea NOT NULL, PRIMARY KEY (session, digest)
        );
        CREATE TABLE snapshot (session bytea PRIMARY KEY, seq bigint NOT NULL, data bytea NOT NULL);
        ALTER TABLE event ALTER data SET STATISTICS 0;
        ALTER TABLE content ALTER data SET STATISTICS 0, ALTER data SET STORAGE EXTERNAL;
        ALTER TABLE snapshot ALTER data SET STATISTICS 0;
        """
    ),
)
"""Step number n makes a journal of format n out of one of format n - 1; of an empty schema the first."""

_LOOK = """
SELECT to_regclass('meta') IS NOT NULL,
       EXISTS (SELECT FROM pg_class WHERE relnamespace = oid_of.oid),
       coalesce(has_schema_privilege(oid_of.oid, 'USAGE'), true)
FROM (SELECT (SELECT oid FROM pg_namespace WHERE nspname = %s) AS oid) AS oid_of
"""
_KEY = int.from_bytes(sha256(b"tyopaja").digest()[:8], "big", signed=True)
"""The advisory lock that one at a time holds while it changes tables."""


def bring_up(db: Database, place: Place, steps: Sequence[SQL] = STEPS) -> None:
    """Bring the journal at a place to the format of these steps, or begin one.

    Everything is looked at before anything is written, and all steps are one transaction.

    Raises NewerJournal, and JournalError for a schema in which somebody else has tables.
    """
    if db.execute("SHOW fsync").fetchone() == ("off",):
        message = "%s runs with fsync=off: what it acknowledged may be gone after a power failure. Turn it on."
        logging.getLogger(__name__).warning(message, place.name)
    if _format(db, place, len(steps)) == len(steps):
        return
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(%s)", (_KEY,))
        found = _format(db, place, len(steps))  # another process may have been at it since
        if found is None:
            if db.execute("SELECT FROM pg_namespace WHERE nspname = %s", (place.schema,)).fetchone() is None:
                db.execute(SQL("CREATE SCHEMA {}").format(Identifier(place.schema)))
            found = 0
        for step in steps[found:]:
            db.execute(step, prepare=False)
        db.execute("UPDATE meta SET format = %s", (len(steps),))


def _format(db: Database, place: Place, known: int) -> int | None:
    """The format of the journal that is there; None where there is nothing."""
    ours, anything, allowed = db.execute(_LOOK, (place.schema,)).fetchone() or (False, False, True)
    if not allowed:
        message = f"{db.info.user} may not use the schema {place.schema} of {place.name}: GRANT USAGE ON SCHEMA it."
        raise JournalError("not-allowed", message, where=place.name)
    if not ours:
        if anything:
            message = f"The schema {place.schema} of {place.name} is not a tyopaja journal. It was not touched."
            raise JournalError("not-a-journal", message, where=place.name)
        return None
    (found,) = db.execute("SELECT format FROM meta").fetchone() or (0,)
    if found > known:
        raise NewerJournal(place.name, found, known)
    return int(found)
