"""A save is seen however an editor saves: in place, aside and renamed, in a new file, by taking one away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from tyopaja.preview.watching import watch

PATIENCE = 20
"""Seconds within which a save is seen on the slowest machine that we test on."""


@pytest.fixture
def seen(small: Path) -> Iterator[Callable[[], bool]]:
    """Whether a save is seen in `small` that was not asked about yet."""
    saves: Queue[None] = Queue()
    stopping, ready = Event(), Event()

    def saved() -> None:
        ready.set()
        saves.put(None)

    thread = Thread(target=watch, args=(small, saved, stopping))
    thread.start()
    while not ready.wait(0.05):  # until the first save is seen, nobody knows whether it listens yet
        (small / "canvases" / "alku.toml").write_text("")
        (small / "canvases" / "alku.toml").unlink(missing_ok=True)

    def look() -> bool:
        try:
            saves.get(timeout=PATIENCE)
        except Empty:
            return False
        return True

    def settle() -> None:
        while True:
            try:
                saves.get(timeout=0.4)
            except Empty:
                return

    settle()
    yield look
    stopping.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_file_that_is_written_in_place(seen: Callable[[], bool], small: Path) -> None:
    (small / "canvases/ilta.toml").write_text("uusi")
    assert seen()


def test_a_file_that_is_written_aside_and_renamed(seen: Callable[[], bool], small: Path) -> None:
    aside = small / "canvases" / ".ilta.toml.swp"
    aside.write_text("uusi")
    aside.replace(small / "canvases/ilta.toml")
    assert seen()


def test_a_file_whose_old_self_is_kept_as_a_backup(seen: Callable[[], bool], small: Path) -> None:
    file = small / "canvases/ilta.toml"
    file.rename(file.with_name("ilta.toml~"))
    file.write_text("uusi")
    assert seen()


@pytest.mark.parametrize("file", ["canvases/uusi.toml", "flows/uusi.toml", "pack.toml"])
def test_a_new_file(seen: Callable[[], bool], small: Path, file: str) -> None:
    (small / file).write_text("uusi")
    assert seen()


def test_a_file_in_a_folder_that_was_not_there(seen: Callable[[], bool], small: Path) -> None:
    (small / "locale").mkdir()
    (small / "locale" / "sv.toml").write_text("uusi")
    assert seen()


def test_a_file_that_is_taken_away(seen: Callable[[], bool], small: Path) -> None:
    (small / "canvases/ilta.toml").unlink()
    assert seen()


def test_a_file_that_is_renamed(seen: Callable[[], bool], small: Path) -> None:
    (small / "canvases/ilta.toml").rename(small / "canvases/yo.toml")
    assert seen()


def test_a_pack_that_is_put_in_place_of_the_old_one(seen: Callable[[], bool], small: Path) -> None:
    """As when another branch is checked out: the folder is another one of the same name."""
    shutil.copytree(small, small.with_name("toinen"))
    shutil.rmtree(small)
    assert seen()
    small.with_name("toinen").rename(small)
    assert seen()
    (small / "canvases/ilta.toml").write_text("uusi")
    assert seen()
