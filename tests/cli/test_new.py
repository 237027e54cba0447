"""`new` and `schema`: what they write is sound, commented, and never in anybody's way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Cli = Callable[..., Any]


def made(done: Any) -> list[str]:
    """The files that a command says it wrote."""
    assert done.code == 0, done.err
    return list(done.out.split())


def silent(cli: Cli, path: object) -> bool:
    """Whether `check` has nothing at all to say, not even a warning."""
    done = cli("check", path)
    return (done.code, done.out, done.err) == (0, "", "")


def test_a_pack_a_canvas_and_a_flow_are_sound_as_they_are_written(cli: Cli, tmp_path: Path) -> None:
    assert "oma-paketti/pack.toml" in made(cli("new", "pack", "oma-paketti"))
    assert silent(cli, "oma-paketti")
    assert made(cli("new", "canvas", "iltahetki", "--pack", "oma-paketti")) == ["oma-paketti/canvases/iltahetki.toml"]
    assert made(cli("new", "flow", "ilta", "--pack", "oma-paketti")) == ["oma-paketti/flows/ilta.toml"]
    assert silent(cli, "oma-paketti")
    flow = tomllib.loads((tmp_path / "oma-paketti/flows/ilta.toml").read_text())
    assert flow["result"] == "iltahetki"


@pytest.mark.parametrize("locale", ["fi", "en", "sv", "sv-FI", "nb"])
def test_the_first_words_are_in_the_packs_language(cli: Cli, locale: str) -> None:
    cli("new", "pack", "p", "--locale", locale)
    cli("new", "canvas", "c", "--pack", "p")
    cli("new", "flow", "f", "--pack", "p")
    assert silent(cli, "p")
    assert tomllib.loads(Path("p/pack.toml").read_text())["locales"] == [locale]
    written = Path("p/canvases/c.toml").read_text()
    words = {"fi": "Mitä päätämme?", "en": "What do we decide?", "sv": "Vad beslutar vi?"}
    assert words.get(locale.partition("-")[0], words["en"]) in written


def test_finnish_comes_first(cli: Cli) -> None:
    cli("new", "pack", "p")
    head = Path("p/pack.toml").read_text()
    assert "# Paketti on kansio" in head
    assert tomllib.loads(head)["locale"] == "fi"


def test_in_a_pack_of_several_languages_every_text_is_in_each(cli: Cli, pack: Path) -> None:
    made(cli("new", "canvas", "oma", "--pack", pack))
    made(cli("new", "flow", "oma", "--pack", pack, "--locale", "en"))
    assert silent(cli, pack)
    canvas = tomllib.loads((pack / "canvases/oma.toml").read_text())
    assert canvas["section"]["paatos"]["title"] == {
        "fi": "Mitä päätämme?",
        "en": "What do we decide?",
        "sv": "Vad beslutar vi?",
    }
    assert "# Kanvaasi on yhden arkin" in (pack / "canvases/oma.toml").read_text()
    assert "# A flow is the script" in (pack / "flows/oma.toml").read_text()


def test_a_flow_for_a_pack_without_canvases_brings_one(cli: Cli) -> None:
    cli("new", "pack", "p")
    assert made(cli("new", "flow", "ilta", "--pack", "p")) == ["p/canvases/ilta.toml", "p/flows/ilta.toml"]
    assert silent(cli, "p")


def test_what_is_written_can_be_run(cli: Cli) -> None:
    cli("new", "pack", "p")
    cli("new", "flow", "ilta", "--pack", "p")
    done = cli("--pack", "p", "--journal", "sqlite:j.db", "start", "ilta", "--title", "Hotelli Kaamos")
    assert done.code == 0, done.err
    assert cli("--pack", "p", "sheet", "ilta", "--as", "html", "--sample", "-o", "-").code == 0


@pytest.mark.parametrize("title", ['Sano "ei" \\ ja mene', "'''", "a = 1 # ei", "Ä“”–🦌", "@id@", "{title}"])
def test_a_title_is_only_ever_words(cli: Cli, title: str) -> None:
    for what, file in (("pack", "pack.toml"), ("canvas", "canvases/c.toml"), ("flow", "flows/c.toml")):
        made(
            cli(
                "new",
                what,
                "p" if what == "pack" else "c",
                "--title",
                title,
                *(("--pack", "p") if what != "pack" else ()),
            )
        )
        assert tomllib.loads((Path("p") / file).read_text())["title"] == title
    assert silent(cli, "p")
    made(cli("new", "plugin", "muoto", "--title", title))
    assert tomllib.loads(Path("muoto/pyproject.toml").read_text())["project"]["description"] == title


def test_the_files_name_the_schema_that_editors_complete_by(cli: Cli) -> None:
    cli("new", "pack", "p")
    cli("new", "flow", "ilta", "--pack", "p")
    for file, what in (("pack.toml", "pack"), ("canvases/ilta.toml", "canvas"), ("flows/ilta.toml", "flow")):
        path = Path("p", file)
        first = path.read_text().splitlines()[0]
        schema = path.parent / first.removeprefix("#:schema ")
        validator = Draft202012Validator(json.loads(schema.read_text()))
        assert schema.name == f"{what}.json"
        assert list(validator.iter_errors(tomllib.loads(path.read_text()))) == []


def test_inside_a_pack_nobody_need_name_it(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cli("new", "pack", "p")
    monkeypatch.chdir(tmp_path / "p")
    assert made(cli("new", "canvas", "eka")) == ["canvases/eka.toml"]
    monkeypatch.chdir(tmp_path / "p" / "canvases")
    assert made(cli("new", "canvas", "toka")) == ["../canvases/toka.toml"]


def test_no_file_that_is_there_is_written_over(cli: Cli) -> None:
    cli("new", "pack", "p")
    cli("new", "canvas", "eka", "--pack", "p")
    before = {path: path.read_bytes() for path in Path("p").rglob("*") if path.is_file()}
    for words in (("pack", "p"), ("canvas", "eka", "--pack", "p"), ("plugin", "p")):
        done = cli("new", *words)
        assert done.code == 1
        assert "is there already" in done.err
    assert {path: path.read_bytes() for path in Path("p").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["Öinen", "iso kirjain", "..", "a/b", "", "a" * 65, "/tmp/x"])
def test_a_name_that_is_no_id_is_refused_and_nothing_is_written(cli: Cli, name: str, tmp_path: Path) -> None:
    cli("new", "pack", "p")
    before = sorted(tmp_path.rglob("*"))
    for words in (("pack", name), ("canvas", name, "--pack", "p"), ("flow", name, "--pack", "p"), ("plugin", name)):
        assert cli("new", *words).code == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("title", [" ", "Kello\a", "\u202eabc", "[ohje](http://y.fi)", "ä" * 10_001])
def test_a_title_that_check_would_not_take_is_refused_and_nothing_is_written(
    cli: Cli, title: str, tmp_path: Path
) -> None:
    cli("new", "pack", "p")
    before = sorted(tmp_path.rglob("*"))
    for words in (("pack", "q"), ("canvas", "c", "--pack", "p"), ("flow", "f", "--pack", "p")):
        done = cli("new", *words, "--title", title)
        assert done.code == 1
        assert "title" in done.err
        assert len(done.err) < 250
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["class", "json", "tyopaja", "1a", "a--b", "match"])
def test_a_plugin_cannot_be_called_like_a_word_or_a_module_of_python(cli: Cli, name: str) -> None:
    assert cli("new", "plugin", name).code == 1
    assert not Path(name).exists()


def test_a_canvas_without_a_pack_is_refused_with_what_to_do(cli: Cli) -> None:
    done = cli("new", "canvas", "eka")
    assert done.code == 1
    assert "tyopaja new pack NAME" in done.err
    assert cli("new", "canvas", "eka", "--pack", "ei-ole").code == 1
    assert not Path("ei-ole").exists()


def test_a_pack_whose_head_is_broken_says_so_and_one_with_a_broken_canvas_takes_another(cli: Cli) -> None:
    cli("new", "pack", "p")
    cli("new", "canvas", "eka", "--pack", "p")
    Path("p/canvases/eka.toml").write_text("title = ")
    assert cli("new", "canvas", "toka", "--pack", "p").code == 0
    Path("p/pack.toml").write_text("id = 3")
    done = cli("new", "canvas", "kolmas", "--pack", "p")
    assert done.code == 1
    assert "pack.toml:1:6" in done.err


def test_what_cannot_be_written_is_told(cli: Cli) -> None:
    cli("new", "pack", "p")
    Path("p/canvases").write_text("ei kansio")
    done = cli("new", "canvas", "eka", "--pack", "p")
    assert done.code == 1
    assert "could not be made" in done.err


def test_json_names_the_files(cli: Cli) -> None:
    assert json.loads(cli("new", "pack", "p", "--json").out)["files"][0] == "p/pack.toml"


def test_a_plugin_keeps_the_contract_of_renderers_and_is_found_by_its_entry_point(
    cli: Cli, tmp_path: Path, environment: dict[str, str]
) -> None:
    made(cli("new", "plugin", "tyopaja-huuto"))
    folder = tmp_path / "tyopaja-huuto"
    environ = {**environment, "PYTHONPATH": os.pathsep.join([str(folder / "src"), environment.get("PYTHONPATH", "")])}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    point = tomllib.loads((folder / "pyproject.toml").read_text())["project"]["entry-points"]["tyopaja"]
    assert point == {"tyopaja-huuto": "tyopaja_huuto"}
    listed = subprocess.run(
        [sys.executable, "-m", "tyopaja", "list", "renderers", "--json"],
        env={**environ, "TYOPAJA_PLUGINS": point["tyopaja-huuto"]},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert {"id": "huuto", "plugin": "tyopaja_huuto"}.items() <= next(
        one for one in json.loads(listed.stdout) if one["id"] == "huuto"
    ).items()


@pytest.mark.parametrize("what", ["pack", "canvas", "flow", "locale"])
def test_schema_prints_one_document(cli: Cli, what: str) -> None:
    done = cli("schema", what)
    assert done.code == 0
    Draft202012Validator.check_schema(json.loads(done.out))


def test_schema_writes_all_into_a_pack_and_again_only_what_is_otherwise(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    files = [str(folder / ".schema" / f"{what}.json") for what in ("pack", "canvas", "flow", "locale")]
    assert made(cli("schema", "-o", folder)) == files
    assert made(cli("schema", "--write", folder)) == []
    Path(files[1]).write_text("{}")
    assert made(cli("schema", "--write", folder)) == [files[1]]


def test_schema_wants_one_of_the_two(cli: Cli) -> None:
    assert cli("schema").code == 2
    assert cli("schema", "canvas", "-o", ".").code == 2
    assert cli("schema", "sheet").code == 2
