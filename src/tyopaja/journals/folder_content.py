"""Definitions, pictures and snapshots of a session, each a file of its own beside the events."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zlib import crc32

from tyopaja.journals import folder_files as files
from tyopaja.journals import folder_names as names
from tyopaja.journals.contract import Snapshot


def keep(folder: Path, digest: str, data: bytes) -> None:
    """Keep content under its hash, unless it is there; its session's folder is locked."""
    place = folder / names.CONTENT
    files.make_folder(place)
    if _file_of(folder, digest) is not None:
        return
    stem = names.stem_of(digest)
    if not names.is_plain(digest):
        files.put(place / f"{stem}{names.NAMED}", digest.encode())
    files.put(place / f"{stem}{names.suffix_of(data)}", data)


def fetch(folder: Path, digest: str) -> bytes | None:
    """The content under a hash; None when there is none."""
    path = _file_of(folder, digest)
    return None if path is None else path.read_bytes()


def contents(folder: Path) -> list[str]:
    """The hashes of all content."""
    place, found = folder / names.CONTENT, list[str]()
    for name in files.names_in(place):
        stem, dot, suffix = name.partition(".")
        if stem and f"{dot}{suffix}" in names.KINDS:
            digest = names.digest_of(stem)
            found.append(digest or (place / f"{stem}{names.NAMED}").read_bytes().decode())
    return found


def files_of(folder: Path, digest: str) -> list[str]:
    """The files of a piece of content, from its session's folder on; none when there is none."""
    path = _file_of(folder, digest)
    if path is None:
        return []
    own = [path.name] if names.is_plain(digest) else [path.name, f"{path.stem}{names.NAMED}"]
    return [f"{names.CONTENT}/{name}" for name in own]


def _file_of(folder: Path, digest: str) -> Path | None:
    stem = folder / names.CONTENT / names.stem_of(digest)
    paths = (stem.with_name(f"{stem.name}{suffix}") for suffix in names.KINDS)
    return next((path for path in paths if path.exists()), None)


def keep_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Keep a snapshot, unless there is one as new; its session's folder is locked. It is not flushed to the disk."""
    held = snapshot_of(folder)
    if held is None or held.seq < snapshot.seq:
        head = b"%d %d %d\n" % (snapshot.seq, len(snapshot.data), crc32(snapshot.data))
        path = folder / names.SNAPSHOT
        aside = files.aside_of(path)
        try:
            aside.write_bytes(head + snapshot.data)
            aside.replace(path)
        except BaseException:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise


def snapshot_of(folder: Path) -> Snapshot | None:
    """The snapshot that is kept; None when there is none, or what is there is not whole."""
    try:
        head, _, data = (folder / names.SNAPSHOT).read_bytes().partition(b"\n")
        seq, length, check = map(int, head.split())
    except (FileNotFoundError, ValueError):
        return None
    return Snapshot(seq, data) if (length, check) == (len(data), crc32(data)) else None
