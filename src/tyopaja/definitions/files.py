"""The files of a pack: those of its folder here, those of a zip in `tyopaja.definitions.zipped`.

Follows no link out of the folder, unpacks nothing, and names files as the user would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from attrs import frozen

from tyopaja.definitions.problems import Problem
from tyopaja.definitions.reading import Source, read
from tyopaja.definitions.templates import TEMPLATES, plain, template

HEAD = "pack.toml"
"""The file that makes a folder a pack."""

FOLDERS = ("canvases", "flows")
"""The folders whose files are definitions."""

LOCALE = "locale"
"""The folder whose files say the texts of the others in further languages."""

ENDING = ".toml"

ZIP = ".zip"
"""The ending of a pack in one file."""


class Place(Protocol):
    """Where the files of a pack are."""

    @property
    def path(self) -> Path:
        """As the user named it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why it is no pack; nothing is read from it then."""

    def head(self) -> Source:
        """Read pack.toml."""

    def sources(self, folder: str) -> Iterator[Source]:
        """Read each definition in a folder, by name. A pack need not have the folder."""

    def templates(self) -> Iterator[Source]:
        """Read each file that renderers lay out by, by name."""


def place_at(path: Path) -> Place:
    """The pack at a path: its folder, or a file that should be a zip."""
    if not path.is_file():
        return Folder(path)
    from tyopaja.definitions.zipped import Zipped  # zipfile takes as long to import as a pack to read

    return Zipped.at(path)


@frozen
class Folder:
    """A pack's folder."""

    path: Path
    """As the user named it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why it is no pack."""
        if is_pack(self.path):
            return ()
        if not self.path.is_dir():
            return (refusal(self.path, "no-such-file", "There is no such folder.", ""),)
        hint = "Name the folder that pack.toml stands in, or write one."
        return (refusal(self.path, "no-pack", "This folder has no pack.toml, so it is not a pack.", hint),)

    def head(self) -> Source:
        """Read pack.toml."""
        return self.read(HEAD, (self.path / HEAD).is_symlink())

    def sources(self, folder: str) -> Iterator[Source]:
        """Read each definition in a folder, by name. A pack need not have the folder."""
        listed, problem = self._listed(folder)
        if problem is not None:
            yield problem
        for name, linked in listed:
            if name.lower().endswith(ENDING):
                yield self.read(f"{folder}/{name}", linked)

    def templates(self) -> Iterator[Source]:
        """Read each file that renderers lay out by, by name."""
        listed, problem = self._listed(TEMPLATES)
        if problem is not None:
            yield problem
        for name, linked in listed:
            shown = visible(str(self.path / TEMPLATES / name))
            yield template(name, shown, partial(self._text, linked=linked))

    def _listed(self, folder: str) -> tuple[list[tuple[str, bool]], Source | None]:
        """What is in a folder but what is hidden, by name, each with whether a link may lead out of the pack on the way
        to it; or why it cannot be said."""
        path = self.path / folder
        try:
            with os.scandir(path) as entries:
                listed = sorted((entry.name, entry.is_symlink()) for entry in entries)
        except FileNotFoundError:
            return [], None
        except OSError as error:
            reason = f"This should be a folder, but cannot be opened: {error.strerror}."
            return [], Source(folder, visible(str(path)), problems=(refusal(path, "cannot-read", reason, ""),))
        linked = path.is_symlink()
        return [(name, linked or link) for name, link in listed if not name.startswith(".")], None

    def read(self, file: str, linked: bool = False) -> Source:
        """Read one file, by its name in the pack; `linked`: whether a link may lead out of the pack on the way."""
        # As `self.path / file`, whose making takes longer than the file's reading.
        path = file if str(self.path) == "." else os.path.join(self.path, file)  # noqa: PTH118
        if not file.endswith(ENDING):
            hint = "Rename the file."
            problem = refusal(path, "not-a-definition", f"The ending must be {ENDING}, in small letters.", hint)
            return Source(file, visible(path), problems=(problem,))
        return self._outside(file, path, linked) or read(path, file, visible(path))

    def _text(self, file: str, linked: bool) -> Source:
        path = str(self.path / file)
        return self._outside(file, path, linked) or read(path, file, visible(path), taken=plain)

    def _outside(self, file: str, path: str, linked: bool) -> Source | None:
        """The refusal of a file that a link leads to out of the pack."""
        if not linked or self._holds(path):
            return None
        hint = "Put the file itself into the pack."
        problem = refusal(path, "outside-pack", "This is a link that leads out of the pack.", hint)
        return Source(file, visible(path), problems=(problem,))

    def _holds(self, path: str) -> bool:
        real = os.path.realpath(self.path)
        return os.path.commonpath((real, os.path.realpath(path))) == real


def id_of(file: str) -> str:
    """The id that a file's name gives its definition: `canvases/okr.toml` → `okr`."""
    return file.rpartition("/")[2][: -len(ENDING)]


def is_pack(folder: Path) -> bool:
    """Whether a folder is a pack's."""
    return os.path.lexists(folder / HEAD)


def refusal(path: str | Path, code: str, message: str, hint: str) -> Problem:
    """What is wrong with a file or folder as a whole."""
    return Problem(file=visible(str(path)), line=1, column=1, code=code, severity="error", message=message, hint=hint)


def visible(path: str) -> str:
    """A path that can be printed: bytes of its name that are not UTF-8, and what nobody sees, are shown as such."""
    if path.isprintable():
        return path
    readable = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in readable)
