"""A pack's folder that is read again and again: a file that is as it was is not parsed anew, which is most of the work
at each save. What is kept is the parsed file alone; that it fits and is sound is found out each time."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from tyopaja.definitions.files import Folder, Place, place_at
from tyopaja.definitions.reading import Source

Stamp = tuple[int, int, int]
"""When a file was saved, how long it is, and which file it is."""


@frozen
class Kept(Folder):
    """A pack's folder with the files that were read before."""

    _sources: dict[str, tuple[Stamp, Source]] = field(factory=dict)

    def read(self, file: str, linked: bool = False) -> Source:
        """Read one file, unless it is as it was."""
        stamp = None if linked else _stamp(self.path / file)
        kept = self._sources.get(file)
        if stamp is not None and kept is not None and kept[0] == stamp:
            return kept[1]
        source = super().read(file, linked)
        # Stamped before it was read: what is saved in the meantime is read the next time.
        if stamp is not None:
            self._sources[file] = stamp, source
        return source

    def place_at(self, path: Path) -> Place:
        """This folder, or the pack at another path."""
        return self if path == self.path else place_at(path)


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
