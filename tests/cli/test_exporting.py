"""`export`: a file is whole or not there, whatever stood at its place before and however full the disk is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tyopaja import OutputError
from tyopaja.exporting.files import write_file

Cli = Callable[..., Any]
KULUT = Path(__file__).resolve().parents[2] / "examples" / "packs" / "kulut"


def test_a_file_that_is_there_is_replaced_and_keeps_its_permissions(cli: Cli, journal: str, tmp_path: Path) -> None:
    file = tmp_path / "poster.txt"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o640)
    done = cli("export", "kaamos", "--as", "text", "-o", file, "--journal", journal)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert "Arjen kompassi · Hotelli Kaamos" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_file(tmp_path / "link.txt", b"after")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"after"


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    write_file(tmp_path / "loop.txt", b"after")
    assert (tmp_path / "loop.txt").read_bytes() == b"after"


def test_a_link_to_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("missing/real.txt")
    with pytest.raises(OutputError) as caught:
        write_file(tmp_path / "link.txt", b"after")
    assert caught.value.code == "cannot-write"
    assert (tmp_path / "link.txt").is_symlink()


def test_a_name_as_long_as_the_file_system_takes_is_fine(tmp_path: Path) -> None:
    write_file(tmp_path / ("a" * 250 + ".txt"), b"whole")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"through")
    assert os.read(reader, 100) == b"through"
    assert pipe.is_fifo()
    os.close(reader)


def test_a_folder_and_a_missing_folder_are_told_apart_from_a_file(cli: Cli, journal: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = cli("export", "kaamos", "--as", "text", "-o", "folder", "--journal", journal)
    assert done.code == 1
    assert "folder is a folder" in done.err
    done = cli("export", "kaamos", "--as", "text", "-o", "missing/x.txt", "--journal", journal)
    assert done.code == 1
    assert "There is no folder missing" in done.err
    assert not (tmp_path / "missing").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
def test_a_full_place_is_told_and_is_not_a_file_of_nought_bytes() -> None:
    with pytest.raises(OutputError) as caught:
        write_file(Path("/dev/full"), b"x" * 100_000)
    assert caught.value.code == "cannot-write"
    assert "No space left" in caught.value.message


def test_a_disk_that_fills_up_leaves_what_stood_there_and_no_half_of_the_new(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the write stops in the middle."""
    (tmp_path / "poster.txt").write_text("before", encoding="utf-8")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tyopaja import OutputError\n"
        "from tyopaja.exporting.files import write_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_file(Path('poster.txt'), b'x' * 100_000)\n"
        "except OutputError as error:\n"
        "    sys.exit(error.code)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stderr.strip() == "cannot-write"
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("poster.txt", "before")]


def test_an_interrupt_in_the_middle_leaves_nothing_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "poster.txt", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
@pytest.mark.parametrize("command", [["export", "kaamos", "--as", "text", "-o", "-"], ["log", "kaamos"]])
def test_output_that_nothing_can_take_is_told_in_words(
    command: list[str], journal: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    words = [sys.executable, "-m", "tyopaja", *command, "--journal", journal]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(words, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr == "The output could not be written: No space left on device.\n"


def test_an_output_that_is_closed_is_told_in_words(journal: str, environment: dict[str, str]) -> None:
    words = [sys.executable, "-m", "tyopaja", "log", "kaamos", "--journal", journal]
    shell = ["sh", "-c", '"$@" >&-', "sh", *words]
    ran = subprocess.run(shell, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "The output could not be written: it is closed.\n")


def test_export_to_stdout_gives_the_bytes_and_nothing_else(run: Cli, cli: Cli, journal: str, tmp_path: Path) -> None:
    assert cli("export", "kaamos", "--as", "html", "-o", "x.html", "--journal", journal).code == 0
    done = run("export", "kaamos", "--as", "html", "-o", "-", "--journal", journal, PYTHONIOENCODING="latin-1")
    assert done.out.encode() == (tmp_path / "x.html").read_bytes()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--as", "pfd"], "There is no format 'pfd'. Did you mean 'pdf'?"),
        (["--as", "text", "--what", "compas"], "There is no view 'compas'. Did you mean 'compass'?"),
        (["--as", "text", "--what", "canvas:profili"], "There is no sheet 'profili'. Did you mean 'profiili'?"),
        (["--as", "text", "--locale", "suomi!"], "suomi!"),
        (["--as", "text", "--locale", "../../x"], "../../x"),
    ],
)
def test_what_cannot_be_exported_is_told_with_the_nearest(
    words: list[str], part: str, cli: Cli, journal: str, tmp_path: Path
) -> None:
    done = cli("export", "kaamos", *words, "-o", "x", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert part in done.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("what", ["compass", "report", "session", "canvas:profiili"])
def test_every_view_is_exported_in_another_language(what: str, cli: Cli, journal: str, tmp_path: Path) -> None:
    words = ("--as", "html", "--what", what, "--locale", "en_GB", "-o", "x.html", "--journal", journal)
    assert cli("export", "kaamos", *words).code == 0
    assert 'lang="en-GB"' in (tmp_path / "x.html").read_text(encoding="utf-8")


@pytest.fixture
def groups(cli: Cli, tmp_path: Path, transcript: Callable[..., Path]) -> tuple[str, ...]:
    """The options for a session `ryhmat` in which two groups write, Aino and Caj for themselves too."""
    options = ("--journal", f"sqlite:{tmp_path / 'groups.db'}", "--pack", str(KULUT))
    path = transcript(
        'command = "join"\nby = "ilse"\nrole = "facilitator"',
        'command = "join"\nby = "aino"\nname = "Aino Sipola"',
        'command = "join"\nby = "caj"',
        'command = "advance"\nby = "ilse"\nreason = "aloitetaan"',
        'command = "add"\nby = "aino"\nsheet = "seina"\nsection = "havainnot"\ntext = "Ainon oma"',
        'command = "add"\nby = "caj"\nsheet = "seina"\nsection = "havainnot"\ntext = "Cajn oma"',
        'command = "go"\nby = "ilse"\nto = "ryhmissa"\nreason = "testi"',
        'command = "seat"\nby = "ilse"\nperson = "aino"\ngroup = "ryhma-1"',
        'command = "seat"\nby = "ilse"\nperson = "caj"\ngroup = "ryhma-2"',
        'command = "add"\nby = "aino"\nsheet = "ryhman-seina"\nsection = "ideat"\ntext = "Kyltti"',
        'command = "add"\nby = "caj"\nsheet = "ryhman-seina"\nsection = "ideat"\ntext = "Valot"',
        head='flow = "ideapaiva"\ntitle = "Kaamos"\nsession = "ryhmat"',
    )
    done = cli("play", path, *options)
    assert done.code == 0, done.err
    return options


def test_a_groups_own_sheet_is_exported_by_its_name_and_all_of_them_by_the_plain_one(
    cli: Cli, groups: tuple[str, ...]
) -> None:
    def exported(what: str) -> str:
        done = cli("export", "ryhmat", "--as", "text", "--what", what, "-o", "-", *groups)
        assert done.code == 0, done.err
        return str(done.out)

    own, everybody = exported("canvas:ryhman-seina@ryhma-1"), exported("canvas:ryhman-seina")
    assert "Ryhmän seinä – Ryhmä 1" in own
    assert ("Kyltti" in own, "Valot" in own) == (True, False)
    assert "Kyltti\n    (Aino Sipola · Ryhmä 1)" in everybody
    assert "Valot\n    (caj · Ryhmä 2)" in everybody


def test_a_sheet_of_a_group_that_there_is_not_is_told_with_those_that_there_are(
    cli: Cli, groups: tuple[str, ...]
) -> None:
    done = cli("export", "ryhmat", "--as", "text", "--what", "canvas:ryhman-seina@ryhma-7", "-o", "-", *groups)
    assert (done.code, done.out) == (1, "")
    assert "There is no sheet 'ryhman-seina@ryhma-7'. Did you mean 'ryhman-seina@ryhma-" in done.err


def test_for_a_viewer_what_they_wrote_for_themselves_is_exported_and_nobody_elses(
    cli: Cli, groups: tuple[str, ...]
) -> None:
    cli("do", "ryhmat", "go", "by=ilse", "to=itsekseen", "reason=takaisin", *groups)
    cli("do", "ryhmat", "add", "by=aino", "sheet=seina", "section=havainnot", "text=Ainon toinen", *groups)
    words = ("export", "ryhmat", "--as", "text", "--what", "canvas:seina", "-o", "-", *groups)
    nobodys, ainos, cajs = cli(*words), cli(*words, "--viewer", "aino"), cli(*words, "--viewer", "caj")
    assert ["Ainon toinen" in done.out for done in (nobodys, ainos, cajs)] == [False, True, False]
    assert "Ainon toinen\n    (vain sinulle näkyvä)" in ainos.out
    assert "2 merkintää odottaa paljastamista." in cajs.out


@pytest.mark.parametrize(
    ("viewer", "part"),
    [
        ("ano", "There is no person 'ano'. Did you mean 'aino'?"),
        ("Aino Sipola", "There is no person 'Aino Sipola'. Did you mean 'aino'?"),
        ("xyz", "There is no person 'xyz'. Known: aino, caj, ilse."),
    ],
)
def test_a_viewer_who_never_joined_is_told_with_the_nearest(
    viewer: str, part: str, cli: Cli, groups: tuple[str, ...], tmp_path: Path
) -> None:
    done = cli("export", "ryhmat", "--as", "text", "--viewer", viewer, "-o", "x", *groups)
    assert (done.code, done.out) == (1, "")
    assert part in done.err
    assert not (tmp_path / "x").exists()
