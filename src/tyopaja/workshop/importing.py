"""An import: what a file holds against what is so in a session, as differences to look at; and those taken.

Everything that is to be done is tried on the state first, by the rules that will decide on it, so that whatever a
session would refuse is told before anything is taken. What is taken is taken as a whole: all of it, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import frozen

from tyopaja.engine import Rules
from tyopaja.errors import ImportProblem, UnknownId
from tyopaja.importers import Content, Found
from tyopaja.model.commands import Add, Edit, Link, Move, Remove, Set
from tyopaja.model.events import Event
from tyopaja.model.place import Place
from tyopaja.model.state import Entry, State
from tyopaja.texts import say
from tyopaja.workshop.importing_matching import Item, Matching, stands
from tyopaja.workshop.importing_names import Misplaced
from tyopaja.workshop.importing_nodes import Differences
from tyopaja.workshop.importing_past import Past, alike
from tyopaja.workshop.importing_places import Places, into_of
from tyopaja.workshop.importing_trial import Trial, short

MOST = 20_000
"""Entries that one import may hold."""


def differences(
    rules: Rules,
    state: State,
    content: Content,
    *,
    into: str,
    by: str | None,
    at: datetime,
    log: Callable[[], tuple[Event, ...]],
    has_picture: Callable[[str], bool],
) -> Differences:
    """What an import of `content` would do in `state`.

    Raises UnknownId for a place or a person that there is not, and ImportProblem where nobody says who imports, and for
    more than 20,000 entries.
    """
    if len(content.found) > MOST:
        message = f"The file holds {len(content.found):,} entries; {MOST:,} can be imported at once. Split it."
        raise ImportProblem("too-many", message, most=MOST)
    now = rules.now(state)
    places = Places(now, state, into_of(now, into), content.sheet)
    trial, who = Trial(rules, state, at), _who(state, by)
    matching = Matching(state, content, places, who, has_picture, trial.misfit)
    _Import(trial, matching, Past(log), content).work_out()
    return Differences(
        session=state.session,
        by=who,
        all=(*trial.made, *trial.kept),
        wrong=tuple(sorted(trial.wrong, key=lambda one: one.line or 0)),
        skipped=content.skipped,
        pictures=matching.fitting.pictures,
    )


def _who(state: State, by: str | None) -> str:
    """Who imports: who is named, or else who has the chair."""
    if by is not None:
        if state.people and by not in state.people:
            raise UnknownId("person", by, state.people)
        return by
    chair = state.present("facilitator")
    if not chair:
        message = "Nobody of the session has the chair now. Say who imports: --by PERSON."
        raise ImportProblem("who-imports", message)
    return chair[0].id


@frozen
class _Import:
    """The work of one import."""

    trial: Trial
    matching: Matching
    past: Past
    content: Content

    def work_out(self) -> None:
        """Find every difference: what was taken away first, so that there is room, and new entries last."""
        trial, matching = self.trial, self.matching
        items = matching.items()
        for name in self.content.known if self.content.whole else ():
            self._missing(name)
        for item in items:
            if item.entry is not None:
                trial.became[item.found.entry] = item.entry.id
                trial.attempt(item, self._known)
        for item in matching.fresh(items):
            if item.entry is not None and item.found.entry:
                trial.became[item.found.entry] = item.entry.id
            trial.attempt(item, self._new if item.entry is None else self._again)
        for item in items:
            trial.attempt(item, self._answering)

    def _missing(self, name: str) -> None:
        """An entry that the file had when it was exported, and has no longer."""
        entry = self.trial.begun.entries.get(name)
        if entry is None or name in self.matching.taken or entry.removed or not self.matching.sees(entry):
            return
        exported = self.content.before.get(name)
        changed = self.past.edited(entry) if exported is None else not alike(exported, entry.text or "")
        self.matching.taken.add(name)  # what says the same elsewhere in the file is another
        item = Item(Found(text=entry.text or "", entry=name), stands(entry), entry=entry)
        if changed:
            self.trial.keep(item, "conflict", "removed-there")
        else:
            remove = Remove(by=self.matching.by, entry=name)
            self.trial.attempt(item, lambda item: self.trial.do(item, "removed", remove))

    def _known(self, item: Item) -> None:
        """An entry that the file knows: rewritten, put elsewhere, both, or neither."""
        entry, found, trial = _entry(item), item.found, self.trial
        verdict = self.past.text(entry, found.text, self.content.before.get(entry.id))
        if entry.removed:
            if verdict in ("same", "here"):
                trial.keep(item, "unchanged", "gone-here")
            else:
                self._beside(item, "removed-here")
            return
        told = {name: self.past.value(entry, name, value) for name, value in item.fields.items()}
        fields = {name: item.fields[name] for name, verdict in told.items() if verdict == "file"}
        both = [name for name, verdict in told.items() if verdict == "both"]
        written = verdict == "file" or bool(fields)
        if written:
            text = found.text if verdict == "file" else None
            trial.do(item, "edited", Edit(by=self.matching.by, entry=entry.id, text=text, fields=fields), fields=fields)
        moved = self._moved(item, entry)
        if verdict == "both":
            self._beside(item, "edited-both")
        if both:
            trial.keep(item, "conflict", "fields-both", fields=", ".join(both))
        if not (written or moved or both or verdict == "both"):
            trial.keep(item, "unchanged", "newer-here" if "here" in (verdict, *told.values()) else "")

    def _moved(self, item: Item, entry: Entry) -> bool:
        place, stood = item.place, stands(entry)
        if place == stood or self.past.stood(entry.id, place):
            return False
        command = Move(by=self.matching.by, entry=entry.id, sheet=place.sheet, section=place.section, part=place.part)
        self.trial.do(item, "moved", command, before=self.trial.where(stood))
        return True

    def _again(self, item: Item) -> None:
        """Something that is there already, by an earlier import or because it says the same: what it adds is put in."""
        entry, trial = _entry(item), self.trial
        if entry.removed:
            trial.keep(item, "unchanged", "gone-here")
            return
        if not alike(entry.text or "", item.found.text):
            trial.keep(item, "unchanged", "newer-here")
            return
        told = {
            name: self.past.value(entry, name, value) if name in entry.fields else "file"
            for name, value in item.fields.items()
        }
        fields = {name: item.fields[name] for name, verdict in told.items() if verdict == "file"}
        both = [name for name, verdict in told.items() if verdict == "both"]
        if fields:
            trial.do(item, "edited", Edit(by=self.matching.by, entry=entry.id, fields=fields), fields=fields)
        if both:
            trial.keep(item, "conflict", "fields-both", fields=", ".join(both))
        if not (fields or both):
            trial.keep(item, "unchanged", "newer-here" if "here" in told.values() else "")

    def _new(self, item: Item) -> None:
        if self._holds_many(item.place):
            self._add(item)
        else:
            self._into_one(item)

    def _holds_many(self, place: Place) -> bool:
        return self.trial.rules.kind(place.sheet, str(place.section)).many

    def _into_one(self, item: Item) -> None:
        """Into a section that holds one: what is blank there is filled in, and what stands there is not overwritten."""
        place = item.place
        text, fields = item.found.text or None, dict(item.fields)
        standing = self.trial.state.entries_in(place.sheet, str(place.section))
        held = next((one for one in standing if one.part == place.part and self.matching.sees(one)), None)
        if held is not None:
            if text and held.text is not None and not alike(held.text, text):
                raise self._occupied(place, held.text)
            for name in fields.keys() & held.fields.keys():
                if not alike(held.fields[name], fields[name]):
                    raise self._occupied(place, f"{name} = {held.fields[name]}")
            text = text if held.text is None else None
            fields = {name: value for name, value in fields.items() if name not in held.fields}
            if text is None and not fields:
                self.trial.keep(Item(item.found, place, entry=held), "unchanged")
                return
        command = Set(
            by=self.matching.by,
            sheet=place.sheet,
            section=str(place.section),
            part=place.part,
            text=text,
            fields=fields,
        )
        self.trial.do(item, "added", command, fields=fields)

    def _occupied(self, place: Place, says: Any) -> Misplaced:
        where = self.trial.where(place)
        message = say(self.trial.begun.locale, "import.occupied", place=where, text=short(str(says)))
        return Misplaced("occupied", message, place=str(place))

    def _beside(self, item: Item, note: str) -> None:
        """What the file says, beside what the session says: nobody's words are lost. It is put there once."""
        name = self.matching.add_id(item, "beside")
        known = self.trial.begun.entries.get(name)
        if known is not None:
            self.trial.keep(
                Item(item.found, item.place, entry=known), "unchanged", "gone-here" if known.removed else ""
            )
        elif self._holds_many(item.place):
            self._add(item, name, note)
        else:
            raise self._occupied(item.place, _entry(item).text or "")

    def _add(self, item: Item, name: str = "", note: str = "") -> None:
        command = Add(
            by=self.matching.by,
            id=name or self.matching.add_id(item),
            sheet=item.place.sheet,
            section=str(item.place.section),
            part=item.place.part,
            text=item.found.text or None,
            fields=item.fields,
        )
        self.trial.do(item, "conflict" if note else "added", command, note=note, fields=item.fields)

    def _answering(self, item: Item) -> None:
        """What an entry answers in the file, and does not yet in the session."""
        became = self.trial.became
        for answered in item.found.answers:
            entries = self.trial.state.entries
            entry = entries.get(became.get(item.found.entry, ""))
            other = entries.get(became.get(answered, answered))
            if entry is None or other is None or entry.removed or other.removed or other.id in entry.links:
                continue
            link = Link(by=self.matching.by, entry=entry.id, to=other.id)
            self.trial.do(Item(item.found, stands(entry), entry=entry), "linked", link, before=other.text or "")


def _entry(item: Item) -> Entry:
    if item.entry is None:
        raise AssertionError("asked of an entry that is not there")
    return item.entry
