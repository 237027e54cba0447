"""What does not fit in a file hides nothing else that is wrong with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import Problem

Check = Callable[..., list[Problem]]
Change = tuple[str, str, str]
"""(old, new, the code of what is found then)."""

CANVAS = "canvases/muistilaput.toml"
FLOW = "flows/iltapaiva.toml"

CANVAS_FORM: list[Change] = [
    ("purpose.fi", "purpos.fi", "unknown-key"),
    ("purpose.fi", "cost = 3\npurpose.fi", "unknown-key"),
    ("at-most = 5", 'at-most = "5"', "wrong-type"),
    ('prompts.fi = ["Mistä vieraat kiittävät?"]', 'prompts.fi = "Mistä?"', "wrong-type"),
    ('title.fi = "Muistilaput"\n', "", "missing-key"),
    ('title.fi = "Mikä on hyvää?"', "title.fi = 5", "wrong-type"),
]
CANVAS_MEANING: list[Change] = [
    ('paper = "a4 portrait"', 'paper = "a4 portait"', "unknown-paper"),
    ('  "hyvaa",', '  "hyva",\n  "hyvaa",', "unknown-area"),
    ("columns = [1]", "columns = [1, 2]", "wrong-shares"),
    ("[section.huonoa]", '[section.huonoa]\nkind = "note"', "unknown-kind"),
]
RICH = """\
title.fi = "Kartta"
[layout]
areas = ["akseli kartta", "arviot listat"]
[section.akseli]
title.fi = "Akseli"
kind = "fields"
fields.vasen = { title.fi = "Vasen", type = "choice", choices.a = "A" }
fields.oikea = { title.fi = "Oikea", characters = 40 }
[section.kartta]
title.fi = "Kartta"
kind = "place"
axes.x = { from = "akseli" }
axes.y = { low.fi = "halpa", high.fi = "kallis" }
[section.arviot]
title.fi = "Arviot"
kind = "arvio"
scale = [0, 10]
draw = "radar"
parts.a = { title.fi = "A" }
parts.b = { title.fi = "B" }
parts.c = { title.fi = "C" }
[section.listat]
title.fi = "Listat"
answers = "muistilaput.hyvaa"
balance = ["a", "b"]
at-most = 4
parts.a = { title.fi = "A", start.fi = ["Eka", "Toka"], examples.fi = ["Kolmas"] }
parts.b = { title.fi = "B" }
"""
"""A canvas of the pack whose kinds stand in `KINDS`."""

KINDS = """
[kind.arvio]
title.fi = "Arvio"
many = false
draw = "scale"
fields.taso = { title.fi = "Taso", type = "scale", least = 1, most = 5, low.fi = "ei", high.fi = "on", default = 3 }
fields.text = { title.fi = "Miksi", example.fi = "Koska" }

[[change]]
version = "0.9"
canvas = "kartta"
from = "vanha"
to = "listat"
"""

RICH_FORM: list[Change] = [
    ('kind = "place"', "kind = 5", "wrong-type"),
    ('type = "choice"', 'type = "choise"', "unknown-choice"),
    ('axes.x = { from = "akseli" }', 'axes.x = { form = "akseli" }', "unknown-key"),
    ('axes.x = { from = "akseli" }', "axes.x = { from = 5 }", "wrong-type"),
    ('axes.y = { low.fi = "halpa", high.fi = "kallis" }', 'axes = { low = "halpa" }', "set-twice"),
    ("scale = [0, 10]", 'scale = ["0", 10]', "wrong-type"),
    ('draw = "radar"', 'draw = "rader"', "unknown-choice"),
    ("characters = 40", 'characters = "40"', "wrong-type"),
    ("at-most = 4", 'at-most = "4"', "wrong-type"),
    ('start.fi = ["Eka", "Toka"]', 'start.fi = "Eka"', "wrong-type"),
    ('balance = ["a", "b"]', 'balance = "a"', "wrong-type"),
    ('answers = "muistilaput.hyvaa"', "answers = 1", "wrong-type"),
    ('examples.fi = ["Kolmas"]', 'exampels.fi = ["Kolmas"]', "unknown-key"),
    ('low.fi = "halpa"', "low.fi = 1", "wrong-type"),
]
RICH_MEANING: list[Change] = [
    ('areas = ["akseli kartta", "arviot listat"]', 'areas = ["akseli kartta", "arvoit listat"]', "unknown-area"),
    ('title.fi = "Listat"', 'title.fi = " "', "empty-title"),
    ('title.fi = "Kartta"\nkind', 'title.fi = "Kartta"\ncolour = "meri"\nkind', "unknown-colour"),
]
HEAD_FORM: list[Change] = [
    ('title = "Koe"', "title = 5", "wrong-type"),
    ('title = "Koe"\n', "", "missing-key"),
    ('id = "koe"\n', "", "missing-key"),
    ('locale = "fi"', "locale = 1", "wrong-type"),
    ('locales = ["fi"]', 'locals = ["fi"]', "unknown-key"),
    ('type = "scale"', "type = 5", "wrong-type"),
    ("least = 1", 'least = "1"', "wrong-type"),
    ("many = false", 'many = "no"', "wrong-type"),
    ('draw = "scale"', "draw = 1", "wrong-type"),
    ('draw = "scale"', "draw = scale", "not-toml"),
    ("[kind.arvio]\ntitle", '[kind.arvio]\nicon = "x"\ntitle', "unknown-key"),
    ('to = "listat"\n', "", "missing-key"),
    ('version = "0.9"\n', "", "missing-key"),
]
HEAD_MEANING: list[Change] = [
    ("format = 1\n", 'format = 1\ntheme.ink = "musta"\n', "bad-colour"),
    ('from = "vanha"', 'from = "akseli"', "still-there"),
    ('title.fi = "Miksi"', 'title.fi = ""', "empty-title"),
]
FLOW_FORM: list[Change] = [
    ('time = "25 min"', "time = 25", "wrong-type"),
    ('time = "10 min"', 'tiem = "10 min"', "unknown-key"),
    ('title.fi = "Kirjataan"\n', "", "missing-key"),
    ('take = "voted"', 'take = "vote"', "unknown-choice"),
    ("votes = 3", "votes = true", "wrong-type"),
    ('id = "kirjaa"\n', "", "missing-key"),
    ('id = "aanesta"\n', "id = 7\n", "wrong-type"),
    ('from = "laput.huonoa.iso"\n', "", "missing-key"),
    ('[[fill]]\nsection = "hyvaa"', '[[move]]\nfrom = "kirjaa"\n[[fill]]\nsection = "hyvaa"', "missing-key"),
]
FLOW_MEANING: list[Change] = [
    ('activity = "vote"', 'activity = "vot"', "unknown-activity"),
    ('"laput.huonoa"]', '"laput.huono"]', "unknown-section"),
    ('voted = "everyone"', 'voted = "everybody"', "unknown-word"),
    ('section = "huonoa.pieni"', 'section = "huonoa.pien"', "unknown-part"),
]


def change(file: Path, *changes: Change) -> list[str]:
    """Change the file; the codes that are due."""
    text = file.read_text(encoding="utf-8")
    for old, new, _ in changes:
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return sorted(code for *_, code in changes)


def codes(problems: list[Problem]) -> list[str]:
    return sorted(problem.code for problem in problems)


@pytest.mark.parametrize(
    ("file", "form", "meaning"),
    [
        *((CANVAS, *pair) for pair in itertools.product(CANVAS_FORM, CANVAS_MEANING)),
        *((FLOW, *pair) for pair in itertools.product(FLOW_FORM, FLOW_MEANING)),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else Path(value).parent.name,
)
def test_a_mistake_in_form_and_one_in_meaning_of_a_file_are_two_problems(
    pack: Path, check: Check, file: str, form: Change, meaning: Change
) -> None:
    due = change(pack / file, form, meaning)
    assert codes(check(pack)) == due


@pytest.mark.parametrize(
    ("file", "form", "meaning"),
    [
        *(("canvases/kartta.toml", *pair) for pair in itertools.product(RICH_FORM, RICH_MEANING)),
        *(("pack.toml", *pair) for pair in itertools.product(HEAD_FORM, HEAD_MEANING)),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else Path(value).stem,
)
def test_so_are_they_where_kinds_and_drawings_are_the_packs_own(
    pack: Path, check: Check, file: str, form: Change, meaning: Change
) -> None:
    (pack / "canvases" / "kartta.toml").write_text(RICH, encoding="utf-8")
    head = pack / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + KINDS, encoding="utf-8")
    assert check(pack) == []
    due = change(pack / file, form, meaning)
    assert codes(check(pack)) == due


def test_places_on_a_sheet_that_does_not_say_its_canvas_are_taken_on_trust(pack: Path, check: Check) -> None:
    file = pack / "flows" / "iltapaiva.toml"
    due = change(file, ('[sheet.tulos]\ncanvas = "muistilaput"', "[sheet.tulos]", "missing-key"), FLOW_MEANING[0])
    change(file, FLOW_MEANING[3])
    assert codes(check(pack)) == due


def test_all_the_mistakes_of_a_canvas_written_in_a_hurry_are_told_at_their_places(pack: Path, check: Check) -> None:
    file = pack / "canvases" / "saunailta.toml"
    file.write_text(
        'titel.fi = "Saunailta"\n[layout]\npaper = "a4 portait"\nareas = [\n  "ennen ennen",\n  "aikana jalkeen",\n'
        '  "aikana ennen",\n]\n[section.ennen]\ntitle = "Ennen"\nprompts.fi = "Mitä jännittää?"\nat-most = "viisi"\n'
        '[section.aikana]\ntitle = "Aikana"\nkind = "note"\n[section.jalken]\ntitle = "Jälkeen"\n',
        encoding="utf-8",
    )
    assert [(problem.line, problem.column, problem.code) for problem in check(file)] == [
        (1, 1, "unknown-key"),
        (3, 9, "unknown-paper"),
        (6, 3, "unknown-area"),
        (7, 3, "not-a-rectangle"),
        (11, 14, "wrong-type"),
        (12, 11, "wrong-type"),
        (15, 8, "unknown-kind"),
    ]


def test_what_is_found_below_a_key_that_is_misspelt_stands_where_the_author_wrote_it(pack: Path, check: Check) -> None:
    file = pack / "flows" / "iltapaiva.toml"
    text = file.read_text(encoding="utf-8").replace("[[step]]", "[[steps]]").replace('"vote"', '"vot"')
    file.write_text(text, encoding="utf-8")
    line = text.split("\n").index('activity = "vot"') + 1
    assert [(problem.line, problem.code) for problem in check(file)] == [
        (10, "unknown-key"),
        (line, "unknown-activity"),
    ]


@pytest.mark.parametrize(
    ("file", "broken", "meaning"),
    [
        (CANVAS, ('paper = "a4 portrait"', 'paper = "a4 portrait', "not-toml"), CANVAS_MEANING[1]),
        (CANVAS, ("at-most = 5", "at-most = viisi", "not-toml"), CANVAS_FORM[3]),
        (CANVAS, ("columns = [1]", "columns = 1]", "not-toml"), CANVAS_FORM[0]),
        (
            CANVAS,
            ('title.fi = "Mikä on hyvää?"', "title.fi = Hyvää", "not-toml"),
            CANVAS_MEANING[0],
        ),
        (CANVAS, ("at-most = 5", "at-most = 5\nat-most = 6", "set-twice"), CANVAS_MEANING[3]),
        (FLOW, ('time = "25 min"', "time = 25 min", "not-toml"), FLOW_MEANING[0]),
        (FLOW, ('id = "aanesta"', "id = aanesta", "not-toml"), FLOW_MEANING[1]),
        (FLOW, ('activity = "brainstorm"', 'activity = "brainstorm', "not-toml"), FLOW_MEANING[2]),
        (
            FLOW,
            ('from = "laput.huonoa.iso"', 'from = "laput.huonoa.iso', "not-toml"),
            FLOW_MEANING[3],
        ),
    ],
)
def test_a_line_that_cannot_be_read_hides_no_other_mistake(
    pack: Path, check: Check, file: str, broken: Change, meaning: Change
) -> None:
    due = change(pack / file, broken, meaning)
    assert codes(check(pack)) == due


@pytest.mark.parametrize("number", [10**400, 1_000_001])
def test_a_number_beyond_all_bounds_hides_no_other_mistake(pack: Path, check: Check, number: int) -> None:
    due = change(pack / CANVAS, ("at-most = 5", f"at-most = {number}", "bad-number"), CANVAS_MEANING[0])
    assert codes(check(pack)) == due


def test_several_lines_that_cannot_be_read_are_all_told(pack: Path, check: Check) -> None:
    file = pack / "flows" / "iltapaiva.toml"
    due = change(file, ('"25 min"', "25 min", "not-toml"), ('"10 min"', "10 min", "not-toml"), FLOW_MEANING[0])
    assert codes(check(pack)) == due
    change(pack / "canvases" / "muistilaput.toml", ('"a4 portrait"', "a4 portrait", "not-toml"))
    assert codes(check(pack)) == sorted([*due, "not-toml"])


def test_a_header_that_cannot_be_read_is_not_guessed_at(pack: Path, check: Check) -> None:
    change(pack / "canvases" / "muistilaput.toml", ("[section.hyvaa]", "[section.hyvaa", "not-toml"))
    assert codes(check(pack)) == ["not-toml"]


HUSHED = """
[activity.hiljaa]
title = "Hiljaa"
participant = ["add", "vote"]
sees = "own"
done = { entries-in = "here", at-least = 2 }

[activity.puhe]
participant = ["add"]
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('participant = ["add", "vote"]', 'participant = "add"', "wrong-type"),
        ('participant = ["add", "vote"]', 'particpant = ["add", "vote"]', "unknown-key"),
        ('participant = ["add", "vote"]', 'participant = ["add", "vote]', "not-toml"),
        ('sees = "own"', 'sees = "mine"', "unknown-choice"),
        ('done = { entries-in = "here", at-least = 2 }', "done = { all = [] }", "bad-condition"),
        ('title = "Hiljaa"', "title = 3", "wrong-type"),
        ("[activity.hiljaa]", "[activity.hiljaa]\nplaces = 'no'", "wrong-type"),
    ],
)
def test_a_mistake_in_an_activity_of_the_packs_own_is_not_told_again_where_it_is_used(
    pack: Path, check: Check, old: str, new: str, code: str
) -> None:
    head, flow = pack / "pack.toml", pack / FLOW
    head.write_text(head.read_text(encoding="utf-8") + HUSHED, encoding="utf-8")
    change(flow, ('activity = "vote"', 'activity = "hiljaa"', ""))
    assert check(pack) == []
    change(head, (old, new, code))
    assert codes(check(pack)) == [code]
    change(head, ('participant = ["add"]', 'participant = ["ad"]', "unknown-command"))
    change(flow, ('activity = "brainstorm"', 'activity = "hilja"', "unknown-activity"))
    assert codes(check(pack)) == sorted([code, "unknown-command", "unknown-activity"])


def test_a_pack_that_cannot_be_read_may_have_any_activity(pack: Path, check: Check) -> None:
    change(pack / FLOW, ('activity = "brainstorm"', 'activity = "hiljaa"', ""))
    (pack / "pack.toml").write_text("[kind\n", encoding="utf-8")
    assert codes(check(pack)) == ["not-toml"]
