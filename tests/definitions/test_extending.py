"""A canvas that extends another is what it says itself, over what the other says; what is wrong is told where it is
said, and what is taken over at the line that takes it over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tyopaja
from tyopaja.definitions import Library, Problem, Shelf, load_pack, pin, unpin
from tyopaja.definitions.extending import merged, tagged
from tyopaja.definitions.pack import survey
from tyopaja.model.canvas import Canvas
from tyopaja.model.play import Vocabulary
from tyopaja.testing.strategies.packs import canvas_tables

Check = Callable[..., list[Problem]]
Write = Callable[..., Path]

FAR_HEAD = """\
format = 1
id = "kaukainen"
version = "1.0.0"
title = "Kaukainen"
locale = "se"
[theme.colours]
ilta = "#7b2d5b"
aamu = "#85480f"
[kind.ehdokas]
title = "Evttohas"
fields.text = { title = "Namma", required = true }
"""
FAR = """\
title = "Vuođđu"
[layout]
areas = ["eka toka"]
[section.eka]
title = "Vuosttas"
kind = "ehdokas"
colour = "ilta"
[section.toka]
title.se = "Nubbi"
title.en = "Second"
colour = "aamu"
answers = "kysytty.a"
"""


@pytest.fixture
def extend(pack: Path) -> Write:
    """Write a canvas of the pack, `oma` by default, that extends `muistilaput` by default."""

    def write(said: str, base: str = "muistilaput", name: str = "oma") -> Path:
        path = pack / "canvases" / f"{name}.toml"
        path.write_text(f'extends = "{base}"\n{said}', encoding="utf-8")
        return path

    return write


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """Another pack, with a kind and colours of its own, written in another language."""
    folder = tmp_path / "kaukainen"
    (folder / "canvases").mkdir(parents=True)
    (folder / "pack.toml").write_text(FAR_HEAD, encoding="utf-8")
    (folder / "canvases" / "pohja.toml").write_text(FAR, encoding="utf-8")
    asked = 'title = "Gažaldat"\nlayout.areas = ["a"]\nsection.a.title = "A"\n'
    (folder / "canvases" / "kysytty.toml").write_text(asked, encoding="utf-8")
    return folder


@pytest.fixture
def load(pack: Path, vocabulary: Vocabulary) -> Callable[..., Canvas]:
    """The canvas `oma` of the pack, with the packs beside it."""

    def load(*beside: Path) -> Canvas:
        shelf = Shelf((pack, *beside), tyopaja.__version__)
        return load_pack(pack, vocabulary, tyopaja.__version__, shelf).canvases["oma"]

    return load


def spots(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """File, line and code of each."""
    return [(Path(problem.file).name, problem.line, problem.code) for problem in problems]


def test_a_canvas_that_says_nothing_more_is_the_one_it_extends_but_for_its_id(
    extend: Write, pack: Path, vocabulary: Vocabulary
) -> None:
    extend("")
    canvases = load_pack(pack, vocabulary, "0.1.0").canvases
    assert canvases["oma"] == evolve(canvases["muistilaput"], id="oma", extends="muistilaput")


def test_what_is_said_here_holds_and_all_else_is_taken_over(extend: Write, load: Callable[..., Canvas]) -> None:
    extend('title.fi = "Omat laput"\n[section.huonoa]\nat-most = 2\nparts.iso.title.fi = "Valtavat"\n')
    made = load()
    assert made.title.to("fi") == "Omat laput"
    assert made.purpose.to("fi") == "Kaikki yhdelle arkille."
    assert list(made.section) == ["hyvaa", "huonoa"]
    assert made.section["huonoa"].at_most == 2
    parts = made.section["huonoa"].parts
    assert [part.title.to("fi") for part in parts.values()] == ["Valtavat", "Pienet"]


def test_a_list_takes_the_place_of_a_list(extend: Write, load: Callable[..., Canvas]) -> None:
    extend('section.hyvaa.prompts.fi = ["Mikä ilahdutti?"]\n')
    assert load().section["hyvaa"].prompts.to("fi") == ("Mikä ilahdutti?",)


def test_a_text_by_language_joins_the_languages_and_a_bare_one_takes_the_place_of_all(
    extend: Write, pack: Path, load: Callable[..., Canvas]
) -> None:
    base = pack / "canvases" / "muistilaput.toml"
    base.write_text(base.read_text(encoding="utf-8").replace('title.fi = "Muistilaput"', 'title = "Laput"'), "utf-8")
    extend('title.en = "Notes"\nsection.hyvaa.title.en = "Good"\n[section.huonoa]\ntitle = "Surkeaa"\n')
    made = load()
    assert made.title.by_locale == {"fi": "Laput", "en": "Notes"}
    assert made.section["hyvaa"].title.by_locale == {"fi": "Mikä on hyvää?", "en": "Good"}
    assert made.section["huonoa"].title.by_locale == {"": "Surkeaa"}


def test_a_dropped_section_leaves_its_place_empty(extend: Write, load: Callable[..., Canvas]) -> None:
    extend('drop = ["huonoa"]\n')
    made = load()
    assert (list(made.section), made.layout.areas, made.drop) == (["hyvaa"], ("hyvaa", "."), ("huonoa",))


def test_a_drawing_of_its_own_takes_the_place_of_the_other_with_its_shares(
    extend: Write, load: Callable[..., Canvas]
) -> None:
    extend('layout.areas = ["hyvaa huonoa uusi"]\nsection.uusi.title.fi = "Uusi"\n')
    made = load().layout
    assert (made.areas, made.columns, made.paper) == (("hyvaa huonoa uusi",), (), "a4 portrait")


def test_a_new_section_without_a_place_in_the_drawing_is_told_at_its_own_line(extend: Write, check: Check) -> None:
    path = extend('[section.uusi]\ntitle.fi = "Uusi"\n')
    assert spots(check(path)) == [("oma.toml", 2, "section-without-area")]


def test_what_is_said_here_is_told_here_and_what_is_taken_over_where_it_is(
    extend: Write, pack: Path, check: Check
) -> None:
    # The first is wrong only here, where it is asked for; the second is wrong because of what is said here.
    extend('layout.paper = "a9 portrait"\n[section.huonoa]\nat-most = 0\n[section.hyvaa]\ntitel = "x"\n')
    assert spots(check(pack)) == [
        ("oma.toml", 2, "unknown-paper"),
        ("oma.toml", 4, "out-of-range"),
        ("oma.toml", 6, "unknown-key"),
    ]


def test_a_mistake_in_the_other_canvas_is_not_told_again_in_those_that_extend_it(
    extend: Write, pack: Path, check: Check
) -> None:
    extend('title.fi = "Oma"\n')
    base = pack / "canvases" / "muistilaput.toml"
    for old, new in (("at-most = 5", "at-most = 0"), ("a4 portrait", "a9 portrait"), ("at-most = 10", 'at-most = "x"')):
        text = base.read_text(encoding="utf-8")
        base.write_text(text.replace(old, new), "utf-8")
        assert [file for file, _, _ in spots(check(pack))] == ["muistilaput.toml"], new
        base.write_text(text, "utf-8")
    base.write_text("[layout", "utf-8")
    assert [file for file, _, _ in spots(check(pack))] == ["muistilaput.toml"]


@pytest.mark.parametrize(
    ("base", "said", "line", "code", "hint"),
    [
        ("muistilapud", "", 1, "unknown-canvas", '"muistilaput"'),
        ("oma", "", 1, "extends-itself", ""),
        ("toinen", "", 1, "extends-twice", ""),
        ("kaukanen/pohja", "", 1, "unknown-pack", '"kaukainen/pohja"'),
        ("kaukainen/pohjat", "", 1, "unknown-canvas", '"kaukainen/pohja"'),
        ("muistilaput", 'drop = ["huona"]\n', 2, "unknown-section", "'huonoa'"),
        ("muistilaput", 'drop = ["huonoa"]\nsection.huonoa.at-most = 3\n', 2, "dropped-and-changed", ""),
    ],
)
def test_what_cannot_be_extended_or_dropped_is_one_problem_at_the_name(
    base: str, said: str, line: int, code: str, hint: str, extend: Write, pack: Path, far: Path, check: Check
) -> None:
    extend(said, base)
    extend("", "oma" if base == "toinen" else "muistilaput", "toinen")
    found = [problem for problem in check(pack, far) if not problem.file.endswith("toinen.toml")]
    found = [problem for problem in found if problem.severity == "error" and not problem.file.startswith(str(far))]
    assert spots(found) == [("oma.toml", line, code)]
    assert hint in found[0].hint


def test_two_canvases_that_extend_each_other_are_both_told(extend: Write, pack: Path, check: Check) -> None:
    extend("", "toinen")
    extend("", "oma", "toinen")
    assert spots(check(pack)) == [("oma.toml", 1, "extends-twice"), ("toinen.toml", 1, "extends-twice")]


def test_a_misspelt_extends_is_one_problem(pack: Path, check: Check) -> None:
    (pack / "canvases" / "oma.toml").write_text('extend = "muistilaput"\n', encoding="utf-8")
    assert spots(check(pack)) == [("oma.toml", 1, "unknown-key")]


def test_a_canvas_that_extends_none_drops_nothing(pack: Path, check: Check) -> None:
    base = pack / "canvases" / "muistilaput.toml"
    base.write_text('drop = ["x"]\n' + base.read_text(encoding="utf-8"), "utf-8")
    assert spots(check(pack)) == [("muistilaput.toml", 1, "drop-not-here")]


@pytest.mark.parametrize("found_first", [True, False])
def test_a_canvas_of_another_pack_brings_its_language_its_kinds_and_its_colours(
    found_first: bool, extend: Write, pack: Path, far: Path, vocabulary: Vocabulary
) -> None:
    head = pack / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + 'theme.colours.aamu = "#0f5c6e"\n', "utf-8")
    extend('section.toka.title.fi = "Toinen"\n', "kaukainen/pohja")
    shelf = Shelf((far, pack) if found_first else (pack, far), tyopaja.__version__)
    made = load_pack(pack, vocabulary, tyopaja.__version__, shelf).canvases["oma"]
    assert made.extends == "kaukainen/pohja"
    assert made.title.by_locale == {"se": "Vuođđu"}
    assert made.section["toka"].title.by_locale == {"se": "Nubbi", "en": "Second", "fi": "Toinen"}
    assert made.section["eka"].colour == "#7b2d5b"
    assert made.section["toka"].colour == "aamu"
    assert made.section["toka"].answers == "kaukainen/kysytty.a"
    kind = made.kind("eka")
    assert kind is not None
    assert kind.title.by_locale == {"se": "Evttohas"}
    assert kind.fields["text"].title.by_locale == {"se": "Namma"}


def test_a_kind_that_is_brought_along_is_not_mixed_up_with_one_of_the_same_name(
    extend: Write, pack: Path, far: Path, check: Check
) -> None:
    head = pack / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + '[kind.ehdokas]\nfields.text.title = "Muu"\n', "utf-8")
    path = extend("", "kaukainen/pohja")
    assert [one for one in spots(check(path, far)) if one[2] == "kind-clash"] == [("oma.toml", 1, "kind-clash")]


def test_an_unsound_pack_beside_is_said_where_it_is_extended(
    extend: Write, pack: Path, far: Path, check: Check
) -> None:
    (far / "canvases" / "pohja.toml").write_text("title = 5\n", encoding="utf-8")
    path = extend("", "kaukainen/pohja")
    assert ("oma.toml", 1, "unsound-base") in spots(check(path, far))


def test_a_missing_language_of_what_is_taken_over_is_told_at_the_line_that_takes_it_over(
    extend: Write, pack: Path, far: Path, check: Check
) -> None:
    path = extend("", "kaukainen/pohja")
    missing = [problem for problem in check(path, far) if problem.code == "missing-translation"]
    assert {(Path(one.file).name, one.line) for one in missing} == {("oma.toml", 1)}
    assert len(missing) == 3
    assert "section.eka.title" in missing[1].message


def test_a_file_without_its_pack_is_taken_on_trust_as_to_what_it_extends(tmp_path: Path, check: Check) -> None:
    path = tmp_path / "oma.toml"
    path.write_text('extends = "jokin"\n[section.a]\nat-most = "3"\n', encoding="utf-8")
    assert spots(check(path)) == [("oma.toml", 3, "wrong-type")]


def test_a_session_keeps_the_kinds_of_the_canvas_that_was_extended(
    extend: Write, pack: Path, far: Path, vocabulary: Vocabulary
) -> None:
    extend("", "kaukainen/pohja")
    flow = 'title = "Kulku"\n[[step]]\nid = "kirjaa"\ntitle = "Kirjataan"\nactivity = "brainstorm"\non = ["oma"]\n'
    (pack / "flows" / "kulku.toml").write_text(flow, encoding="utf-8")
    shelf = Shelf((pack, far), tyopaja.__version__)
    definitions = Library((load_pack(pack, vocabulary, tyopaja.__version__, shelf),)).definitions("kulku")
    assert unpin(pin(definitions)) == definitions
    assert definitions.canvases["oma"].kinds["ehdokas"].title.to("se") == "Evttohas"


TABLES = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
).filter(lambda value: isinstance(value, dict))


@given(TABLES, TABLES)
def test_every_way_that_is_said_above_leads_to_what_is_said_there(below: Any, above: Any) -> None:
    def holds(whole: Any, said: Any) -> bool:
        if isinstance(said, dict):
            return isinstance(whole, dict) and all(key in whole and holds(whole[key], one) for key, one in said.items())
        return bool(whole == said)

    assert holds(merged(below, above, "fi"), above)


@given(TABLES)
def test_nothing_over_a_table_is_the_table_and_a_table_over_nothing_too(table: Any) -> None:
    assert merged(table, {}, "fi") == table
    assert merged({}, table, "fi") == table
    assert merged(table, table, "fi") == table


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=TABLES)
def test_whatever_stands_below_extends_is_read_or_refused(
    extend: Write, pack: Path, vocabulary: Vocabulary, said: Any
) -> None:
    names = {"a": "section", "b": "layout", "c": "drop", "d": "title"}
    extend(tomli_w.dumps({names[key]: one for key, one in said.items()}))
    found = survey(pack, vocabulary, "0.1.0")
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert {Path(problem.file).name for problem in errors} == ({"oma.toml"} if errors else set())
    assert errors or "oma" in found.pack.canvases


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=canvas_tables())
def test_any_canvas_extended_by_nothing_is_itself_in_its_pack_and_the_same_in_another(
    extend: Write, pack: Path, tmp_path: Path, vocabulary: Vocabulary, table: dict[str, Any]
) -> None:
    (pack / "canvases" / "pohja.toml").write_text(tomli_w.dumps(table), encoding="utf-8")
    extend("", "pohja")
    made = load_pack(pack, vocabulary, "0.1.0").canvases
    assert made["oma"] == evolve(made["pohja"], id="oma", extends="pohja")
    other = tmp_path / "toinen"
    (other / "canvases").mkdir(parents=True, exist_ok=True)
    (other / "pack.toml").write_text('format = 1\nid = "toinen"\nversion = "1"\ntitle = "X"\nlocale = "sv"\n', "utf-8")
    (other / "canvases" / "oma.toml").write_text('extends = "koe/pohja"\n', encoding="utf-8")
    shelf = Shelf((other, pack), tyopaja.__version__)
    there = load_pack(other, vocabulary, "0.1.0", shelf).canvases["oma"]
    assert there == evolve(tagged(made["oma"], "fi"), extends="koe/pohja")
