"""Packs, each in a folder or a zip: every file read, fitted to the model and checked, with all problems of all files
at once.

Packs stand beside each other on a `Shelf`, since a canvas may extend one of another pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tyopaja.definitions.files import FOLDERS, LOCALE, Place, place_at
from tyopaja.definitions.gathering import Reading, Survey
from tyopaja.definitions.templates import MOST, too_many
from tyopaja.definitions.trusting import stand_in
from tyopaja.errors import DefinitionError
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary


class Shelf:
    """The packs at some paths. Each is read when it is first asked for, and once, whoever asks."""

    def __init__(self, paths: Iterable[Path], version: str, place: Callable[[Path], Place] = place_at) -> None:
        """`paths` are folders and zips, those first that are to be found first; `version` is tyopaja's own.

        `place` is how the files at a path are got at.
        """
        self._place = place
        self._paths = tuple(dict.fromkeys(paths))
        self._version = version
        self._ids: dict[str, Path] | None = None
        self._readings: dict[Path, Reading] = {}
        self._surveys: dict[Path, Survey] = {}

    def survey(self, path: Path, vocabulary: Vocabulary) -> Survey:
        """Read and check the pack at a path, come what may."""
        if path not in self._surveys:
            reading = self._reading(path)
            if reading.nowhere:
                return Survey(stand_in({}), reading.nowhere)
            reading.extend(self)
            self._surveys[path] = reading.survey(vocabulary)
        return self._surveys[path]

    def called(self, id: str) -> Reading | None:
        """The files of the first pack of that id."""
        path = self._by_id().get(id)
        return None if path is None else self._reading(path)

    def ids(self) -> tuple[str, ...]:
        """The ids of all packs."""
        return tuple(self._by_id())

    def _by_id(self) -> dict[str, Path]:
        if self._ids is None:
            self._ids = {}
            for path in self._paths:
                place = self._place(path)
                name = None if place.problems else (place.head().table or {}).get("id")
                if isinstance(name, str):
                    self._ids.setdefault(name, path)
        return self._ids

    def _reading(self, path: Path) -> Reading:
        if path not in self._readings:
            place = self._place(path)
            reading = Reading(nowhere=place.problems)
            if not reading.nowhere and reading.head(place.head(), self._version, place.sources(LOCALE)):
                for folder in FOLDERS:
                    for source in place.sources(folder):
                        reading.definition(source)
                for number, source in enumerate(place.templates()):
                    reading.sources[source.file] = source if number < MOST else too_many(source)
            self._readings[path] = reading
        return self._readings[path]


def load_pack(path: Path, vocabulary: Vocabulary, version: str, shelf: Shelf | None = None) -> Pack:
    """The pack in a folder or a zip, for tyopaja `version`. Raises DefinitionError with every error in it.

    `shelf` has the packs whose canvases it may extend.
    """
    found = survey(path, vocabulary, version, shelf)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if errors:
        raise DefinitionError(errors)
    return found.pack


def survey(path: Path, vocabulary: Vocabulary, version: str, shelf: Shelf | None = None) -> Survey:
    """Read and check the pack in a folder or a zip, come what may."""
    return (shelf or Shelf((path,), version)).survey(path, vocabulary)
