"""A session in the hands of a program: commands in, events and views out.

The one place where a command meets the world: it is stamped with time and id, decided on, appended, folded in, and
told to observers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve as with_

from tyopaja.clock import Clock
from tyopaja.engine import Rules, decide, fold
from tyopaja.errors import Conflict, Refused, UnknownId
from tyopaja.journals import Journal, chain, codec
from tyopaja.model.commands import AddStep, Command, Erase
from tyopaja.model.events import Event
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State
from tyopaja.model.text import tag_of
from tyopaja.plugins.registry import Registry
from tyopaja.texts import say
from tyopaja.views import dump, look
from tyopaja.views.nodes import View
from tyopaja.workshop.borrowing import borrowed
from tyopaja.workshop.erasing import erased
from tyopaja.workshop.kept_pictures import check_kept
from tyopaja.workshop.picture_keeping import KeptPictures
from tyopaja.workshop.snapshots import Snapshots, whole
from tyopaja.workshop.steady import at_one_moment, erased_behind, holds_erasure
from tyopaja.workshop.turns import Turns

if TYPE_CHECKING:
    from tyopaja.importers import Content
    from tyopaja.workshop.importing_nodes import Differences
    from tyopaja.workshop.outlook_nodes import Outlook

_TRIES = 64
"""How often a command is decided on anew because others were faster: each time means that somebody got on."""


class Session:
    """One run of one flow. Made by `Engine.start` and `Engine.open`; safe to share between threads."""

    def __init__(
        self,
        id: str,
        rules: Rules,
        state: State,
        *,
        head: str,
        journal: Journal,
        plugins: Registry,
        clock: Clock,
        rules_of: Callable[[str], Rules],
        definitions_of: Callable[[str], Definitions],
        lacking: bool = False,
    ) -> None:
        """`head` is the hash of the latest event, to which the next one is chained. `lacking` says that a snapshot is
        due, whatever comes next.

        `rules_of` gives the rules of definitions by their content hash: somebody may upgrade the session.
        `definitions_of` gives those of a flow by its name, for steps that are made after another flow's."""
        self.id = id
        self._journal = journal
        self._pictures = KeptPictures(journal, id)
        self._plugins = plugins
        self._clock = clock
        self._rules_of = rules_of
        self._definitions_of = definitions_of
        self.rules = rules
        """What it decides by; those of a moment are `rules.now(state)`. An upgrade gives it others."""
        self._state = state
        self._head = head
        self._snapshots = Snapshots(journal, id, state.seq, lacking=lacking)
        self._lock = Turns()

    def __repr__(self) -> str:
        return f"<Session {self.id} at {self._state.step or 'its end'}>"

    @property
    def state(self) -> State:
        """What is so now, as far as this object has read. A frozen value: keep it as long as you like."""
        return self._state

    @property
    def definitions(self) -> Definitions:
        """What the session runs on: as it was when the session began, or when it was upgraded."""
        return self.rules.definitions

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry a command out and return what happened; the events are durable when this returns.

        A command id that was carried out before gets the same answer, and nothing happens twice. A command that
        asks for what is so already returns (). While nobody has joined, whoever gives the first command takes the
        chair: its events begin with `Joined`. Raises Refused, UnknownId, JournalError.
        """
        command = self._stamped(command)
        with self._lock:
            events, happened = self._settle(command)
        self._snapshots.keep_due()
        if happened:
            self._plugins.observe(self, events)
        return events

    def do_all(self, commands: Iterable[Command]) -> tuple[Event, ...]:
        """Carry several commands out as a whole, in their order: all of them are durable when this returns, or none is.

        Those that were carried out before, by their ids, are passed over. Raises what `do` raises, and ValueError for
        an `Erase`, which can only be carried out by itself.
        """
        stamped = [self._stamped(command) for command in commands]
        if any(isinstance(command, Erase) for command in stamped):
            raise ValueError("an erasure is carried out by itself")
        with self._lock:
            done = self._settle_all(stamped)
        self._snapshots.keep_due()
        for events in done:
            self._plugins.observe(self, events)
        return tuple(event for events in done for event in events)

    def _stamped(self, command: Command) -> Command:
        command = with_(command, id=command.id or self._clock.fresh_id(), at=command.at or self._clock.now())
        if isinstance(command, AddStep):
            command = borrowed(command, self.definitions, self._state.locale, self._definitions_of)
        return command

    def _settle_all(self, commands: list[Command]) -> list[tuple[Event, ...]]:
        """Decide each on what is so after those before it, and append all; anew as often as others were faster."""
        for _ in range(_TRIES):
            state, done = self._state, []
            try:
                for command in commands:
                    if command.id in state.deeds:
                        continue
                    events = decide(self.rules, state, command)
                    check_kept(command, events, self.rules, state, self._pictures.has)
                    state = fold(events, state)
                    done.append(events)
                if events := tuple(event for each in done for event in each):
                    self._append(events)
                return [events for events in done if events]
            except Conflict:
                self.refresh()
            except (Refused, UnknownId):
                seq = self._state.seq
                if self.refresh().seq == seq:
                    raise
        raise Conflict(self.id, self._state.seq)

    def _settle(self, command: Command) -> tuple[tuple[Event, ...], bool]:
        """Decide and append, anew as often as others were faster: the events, and whether they happened just now."""
        for _ in range(_TRIES):
            seq, repeated = self._state.seq, command.id in self._state.deeds
            refusal: Refused | UnknownId | None = None
            events: tuple[Event, ...] = ()
            try:
                events = decide(self.rules, self._state, command)
                if events and not repeated and isinstance(command, Erase):
                    events = erased(self._journal, self.rules, self._state, command, events)
                    self._read_anew()
                    self._snapshots.dropped()
                    return events, True
                if events and not repeated:
                    check_kept(command, events, self.rules, self._state, self._pictures.has)
                    self._append(events)
                    return events, True
            except Conflict:
                self.refresh()
                continue
            except (Refused, UnknownId) as error:
                refusal = error
            if repeated and refusal is None:
                return events, False
            # A no, and a "that is so already", count only on what is so now: others may have appended since.
            if self.refresh().seq == seq:
                if refusal is not None:
                    raise refusal
                return (), False
        raise Conflict(self.id, self._state.seq)

    def record(self, events: tuple[Event, ...], after: int) -> None:
        """Make events durable that were decided on what was so after event number `after`, and so what is so now.

        For what is no command: whoever calls it has decided. Nobody is told. Raises Conflict when there are more events
        by now, and JournalError.
        """
        with self._lock:
            if self._state.seq != after:
                raise Conflict(self.id, after)
            self._append(events)
        self._snapshots.keep_due()

    def _append(self, events: tuple[Event, ...]) -> None:
        lines = codec.written(events, self._head)
        self._journal.append(self.id, self._state.seq, lines)
        self._take_in(fold(events, self._state), chain.hash_of(lines[-1]))
        self._snapshots.appended(self._state, self._head)

    def _take_in(self, state: State, head: str) -> None:
        if state.definitions != self._state.definitions:
            # It was upgraded. Neither is taken in without the other.
            self.rules = self._rules_of(state.definitions)
        self._state, self._head = state, head

    def refresh(self) -> State:
        """Read what others have appended since."""
        with self._lock:
            replay = codec.Replay(self._journal, self.id, self._state.seq)
            events = tuple(replay)
            if not events:
                return self._state
            if holds_erasure(events) or erased_behind(self._journal, self.id, self._state.seq + len(events)):
                return self._read_anew()
            self._take_in(fold(events, self._state), replay.head)
            self._snapshots.passed(self._state.seq)
            return self._state

    def _read_anew(self) -> State:
        """Read all that there is: what was read before was written anew since."""
        self._take_in(*at_one_moment(self._journal, self.id, partial(whole, self._journal, self.id)))
        return self._state

    def keep_picture(self, data: bytes) -> str:
        """Keep a picture's file and return its `sha256:…`, for `Attach` and for fields that hold pictures.

        It is drawn anew: smaller where it is large, the right way up, without what a phone notes beside it. Raises
        Refused for what is no PNG, JPEG, WebP or GIF, larger than 20 MB or than any phone's picture, or damaged.
        """
        return self._pictures.keep(data, self._state.locale)

    def picture(self, key: str) -> bytes:
        """The file of a picture that was kept, a JPEG or a PNG. Raises UnknownId."""
        return self._pictures.get(key)

    def differences(self, content: Content, *, into: str = "", by: str | None = None) -> Differences:
        """What an import of `content` would do, to be looked at, and then handed to `take`. Nothing is changed.

        `into` is where what says nothing else belongs: a sheet, `sheet.section` or `sheet.section.part`. `by` is who
        imports: whoever has the chair when left out. Raises UnknownId for a place or a person that there is not, and
        ImportProblem where nobody has the chair and for more than 20,000 entries.
        """
        from tyopaja.workshop.importing import differences  # few sessions import anything

        with self._lock:
            state = self.refresh()
            return differences(
                self.rules, state, content, into=into, by=by, at=self._now(state),
                log=self.log, has_picture=self._pictures.has,
            )  # fmt: skip

    def take(self, differences: Differences, *, skip_wrong: bool = False) -> tuple[Event, ...]:
        """Carry out what an import would do, as a whole. Taken twice it is done once.

        Raises ImportProblem, and takes nothing, where something of the file is wrong, unless `skip_wrong` leaves that
        out; and what `do` raises, when others have changed meanwhile what it was worked out on.
        """
        if differences.wrong and not skip_wrong:
            raise differences.refusal
        for data in differences.pictures.values():
            self.keep_picture(data)
        return self.do_all(differences.commands)

    def log(self) -> tuple[Event, ...]:
        """Every event of the session, from the journal."""
        return at_one_moment(self._journal, self.id, lambda: tuple(codec.replay(self._journal, self.id)))

    def view(
        self,
        what: str = "compass",
        locale: str | None = None,
        now: datetime | None = None,
        *,
        viewer: str | None = None,
    ) -> View:
        """`compass`, `report`, `session`, `plan`, `canvas:ID` or `spread:ID` as a plain tree in a locale.

        `now` is the moment that the plan is of, with the zone that its times are shown in: the clock's when left out,
        in the zone of the latest event. Nothing else depends on it.

        `viewer` is the person to whom it is shown: what others have written for themselves, and nobody has revealed, is
        left out and counted. Without a viewer that is so for everybody's.

        Raises UnknownId, and Refused for what is no locale at all; one that nobody has words in falls back.
        """
        rules, state, tag = self._shown_in(locale)
        fetch = partial(self._journal.fetch, self.id)
        return look(rules.definitions, state, what, tag, fetch, now or self._now(state), viewer)

    def outlook(self, person: str | None = None, locale: str | None = None, now: datetime | None = None) -> Outlook:
        """What is asked of a person now, what they may do and where, and what time and votes they have left, in a
        locale; without a person, or for one who does not take part, what everybody may see. `now` as for `view`.

        Raises Refused for what is no locale at all.
        """
        from tyopaja.workshop.outlook import outlook  # for who shows a session while it goes on

        rules, state, tag = self._shown_in(locale)
        return outlook(rules, state, person, tag, now or self._now(state))

    def _shown_in(self, locale: str | None) -> tuple[Rules, State, str]:
        """What is so now with the rules for it, the steps that were added among them, and a locale to show it in."""
        tag = tag_of(locale) if locale else self._state.locale
        if tag is None:
            raise Refused("bad-locale", say(self._state.locale, "refusal.bad-locale", locale=locale), locale=locale)
        with self._lock:
            return self.rules.now(self._state), self._state, tag

    def _now(self, state: State) -> datetime:
        """What the clock says, in the zone of the latest event."""
        now = self._clock.now()
        return now if state.changed is None else now.astimezone(state.changed.tzinfo)

    def dump(self) -> dict[str, Any]:
        """The state as plain data for JSON: the same for the same journal, in any process."""
        return dump(self._state)
