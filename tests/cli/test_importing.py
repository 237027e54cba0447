"""`tyopaja import` as a person and a script use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyopaja import Engine

Cli = Callable[..., Any]


def texts(journal: str, section: str = "tarpeet") -> list[str | None]:
    with Engine(journal=journal) as engine:
        return [entry.text for entry in engine.open("kaamos").state.entries_in("profiili", section)]


BEFORE = ["Hiljaisuutta ja 👍🏽", "Selkeä aikataulu"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lista.csv"
    path.write_text("osio;teksti\nTarpeet;Kahvia\nTarpeet;Selkeä aikataulu\nPelot;Melu\n", encoding="utf-8")
    return path


def test_the_differences_are_shown_and_taken_with_yes(cli: Cli, journal: str, file: Path) -> None:
    done = cli("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--yes")
    assert done.out.splitlines() == [
        "Uusia (2)",
        "  + Asiakasprofiili · Tarpeet: Kahvia",
        "  + Asiakasprofiili · Pelot: Melu",
        "Ennallaan: yksi merkintä",
    ]
    assert (done.code, done.err) == (0, "Tuotiin 2 muutosta.\n")
    assert texts(journal) == [*BEFORE, "Kahvia"]
    again = cli("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--yes")
    assert (again.code, again.out.splitlines()[0], again.err) == (
        0, "Tiedostossa ei ole mitään, mitä istunnossa ei jo ole.", "",
    )  # fmt: skip


def test_a_look_takes_nothing(cli: Cli, journal: str, file: Path) -> None:
    done = cli("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--dry-run")
    assert (done.code, "+ Asiakasprofiili · Tarpeet: Kahvia" in done.out) == (0, True)
    assert texts(journal) == BEFORE


def test_away_from_a_terminal_nobody_is_asked_and_nothing_is_taken(run: Cli, journal: str, file: Path) -> None:
    done = run("--journal", journal, "import", "kaamos", file, "--into", "profiili")
    assert (done.code, "Uusia (2)" in done.out, "Say --yes" in done.err) == (2, True, True)
    assert texts(journal) == BEFORE


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to be had")
@pytest.mark.parametrize(("answer", "taken"), [(b"y\n", True), (b"n\n", False)])
def test_at_a_terminal_one_is_asked_after_the_differences(
    answer: bytes, taken: bool, journal: str, file: Path, environment: dict[str, str]
) -> None:
    ours, theirs = os.openpty()
    os.write(ours, answer)
    command = [
        sys.executable,
        "-m",
        "tyopaja",
        "--journal",
        journal,
        "import",
        "kaamos",
        str(file),
        "--into",
        "profiili",
    ]
    done = subprocess.run(command, stdin=theirs, env=environment, capture_output=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, "Uusia (2)" in done.stdout.decode(), "Take it?" in done.stderr.decode()) == (0, True, True)
    assert texts(journal) == ([*BEFORE, "Kahvia"] if taken else BEFORE)


def test_what_is_piped_in_is_a_list_unless_it_is_said_what_it_is(journal: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tyopaja", "--journal", journal, "import", "kaamos", "-", "--yes"]

    def piped(data: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*command, *more], input=data, env=environment, capture_output=True, check=False)

    assert piped("- Kahvia\n- Teetä\n".encode(), "--into", "profiili.tarpeet").returncode == 0
    assert piped(b"## Tarpeet\n- Mehua\n", "--as", "markdown", "--into", "profiili").returncode == 0
    assert texts(journal) == [*BEFORE, "Kahvia", "Teetä", "Mehua"]


def test_a_file_with_something_wrong_in_it_is_not_taken_by_half(cli: Cli, journal: str, file: Path) -> None:
    file.write_text("osio;teksti\nTarpeet;Kahvia\nPelkot;Melu\n", encoding="utf-8")
    asked = ("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--yes")
    done = cli(*asked)
    assert (done.code, "Nothing was taken" in done.err) == (1, True)
    assert "  × rivi 3: Osiota ”Pelkot” ei ole. Tarkoititko ”Pelot”? [Melu]\n" in done.out
    assert texts(journal) == BEFORE
    assert cli(*asked, "--skip-wrong").code == 0
    assert texts(journal) == [*BEFORE, "Kahvia"]


def test_json_has_everything_and_takes_only_with_yes(cli: Cli, journal: str, file: Path) -> None:
    asked = ("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--json")
    done = cli(*asked)
    told: dict[str, Any] = json.loads(done.out)
    assert (done.code, told["taken"], told["by"], told["session"]) == (0, False, "aino", "kaamos")
    assert [(one["text"], one["place"], one["line"]) for one in told["added"]] == [
        ("Kahvia", "profiili.tarpeet", 2), ("Melu", "profiili.pelot", 4),
    ]  # fmt: skip
    assert {"edited", "moved", "removed", "linked", "conflict", "unchanged", "wrong", "skipped"} <= told.keys()
    assert texts(journal) == BEFORE
    assert json.loads(cli(*asked, "--yes").out)["taken"] is True
    assert texts(journal) == [*BEFORE, "Kahvia"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "lista.csv: The file is empty"),
        (b"a\0b", "lista.csv: Line 1 has a NUL character"),
        ("Yötä".encode("cp1252"), "'Yötä'. Save the file as UTF-8"),
        (b"a,b\nc,d", "names no column of texts"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words(
    content: bytes, said: str, cli: Cli, journal: str, file: Path
) -> None:
    file.write_bytes(content)
    done = cli("--journal", journal, "import", "kaamos", file, "--into", "profiili", "--yes")
    assert (done.code, done.out, said in done.err, "Traceback" in done.err) == (1, "", True, False)


def test_a_hundred_megabytes_are_refused_without_being_read(cli: Cli, journal: str, file: Path) -> None:
    with file.open("wb") as written:
        written.truncate(100_000_000)
    done = cli("--journal", journal, "import", "kaamos", file, "--yes")
    assert (done.code, "20 MB can be imported" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ei-ole.csv",), "ei-ole.csv cannot be read"),
        (("lista.csv", "--into", "profili"), "Did you mean 'profiili'?"),
        (("lista.csv", "--by", "eero"), "There is no person 'eero'"),
        (("lista.csv", "--as", "cvs"), "Did you mean 'csv'?"),
    ],
)
def test_what_there_is_not_is_told(arguments: tuple[str, ...], said: str, cli: Cli, journal: str, file: Path) -> None:
    done = cli("--journal", journal, "import", "kaamos", *arguments)
    assert (done.code, said in done.err) == (1, True)


def test_the_importers_are_listed(cli: Cli) -> None:
    assert {"csv", "json", "markdown", "text"} <= {
        one["id"] for one in json.loads(cli("list", "importers", "--json").out)
    }
