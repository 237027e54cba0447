"""Opening: what is ours and what is not, what is said of a place that cannot be reached, and never a password."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier

from tyopaja import Engine
from tyopaja.errors import JournalError, NewerJournal
from tyopaja_postgres import tyopaja_journals
from tyopaja_postgres.connections import Connections
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.places import place
from tyopaja_postgres.schema import STEPS, bring_up
from tyopaja_postgres.testing import Server

SECRET = "salasana-jota-kukaan-ei-tiedä"


def refusal(url: str) -> JournalError:
    """What is said where a journal cannot be opened; no password is in it, with its traceback and all."""
    with pytest.raises(JournalError) as refused:
        PostgresJournal(url, patience=0.5)
    said = "".join(traceback.format_exception(refused.value)) + repr(refused.value.fields)
    assert not [word for word in (SECRET, "salasana", "jota", "kukaan") if word in said]
    return refused.value


def rows(server: Server, query: SQL | Composed) -> list[tuple[object, ...]]:
    """What the superuser sees."""
    with psycopg.connect(server.url().partition("&schema")[0]) as db:
        return db.execute(query).fetchall()


@pytest.fixture
def role(server: Server) -> Iterator[str]:
    """A role that may do nothing yet and has a password, for which it is asked."""
    config = server.folder / "pg_hba.conf"
    before = config.read_text()
    config.write_text(f"local all visitor scram-sha-256\n{before}")
    server.do(SQL("CREATE ROLE visitor LOGIN PASSWORD {}").format(SECRET), SQL("SELECT pg_reload_conf()"))
    yield "visitor"
    config.write_text(before)
    server.do(SQL("DROP OWNED BY visitor"), SQL("DROP ROLE visitor"), SQL("SELECT pg_reload_conf()"))


def url_of(server: Server, schema: str, role: str, password: str = SECRET, database: str = "postgres") -> str:
    """The URL of a journal for a role."""
    return f"postgresql://{role}:{password}@/{database}?host={server.folder}&schema={schema}"


def test_the_engine_opens_a_journal_by_its_url(url: str) -> None:
    """Found by being installed, under both spellings."""
    with Engine(journal=url) as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos")
    with Engine(journal=url.replace("postgresql:", "postgres:")) as engine:
        assert [info.title for info in engine.sessions()] == ["Hotelli Kaamos"]
        assert engine.open(session.id).state == session.state


def test_the_tables_are_in_a_schema_of_their_own(server: Server) -> None:
    """`tyopaja`, unless the URL says otherwise; a journal in another schema is another journal."""
    with closing(PostgresJournal(server.url())) as journal, closing(PostgresJournal(server.url("other"))) as other:
        journal.append("s", 0, ["a"])
        assert other.sessions() == ()
    tables = rows(server, SQL("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'event'"))
    server.do(SQL("DROP SCHEMA tyopaja CASCADE"), SQL("DROP SCHEMA other CASCADE"))
    assert sorted(tables) == [("other",), ("tyopaja",)]


def test_a_journal_of_a_newer_tyopaja_is_refused_and_left_as_it_is(url: str, server: Server, schema: str) -> None:
    PostgresJournal(url).close()
    name = Identifier(schema)
    server.do(
        SQL("UPDATE {}.meta SET format = {}").format(name, len(STEPS) + 1), SQL("DROP TABLE {}.snapshot").format(name)
    )
    error = refusal(url)
    assert isinstance(error, NewerJournal)
    assert (error.fields["found"], error.fields["known"]) == (len(STEPS) + 1, len(STEPS))
    tables = rows(server, SQL("SELECT tablename FROM pg_tables WHERE schemaname = {}").format(schema))
    assert sorted(tables) == [("content",), ("event",), ("meta",), ("session",)]


def test_a_schema_of_somebody_elses_is_refused_and_left_as_it_is(url: str, server: Server, schema: str) -> None:
    server.do(SQL("CREATE SCHEMA {}").format(SQL(schema)), SQL("CREATE TABLE {}.song (title text)").format(SQL(schema)))
    assert refusal(url).code == "not-a-journal"
    tables = rows(server, SQL("SELECT tablename FROM pg_tables WHERE schemaname = {}").format(schema))
    assert tables == [("song",)]


def test_a_journal_is_brought_up_step_by_step_and_all_of_it_or_none(url: str) -> None:
    """As a later tyopaja will do it, with steps of its own."""
    steps = (*STEPS, SQL("ALTER TABLE session ADD note text"), SQL("UPDATE session SET note = 'brought up'"))
    with closing(PostgresJournal(url)) as journal:
        journal.append("s", 0, ["a"])
    with Connections(place(url)).connect() as db:
        with pytest.raises(psycopg.errors.UndefinedTable):
            bring_up(db, place(url), (*steps, SQL("DROP TABLE nothing")))
        assert db.execute("SELECT format FROM meta").fetchone() == (len(STEPS),)
        for _ in range(2):
            bring_up(db, place(url), steps)
            assert db.execute("SELECT format FROM meta").fetchone() == (len(STEPS) + 2,)
            assert db.execute("SELECT id, note FROM session").fetchall() == [(b"s", "brought up")]
    assert isinstance(refusal(url), NewerJournal)


def test_threads_that_begin_a_journal_at_once_all_get_in(url: str) -> None:
    failures = list[BaseException]()

    def begin(name: str) -> None:
        try:
            with closing(PostgresJournal(url)) as journal:
                journal.append(name, 0, ["a"])
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=begin, args=(f"s{number}",)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    with closing(PostgresJournal(url)) as journal:
        assert sorted(journal.sessions()) == [(f"s{number}", 1) for number in range(8)]


def test_a_wrong_password_is_told_with_where_and_for_whom(server: Server, schema: str, role: str) -> None:
    error = refusal(url_of(server, schema, role, f"{SECRET}-ei"))
    assert error.code == "journal-unreachable"
    assert f"postgres on {server.folder}" in error.message
    assert 'password authentication failed for user "visitor"' in error.message


def test_a_database_that_is_not_there_is_told(server: Server, schema: str, role: str) -> None:
    error = refusal(url_of(server, schema, role, database="nowhere"))
    assert f"nowhere on {server.folder}" in error.message
    assert 'database "nowhere" does not exist' in error.message


@pytest.mark.parametrize(
    ("server_", "said"), [("127.0.0.1:1", "x on 127.0.0.1:1"), ("nowhere.invalid", "x on nowhere.invalid")]
)
def test_a_server_that_is_not_there_is_told_at_once(server_: str, said: str) -> None:
    error = refusal(f"postgresql://visitor:{SECRET}@{server_}/x")
    assert error.code == "journal-unreachable"
    assert said in error.message


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://visitor:{SECRET}@nowhere@host/x",
        "postgresql://visitor:salasana@kukaan@host/x",
        "postgresql://visitor:salasana/jota@host/x",
        "postgresql://visitor:jota/kukaan@host/x",
        "postgresql://visitor:salasana%jota@host/x",
        f"postgresql://visitor:{SECRET}@host/x?no-such=thing",
        "postgresql:kukaan",
        "postgresql:/kukaan",
    ],
)
def test_a_url_that_is_torn_by_its_password_is_told_without_it(url: str) -> None:
    assert refusal(url).code == "no-url"


@pytest.mark.parametrize("schema", ["pg_x", "a b", 'x"y', "", "ä", "x" * 64, "public;drop"])
def test_a_schema_that_cannot_be_is_told(schema: str) -> None:
    error = refusal(f"postgresql://visitor:{SECRET}@127.0.0.1:1/x?schema={schema}&connect_timeout=2")
    assert error.code == "no-schema"
    assert f"'{schema}'" in error.message


def test_what_the_url_says_is_libpqs_and_the_rest_is_ours() -> None:
    found = place("postgresql://a@b,c:5433/d?sslmode=disable&schema=e&connect_timeout=3&tcp_user_timeout=7")
    assert (found.schema, found.name) == ("e", "d on b,c:,5433 (schema e)")
    for part in ("host=b,c", "port=,5433", "sslmode=disable", "connect_timeout=3", "tcp_user_timeout=7"):
        assert part in found.conninfo.split()
    assert "keepalives_idle=4" in found.conninfo


def test_variables_of_the_environment_are_in_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example.org")
    monkeypatch.setenv("PGPORT", "5444")
    monkeypatch.setenv("PGDATABASE", "workshops")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    assert place("postgresql://").name == "workshops on db.example.org:5444"


def test_a_role_that_may_not_make_a_schema_is_told(server: Server, schema: str, role: str) -> None:
    error = refusal(url_of(server, schema, role))
    assert (error.code, error.fields["doing"]) == ("journal-failed", "open")
    assert "permission denied for database postgres" in error.message


def test_a_role_without_rights_is_told_what_it_may_not(server: Server, url: str, schema: str, role: str) -> None:
    """No right to the schema; then to read only: it reads, and what it cannot do leaves nothing behind."""
    with closing(PostgresJournal(url)) as journal:
        journal.append("s", 0, ["a"])
    own = url_of(server, schema, role)
    error = refusal(own)
    assert error.code == "not-allowed"
    assert "visitor may not use the schema" in error.message
    name = Identifier(schema)
    server.do(
        SQL("GRANT USAGE ON SCHEMA {} TO visitor").format(name),
        SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO visitor").format(name),
    )
    with closing(PostgresJournal(own)) as journal:
        assert [record.data for record in journal.read("s")] == ["a"]
        attempts: tuple[Callable[[], None], ...] = (
            lambda: journal.append("s", 1, ["b"]),
            lambda: journal.append("t", 0, ["b"]),
            lambda: journal.keep("s", "x", b"x"),
            lambda: journal.rewrite("s", 1, {1: "x"}, []),
        )
        for attempt in attempts:
            with pytest.raises(JournalError, match="permission denied for table"):
                attempt()
        assert journal.sessions() == (("s", 1),)


def test_a_schema_that_somebody_else_made_will_do(server: Server, schema: str, role: str) -> None:
    """A role that may not make one itself, and is no superuser, has all it needs; to take words out, too."""
    server.do(SQL("CREATE SCHEMA {} AUTHORIZATION visitor").format(Identifier(schema)))
    with closing(PostgresJournal(url_of(server, schema, role))) as journal:
        journal.append("s", 0, ["a", "b"])
        journal.rewrite("s", 2, {1: "x"}, ["c"])
        assert [record.data for record in journal.read("s")] == ["x", "b", "c"]


def test_what_was_acknowledged_is_on_the_disk_whatever_the_role_has_set(
    server: Server, url: str, role: str, schema: str
) -> None:
    """And of two that append at the same time the second sees what the first did."""
    server.do(
        SQL("CREATE SCHEMA {} AUTHORIZATION visitor").format(Identifier(schema)),
        SQL("ALTER ROLE visitor SET synchronous_commit TO off"),
        SQL("ALTER ROLE visitor SET default_transaction_isolation TO serializable"),
    )
    with Connections(place(url_of(server, schema, role))).connect() as db:
        assert db.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert db.execute("SHOW transaction_isolation").fetchone() == ("read committed",)
    server.do(SQL("ALTER ROLE visitor SET synchronous_commit TO remote_apply"))
    with Connections(place(url_of(server, schema, role))).connect() as db:
        assert db.execute("SHOW synchronous_commit").fetchone() == ("remote_apply",), "stricter stays"


def test_a_server_that_flushes_nothing_is_warned_of(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """The tests' own does not."""
    with caplog.at_level(logging.WARNING, "tyopaja_postgres"):
        PostgresJournal(url).close()
    assert "fsync=off" in caplog.text
    assert "postgres on " in caplog.text


def test_a_server_that_comes_up_is_waited_for(server: Server, url: str) -> None:
    """One of its processes was killed, and it begins anew: until then it is there, and lets nobody in."""
    PostgresJournal(url).close()
    rejected = 0
    for _ in range(5):
        with psycopg.connect(server.url().partition("&schema")[0]) as db:
            (process,) = db.execute("SELECT pg_backend_pid()").fetchone() or (0,)
            os.kill(process, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                db.execute("SELECT 1")
            try:
                psycopg.connect(server.url().partition("&schema")[0]).close()
            except psycopg.OperationalError:
                rejected += 1
            PostgresJournal(url).close()
    assert rejected, "or else nobody was waited for"


def test_without_libpq_it_is_said_what_to_install() -> None:
    program = """
import sys
sys.modules["psycopg"] = None
from tyopaja_postgres import tyopaja_journals
from tyopaja.errors import JournalError
try:
    tyopaja_journals()["postgresql"]("postgresql://")
except JournalError as error:
    print(error.code, error.message)
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.startswith("no-libpq ")
    assert "pip install 'tyopaja-postgres[binary]'" in said


def test_psycopg_is_imported_when_a_journal_is_opened_and_not_before() -> None:
    program = "import sys, tyopaja_postgres; tyopaja_postgres.tyopaja_journals(); print('psycopg' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"


def test_the_hook_answers_to_both_spellings() -> None:
    assert set(tyopaja_journals()) == {"postgresql", "postgres"}
