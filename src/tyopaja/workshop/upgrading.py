"""An upgrade carried out: from the pack as it is now to a session that runs on it, with a report of what moved.

What is planned, and what stands in the way, is the engine's to say (`tyopaja.engine.upgrading`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from tyopaja.definitions import digest, pin
from tyopaja.engine import Rules
from tyopaja.engine.upgrading import Plan, plan
from tyopaja.errors import Conflict, Refused
from tyopaja.model.pack import Change, Pack
from tyopaja.texts import say

if TYPE_CHECKING:
    from tyopaja.workshop.engine import Engine
    from tyopaja.workshop.session import Session


@frozen(kw_only=True)
class Upgrade:
    """What an upgrade did, or would do."""

    session: str
    pack: str
    before: str
    """The version of the pack that the session ran on."""
    after: str
    """The version of the pack as it is now."""
    needed: bool
    """Whether the definitions differ at all: the version alone does not say."""
    done: bool
    """False for a rehearsal, for nothing to do, and for what stands in the way."""
    plan: Plan | None
    """None when there is nothing to do."""


def upgrade(engine: Engine, session: Session, *, rehearse: bool = False) -> Upgrade:
    """Move `session` to its flow as the engine's packs have it now; with `rehearse` only say what would happen.

    Raises UnknownId when the flow is no longer there, DefinitionError; Refused when a step that was entered would
    change its meaning.
    """
    while True:
        session.refresh()
        done = _tried(engine, session, rehearse)
        if done is not None:
            return done


def _tried(engine: Engine, session: Session, rehearse: bool) -> Upgrade | None:
    """One try; None when others wrote into the session meanwhile."""
    old, state = session.definitions, session.state
    name = f"{old.pack.id}/{state.flow}"
    pack, _ = engine.library.flow(name)
    definitions = engine.library.definitions(name)
    data = pin(definitions)
    facts = {"session": session.id, "pack": pack.id, "before": old.pack.version, "after": pack.version}
    if digest(data) == state.definitions:
        return Upgrade(**facts, needed=False, done=False, plan=None)
    vocabulary = engine.plugins.vocabulary()
    planned = plan(
        Rules(old, vocabulary),
        Rules(definitions, vocabulary),
        state,
        _newer(pack, old.pack.version),
        digest=digest(data),
        at=engine.clock.now(),
        command=engine.clock.fresh_id(),
    )
    if rehearse:
        return Upgrade(**facts, needed=True, done=False, plan=planned)
    if planned.obstacles:
        why = " ".join(planned.obstacles)
        message = say(state.locale, "upgrade.refused", why=why)
        raise Refused("cannot-upgrade", message, session=session.id, obstacles=planned.obstacles)
    engine.journal.keep(session.id, digest(data), data)
    try:
        session.record(planned.events, state.seq)
    except Conflict:
        session.refresh()
        return None
    engine.plugins.observe(session, planned.events)
    return Upgrade(**facts, needed=True, done=True, plan=planned)


def _newer(pack: Pack, version: str) -> Iterator[Change]:
    """The pack's changes that are newer than `version`, in the order of the file."""
    from packaging.version import Version  # slower to import than a session is to open

    yield from (change for change in pack.change if Version(change.version) > Version(version))
