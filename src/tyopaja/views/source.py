"""What every view is made from: a session's definitions, its state and a locale, with the look-ups that all views
share. Knows nothing of layout and of renderers.

A look-up never fails for want of a definition: an upgrade may have taken a sheet, a section or a part away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache

from attrs import frozen

from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.kinds import Field, Kind
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.state import Entry, State
from tyopaja.model.text import Text, Texts
from tyopaja.texts import words
from tyopaja.views.licences import credit_of
from tyopaja.views.nodes import Credit, Picture
from tyopaja.views.pictures import picture_of
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
    """A session as it is to be shown in one locale."""

    definitions: Definitions
    state: State
    locale: str
    """BCP 47: what is asked for; a text that is not in it falls back."""
    picture: Callable[[str], Picture | None] = no_picture
    """The picture of a key; None where it is not to be had."""

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

    def name(self, person: str) -> str:
        """What people call a person; the id of one who never joined."""
        found = self.state.people.get(person)
        return found.called if found else person

    def canvas(self, sheet: str) -> Canvas:
        """The canvas that a sheet is filled on."""
        return self.definitions.canvases[sheet]

    def sheet_title(self, sheet: str) -> str:
        """What a sheet is called in the flow; its id when there is none of it."""
        if sheet not in self.definitions.canvases:
            return sheet
        use = self.definitions.flow.sheet.get(sheet)
        title = use.title if use and use.title else self.canvas(sheet).title
        return self.text(title) or sheet

    def place_title(self, place: Place) -> str:
        """A sheet and its section, and its part if it names one, for people."""
        sheet = self.sheet_title(place.sheet)
        return f"{sheet} – {self.inner_title(place)}" if place.section else sheet

    def inner_title(self, place: Place) -> str:
        """The title of the innermost thing that a place names: part, section or sheet; its id when it has none."""
        if place.section is None:
            return self.sheet_title(place.sheet)
        canvas = self.definitions.canvases.get(place.sheet)
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
        canvas = self.definitions.canvases.get(sheet)
        return {} if canvas is None or section not in canvas.section else self.kind(sheet, section).fields

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """The entries that stand at a place, in the order of its sections."""
        sections = (place.section,) if place.section else tuple(self.canvas(place.sheet).section)
        found = (entry for one in sections for entry in self.state.entries_in(place.sheet, one, place.part))
        return tuple(entry for entry in found if self.has_place(entry))

    def has_place(self, entry: Entry) -> bool:
        """Whether the definitions know where an entry stands: its sheet, its section, and its part if it has one."""
        canvas = self.definitions.canvases.get(entry.sheet)
        section = canvas.section.get(entry.section) if canvas else None
        return section is not None and (entry.part is None or entry.part in section.parts)

    def standing(self) -> Iterator[Entry]:
        """Every entry that was not taken away, wherever it stands: sheet by sheet, each section in its order."""
        for _, names in sorted(self.state.boxes.items()):
            yield from (self.state.entries[name] for name in names)
