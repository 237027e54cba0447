"""Seeing that files of a pack were saved: changed, written aside and renamed, new, or gone.

watchfiles hears of it from the system. Some systems say nothing (a network drive, a folder shared into a virtual
machine, a folder that was taken away and made anew), so the files' stamps are looked over now and then as well."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

from tyopaja.definitions.files import FOLDERS, HEAD, LOCALE
from tyopaja.definitions.templates import TEMPLATES

QUIET = 20
"""Milliseconds without a further change after which a save is over: editors save in several strokes."""
LONGEST = 200
"""Milliseconds after which it is taken to be over whatever comes."""
AGAIN = 1000
"""Milliseconds between two looks at the files themselves."""

_WATCHED = (*FOLDERS, LOCALE, TEMPLATES)

Stamps = Mapping[str, object]
"""File → what tells one that was saved from what it was before."""


def watch(folder: Path, saved: Callable[[], None], stopping: Event, since: Stamps | None = None) -> None:
    """Call `saved` after each save in a pack's folder, until `stopping` is set. Nothing else ends it.

    `since` are the stamps of its files when it was last read, should that be a while ago.
    """
    stamps = stamps_of(folder) if since is None else _look(folder, saved, since)
    while not stopping.is_set():
        try:
            stamps = _listen(folder, saved, stopping, stamps)
        except OSError:  # the folder is gone for now, or may not be read
            stopping.wait(AGAIN / 1000)
            stamps = _look(folder, saved, stamps)


def _listen(folder: Path, saved: Callable[[], None], stopping: Event, stamps: Stamps) -> Stamps:
    """Listen for as long as the folder is the same one; the stamps at the end."""
    from watchfiles import Change  # takes as long to import as a pack to read
    from watchfiles import watch as changes_in

    whole = folder.resolve()

    def ours(change: Change, path: str) -> bool:
        inside = Path(path).relative_to(whole).parts if Path(path).is_relative_to(whole) else ()
        return bool(inside) and (inside == (HEAD,) or inside[0] in _WATCHED)

    listened_to = _identity(folder)
    for changes in changes_in(
        whole,
        watch_filter=ours,
        step=QUIET,
        debounce=LONGEST,
        rust_timeout=AGAIN,
        yield_on_timeout=True,
        stop_event=stopping,
        raise_interrupt=False,
    ):
        if changes:
            stamps = stamps_of(folder)
            saved()
        else:
            stamps = _look(folder, saved, stamps)
        if _identity(folder) != listened_to:
            break
    return stamps


def _look(folder: Path, saved: Callable[[], None], stamps: Stamps) -> Stamps:
    found = stamps_of(folder)
    if found != stamps:
        saved()
    return found


def stamps_of(folder: Path) -> Stamps:
    """The stamps of a pack's files now."""
    found: dict[str, object] = {}
    for inside in ("", *_WATCHED):
        with suppress(OSError), os.scandir(folder / inside) as entries:
            for entry in entries:
                if inside or entry.name == HEAD:
                    with suppress(OSError):  # gone since, or a link to nowhere
                        stat = entry.stat()
                        found[entry.path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def _identity(folder: Path) -> tuple[int, int]:
    stat = folder.stat()
    return stat.st_dev, stat.st_ino
