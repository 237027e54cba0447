"""What stands on the sheets that steps work on, as a facilitator may see it: to choose from it, to count hands for it,
to write more of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import cast

from attrs import evolve, frozen

from tyopaja.model.place import base_of
from tyopaja.model.state import Entry
from tyopaja.views.nodes import EntryView, PartView, SectionView, SheetView
from tyopaja.workshop import Session
from tyopaja.workshop.outlook_nodes import Outlook, Target, Task

_RECENT = 12
"""How many of the latest entries are listed; the boards show all."""


@frozen(kw_only=True)
class Stand:
    """An entry to choose, or to hold up a hand for."""

    id: str
    text: str
    author: str
    votes: int
    picked: bool
    reason: str
    hands: int = 0
    """The votes of those for whom hands are counted."""


@frozen(kw_only=True)
class Box:
    """A section, or one of its parts, that a step works on."""

    sheet: str
    section: str
    part: str
    title: str
    prompts: tuple[str, ...]
    entries: tuple[EntryView, ...]
    many: bool
    text: bool
    """Whether an entry is words and asks for nothing else, so that one line is enough to write it."""
    secret: bool
    hidden: int

    @property
    def place(self) -> str:
        """The box as one word, for a list to choose from."""
        return "/".join(filter(None, (self.sheet, self.section, self.part)))


@frozen(kw_only=True)
class Written:
    """An entry of late."""

    id: str
    text: str
    author: str
    place: str
    clock: str


class Boards:
    """The sheets of a session, each looked at once while a page is made."""

    def __init__(self, session: Session, locale: str, viewer: str | None) -> None:
        self._session, self._locale, self._viewer = session, locale, viewer
        self._sheets: dict[str, SheetView] = {}

    def sheet(self, name: str) -> SheetView:
        """A sheet as the viewer may see it."""
        if name not in self._sheets:
            view = self._session.view(f"canvas:{name}", self._locale, viewer=self._viewer)
            self._sheets[name] = cast("SheetView", view)
        return self._sheets[name]

    def boxes(self, targets: Iterable[Target]) -> tuple[Box, ...]:
        """What the targets of a step mean, box by box; each once."""
        found = {box.place: box for target in targets for box in self._boxes(target)}
        sheets = dict.fromkeys(box.sheet for box in found.values())
        if len(sheets) < 2:
            return tuple(found.values())
        # On several sheets boxes may be called alike, as those of all groups are.
        titles = {name: self.sheet(name).owner or self.sheet(name).title for name in sheets}
        return tuple(evolve(box, title=f"{titles[box.sheet]} – {box.title}") for box in found.values())

    def _boxes(self, target: Target) -> Iterator[Box]:
        for section in self.sheet(target.sheet).sections:
            if target.section in (None, section.id):
                parts = [part for part in section.parts if target.part in (None, part.id)]
                yield from (self._box(target.sheet, section, part) for part in parts or (None,))

    def _box(self, sheet: str, section: SectionView, part: PartView | None) -> Box:
        canvas = self._session.definitions.canvases[base_of(sheet)]
        kind = canvas.kind(section.id)
        needed = [] if kind is None else [name for name, one in kind.fields.items() if one.required and name != "text"]
        return Box(
            sheet=sheet,
            section=section.id,
            part="" if part is None else part.id,
            title=section.title if part is None else f"{section.title}: {part.title}",
            prompts=section.prompts if part is None else (part.prompts or section.prompts),
            entries=section.entries if part is None else part.entries,
            many=section.many,
            text=kind is not None and kind.main is not None and not needed,
            secret=section.secret,
            hidden=section.hidden if part is None else part.hidden,
        )


def stands(session: Session, boxes: Iterable[Box], voter: str | None = None) -> tuple[Stand, ...]:
    """The entries of some boxes, those with the most votes first where the votes are to be seen, else as they stand."""
    entries = session.state.entries
    found = [
        Stand(
            id=one.id,
            text=one.text or "–",
            author=one.author,
            votes=one.votes,
            picked=one.picked,
            reason=one.reason,
            hands=0 if voter is None or one.id not in entries else entries[one.id].votes.count(voter),
        )
        for box in boxes
        for one in box.entries
    ]
    return tuple(found) if voter is not None else tuple(sorted(found, key=lambda one: -one.votes))


def recent(session: Session, outlook: Outlook, viewer: str | None) -> tuple[Written, ...]:
    """The latest entries that the viewer may see, the newest first."""
    state, definitions = session.state, session.definitions
    home, titles = definitions.pack.locale, {one.name: one.title for one in outlook.sheets}
    seen = (
        one
        for one in state.entries.values()
        if not one.removed
        and (not one.private or one.by == viewer)
        # What was carried, or stood there from the beginning, nobody has written just now.
        and one.origin is None
        and one.by
        and one.sheet in titles
    )
    found = []
    for one in nlargest(_RECENT, seen, key=lambda one: one.at):
        section = definitions.canvases[base_of(one.sheet)].section.get(one.section)
        title = one.section if section is None else section.title.to(outlook.locale, home)
        author = state.people.get(one.by)
        found.append(
            Written(
                id=one.id,
                text=one.text or "–",
                author=one.by if author is None else author.called,
                place=f"{titles[one.sheet]} – {title}",
                clock=f"{one.at:%H.%M}",
            )
        )
    return tuple(found)


def written_by(session: Session, task: Task) -> dict[str, int]:
    """Who has written how much at the places of a step."""
    counts: dict[str, int] = {}
    for entry in _entries(session, task):
        counts[entry.by] = counts.get(entry.by, 0) + 1
    return counts


def votes_by(session: Session, task: Task) -> dict[str, int]:
    """Who has given how many votes at the places of a step."""
    counts: dict[str, int] = {}
    for entry in _entries(session, task):
        for voter in entry.votes:
            counts[voter] = counts.get(voter, 0) + 1
    return counts


def _entries(session: Session, task: Task) -> Iterable[Entry]:
    state = session.state
    found: dict[str, Entry] = {}
    for target in task.on:
        sections = session.definitions.canvases[base_of(target.sheet)].section
        for section in sections if target.section is None else (target.section,):
            found.update({one.id: one for one in state.entries_in(target.sheet, section, target.part)})
    return found.values()
