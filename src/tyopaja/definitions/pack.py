"""A pack's folder as a pack: every file read, fitted to the model and checked, with all problems of all files at once.

A file that does not fit is checked without what does not fit in it. Where that cannot be done it is left out, and
what other files say about it is taken on trust: one mistake is not reported again wherever it is felt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from tyopaja.definitions import limits, soundness
from tyopaja.definitions.files import FOLDERS, HEAD, Folder, id_of, is_pack, refusal
from tyopaja.definitions.fitting import NO_KEYS, UNUSABLE, misfits
from tyopaja.definitions.ids import ID, bad_id, id_case
from tyopaja.definitions.mending import Mended, mend
from tyopaja.definitions.problems import Finding, Problem
from tyopaja.definitions.reading import Source
from tyopaja.definitions.recovering import recover
from tyopaja.definitions.versions import check_versions
from tyopaja.errors import DefinitionError
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow, SheetUse
from tyopaja.model.pack import FORMAT, Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import Text

_ELSEWHERE = "?/?"
"""The canvas that a sheet is said to be filled on when its own does not fit: one of another pack, which checks take on
trust. No pack can be called so."""

_PARTED = frozenset({"wrong-format", "wrong-engine"})
"""What makes further reading idle: the pack is for another tyopaja."""

_Kind = TypeVar("_Kind", Canvas, Flow)


@frozen
class Survey:
    """A pack, and everything that is wrong with it."""

    pack: Pack
    """What of it is sound."""
    problems: tuple[Problem, ...]
    """In the order of files, then of lines; warnings too."""


def load_pack(folder: Path, vocabulary: Vocabulary, version: str) -> Pack:
    """The pack in a folder, for tyopaja `version`. Raises DefinitionError with every error in it."""
    found = survey(folder, vocabulary, version)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if errors:
        raise DefinitionError(errors)
    return found.pack


def survey(folder: Path, vocabulary: Vocabulary, version: str) -> Survey:
    """Read and check a pack's folder, come what may."""
    if not is_pack(folder):
        return Survey(stand_in({}), (_no_pack(folder),))
    reading, files = Reading(), Folder(folder)
    if reading.head(files.head(), version):
        for name in FOLDERS:
            for source in files.sources(name):
                reading.definition(source)
    return reading.survey(vocabulary)


@define
class Reading:
    """The files of a pack as they are read, one after the other."""

    pack: Pack = field(factory=lambda: stand_in({}))
    canvases: dict[str, Canvas] = field(factory=dict)
    flows: dict[str, Flow] = field(factory=dict)
    sources: dict[str, Source] = field(factory=dict)
    """By file, in the order of reading."""
    findings: list[Finding] = field(factory=list)
    unfit: set[str] = field(factory=lambda: {HEAD})
    """The files that are no definitions, for whatever reason; pack.toml until it has been read."""
    mended: dict[str, Mended] = field(factory=dict)
    """The files that are checked without what does not fit in them."""

    def head(self, source: Source, version: str) -> bool:
        """Take pack.toml in; say whether it is worth going on."""
        self.sources[HEAD] = source
        table = source.table
        if table is None:
            return True
        self.findings += check_versions(table, version)
        if any(finding.code in _PARTED for finding in self.findings):
            return False
        pack, found = _fitted(source, "pack", Pack, {}, limits.pack_keeps)
        self.findings += found
        if pack is not None:
            self.unfit.discard(HEAD)
        self.pack = pack or stand_in(table)
        return True

    def definition(self, source: Source) -> None:
        """Take in a file of one of the folders."""
        if source.file in FOLDERS:
            self.sources[source.file] = source
        elif source.file.startswith("canvases/"):
            self._take(source, "canvas", Canvas, limits.canvas_keeps, self.canvases)
        else:
            self._take(source, "flow", Flow, limits.flow_keeps, self.flows)

    def _take(
        self,
        source: Source,
        what: str,
        kind: type[_Kind],
        keeps: Callable[[_Kind], bool],
        kept: dict[str, _Kind],
    ) -> None:
        name, lost = id_of(source.file), frozenset[str]()
        if source.table is None and (recovered := recover(source)) is not None:
            source, lost = recovered.source, recovered.lost
        self.sources[source.file] = source
        made, found = _fitted(source, what, kind, {"id": name}, keeps)
        # What stands in a line that could not be read is not missing.
        self.findings += [one for one in found if one.code != "missing-key" or one.meant not in lost]
        if lost or found:
            mended = self._mended(source, what, kind, name, found, lost)
            if mended is not None:
                made = mended
            elif lost or any(finding.code in UNUSABLE for finding in found):
                made = None
        if made is None:
            self.unfit.add(source.file)
        else:
            kept[name] = made

    def _mended(
        self, source: Source, what: str, kind: type[_Kind], name: str, found: list[Finding], lost: frozenset[str]
    ) -> _Kind | None:
        """What can be made of a file without what does not fit in it; None when nothing can."""
        mended = mend(source.table or {}, found, lambda table: misfits(source.file, what, table, kind), lost)
        if mended is None:
            return None
        with suppress(Exception):
            made: _Kind = structure({"id": name, **mended.table}, kind)
            self.mended[source.file] = mended
            return made
        return None

    def survey(self, vocabulary: Vocabulary) -> Survey:
        """What was read, and what is wrong with it."""
        pack = evolve(self.pack, canvases=self.canvases, flows=self.flows)
        asked = self._on_trust(pack) if self.unfit or self.mended else pack
        self.findings += self._names()
        findings = [*self.findings, *soundness.findings(asked, vocabulary)]
        if not findings and not any(source.problems for source in self.sources.values()):
            return Survey(pack, ())
        return Survey(pack, tuple(self._problems(findings)))

    def _names(self) -> Iterator[Finding]:
        """Files whose names are no ids."""
        for file in self.sources:
            name = id_of(file)
            if file in (HEAD, *FOLDERS) or ID.fullmatch(name) is not None:
                continue
            if name != name.lower() and file.replace(name, name.lower()) in self.sources:
                yield id_case(file, (), name, name.lower())
            else:
                yield bad_id(file, (), name)

    def _on_trust(self, pack: Pack) -> Pack:
        """The pack with flows that ask nothing of canvases whose files do not fit."""
        doubtful = self.unfit | {file for file, mended in self.mended.items() if mended.misleads}
        names = {id_of(file) for file in doubtful if file.startswith("canvases/")}
        return evolve(pack, flows={name: without(flow, names) for name, flow in pack.flows.items()})

    def _problems(self, findings: list[Finding]) -> Iterator[Problem]:
        by_file: dict[str, list[Problem]] = {file: list(source.problems) for file, source in self.sources.items()}
        own = len(self.findings)
        for number, finding in enumerate(findings):
            if number >= own:
                if finding.file in self.unfit or self._felt(finding):
                    continue
                if (mended := self.mended.get(finding.file)) is not None:
                    finding = evolve(finding, path=mended.in_file(finding.path))
                    if mended.explains(finding):
                        continue
            by_file[finding.file].append(self.sources[finding.file].located(finding))
        for problems in by_file.values():
            yield from sorted(problems, key=lambda problem: (problem.line, problem.column))

    def _felt(self, finding: Finding) -> bool:
        """Whether a finding comes of a pack.toml that does not fit, so that the colours of its theme are not known."""
        return HEAD in self.unfit and finding.code == "unknown-colour"


def stand_in(table: Mapping[str, Any]) -> Pack:
    """What can be made of a pack.toml that does not fit, so that the other files can be looked at in its light."""
    kept: dict[str, Any] = {}
    for name in ("locale", "locales", "theme"):
        with suppress(Exception):
            kept[name] = getattr(structure({**_LEAST, name: table[name]}, Pack), name)
    if kept.keys() & {"locale", "locales"} == {"locales"}:
        # What a bare string is written in is not known, so no language can be said to be missing.
        del kept["locales"]
    return Pack(id="", format=FORMAT, version="0", title=Text(), **kept)


_LEAST: Mapping[str, Any] = {"id": "", "format": FORMAT, "version": "0", "title": ""}


def without(flow: Flow, canvases: set[str]) -> Flow:
    """A flow whose sheets on any of `canvases` are on canvases of another pack, so that nothing is asked of them."""
    blind = {
        name: evolve(flow.sheet[name], canvas=_ELSEWHERE) if name in flow.sheet else SheetUse(canvas=_ELSEWHERE)
        for name in flow.sheet_names()
        if flow.canvas_of(name) in canvases
    }
    return evolve(flow, sheet={**flow.sheet, **blind}) if blind else flow


def _fitted(
    source: Source, what: str, kind: type[Any], given: Mapping[str, Any], keeps: Callable[[Any], bool]
) -> tuple[Any, list[Finding]]:
    """A file as the value that it stands for, and everything that is wrong with its form.

    None where it does not fit at all. `given` are keys that files do not have, with their values.
    """
    table, made = source.table, None
    if table is None:
        return None, []
    if not NO_KEYS[kind] & table.keys():
        # What does not fit is found out below, by a walk that finds all of it.
        with suppress(Exception):
            made = structure({**given, **table}, kind)
            if keeps(made):
                return made, []
    return made, list(misfits(source.file, what, table, kind))


def _no_pack(folder: Path) -> Problem:
    if not folder.is_dir():
        return refusal(folder, "no-such-file", "There is no such folder.", "")
    hint = "Name the folder that pack.toml stands in, or write one."
    return refusal(folder, "no-pack", "This folder has no pack.toml, so it is not a pack.", hint)
