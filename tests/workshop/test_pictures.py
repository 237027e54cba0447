"""Pictures from strangers: what is kept is a picture drawn anew, and what is none is refused in plain words."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tyopaja import Refused
from tyopaja.workshop.pictures import HEAVIEST, MOST_PIXELS, SIDE, looked_at, read_picture


def file(image: Image.Image, format: str = "JPEG", **how: Any) -> bytes:
    """A picture's file."""
    made = BytesIO()
    image.save(made, format, **how)
    return made.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (60, 40), colour: Any = 90) -> Image.Image:
    """A picture of one colour."""
    return Image.new(mode, size, colour)


def opened(data: bytes) -> Image.Image:
    """The picture in a file, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def refused(data: bytes, locale: str = "fi") -> str:
    """The code with which a file is refused."""
    with pytest.raises(Refused) as caught:
        looked_at(data, locale)
    assert caught.value.message
    return caught.value.code


def with_gps(orientation: int = 1) -> Image.Exif:
    """What a phone notes beside a picture: how it was held, by whom, and where."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Aino Esimerkki"
    exif.get_ifd(0x8825).update({1: "N", 2: (68.0, 25.0, 12.0), 3: "E", 4: (27.0, 1.0, 4.0)})
    return exif


@pytest.mark.parametrize(
    ("format", "mode", "kept"),
    [
        ("JPEG", "RGB", "JPEG"),
        ("JPEG", "L", "JPEG"),
        ("JPEG", "CMYK", "JPEG"),
        ("PNG", "RGB", "PNG"),
        ("PNG", "L", "PNG"),
        ("PNG", "1", "PNG"),
        ("PNG", "P", "PNG"),
        ("PNG", "LA", "PNG"),
        ("PNG", "RGBA", "PNG"),
        ("PNG", "I;16", "PNG"),
        ("WEBP", "RGB", "JPEG"),
        ("WEBP", "RGBA", "PNG"),
        ("GIF", "P", "PNG"),
    ],
)
def test_every_usual_picture_is_kept_as_a_jpeg_or_a_png(format: str, mode: str, kept: str) -> None:
    colour = {"CMYK": (0, 0, 0, 90), "RGBA": (9, 90, 9, 90), "LA": (90, 90), "1": 1, "I;16": 40_000}.get(mode, 90)
    image = opened(looked_at(file(plain(mode, colour=colour), format), "fi"))
    assert (image.format, image.size) == (kept, (60, 40))
    if mode in ("RGBA", "LA"):
        assert image.getpixel((0, 0))[3] == 90  # type: ignore[index]
    if mode == "I;16":
        assert abs(image.getpixel((0, 0)) - 156) <= 1  # type: ignore[operator]


def test_where_it_was_taken_and_by_whom_is_not_kept() -> None:
    data = file(plain(), exif=with_gps(), comment=b"Ainon puhelin", icc_profile=b"profiili" * 20, dpi=(300, 300))
    assert b"Aino" in data
    kept = looked_at(data, "fi")
    image = opened(kept)
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp"} & image.info.keys()
    assert not any(word in kept for word in (b"Aino", b"Exif", b"profiili"))


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_the_notes_of_other_formats_are_not_kept_either(format: str) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Aino")
    how = {"pnginfo": text} if format == "PNG" else {"xmp": b"<x>Aino</x>"}
    kept = looked_at(file(plain(), format, exif=with_gps(), **how), "fi")
    assert b"Aino" not in kept
    assert dict(opened(kept).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_was_held_otherwise_stands_the_right_way_up(orientation: int) -> None:
    """A red corner is where a viewer that knows of orientations would show it."""
    image = plain(size=(64, 32), colour=(255, 255, 255))
    image.paste((200, 0, 0), (0, 0, 16, 16))
    shown = opened(looked_at(file(image, quality=95, exif=with_gps(orientation)), "fi"))
    width, height = shown.size
    assert (width, height) == ((64, 32) if orientation < 5 else (32, 64))
    left, top = {1: (1, 1), 2: (0, 1), 3: (0, 0), 4: (1, 0), 5: (1, 1), 6: (0, 1), 7: (0, 0), 8: (1, 0)}[orientation]
    corner = (4 if left else width - 4, 4 if top else height - 4)
    red, green, _ = shown.convert("RGB").getpixel(corner)  # type: ignore[misc]
    assert red > 150 > 100 > green


def test_damaged_notes_cost_nobody_the_picture() -> None:
    data = file(plain(), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert opened(looked_at(data, "fi")).size == (60, 40)


@pytest.mark.parametrize(
    ("size", "kept"),
    [((4800, 1200), (2400, 600)), ((1200, 4800), (600, 2400)), ((2400, 2400), (2400, 2400)), ((1, 1), (1, 1))],
)
def test_a_large_picture_is_made_smaller_and_a_small_one_is_not_made_larger(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert max(kept) <= SIDE
    for suffix in ("JPEG", "PNG"):
        assert opened(looked_at(file(plain(size=size), suffix), "fi")).size == kept


def test_the_same_file_gives_the_same_bytes_and_a_kept_picture_can_be_added_again() -> None:
    image = Image.effect_noise((300, 200), 80)
    data = file(image)
    assert looked_at(data, "fi") == looked_at(data, "sv")
    assert opened(looked_at(looked_at(data, "fi"), "fi")).size == (300, 200)


def test_of_a_picture_that_moves_the_first_one_is_kept() -> None:
    frames = [plain("RGB", colour=(200, 0, 0)), plain("RGB", colour=(0, 0, 200))]
    image = opened(looked_at(file(frames[0], "GIF", save_all=True, append_images=frames[1:]), "fi"))
    assert image.convert("RGB").getpixel((0, 0)) == (200, 0, 0)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and is as small a file as that can be."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_picture_that_would_unfold_to_gigabytes_is_refused_before_it_does() -> None:
    assert refused(bomb(50_000, 50_000)) == "picture-too-big"
    with pytest.raises(Refused) as caught:
        looked_at(bomb(50_000, 50_000), "en")
    assert "50000 × 50000" in caught.value.message


@pytest.mark.parametrize(
    "head",
    [
        b"GIF89a" + struct.pack("<HH", 50_000, 50_000),
        b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\x4f\xc3\x00" * 2,
        b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 50_000, 50_000) + b"\x03" * 20,
    ],
    ids=["gif", "webp", "jpeg"],
)
def test_so_is_one_of_another_format(head: bytes) -> None:
    assert refused(head + b"\x00" * 100) == "picture-too-big"


def test_the_largest_picture_of_a_phone_is_taken() -> None:
    assert MOST_PIXELS > 8000 * 6000
    assert refused(bomb(8000, 8001)) == "picture-too-big"
    assert refused(bomb(8000, 8000)) == "picture-damaged"  # so far as its size goes it may be one


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_off_is_refused(format: str) -> None:
    data = file(Image.effect_noise((200, 200), 90).convert("RGB"), format)
    assert refused(data[: len(data) // 2]) == "picture-damaged"


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"\x89PNG",
            b"%PDF-1.7 ...",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"hello" * 100,
            b"\xff\xd8\xff",
        ),
        *(file(plain(), other) for other in ("BMP", "TIFF", "ICO", "PPM", "TGA")),
    ],
    ids=range(11),
)
def test_what_is_no_picture_of_the_four_formats_is_refused(data: bytes) -> None:
    assert refused(data) == "unknown-picture"


def test_a_file_of_more_than_twenty_megabytes_is_refused_unread() -> None:
    assert refused(file(plain()) + b"\x00" * (HEAVIEST * 1024 * 1024)) == "picture-too-heavy"


@pytest.mark.parametrize(
    ("locale", "word"), [("fi", "vioittunut"), ("en", "damaged"), ("sv", "skadad"), ("se", "damaged")]
)
def test_a_refusal_is_in_the_sessions_language(locale: str, word: str) -> None:
    data = file(plain())
    with pytest.raises(Refused) as caught:
        looked_at(data[:-40], locale)
    assert word in caught.value.message


NOISE = Image.effect_noise((24, 16), 90).convert("RGB")
SOUND = [file(NOISE, one) for one in ("JPEG", "PNG", "WEBP", "GIF")]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SOUND), st.data())
def test_a_file_with_wrong_bytes_is_refused_or_kept_and_nothing_else_is_raised(
    data: bytes, draw: st.DataObject
) -> None:
    spoilt = bytearray(data)
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=12)):
        spoilt[place] = draw.draw(st.integers(0, 255))
    try:
        kept = looked_at(bytes(spoilt), "fi")
    except Refused:
        return
    assert opened(kept).format in ("JPEG", "PNG")


@pytest.mark.parametrize("name", ["nothing.jpg", "", "a\x00b"])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_picture(tmp_path / name, "fi")
    assert caught.value.code == "unreadable-file"
