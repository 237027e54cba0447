"""Conditions about what stands on sheets: entries, picks, clusters, links, sections. Each is asked of the sheets that
the situation is about; what is missing is said by the titles of places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tyopaja.model.place import HERE, Place
from tyopaja.model.play import Situation
from tyopaja.model.standing import names_at
from tyopaja.model.state import Entry
from tyopaja.texts import say

Table = Mapping[str, Any]
Titles = Callable[[str], str]


def places_of(situation: Situation, written: str) -> tuple[str, ...]:
    """The places that a condition means: `here` stands for all that the step is on."""
    return situation.step.on if written == HERE else (written,)


def entries_of(situation: Situation, written: str) -> tuple[Entry, ...]:
    """The entries at the places that a condition means, each once."""
    found = (entry for place in places_of(situation, written) for entry in situation.entries(place))
    return tuple({entry.id: entry for entry in found}.values())


def count_of(situation: Situation, written: str) -> int:
    """How many entries there are at the places that a condition means, each counted once."""
    asked = (situation.definitions, situation.state)
    places = places_of(situation, written)
    if len(places) == 1:
        return len(names_at(*asked, places[0], situation.instance))
    return len({name for place in places for name in names_at(*asked, place, situation.instance)})


def titled(situation: Situation, written: str, title: Titles, locale: str) -> str:
    """What people call the places that a condition means; the step itself where it is on nothing."""
    titles = dict.fromkeys(map(title, places_of(situation, written)))
    return ", ".join(titles) or situation.step.title.to(locale, situation.definitions.pack.locale)


def _least(table: Table) -> int:
    return int(table.get("at-least", 1))


def lacking_entries(situation: Situation, table: Table) -> int:
    """How many entries are missing; none below 1."""
    return _least(table) - count_of(situation, table["entries-in"])


def explain_entries(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """So many more entries, and where."""
    written = table["entries-in"]
    return _more_entries(situation, written, lacking_entries(situation, table), title, locale)


def _more_entries(situation: Situation, written: str, count: int, title: Titles, locale: str) -> str:
    whole = all(Place.parse(place).section is None for place in places_of(situation, written))
    key = "condition.entries-on" if whole else "condition.entries-in"
    return say(locale, key, count=count, place=titled(situation, written, title, locale))


def lacking_picks(situation: Situation, table: Table) -> int:
    """How many choices are missing; none below 1."""
    return _least(table) - sum(entry.picked is not None for entry in entries_of(situation, table["picked"]))


def explain_picks(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """So many more choices, and where."""
    place = titled(situation, table["picked"], title, locale)
    return say(locale, "condition.picked", count=lacking_picks(situation, table), place=place)


def lacking_clusters(situation: Situation, table: Table) -> int:
    """How many clusters are missing; one without entries is none."""
    found = {(entry.sheet, entry.section, entry.cluster) for entry in entries_of(situation, table["clusters"])}
    return _least(table) - sum(cluster is not None for _, _, cluster in found)


def explain_clusters(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """So many more clusters, and where."""
    place = titled(situation, table["clusters"], title, locale)
    return say(locale, "condition.clusters", count=lacking_clusters(situation, table), place=place)


def _linked(situation: Situation, entries: Iterable[Entry]) -> int:
    """How many of the entries answer another that stands, or are answered by one."""
    every = situation.state.entries
    names = {entry.id for entry in entries}
    tied: set[str] = set()
    for entry in every.values():
        if entry.links and not entry.removed:
            standing = [other for other in entry.links if other in every and not every[other].removed]
            tied.update((entry.id, *standing) if standing else ())
    return len(names & tied)


def lacking_links(situation: Situation, table: Table) -> int:
    """How many entries are missing that answer another or are answered: up to a number, or to all that there are."""
    entries = entries_of(situation, table["linked"])
    wanted = int(table.get("at-least", max(1, len(entries))))
    return wanted - _linked(situation, entries)


def explain_links(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """So many entries to be linked, and where; where there is nothing yet, that comes first."""
    written = table["linked"]
    if not entries_of(situation, written):
        return _more_entries(situation, written, _least(table), title, locale)
    place = titled(situation, written, title, locale)
    return say(locale, "condition.linked", count=lacking_links(situation, table), place=place)


def thin_sections(situation: Situation, table: Table) -> tuple[str, ...]:
    """The sections of a sheet, as definitions write them, with fewer entries than are asked for; those that hold one
    entry, or one in each part, with none."""
    sheet = table["every-section"]
    canvas = situation.definitions.canvases.get(sheet)
    if canvas is None:
        return (sheet,)
    thin = []
    for section in canvas.section:
        kind, place = canvas.kind(section), f"{sheet}.{section}"
        wanted = _least(table) if kind is None or kind.many else 1
        if count_of(situation, place) < wanted:
            thin.append(place)
    return tuple(thin)


def explain_sections(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """The sections that need more, by name."""
    thin = thin_sections(situation, table)
    return say(locale, "condition.every-section", count=len(thin), places=", ".join(map(title, thin)))


def undecided(situation: Situation) -> tuple[str, ...]:
    """The places that the step is on from which nothing is picked."""
    return tuple(place for place in situation.step.on if not any(entry.picked for entry in situation.entries(place)))


def is_decided(situation: Situation, table: Table) -> bool:
    """Whether each place that the step is on has a pick, or any of them."""
    on, without = situation.step.on, undecided(situation)
    return len(without) < len(on) if table["decided"] == "anything" else bool(on) and not without


def explain_decided(situation: Situation, table: Table, title: Titles, locale: str) -> str:
    """The places that nothing is picked from yet."""
    without = tuple(dict.fromkeys(map(title, undecided(situation))))
    if table["decided"] == "anything" or not without:
        return say(locale, "condition.decided-anything")
    return say(locale, "condition.decided", count=len(without), places=", ".join(without))
