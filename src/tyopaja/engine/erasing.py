"""The decider of `erase`, and what it makes of the events there are: somebody's words and names taken out of them, in
such a way that they can be replayed, and that all that is counted stays as it was.

Out go what they wrote, whoever rewrote it since, what they changed in the words of others, their reasons, their
pictures, the steps they made; their id and their names are others from now on, in the words of others too where they
stand as whole words. What stays: that somebody wrote, voted, chose; numbers, days, choices and places on a map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from tyopaja.engine.asking import Ask
from tyopaja.engine.people import check_chair
from tyopaja.engine.staffing import restaffed
from tyopaja.model.commands import Erase
from tyopaja.model.events import Erased, Event, Joined, Left
from tyopaja.model.kinds import FieldType
from tyopaja.model.place import INSTANCE
from tyopaja.model.wire import event_from_table, table_from_event
from tyopaja.texts import say

Events = tuple[Event, ...]
Table = dict[str, Any]
TypeOf = Callable[[str, str, str], FieldType | None]
"""Sheet, section and field → what its value is; None where the definitions have no such field (any more)."""

_PEOPLE = ("by", "person")
_IDS = ("command", "entry", "entries", "to", "of", "origin", "cluster")
"""Keys of events that hold ids which clients give: the id of a person may be part of them."""
_WORDS: Mapping[str, str] = {
    "cluster-named": "text", "checked-in": "text", "picked": "reason", "stepped": "reason"
}  # fmt: skip
"""Event → its key that holds words which it can be without."""
_WRITTEN = frozenset({"text", "reason", "called", "title"})
"""Keys of events under which there are words of people."""
_GONE = frozenset({"picture", "person"})
"""Fields that are empty when somebody is erased: a word in their place would be none of their type."""


def erase(ask: Ask[Erase]) -> Events:
    """Take somebody's words and names out of the session: one's own, or anybody's for a facilitator.

    Who takes part leaves. The events are those that are appended; the façade takes the words out of all that there
    are, these as well.
    """
    by = ask.command.by
    person = ask.command.person or by
    if by not in ask.state.people:
        ask.refuse("not-joined", person=by)
    if person != by:
        check_chair(ask)
    events: Events = ()
    if ask.known(person).left is None:
        events = restaffed(ask, (ask.event(Left, person=person),))
    return (*events, ask.event(Erased, person=_pseudonym(ask)))


def _pseudonym(ask: Ask[Any]) -> str:
    """An id that says nothing: `poistettu-1`."""
    taken = {*ask.state.people, *ask.state.groups}
    names = (f"{ask.say('erasing.id')}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def without(events: Iterable[Event], person: str, locale: str, type_of: TypeOf) -> Events:
    """Events, of which the last says that `person` was erased, without the words and names of that person."""
    all_events = tuple(events)
    last = all_events[-1]
    assert isinstance(last, Erased)
    names = {one.called for one in all_events if isinstance(one, Joined) and one.person == person}
    taking = _Taking(person=person, pseudonym=last.person, names=names, locale=locale, type_of=type_of)
    return tuple(event_from_table(taking.table(table_from_event(event))) for event in all_events)


def still_named(events: Iterable[Event], names: Iterable[str]) -> Iterator[str]:
    """The entries in whose words a name still stands in another form, as Finnish has many: for people to look at."""
    known = tuple(name.casefold() for name in names if len(name) > 2)
    for event in events:
        table = table_from_event(event)
        words = (*(table.get(key) for key in _WRITTEN), *table.get("fields", {}).values())
        if any(name in str(one).casefold() for one in words for name in known):
            yield getattr(event, "entry", event.type)


@frozen(kw_only=True)
class _Taking:
    """The words and names of one person being taken out of a session's events, one after the other."""

    person: str
    pseudonym: str
    names: Iterable[str]
    locale: str
    type_of: TypeOf
    _word: str = field(init=False)
    """What stands where their words were."""
    _own: set[str] = field(factory=set, init=False)
    """Entries that they wrote first, and copies of those."""
    _where: dict[str, tuple[str, str]] = field(factory=dict, init=False)
    """Entry → its sheet and section."""
    _now: dict[str, Table] = field(factory=dict, init=False)
    """Entry of others → its words and fields as they are without those of the person."""
    _theirs: dict[str, dict[tuple[str, Any], Any]] = field(factory=dict, init=False)
    """Entry, cluster or step of others → the words of the person that were taken out there, by their key, and what
    stands in their place: an undo, by whomever, may bring them back."""

    @_word.default
    def _said(self) -> str:
        return say(self.locale, "erasing.word")

    def table(self, table: Table) -> Table:
        """One event without them."""
        by = table["by"] == self.person
        if table["type"] in ("added", "edited"):
            self._entry(table, by=by)
        elif table["type"] == "moved":
            self._where[table["entry"]] = table["sheet"], table["section"]
        elif table["type"] == "joined" and table["person"] == self.person:
            table["called"] = say(self.locale, "erasing.name")
        elif table["type"] == "step-added":
            self._step(table, by=by)
        elif table["type"] in _WORDS:
            self._unneeded(table, _WORDS[table["type"]], by=by)
        return self._renamed(table)

    def _entry(self, table: Table, *, by: bool) -> None:
        entry, origin = table["entry"], table.get("origin")
        if table["type"] == "added":
            self._where[entry] = table["sheet"], table["section"]
            if origin in self._own or (origin is None and by):
                self._own.add(entry)
        values = {**({"text": table["text"]} if "text" in table else {}), **table.get("fields", {})}
        if entry in self._own:
            kept = {name: self._blank(entry, name, value) for name, value in values.items()}
        else:
            # What a copy was made of may hold words that they put there.
            source = origin if origin in self._now else entry
            before, theirs = self._now.get(source, {}), self._theirs.setdefault(source, {})
            self._theirs[entry] = theirs
            if by and origin is None:
                words = {name: value for name, value in values.items() if self._is_word(entry, name, value)}
                theirs |= {(name, value): before.get(name, self._word) for name, value in words.items()}
            kept = {name: theirs.get((name, _hashable(value)), value) for name, value in values.items()}
            self._now[entry] = {**self._now.get(entry, {}), **kept}
        table.pop("text", None)
        table.pop("fields", None)
        if kept.get("text") is not None:
            table["text"] = kept["text"]
        fields = {name: value for name, value in kept.items() if name != "text" and value is not None}
        if fields:
            table["fields"] = fields

    def _blank(self, entry: str, name: str, value: Any) -> Any:
        if not self._is_word(entry, name, value):
            return value
        return None if name != "text" and self.type_of(*self._where[entry], name) in _GONE else self._word

    def _is_word(self, entry: str, name: str, value: Any) -> bool:
        """Whether a value is words or a picture, and not a number or one of some choices."""
        if name == "text":
            return value is not None
        return isinstance(value, str) and self.type_of(*self._where[entry], name) in (None, "text", *_GONE)

    def _step(self, table: Table, *, by: bool) -> None:
        theirs = self._theirs.setdefault(table["step"]["id"], {})
        if by or theirs:
            theirs["step", True] = self._word
            step = {name: value for name, value in table["step"].items() if name != "purpose"}
            table["step"] = {**step, "title": self._word}

    def _unneeded(self, table: Table, key: str, *, by: bool) -> None:
        theirs = self._theirs.setdefault(f"{table['type']}:{table.get('cluster') or table.get('entry')}", {})
        if table.get(key) is not None and (by or (key, table[key]) in theirs):
            theirs[key, table.pop(key)] = None

    def _renamed(self, table: Table) -> Table:
        return {key: self._renamed_in(key, value) for key, value in table.items()}

    def _renamed_in(self, key: str, value: Any) -> Any:
        if key in _PEOPLE:
            return self._exactly(value)
        if key in _IDS:
            return _each(value, self._in_id)
        if key in _WRITTEN:
            return self._in_words(value)
        if key == "fields":
            return {name: _each(one, self._in_words) for name, one in value.items()}
        if key == "step" and isinstance(value, Mapping):
            words = {name: value[name] for name in ("title", "purpose") if name in value}
            return {**value, **{name: _each(one, self._in_words) for name, one in words.items()}}
        if key == "groups":
            return {group: [self._exactly(one) for one in people] for group, people in value.items()}
        return _each(value, self._in_name)

    def _exactly(self, name: str) -> str:
        return self.pseudonym if name == self.person else name

    def _in_id(self, name: str) -> str:
        return re.sub(rf"(?<![A-Za-z0-9_]){re.escape(self.person)}(?![A-Za-z0-9_])", self.pseudonym, name)

    def _in_name(self, name: str) -> str:
        """A sheet or a state of the chart: what is behind `@` is whose it is."""
        return re.sub(rf"{INSTANCE}{re.escape(self.person)}(?=\.|$)", f"{INSTANCE}{self.pseudonym}", name)

    def _in_words(self, words: str) -> str:
        for name in self.names:
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", say(self.locale, "erasing.name"), words)
        # A field in which a person is named holds the id.
        return self._exactly(words)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _each(value: Any, rename: Callable[[str], str]) -> Any:
    """The same value with every string in it renamed, keys too."""
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, Mapping):
        return {rename(key): _each(one, rename) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each(one, rename) for one in value]
    return value
