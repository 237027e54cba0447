"""One real PostgreSQL server for all tests, and a schema of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from psycopg.sql import SQL, Identifier

from tyopaja_postgres.testing import Server, served

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that is there for all tests of a process; a test that stops it starts it again.

    It crashes, but its machine does not: what it has written is there without having been flushed, in less time.
    """
    with served(fsync="off") as started:
        yield started


@pytest.fixture
def schema(server: Server) -> Iterator[str]:
    """The name of a schema that is not there yet, and will not be there afterwards."""
    name = f"journal_{next(_NUMBERS)}"
    yield name
    server.do(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(name)))


@pytest.fixture
def url(server: Server, schema: str) -> str:
    """Where a journal can be begun."""
    return server.url(schema)
