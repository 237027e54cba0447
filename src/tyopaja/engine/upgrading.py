"""`upgrade`: what it takes for a session to run on newer definitions of its flow. Pure: a plan of events, with a
report of what moves and of what stands in the way.

What people wrote is never dropped. It goes where the pack's `[[change]]`s say; what has no place any more stays where
it was and is *aside*: views show it by itself. A new section begins with the entries that it begins a session with.
Texts, layouts, limits and times may change at will. A step that was entered may not change its meaning, since what was
done in it was done under the old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from tyopaja.engine.going import is_whole
from tyopaja.engine.rules import Rules
from tyopaja.engine.starting import standing_there
from tyopaja.model.canvas import Canvas
from tyopaja.model.events import Event, Moved, StepAdded, Upgraded
from tyopaja.model.flow import Flow, Step
from tyopaja.model.pack import Change
from tyopaja.model.place import Place, base_of
from tyopaja.model.state import Entry, State
from tyopaja.texts import say


@frozen(kw_only=True)
class Shift:
    """Entries of one place that an upgrade takes to another, or leaves aside."""

    sheet: str
    place: str
    """`section` or `section.part`, as it was."""
    to: str | None
    """`section` or `section.part`, as it is now; None for entries that are left aside."""
    entries: int


@frozen(kw_only=True)
class Plan:
    """What an upgrade would do."""

    events: tuple[Event, ...]
    """What to append; none when something stands in the way."""
    moved: tuple[Shift, ...]
    aside: tuple[Shift, ...]
    fresh: tuple[str, ...]
    """`sheet.section` that the session did not have before."""
    steps_added: tuple[str, ...]
    steps_removed: tuple[str, ...]
    obstacles: tuple[str, ...]
    """Why it cannot be done, a sentence each in the session's language."""


def plan(
    old: Rules, new: Rules, state: State, changes: Iterable[Change], *, digest: str, at: datetime, command: str
) -> Plan:
    """The plan for `state`, which runs on `old`, to run on `new`.

    `changes` are the new pack's, those alone that are newer than the old one; `digest` names the new definitions.
    """
    ways = _Ways.of(old, tuple(changes))
    moved = tuple(_moves(old, new, state, ways, at, command))
    flow, then = old.definitions.flow, new.definitions.flow
    fresh = tuple(_fresh(old, new))
    taken = {f"{event.sheet}.{event.section}" for _, event in moved}
    begun = standing_there(
        new,
        state.locale,
        at,
        command,
        lambda sheet, section: f"{sheet}.{section}" in fresh and f"{sheet}.{section}" not in taken,
    )
    obstacles = tuple(_obstacles(new, state, flow, then, ways))
    upgraded = Upgraded(
        at=at,
        by="",
        command=command,
        definitions=digest,
        version=new.definitions.pack.version,
        moves=_numbers([(one.from_, one.to, one.on) for one in flow.move], [(m.from_, m.to, m.on) for m in then.move]),
        carries=_numbers(
            [(ways.written(one.from_), ways.written(one.to)) for one in flow.carry],
            [(one.from_, one.to) for one in then.carry],
        ),
    )
    before, after = {step.id for step in flow.step}, {step.id for step in then.step}
    return Plan(
        events=() if obstacles else (*(event for _, event in moved), *begun, upgraded),
        moved=_counted(
            (entry, f"{event.section}.{event.part}" if event.part else event.section) for entry, event in moved
        ),
        aside=_counted((entry, None) for entry in _left_aside(new, state, {entry.id for entry, _ in moved})),
        fresh=fresh,
        steps_added=tuple(step.id for step in then.step if step.id not in before),
        steps_removed=tuple(step.id for step in flow.step if step.id not in after),
        obstacles=obstacles,
    )


@frozen
class _Ways:
    """Where places lead that a pack's newer versions renamed."""

    canvases: Mapping[str, str]
    """Sheet → the canvas that it was filled on."""
    changes: Sequence[Change]

    @classmethod
    def of(cls, old: Rules, changes: Sequence[Change]) -> _Ways:
        return cls({sheet: canvas.id for sheet, canvas in old.definitions.canvases.items()}, changes)

    def to(self, sheet: str, section: str, part: str | None) -> tuple[str, str | None]:
        """The section and the part that a place is called now, all changes taken in their order."""
        for change in self.changes:
            if change.canvas != self.canvases.get(base_of(sheet)):
                continue
            was, now = Place.parse(f"{sheet}.{change.from_}"), Place.parse(f"{sheet}.{change.to}")
            if section == was.section and was.part in (None, part):
                section = str(now.section)
                # A part that is renamed with its section keeps its own name, unless the change says another.
                part = now.part if was.part is not None or now.part is not None else part
        return section, part

    def written(self, written: str) -> str:
        """A place as flows write it, as it is called now."""
        place = Place.parse(written)
        if place.section is None:
            return written
        return str(Place(place.sheet, *self.to(place.sheet, place.section, place.part)))


def _has(canvas: Canvas | None, section: str, part: str | None) -> bool:
    """Whether an entry can stand there. One without a part can stand where there are parts: under no heading."""
    if canvas is None or section not in canvas.section:
        return False
    return part is None or part in canvas.section[section].parts


def _moves(
    old: Rules, new: Rules, state: State, ways: _Ways, at: datetime, command: str
) -> Iterator[tuple[Entry, Moved]]:
    """Each entry that a change takes elsewhere, in the order of the sheets, with the event that does."""
    for (sheet, section), names in sorted(state.boxes.items()):
        canvas = new.definitions.canvases.get(base_of(sheet))
        for name in names:
            entry = state.entries[name]
            there, part = ways.to(sheet, section, entry.part)
            if canvas is not None and there in canvas.section and not canvas.section[there].parts:
                part = None
            if (there, part) == (section, entry.part) or not _has(canvas, there, part):
                continue
            yield entry, Moved(at=at, by="", command=command, entry=name, sheet=sheet, section=there, part=part)


def _left_aside(new: Rules, state: State, moved: set[str]) -> Iterator[Entry]:
    for (sheet, section), names in sorted(state.boxes.items()):
        for name in names:
            entry = state.entries[name]
            if name not in moved and not _has(new.definitions.canvases.get(base_of(sheet)), section, entry.part):
                yield entry


def _counted(shifts: Iterable[tuple[Entry, str | None]]) -> tuple[Shift, ...]:
    counts: dict[tuple[str, str, str | None], int] = {}
    for entry, to in shifts:
        place = f"{entry.section}.{entry.part}" if entry.part else entry.section
        counts[entry.sheet, place, to] = counts.get((entry.sheet, place, to), 0) + 1
    return tuple(Shift(sheet=sheet, place=place, to=to, entries=count) for (sheet, place, to), count in counts.items())


def _fresh(old: Rules, new: Rules) -> Iterator[str]:
    for sheet, canvas in new.definitions.canvases.items():
        known = old.definitions.canvases[sheet].section if sheet in old.definitions.canvases else {}
        yield from (f"{sheet}.{section}" for section in canvas.section if section not in known)


def _numbers(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """For each of the old ones the number of the same one now; of several alike the first is the first. -1 for none."""
    free: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(new):
        free.setdefault(one, []).append(number)
    return tuple(free[one].pop(0) if free.get(one) else -1 for one in old)


def _obstacles(new: Rules, state: State, old: Flow, flow: Flow, ways: _Ways) -> Iterator[str]:
    """What stands in the way, in the order of the flow as it was."""
    then = {step.id: step for step in flow.step}
    missing = tuple(_homeless(state, flow))
    yield from (say(state.locale, "upgrade.added-homeless", id=one.step.id, after=one.after) for one in missing)
    if missing:
        return
    entered = {base_of(step) for step, times in state.visits.items() if times}
    for step in old.step:
        if step.id not in entered:
            continue
        title = step.title.to(state.locale, new.definitions.pack.locale)
        if step.id not in then:
            yield say(state.locale, "upgrade.step-gone", step=title, id=step.id)
        elif changed := _meaning_changed(new, step, then[step.id], ways):
            yield say(state.locale, "upgrade.step-changed", step=title, id=step.id, keys=", ".join(changed))
    chart = new.now(state).chart
    here = [step for step in state.steps if "." not in step]
    then = {**then, **{one.step.id: one.step for one in state.added}}
    if all(base_of(step) in then for step in here) and not is_whole(chart, state.steps):
        yield say(state.locale, "upgrade.now-elsewhere", id=state.leaves[-1])


def _homeless(state: State, flow: Flow) -> Iterator[StepAdded]:
    """The steps added to the session that have no place in a flow: what they come after is gone or elsewhere, or a step
    of the flow is called the same."""
    steps = {step.id: step.in_ for step in flow.step}
    for one in state.added:
        if one.step.id in steps or steps.get(one.after, "") != one.step.in_:
            yield one
        else:
            steps[one.step.id] = one.step.in_


def _meaning_changed(new: Rules, step: Step, now: Step, ways: _Ways) -> tuple[str, ...]:
    """The keys that make a step another than it was. Texts, times and needs do not."""
    on = {ways.written(place) for place in step.on}
    same = {
        "in": step.in_ == now.in_,
        "order": step.order == now.order,
        "for-each": step.for_each == now.for_each,
        "join": step.join == now.join,
        "final": step.final == now.final,
        "activity": step.activity == now.activity,
        "on": {place for place in on if _is_there(new, place)} == set(now.on),
        "votes": step.votes == now.votes,
        "several": step.several == now.several,
        "secret": step.secret == now.secret,
        "private": step.private == now.private,
        "of": step.of == now.of,
    }
    return tuple(key for key, kept in same.items() if not kept)


def _is_there(new: Rules, written: str) -> bool:
    place = Place.parse(written)
    canvas = new.definitions.canvases.get(place.sheet)
    return canvas is not None and (place.section is None or _has(canvas, place.section, place.part))
