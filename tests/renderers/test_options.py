"""Options of an output: what is written is read, or refused with what to write instead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.errors import Refused, UnknownId
from tyopaja.renderers.contract import Renderer, rendition
from tyopaja.renderers.options import Option, chosen

PAPER = Option("paper", {"fi": "Paperi", "en": "Paper"}, default="a4", choices=("a4", "a3"))
DESIGN = Option("design", "Design", default="plain", choices=("plain",), more=True)
PARTS = Option("parts", "Parts", type="choices", default=("cover", "notes"), choices=("cover", "sheets", "notes"))
PEOPLE = Option("people", "People", type="yes-no", default=True)
SIZE = Option("size", "Size", type="number", default=1, least=0.5, most=2)
ADDRESS = Option("address", "Address", type="text", default="", most=10)
ALL = (PAPER, DESIGN, PARTS, PEOPLE, SIZE, ADDRESS)


@pytest.mark.parametrize(
    ("option", "given", "read"),
    [
        (PAPER, "a3", "a3"),
        (DESIGN, "talvi", "talvi"),
        (PARTS, "notes, cover", ("cover", "notes")),
        (PARTS, ["sheets"], ("sheets",)),
        (PARTS, "", ()),
        (PEOPLE, "no", False),
        (PEOPLE, "TRUE", True),
        (PEOPLE, False, False),
        (SIZE, "1.5", 1.5),
        (SIZE, 2, 2.0),
        (ADDRESS, "=1+1", "=1+1"),
    ],
)
def test_words_and_values_are_read(option: Option, given: Any, read: Any) -> None:
    assert option.read(given) == read


@pytest.mark.parametrize(
    ("option", "given", "hint"),
    [
        (PAPER, "a5", "one of a4, a3"),
        (PAPER, 4, "one of a4, a3"),
        (DESIGN, "", "one of plain"),
        (PARTS, "cover,back", "some of cover, sheets, notes"),
        (PARTS, 3, "some of"),
        (PEOPLE, "perhaps", "yes or no"),
        (SIZE, "large", "a number from 0.5 up to 2"),
        (SIZE, "3", "a number from 0.5 up to 2"),
        (SIZE, "nan", "a number"),
        (SIZE, True, "a number"),
        (ADDRESS, "x" * 11, "a text of at most 10 characters"),
        (ADDRESS, None, "a text"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_write(option: Option, given: Any, hint: str) -> None:
    with pytest.raises(Refused, match=hint) as refused:
        option.read(given)
    assert refused.value.code == "bad-option"
    assert refused.value.fields["option"] == option.name


def test_what_nobody_chose_is_as_it_is_by_default() -> None:
    assert chosen(ALL, {"paper": "a3"}, "pdf") == {
        "paper": "a3", "design": "plain", "parts": ("cover", "notes"), "people": True, "size": 1, "address": "",
    }  # fmt: skip


def test_an_option_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownId, match=r"has no option 'papper'.*paper") as unknown:
        chosen(ALL, {"papper": "a4"}, "pdf")
    assert unknown.value.fields["near"] == ("paper",)
    with pytest.raises(UnknownId, match="It has none"):
        chosen((), {"paper": "a4"}, "text")


@given(st.sampled_from(ALL), st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.text()))
def test_whatever_is_given_is_read_or_refused(option: Option, given: Any) -> None:
    try:
        read = option.read(given)
    except Refused:
        return
    assert option.read(read) == read


def test_a_title_is_for_people_in_their_language() -> None:
    assert (PAPER.title.to("fi"), PAPER.title.to("sv", "en"), DESIGN.title.to("fi")) == ("Paperi", "Paper", "Design")


RENDERER = Renderer("x", lambda view: "", media_type="text/plain", suffix=".txt")


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "c:\\a", "a\\b", "a\0b"])
def test_a_file_that_leads_out_of_its_folder_is_no_rendition(name: str) -> None:
    with pytest.raises(ValueError, match="leads out of its folder"):
        rendition(RENDERER, {name: b"x"})


def test_several_files_are_an_archive_of_equal_bytes_at_any_time() -> None:
    made = rendition(RENDERER, {"b/1.txt": "yksi", "a.bin": b"\x00"})
    assert (made.media_type, made.suffix, dict(made.files)) == (
        "application/zip", ".zip", {"b/1.txt": b"yksi", "a.bin": b"\x00"},
    )  # fmt: skip
    assert made.data == rendition(RENDERER, {"b/1.txt": "yksi", "a.bin": b"\x00"}).data
