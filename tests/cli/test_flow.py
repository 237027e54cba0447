"""`flow`: a flow as an outline, a picture, Mermaid or SCXML, without a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

Cli = Callable[..., Any]

BEGINS = {"text": "Tsekkaus\n", "mermaid": "stateDiagram-v2\n", "svg": "<svg ", "scxml": "<"}


def test_it_prints_the_outline_in_the_language_of_the_pack(cli: Cli) -> None:
    done = cli("flow", "tsekkaus")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Tsekkaus\n")
    assert "ennen jatkoa: " in done.out
    assert done.out == cli("flow", "tsekkaus", "--as", "text", "-o", "-").out


def test_it_is_in_the_language_asked_for(cli: Cli) -> None:
    assert "before going on: " in cli("flow", "arctic-factory/tsekkaus", "--locale", "en").out
    assert "före nästa steg: " in cli("flow", "tsekkaus", "--locale", "sv_SE").out


@pytest.mark.parametrize("form", BEGINS)
def test_each_form_goes_to_stdout_and_to_a_file_alike(cli: Cli, tmp_path: Path, form: str) -> None:
    printed = cli("flow", "tsekkaus", "--as", form)
    file = tmp_path / "kulku"
    written = cli("flow", "tsekkaus", "--as", form, "-o", file)
    assert (printed.code, printed.err) == (0, "")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert file.read_text(encoding="utf-8") == printed.out
    assert printed.out.startswith(BEGINS[form])
    if form in ("svg", "scxml"):
        assert ET.fromstring(printed.out).tag.endswith(f"}}{form}")


def test_a_file_that_is_there_is_replaced_and_one_that_cannot_be_written_is_told_of(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "kulku.svg"
    file.write_text("vanha", encoding="utf-8")
    assert cli("flow", "tsekkaus", "--as", "svg", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").startswith("<svg ")
    assert [one.name for one in tmp_path.iterdir() if one.name != "data"] == ["kulku.svg"]
    done = cli("flow", "tsekkaus", "-o", tmp_path / "ei" / "kulku.txt")
    assert (done.code, "There is no folder" in done.err) == (1, True)


def test_columns_are_for_pictures_alone(cli: Cli) -> None:
    narrow, wide = (cli("flow", "arjen-kompassi", "--as", "svg", "--columns", count).out for count in (1, 3))
    assert float(ET.fromstring(narrow).get("width") or 0) < float(ET.fromstring(wide).get("width") or 0)
    done = cli("flow", "arjen-kompassi", "--columns", 2)
    assert (done.code, "Only --as svg has columns." in done.err) == (2, True)


def test_an_unknown_flow_is_named_with_the_nearest_known_one(cli: Cli) -> None:
    done = cli("flow", "tsekkus")
    assert (done.code, done.out) == (1, "")
    assert "There is no flow 'tsekkus'. Did you mean 'tsekkaus'?" in done.err


def test_a_flow_that_two_packs_have_is_asked_for_with_its_pack(cli: Cli, pack: Path) -> None:
    head = pack / "pack.toml"
    head.write_text(
        head.read_text(encoding="utf-8").replace('id = "arctic-factory"', 'id = "toinen"'), encoding="utf-8"
    )
    done = cli("flow", "tsekkaus", "--pack", pack)
    assert done.code == 1
    assert "toinen/tsekkaus" in done.err
    assert cli("flow", "toinen/tsekkaus", "--pack", pack).out.startswith("Tsekkaus\n")


def test_what_is_no_language_is_refused(cli: Cli) -> None:
    done = cli("flow", "tsekkaus", "--locale", "§")
    assert (done.code, "§" in done.err) == (1, True)


def test_a_form_that_there_is_not_is_wrong_usage(cli: Cli) -> None:
    done = cli("flow", "tsekkaus", "--as", "pdf")
    assert done.code == 2
    assert "'text', 'mermaid', 'svg', 'scxml'" in done.err


def test_no_journal_is_made_for_it(cli: Cli, tmp_path: Path) -> None:
    assert cli("flow", "tsekkaus").code == 0
    assert not list(tmp_path.rglob("*.db"))


def test_an_activity_of_a_plugin_has_the_name_that_the_plugin_gives_it(run: Cli, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "lumi.py").write_text(
        "from tyopaja.model.activity import Activity\n"
        "from tyopaja.model.text import Text\n"
        "from tyopaja.plugins import hookimpl\n"
        "@hookimpl\n"
        "def tyopaja_activities():\n"
        "    return {'lumi': Activity(title=Text({'fi': 'lumen luonti'}), places=False)}\n",
        encoding="utf-8",
    )
    flow = pack / "flows" / "lumi.toml"
    flow.write_text(
        'title = "Lumi"\n[[step]]\nid = "a"\ntitle = "Piha"\nactivity = "lumi"\ntime = "1 h"\n', encoding="utf-8"
    )
    done = run("flow", "lumi", "--pack", pack, TYOPAJA_PLUGINS="lumi.py")
    assert (done.code, done.err) == (0, "")
    assert "\n  lumen luonti\n" in done.out
