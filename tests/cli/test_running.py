"""How the command line starts and ends: options, exit codes, signals, pipes, terminals."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine
from tyopaja.cli.app import COMMANDS

Cli = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"babel", "cattrs", "packaging", "pluggy", "rich", "rpds", "sqlite3", "starlette", "tomllib", "typst"}


def loaded(*program: str) -> set[str]:
    """The modules, without their submodules, that a program of Python loads."""
    words = [sys.executable, "-X", "importtime", *program]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines() if "|" in line}


def test_telling_the_version_loads_nothing_heavy() -> None:
    assert loaded("-m", "tyopaja", "--version") & HEAVY == set()


def test_importing_tyopaja_loads_nothing_of_anybody_else() -> None:
    assert loaded("-c", "import tyopaja") & (HEAVY | {"attr", "attrs", "click"}) == set()


def test_an_engine_loads_no_renderer_of_print_and_no_front() -> None:
    program = "import tyopaja; tyopaja.Engine().start('arjen-kompassi', title='X')"
    assert loaded("-c", program) & {"typst", "rich", "click", "starlette", "babel"} == set()


def test_the_version_is_that_of_the_package(run: Cli) -> None:
    assert run("--version").out == "tyopaja, version 0.1.0\n"


FILES_ONLY = ("new", "pack")
"""Commands that write files and look into no journal."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, cli: Cli) -> None:
    done = cli(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: tyopaja {command} ")
    for option in () if command in FILES_ONLY else ("--journal", "--pack", "--debug"):
        assert option in done.out


def test_the_page_of_help_has_every_command(cli: Cli) -> None:
    done = cli("-h")
    assert done.code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in done.out] == []


def test_no_command_at_all_is_wrong_usage_and_shows_the_help(cli: Cli) -> None:
    done = cli()
    assert (done.code, done.out) == (2, "")
    assert "Commands:" in done.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["strat"], "There is no command 'strat'."),
        (["exprot"], "Did you mean 'export'?"),
        (["list"], "Missing argument"),
        (["list", "flows", "--jsn"], "No such option"),
        (["state"], "Missing argument 'SESSION'"),
        (["start", "arjen-kompassi"], "--title"),
        (["export", "kaamos", "--as", "pdf"], "--output"),
        (["log", "kaamos", "kaamos"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_meant(words: list[str], part: str, cli: Cli) -> None:
    done = cli(*words)
    assert (done.code, done.out) == (2, "")
    assert part in done.err


def test_shared_options_stand_before_or_after_the_command(cli: Cli, journal: str) -> None:
    before = cli("--journal", journal, "list", "sessions", "--json")
    after = cli("list", "sessions", "--json", "--journal", journal)
    assert before == after
    assert [item["id"] for item in json.loads(after.out)] == ["kaamos"]


def renamed(pack: Path, name: str) -> Path:
    """A copy of a pack under another id."""
    copy = Path(shutil.copytree(pack, pack.parent / name))
    head = (copy / "pack.toml").read_text(encoding="utf-8")
    (copy / "pack.toml").write_text(head.replace('"arctic-factory"', f'"{name}"'), encoding="utf-8")
    return copy


def test_packs_come_from_options_before_and_after_and_from_the_environment(
    cli: Cli, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (renamed(pack, name) for name in ("yksi", "kaksi", "kolme"))
    monkeypatch.setenv("TYOPAJA_PACKS", os.pathsep.join([str(three), "", str(one)]))
    done = cli("--pack", one, "list", "packs", "--json", "--pack", two)
    assert done.err == ""
    assert [item["id"] for item in json.loads(done.out)] == ["yksi", "kaksi", "kolme", "arctic-factory"]


def test_the_journal_comes_from_the_option_then_from_the_environment(
    cli: Cli, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TYOPAJA_JOURNAL", journal)
    assert cli("state", "kaamos").code == 0
    assert cli("state", "kaamos", "--journal", "memory:").code == 1


def test_the_journal_is_in_the_users_data_folder_otherwise(cli: Cli, tmp_path: Path) -> None:
    session = cli("start", "arjen-kompassi", "--title", "X").out.strip()
    assert (tmp_path / "data" / "tyopaja" / "journal.db").is_file()
    assert cli("state", session).code == 0


def test_a_journal_named_by_its_path_alone_is_told_how_to_write_it(cli: Cli) -> None:
    done = cli("list", "sessions", "--journal", "series.db")
    assert (done.code, done.out) == (1, "")
    assert "sqlite:series.db" in done.err


@pytest.mark.parametrize("debug", [False, True])
def test_a_journal_that_cannot_be_read_ends_with_3_with_a_traceback_only_when_asked(
    debug: bool, run: Cli, tmp_path: Path
) -> None:
    (tmp_path / "junk.db").write_bytes(b"this is no database, and never was one" * 100)
    done = run("list", "sessions", "--journal", "sqlite:junk.db", *(["--debug"] if debug else []))
    assert (done.code, done.out) == (3, "")
    assert "junk.db" in done.err
    assert ("Traceback" in done.err) is debug


def test_debug_shows_where_input_was_wrong_and_ends_with_1_all_the_same(run: Cli, journal: str) -> None:
    done = run("--debug", "state", "nobody", "--journal", journal)
    assert done.code == 1
    assert "Traceback" in done.err


def test_a_reader_that_goes_away_ends_the_command_quietly_as_any_tool_of_the_shell(
    journal: str, environment: dict[str, str]
) -> None:
    log = subprocess.Popen(
        [sys.executable, "-m", "tyopaja", "log", "kaamos", "--json", "--journal", journal],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert log.stdout is not None
    assert log.stderr is not None
    log.stdout.close()
    complaints = log.stderr.read()
    log.stderr.close()
    assert (log.wait(), complaints) == (128 + signal.SIGPIPE, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8_costs_a_letter_and_never_the_command(
    encoding: str, journal: str, environment: dict[str, str]
) -> None:
    for words in (["state", "kaamos"], ["log", "kaamos"], ["list", "canvases"]):
        ran = subprocess.run(
            [sys.executable, "-m", "tyopaja", *words, "--journal", journal],
            env={**environment, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout


def test_json_is_utf_8_whatever_the_terminal_speaks(run: Cli, journal: str) -> None:
    done = run("log", "kaamos", "--json", "--journal", journal, PYTHONIOENCODING="latin-1")
    assert "Hiljaisuutta ja 👍🏽" in done.out


def long_transcript(path: Path, notes: int) -> Path:
    """A play of many commands."""
    note = '[[do]]\ncommand = "add"\nby = "aino"\nsheet = "profiili"\nsection = "tarpeet"\ntext = "Valoa"\n'
    head = (
        'flow = "arjen-kompassi"\ntitle = "X"\nsession = "pitka"\n'
        '[[do]]\ncommand = "join"\nby = "aino"\nrole = "facilitator"\n'
        '[[do]]\ncommand = "go"\nby = "aino"\nto = "profiili"\nreason = "testi"\n'
    )
    undo = '[[do]]\ncommand = "undo"\nby = "aino"\n'
    path.write_text(head + (note + undo) * notes, encoding="utf-8")
    return path


def test_ctrl_c_during_a_play_ends_with_130_and_a_journal_that_goes_on(
    tmp_path: Path, environment: dict[str, str], cli: Cli
) -> None:
    script = long_transcript(tmp_path / "t.toml", 4000)
    play = subprocess.Popen(
        [sys.executable, "-m", "tyopaja", "play", str(script), "--journal", f"sqlite:{tmp_path / 'j.db'}"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with Engine(journal=f"sqlite:{tmp_path / 'j.db'}") as engine:
        deadline = time.monotonic() + 20
        while sum(one.events for one in engine.sessions()) < 100:  # a session of the series begins with forty
            assert time.monotonic() < deadline
            time.sleep(0.02)
    play.send_signal(signal.SIGINT)
    out, err = play.communicate(timeout=20)
    assert (play.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert "Stopped." in err
    assert re.search(r"t\.toml:\d+: stopped in command \d+ of 8002, in session pitka", err)
    with Engine(journal=f"sqlite:{tmp_path / 'j.db'}") as engine:
        session = engine.open("pitka")
        assert session.state.seq >= 100
    assert cli("do", "pitka", "advance", "by=aino", "reason=testi", "--journal", "sqlite:j.db").code == 0


@pytest.mark.parametrize("terminal", [True, False])
def test_a_progress_bar_is_for_a_terminal_alone(terminal: bool, tmp_path: Path, environment: dict[str, str]) -> None:
    script = long_transcript(tmp_path / "t.toml", 40)
    words = [sys.executable, "-m", "tyopaja", "play", str(script), "--journal", "memory:"]
    if not terminal:
        ran = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "pitka\n", "")
        return
    master, slave = pty.openpty()
    shown = b""
    with subprocess.Popen(
        words, env={**environment, "TERM": "xterm", "COLUMNS": "80"}, stdout=subprocess.PIPE, stderr=slave
    ) as play:
        os.close(slave)
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        assert play.stdout is not None
        assert play.stdout.read() == b"pitka\n"
    os.close(master)
    assert play.returncode == 0
    assert b"Playing" in shown
