"""The canvases of the Arctic Factory pack, and its texts, keep what the catalogue promises, in all three languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import fields, has

from tyopaja import Engine, __version__
from tyopaja.definitions import check_paths
from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import Pack
from tyopaja.model.text import Text, Texts

CANVASES = Path(__file__).resolve().parents[2] / "canvases"

SECTIONS = {
    "asiakasprofiili": (
        "perustiedot", "kiinnostukset", "tarpeet", "toiveet", "pelot", "arvot", "trendit", "rahankaytto",
        "ongelma", "odotukset", "valttaminen", "ostosyy",
    ),
    "asiakkaan-profilointi": (
        "perustiedot", "kuva", "kiinnostukset", "arvot", "tarpeet", "kaytto", "toiveet", "valttaminen",
    ),
    "empatiakartta": ("kuka", "tehtavat", "kuulee", "nakee", "tekee", "sanoo", "ajattelee"),
    "arvontuotto-1": ("tarve", "toimet", "pelot", "toiveet"),
    "arvontuotto-2": ("missio", "palvelut", "kivunlievittajat", "arvonluojat", "arvolupaus"),
    "palvelulupaus": (
        "ongelma", "juurisyy", "lupaus", "kriittinen-toiminta", "ratkaisu-1", "ratkaisu-2", "ratkaisu-3",
        "asiakas-saa", "lunastaminen",
    ),
    "asemointi": ("akseli-x", "akseli-y", "kartta", "ero"),
    "brandielementit": ("nimi", "tarina", "mielikuva", "attribuutit"),
    "palvelupolku": ("polku", "tarjoaja"),
    "tuokiot": ("tuokiot",),
    "profilointi": ("asiakas", "kayttaja"),
    "ongelma-ratkaisu": ("asiakas", "ongelma", "ratkaisu", "meista", "asiakkaasta"),
    "tuotteistaminen": ("tarpeesta-ideaksi", "ideasta-konseptiksi", "konseptista-tuotteeksi"),
    "muotoilun-nakokulmat": ("nakokulmat", "korjattavaa"),
    "arvonluonti": (
        "palvelu", "kayttaja", "asiakas", "tyontekija", "omistaja", "kumppani", "naapuri", "yhteiskunta",
    ),
    "uusi-tapa": ("tavoitteet", "kehittaminen", "tarpeet", "keveys", "pelisaannot", "tehtavat", "seuranta"),
    "okr": ("tavoite", "avaintulokset"),
    "arjen-kompassi": (
        "yritys", "tavoite", "periaate-1", "nakyy-1", "avaintulokset-1", "periaate-2", "nakyy-2",
        "avaintulokset-2", "periaate-3", "nakyy-3", "avaintulokset-3",
    ),
}  # fmt: skip

PARTS = {
    "empatiakartta.ajattelee": ("kipu", "hyoty", "haaveet"),
    "palvelulupaus.lunastaminen": ("teot", "meille"),
    "palvelupolku.polku": ("ennen", "aikana", "jalkeen"),
    "palvelupolku.tarjoaja": ("ennen", "aikana", "jalkeen"),
    "profilointi.asiakas": ("kuka", "elama", "tarkeaa", "harrastukset", "kulutus"),
    "profilointi.kayttaja": ("kuka", "elama", "tarkeaa", "harrastukset", "kulutus"),
    "tuotteistaminen.tarpeesta-ideaksi": ("ymmarrys", "ongelma", "oikea-ongelma", "ideat", "ratkaisu"),
    "tuotteistaminen.ideasta-konseptiksi": (
        "tarve", "arvo", "asiakkaat", "asiakkaan-polku", "tarjoajan-polku", "nimi", "slogan",
    ),
    "muotoilun-nakokulmat.nakokulmat": (
        "haluttava", "helppo", "miellyttava", "kustannustehokas", "tyontekijalahtoinen",
    ),
    **{
        f"arvonluonti.{party}": ("antaa", "saa")
        for party in ("kayttaja", "asiakas", "tyontekija", "omistaja", "kumppani", "naapuri", "yhteiskunta")
    },
}  # fmt: skip

BEGIN_WITH = {"palvelupolku.polku": 16, "palvelupolku.tarjoaja": 13, "tuotteistaminen.konseptista-tuotteeksi": 8}
"""How many entries stand in a section when a session begins; none in the others."""

SAME_IN_TWO = {"Arctic Factory", "AF Diamond", "Lunch", "Partner"}
"""What is written alike in two of the languages."""


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, Text | Texts]]:
    """Every text that a definition has room for, empty ones too, with where it stands."""
    if isinstance(value, Text | Texts):
        yield path, value
    elif has(type(value)):
        for one in fields(type(value)):
            yield from texts_of(getattr(value, one.name), f"{path}.{one.name}".strip("."))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{path}[{number}]")


def rows_of(canvas: Canvas) -> list[list[str]]:
    """The layout's drawing, cell by cell."""
    return [row.split() for row in canvas.layout.areas]


def words_of(text: Text | Texts, locale: str) -> tuple[str, ...]:
    """The words of a text or of a list of texts in one language."""
    words = text.by_locale.get(locale, ())
    return (words,) if isinstance(words, str) else words


def test_the_pack_has_no_findings_not_even_warnings(engine: Engine) -> None:
    assert check_paths([CANVASES], engine.plugins.vocabulary(), __version__) == []


def test_every_canvas_of_the_catalogue_is_there_with_its_sections_in_order(pack: Pack) -> None:
    assert {name: tuple(canvas.section) for name, canvas in pack.canvases.items()} == SECTIONS


def test_every_sheet_is_credited_to_its_designer_under_its_licence(pack: Pack) -> None:
    assert (pack.designer, pack.licence) == ("Arctic Factory", "CC-BY-SA-4.0")
    notice = (CANVASES / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in notice
    assert "Arctic Factory" in notice


def test_sections_have_the_parts_that_the_catalogue_names(pack: Pack) -> None:
    found = {
        f"{name}.{key}": tuple(section.parts)
        for name, canvas in pack.canvases.items()
        for key, section in canvas.section.items()
        if section.parts
    }
    assert found == PARTS


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_moments_and_deliverables_stand_there_from_the_beginning(pack: Pack, locale: str) -> None:
    counts = {
        f"{name}.{key}": len(section.start.to(locale))
        + sum(len(part.start.to(locale)) for part in section.parts.values())
        for name, canvas in pack.canvases.items()
        for key, section in canvas.section.items()
    }
    assert {place: count for place, count in counts.items() if count} == BEGIN_WITH


def test_every_text_stands_in_all_three_languages(pack: Pack) -> None:
    promised = set(pack.locales)
    assert promised == {"fi", "en", "sv"}
    lacking = [path for path, text in texts_of(pack) if text and set(text.by_locale) != promised]
    assert lacking == []


def test_titles_purposes_and_prompts_are_nowhere_left_out(pack: Pack) -> None:
    for canvas in pack.canvases.values():
        assert canvas.title, canvas.id
        assert canvas.purpose, canvas.id
        for name, section in canvas.section.items():
            prompts = (section.prompts, *(part.prompts for part in section.parts.values()))
            assert section.title, name
            assert any(prompts) or section.fields, name


def test_no_text_was_left_in_another_language_or_as_a_placeholder(pack: Pack) -> None:
    for path, text in texts_of(pack):
        finnish, english, swedish = (words_of(text, locale) for locale in ("fi", "en", "sv"))
        assert len(finnish) == len(english) == len(swedish), path
        for one, other, third in zip(finnish, english, swedish, strict=True):
            assert one.strip(), path
            assert other.strip(), path
            assert third.strip(), path
            assert len({one, other, third}) == 3 or {one, other, third} & SAME_IN_TWO, path
            assert not set("åäöÅÄÖ") & set(other), path
            assert "TODO" not in one + other + third, path
            assert '"' not in one + other + third, path


def test_prompts_are_few_and_short_enough_to_be_read_at_a_glance(pack: Pack) -> None:
    for path, text in texts_of(pack):
        if path.endswith("prompts") and text:
            for locale in pack.locales:
                assert 1 <= len(words_of(text, locale)) <= 4, path
                assert max(map(len, words_of(text, locale))) <= 120, path


def test_the_empathy_map_has_thoughts_and_feelings_in_the_middle(pack: Pack) -> None:
    top, *middle, bottom = rows_of(pack.canvases["empatiakartta"])
    assert set(top) == {"kuka", "tehtavat"}
    assert all(row[0] == "kuulee" and set(row[1:-1]) == {"ajattelee"} and row[-1] == "nakee" for row in middle)
    assert set(bottom) == {"sanoo", "tekee"}


def test_the_two_sheets_of_value_stand_against_each_other_as_a_spread(pack: Pack) -> None:
    theirs, ours = pack.canvases["arvontuotto-1"], pack.canvases["arvontuotto-2"]
    assert theirs.layout.paper == ours.layout.paper
    above, middle, below = rows_of(ours)
    assert [row[-1] for row in rows_of(theirs)] == ["pelot", "toiveet"]
    assert (above[0], below[0]) == ("kivunlievittajat", "arvonluojat")
    assert set(middle) == {"arvolupaus"}
    assert ours.layout.rows[0] == ours.layout.rows[-1]


def test_a_principle_stands_over_its_deeds_and_its_key_results(pack: Pack) -> None:
    compass = pack.canvases["arjen-kompassi"]
    for number in ("1", "2", "3"):
        column = [row[int(number) - 1] for row in rows_of(compass)[-3:]]
        assert column == [f"periaate-{number}", f"nakyy-{number}", f"avaintulokset-{number}"]
        assert compass.section[f"periaate-{number}"].look == "statement"
        assert len({compass.section[name].colour for name in column} & set(pack.theme.colours)) == 1


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_can_be_read_on_every_colour_that_they_stand_on(pack: Pack) -> None:
    theme = pack.theme
    assert all(_contrast("#ffffff", colour) >= 4.5 for colour in (theme.accent, *theme.colours.values()))
    assert all(_contrast(theme.ink, colour) >= 4.5 for colour in (theme.paper, *theme.notes))


@pytest.mark.parametrize("name", ["pack.toml", "README.md", "LICENSE"])
def test_a_facilitator_finds_the_files_that_say_what_is_what(name: str) -> None:
    assert (CANVASES / name).read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("what", "count", "some"), [("canvases", 18, {"okr", "palvelupolku"}), ("flows", 6, {"tsekkaus", "af-diamond"})]
)
def test_the_command_line_lists_everything_of_the_catalogue(what: str, count: int, some: set[str]) -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("TYOPAJA_")}
    command = [sys.executable, "-m", "tyopaja", "list", what, "--json"]
    listed = subprocess.run(command, env=environ, capture_output=True, check=True).stdout
    ids = [one["id"] for one in json.loads(listed) if one["pack"] == "arctic-factory"]
    assert len(ids) == len(set(ids)) == count
    assert some <= set(ids)
