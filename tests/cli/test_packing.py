"""A pack as one file: built from its folder, handed on, and used as the folder is."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

HEAD = (
    'format = 1\nid = "oma-paketti"\nversion = "1.2.0"\ntitle = "Oma paketti"\nlocale = "fi"\nlocales = ["fi", "sv"]\n'
)
CANVAS = 'title = "Oma"\nlayout.areas = ["eka toka"]\nsection.eka.title = "Eka"\nsection.toka.title = "Toka"\n'
SWEDISH = '[canvases.oma]\ntitle = "Egen"\nsection.eka.title = "Ett"\nsection.toka.title = "Två"\n'
FLOW = """\
title = { fi = "Oma kulku", sv = "Eget flöde" }
[[step]]
id = "kirjoitus"
title = { fi = "Kirjoitetaan", sv = "Vi skriver" }
activity = "brainstorm"
on = ["oma"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with all that goes with one, and some things that do not."""
    folder = tmp_path / "oma"
    files = {
        "pack.toml": HEAD,
        "canvases/oma.toml": CANVAS,
        "flows/oma-kulku.toml": FLOW,
        "locale/sv.toml": SWEDISH,
        "README.md": "Oma paketti\n",
        "LICENSE": "CC0\n",
        "pictures/logo.svg": "<svg/>",
        "notes.txt": "muista maito",
        ".git/config": "",
        "canvases/oma.toml~": "",
        "old.zip": "",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_build_prints_id_version_and_digest_and_writes_what_belongs_to_the_pack(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    done = cli("pack", "build", folder, "-o", "oma.zip")
    assert (done.code, done.err) == (0, "")
    name, version, digest = done.out.split()
    assert (name, version, digest[:7]) == ("oma-paketti", "1.2.0", "sha256:")
    with zipfile.ZipFile(tmp_path / "oma.zip") as built:
        assert built.namelist() == [
            "LICENSE",
            "README.md",
            "canvases/oma.toml",
            "flows/oma-kulku.toml",
            "locale/sv.toml",
            "pack.toml",
            "pictures/logo.svg",
        ]


def test_the_same_files_are_the_same_bytes_whenever_they_are_packed(cli: Cli, folder: Path, tmp_path: Path) -> None:
    told = json.loads(cli("pack", "build", folder, "-o", "eka.zip", "--json").out)
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o755)
    assert json.loads(cli("pack", "build", folder, "-o", "toka.zip", "--json").out)["digest"] == told["digest"]
    assert (tmp_path / "eka.zip").read_bytes() == (tmp_path / "toka.zip").read_bytes()


def test_a_pack_with_mistakes_is_not_built_and_all_of_them_are_said(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (folder / "canvases" / "oma.toml").write_text(CANVAS + 'section.eka.at-most = "x"\n', encoding="utf-8")
    (folder / "flows" / "oma-kulku.toml").write_text(FLOW.replace('"oma"', '"ona"'), encoding="utf-8")
    (tmp_path / "oma.zip").write_bytes(b"before")
    done = cli("pack", "build", folder, "-o", "oma.zip")
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 2
    assert (tmp_path / "oma.zip").read_bytes() == b"before"


def test_a_picture_that_leads_out_of_the_pack_is_not_built(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "salaisuus.png").write_bytes(b"x")
    (folder / "pictures" / "kuva.png").symlink_to(tmp_path / "salaisuus.png")
    done = cli("pack", "build", folder, "-o", "oma.zip")
    assert done.code == 1
    assert "outside-pack" in done.err
    assert not (tmp_path / "oma.zip").exists()


def test_a_folder_that_is_no_pack_is_not_built(cli: Cli, tmp_path: Path) -> None:
    done = cli("pack", "build", tmp_path, "-o", "x.zip")
    assert done.code == 1
    assert "no-pack" in done.err
    assert cli("pack", "build", "nowhere", "-o", "x.zip").code == 1
    assert cli("pack", "build", tmp_path).code == 2


def test_check_takes_the_zip_as_it_takes_the_folder(cli: Cli, folder: Path) -> None:
    cli("pack", "build", folder, "-o", "oma.zip")
    done = cli("check", "oma.zip")
    assert (done.code, done.out) == (0, "")


def test_the_folder_and_the_zip_have_one_digest(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = json.loads(cli("pack", "build", folder, "-o", "oma.zip", "--json").out)

    def listed(*options: object) -> Any:
        rows = json.loads(cli("list", "packs", "--json", *options).out)
        return next(row["digest"] for row in rows if row["id"] == "oma-paketti")

    assert listed("--pack", folder) == listed("--pack", "oma.zip") == built["digest"]
    monkeypatch.setenv("TYOPAJA_PACKS", "oma.zip")
    assert listed() == built["digest"]
    monkeypatch.delenv("TYOPAJA_PACKS")
    (folder / "flows" / "oma-kulku.toml").write_text(FLOW + "# x\n", encoding="utf-8")
    assert listed("--pack", folder) != built["digest"]


def test_a_session_begins_on_a_flow_of_a_zip_and_goes_on_without_it(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("pack", "build", folder, "-o", "oma.zip")
    journal = ("--journal", "sqlite:oma.db")
    session = cli("start", "oma-kulku", "--title", "Oma", "--pack", "oma.zip", *journal).out.strip()
    (tmp_path / "oma.zip").unlink()
    assert cli("do", session, "join", "by=aino", "role=facilitator", *journal).code == 0
    done = cli("do", session, "add", "by=aino", "sheet=oma", "section=eka", "text=Tuuli", *journal)
    assert (done.code, done.err) == (0, "")


def test_a_canvas_extends_one_of_a_pack_that_is_named(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("pack", "build", folder, "-o", "oma.zip")
    other = tmp_path / "toinen"
    (other / "canvases").mkdir(parents=True)
    (other / "pack.toml").write_text(HEAD.replace("oma-paketti", "toinen"), encoding="utf-8")
    (other / "canvases" / "meidan.toml").write_text('extends = "oma-paketti/oma"\n', encoding="utf-8")
    assert "unknown-pack" in cli("check", other).out
    assert cli("check", other, "--pack", "oma.zip").out == ""
    assert cli("check", other, "oma.zip").out == ""
    rows = json.loads(cli("list", "canvases", "--json", "--locale", "sv", "--pack", other, "--pack", "oma.zip").out)
    assert {"id": "meidan", "pack": "toinen", "title": "Egen"} in rows


@pytest.mark.parametrize("name", ["oma.zip", "oma/pack.toml"])
def test_only_a_folder_is_built(cli: Cli, folder: Path, tmp_path: Path, name: str) -> None:
    cli("pack", "build", folder, "-o", "oma.zip")
    done = cli("pack", "build", name, "-o", "toinen.zip")
    assert done.code == 1
    assert done.err == f"{name}:1:1: This is no folder. Name the folder that pack.toml stands in. [no-pack]\n"
    assert not (tmp_path / "toinen.zip").exists()
