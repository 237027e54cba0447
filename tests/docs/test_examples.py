"""What README and docs show is what happens: their examples run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.definitions import check_paths

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


TRIED_ELSEWHERE = ("TestMyJournal", "# project/asgi.py")
"""What stands in blocks that are parts of something larger: each has a test of its own."""
PROGRAMS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(blocks(page, "python"), 1)
    if not any(mark in block for mark in TRIED_ELSEWHERE)
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_on_a_page_runs_in_an_empty_folder(program: str, tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "source", [block for block in blocks(ROOT / "docs" / "plugins.md", "python") if "@hookimpl" in block]
)
def test_a_plugin_on_the_page_of_plugins_is_loaded_and_answers_its_hook(source: str, tmp_path: Path) -> None:
    plugin = tmp_path / "a_plugin_of_the_docs.py"
    plugin.write_text(source, encoding="utf-8")
    (tmp_path / "our-pack").mkdir()
    with Engine(plugins=[str(plugin)]) as engine:
        info = next(one for one in engine.plugins.infos() if one.name == plugin.stem)
    assert (info.status, info.reason) == ("loaded", "")
    assert list(info.hooks) == re.findall(r"def (tyopaja_\w+)", source)


def test_the_contract_suite_on_the_page_of_plugins_passes(tmp_path: Path) -> None:
    source = next(block for block in blocks(ROOT / "docs" / "plugins.md", "python") if "TestMyJournal" in block)
    (tmp_path / "test_mine.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_pack_on_the_page_of_the_format_is_sound(tmp_path: Path) -> None:
    for block in blocks(ROOT / "docs" / "format.md", "toml"):
        name = re.match(r"# (\S+\.toml)", block)
        assert name is not None
        (tmp_path / name[1]).parent.mkdir(exist_ok=True)
        (tmp_path / name[1]).write_text(block, encoding="utf-8")
    with Engine() as engine:
        assert check_paths([tmp_path], engine.plugins.vocabulary(), "0.1.0") == []


def test_the_session_on_the_page_of_the_format_compiles_its_result(tmp_path: Path) -> None:
    test_the_pack_on_the_page_of_the_format_is_sound(tmp_path)
    transcript = tmp_path / "ilta.toml"
    head = 'flow = "ilta"\ntitle = "Lumisoihtu"\n'
    do = '[[do]]\ncommand = "{}"\nby = "aino"\n{}\n'
    lines = [do.format("join", 'role = "facilitator"')]
    where = 'sheet = "iltahetki"\nsection = "muistot"\npart = "hyva"\n'
    lines += [do.format("add", where + f'text = "{text}"') for text in ("Lyhdyt", "Hiljaisuus", "Keitto")]
    transcript.write_text(head + "".join(lines), encoding="utf-8")
    with Engine(packs=[tmp_path]) as engine:
        session = engine.play(engine.transcript(transcript))
        assert "Lumisoihtu" in engine.render(session, what="compass", format="text").text


def test_the_transcript_on_the_page_of_the_command_line_plays(tmp_path: Path) -> None:
    transcript = tmp_path / "transcript.toml"
    transcript.write_text(blocks(ROOT / "docs" / "command-line.md", "toml")[0], encoding="utf-8")
    with Engine() as engine:
        assert list(engine.play(engine.transcript(transcript)).state.people) == ["aino"]


def test_every_command_of_the_command_line_has_a_line_on_its_page() -> None:
    from tyopaja.cli.app import COMMANDS

    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`tyopaja {name} " not in page and f"`tyopaja {name}`" not in page] == []


def test_every_command_of_a_session_has_its_keys_on_the_page_of_the_command_line() -> None:
    from tyopaja.model.commands import COMMANDS

    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    table = page.partition("keys beside")[2]
    assert [name for name in COMMANDS if f"`{name}`" not in table] == []


def test_the_reference_says_what_the_classes_say() -> None:
    tool = [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"]
    assert subprocess.run(tool, capture_output=True, text=True, check=False).stderr == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
