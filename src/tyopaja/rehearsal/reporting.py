"""What a rehearsal tells: where time ran out, which sections stayed thin, whether the result fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from tyopaja.errors import Refused
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.model.play import Vocabulary
from tyopaja.model.standing import entries_at
from tyopaja.model.state import State
from tyopaja.workshop import Session

_THIN = 2
"""A section that takes many entries and has fewer than this is thin."""


@frozen
class Day:
    """One day of a rehearsal."""

    step: str
    """The outermost step that it is made of; the first one where the whole flow is one day."""
    planned: int
    """Minutes; of what was gone through where only a part of the step was."""
    begun: datetime
    ended: datetime | None
    """None for a day that was going on when the rehearsal was given up."""
    round: int = 1
    """How many times people have been through its step with this."""

    @property
    def late(self) -> int | None:
        """Minutes that it ran over its plan, below 0 when it ended early; None where it did not end."""
        if self.ended is None:
            return None
        return round((self.ended - self.begun).total_seconds() / 60) - self.planned


@frozen
class Overrun:
    """A step that took longer than its time."""

    step: str
    """As the session calls it: `kirjaa@ryhma-1` for the instance of a group."""
    planned: int
    """Minutes."""
    took: float
    """Minutes; the most, for one that was gone through several times."""
    times: int = 1
    """How many times it took longer."""


@frozen
class Thin:
    """A section on which people worked and left little."""

    place: str
    """`sheet.section` or `sheet.section.part`."""
    entries: int


@frozen(kw_only=True)
class Rehearsal:
    """One rehearsal, over."""

    session: str
    """The id of its session, which stands in the engine's journal."""
    title: str
    """Whose session it is called."""
    locale: str
    flow: str
    seed: int
    people: int
    begins: datetime
    ends: datetime
    ended: bool
    """Whether the flow came to its end."""
    days: tuple[Day, ...]
    over: tuple[Overrun, ...]
    """The steps that took longer than their time, the longest over first."""
    thin: tuple[Thin, ...]
    """Sections that stayed thin, in the order of the flow."""
    full: tuple[tuple[str, int], ...]
    """Sections (by what people call them) that were full, with how many entries did not fit any more."""
    gaps: tuple[str, ...]
    """Sections of the result that nothing fills, by id."""
    sections: int
    """How many sections the result has."""
    overrides: tuple[tuple[str, str], ...]
    """Steps (id, title) that the facilitator left although something was missing."""
    commands: tuple[Mapping[str, Any], ...]
    """What was done, as tables of a transcript."""

    def transcript(self) -> dict[str, Any]:
        """A transcript of it, to be written as TOML and played anywhere."""
        head = {"flow": self.flow, "title": self.title, "locale": self.locale}
        return {**head, "do": [dict(one) for one in self.commands]}


def report(
    session: Session,
    *,
    seed: int,
    people: int,
    begins: datetime,
    ends: datetime,
    days: tuple[Day, ...],
    over: tuple[Overrun, ...],
    overrides: tuple[tuple[str, str], ...],
    full: tuple[tuple[str, int], ...],
    commands: tuple[Mapping[str, Any], ...],
    vocabulary: Vocabulary,
) -> Rehearsal:
    """What came of a session in which invented people worked."""
    gaps, sections = _gaps(session)
    return Rehearsal(
        session=session.id,
        title=session.state.title,
        locale=session.state.locale,
        flow=session.definitions.flow.id,
        seed=seed,
        people=people,
        begins=begins,
        ends=ends,
        ended=session.state.ended,
        days=days,
        over=_worst(over),
        thin=tuple(_thin(session.definitions, session.state, vocabulary)),
        full=full,
        gaps=gaps,
        sections=sections,
        overrides=overrides,
        commands=commands,
    )


def _worst(over: tuple[Overrun, ...]) -> tuple[Overrun, ...]:
    """Each step once, the longest over first."""
    found: dict[str, Overrun] = {}
    for one in over:
        before = found.get(one.step, Overrun(one.step, one.planned, 0, 0))
        found[one.step] = Overrun(one.step, one.planned, max(before.took, one.took), before.times + 1)
    return tuple(sorted(found.values(), key=lambda one: one.planned - one.took))


def _gaps(session: Session) -> tuple[tuple[str, ...], int]:
    try:
        view: Any = session.view("compass")
    except Refused:  # a flow without a result
        return (), 0
    return tuple(one.id for one in view.sections if one.gap), len(view.sections)


def _thin(definitions: Definitions, state: State, vocabulary: Vocabulary) -> Iterator[Thin]:
    """The sections in which people wrote, and that have little; those of one entry that have none."""
    seen: set[str] = set()
    for step in definitions.flow.step:
        activity = vocabulary.activities.get(step.activity)
        if activity is None or not {"add", "set"} & activity.participant or not _was_entered(state, step.id):
            continue
        for place in map(Place.parse, step.on):
            canvas = definitions.canvases.get(place.sheet)
            for section in () if canvas is None else (place.section,) if place.section else canvas.section:
                kind = canvas.kind(section) if canvas is not None else None
                parts = tuple(canvas.section[section].parts) if canvas is not None else ()
                for part in (place.part,) if place.part or not parts else parts:
                    written = str(Place(place.sheet, section, part))
                    count = len(entries_at(definitions, state, written))
                    few = _THIN if kind is not None and kind.many and part is None else 1
                    if count < few and written not in seen:
                        yield Thin(written, count)
                    seen.add(written)


def _was_entered(state: State, step: str) -> bool:
    return any(base_of(name) == step for name in state.visits if instance_of(name) or name == step)
