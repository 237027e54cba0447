"""The main job, end to end: the example series, played and rendered as `make demo` does it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from PIL import Image
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]

SHEETS = (
    *("profiili", "kortti", "profilointi", "empatia", "arvo-asiakas", "arvo-me", "ongelma-ratkaisu"),
    *("palvelulupaus-1", "asemointi", "brandielementit", "okr-1"),
    *("palvelupolku", "tuokiot", "palvelulupaus-2", "tuotteistaminen", "muotoilun-nakokulmat", "okr-2"),
    *("empatia-lahtija", "palvelulupaus-3", "arvonluonti", "uusi-tapa", "okr-3"),
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demonstration leaves."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    demo = [sys.executable, str(ROOT / "tools" / "demo.py"), str(folder)]
    ran = subprocess.run(demo, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (folder / "printed").write_text(ran.stdout, encoding="utf-8")
    return folder


def test_every_file_that_is_promised_is_there_and_was_told_with_its_time(out: Path) -> None:
    promised = {
        *("arjen-kompassi-horizon.pdf", "arjen-kompassi-mono.pdf"),
        *("journal.db", "arjen-kompassi.pdf", "arjen-kompassi.png", "raportti.html", "raportti.md", "tila.json"),
        *(f"arkki-{sheet}.pdf" for sheet in SHEETS),
        *("aukeama-arvo-me.pdf", "tyhja-palvelulupaus-1.pdf"),
    }
    assert {path.name for path in out.iterdir()} == promised | {"printed", "muodot"}
    told = [
        line.split() for line in (out / "printed").read_text(encoding="utf-8").splitlines() if line.startswith("  ")
    ]
    assert {Path(words[0]).name for words in told} == promised | {path.name for path in (out / "muodot").iterdir()}
    assert all(words[-1] == "ms" for words in told)


def test_the_compass_is_there_in_every_format_that_is_listed_and_that_is_said(out: Path) -> None:
    listed = json.loads(
        subprocess.run(
            [sys.executable, "-m", "tyopaja", "list", "renderers", "--json"], stdout=subprocess.PIPE, check=True
        ).stdout
    )
    assert len(listed) >= 17
    made = {path.name for path in (out / "muodot").glob("kompassi.*")}
    assert made == {f"kompassi{one['suffix']}" for one in listed if "compass" in one["views"]}
    assert all(path.stat().st_size > 100 for path in (out / "muodot").iterdir())
    said = (out / "printed").read_text(encoding="utf-8")
    names = ", ".join(sorted(one["id"] for one in listed))
    assert f"every format of `tyopaja list renderers`, {len(listed)} in all: {names}." in said


def test_the_poster_is_one_page_of_a3_with_three_principles(out: Path) -> None:
    (page,) = PdfReader(out / "arjen-kompassi.pdf").pages
    assert [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)] == [297, 420]
    words = "".join(page.extract_text().split())
    assert all(
        "".join(words_of_it.split()) in words
        for words_of_it in (
            "Meillä nukutaan hiljaisuudessa",
            "Joka huomaa, se hoitaa",
            "Arctic Factory",
            "CC BY-SA 4.0",
        )
    )
    with Image.open(io.BytesIO((out / "arjen-kompassi.png").read_bytes())) as picture:
        assert picture.width >= 2000
        assert picture.height > picture.width


def test_every_sheet_opens_and_is_in_finnish(out: Path) -> None:
    for sheet in SHEETS:
        reader = PdfReader(out / f"arkki-{sheet}.pdf")
        assert str(reader.root_object["/Lang"]) == "fi"
        assert "Hotelli Kaamos" in reader.pages[0].extract_text()


def test_the_two_sheets_of_value_are_printed_side_by_side_too(out: Path) -> None:
    words = "".join("".join(page.extract_text() for page in PdfReader(out / "aukeama-arvo-me.pdf").pages).split())
    for said in ("Liukastuu pihalla, eikä kukaan huomaa", "Aamiainen yhteentoista asti"):
        assert "".join(said.split()) in words


def test_the_report_is_a_page_of_sound_html_and_the_same_words_in_markdown(out: Path) -> None:
    html5lib.HTMLParser(strict=True).parse((out / "raportti.html").read_text(encoding="utf-8"))
    written = (out / "raportti.md").read_text(encoding="utf-8")
    assert all(f"Työpaja {number} – " in written for number in (1, 2, 3))


def test_another_process_replays_the_journal_to_the_same_bytes(out: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "tyopaja", "--journal", f"sqlite:{out / 'journal.db'}"]
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        state = subprocess.run(
            [*command, "state", "hotelli-kaamos", "--json"], env=environ, capture_output=True, check=True
        ).stdout
        assert state == (out / "tila.json").read_bytes()
    assert json.loads(state)["seq"] == 561
