"""What every view is made from: a session's definitions, its state and a locale, with the look-ups that all views
share. Knows nothing of layout and of renderers.

A look-up never fails for want of a definition: an upgrade may have taken a sheet, a section or a part away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache

from attrs import evolve as with_
from attrs import field, frozen

from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Field, Kind
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, instance_of, own_of
from tyopaja.model.standing import entries_at, is_gathered, owners_of
from tyopaja.model.state import Entry, State
from tyopaja.model.text import Text, Texts
from tyopaja.texts import group_name, words
from tyopaja.views.licences import credit_of
from tyopaja.views.nodes import Credit, Picture
from tyopaja.views.pictures import picture_of
from tyopaja.views.seeing import Spot
from tyopaja.views.values import printed_date

Pictures = Callable[[str], bytes | None]
"""`sha256:…` → the bytes of the picture's file, or None where there are none."""


def no_picture(key: str) -> Picture | None:
    """Where there are no pictures at all."""
    return None


def looking_up(pictures: Pictures | None) -> Callable[[str], Picture | None]:
    """Pictures by key, each fetched and looked at once; None for what is not to be had, or is no picture."""
    if pictures is None:
        return no_picture

    @cache
    def picture(key: str) -> Picture | None:
        data = pictures(key) if key.startswith("sha256:") else None
        return None if data is None else picture_of(data)

    return picture


@frozen
class Source:
    """A session as it is to be shown to somebody in one locale."""

    definitions: Definitions
    state: State
    """As they see it: without what is not theirs to see."""
    locale: str
    """BCP 47: what is asked for; a text that is not in it falls back."""
    picture: Callable[[str], Picture | None] = no_picture
    """The picture of a key; None where it is not to be had."""
    hidden: Mapping[Spot, int] = field(factory=dict)
    """Where entries stand that are not revealed to them → how many."""
    secret: frozenset[Place] = frozenset()
    """The places whose votes nobody sees yet."""

    def text(self, text: Text) -> str:
        """A text of the pack in the locale, or in the nearest language that there is."""
        return text.to(self.locale, self.definitions.pack.locale)

    def texts(self, texts: Texts) -> tuple[str, ...]:
        """A list of texts of the pack, likewise."""
        return texts.to(self.locale, self.definitions.pack.locale)

    def words(self) -> Mapping[str, str]:
        """The engine's own words that go with a view."""
        return words("view", self.locale)

    def credit(self) -> Credit:
        """Who designed the canvases, under which licence."""
        pack = self.definitions.pack
        return credit_of(pack.designer, pack.licence)

    def date(self) -> str:
        """The day of the latest event, as printed; "" when nothing has happened."""
        changed: datetime | None = self.state.changed
        return printed_date(changed.date(), self.locale) if changed else ""

    def date_on(self) -> str:
        """The same in ISO 8601."""
        return self.state.changed.date().isoformat() if self.state.changed else ""

    def name(self, person: str) -> str:
        """What people call a person; the id of one who never joined."""
        found = self.state.people.get(person)
        return found.called if found else person

    def owner(self, sheet: str) -> str:
        """The group or the person whose sheet it is, as people call them; "" for one that everybody fills."""
        owner = instance_of(sheet)
        if owner is None:
            return ""
        return self.name(owner) if owner in self.state.people else group_name(self.locale, owner)

    def canvas(self, sheet: str) -> Canvas:
        """The canvas that a sheet is filled on."""
        return self.definitions.canvases[base_of(sheet)]

    def sheet_title(self, sheet: str) -> str:
        """What a sheet is called in the flow, with whose it is; its id when there is none of it."""
        name = base_of(sheet)
        if name not in self.definitions.canvases:
            return sheet
        use = self.definitions.flow.sheet.get(name)
        title = self.text(use.title if use and use.title else self.canvas(name).title) or name
        return " – ".join(one for one in (title, self.owner(sheet)) if one)

    def sheets_of(self, name: str) -> tuple[str, ...]:
        """The sheets that the session has of one of the flow: where each group or participant has one, theirs in their
        order, then the one on which they were gathered."""
        if name not in self.definitions.canvases or self.definitions.flow.per(name) == "session":
            return (name,)
        own = tuple(own_of(name, owner) for owner in owners_of(self.definitions, self.state, name))
        return (*own, name) if is_gathered(self.definitions, self.state, name) or not own else own

    def place_title(self, place: Place) -> str:
        """A sheet and its section, and its part if it names one, for people."""
        sheet = self.sheet_title(place.sheet)
        return f"{sheet} – {self.inner_title(place)}" if place.section else sheet

    def inner_title(self, place: Place) -> str:
        """The title of the innermost thing that a place names: part, section or sheet; its id when it has none."""
        if place.section is None:
            return self.sheet_title(place.sheet)
        canvas = self.definitions.canvases.get(base_of(place.sheet))
        section = canvas.section.get(place.section) if canvas else None
        if section is None or (place.part is not None and place.part not in section.parts):
            return place.part or place.section
        if place.part is not None:
            return self.text(section.parts[place.part].title) or place.part
        return self.text(section.title) or place.section

    def kind(self, sheet: str, section: str) -> Kind:
        """What entries of a section look like; notes where the kind is not known."""
        return self.canvas(sheet).kind(section) or KINDS["notes"]

    def fields_of(self, sheet: str, section: str) -> Mapping[str, Field]:
        """The fields that entries of a section have, their main text among them; none where the section is gone."""
        canvas = self.definitions.canvases.get(base_of(sheet))
        return {} if canvas is None or section not in canvas.section else self.kind(sheet, section).fields

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """The entries that stand at a place, in the order of its sections. On a sheet that each group or participant
        has, those that were gathered, or until then those of all of them."""
        if instance_of(place.sheet) is not None:
            found = self.entries_on(place.sheet)
            return tuple(one for one in found if place.covers(Place(one.sheet, one.section, one.part)))
        found = entries_at(self.definitions, self.state, str(place))
        return tuple(entry for entry in found if self.has_place(entry))

    def entries_on(self, sheet: str) -> tuple[Entry, ...]:
        """The entries that stand on one sheet of the session, in the order of its sections."""
        found = (entry for name in self.canvas(sheet).section for entry in self.state.entries_in(sheet, name))
        return tuple(entry for entry in found if self.has_place(entry))

    def hidden_at(self, place: Place) -> int:
        """How many entries stand at a place, on whosever sheet where none is named, that are not revealed to them."""
        return sum(
            count
            for (sheet, section, part), count in self.hidden.items()
            if _on(sheet, place).covers(Place(sheet, section, part))
        )

    def is_secret(self, place: Place) -> bool:
        """Whether people vote at a place of the flow, on whosever sheet, and nobody sees yet how."""
        return any(_on(one.sheet, place).covers(one) or one.covers(_on(one.sheet, place)) for one in self.secret)

    def has_place(self, entry: Entry) -> bool:
        """Whether the definitions know where an entry stands: its sheet, its section, and its part if it has one."""
        canvas = self.definitions.canvases.get(base_of(entry.sheet))
        section = canvas.section.get(entry.section) if canvas else None
        return section is not None and (entry.part is None or entry.part in section.parts)

    def standing(self) -> Iterator[Entry]:
        """Every entry that was not taken away, wherever it stands: sheet by sheet, each section in its order."""
        for _, names in sorted(self.state.boxes.items()):
            yield from (self.state.entries[name] for name in names)


def _on(sheet: str, place: Place) -> Place:
    """A place of the flow on a sheet of the session, where it is one of that name; the place itself elsewhere."""
    return with_(place, sheet=sheet) if base_of(sheet) == place.sheet else place
