"""Other text in the place of events, in all files of a session at once.

The new files are written aside. Then the intent to put them in their places is put into the folder, and that decides
it: whoever locks the folder next finishes what was cut short. Names in an intent are names in the folder and no paths,
since a folder may come from a stranger."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import tomli
import tomli_w

from tyopaja.errors import JournalError
from tyopaja.journals import folder_blocks as blocks
from tyopaja.journals import folder_files as files
from tyopaja.journals import folder_names as names
from tyopaja.journals.folder_blocks import Block

_WITHIN: Final = re.compile(rf"(?:{names.CONTENT}/)?(?!\.\.?$)[^/\\]+")


def rewritten(path: Path, changed: Mapping[int, str], damage: Callable[[Block, int], JournalError]) -> Iterator[bytes]:
    """What a day's file is to hold, block by block, when events of it have other text.

    Raises JournalError for damage, of which it cannot be said what it holds.
    """
    left = dict(changed)
    with files.opened(path, os.O_RDONLY) as handle:
        for block in blocks.blocks(handle, 0, os.fstat(handle).st_size):
            if block.is_torn:
                break
            if not block.is_sound:
                raise damage(block, block.first or block.last)
            numbers = range(block.first, block.last + 1)
            if left.keys().isdisjoint(numbers):
                yield block.whole
                continue
            texts = [left.pop(seq, text) for seq, text in zip(numbers, block.texts(), strict=True)]
            yield (b"\n" if block.offset else b"") + blocks.written(block.first, texts)
    if left:
        message = f"{path} does not hold event {min(left)}, which should be in it. Nothing was rewritten."
        raise JournalError("journal-damaged", message, path=str(path), seq=min(left))


def decide(folder: Path, replaced: Iterable[str], removed: Iterable[str]) -> None:
    """Make it so that files which stand aside come into their places and others go, now or by whoever comes next."""
    table = {"replace": list(replaced), "remove": list(removed)}
    files.put(folder / names.INTENT, tomli_w.dumps(table).encode())


def finish(folder: Path) -> None:
    """Do what was decided, whether it was begun before or not. Raises JournalError for what nobody can have decided."""
    intent = folder / names.INTENT
    try:
        table = tomli.loads(intent.read_text("utf-8"))
        replaced, removed = list(table["replace"]), list(table["remove"])
        strange = [name for name in replaced if not names.DAY.fullmatch(name)]
        strange += [name for name in removed if not _WITHIN.fullmatch(name)]
    except (ValueError, KeyError, TypeError) as error:
        raise _no_intent(intent) from error
    if strange:
        raise _no_intent(intent)
    for name in replaced:
        with suppress(FileNotFoundError):  # it is in its place already
            files.aside_of(folder / name).replace(folder / name)
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    for place in (folder / names.CONTENT, folder):
        if place.is_dir():
            files.flush_folder(place)
    intent.unlink()
    files.flush_folder(folder)


def leftovers(folder: Path) -> list[str]:
    """What holds text of events or content, and no reader sees: torn commands, and files written aside in vain."""
    places = ((folder, ""), (folder / names.CONTENT, f"{names.CONTENT}/"))
    return [
        f"{prefix}{name}"
        for place, prefix in places
        for name in files.names_in(place)
        if name.endswith((names.TORN, names.ASIDE)) or name == names.SNAPSHOT
    ]


def _no_intent(path: Path) -> JournalError:
    message = f"{path} is no intent to rewrite anything. Nothing was done with it. Take it away if you know what it is."
    return JournalError("journal-damaged", message, path=str(path))
