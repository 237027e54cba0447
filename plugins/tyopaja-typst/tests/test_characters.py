"""Any text that can be written can be printed: what no font has is named, never dropped, and never an error."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tyopaja_typst import breaking, coverage, rendering
from tyopaja_typst.data import data_of

PACKAGE = Path(coverage.__file__).parent
PLUGIN = PACKAGE.parent.parent
Views = dict[str, Any]


def sheet_of(views: Views, *texts: str, **more: Any) -> Any:
    """A sheet that has the texts in all the places where people write."""
    entries = tuple(views["entry"](text, author=text[:20], reason=text, answers=(text,)) for text in texts)
    sections = [
        views["section"]("a", texts[0][:40] or "A", prompts=texts, entries=entries),
        views["section"]("b", "B", kind="text", look="statement", entries=entries[:1]),
    ]
    return views["sheet"](sections, views["grid"]("a3", "landscape", "a b"), **more)


def text_of(views: Views, view: Any) -> str:
    out: str = views["words_of"](rendering.render(view, "pdf"))
    return out


def strictly(view: Any) -> bytes:
    """Printed without the last resort that `render` has: what coverage says must be true by itself."""
    made = rendering._compiled(view, "pdf", plainly=False)
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Puorre boahtin, bures boahtin, tiõrvâ, pyereest puáttim",
        "ÁČĐŊŠŦŽ áčđŋšŧž ÂÅÄÃÕÖ âåäãõö ǤǦǨƷǮ ǥǧǩʒǯ ʹʼ",
        "👍 👍🏽 👨‍👩‍👧‍👦 🇫🇮 🏳️‍🌈 ❤️ 1️⃣ 😊",
        "שלום עולם",
        "مرحبا بالعالم",
        "Ω ≈ ∑ → ★ ☎ ✓ Ж Ђ",
        "e\u0301 a\u0308 o\u0302\u0323",
    ],
)
def test_the_letters_of_the_north_emoji_and_neighbours_are_printed_as_they_are(views: Views, text: str) -> None:
    view = sheet_of(views, text)
    assert strictly(view)
    assert "U+" not in text_of(views, view)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("日本", ("U+65E5", "U+672C")),
        ("\ue000", ("U+E000",)),
        ("\u0007ping", ("U+0007",)),
        ("\u202eabc", ("U+202E",)),
        ("\U0010fffd", ("U+10FFFD",)),
        ("\ud800x", ("U+D800",)),
        ("\ufeffx", ("U+FEFF",)),
        ("ქართული", ("U+10E5",)),
    ],
)
def test_what_no_font_has_is_named_by_its_code_point(views: Views, text: str, named: tuple[str, ...]) -> None:
    printed = text_of(views, sheet_of(views, f"Alku {text} loppu"))
    assert [one for one in named if one not in printed] == []
    assert "Alku" in printed
    assert "loppu" in printed


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(), min_size=1, max_size=60))
@example(text="\u0301")
@example(text="日")
@example(text="\u00ad")
@example(text="\u3164")
@example(text="a\u0651b\u05b0")
@example(text="\U0001f1eb")
@example(text="\u200d\u200d\ufe0f")
@example(text="\n\n\r\n\u2028")
def test_any_text_at_all_is_printed(views: Views, text: str) -> None:
    assert strictly(sheet_of(views, text, title=text, company=text)).startswith(b"%PDF")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        alphabet="aä\u0301\u0308\u05b0\u0651ابא👍🏽🇫🇮👩\u200d\ufe0f☎1\u20e3क\u093fx日", min_size=1, max_size=40
    )
)
@example(text="🏽1\u05b0")
def test_any_pile_of_marks_joiners_and_scripts_is_printed(views: Views, text: str) -> None:
    assert strictly(sheet_of(views, text)).startswith(b"%PDF")


def test_everything_that_the_table_promises_is_really_in_the_fonts() -> None:
    """Every code point of the table, by itself, through the strict standards."""
    ranges = json.loads((PACKAGE / "coverage.json").read_text(encoding="utf-8"))["ranges"]
    letters = [chr(point) for first, last, _ in ranges for point in range(first, last + 1)]
    promised = [letter for letter in letters if coverage.mask_of(letter)]
    assert len(promised) > 8000
    source = b"""#import "/base.typ": reading
#set document(title: "x")
#set text(font: reading, fallback: false)
#json(bytes(sys.inputs.data)).join(" ")"""
    made = rendering.compiler().compile(
        input=source,
        format="pdf",
        sys_inputs={"data": json.dumps(promised)},
        pdf_standards=rendering.STANDARDS,
        timestamp=0,
    )
    assert isinstance(made, bytes)


def test_should_a_font_let_us_down_the_page_is_still_printed(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is wrong costs the glyph, not the poster."""
    monkeypatch.setattr("tyopaja_typst.coverage.mask_of", lambda letter: 1)
    view = sheet_of(views, "Huomenta 日 kaikille")
    with pytest.raises(typst.TypstError):
        strictly(view)
    printed = text_of(views, view)
    assert "U+65E5" in printed
    assert "Huomenta" in printed


def test_the_table_of_coverage_is_that_of_the_fonts_shipped() -> None:
    path = PLUGIN / "tools" / "make_coverage.py"
    spec = importlib.util.spec_from_file_location("make_coverage", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert json.loads((PACKAGE / "coverage.json").read_text(encoding="utf-8")) == module.table()


def test_every_font_comes_with_its_licence() -> None:
    names = {path.name.split("_")[0] for path in (PACKAGE / "fonts").glob("*.ttf")}
    licences = {path.stem.removeprefix("OFL-").replace("-", "") for path in (PACKAGE / "fonts").glob("OFL-*.txt")}
    assert {name.lower() for name in names} == licences


def test_templates_import_nothing_from_anywhere_else() -> None:
    for path in (PACKAGE / "templates").glob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert "@preview" not in source
        assert ".." not in [part for line in source.splitlines() if "import" in line for part in line.split('"')[1::2]]
        assert "read(" not in source


@given(st.text(max_size=80))
def test_breaking_adds_places_to_break_and_nothing_else(text: str) -> None:
    for language in ("fi", "se"):
        assert breaking.breakable(text, language).replace("\u200b", "") == text.replace("\u200b", "")


@pytest.mark.parametrize("word", ["x" * 300, "kalakukko" * 30, "https://example.org/" + "a1" * 80, "ŋ" * 60])
def test_no_word_stays_longer_than_a_line(word: str) -> None:
    for language in ("fi", "en", "se"):
        broken = breaking.breakable(word, language)
        assert all(len(one) <= breaking.LONG for one in breaking.long_pieces(broken, language))


def test_finnish_words_are_left_to_their_own_syllables() -> None:
    for word in ("asiakaspalveluhenkilökunta", "hiljaisuudessa", "lentokonesuihkuturbiinimoottoriapumekaanikko"):
        assert breaking.breakable(word, "fi") == word


@given(st.text(max_size=40))
def test_runs_keep_every_character_that_can_be_seen(text: str) -> None:
    runs = coverage.runs(text)
    shown = (
        runs
        if isinstance(runs, str)
        else "".join(run if isinstance(run, str) else chr(int("0x" + run["code"][2:], 0)) for run in runs)
    )
    hidden = {"Cf", "Mn", "Me", "Zl", "Zp", "Cc"}
    kept = [letter for letter in text if unicodedata.category(letter) not in hidden]
    assert [letter for letter in shown if unicodedata.category(letter) not in hidden and letter != " "] == [
        letter for letter in kept if letter != " "
    ]


def test_an_odd_locale_is_no_reason_not_to_print(views: Views) -> None:
    for locale in ("se", "sms-FI", "zh-Hant-TW", "x-klingon", "", "fi_FI", "en-001"):
        view = sheet_of(views, "Huomenta", locale=locale)
        assert data_of(view)["lang"]
        assert strictly(view)
