"""Whatever paths a person names, checked: packs, their folders and files, and canvases and flows without a pack."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from tyopaja.definitions.files import ENDING, FOLDERS, HEAD, LOCALE, ZIP, is_pack, refusal, visible
from tyopaja.definitions.gathering import Reading
from tyopaja.definitions.pack import Shelf
from tyopaja.definitions.problems import Problem
from tyopaja.definitions.reading import Source, read
from tyopaja.definitions.templates import TEMPLATES
from tyopaja.definitions.trusting import without
from tyopaja.model.play import Vocabulary


def check_paths(
    paths: Iterable[Path], vocabulary: Vocabulary, version: str, beside: Iterable[Path] = ()
) -> list[Problem]:
    """Every problem of what is at `paths`, each said once, in the order of paths, files and lines.

    A path is a pack's folder or zip, or a file or folder in a pack's folder; a canvas or a flow without a pack is
    checked as far as it can be by itself. `beside` are the packs, not checked here, whose canvases may be extended.
    """
    found: dict[Problem, None] = {}
    targets = [(path, _Target.of(path)) for path in paths]
    shelf = Shelf((*(target.pack for _, target in targets if target is not None), *beside), version)
    for path, target in targets:
        if target is None:
            found.update(dict.fromkeys(_alone(path, vocabulary, shelf)))
        else:
            found.update(dict.fromkeys(target.of_these(shelf.survey(target.pack, vocabulary).problems)))
    return list(found)


@frozen
class _Target:
    """What of a pack is asked for."""

    path: Path
    """As the user named it."""
    pack: Path
    """The pack's folder or zip, named as the user would."""
    inside: tuple[str, ...]
    """The folder or file in it; () for the whole pack."""

    @classmethod
    def of(cls, path: Path) -> _Target | None:
        """Where a path is in a pack; None when it is in none."""
        if is_pack(path) or (path.suffix.lower() == ZIP and path.is_file()):
            return cls(path, path, ())
        whole = path.absolute()
        for up in (1, 2):
            inside = whole.parts[-up:]
            if len(whole.parts) > up and (inside == (HEAD,) or inside[0] in (*FOLDERS, LOCALE, TEMPLATES)):
                folder = whole.parents[up - 1]
                named = folder if path.is_absolute() else Path(os.path.relpath(folder))
                if is_pack(named) and path.exists():
                    return cls(path, named, inside)
        return None

    def of_these(self, problems: tuple[Problem, ...]) -> Iterator[Problem]:
        """Those in what is asked for, and in pack.toml, which holds for every file."""
        head, asked = visible(str(self.pack / HEAD)), visible(str(self.pack.joinpath(*self.inside)))
        for problem in problems:
            if problem.file == asked:
                yield evolve(problem, file=visible(str(self.path)))
            elif problem.file == head or not self.inside or problem.file.startswith(asked + "/"):
                yield problem


def _alone(path: Path, vocabulary: Vocabulary, shelf: Shelf) -> Iterator[Problem]:
    """A path that is in no pack."""
    if path.is_dir():
        hint = "Name the folder that pack.toml stands in, or write one."
        yield refusal(path, "no-pack", "This folder has no pack.toml, so it is not a pack.", hint)
        return
    source = read(path, path.name, visible(str(path)))
    guessed = _guess(path, source)
    if source.table is None and (path.suffix.lower() == ENDING or not path.exists()):
        yield from source.problems
        return
    if guessed is None:
        hint = "A canvas has [layout] and [section.NAME], a flow has [[step]]. Transcripts are for `tyopaja play`."
        yield refusal(path, "not-a-definition", "This is neither a canvas nor a flow.", hint)
        return
    reading = Reading()
    reading.definition(evolve(source, file=f"{guessed}/{path.name}"))
    for name, flow in reading.flows.items():
        # Its canvases are wherever its pack is.
        reading.flows[name] = without(flow, {flow.canvas_of(sheet) for sheet in flow.sheet_names()})
    reading.extend(shelf)
    yield from reading.survey(vocabulary).problems


def _guess(path: Path, source: Source) -> str | None:
    """The folder that a file would be in, by where it is or what it has."""
    if path.absolute().parent.name in FOLDERS:
        return path.absolute().parent.name
    keys = (source.table or {}).keys()
    if path.suffix.lower() != ENDING or "do" in keys:
        return None
    if "step" in keys:
        return "flows"
    return "canvases" if keys & {"section", "layout", "title"} else None
