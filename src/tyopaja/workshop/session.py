"""A session in the hands of a program: commands in, events and views out.

The one place where a command meets the world: it is stamped with time and id, decided on, appended, folded in, and
told to observers."""

from __future__ import annotations

from threading import RLock
from typing import Any

from attrs import evolve as with_

from tyopaja.clock import Clock
from tyopaja.engine import Rules, decide, evolve, fold
from tyopaja.errors import Conflict, Refused, UnknownId
from tyopaja.journals import Journal, codec
from tyopaja.model.commands import Command
from tyopaja.model.events import Event
from tyopaja.model.pack import Definitions
from tyopaja.model.state import State
from tyopaja.model.text import tag_of
from tyopaja.plugins.registry import Registry
from tyopaja.texts import say
from tyopaja.views import dump, look
from tyopaja.views.nodes import View

_TRIES = 64
"""How often a command is decided on anew because others were faster: each time means that somebody got on."""


class Session:
    """One run of one flow. Made by `Engine.start` and `Engine.open`; safe to share between threads."""

    def __init__(
        self, id: str, rules: Rules, state: State, *, journal: Journal, plugins: Registry, clock: Clock
    ) -> None:
        self.id = id
        self._journal = journal
        self._plugins = plugins
        self._clock = clock
        self._rules = rules
        self._state = state
        self._lock = RLock()

    def __repr__(self) -> str:
        return f"<Session {self.id} at {self._state.step or 'its end'}>"

    @property
    def state(self) -> State:
        """What is so now, as far as this object has read. A frozen value: keep it as long as you like."""
        return self._state

    @property
    def definitions(self) -> Definitions:
        """What the session runs on, as it was when the session began."""
        return self._rules.definitions

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry a command out and return what happened; the events are durable when this returns.

        A command id that was carried out before gets the same answer, and nothing happens twice. A command that
        asks for what is so already returns (). While nobody has joined, whoever gives the first command takes the
        chair: its events begin with `Joined`. Raises Refused, UnknownId, JournalError.
        """
        command = with_(command, id=command.id or self._clock.fresh_id(), at=command.at or self._clock.now())
        with self._lock:
            events, happened = self._settle(command)
        if happened:
            self._plugins.observe(self, events)
        return events

    def _settle(self, command: Command) -> tuple[tuple[Event, ...], bool]:
        """Decide and append, anew as often as others were faster: the events, and whether they happened just now."""
        for _ in range(_TRIES):
            seq, repeated = self._state.seq, command.id in self._state.deeds
            refusal: Refused | UnknownId | None = None
            events: tuple[Event, ...] = ()
            try:
                events = decide(self._rules, self._state, command)
                if events and not repeated:
                    self._journal.append(self.id, seq, [codec.write(one) for one in events])
                    self._state = fold(events, self._state)
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

    def refresh(self) -> State:
        """Read what others have appended since."""
        with self._lock:
            for event in codec.replay(self._journal, self.id, self._state.seq):
                self._state = evolve(self._state, event)
            return self._state

    def log(self) -> tuple[Event, ...]:
        """Every event of the session, from the journal."""
        return tuple(codec.replay(self._journal, self.id))

    def view(self, what: str = "compass", locale: str | None = None) -> View:
        """`compass`, `report`, `session` or `canvas:ID` as a plain tree in a locale.

        Raises UnknownId, and Refused for what is no locale at all; one that nobody has words in falls back.
        """
        tag = tag_of(locale) if locale else self._state.locale
        if tag is None:
            raise Refused("bad-locale", say(self._state.locale, "refusal.bad-locale", locale=locale), locale=locale)
        return look(self.definitions, self._state, what, tag)

    def dump(self) -> dict[str, Any]:
        """The state as plain data for JSON: the same for the same journal, in any process."""
        return dump(self._state)
