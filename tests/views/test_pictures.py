"""Pictures in views: what they are is read from their first bytes, and Pillow says the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tyopaja.views.pictures import picture_of
from tyopaja.views.placeholders import placeholder

KEY = f"sha256:{'0' * 64}"
WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "png": ("PNG", {}),
    "jpeg": ("JPEG", {}),
    "jpeg-progressive": ("JPEG", {"progressive": True}),
    "jpeg-with-a-note": ("JPEG", {"comment": b"\xff\xc0 no frame"}),
    "gif": ("GIF", {}),
    "webp-lossy": ("WEBP", {}),
    "webp-lossless": ("WEBP", {"lossless": True}),
    "webp-extended": ("WEBP", {"exif": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"}),
}


def _file(way: str, width: int, height: int) -> bytes:
    kind, options = WAYS[way]
    made = BytesIO()
    Image.new("RGB", (width, height), "#0f5c6e").save(made, kind, **options)
    return made.getvalue()


@pytest.mark.parametrize("way", WAYS)
@given(width=st.integers(1, 300), height=st.integers(1, 300))
def test_format_and_size_are_those_that_pillow_wrote(way: str, width: int, height: int) -> None:
    data = _file(way, width, height)
    picture = picture_of(data)
    assert picture is not None
    assert picture.media_type == f"image/{WAYS[way][0].lower()}"
    assert (picture.width, picture.height, picture.data) == (width, height, data)


@given(
    data=st.binary(max_size=64),
    head=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"RIFF1234WEBPVP8"]),
)
def test_what_is_no_picture_is_none_and_never_fails(data: bytes, head: bytes) -> None:
    picture = picture_of(head + data)
    assert picture is None or (picture.width > 0 and picture.height > 0)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_ends_before_its_size_is_no_picture(way: str) -> None:
    data = _file(way, 40, 30)
    assert picture_of(data[:8]) is None
    sizes = {(found.width, found.height) for end in range(len(data)) if (found := picture_of(data[:end])) is not None}
    assert sizes <= {(40, 30)}


def test_the_placeholder_is_a_sound_picture_in_the_colour_given_and_the_same_each_time() -> None:
    made = placeholder("#73305f")
    opened = Image.open(BytesIO(made.data))
    opened.load()
    assert opened.size == (made.width, made.height)
    assert opened.convert("RGB").getpixel((2, made.height - 1)) == (0x73, 0x30, 0x5F)
    assert picture_of(made.data) == made
    assert placeholder.__wrapped__("#73305f") == made


@pytest.fixture
def album(standing: Any) -> Any:
    """A sheet with a picture and its caption, and cards of a kind with two pictures."""
    fields = {"ennen": {"title": "Ennen", "type": "picture"}, "nyt": {"title": "Nyt", "type": "picture"}}
    sections = {
        "kuva": {"title": "Kuva", "kind": "picture"},
        "lomake": {"title": "Lomake", "kind": "fields", "fields": fields},
    }
    made = standing(a={"layout": {"areas": ["kuva lomake"]}, "section": sections})
    made.note("e1", "a.kuva", "Sanna", fields={"picture": KEY})
    made.note("e2", "a.lomake", fields={"ennen": KEY, "nyt": "sha256:muu"})
    return made


def test_a_sheet_brings_the_pictures_that_its_entries_show_each_once(album: Any) -> None:
    asked: list[str] = []

    def bytes_of(key: str) -> bytes | None:
        asked.append(key)
        return _file("png", 40, 30) if key == KEY else None

    sheet = album.look("canvas:a", "fi", bytes_of)
    assert {key: (one.media_type, one.width, one.height) for key, one in sheet.pictures.items()} == {
        KEY: ("image/png", 40, 30)
    }
    assert sorted(asked) == sorted({KEY, "sha256:muu"})
    entry = sheet.sections[0].entries[0]
    assert (entry.text, entry.picture, entry.fields) == ("Sanna", KEY, ())
    before, now = sheet.sections[1].blanks
    assert (before.type, before.value, before.text) == ("picture", KEY, "")
    assert (now.value, now.text) == ("sha256:muu", "kuva ei ole saatavilla")


def test_a_picture_that_is_not_to_be_had_is_said_in_words(album: Any) -> None:
    for pictures in (None, lambda key: None, lambda key: b"no picture"):
        sheet = album.look("canvas:a", "fi", pictures)
        assert sheet.pictures == {}
        entry = sheet.sections[0].entries[0]
        assert entry.picture == ""
        assert [field.text for field in entry.fields] == ["kuva ei ole saatavilla"]


def test_nobody_is_asked_for_what_is_no_name_of_a_picture(album: Any) -> None:
    album.note("e3", "a.kuva", fields={"picture": "/etc/passwd"})
    asked: list[str] = []
    album.look("canvas:a", "fi", lambda key: asked.append(key))
    assert "/etc/passwd" not in asked
