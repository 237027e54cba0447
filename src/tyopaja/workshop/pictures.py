"""Pictures that people add: looked at closely before they are kept, since they come from strangers' phones.

What is kept is never the file that came, but a picture drawn anew from it: of a reasonable size, the right way up, and
without what a phone writes beside it, such as the place where it was taken. The same file gives the same bytes, and so
the same name, on the same machine. Pillow is imported only when there is a picture to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn
from warnings import catch_warnings

from tyopaja.definitions import digest
from tyopaja.errors import Malformed, Refused
from tyopaja.texts import say
from tyopaja.views.pictures import picture_of

if TYPE_CHECKING:
    from PIL.Image import Image

HEAVIEST = 20
"""Megabytes (of 1,048,576 bytes) that a picture's file may have."""
MOST_PIXELS = 64_000_000
"""Pixels that a picture may say it has: a phone's largest, and no more than 200 MB when it is drawn."""
SIDE = 2400
"""Pixels that the longer side has at most when it is kept: sharp over half the width of an A2 poster."""

_BYTES = HEAVIEST * 1024 * 1024
_KEY = re.compile("sha256:[0-9a-f]{64}")
_ORIENTATION = 0x0112
# A large picture takes some 200 MB while it is drawn, and the filter of warnings is the whole process's.
_ONE_AT_A_TIME = Lock()


def named(data: bytes) -> str:
    """The name that a picture is kept under."""
    return digest(data)


def is_key(key: str) -> bool:
    """Whether this can be a picture's name."""
    return _KEY.fullmatch(key) is not None


def looked_at(data: bytes, locale: str) -> bytes:
    """The picture of a file as it is kept: a JPEG, or a PNG where it may be seen through or was one.

    Raises Refused, in `locale`, for what is no PNG, JPEG, WebP or GIF, too heavy, too large, or damaged.
    """
    if len(data) > _BYTES:
        _refuse(locale, "picture-too-heavy", limit=HEAVIEST)
    # What the file says of itself is read before any decoder is let near it: a small file may unfold to gigabytes.
    said = picture_of(data)
    if said is None:
        _refuse(locale, "unknown-picture")
    _check_size(locale, said.width, said.height)
    from PIL import Image

    try:
        with (
            _ONE_AT_A_TIME,
            catch_warnings(action="ignore"),  # decoders warn of odd notes beside a picture, which are not kept
            Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image,
        ):
            _check_size(locale, *image.size)
            return _drawn_anew(image, said.media_type in ("image/png", "image/gif"))
    except Refused:
        raise
    except Exception as error:  # a decoder's own, of any kind: what a stranger's bytes can raise is not listed anywhere
        message = say(locale, "refusal.picture-damaged")
        raise Refused("picture-damaged", message) from error


def read_picture(path: Path, locale: str) -> bytes:
    """The bytes of a picture's file. Raises Refused, in `locale`, for one that cannot be read, or is too heavy."""
    try:
        if not path.is_file():
            _refuse(locale, "unreadable-file", file=str(path))
        with path.open("rb") as file:
            data = file.read(_BYTES + 1)
    except (OSError, ValueError) as error:
        message = say(locale, "refusal.unreadable-file", file=str(path))
        raise Refused("unreadable-file", message, file=str(path)) from error
    return data


def with_picture(
    table: Mapping[str, Any], folder: Path, locale: str, keep: Callable[[bytes], str]
) -> Mapping[str, Any]:
    """A command's table as it was written by hand, with the picture in place of the `file` that an `attach` names.

    `file` is a path from `folder`; `keep` takes its bytes and gives the picture's name. Raises Refused, and Malformed
    for a file that is no path, or beside a picture.
    """
    if table.get("command") != "attach" or "file" not in table:
        return table
    if not isinstance(table["file"], str) or "picture" in table:
        message = "'file' in the command 'attach' must be a path, with no 'picture' beside it."
        raise Malformed("wrong-type", message, key="file", hint='Write file = "picture.jpg".')
    picture = keep(read_picture(folder / table["file"], locale))
    return {**{key: value for key, value in table.items() if key != "file"}, "picture": picture}


def _check_size(locale: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        _refuse(locale, "picture-too-big", width=width, height=height)


def _drawn_anew(image: Image, lossless: bool) -> bytes:
    from PIL.Image import Resampling, Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(_orientation(image) or 1)
    # A JPEG is decoded at a fraction of its size where that is enough.
    image.draft(None, (2 * SIDE, 2 * SIDE))
    flat = _flat(image)
    flat.thumbnail((SIDE, SIDE), Resampling.LANCZOS)
    if turn is not None:
        flat = flat.transpose(turn)
    flat.info.clear()  # comments and colour profiles would be written out again
    made = BytesIO()
    if lossless or flat.mode == "RGBA":
        flat.save(made, "PNG")
    else:
        flat.save(made, "JPEG", quality=88, optimize=True)
    return made.getvalue()


def _orientation(image: Image) -> int | None:
    """How the picture was held when it was taken; None where nothing sensible is said."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:  # damaged notes beside a sound picture cost nobody the picture
        return None
    return found if isinstance(found, int) else None


def _flat(image: Image) -> Image:
    """The picture, its first one if it moves, in one of three forms: grey, coloured, coloured to be seen through."""
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "1"):
        return image.convert("L")
    if image.mode.startswith("I"):  # sixteen bits a pixel
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _refuse(locale: str, reason: str, /, **facts: Any) -> NoReturn:
    raise Refused(reason, say(locale, f"refusal.{reason}", **facts), **facts)
