"""Further languages may stand in files of their own; what is wrong in them is told there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tyopaja.definitions import Problem, load_pack
from tyopaja.model.play import Vocabulary

Check = Callable[..., list[Problem]]
Write = Callable[..., Path]

SWEDISH = """\
[pack]
title = "Prov"

[canvases.muistilaput]
title = "Lappar"
purpose = "Allt på ett ark."

[canvases.muistilaput.section.hyvaa]
title = "Vad är bra?"
prompts = ["Vad tackar gästerna för?"]

[canvases.muistilaput.section.huonoa]
title = "Vad är dåligt?"
parts.iso.title = "Stora"
parts.pieni.title = "Små"

[flows.iltapaiva]
title = "Eftermiddag"

[flows.iltapaiva.step.kirjaa]
title = "Vi skriver"

[flows.iltapaiva.step.aanesta]
title = "Vi röstar"

[flows.iltapaiva.move.uudestaan]
label = "En gång till"
"""

MOVE = """
[[move]]
from = "aanesta"
to = "kirjaa"
on = "uudestaan"
label = "Uudestaan"
at-most = 2
"""


@pytest.fixture
def translate(pack: Path) -> Write:
    """Promise Swedish, and write the pack's words in it into a file of their own."""
    (pack / "locale").mkdir()
    head, flow = pack / "pack.toml", pack / "flows" / "iltapaiva.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('locales = ["fi"]', 'locales = ["fi", "sv"]'), "utf-8")
    flow.write_text(flow.read_text(encoding="utf-8") + MOVE, encoding="utf-8")

    def write(said: str = SWEDISH, name: str = "sv") -> Path:
        path = pack / "locale" / f"{name}.toml"
        path.write_text(said, encoding="utf-8")
        return path

    return write


def spots(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """File, line and code of each."""
    return [(Path(problem.file).name, problem.line, problem.code) for problem in problems]


def test_a_language_that_is_promised_may_be_kept_in_a_file_of_its_own(
    translate: Write, pack: Path, check: Check, vocabulary: Vocabulary
) -> None:
    assert {problem.code for problem in check(pack)} == {"missing-translation"}
    translate()
    assert check(pack) == []
    made = load_pack(pack, vocabulary, "0.1.0")
    canvas, flow = made.canvases["muistilaput"], made.flows["iltapaiva"]
    assert made.title.by_locale == {"fi": "Koe", "sv": "Prov"}
    assert canvas.title.by_locale == {"fi": "Muistilaput", "sv": "Lappar"}
    assert canvas.section["hyvaa"].prompts.to("sv") == ("Vad tackar gästerna för?",)
    assert canvas.section["huonoa"].parts["pieni"].title.to("sv") == "Små"
    assert [step.title.to("sv") for step in flow.step] == ["Vi skriver", "Vi röstar"]
    assert flow.move[0].label.by_locale == {"fi": "Uudestaan", "sv": "En gång till"}


def test_a_move_may_be_named_by_its_number(translate: Write, pack: Path, vocabulary: Vocabulary) -> None:
    translate(SWEDISH.replace("move.uudestaan", "move.1"))
    assert load_pack(pack, vocabulary, "0.1.0").flows["iltapaiva"].move[0].label.to("sv") == "En gång till"


def test_an_activity_of_the_packs_own_has_its_title_there_too(
    translate: Write, pack: Path, check: Check, vocabulary: Vocabulary
) -> None:
    head = pack / "pack.toml"
    head.write_text(head.read_text("utf-8") + '[activity.oma]\ntitle = "Oma"\nparticipant = ["add"]\n', "utf-8")
    translate()
    assert [(Path(one.file).name, one.code) for one in check(pack)] == [("pack.toml", "missing-translation")]
    translate(SWEDISH + '[pack.activity.oma]\ntitle = "Egen"\n')
    assert check(pack) == []
    assert load_pack(pack, vocabulary, "0.1.0").activity["oma"].title.by_locale == {"fi": "Oma", "sv": "Egen"}
    translate(SWEDISH + '[pack.activity.oam]\ntitle = "Egen"\n')
    found = [problem for problem in check(pack / "locale") if problem.code != "missing-translation"]
    assert [(one.code, one.hint) for one in found] == [("nothing-to-translate", "Did you mean 'oma'?")]


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "hint"),
    [
        ("section.hyvaa", "section.hyva", 8, "nothing-to-translate", "'hyvaa'"),
        ("canvases.muistilaput]", "canvases.muistilapu]", 4, "nothing-to-translate", "'muistilaput'"),
        ("step.kirjaa", "step.kirja", 20, "nothing-to-translate", "'kirjaa'"),
        ("move.uudestaan", "move.2", 26, "nothing-to-translate", ""),
        ("parts.iso", "parts.isot", 14, "nothing-to-translate", "'iso'"),
        ('prompts = ["Vad tackar gästerna för?"]', 'start = ["x"]', 10, "nothing-to-translate", ""),
        ("prompts", "prompt", 10, "unknown-key", "'prompts'"),
        ('title = "Vad är bra?"', "at-most = 3", 9, "unknown-key", "title"),
        ('title = "Vad är bra?"', "title = 3", 9, "wrong-type", 'title = "…"'),
        ('title = "Vad är bra?"', 'title.sv = "Bra?"', 9, "wrong-type", 'title = "…"'),
        ('prompts = ["Vad tackar gästerna för?"]', 'prompts = "Vad?"', 10, "wrong-type", 'prompts = ["…"]'),
        ("[pack]", "[paket]", 1, "unknown-key", "[pack]"),
    ],
)
def test_what_leads_nowhere_or_is_no_text_is_told_at_its_line(
    old: str, new: str, line: int, code: str, hint: str, translate: Write, check: Check
) -> None:
    assert old in SWEDISH
    path = translate(SWEDISH.replace(old, new, 1))
    found = [problem for problem in check(path) if problem.code != "missing-translation"]
    assert spots(found) == [("sv.toml", line, code)]
    assert hint in found[0].hint


def test_a_text_that_is_said_twice_in_one_language_is_told(translate: Write, pack: Path, check: Check) -> None:
    translate()
    canvas = pack / "canvases" / "muistilaput.toml"
    canvas.write_text('title.sv = "Anteckningar"\n' + canvas.read_text(encoding="utf-8"), "utf-8")
    assert spots(check(pack)) == [("sv.toml", 5, "translated-twice")]


def test_a_pack_that_forgets_to_name_its_own_language_is_told_once(translate: Write, pack: Path, check: Check) -> None:
    translate()
    head = pack / "pack.toml"
    kept = [line for line in head.read_text("utf-8").splitlines() if not line.startswith("locale")]
    head.write_text("\n".join(['locales = ["fi", "sv"]', *kept]), "utf-8")
    assert [one.code for one in check(pack)] == ["locale-not-promised"]


def test_a_bare_text_is_said_in_the_packs_own_language(translate: Write, pack: Path, check: Check) -> None:
    translate()
    translate('[pack]\ntitle = "Koe"\n', "fi")
    assert spots(check(pack)) == [("fi.toml", 2, "translated-twice")]


@pytest.mark.parametrize(("name", "hint"), [("ruotsi", "BCP 47"), ("sv_FI", "sv-FI.toml"), ("SV", "sv.toml")])
def test_a_file_is_called_by_its_language(name: str, hint: str, translate: Write, check: Check) -> None:
    path = translate("", name)
    (problem,) = (one for one in check(path) if one.code != "missing-translation")
    assert (Path(problem.file).name, problem.line, problem.code) == (f"{name}.toml", 1, "bad-locale")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("new", "line", "code"),
    [
        ('prompts = ["Vad?", "[här](http://x.example)"]', 10, "unsafe-link"),
        ('prompts = ["Vad?", ""]', 10, "empty-text"),
        ('prompts = [\n  "Vad?",\n  ""\n]', 12, "empty-text"),
    ],
)
def test_what_is_wrong_with_the_words_is_told_where_they_stand(
    new: str, line: int, code: str, translate: Write, pack: Path, check: Check
) -> None:
    translate(SWEDISH.replace('prompts = ["Vad tackar gästerna för?"]', new))
    assert spots(check(pack)) == [("sv.toml", line, code)]


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_said_of_its_translations(
    translate: Write, pack: Path, check: Check
) -> None:
    translate()
    (pack / "canvases" / "muistilaput.toml").write_text("[layout", encoding="utf-8")
    assert [(file, code) for file, _, code in spots(check(pack))] == [("muistilaput.toml", "not-toml")]


def test_a_misspelt_key_is_not_told_again_as_a_translation_of_nothing(
    translate: Write, pack: Path, check: Check
) -> None:
    translate()
    canvas = pack / "canvases" / "muistilaput.toml"
    canvas.write_text(canvas.read_text(encoding="utf-8").replace("purpose.fi", "porpose.fi"), "utf-8")
    assert spots(check(pack)) == [("muistilaput.toml", 2, "unknown-key")]


def test_what_is_taken_over_from_another_canvas_is_taken_over_in_every_language_and_may_be_said_anew(
    translate: Write, pack: Path, vocabulary: Vocabulary, check: Check
) -> None:
    (pack / "canvases" / "oma.toml").write_text('extends = "muistilaput"\ntitle.fi = "Omat"\n', encoding="utf-8")
    translate(SWEDISH + '\n[canvases.oma]\ntitle = "Egna"\nsection.hyvaa.title = "Bra"\n')
    assert check(pack) == []
    made = load_pack(pack, vocabulary, "0.1.0").canvases["oma"]
    assert made.title.by_locale == {"fi": "Omat", "sv": "Egna"}
    assert made.section["hyvaa"].title.by_locale == {"fi": "Mikä on hyvää?", "sv": "Bra"}
    assert made.section["huonoa"].title.to("sv") == "Vad är dåligt?"


ANYTHING = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.text(max_size=2), max_size=2),
    lambda inner: st.dictionaries(
        st.sampled_from(["title", "section", "hyvaa", "parts", "iso", "step", "kirjaa", "move", "1", "prompts", "sv"]),
        inner,
        max_size=3,
    ),
    max_leaves=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.fixed_dictionaries({"pack": ANYTHING, "muistilaput": ANYTHING, "iltapaiva": ANYTHING}))
def test_whatever_a_file_of_a_language_says_is_put_in_or_refused_with_its_place(
    pack: Path, check: Check, said: dict[str, Any]
) -> None:
    folder = pack / "locale"
    folder.mkdir(exist_ok=True)
    table = {
        "pack": said["pack"],
        "canvases": {"muistilaput": said["muistilaput"]},
        "flows": {"iltapaiva": said["iltapaiva"]},
    }
    text = tomli_w.dumps(table)
    (folder / "sv.toml").write_text(text, encoding="utf-8")
    for problem in check(pack):
        assert Path(problem.file).name == "sv.toml"
        assert 1 <= problem.line <= len(text.split("\n"))
