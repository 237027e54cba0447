"""`GET …/log`: what happened, in words, for the facilitator. A line a command, as people remember it.

Nobody's secrets are in it: what is written in silence is not quoted before it is revealed, and a vote that is secret
names no entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from starlette.responses import Response

from tyopaja.errors import Refused
from tyopaja.model.events import Event
from tyopaja.model.place import Place, base_of
from tyopaja.views.source import Source
from tyopaja_web.answering import Denied
from tyopaja_web.api.live import position
from tyopaja_web.api.model import as_json
from tyopaja_web.pages.asking import Asked
from tyopaja_web.rooms.looking import Sight

_QUOTED: Final = 80
"""Characters of an entry that are quoted."""
_SAYS: Final = (
    "undone", "started", "upgraded", "erased", "joined", "returned", "left", "role-changed", "divided", "expected",
    "stepped", "step-added", "timed", "rang", "revealed", "hidden", "carried", "cluster-named", "clustered", "picked",
    "unpicked", "voted", "unvoted", "linked", "unlinked", "checked-in", "approved", "withdrawn", "readied", "unreadied",
    "removed", "restored", "added", "moved", "edited",
)  # fmt: skip
"""Events by what of a command is worth telling, the first that it has; `log.NAME` says it. Of the others, the rest of a
command says enough."""
_RANK: Final = {name: place for place, name in enumerate(_SAYS)}


async def log(asked: Asked) -> Response:
    """`{"log": [{"seq", "at", "by", "text", "command", "undone", "can_undo"}]}`, oldest first, behind `after`."""
    return as_json({"log": await history(asked)})


async def history(asked: Asked) -> list[Mapping[str, Any]]:
    """The lines of the history. Raises Denied for who does not lead, and Refused."""
    me = asked.room.state.people.get(asked.visitor.person or "")
    if asked.visitor.face != "lead" or me is None or me.role != "facilitator" or me.left is not None:
        raise Denied(403, "not-yours", "The history is for the facilitator.")
    after = position(asked.request.query_params.get("after")) or 0
    if after < 0:
        raise Refused("bad-position", "A position is a whole number.")
    told = _Telling(asked)
    events = await asked.web.rooms.ask(asked.room.session.log)
    return list(told.lines(events, after))


class _Telling:
    """The words for one who asks."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._viewer = asked, asked.visitor.person
        self._sight: Sight = asked.room.sight
        self._source = Source(asked.room.definitions, self._sight.state, asked.locale)
        self._steps = {step.id: step for step in asked.room.definitions.flow.step}

    def lines(self, events: Iterable[Event], after: int) -> Iterator[Mapping[str, Any]]:
        numbered = enumerate(events, 1)
        for command, group in groupby(numbered, key=lambda one: one[1].command):
            last, told = 0, []
            for seq, event in group:
                last = seq
                if event.type in _RANK:
                    told.append(event)
            if told and last > after:
                yield self._line(last, command, min(told, key=lambda one: _RANK[one.type]))

    def _line(self, seq: int, command: str, event: Event) -> Mapping[str, Any]:
        deed = self._sight.state.deeds.get(command)
        return {
            "seq": seq,
            "at": event.at.isoformat(),
            "by": event.by or None,
            "text": self._text(event),
            "command": command if deed is not None else None,
            "undone": deed is not None and deed.undone,
            "can_undo": deed is not None and bool(deed.undo) and not deed.undone,
        }

    def _text(self, event: Event) -> str:
        facts = {
            "who": self._source.name(event.by) if event.by else self._asked.t("log.nobody"),
            "person": self._source.name(getattr(event, "person", "") or event.by),
            "text": self._quoted(event),
            "place": self._place(event),
            "step": self._step(event),
            "count": str(getattr(event, "count", None) or len(getattr(event, "groups", ()))),
        }
        return self._asked.t(f"log.{event.type}", **facts)

    def _quoted(self, event: Event) -> str:
        """The entry that an event is about, as it is now; "…" where it is not to be seen, or there is none."""
        name = getattr(event, "entry", None)
        entry = self._sight.state.entries.get(name) if name else None
        if event.type in ("voted", "unvoted") and name in self._sight.secret:
            return "…"
        said = getattr(event, "text", None) if entry is None else entry.text
        if entry is not None and entry.private and entry.by != self._viewer:
            return "…"
        words = " ".join(str(said or "…").split())
        return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"

    def _place(self, event: Event) -> str:
        entry = self._sight.state.entries.get(getattr(event, "entry", ""))
        one: Any = event if hasattr(event, "sheet") else entry
        if one is None or base_of(one.sheet) not in self._source.definitions.canvases:
            return ""
        section = getattr(one, "section", None)
        place = Place(one.sheet, section)
        known = section is None or section in self._source.canvas(one.sheet).section
        return self._source.place_title(place) if known else self._source.sheet_title(one.sheet)

    def _step(self, event: Event) -> str:
        entered = [name for name in getattr(event, "entered", ()) if "." not in name]
        name: Any = entered[-1] if entered else getattr(event, "step", "")
        if not isinstance(name, str):
            return self._source.text(name.title)
        step, owner = self._steps.get(base_of(name)), self._source.owner(name)
        title = name if step is None else self._source.text(step.title)
        if not owner:
            return title or self._asked.t("log.end")
        return f"{title} – {owner}"
