"""`Engine.sheet`: a canvas by itself, found among the packs, and rendered like any view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja import Engine
from tyopaja.errors import Refused, UnknownId


def test_a_canvas_is_blank_or_a_sample_in_its_packs_language_or_another(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        blank, sample = engine.sheet("pieni", pack="pieni"), engine.sheet("pieni/pieni", sample=True, locale="sv-FI")
    assert (blank.locale, blank.company, blank.date) == ("fi", "", "")
    assert (sample.locale, bool(sample.company)) == ("sv-FI", True)
    assert all(section.entries for section in sample.sections)


def test_it_is_rendered_without_a_session(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        made = engine.render(engine.sheet("pieni/pieni"), format="text")
    assert (made.suffix, "Mitä näet?" in made.text) == (".txt", True)


def test_a_canvas_and_a_pack_that_are_not_there_are_named(pack: Path) -> None:
    with Engine(packs=[pack]) as engine:
        for name, where, code in (("pienni", None, "unknown-canvas"), ("pieni", "pienni", "unknown-pack")):
            with pytest.raises(UnknownId) as caught:
                engine.sheet(name, pack=where)
            assert caught.value.code == code


def test_of_two_packs_with_a_canvas_of_one_name_one_must_be_said(make_pack: Callable[..., Path]) -> None:
    packs = [make_pack(name, title=name.capitalize()) for name in ("yksi", "kaksi")]
    with Engine(packs=packs) as engine:
        with pytest.raises(Refused, match="yksi/pieni, kaksi/pieni") as caught:
            engine.sheet("pieni")
        assert caught.value.code == "two-canvases"
        assert engine.sheet("kaksi/pieni").title == "Kaksi"
        assert engine.sheet("pieni", pack="yksi").title == "Yksi"


def test_what_is_no_language_is_refused(pack: Path) -> None:
    with Engine(packs=[pack]) as engine, pytest.raises(Refused) as caught:
        engine.sheet("pieni/pieni", locale="ei kieli")
    assert caught.value.code == "bad-locale"
