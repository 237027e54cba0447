"""Any path may be named: a pack, a folder or file of one, or a file by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import Problem

Check = Callable[..., list[Problem]]


@pytest.fixture
def broken(pack: Path) -> Path:
    """A pack with a mistake in each of its files."""
    for file, old, new in (
        ("pack.toml", "designer", "designer"),
        ("canvases/muistilaput.toml", "at-most = 5", 'at-most = "5"'),
        ("flows/iltapaiva.toml", 'take = "voted"', 'take = "vote"'),
    ):
        path = pack / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return pack


def files(problems: list[Problem]) -> list[str]:
    """The file that each is in."""
    return [problem.file for problem in problems]


def test_a_file_of_a_pack_is_checked_in_its_light_and_alone_reported(broken: Path, check: Check) -> None:
    canvas, flow = broken / "canvases" / "muistilaput.toml", broken / "flows" / "iltapaiva.toml"
    assert files(check(canvas)) == [str(canvas)]
    assert files(check(flow)) == [str(flow)]
    assert files(check(flow, canvas)) == [str(flow), str(canvas)]


def test_a_problem_of_pack_toml_is_told_with_each_of_its_files(broken: Path, check: Check) -> None:
    (broken / "pack.toml").write_text("format = 1", encoding="utf-8")
    found = check(broken / "flows" / "iltapaiva.toml")
    assert set(files(found)) == {str(broken / "pack.toml"), str(broken / "flows" / "iltapaiva.toml")}
    assert set(files(check(broken / "pack.toml"))) == {str(broken / "pack.toml")}


def test_a_folder_of_a_pack_is_all_files_in_it(broken: Path, check: Check) -> None:
    assert files(check(broken / "flows")) == [str(broken / "flows" / "iltapaiva.toml")]


def test_each_problem_is_told_once_however_often_its_file_is_named(broken: Path, check: Check) -> None:
    assert len(check(broken, broken, broken / "flows", broken / "flows" / "iltapaiva.toml")) == 2


def test_files_are_called_as_the_user_calls_them(broken: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    assert files(check(Path("koe"))) == ["koe/canvases/muistilaput.toml", "koe/flows/iltapaiva.toml"]
    monkeypatch.chdir(broken)
    assert files(check(Path())) == ["canvases/muistilaput.toml", "flows/iltapaiva.toml"]
    assert files(check(Path("canvases/muistilaput.toml"))) == ["canvases/muistilaput.toml"]
    assert files(check(Path("flows"))) == ["flows/iltapaiva.toml"]
    monkeypatch.chdir(broken / "canvases")
    assert files(check(Path("muistilaput.toml"))) == ["muistilaput.toml"]
    (broken / "pack.toml").write_text("format = 2", encoding="utf-8")
    assert files(check(Path("muistilaput.toml"))) == ["../pack.toml"]


def test_a_canvas_without_a_pack_is_checked_by_itself(broken: Path, tmp_path: Path, check: Check) -> None:
    alone = tmp_path / "oma.toml"
    alone.write_bytes((broken / "canvases" / "muistilaput.toml").read_bytes())
    (problem,) = check(alone)
    assert (problem.file, problem.line, problem.code) == (str(alone), 21, "wrong-type")
    alone.write_text(
        alone.read_text(encoding="utf-8").replace('"5"', "5").replace('"huonoa"', '"huono"'), encoding="utf-8"
    )
    assert [problem.line for problem in check(alone)] == [8]


def test_a_flow_without_a_pack_is_checked_as_far_as_it_can_be(broken: Path, tmp_path: Path, check: Check) -> None:
    """Its canvases are wherever its pack is, and nothing is said of them."""
    alone = tmp_path / "oma.toml"
    alone.write_text(
        (broken / "flows" / "iltapaiva.toml").read_text(encoding="utf-8").replace('"vote"', '"voted"', 2),
        encoding="utf-8",
    )
    assert [problem.code for problem in check(alone)] == ["unknown-activity"]


def test_what_is_no_definition_is_said_to_be_none(pack: Path, tmp_path: Path, check: Check) -> None:
    (tmp_path / "transcript.toml").write_text('flow = "x"\n[[do]]\ncommand = "join"\n', encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    for path in (tmp_path / "transcript.toml", tmp_path / "picture.png"):
        assert [problem.code for problem in check(path)] == ["not-a-definition"]
    assert [problem.code for problem in check(tmp_path)] == ["no-pack"]


def test_what_is_not_there_is_a_problem(pack: Path, check: Check) -> None:
    for path in (Path("nowhere"), pack / "canvases" / "nowhere.toml", pack / "pack.toml" / "x"):
        (problem,) = check(path)
        assert (problem.file, problem.line, problem.column, problem.code) == (str(path), 1, 1, "no-such-file")


def test_what_a_canvas_by_itself_answers_is_wherever_its_pack_is(tmp_path: Path, check: Check) -> None:
    alone = tmp_path / "oma.toml"
    text = 'title = "Oma"\n[layout]\nareas = ["a"]\n[section.a]\ntitle = "A"\nanswers = "muualla.tarpeet"\n'
    alone.write_text(text, encoding="utf-8")
    assert check(alone) == []
    alone.write_text(text.replace('"muualla.tarpeet"', '"muualla"'), encoding="utf-8")
    assert [(one.line, one.column, one.code) for one in check(alone)] == [(6, 11, "bad-place")]
