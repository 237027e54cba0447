"""A canvas by itself as a sheet: blank, to be filled with a pen, or as somebody might have filled it, with the examples
that it brings; and a sheet of a session, blank. A session that nobody played stands behind it, so that it is drawn as
any sheet is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from attrs import evolve as with_
from attrs import field, frozen
from rpds import HashTrieMap

from tyopaja.model.canvas import Canvas, Part, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.flow import Flow
from tyopaja.model.kinds import Field, Kind, Value
from tyopaja.model.pack import Definitions, Pack
from tyopaja.model.state import Entry, Person, State
from tyopaja.model.text import Texts
from tyopaja.texts import words
from tyopaja.views.nodes import SheetView
from tyopaja.views.placeholders import placeholder
from tyopaja.views.sheets import sheet
from tyopaja.views.source import Source

_WHEN = datetime(2027, 1, 1, tzinfo=UTC)
_PEOPLE = {
    name.lower(): Person(id=name.lower(), called=name, role="participant", joined=_WHEN)
    for name in ("Aino", "Eero", "Ilse")
}
_SHARES = (0.75, 0.45, 0.9, 0.6, 0.2, 0.7, 1, 0.4, 0.8, 0.55, 0.95, 0.3, 0.85)
"""Where on a scale scores stand, in turn: so that a curve has hills and a radar has corners. Thirteen of them, so that
no kind's scores repeat from one entry to the next."""
_PLACES = ((26, 78), (72, 62), (48, 24), (84, 86), (14, 40), (62, 40), (34, 52), (88, 16), (16, 14), (52, 92))
_LONG = frozenset({"curve", "checks"})
"""Drawings of long lists, where a few entries are filled to the last field."""
_NUMBERS = (20, 35, 60, 80)
_DAYS = ("2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31")


def sample(pack: Pack, canvas: Canvas, locale: str, filled: bool) -> SheetView:
    """The sheet of a canvas of `pack` in a locale.

    Blank, it has what stands on it when a session begins. Filled, it has the canvas's examples too, and in every field
    what the field's example says, else something that its type allows. Whose sheet it is, a blank one leaves open.
    """
    asked = _asked(pack, canvas)
    canvases = {canvas.id: canvas, **{one.id: one for one in asked}}
    picture = placeholder(pack.theme.accent)
    filling = _Filling(pack, locale, f"sha256:{sha256(picture.data).hexdigest()}")
    if filled:
        for one in asked:
            filling.sheet(one, filled=True)
    filling.sheet(canvas, filled=filled)
    flow = Flow(id=canvas.id, title=canvas.title, step=())
    state = State(
        title=words("view", locale)["sample-company"] if filled else "",
        locale=locale,
        people=_PEOPLE,
        entries=HashTrieMap({entry.id: entry for entries in filling.boxes.values() for entry in entries}),
        boxes=HashTrieMap({box: tuple(entry.id for entry in entries) for box, entries in filling.boxes.items()}),
    )
    source = Source(Definitions.of(pack, flow, canvases), state, locale, lambda key: picture)
    return sheet(source, canvas.id)


def blank(source: Source, name: str) -> SheetView:
    """A sheet of a session as it is before anybody has written on it: with what its canvas puts there for a beginning,
    and nothing else. It is nobody's and of no day, as a canvas by itself is, but for whose sheet of several it is."""
    filling = _Filling(source.definitions.pack, source.locale, "")
    canvas = source.canvas(name)
    filling.sheet(canvas, filled=False)
    begun = {
        entry.id: with_(entry, sheet=name) for entries in filling.boxes.values() for entry in entries
    }  # fmt: skip
    state = State(
        session=source.state.session,
        locale=source.locale,
        people=source.state.people,
        groups=source.state.groups,
        entries=HashTrieMap(begun),
        boxes=HashTrieMap({
            (name, section): tuple(entry.id for entry in entries) for (_, section), entries in filling.boxes.items()
        }),
    )  # fmt: skip
    return sheet(Source(source.definitions, state, source.locale), name)


def _asked(pack: Pack, canvas: Canvas) -> Sequence[Canvas]:
    """The canvases that sections of a canvas answer."""
    names = dict.fromkeys((one.answers or "").partition(".")[0] for one in canvas.section.values())
    return [pack.canvases[name] for name in names if name in pack.canvases and name != canvas.id]


@frozen
class _Filling:
    """Writes entries into the boxes of sheets."""

    pack: Pack
    locale: str
    picture: str
    """The key of the picture that stands for all."""
    boxes: dict[tuple[str, str], list[Entry]] = field(factory=dict)

    def sheet(self, canvas: Canvas, *, filled: bool) -> None:
        """All sections of a canvas."""
        for name, section in canvas.section.items():
            kind = canvas.kind(name) or KINDS["notes"]
            box = self.boxes.setdefault((canvas.id, name), [])
            limit = canvas.limit_of(name)
            for part, text in self._texts(section, kind, filled=filled):
                if limit is None or len(box) < limit or not kind.many:
                    box.append(self._entry(canvas, name, kind, part, text, filled=filled))

    def _texts(self, section: Section, kind: Kind, *, filled: bool) -> Iterator[tuple[str | None, str]]:
        """The main words of each entry, with its part: those that stand from the beginning, then examples."""
        examples = self._list(section.examples)
        places: list[tuple[str | None, Section | Part]] = [*section.parts.items()]
        places = places or [(None, section)]
        for turn, (name, place) in enumerate(places):
            texts = list(self._list(place.start)) if kind.many and kind.main else []
            if filled:
                texts += self._list(place.examples) if texts or place.examples else examples[turn :: len(places)]
                texts = texts or list(self._instead(kind))
            yield from ((name, text) for text in (texts if kind.many else texts[:1]))

    def _instead(self, kind: Kind) -> Sequence[str]:
        """For a section that brings no examples: its kind's, else a word that says what it is."""
        if kind.main is None:
            return ("",)  # one entry, of fields alone
        return (kind.main.example.to(self.locale, self.pack.locale) or words("view", self.locale)["sample"],)

    def _list(self, texts: Texts) -> tuple[str, ...]:
        return texts.to(self.locale, self.pack.locale)

    def _entry(self, canvas: Canvas, section: str, kind: Kind, part: str | None, text: str, *, filled: bool) -> Entry:
        number = len(self.boxes[canvas.id, section])
        # Sections of one score each go on where the one before them stopped: not all of them score alike.
        turn = number if kind.many else number + list(canvas.section).index(section)
        return Entry(
            id=f"{canvas.id}-{section}-{number}",
            sheet=canvas.id,
            section=section,
            part=part,
            text=text if kind.main else None,
            fields=self._values(kind, turn) if filled else _defaults(kind),
            by="",
            at=_WHEN,
            links=self._links(canvas.section[section], number) if filled else (),
        )

    def _links(self, section: Section, number: int) -> tuple[str, ...]:
        """An entry of a section that answers another answers one of the entries there, in turn."""
        canvas, _, asked = (section.answers or "").partition(".")
        there = self.boxes.get((canvas, asked), ())
        return (there[number].id,) if number < len(there) else ()

    def _values(self, kind: Kind, number: int) -> Mapping[str, Value]:
        found = {}
        turns: dict[str, int] = {}
        for name, one in kind.fields.items():
            turn = turns[one.type] = turns.get(one.type, -1) + 1
            value = self._value(one, kind, number, turn) if name != "text" else None
            if value is not None:
                found[name] = value
        return found

    def _value(self, one: Field, kind: Kind, number: int, turn: int) -> Value | None:
        """What an entry has in a field: `number` counts the entries of a section, `turn` its fields of that type."""
        said = one.example.to(self.locale, self.pack.locale)
        match one.type:
            case "text":
                if kind.draw in _LONG and number % 4:
                    return None  # the same words under each would say nothing
                return said or (words("view", self.locale)["sample"] if kind.draw == "blanks" else None)
            case "number":
                return _read(said) if said else _bounded(_NUMBERS[turn % len(_NUMBERS)] + 5 * number, one)
            case "scale":
                return _score(one.scale, _SHARES[(number + 5 * turn) % len(_SHARES)])
            case "choice":
                # Figures of a sample rise; so does what is said of them.
                place = turn if kind.draw == "results" else number + turn
                return list(one.choices)[place % len(one.choices)] if one.choices else None
            case "date":
                return _DAYS[(number + turn) % len(_DAYS)]
            case "person":
                return list(_PEOPLE)[(number + turn) % len(_PEOPLE)]
            case "picture":
                return self.picture
            case "yes-no":
                # On a map it says which of the points is ours: one is.
                return number == 0 if kind.draw == "map" else number % 2 == 0
            case "place":
                x, y = _PLACES[number % len(_PLACES)]
                return x, y
            case "colour":
                return None  # notes have their colours in turn


def _defaults(kind: Kind) -> Mapping[str, Value]:
    return {name: one.default for name, one in kind.fields.items() if one.default is not None}


def _read(said: str) -> float | None:
    try:
        found = float(said.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        return None
    return int(found) if found.is_integer() else found


def _score(ends: tuple[float, float], share: float) -> float:
    """A number of a scale: a whole one where its ends are whole."""
    least, most = ends
    score = least + (most - least) * share
    return round(score) if float(least).is_integer() and float(most).is_integer() else round(score, 1)


def _bounded(number: float, one: Field) -> float:
    if one.least is not None and number < one.least:
        return one.least
    return one.most if one.most is not None and number > one.most else number
