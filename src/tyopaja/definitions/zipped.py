"""A pack in a zip, read in memory: nothing is unpacked to the disk, and nothing is opened that was not looked at first.

A zip from a stranger is refused whole when anything in it is not plain: a name that leads out of it or that two systems
read differently, a link, two entries for one name, something encrypted, more of it than a pack can need. What its
directory says about sizes is believed only as far as it sets the limit: no more than that is ever decompressed."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import field, frozen

from tyopaja.definitions.files import ENDING, FOLDERS, HEAD, LOCALE, refusal, visible
from tyopaja.definitions.problems import Problem
from tyopaja.definitions.reading import LARGEST, Source, parse
from tyopaja.definitions.templates import TEMPLATES, plain, template, too_big

MOST: Final = 2_000
"""Entries that a zip may have at most."""

LARGEST_WHOLE: Final = 64 * 1024 * 1024
"""Bytes that a zip may have at most, packed and unpacked."""

_DIRECTORY: Final = 1024 * 1024
"""Bytes of a zip's directory at most: it is read before anything in it can be counted."""

_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x07"
_END_SIZE: Final = 22
_END_64_SIZE: Final = 20
_LONGEST_COMMENT: Final = 65_535

_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
"""The flags of an entry that is encrypted, in one way or another."""

_DRIVE = re.compile("[A-Za-z]:")
_ODD = re.compile("[\x00-\x1f\x7f]")


class _Refused(Exception):
    """A zip that is not read: the entry that is at fault ("" for all of it), code, message and hint."""

    def __init__(self, code: str, message: str, hint: str = "", entry: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.entry = code, message, hint, entry


@frozen(eq=False)
class Zipped:
    """A pack in a zip: at its top, or in the one folder there that has a pack.toml."""

    path: Path
    """As the user named it."""
    problems: tuple[Problem, ...] = ()
    """Why it is not read."""
    root: str = ""
    """The folder in the zip that the pack is in, with its `/`; "" for the top."""
    files: Mapping[str, bytes | None] = field(factory=dict)
    """The definitions and the templates, by their names in the pack; None for one that is too big."""

    @classmethod
    def at(cls, path: Path) -> Zipped:
        """Look at a zip and read the definitions in it."""
        try:
            data = _bytes(path)
        except _Refused as error:
            return cls(path, (refusal(path, error.code, error.message, error.hint),))
        return cls.of_bytes(path, data)

    @classmethod
    def of_bytes(cls, path: Path, data: bytes) -> Zipped:
        """The same, of what stands or would stand at a path."""
        try:
            root, files = _read(data)
        except _Refused as error:
            where = f"{path}/{_shown(error.entry)}" if error.entry else path
            return cls(path, (refusal(where, error.code, error.message, error.hint),))
        return cls(path, (), root, files)

    def head(self) -> Source:
        """Read pack.toml."""
        return self._source(HEAD)

    def sources(self, folder: str) -> Iterator[Source]:
        """Read each definition in a folder, by name."""
        for name in sorted(self.files):
            if name.startswith(f"{folder}/"):
                yield self._source(name)

    def templates(self) -> Iterator[Source]:
        """Read each file that renderers lay out by, by name."""
        head = f"{TEMPLATES}/"
        for name in sorted(self.files):
            if name.startswith(head):
                yield template(name.removeprefix(head), self._shown(name), self._text)

    def _text(self, name: str) -> Source:
        data, shown = self.files[name], self._shown(name)
        return too_big(name, shown) if data is None else plain(data, name, shown)

    def _shown(self, name: str) -> str:
        return visible(f"{self.path}/{self.root}{name}")

    def _source(self, name: str) -> Source:
        data, shown = self.files[name], self._shown(name)
        if not name.endswith(ENDING):
            message, hint = f"The ending must be {ENDING}, in small letters.", "Rename the file."
            return Source(name, shown, problems=(refusal(shown, "not-a-definition", message, hint),))
        if data is None:
            message = f"The file is larger than {LARGEST // 1024} KiB."
            hint = "Split it, or take out what does not belong there."
            return Source(name, shown, problems=(refusal(shown, "too-big", message, hint),))
        return parse(data, name, shown)


def _bytes(path: Path) -> bytes:
    """The whole file. Raises _Refused for what cannot be read, or is too large to be a pack."""
    try:
        looked = path.stat()
        if not stat.S_ISREG(looked.st_mode):
            raise _Refused("not-a-file", "This is not a plain file.", "Name a pack's folder, or a zip of one.")
        if looked.st_size > LARGEST_WHOLE:
            raise _too_big()
        with path.open("rb") as opened:
            return opened.read(looked.st_size)  # room is made for as much as is asked for
    except OSError as error:
        raise _Refused("cannot-read", f"The file cannot be read: {error.strerror}.") from error


def _read(data: bytes) -> tuple[str, dict[str, bytes | None]]:
    """The folder that the pack is in, and the definitions by name. Raises _Refused."""
    _look_at_the_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = opened.infolist()
            _look_at(entries)
            root = _root({entry.filename for entry in entries})
            return root, {
                name: _content(opened, entry) for entry in entries if (name := _definition(entry, root)) is not None
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        RuntimeError,
        struct.error,
    ) as error:
        hint = "Pack it anew: tyopaja pack build FOLDER -o FILE.zip."
        raise _Refused("not-a-zip", "This is no zip, or a damaged one.", hint) from error


def _look_at_the_end(data: bytes) -> None:
    """Whether a zip's directory is of a bearable size: zipfile reads all of it before it can be asked."""
    end = len(data) - _END_SIZE
    if end < 0 or data[end : end + 4] != _END or data[-2:] != b"\0\0":
        end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or len(data) < end + _END_SIZE:
        hint = "Name a pack's folder, or a zip of one made by: tyopaja pack build FOLDER -o FILE.zip."
        raise _Refused("not-a-zip", "This is no zip, or a damaged one.", hint)
    (size,) = struct.unpack_from("<L", data, end + 12)
    if size > _DIRECTORY or data[max(0, end - _END_64_SIZE) : end].startswith(_END_64):
        raise _too_big()


def _look_at(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what is not plain, before anything is read."""
    if len(entries) > MOST:
        raise _too_big()
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise _too_big()
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename
        _look_at_the_name(name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            message = "This entry is a link." if kind == stat.S_IFLNK else "This entry is no plain file."
            raise _Refused("zip-link", message, "Put the file itself into the zip.", name)
        if entry.flag_bits & _ENCRYPTED:
            raise _Refused("zip-encrypted", "This entry is encrypted.", "Pack it without a password.", name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            message = "This entry is compressed in a way that packs are not."
            raise _Refused("zip-compression", message, "Use the plain zip compression (deflate).", name)
        plain = unicodedata.normalize("NFC", name.rstrip("/")).casefold()
        if plain in seen:
            same = "is there twice" if seen[plain] == name else f"and '{_shown(seen[plain])}' differ in writing only"
            raise _Refused("zip-twice", f"The entry '{_shown(name)}' {same}.", "Keep one of them.", name)
        seen[plain] = name


def _look_at_the_name(name: str) -> None:
    steps = name.removesuffix("/").split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in steps:
        raise _Refused("zip-path", "The name of this entry leads out of the zip.", "Pack it anew.", name)
    if "\\" in name or _ODD.search(name) or "" in steps or "." in steps:
        message = "The name of this entry is read differently by different programs."
        raise _Refused("zip-path", message, "Pack it anew, with / between folders.", name)


def _root(names: set[str]) -> str:
    """The folder that the pack is in."""
    if HEAD in names:
        return ""
    found = [name.removesuffix(HEAD) for name in names if name.count("/") == 1 and name.endswith(f"/{HEAD}")]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(sorted(_shown(name) for name in found))
        raise _Refused("no-pack", f"There are several packs in this zip: {listed}.", "Make a zip of each.")
    hint = "Pack the folder that pack.toml stands in."
    raise _Refused("no-pack", "There is no pack.toml in this zip, so it is not a pack.", hint)


def _definition(entry: zipfile.ZipInfo, root: str) -> str | None:
    """What a definition is called in the pack; None for what is none."""
    if entry.is_dir() or not entry.filename.startswith(root):
        return None
    name = entry.filename.removeprefix(root)
    folder, _, file = name.partition("/")
    inside = "/" not in file and (
        folder == TEMPLATES or (folder in (*FOLDERS, LOCALE) and file.lower().endswith(ENDING))
    )
    return name if name == HEAD or (inside and not file.startswith(".")) else None


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    if entry.file_size > LARGEST:
        return None
    with opened.open(entry) as file:
        return file.read(LARGEST + 1)


def _too_big() -> _Refused:
    limit = f"{MOST:,} entries and {LARGEST_WHOLE // 1024 // 1024} MiB unpacked"
    return _Refused(
        "zip-too-big", f"This is more than a pack can need; {limit} are the most.", "Leave out what is none."
    )


def _shown(name: str) -> str:
    """The name of an entry, so that it can be printed."""
    shown = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in name)
    return shown if len(shown) <= 80 else shown[:79] + "…"
