"""A pack as one file to hand on, and its content as one name to know it by.

The zip holds what a pack consists of and nothing that happens to lie beside it. The same files give the same bytes,
whenever and wherever they are packed."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import frozen

from tyopaja.definitions.files import FOLDERS, LOCALE, Folder, Place, place_at, refusal
from tyopaja.definitions.pack import Shelf, load_pack
from tyopaja.definitions.problems import Problem
from tyopaja.definitions.zipped import Zipped
from tyopaja.errors import DefinitionError
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"})
"""The endings of pictures, which lie beside pack.toml or in `pictures`."""

_WORDS: Final = ("LICENSE", "LICENCE", "README")
"""How the names of the other files begin that go with a pack."""

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the earliest that a zip can say."""


@frozen
class Built:
    """A pack as a zip."""

    pack: Pack
    digest: str
    files: tuple[str, ...]
    """What is in it, in the order in which it is."""
    data: bytes


def content_digest(path: Path) -> str:
    """A name for all that a sound pack's definitions and templates say: equal files, equal name, in a folder or a zip.

    `sha256:` and the hash over each definition in the order of names: the name's length and the name, the content's
    length and the content, lengths as 8 bytes, the most significant first.
    """
    hashed = sha256()
    for name, data in sorted(_definitions(place_at(path))):
        for part in (name.encode(), data):
            hashed.update(len(part).to_bytes(8, "big") + part)
    return f"sha256:{hashed.hexdigest()}"


def build(folder: Path, vocabulary: Vocabulary, version: str, shelf: Shelf | None = None) -> Built:
    """The pack in a folder as a zip. Raises DefinitionError with every error in it, or in what goes with it."""
    if folder.exists() and not folder.is_dir():
        hint = "Name the folder that pack.toml stands in."
        raise DefinitionError([refusal(folder, "no-pack", "This is no folder.", hint)])
    pack = load_pack(folder, vocabulary, version, shelf)
    files = dict(_definitions(Folder(folder)))
    problems: list[Problem] = []
    for name in _beside(folder):
        try:
            files[name] = _read(folder, name)
        except DefinitionError as error:
            problems.extend(error.problems)
    if problems:
        raise DefinitionError(problems)
    names = tuple(sorted(files))
    data = _zip({name: files[name] for name in names})
    # A zip that nobody could read is not worth handing on.
    if unread := Zipped.of_bytes(folder, data).problems:
        raise DefinitionError(unread)
    return Built(pack, content_digest(folder), names, data)


def _definitions(place: Place) -> Iterator[tuple[str, bytes]]:
    found = (one for folder in (*FOLDERS, LOCALE) for one in place.sources(folder))
    for source in (place.head(), *found, *place.templates()):
        yield source.file, source.text.encode()


def _beside(folder: Path) -> Iterator[str]:
    """What goes with the definitions: licences, words to the reader, pictures."""
    for path in folder.iterdir():
        if path.name.upper().startswith(_WORDS) or path.suffix.lower() in PICTURES:
            yield path.name
    for around, _, names in os.walk(folder / "pictures"):
        for name in names:
            if Path(name).suffix.lower() in PICTURES:
                yield Path(around, name).relative_to(folder).as_posix()


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            problem = refusal(path, "outside-pack", "This is a link that leads out of the pack.", "Put the file there.")
        elif not stat.S_ISREG(path.stat().st_mode):
            problem = refusal(path, "not-a-file", "This is not a plain file.", "Take it away.")
        else:
            return path.read_bytes()
    except OSError as error:
        problem = refusal(path, "cannot-read", f"The file cannot be read: {error.strerror}.", "")
    raise DefinitionError([problem])


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            # Stored, not deflated: compressors differ from machine to machine, and definitions are small.
            opened.writestr(entry, data, compress_type=zipfile.ZIP_STORED)
    return made.getvalue()
