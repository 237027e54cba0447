"""The command line as a person and a script use it: in a process of its own where that is the point, and in this one
where a process would add nothing but its start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tyopaja import Engine, commands
from tyopaja.cli import main

ROOT = Path(__file__).resolve().parents[2]


@frozen
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Done]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """This process's, without what steers tyopaja, and with a data folder of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TYOPAJA_")}
    return {**kept, "XDG_DATA_HOME": str(tmp_path / "data")}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Cli:
    """`python -m tyopaja …` in a process of its own, in an empty folder; further variables by keyword."""

    def run(*args: object, **variables: str) -> Done:
        ran = subprocess.run(
            [sys.executable, "-m", "tyopaja", *map(str, args)],
            cwd=tmp_path,
            env={**environment, **variables},
            capture_output=True,
            check=False,
        )
        return Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


@pytest.fixture
def cli(
    tmp_path: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Cli:
    """The same in this process."""
    for name in [name for name in os.environ if name.startswith("TYOPAJA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", environment["XDG_DATA_HOME"])
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> Done:
        capsys.readouterr()
        code: Any = 0
        try:
            main([str(one) for one in args])
        except SystemExit as leaving:
            code = leaving.code or 0
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call


@pytest.fixture(scope="session")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with one session, `kaamos`: Aino holds the chair, and two notes are written."""
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    with Engine(journal=f"sqlite:{path}") as engine:
        session = engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
        session.do(commands.Join(by="aino", called="Aino Sipola", role="facilitator", id="c1"))
        session.do(commands.Go(by="aino", to="profiili", reason="testi", id="c2"))
        session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="Hiljaisuutta ja 👍🏽", id="n1"))
        session.do(commands.Add(by="aino", sheet="profiili", section="tarpeet", text="Selkeä aikataulu", id="n2"))
    return path


@pytest.fixture
def journal(_begun: Path, tmp_path: Path) -> str:
    """The URL of this test's own copy of that journal."""
    shutil.copy(_begun, tmp_path / "journal.db")
    return f"sqlite:{tmp_path / 'journal.db'}"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """This test's own copy of the repository's pack."""
    return Path(shutil.copytree(ROOT / "canvases", tmp_path / "pack"))


@pytest.fixture
def transcript(tmp_path: Path) -> Callable[..., Path]:
    """Writes a transcript: a head, and commands as tables of TOML between `[[do]]`s."""

    def write(*do: str, head: str = 'flow = "arjen-kompassi"\ntitle = "Hotelli Kaamos"', name: str = "t.toml") -> Path:
        path = tmp_path / name
        path.write_text("\n\n".join([head, *(f"[[do]]\n{one}" for one in do)]) + "\n", encoding="utf-8")
        return path

    return write
