"""What can be drawn of a pack while somebody is in the middle of writing it, and what is said beside it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja import Engine
from tyopaja.preview import Desk
from tyopaja.preview.choosing import Choice
from tyopaja.preview.drawing import Drawer
from tyopaja.preview.pages import page

ILTA = Choice(canvas="ilta", locale="fi")


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as an editor would."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def written(desk: Desk, engine: Engine, choice: Choice) -> str:
    drawer = Drawer(engine, desk)
    try:
        return page(desk.now, choice, drawer)
    finally:
        drawer.close()


def test_a_sound_canvas_is_drawn_and_nothing_is_said(engine: Engine, small: Path) -> None:
    drawing = Desk(engine, small).now.drawing(ILTA)
    assert drawing.note == ""
    assert drawing.view is not None
    assert drawing.view.title == "Ilta"


def test_reading_again_tells_whether_anything_is_otherwise(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    assert not desk.read()
    assert desk.now.version == 1
    edit(small / "canvases/ilta.toml", "Ilta", "Yö")
    assert desk.read()
    assert desk.now.version == 2
    assert not desk.read()


def test_of_a_file_with_a_mistake_the_sound_part_is_drawn(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    edit(small / "canvases/ilta.toml", 'kind = "text"', "kind = 3")
    edit(small / "canvases/ilta.toml", "Ilta", "Yö")
    assert desk.read()
    drawing = desk.now.drawing(ILTA)
    assert drawing.note == "sound-part"
    assert drawing.view is not None
    assert drawing.view.title == "Yö"
    assert [one.line for one in desk.now.survey.problems if one.severity == "error"] == [13]


def test_of_a_file_that_makes_no_sense_the_last_sound_sheet_stays(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    (small / "canvases/ilta.toml").write_text("[section\nnothing = ")
    assert desk.read()
    for locale, title in (("fi", "Ilta"), ("en", "Evening")):
        drawing = desk.now.drawing(Choice(canvas="ilta", locale=locale, filled=True))
        assert drawing.note == "last-sound"
        assert drawing.view is not None
        assert drawing.view.title == title
    assert "ilta" in desk.now.names("canvases")


def test_of_a_file_that_never_was_sound_nothing_is_drawn_and_the_findings_are_there(
    engine: Engine, small: Path
) -> None:
    (small / "canvases/ilta.toml").write_text("[section\nnothing = ")
    desk = Desk(engine, small)
    assert desk.now.drawing(ILTA).note == "nothing-sound"
    html = written(desk, engine, ILTA)
    assert "canvases/ilta.toml:1:" in html
    assert "[section" in html


def test_a_canvas_that_was_taken_away_is_gone(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    (small / "canvases/ilta.toml").unlink()
    assert desk.read()
    assert desk.now.drawing(ILTA).note == "gone"
    assert desk.now.names("canvases") == ()
    assert "”ilta”" in written(desk, engine, ILTA)


def test_a_pack_whose_folder_is_gone_is_told_and_comes_back(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    away = small.rename(small.with_name("away"))
    assert desk.read()
    assert "There is no such folder" in written(desk, engine, ILTA)
    shutil.copytree(away, small)
    assert desk.read()
    assert desk.now.drawing(ILTA).note == ""


def test_a_broken_pack_toml_takes_no_sheet_away(engine: Engine, small: Path) -> None:
    desk = Desk(engine, small)
    (small / "pack.toml").write_text("id = ")
    assert desk.read()
    assert desk.now.drawing(ILTA).view is not None
    html = written(desk, engine, ILTA)
    assert "pack.toml:1:" in html
    assert '<html lang="fi">' in html


@pytest.mark.parametrize("kind", ["flow", "canvas"])
def test_an_id_that_there_is_not_is_said_to_be_none(engine: Engine, small: Path, kind: str) -> None:
    html = written(Desk(engine, small), engine, Choice(**{kind: "olematon"}))  # type: ignore[arg-type]
    assert "”olematon”" in html


def test_a_flow_is_shown_as_steps_in_steps_with_what_they_work_on(engine: Engine, small: Path) -> None:
    html = written(Desk(engine, small), engine, Choice(flow="kulku", locale="en"))
    assert html.index("A day") < html.index("Writing") < html.index("Deciding")
    assert "1 h" in html
    assert "?canvas=ilta" in html


def test_a_flow_of_steps_that_are_in_each_other_is_shown_without_end_or_double(engine: Engine, small: Path) -> None:
    twisted = "".join(
        f'[[step]]\nid = "{one}"\nin = "{other}"\ntitle = "Vaihe {one}"\n'
        for one, other in (("a", "b"), ("b", "a"), ("c", "c"), ("d", "missing"), ("d", "d"))
    )
    (small / "flows/kulku.toml").write_text(f'title = "Kulku"\n{twisted}')
    html = written(Desk(engine, small), engine, Choice(flow="kulku"))
    assert html.count("<strong>Vaihe d</strong>") <= 2


def test_whatever_the_pack_says_stays_words(engine: Engine, small: Path) -> None:
    evil = "<script>alert(1)</script>\"' onload=x"
    literal = evil.replace("\\", "\\\\").replace('"', '\\"')
    edit(small / "canvases/ilta.toml", 'title = { fi = "Ilta", en = "Evening" }', f'title = "{literal}"')
    edit(small / "pack.toml", 'title = { fi = "Koepaketti", en = "A pack to try" }', f'title = "{literal}"')
    edit(small / "flows/kulku.toml", '"Päivä"', f'"{literal}"')
    (small / "canvases" / "<script>alert(2).toml").write_text("<script>alert(3)</script> = ")
    desk = Desk(engine, small)
    for choice in (ILTA, Choice(flow="kulku"), Choice(canvas="ilta", filled=True, medium="print")):
        html = written(desk, engine, choice)
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_no_line_of_a_file_outside_the_pack_is_shown(engine: Engine, small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("salainen = sana\n")
    (small / "canvases" / "linkki.toml").symlink_to(tmp_path / "secret.toml")
    html = written(Desk(engine, small), engine, Choice(canvas="linkki"))
    assert "leads out of the pack" in html
    assert "salainen" not in html


def test_without_a_plugin_that_prints_the_page_says_so(small: Path) -> None:
    with Engine(environ={"TYOPAJA_PLUGINS": ""}) as engine:
        html = written(Desk(engine, small), engine, Choice(canvas="ilta", medium="print"))
    assert "pip install tyopaja-typst" in html


def test_a_pack_without_canvases_says_how_to_make_one(engine: Engine, small: Path) -> None:
    (small / "canvases/ilta.toml").unlink()
    (small / "flows/kulku.toml").unlink()
    assert "tyopaja new canvas" in written(Desk(engine, small), engine, Choice())


@pytest.mark.parametrize(
    "query",
    ["canvas=../../etc/passwd", "canvas=%2e%2e&flow=x", "locale=%00", "fill=&as=pdf", "canvas=" + "a" * 1000, "&&=%ff"],
)
def test_an_address_chooses_among_what_there_is_and_nothing_else(engine: Engine, small: Path, query: str) -> None:
    choice = Desk(engine, small).now.settled(Choice.of(query))
    assert choice.locale == "fi"
    assert set(choice.canvas) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(choice.canvas) <= 64


def test_an_address_and_its_choice_are_each_others() -> None:
    for choice in (ILTA, Choice(flow="kulku"), Choice(canvas="ilta", locale="sv-FI", filled=True, medium="print")):
        assert Choice.of(choice.query()) == choice


Stroke = tuple[float, float, str]
"""From where to where in a text, as shares of its length, something else stands; `=` is what stood there, twice."""

_strokes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.floats(0, 1),
        st.sampled_from(["", "=", '"', "]", "3", "[[step]]", "\x00", "{", "\n", "kind = 'curve'", "a5 x", "#fff"]),
    ),
    min_size=1,
    max_size=3,
)


def garbled(text: str, strokes: list[Stroke]) -> str:
    """A file in the middle of being written."""
    for one, other, new in strokes:
        begin, end = sorted((int(one * len(text)), int(other * len(text))))
        text = text[:begin] + (text[begin:end] * 2 if new == "=" else new) + text[end:]
    return text


@given(st.sampled_from(["pack.toml", "canvases/ilta.toml", "flows/kulku.toml"]), _strokes)
def test_whatever_is_saved_the_sheet_stays(files: Mapping[str, str], file: str, strokes: list[Stroke]) -> None:
    with tempfile.TemporaryDirectory() as made, Engine(environ={"TYOPAJA_PLUGINS": ""}) as engine:
        folder = Path(made)
        for name, sound in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(sound, encoding="utf-8")
        desk = Desk(engine, folder)
        (folder / file).write_text(garbled(files[file], strokes), encoding="utf-8")
        desk.read()
        for choice in (ILTA, Choice(canvas="ilta", filled=True, locale="en"), Choice(flow="kulku")):
            html = written(desk, engine, choice)
            assert html.endswith("</html>\n")
            assert ("<iframe" in html) is bool(choice.canvas)
