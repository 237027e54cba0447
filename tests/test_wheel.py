"""What is installed from the built wheels is whole: engine, pack, command line, print plugin and its fonts, and the
plugin for PostgreSQL on a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def build(project: Path, target: Path) -> Path:
    """The wheel of one project."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return next(target.glob(f"{project.name.replace('-', '_') if project != ROOT else 'tyopaja'}-*.whl"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The engine's wheel and those of two plugins, built from the tree."""
    target = tmp_path_factory.mktemp("wheels")
    plugins = (ROOT / "plugins" / name for name in ("tyopaja-typst", "tyopaja-postgres"))
    return [build(project, target) for project in (ROOT, *plugins)]


@pytest.fixture(scope="module")
def python(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheels in it; dependencies are those that the tests run with."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    interpreter = home / "bin" / "python"
    site = next((home / "lib").glob("python*")) / "site-packages"
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, *map(str, wheels)], check=True, capture_output=True)
    # Behind its own packages only: what is imported as tyopaja is the wheel's. A .pth file inside the folder named
    # is not followed, so the editable installs there do not come along.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return interpreter


def run(python: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the environment's Python in a folder of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TYOPAJA"))}
    return subprocess.run([str(python), *args], cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_pack_its_licence_and_the_engines_words(wheels: list[Path]) -> None:
    names = set(zipfile.ZipFile(wheels[0]).namelist())
    assert {
        "tyopaja/canvases/pack.toml",
        "tyopaja/canvases/LICENSE",
        "tyopaja/canvases/canvases/arjen-kompassi.toml",
        "tyopaja/canvases/flows/arjen-kompassi.toml",
        "tyopaja/locale/fi.toml",
        "tyopaja/py.typed",
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_of_the_print_plugin_holds_fonts_templates_and_their_licences(wheels: list[Path]) -> None:
    names = zipfile.ZipFile(wheels[1]).namelist()
    assert any(name.endswith(".ttf") for name in names)
    assert any(name.endswith(".typ") for name in names)
    assert any("OFL" in name for name in names)


def test_a_script_in_an_empty_folder_embeds_the_engine_from_the_wheel(python: Path, tmp_path: Path) -> None:
    script = """
import tyopaja
from tyopaja import Engine, commands
assert "site-packages" in tyopaja.__file__ and "fresh" in tyopaja.__file__, tyopaja.__file__
with Engine(journal="sqlite:series.db") as engine:
    session = engine.start("arjen-kompassi", title="Hotelli Kaamos", locale="fi")
    session.do(commands.Join(by="aino", role="facilitator"))
    poster = engine.render(session, what="compass", format="pdf")
    print(session.state.step, poster.data[:5].decode(), len(engine.render(session, format="html").text) > 1000)
"""
    ran = run(python, tmp_path, "-c", script)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[1:] == ["%PDF-", "True"]
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("series.db")] == []


def test_the_command_line_of_the_wheel_lists_the_pack_and_the_print_formats(python: Path, tmp_path: Path) -> None:
    tyopaja = str(python.parent / "tyopaja")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TYOPAJA"))}

    def lines(what: str) -> str:
        command = [tyopaja, "list", what]
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True).stdout

    assert "arjen-kompassi" in lines("flows")
    assert {"pdf", "png", "svg", "html", "markdown", "text", "json"} <= {
        line.split()[0] for line in lines("renderers").splitlines()
    }


def test_the_wheel_of_the_postgresql_plugin_keeps_a_session_on_a_real_server(python: Path, tmp_path: Path) -> None:
    script = """
import sys
import tyopaja_postgres
from tyopaja.cli import main
assert "fresh" in tyopaja_postgres.__file__, tyopaja_postgres.__file__
main(sys.argv[1:])
"""
    served = pytest.importorskip("tyopaja_postgres.testing").served
    with served(fsync="off") as server:
        journal = ("--journal", server.url("wheels"))
        begun = run(python, tmp_path, "-c", script, "start", "arjen-kompassi", "--title", "Kaamos", *journal)
        assert begun.returncode == 0, begun.stderr
        verified = run(python, tmp_path, "-c", script, "verify", "--json", *journal)
    assert verified.returncode == 0, verified.stderr
    (found,) = json.loads(verified.stdout)
    assert (found["session"], found["problems"]) == (begun.stdout.strip(), [])
    assert found["events"] > 0
    assert list(tmp_path.iterdir()) == [], "something was left in the folder"


PACK = """\
import sys
from tyopaja import Engine, __version__
from tyopaja.definitions import load_pack
with Engine() as engine:
    place = next(path for path in engine.plugins.packs() if path.name == "lumisoihtu_pack")
    pack = load_pack(place, engine.plugins.vocabulary(), __version__)
    print(pack.id, *pack.canvases, "lumisoihtu_pack" in sys.modules)
"""


def test_the_pack_that_the_page_of_plugins_makes_a_distribution_is_found_where_its_wheel_is_installed(
    python: Path, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    (project,) = (one for one in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "tyopaja.packs" in one)
    source = tmp_path / "lumisoihtu_canvases"
    folder = source / "lumisoihtu_pack"
    (folder / "canvases").mkdir(parents=True)
    (source / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / "pack.toml").write_text('format = 1\nid = "lumi"\nversion = "1"\ntitle = "Lumi"\n', encoding="utf-8")
    canvas = 'title = "Ilta"\nlayout.areas = ["a"]\nsection.a.title = "A"\n'
    (folder / "canvases" / "ilta.toml").write_text(canvas, encoding="utf-8")
    wheel, target = build(source, tmp_path / "wheels"), tmp_path / "target"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    ran = run(python, tmp_path, "-c", f"import sys; sys.path.insert(0, {str(target)!r})\n{PACK}")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["lumi", "ilta", "False"]
