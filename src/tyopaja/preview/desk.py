"""The pack that somebody is working on, as it was read last, and what can be drawn of it.

A file that is broken for the moment does not take its sheet away: what is sound in it is drawn, else what was drawn
when it last was sound. The watching thread reads; any thread may look."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Condition, Lock
from typing import Literal

from attrs import evolve, field, frozen

import tyopaja
from tyopaja.definitions.files import HEAD, Folder, id_of, visible
from tyopaja.definitions.gathering import Survey
from tyopaja.definitions.pack import Shelf
from tyopaja.definitions.problems import Problem
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack
from tyopaja.preview.choosing import Choice
from tyopaja.preview.keeping import Kept
from tyopaja.views.nodes import SheetView
from tyopaja.views.samples import sample
from tyopaja.workshop import Engine

Note = Literal["", "sound-part", "last-sound", "nothing-sound", "gone"]
"""What has to be said of a drawing; the keys of words in the table `preview`."""


@frozen
class Drawing:
    """A sheet, as far as it can be drawn."""

    view: SheetView | None
    note: Note = ""


@frozen(eq=False)
class Reading:
    """The pack as it was read at one time."""

    version: int
    """Counts the readings that found something changed."""
    folder: Path
    survey: Survey
    lines: Mapping[Problem, str] = field(factory=dict)
    """The line of its file that each problem is in, as far as there is one."""
    sound: Mapping[str, tuple[Pack, Canvas]] = field(factory=dict)
    """Each canvas as it was when nothing was wrong in it, with its pack at that time."""

    languages: tuple[str, ...] = ()
    """Those of the pack, its own first; as they were, while there are errors in pack.toml."""

    @property
    def pack(self) -> Pack:
        """What is sound of it."""
        return self.survey.pack

    def names(self, folder: str) -> tuple[str, ...]:
        """The ids of the files of `canvases` or `flows`, the unsound ones too."""
        known = self.pack.canvases if folder == "canvases" else self.pack.flows
        start = self.shown(folder) + "/"
        files = (one.file.removeprefix(start) for one in self.survey.problems if one.file.startswith(start))
        return tuple(sorted({*known, *(id_of(file) for file in files if file.endswith(".toml"))}))

    def shown(self, file: str) -> str:
        """A file of the pack as problems name it."""
        return visible(str(self.folder / file))

    def inside(self, file: str) -> str:
        """A file that a problem names, as it is called in the pack."""
        return file.removeprefix(self.shown("x")[:-1])

    def last(self, folder: str, name: str) -> Canvas | None:
        """A canvas as it last was sound, should it not be so now."""
        return self.sound[name][1] if folder == "canvases" and name in self.sound else None

    def file_of(self, choice: Choice) -> str:
        """The file that is shown, as problems name it."""
        return self.shown(f"flows/{choice.flow}.toml" if choice.flow else f"canvases/{choice.canvas}.toml")

    def errors_in(self, file: str) -> bool:
        """Whether there is an error in a file, as problems name it."""
        return any(one.file == file and one.severity == "error" for one in self.survey.problems)

    def settled(self, choice: Choice) -> Choice:
        """A choice with what it leaves open: the first canvas, else the first flow; the pack's own language."""
        locale = choice.locale if choice.locale in self.languages else self.languages[0]
        canvas, flow = choice.canvas, choice.flow
        if not canvas and not flow:
            canvas = next(iter(self.names("canvases")), "")
            flow = "" if canvas else next(iter(self.names("flows")), "")
        return evolve(choice, canvas=canvas, flow=flow, locale=locale)

    def drawing(self, choice: Choice) -> Drawing:
        """The sheet that is chosen."""
        name, file = choice.canvas, self.file_of(choice)
        canvas = self.pack.canvases.get(name)
        if canvas is not None and (view := _drawn(self.pack, canvas, choice)) is not None:
            return Drawing(view, "sound-part" if self.errors_in(file) else "")
        if canvas is None and not self.errors_in(file):
            return Drawing(None, "gone")
        if name in self.sound and (view := _drawn(*self.sound[name], choice)) is not None:
            return Drawing(view, "last-sound")
        return Drawing(None, "nothing-sound")

    def flow(self, choice: Choice) -> tuple[Flow | None, Note]:
        """The flow that is chosen, as far as it is sound."""
        found, broken = self.pack.flows.get(choice.flow), self.errors_in(self.file_of(choice))
        if found is None:
            return None, "nothing-sound" if broken else "gone"
        return found, "sound-part" if broken else ""


def _drawn(pack: Pack, canvas: Canvas, choice: Choice) -> SheetView | None:
    try:
        return sample(pack, canvas, choice.locale, choice.filled)
    except Exception:  # a canvas with errors in it may ask for anything; they are told beside it
        return None


class Desk:
    """Reads a pack's folder whenever it is told to."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Read the pack in `folder` for the first time. Its canvases may extend those of the engine's packs."""
        self._folder = folder
        self._files = Kept(folder)
        self._beside = tuple(engine.pack_paths())
        self._vocabulary = engine.plugins.vocabulary()
        self._reading = Lock()
        self._changed = Condition()
        self._now = self._read(None)

    @property
    def now(self) -> Reading:
        """The pack as it was read last."""
        return self._now

    def read(self) -> bool:
        """Read the pack again; whether anything is otherwise than before."""
        with self._reading:
            before = self._now
            found = self._read(before)
            if found.survey == before.survey and found.lines == before.lines:
                return False
            with self._changed:
                self._now = found
                self._changed.notify_all()
            return True

    def wait(self, version: int, seconds: float) -> int:
        """Wait until the version is another than `version`, somebody calls `wake`, or the time is over; the version
        then."""
        with self._changed:
            if self._now.version == version:
                self._changed.wait(seconds)
            return self._now.version

    def wake(self) -> None:
        """Let everybody who waits look up: the preview ends."""
        with self._changed:
            self._changed.notify_all()

    def _read(self, before: Reading | None) -> Reading:
        shelf = Shelf((self._folder, *self._beside), tyopaja.__version__, self._files.place_at)
        survey = shelf.survey(self._folder, self._vocabulary)
        made = Reading(before.version + 1 if before else 1, self._folder, survey, _lines(self._folder, survey))
        sound = dict(before.sound) if before else {}
        for name, canvas in survey.pack.canvases.items():
            if not made.errors_in(made.shown(f"canvases/{name}.toml")):
                sound[name] = survey.pack, canvas
        languages = tuple(dict.fromkeys((survey.pack.locale, *survey.pack.locales)))
        if before and made.errors_in(made.shown(HEAD)):
            languages = before.languages
        return evolve(made, sound=sound, languages=languages)


def _lines(folder: Path, survey: Survey) -> Mapping[Problem, str]:
    """The line that each problem is in, for what is wrong inside a file of the pack."""
    pack, texts = Folder(folder), dict[str, list[str]]()
    found = {}
    for problem in survey.problems:
        if problem.file not in texts:
            inside = os.path.relpath(problem.file, folder).replace(os.sep, "/")
            # As one that may be a link: no line of a file elsewhere is shown.
            texts[problem.file] = pack.read(inside, linked=True).text.split("\n")
        lines = texts[problem.file]
        if problem.line <= len(lines) and lines[problem.line - 1].strip():
            found[problem] = lines[problem.line - 1].rstrip()
    return found
