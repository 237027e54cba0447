"""What there is to say about an entry beside its words, the same in all renderers: votes, the choice and its reason,
what it answers, whether it is answered, who wrote it and on whose sheet, where it came from; a key result's figures,
where it stood before, scores, what is done, which cluster it is in, and what is worth saying of a section as a whole.
Strings come out as they are in the view: whoever prints them escapes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from tyopaja.views.nodes import EntryView, FieldView, Pair, PartView, PersonView, SectionView, SessionView, StepView
from tyopaja.views.progress import progress

Words = Mapping[str, str]

MARKS = 11
"""A scale of whole numbers is drawn with a mark for each, so many at most."""
_FAR = 10**15
FULL, HOLLOW = "●", "○"
TICKED, UNTICKED = "☑", "☐"


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
    unanswered = word(words, "unanswered") if entry.unanswered else ""
    private = word(words, "private") if entry.private else ""
    found = (*signature(entry), private, votes(entry, words), choice(entry, words), *answers, unanswered)
    return tuple(fact for fact in found if fact)


def facts_on(what: str, entry: EntryView, words: Words) -> tuple[str, ...]:
    """All of it on a `sheet`. In the `compass` the words stand for themselves, but for what nobody else sees there."""
    if what == "sheet":
        return facts(entry, words)
    return (word(words, "private"),) if entry.private else ()


def signature(entry: EntryView) -> tuple[str, ...]:
    """Who wrote it, and on whose sheet it stands where those of several are shown as one."""
    return tuple(dict.fromkeys(one for one in (entry.author, entry.owner) if one))


def doing(step: StepView, words: Words) -> tuple[str, ...]:
    """What there is to say of a step beside its title: what is done in it, and that it was put in on the way."""
    added = word(words, "added") if step.added else ""
    return tuple(one for one in (step.activity, added) if one)


def heads(session: SessionView) -> int:
    """How many take part now, those too who share a device with somebody."""
    return sum(person.heads for person in session.people if not person.left)


def part_of(person: PersonView, words: Words) -> str:
    """Somebody's role, with how many people share their device, and whether they have left."""
    together = f"{person.heads} {word(words, 'heads')}" if person.heads > 1 else ""
    left = word(words, "left") if person.left else ""
    return ", ".join(one for one in (person.role, together, left) if one)


def sources(entries: Iterable[EntryView], words: Words) -> str:
    """Where entries came from, each place once; "" when from nowhere else. Whose sheet they are from is said with each
    of them."""
    places = dict.fromkeys(entry.origin for entry in entries if entry.origin and entry.origin != entry.owner)
    return f"{word(words, 'from')}: {' · '.join(places)}" if places else ""


def all_entries(section: SectionView) -> tuple[EntryView, ...]:
    """The entries of a section, then those of its parts."""
    return (*section.entries, *(entry for part in section.parts for entry in part.entries))


def empty(one: SectionView | PartView, words: Words) -> str:
    """That nothing was written, or what is missing; "" where entries stand that are not shown."""
    return "" if one.hidden else one.gap or word(words, "empty")


def is_empty(section: SectionView) -> bool:
    """Whether nothing was written into a section."""
    return not all_entries(section) and not any(blank.text or blank.value is not None for blank in section.blanks)


def remarks(section: SectionView, words: Words) -> tuple[str, ...]:
    """What is worth saying of a section as a whole: what it answers, what is unanswered, what is out of balance."""
    return (
        *([f"{word(words, 'answers-to')}: {section.answers}"] if section.answers else ()),
        *([f"{word(words, 'unanswered').capitalize()}: {section.unanswered}"] if section.unanswered else ()),
        *([section.balance] if section.balance else ()),
    )


def left_of(pair: Pair, words: Words) -> str:
    """The heading of what a pair of a spread leaves unanswered, or that nothing is, or was asked."""
    return word(words, "unanswered").capitalize() if pair.unanswered else pair.nothing or word(words, "all-answered")


def field_of(fields: Iterable[FieldView], type: str) -> FieldView | None:
    """The first field of a type."""
    return next((one for one in fields if one.type == type), None)


def number_of(field: FieldView | None) -> float | None:
    """The number that a field holds; None where it holds none."""
    return _number(field.value) if field else None


def _number(value: object) -> float | None:
    """A number that can be drawn: no truth value, and neither endless nor beyond all paper."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if -_FAR <= value <= _FAR else None


def place_of(entry: EntryView) -> tuple[float, float] | None:
    """Where an entry stands between two axes, each from 0 to 100; None where nobody has said."""
    field = field_of(entry.fields, "place")
    found = [_number(one) for one in field.value] if field and isinstance(field.value, tuple | list) else []
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    return min(100.0, max(0.0, found[0])), min(100.0, max(0.0, found[1]))


def is_yes(entry: EntryView) -> bool:
    """Whether its first question of yes or no was answered with yes: done, or ours."""
    field = field_of(entry.fields, "yes-no")
    return field is not None and field.value is True


def beside(entry: EntryView, *types: str) -> tuple[FieldView, ...]:
    """Its fields without the first of each of the types named, which the drawing shows by itself."""
    shown = [field_of(entry.fields, one) for one in types]
    return tuple(one for one in entry.fields if not any(one is other for other in shown))


def marks(field: FieldView) -> tuple[str, ...]:
    """The numbers of a scale, from its least; () for one with too many of them, or with fractions."""
    least, most = field.scale or (1, 5)
    if float(least).is_integer() and float(most).is_integer() and 0 < most - least < MARKS:
        return tuple(str(mark) for mark in range(int(least), int(most) + 1))
    return ()


def share(field: FieldView | None) -> float | None:
    """How far along its scale a score is, from 0 to 1; None without a score."""
    number = number_of(field)
    if field is None or number is None:
        return None
    least, most = field.scale or (1, 5)
    return min(1.0, max(0.0, (number - least) / (most - least))) if most > least else 0.0


def score(field: FieldView) -> str:
    """`4 / 5`; with both ends where the least is neither 0 nor 1."""
    if not field.text or field.scale is None or number_of(field) is None:
        return field.text
    least, most = field.scale
    return f"{field.text} / {most:g}" if least in (0, 1) else f"{field.text} ({least:g} … {most:g})"


def dots(field: FieldView) -> str:
    """`●●●●○`; "" for a scale that has no marks."""
    all_marks, number = marks(field), number_of(field)
    if not all_marks or number is None:
        return ""
    # A scale from nought has one mark less than numbers: nought is none of them full.
    least = int(all_marks[0])
    most = len(all_marks) - (least == 0)
    full = min(most, max(0, round(number) - least + (least != 0)))
    return FULL * full + HOLLOW * (most - full)


def said(field: FieldView) -> str:
    """A field's value as words, a score with its scale."""
    return score(field) if field.type == "scale" else field.text


def told(field: FieldView) -> str:
    """A field's value in a line: a score with its marks and what they mean."""
    if field.type != "scale" or not field.text:
        return field.text
    meaning = ends(field)
    return " ".join(one for one in (dots(field), said(field), f"({meaning})" if meaning else "") if one)


def ends(field: FieldView) -> str:
    """`bad – wonderful`: what the ends of a scale mean; "" when nothing is said."""
    return " – ".join(one for one in (field.low, field.high) if one)


def bound(
    group: Sequence[EntryView], section: SectionView, words: Words, first: int = 1
) -> Iterator[tuple[str, bool, int, Sequence[EntryView]]]:
    """A section's entries, or a part's, in the clusters that they are in: what a cluster is called, whether it is one,
    the number of its first entry, its entries. Where there are clusters, the rest has a name too; with no clusters at
    all there is none."""
    found = [
        (cluster, tuple(entries))
        for cluster, entries in groupby(group, lambda one: one.cluster if one.cluster in section.clusters else "")
    ]
    rest = word(words, "rest") if any(cluster for cluster, _ in found) else ""
    for cluster, entries in found:
        name = section.clusters[cluster] or "–" if cluster else rest
        yield name, bool(cluster), first, entries
        first += len(entries)


def numbered(parts: Sequence[Sequence[EntryView]]) -> Iterator[tuple[int, Sequence[EntryView]]]:
    """Each group of entries with the number of its first one: counting goes on from part to part."""
    first = 1
    for group in parts:
        yield first, group
        first += len(group)


def history(entry: EntryView, words: Words) -> str:
    """`checked: 6,1 → 7,2 → 7,8`: where a key result stood, oldest first; "" for one that was never checked in."""
    values = " → ".join(check.text for check in entry.checks if check.text)
    return f"{word(words, 'checked')}: {values}" if values else ""


def checked(entry: EntryView) -> Iterator[tuple[str, str]]:
    """What was said when a key result was checked in: when and by whom with the value, and the words."""
    for check in entry.checks:
        if check.note:
            yield " · ".join(part for part in (check.date, check.author, check.text) if part), check.note


def spots(entry: EntryView) -> tuple[tuple[float, float], ...]:
    """Where a key result stood, as a line to draw: how far along it, and how high between its least and its greatest
    number, both from 0 to 1."""
    numbers = [number for check in entry.checks if (number := _number(check.value)) is not None]
    if not numbers:
        return ()
    least, rise, last = min(numbers), max(numbers) - min(numbers), max(len(numbers) - 1, 1)
    return tuple((place / last, (one - least) / rise if rise else 0.5) for place, one in enumerate(numbers))


@frozen(kw_only=True)
class KeyResult:
    """The figures of a key result, as printed; "" for what was not said."""

    measure: str
    unit: str
    start: str
    now: str
    target: str
    due: str
    owner: str
    direction: str
    """What the direction is called."""
    way: str
    """The direction's id: `up`, `down`, `keep`, `yes-no`."""
    done: float | None
    """How far it is, from 0 to 1; None where there is nothing to tell it by."""
    others: tuple[FieldView, ...]
    """Fields that a key result does not have by itself."""

    @classmethod
    def of(cls, entry: EntryView) -> KeyResult:
        """The figures among an entry's fields."""
        by_id = {field.id: field for field in entry.fields}
        names = ("measure", "unit", "start", "now", "target", "due", "owner", "direction")
        printed = {name: by_id[name].text if name in by_id else "" for name in names}
        way = by_id["direction"].value if "direction" in by_id else ""
        others = tuple(field for field in entry.fields if field.id not in names)
        start, now, target = (number_of(by_id.get(name)) for name in ("start", "now", "target"))
        done = progress(str(way or ""), start, now, target)
        return cls(**printed, way=str(way), done=done, others=others)

    @property
    def from_to(self) -> str:
        """`3,9 → 4,6 / 5`, from the start to the target; "" without figures."""
        figures = " → ".join(figure for figure in (self.start, self.target) if figure)
        return f"{figures} {self.unit}" if figures and self.unit else figures
