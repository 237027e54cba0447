"""What there is to say about an entry beside its words, the same in all renderers: votes, the choice and its reason,
what it answers, who wrote it, where it came from; and a key result's figures. Strings come out as they are in the
view: whoever prints them escapes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from tyopaja.views.nodes import EntryView, FieldView

Words = Mapping[str, str]


def word(words: Words, key: str) -> str:
    """One of the view's words; its key where a view was made without."""
    return words.get(key, key)


def votes(entry: EntryView, words: Words) -> str:
    """`3 votes`; "" for none."""
    return f"{entry.votes} {word(words, 'vote' if entry.votes == 1 else 'votes')}" if entry.votes else ""


def choice(entry: EntryView, words: Words) -> str:
    """`chosen`, with the reason if there is one; "" when it was not chosen."""
    if not entry.picked:
        return ""
    chosen = word(words, "picked")
    return f"{chosen}, {word(words, 'because')}: {entry.reason}" if entry.reason else chosen


def facts(entry: EntryView, words: Words) -> tuple[str, ...]:
    """All of it, each fact a phrase."""
    answers = (f"{word(words, 'answers')}: ”{answer}”" for answer in entry.answers if answer)
    found = (entry.author, votes(entry, words), choice(entry, words), *answers)
    return tuple(fact for fact in found if fact)


def sources(entries: Iterable[EntryView], words: Words) -> str:
    """Where the entries of a compiled section came from, each place once; "" when nowhere else."""
    places = dict.fromkeys(entry.origin for entry in entries if entry.origin)
    return f"{word(words, 'from')}: {' · '.join(places)}" if places else ""


@frozen(kw_only=True)
class KeyResult:
    """The figures of a key result, as printed; "" for what was not said."""

    measure: str
    unit: str
    start: str
    target: str
    due: str
    owner: str
    direction: str
    """What the direction is called."""
    way: str
    """The direction's id: `up`, `down`, `keep`, `yes-no`."""
    others: tuple[FieldView, ...]
    """Fields that a key result does not have by itself."""

    @classmethod
    def of(cls, entry: EntryView) -> KeyResult:
        """The figures among an entry's fields."""
        by_id = {field.id: field for field in entry.fields}
        names = ("measure", "unit", "start", "target", "due", "owner", "direction")
        printed = {name: by_id[name].text if name in by_id else "" for name in names}
        way = by_id["direction"].value if "direction" in by_id else ""
        others = tuple(field for field in entry.fields if field.id not in names)
        return cls(**printed, way=str(way), others=others)

    @property
    def from_to(self) -> str:
        """`3,9 → 4,6 / 5`; "" without figures."""
        figures = " → ".join(figure for figure in (self.start, self.target) if figure)
        return f"{figures} {self.unit}" if figures and self.unit else figures
