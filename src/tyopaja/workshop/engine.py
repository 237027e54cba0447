"""The engine in the hands of a program: packs, plugins and one journal, from which sessions are begun and opened.

No threads, no globals, no look at the environment: what it works with is handed to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tyopaja
from tyopaja.clock import Clock, SystemClock
from tyopaja.definitions import digest, pin, unpin
from tyopaja.engine import Rules, fold, is_session_id, start
from tyopaja.errors import Conflict, DefinitionError, JournalError, PluginError, Refused, UnknownId
from tyopaja.journals import Journal, SessionInfo, chain, codec
from tyopaja.model.events import Started
from tyopaja.model.pack import Pack
from tyopaja.model.state import State
from tyopaja.model.text import tag_of
from tyopaja.plugins.registry import Registry
from tyopaja.renderers.contract import Rendition, rendition
from tyopaja.renderers.options import chosen
from tyopaja.views.nodes import SheetView, View
from tyopaja.workshop.playing import Progress, carry_out, head_of, wrong_head
from tyopaja.workshop.session import Session
from tyopaja.workshop.snapshots import opened

if TYPE_CHECKING:
    from tyopaja.definitions import Library, Transcript
    from tyopaja.importers import Content
    from tyopaja.workshop.upgrading import Upgrade


class Engine:
    """Packs, plugins and one journal."""

    def __init__(
        self,
        *,
        journal: str | Journal = "memory:",
        packs: Iterable[str | Path] = (),
        plugins: Iterable[object] = (),
        clock: Clock | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Take hold of a journal, by URL or as an object; packs and plugins are read when they are needed.

        `packs` are folders and zips beside those that plugins bring; one with the id of an installed pack takes its
        place. `plugins` are objects, module names or paths, beside those installed. `environ` (such as
        `os.environ`) is looked into for `TYOPAJA_PLUGINS` and `TYOPAJA_DISABLE` only when it is given.
        """
        self.clock = clock or SystemClock()
        self.plugins = Registry(tyopaja.__version__, tuple(plugins), environ)
        self._folders = tuple(Path(pack) for pack in packs)
        self._library: Library | None = None
        self._rules: dict[str, Rules] = {}
        self.journal = self.plugins.open_journal(journal) if isinstance(journal, str) else journal

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the journal."""
        self.journal.close()

    @property
    def library(self) -> Library:
        """Every pack, read and checked when first asked for. Raises DefinitionError."""
        if self._library is None:
            self._library = self._read_packs()
        return self._library

    def _read_packs(self) -> Library:
        from tyopaja.definitions import Library, Shelf, load_pack  # a session that goes on needs no reading of packs

        vocabulary, packs = self.plugins.vocabulary(), []
        problems: list[Any] = []
        paths = self.pack_paths()
        shelf = Shelf(paths, tyopaja.__version__)
        for path, named in paths.items():
            try:
                packs.append((named, load_pack(path, vocabulary, tyopaja.__version__, shelf), path))
            except DefinitionError as error:
                problems.extend(error.problems)
        if problems:
            raise DefinitionError(problems)
        return Library.of(packs)

    def pack_paths(self) -> dict[Path, bool]:
        """The folder or zip of every pack, read or not, with whether it was named; the named ones come first."""
        # One that is named twice, or named and installed, is one pack: where it is asked for first.
        paths: dict[Path, tuple[Path, bool]] = {}
        for named, path in (*((True, one) for one in self._folders), *((False, one) for one in self.plugins.packs())):
            paths.setdefault(path.resolve(), (path, named))
        return dict(paths.values())

    def start(
        self,
        flow: str,
        *,
        title: str,
        locale: str | None = None,
        id: str | None = None,
        by: str = "",
        at: datetime | None = None,
    ) -> Session:
        """Begin a session of a flow: `flow` is its id, `pack/flow` where two packs have one; `at` is when, now if
        it is left out.

        Raises UnknownId, DefinitionError, JournalError; Refused when `id` is in use, or when the id, the title, the
        locale or the time is none that a session can have.
        """
        definitions = self.library.definitions(flow)
        data = pin(definitions)
        pinned = digest(data)
        if pinned not in self._rules:
            self._rules[pinned] = Rules(definitions, self.plugins.vocabulary())
        rules = self._rules[pinned]
        language = locale or definitions.pack.locale
        started = Started(
            at=at or self.clock.now(),
            by=by,
            command="start",
            session=id or self.clock.fresh_id(),
            flow=definitions.flow.id,
            pack=definitions.pack.id,
            version=definitions.pack.version,
            definitions=pinned,
            title=title,
            locale=tag_of(language) or language,
        )
        events = start(rules, started)
        self.journal.keep(started.session, pinned, data)
        lines = codec.written(events, "")
        try:
            self.journal.append(started.session, 0, lines)
        except Conflict as error:
            message = f"There is a session '{started.session}' already."
            raise Refused("session-exists", message, session=started.session) from error
        session = self._session(started.session, rules, fold(events), chain.hash_of(lines[-1]))
        self.plugins.observe(session, events)
        return session

    def open(self, id: str) -> Session:
        """A session from the journal, by its snapshot if it has one. Raises UnknownId, JournalError."""
        found = opened(self.journal, id) if is_session_id(id) else None
        if found is None or not found.state.seq:
            raise UnknownId("session", id, (name for name, _ in self.journal.sessions()))
        rules = self._rules_of(id, found.state.definitions)
        return self._session(id, rules, found.state, found.head, lacking=found.lacking)

    def _session(self, id: str, rules: Rules, state: State, head: str, *, lacking: bool = False) -> Session:
        return Session(
            id,
            rules,
            state,
            head=head,
            journal=self.journal,
            plugins=self.plugins,
            clock=self.clock,
            rules_of=partial(self._rules_of, id),
            definitions_of=lambda flow: self.library.definitions(flow),
            lacking=lacking,
        )

    def _rules_of(self, session: str, pinned: str) -> Rules:
        if pinned not in self._rules:
            data = self.journal.fetch(session, pinned)
            if data is None:
                message = f"The journal has lost the definitions {pinned}, which a session runs on."
                raise JournalError("definitions-lost", message, digest=pinned)
            self._rules[pinned] = Rules(unpin(data), self.plugins.vocabulary())
        return self._rules[pinned]

    def sessions(self) -> tuple[SessionInfo, ...]:
        """Every session of the journal, in the order in which they began."""
        found = []
        for name, events in self.journal.sessions():
            first = next(codec.replay(self.journal, name))
            if isinstance(first, Started):
                found.append(
                    SessionInfo(
                        id=name,
                        title=first.title,
                        flow=first.flow,
                        pack=first.pack,
                        started=first.at.isoformat(),
                        events=events,
                    )
                )
        return tuple(found)

    def sheet(
        self, canvas: str, *, locale: str | None = None, sample: bool = False, pack: str | None = None
    ) -> SheetView:
        """A canvas by itself, as a sheet to render: blank, or filled with its examples.

        `canvas` is its id, `pack/canvas` where two packs have one, unless `pack` says which; `locale` is the pack's
        when it is left out. Raises UnknownId, DefinitionError; Refused where two packs have a canvas of the name.
        """
        from tyopaja.workshop.sheets import sheet_of  # a session needs no samples

        return sheet_of(self.library.packs, canvas, pack, locale, filled=sample)

    def render(
        self,
        session: Session | View,
        *,
        what: str = "compass",
        format: str,
        locale: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> Rendition:
        """A view of a session in a format; or a view that is ready, which `what` and `locale` do not touch.

        `options` are those of `Renderer.options` that are not to be as they are by default, as values or as words.

        Raises UnknownId for a format, a view or an option that is not there; Refused for a view that the format cannot
        show, for an option's value that does not fit and for what the renderer itself refuses; PluginError when the
        renderer fails. The session is none the worse for it.
        """
        plugin, renderer = self.plugins.renderer(format)
        asked = chosen(renderer.options, options or {}, format)
        view = session.view(what, locale) if isinstance(session, Session) else session
        if view.what not in renderer.views:
            shown = ", ".join(renderer.views)
            message = f"The format '{format}' cannot show a {view.what}; it shows: {shown}."
            raise Refused("cannot-show", message, format=format, what=view.what, views=renderer.views)
        named = {name.replace("-", "_"): value for name, value in asked.items()}
        made = self.plugins.run(plugin, f"the renderer of '{format}'", lambda: renderer.render(view, **named), Refused)
        try:
            return rendition(renderer, made)
        except (TypeError, ValueError) as error:
            message = f"The plugin '{plugin}' rendered '{format}' as {error}."
            raise PluginError("wrong-type", message, plugin=plugin, hook="tyopaja_renderers") from error

    def read(
        self, data: bytes, *, format: str | None = None, name: str = "", sheet: SheetView | None = None
    ) -> Content:
        """What a file holds that is to be imported, for `Session.differences`.

        `format` is one of `Engine.plugins.importers()`, found by the end of the file's `name` when left out; `sheet` is
        the one that the file is meant for, which helps some formats. Raises UnknownId for a format that there is not,
        ImportProblem for a file that cannot be read, PluginError when the importer fails.
        """
        from tyopaja.workshop.reading import read  # few sessions import anything

        return read(self.plugins, data, format, name, sheet)

    def upgrade(self, session: Session, *, rehearse: bool = False) -> Upgrade:
        """Let `session` run on its flow as the packs have it now, and report what moved; with `rehearse` only say so.

        Raises UnknownId when the flow is no longer there, DefinitionError, JournalError; Refused when a step that was
        entered would become another.
        """
        from tyopaja.workshop.upgrading import upgrade

        return upgrade(self, session, rehearse=rehearse)

    def packs(self) -> tuple[Pack, ...]:
        """Every pack that is loaded."""
        return self.library.packs

    def transcript(self, path: str | Path) -> Transcript:
        """Read a transcript. Raises TranscriptError for a file that is none."""
        from tyopaja.definitions import read_transcript

        return read_transcript(Path(path))

    def play(
        self,
        transcript: Transcript,
        *,
        session: Session | None = None,
        first: int = 1,
        progress: Progress | None = None,
    ) -> Session:
        """Carry out a transcript's commands in order, in a session that it begins, or in one that goes on.

        `first` is the number of the command to begin with, from 1: where a play that stopped goes on, once it is
        mended. Raises TranscriptError at the first command that is wrong; what was done before it stays.
        """
        playing = session or self._begun_by(transcript)
        carry_out(transcript, playing, first, progress)
        return playing

    def _begun_by(self, transcript: Transcript) -> Session:
        try:
            return self.start(**head_of(transcript))
        except (Refused, UnknownId) as error:
            raise wrong_head(transcript, error) from error
