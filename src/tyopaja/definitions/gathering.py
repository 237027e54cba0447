"""The files of one pack as they are read, one after the other, and what they make together.

A file that does not fit is checked without what does not fit in it. Where that cannot be done it is left out, and
what other files say about it is taken on trust: one mistake is not reported again wherever it is felt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from attrs import define, evolve, field, fields, frozen

from tyopaja.definitions import limits, soundness
from tyopaja.definitions.extending import Base, Beside, Extension, base_of, needless_drop, with_kinds
from tyopaja.definitions.files import FOLDERS, HEAD, LOCALE, id_of
from tyopaja.definitions.fitting import UNUSABLE, misfits
from tyopaja.definitions.ids import odd_names
from tyopaja.definitions.keys import NO_KEYS
from tyopaja.definitions.mending import Mended, mend
from tyopaja.definitions.problems import Finding, Problem
from tyopaja.definitions.reading import Source
from tyopaja.definitions.recovering import recovered
from tyopaja.definitions.templates import texts
from tyopaja.definitions.translating import Translations
from tyopaja.definitions.trusting import activity_at, answered_by, kind_at, stand_in, unpromising, without
from tyopaja.definitions.versions import check_versions
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import HOME

_PARTED = frozenset({"wrong-format", "wrong-engine"})
"""What makes further reading idle: the pack is for another tyopaja."""

_Kind = TypeVar("_Kind", Canvas, Flow, Pack)


@frozen
class Survey:
    """A pack, and everything that is wrong with it."""

    pack: Pack
    """What of it is sound."""
    problems: tuple[Problem, ...]
    """In the order of files, then of lines; warnings too."""


@frozen
class _Waiting:
    """A canvas that extends another, until all are read."""

    source: Source
    lost: frozenset[str]


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
    extending: dict[str, _Waiting] = field(factory=dict)
    """The canvases that extend others, by id. They are among `canvases` once `extend` has been called."""
    extensions: dict[str, Extension] = field(factory=dict)
    """What became of them, by file."""
    translations: Translations = field(factory=Translations)
    nowhere: tuple[Problem, ...] = ()
    """Why there is no pack to be read at all."""

    def head(self, source: Source, version: str, locales: Iterable[Source] = ()) -> bool:
        """Take pack.toml in, and the files of further languages; say whether it is worth going on."""
        source, lost = recovered(source)
        self.sources[HEAD] = source
        table = source.table
        if table is not None:
            self.findings += check_versions(table, version)
            if any(finding.code in _PARTED for finding in self.findings):
                return False
        home = (table or {}).get("locale")
        home = home if isinstance(home, str) else str(fields(Pack).locale.default)
        promised = (table or {}).get("locales")
        if isinstance(promised, list) and promised and home not in promised:
            home = HOME  # that is told; which language a bare text is in, nobody knows
        self.translations = Translations(home)
        for one in locales:
            self.sources[one.file] = one
            if one.file != LOCALE:
                self.translations.take(one)
        if table is None:
            return True
        source = evolve(source, table=self.translations.into(HEAD, table))
        kept: dict[str, Pack] = {}
        self.unfit.discard(HEAD)
        self._take(source, "pack", Pack, limits.pack_keeps, kept, lost)
        pack = next(iter(kept.values()), None) or stand_in(source.table or {})
        self.pack = unpromising(pack, self.mended.get(HEAD))
        return True

    def definition(self, source: Source) -> None:
        """Take in a file of one of the folders."""
        if source.file in FOLDERS:
            self.sources[source.file] = source
            return
        source, lost = recovered(source)
        self.sources[source.file] = source
        if not source.file.startswith("canvases/"):
            self._take(self._translated(source), "flow", Flow, limits.flow_keeps, self.flows, lost)
        elif source.table is not None and "extends" in source.table:
            self.extending[id_of(source.file)] = _Waiting(source, lost)
        else:
            self._take(self._translated(source), "canvas", Canvas, limits.canvas_keeps, self.canvases, lost)
            if "drop" in (source.table or {}) and source.file not in self.unfit:
                self.findings.append(needless_drop(source.file))

    def _translated(self, source: Source, own: Mapping[str, Any] | None = None) -> Source:
        if source.table is None:
            return source
        table = self.translations.into(source.file, source.table, own)
        return source if table is source.table else evolve(source, table=table)

    def _take(
        self,
        source: Source,
        what: str,
        kind: type[_Kind],
        keeps: Callable[[_Kind], bool],
        kept: dict[str, _Kind],
        lost: frozenset[str],
        own: Mapping[str, Any] | None = None,
    ) -> None:
        """Fit a file; `own` is what it says itself, where its table holds more than that."""
        name = id_of(source.file)
        made, found = _fitted(source, what, kind, {} if kind is Pack else {"id": name}, keeps, own)
        if "extends" in lost or any(finding.meant == "extends" for finding in found):
            # What it extends is not known, so what it leaves to that is not missing.
            found = [finding for finding in found if finding.code != "missing-key"]
            self.findings += found
            self.unfit.add(source.file)
            return
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

    def extend(self, beside: Beside) -> None:
        """Work out the canvases that extend others, now that all are read."""
        for waiting in self.extending.values():
            source = waiting.source
            own = source.table or {}
            named = own["extends"]
            base = base_of(source.file, named, self, beside) if self._can_tell(named) else None
            if not isinstance(base, Base):
                self.findings += [base] if base is not None else []
                found = misfits(source.file, "canvas", own, Canvas)
                self.findings += [finding for finding in found if finding.code != "missing-key"]
                self.unfit.add(source.file)
                continue
            extension = self.extensions[source.file] = Extension.of(source.file, own, base)
            self.findings += extension.wrong_drops()
            whole = self._translated(evolve(source, table=extension.table), own)
            self._take(whole, "canvas", Canvas, limits.canvas_keeps, self.canvases, waiting.lost, own)
        if self.extending:
            names = map(id_of, self.sources)
            self.canvases = {name: self.canvases[name] for name in names if name in self.canvases}

    def _can_tell(self, named: Any) -> bool:
        """Whether it can be known what is extended; a file without its pack does not know the other files there."""
        return isinstance(named, str) and (HEAD in self.sources or "/" in named)

    def survey(self, vocabulary: Vocabulary) -> Survey:
        """What was read, and what is wrong with it."""
        self._put_kinds_in()
        pack = evolve(self.pack, canvases=self.canvases, flows=self.flows, templates=texts(self.sources))
        doubtful = self._doubtful() if self.unfit or self.mended else frozenset()
        asked = pack
        if doubtful:
            asked = evolve(pack, flows={name: without(flow, doubtful) for name, flow in self.flows.items()})
        self.findings += odd_names(self.sources)
        self.findings += self.translations.findings
        self.findings += self.translations.left_over(self.sources)
        findings = [*self.findings, *soundness.findings(asked, vocabulary, doubtful, self._unsure())]
        if not findings and not any(source.problems for source in self.sources.values()):
            return Survey(pack, ())
        return Survey(pack, tuple(self._problems(findings, vocabulary)))

    def _put_kinds_in(self) -> None:
        """Into each canvas the pack's own kinds that it uses, and those that it brings along from elsewhere."""
        kinds = self.pack.kind
        if HEAD in self.mended:
            kinds = {name: kind for name, kind in kinds.items() if not self.mended[HEAD].touches("kind", name)}
        for name, canvas in self.canvases.items() if kinds or self.extensions else ():
            known, extension = kinds, self.extensions.get(f"canvases/{name}.toml")
            if extension is not None and extension.base.kinds:
                self.findings += extension.kind_clashes(canvas, self.pack)
                known = {**extension.base.kinds, **known}
            self.canvases[name] = with_kinds(canvas, known)

    def _doubtful(self) -> frozenset[str]:
        """The canvases that are not, or not quite, what their files would have them be, and those that cannot be known:
        nothing is asked of them."""
        doubtful = self.unfit | {file for file, mended in self.mended.items() if mended.misleads}
        names = {id_of(file) for file in doubtful if file.startswith("canvases/")}
        names |= {
            id_of(file)
            for file, one in self.extensions.items()
            if one.base.pack is self.pack and one.base.canvas.id in names
        }
        if HEAD not in self.sources:
            # A file by itself: what it answers is wherever its pack is.
            names |= {answered for canvas in self.canvases.values() for answered in answered_by(canvas)}
        return frozenset(names)

    def _unsure(self) -> frozenset[str]:
        """The pack's own activities that are not quite what pack.toml would have them be."""
        mended = self.mended.get(HEAD)
        names = self.pack.activity if mended is not None else ()
        return frozenset(name for name in names if mended is not None and mended.touches("activity", name))

    def _problems(self, findings: list[Finding], vocabulary: Vocabulary) -> Iterator[Problem]:
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
            finding = self.translations.at_home(finding)
            extension = self.extensions.get(finding.file)
            if extension is not None and not extension.says(finding.path):
                shaky = extension.base.pack is self.pack and extension.base.file in self.mended
                if shaky or extension.is_of_the_base(finding, vocabulary):
                    continue
                finding = extension.taken_over(finding)
            by_file[finding.file].append(self.sources[finding.file].located(finding))
        for problems in by_file.values():
            yield from sorted(problems, key=lambda problem: (problem.line, problem.column))

    def _felt(self, finding: Finding) -> bool:
        """Whether a finding comes of a mistake elsewhere: of a pack.toml that does not fit, so that the colours of its
        theme, its kinds or its activities are not known, or of a text that its translation does not find."""
        if finding.code == "missing-translation" and finding.file in self.translations.withheld:
            return True
        mended = self.mended.get(HEAD)
        if finding.code == "unknown-colour":
            return HEAD in self.unfit if mended is None else mended.touches("theme")
        if finding.code in ("unknown-kind", "unknown-activity") and HEAD in self.sources:
            # What pack.toml has, but that does not fit there, or of which nobody knows whether it has it.
            table = self.sources[HEAD].table
            written = None if table is None else table.get(finding.code.removeprefix("unknown-"), {})
            named = kind_at(self.canvases, finding) or activity_at(self.flows, finding)
            return not isinstance(written, dict) or named in written
        return False


def _fitted(
    source: Source,
    what: str,
    kind: type[Any],
    given: Mapping[str, Any],
    keeps: Callable[[Any], bool],
    own: Mapping[str, Any] | None = None,
) -> tuple[Any, list[Finding]]:
    """A file as the value that it stands for, and everything that is wrong with its form.

    None where it does not fit at all. `given` are keys that files do not have, with their values; `own` is what the
    file says itself, where its table holds more than that.
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
    found = list(misfits(source.file, what, table, kind))
    if own is not None:
        # A key that is misspelt here is not the one that is taken over: what was meant shows in the file alone.
        found = [finding for finding in found if finding.code == "missing-key"]
        found += [finding for finding in misfits(source.file, what, own, kind) if finding.code != "missing-key"]
    return made, found
