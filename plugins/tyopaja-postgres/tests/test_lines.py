"""Lines that are cut: whatever became of an append, it is found out, and nothing is lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from threading import Thread, Timer

import psycopg
import pytest
from psycopg.sql import SQL

from tyopaja.errors import Conflict, JournalError
from tyopaja.journals.following import follow
from tyopaja_postgres.journal import PostgresJournal
from tyopaja_postgres.testing import Line, Server, restart_under_load


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server."""
    with closing(Line(server.socket)) as line:
        yield line


@pytest.fixture
def journal(line: Line, schema: str) -> Iterator[PostgresJournal]:
    """A journal behind the line."""
    with closing(PostgresJournal(line.url(schema), patience=5)) as journal:
        yield journal


def kept(journal: PostgresJournal, session: str = "s") -> list[str]:
    """What a session holds."""
    return [record.data for record in journal.read(session)]


def test_an_append_whose_line_is_cut_at_any_byte_on_its_way_is_there_once(journal: PostgresJournal, line: Line) -> None:
    """It did not arrive then, or the line broke behind it: nothing on this side tells the one from the other."""
    expected = list[str]()
    for number, count in enumerate(range(1, 700, 29)):
        data = [f"{number} a", f"{number} b {'x' * 300}"]
        line.cut_after(count, "there")
        journal.append("s", len(expected), data)
        expected += data
    assert line.cuts >= 15
    assert kept(journal) == expected


def test_an_append_whose_answer_is_cut_at_any_byte_is_there_once(journal: PostgresJournal, line: Line) -> None:
    """It is done, and nobody has heard of it."""
    for number, count in enumerate(range(1, 80, 5)):
        line.cut_after(count, "back")
        journal.append("s", number, [str(number)])
    assert line.cuts >= 10
    assert kept(journal) == [str(number) for number in range(16)]


def test_a_beginning_whose_answer_is_cut_begins_the_session_once(journal: PostgresJournal, line: Line) -> None:
    for number, count in enumerate(range(1, 80, 9)):
        line.cut_after(count, "back")
        journal.append(f"s{number}", 0, ["a"])
    assert journal.sessions() == tuple((f"s{number}", 1) for number in range(9))


def test_rewriting_whose_line_is_cut_is_done_once(journal: PostgresJournal, line: Line) -> None:
    """Before it is committed or after that."""
    journal.append("s", 0, ["a", "b"])
    expected = ["a", "b"]
    for number in range(8):
        line.cut_after(250 + 150 * number, "back")
        journal.keep("s", str(number), b"x")
        journal.rewrite("s", len(expected), {1: f"a{number}"}, [f"erased {number}"], [str(number)])
        expected = [f"a{number}", *expected[1:], f"erased {number}"]
    assert line.cuts >= 4
    assert kept(journal) == expected
    assert journal.contents("s") == ()


def test_a_conflict_is_a_conflict_behind_a_line_that_is_cut(journal: PostgresJournal, line: Line) -> None:
    """Somebody else's events stand where ours would have stood."""
    journal.append("s", 0, ["a"])
    for count in range(1, 80, 9):
        line.cut_after(count, "back")
        with pytest.raises(Conflict):
            journal.append("s", 0, ["x"])
    assert kept(journal) == ["a"]


def test_writers_that_share_transactions_over_a_line_that_is_cut_lose_nothing(
    journal: PostgresJournal, line: Line
) -> None:
    """A cut leaves many in doubt at once, each about its own."""
    writers, each, failures = 8, 25, list[BaseException]()

    def write(writer: int) -> None:
        try:
            for number in range(each):
                if not writer:
                    line.cut_after(200 + 97 * number, "back" if number % 2 else "there")
                journal.append(f"s{writer}", number, [f"{writer} {number}"])
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert line.cuts >= 3
    for writer in range(writers):
        assert kept(journal, f"s{writer}") == [f"{writer} {number}" for number in range(each)]


def test_an_append_that_the_server_is_still_at_when_its_line_breaks_is_not_done_twice(
    journal: PostgresJournal, line: Line, server: Server, schema: str
) -> None:
    """It waits for a row that somebody holds; what is there says it was not done, and then it is."""
    journal.append("s", 0, ["a"])
    with psycopg.connect(server.url().partition("&schema")[0]) as holder:
        holder.execute(SQL("SELECT FROM {}.session FOR UPDATE").format(SQL(schema)))
        Timer(0.2, partial(line.hold, True)).start()
        Timer(0.3, partial(line.hold, False)).start()
        Timer(0.8, holder.rollback).start()
        journal.append("s", 1, ["b"])
        assert kept(journal) == ["a", "b"]
    assert line.cuts >= 1
    journal.append("s", 2, ["c"])
    assert kept(journal) == ["a", "b", "c"]


def test_what_reads_is_asked_again_when_its_line_is_cut(journal: PostgresJournal, line: Line) -> None:
    journal.append("s", 0, [f"{number} {'x' * 100}" for number in range(5000)])
    journal.keep("s", "x", b"x")
    line.cut_after(300_000, "back")
    assert len(kept(journal)) == 5000
    line.cut_after(1, "back")
    assert journal.fetch("s", "x") == b"x"
    assert line.cuts == 2


def test_a_server_that_stays_away_is_an_error_that_names_it_and_nothing_is_left_behind(line: Line, schema: str) -> None:
    """When it has gone before the append, nothing was sent."""
    with closing(PostgresJournal(line.url(schema), patience=0.3)) as journal:
        journal.append("s", 0, ["a"])
        line.hold()
        for _ in range(2):
            with pytest.raises(JournalError) as refused:
                journal.append("s", 1, ["b"])
            assert refused.value.code == "journal-unreachable"
            assert f"postgres on 127.0.0.1:{line.port}" in refused.value.message
        with pytest.raises(JournalError) as refused:
            kept(journal)
        assert refused.value.code == "journal-unreachable"
        line.hold(False)
        assert kept(journal) == ["a"]
        journal.append("s", 1, ["b"])
        assert kept(journal) == ["a", "b"]


def test_when_nobody_can_know_it_is_said_that_nobody_knows(line: Line, server: Server, schema: str) -> None:
    """The line breaks while the server is at it, and stays broken: the server does it all the same."""
    with closing(PostgresJournal(line.url(schema), patience=0.3)) as journal:
        journal.append("s", 0, ["a"])
        with psycopg.connect(server.url().partition("&schema")[0]) as holder:
            holder.execute(SQL("SELECT FROM {}.session FOR UPDATE").format(SQL(schema)))
            Timer(0.1, partial(line.hold, True)).start()
            with pytest.raises(JournalError) as refused:
                journal.append("s", 1, ["b"])
        assert refused.value.code == "outcome-unknown"
        assert "is not known" in refused.value.message


def test_whoever_waits_hears_of_what_was_appended_while_the_line_was_cut(
    journal: PostgresJournal, line: Line, server: Server, schema: str
) -> None:
    """Told by nobody, it looks when it has a line again."""
    heard = list[str]()
    thread = Thread(target=lambda: heard.extend(one.data for one in follow(journal, "s", patience=2.5)))
    with closing(PostgresJournal(server.url(schema))) as other:
        thread.start()
        for number in range(6):
            line.hold()
            other.append("s", number, [str(number)])
            line.hold(False)
        thread.join()
    assert heard == [str(number) for number in range(6)]


def test_writers_go_on_while_the_server_crashes_and_comes_up_again(server: Server, schema: str) -> None:
    """Nothing that was acknowledged is lost, nothing is there twice, and nobody is told that anything failed."""
    tally = restart_under_load(server, schema, rounds=5)
    assert tally.sound, tally
    assert (tally.unknown, tally.refused) == (0, 0)
    assert tally.acknowledged > 50


def test_writers_go_on_when_an_administrator_ends_their_connections(url: str, server: Server) -> None:
    with closing(PostgresJournal(url)) as journal:
        for number in range(10):
            journal.append("s", number, [str(number)])
            server.do(SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tyopaja'"))
        assert kept(journal) == [str(number) for number in range(10)]
