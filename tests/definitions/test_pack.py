"""A pack is read whole: every problem of every file at once, in order, each told once and only where it was made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import Problem, load_pack
from tyopaja.errors import DefinitionError
from tyopaja.model.play import Vocabulary

Check = Callable[..., list[Problem]]
Spots = list[tuple[str, int, int, str]]


def change(path: Path, old: str, new: str) -> None:
    """Write `new` for the first `old` in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def spots(pack: Path, problems: list[Problem]) -> Spots:
    """File in the pack, line, column and code of each."""
    return [
        (Path(problem.file).relative_to(pack).as_posix(), problem.line, problem.column, problem.code)
        for problem in problems
    ]


def test_a_sound_pack_is_read_with_its_canvases_and_flows(pack: Path, vocabulary: Vocabulary) -> None:
    loaded = load_pack(pack, vocabulary, "0.1.0")
    assert (loaded.id, list(loaded.canvases), list(loaded.flows)) == ("koe", ["muistilaput"], ["iltapaiva"])
    assert list(loaded.canvases["muistilaput"].section) == ["hyvaa", "huonoa"]
    assert loaded.flows["iltapaiva"].id == "iltapaiva"


def test_five_different_mistakes_are_five_problems_at_their_lines_and_columns(
    pack: Path, check: Check, vocabulary: Vocabulary
) -> None:
    canvas, flow = pack / "canvases" / "muistilaput.toml", pack / "flows" / "iltapaiva.toml"
    change(pack / "pack.toml", "locale = ", "lokale = ")
    change(canvas, "at-most = 5", 'at-most = "5"')
    change(canvas, "purpose.fi", "porpose.fi")
    change(flow, 'title.fi = "Kirjataan"\n', "")
    change(flow, 'take = "voted"', 'take = "vote"')
    expected: Spots = [
        ("pack.toml", 7, 1, "unknown-key"),
        ("canvases/muistilaput.toml", 2, 1, "unknown-key"),
        ("canvases/muistilaput.toml", 21, 11, "wrong-type"),
        ("flows/iltapaiva.toml", 10, 1, "missing-key"),
        ("flows/iltapaiva.toml", 29, 8, "unknown-choice"),
    ]
    assert spots(pack, check(pack)) == expected
    with pytest.raises(DefinitionError) as raised:
        load_pack(pack, vocabulary, "0.1.0")
    assert spots(pack, list(raised.value.problems)) == expected


def test_mistakes_in_form_and_in_meaning_are_told_together(pack: Path, check: Check) -> None:
    change(pack / "pack.toml", 'id = "koe"', 'id = "Koe"')
    change(pack / "canvases" / "muistilaput.toml", '  "huonoa",\n', "")
    change(pack / "flows" / "iltapaiva.toml", 'activity = "vote"', 'activity = "vot"')
    assert [(file, code) for file, _, _, code in spots(pack, check(pack))] == [
        ("pack.toml", "bad-id"),
        ("canvases/muistilaput.toml", "section-without-area"),
        ("flows/iltapaiva.toml", "unknown-activity"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[section.hyvaa]", "[secton.hyvaa]"),
        ("[layout]", "[layout"),
        ('title.fi = "Mikä on hyvää?"', "title.fi = 5"),
        ("at-most = 10", 'at-most = "10"'),
        ("parts.iso", "partz.iso"),
    ],
)
def test_a_mistake_in_a_canvas_is_not_told_again_in_the_flows_that_use_it(
    pack: Path, check: Check, old: str, new: str
) -> None:
    change(pack / "canvases" / "muistilaput.toml", old, new)
    (problem,) = check(pack)
    assert problem.file == str(pack / "canvases" / "muistilaput.toml")


def test_a_flow_on_a_broken_canvas_is_checked_for_all_else(pack: Path, check: Check) -> None:
    change(pack / "canvases" / "muistilaput.toml", "[layout]", "[layout")
    change(pack / "flows" / "iltapaiva.toml", 'id = "aanesta"', 'id = "kirjaa"')
    assert [code for *_, code in spots(pack, check(pack))] == ["not-toml", "step-twice"]


@pytest.mark.parametrize(("old", "new"), [("locale = ", "local = "), ("[theme", "[theme"), ("id = ", "idd = ")])
def test_a_mistake_in_pack_toml_is_not_told_again_in_other_files(pack: Path, check: Check, old: str, new: str) -> None:
    head = pack / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + '[theme]\ncolors.lupaus = "#0f5c6e"\n', encoding="utf-8")
    change(pack / "canvases" / "muistilaput.toml", "at-most = 5", 'colour = "lupaus"')
    change(head, old, new)
    assert {file for file, *_ in spots(pack, check(pack))} == {"pack.toml"}


def test_warnings_do_not_keep_a_pack_from_being_used(pack: Path, check: Check, vocabulary: Vocabulary) -> None:
    change(pack / "canvases" / "muistilaput.toml", "Mistä vieraat kiittävät?", "Mistä? " * 40)
    assert [problem.severity for problem in check(pack)] == ["warning"]
    assert load_pack(pack, vocabulary, "0.1.0").id == "koe"


@pytest.mark.parametrize(
    ("engine", "version", "code"),
    [
        (">=0.1,<1", "0.1.0", None),
        (">=0.1,<1", "0.2.0.dev3+g1a2b", None),
        ("~=0.1", "0.9", None),
        (">=0.1", "1.0rc1", None),
        ("<=0.1", "0.1.0", None),
        (">0.1", "0.1.0", "wrong-engine"),
        (">=0.2", "0.1.9", "wrong-engine"),
        (">=0.1,<1", "1.0", "wrong-engine"),
        ("==0.1.*", "0.2.1", "wrong-engine"),
        ("0.1", "0.1.0", "bad-engine"),
        ("new", "0.1.0", "bad-engine"),
    ],
)
def test_a_pack_says_which_versions_of_tyopaja_it_runs_on(
    pack: Path, vocabulary: Vocabulary, engine: str, version: str, code: str | None
) -> None:
    change(pack / "pack.toml", '">=0.1,<1"', f'"{engine}"')
    if code is None:
        load_pack(pack, vocabulary, version)
        return
    with pytest.raises(DefinitionError) as raised:
        load_pack(pack, vocabulary, version)
    assert spots(pack, list(raised.value.problems)) == [("pack.toml", 4, 10, code)]


def test_a_pack_for_a_newer_tyopaja_gets_no_other_complaint(pack: Path, vocabulary: Vocabulary) -> None:
    """What a newer grammar may hold, this tyopaja cannot know."""
    change(pack / "pack.toml", "format = 1", "format = 2\nfuture = true")
    change(pack / "canvases" / "muistilaput.toml", "[layout]", "[grid]")
    with pytest.raises(DefinitionError) as raised:
        load_pack(pack, vocabulary, "0.1.0")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column, problem.code) == (1, 10, "wrong-format")
    assert problem.hint == "Upgrade tyopaja to use it."


@pytest.mark.parametrize(("version", "sound"), [("1.0.0", True), ("2026.3rc1", True), ("yksi", False), ("", False)])
def test_the_version_of_a_pack_is_one_of_pep_440(pack: Path, check: Check, version: str, sound: bool) -> None:
    change(pack / "pack.toml", '"1.0.0"', f'"{version}"')
    assert [code for *_, code in spots(pack, check(pack))] == ([] if sound else ["bad-version"])


def test_the_name_of_a_file_must_be_an_id(pack: Path, check: Check) -> None:
    shutil.copy(pack / "canvases" / "muistilaput.toml", pack / "canvases" / "Työ tila.toml")
    (problem,) = check(pack)
    assert (Path(problem.file).name, problem.line, problem.code) == ("Työ tila.toml", 1, "bad-id")
    assert "'tyo-tila'" in problem.hint


def test_two_files_whose_names_differ_in_capitals_only_are_refused(pack: Path, check: Check) -> None:
    """On many disks they would be one file, so the pack would change when it is copied."""
    shutil.copy(pack / "canvases" / "muistilaput.toml", pack / "canvases" / "Muistilaput.toml")
    assert [(file, code) for file, *_, code in spots(pack, check(pack))] == [("canvases/Muistilaput.toml", "id-case")]


def test_other_files_in_the_folders_are_left_alone(pack: Path, check: Check) -> None:
    (pack / "canvases" / "LUEMINUT.md").write_text("#", encoding="utf-8")
    (pack / "canvases" / ".#muistilaput.toml").symlink_to("nobody@nowhere:1")
    (pack / "canvases" / "muistilaput.toml~").write_bytes(b"\x00")
    (pack / "flows" / "luonnokset").mkdir()
    assert check(pack) == []


def test_an_ending_in_capitals_is_told_and_not_overlooked(pack: Path, check: Check) -> None:
    (pack / "flows" / "iltapaiva.toml").rename(pack / "flows" / "iltapaiva.TOML")
    assert [code for *_, code in spots(pack, check(pack))] == ["not-a-definition"]


def test_a_file_name_that_is_not_utf_8_can_be_told(pack: Path, check: Check) -> None:
    path = bytes(pack / "canvases") + b"/\xe4.toml"
    Path(path.decode("utf-8", "surrogateescape")).write_text('title = "x"', encoding="utf-8")
    problems = check(pack)
    assert {problem.code for problem in problems} == {"bad-id", "missing-key"}
    assert "\n".join(map(str, problems)).encode()


def test_a_pack_may_be_without_canvases_and_flows(pack: Path, check: Check) -> None:
    shutil.rmtree(pack / "flows")
    shutil.rmtree(pack / "canvases")
    assert check(pack) == []


def test_where_a_folder_should_be_a_file_is_told(pack: Path, check: Check) -> None:
    shutil.rmtree(pack / "flows")
    (pack / "flows").write_text("", encoding="utf-8")
    assert [(file, code) for file, *_, code in spots(pack, check(pack))] == [("flows", "cannot-read")]


def test_a_definition_that_is_a_folder_is_told(pack: Path, check: Check) -> None:
    (pack / "canvases" / "kansio.toml").mkdir()
    assert [code for *_, code in spots(pack, check(pack))] == ["not-a-file"]


def test_a_folder_without_pack_toml_is_no_pack(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for folder, code in ((tmp_path, "no-pack"), (tmp_path / "nowhere", "no-such-file")):
        with pytest.raises(DefinitionError) as raised:
            load_pack(folder, vocabulary, "0.1.0")
        (problem,) = raised.value.problems
        assert (problem.file, problem.code) == (str(folder), code)


ANSWER = """\
title.fi = "Vastaus"
[layout]
areas = ["a b"]
[section.a]
title.fi = "A"
answers = "muistilaput.hyvaa"
[section.b]
title.fi = "B"
kind = "arvio"
"""
KIND = '\n[kind.arvio]\ntitle.fi = "Arvio"\nfields.text = { title.fi = "Miksi", required = true }\n'
CHANGE = '\n[[change]]\nversion = "0.9"\ncanvas = "muistilaput"\nfrom = "vanha"\nto = "hyvaa"\n'


@pytest.fixture
def answering(pack: Path, check: Check) -> Path:
    """The pack with a canvas of a kind of its own, which answers the other one, and a change in that."""
    (pack / "canvases" / "vastaus.toml").write_text(ANSWER, encoding="utf-8")
    head = pack / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + KIND + CHANGE, encoding="utf-8")
    assert check(pack) == []
    return pack


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("canvases/muistilaput.toml", "[layout]", "[layout"),
        ("canvases/muistilaput.toml", "[section.hyvaa]", "[secton.hyvaa]"),
        ("canvases/muistilaput.toml", 'title.fi = "Mikä on hyvää?"', 'title.fi = "Mikä on hyvää?"\nkind = 5'),
        ("pack.toml", "required = true", 'required = "yes"'),
        ("pack.toml", 'title.fi = "Arvio"', "title.fi = Arvio"),
        ("pack.toml", "[kind.arvio]", "[kind.arvio"),
        ("pack.toml", 'version = "1.0.0"', "version = 1"),
    ],
)
def test_a_mistake_is_not_told_again_where_kinds_changes_and_answers_lead_to_it(
    answering: Path, check: Check, file: str, old: str, new: str
) -> None:
    change(answering / file, old, new)
    (problem,) = check(answering)
    assert problem.file == str(answering / file)


def test_a_kind_that_there_is_not_comes_with_the_packs_own(answering: Path, check: Check) -> None:
    change(answering / "canvases" / "vastaus.toml", '"arvio"', '"arvo"')
    (problem,) = check(answering)
    assert (problem.code, problem.hint) == ("unknown-kind", "Did you mean 'arvio'?")


def test_a_text_of_a_kind_that_lacks_a_language_is_told_in_pack_toml(answering: Path, check: Check) -> None:
    change(answering / "pack.toml", 'title.fi = "Miksi"', 'title.sv = "Varför"')
    (problem,) = check(answering)
    assert (problem.file, problem.code) == (str(answering / "pack.toml"), "missing-translation")
