"""What every view is made from: a session's definitions, its state and a locale, with the look-ups that all views
share. Knows nothing of layout and of renderers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

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
from tyopaja.views.nodes import Credit, FieldView
from tyopaja.views.values import printed_date, printed_value


@frozen
class Source:
    """A session as it is to be shown in one locale."""

    definitions: Definitions
    state: State
    locale: str
    """BCP 47: what is asked for; a text that is not in it falls back."""

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
        """What a sheet is called in the flow."""
        use = self.definitions.flow.sheet.get(sheet)
        title = use.title if use and use.title else self.canvas(sheet).title
        return self.text(title) or sheet

    def place_title(self, place: Place) -> str:
        """A sheet and its section, and its part if it names one, for people."""
        sheet = self.sheet_title(place.sheet)
        return f"{sheet} – {self.inner_title(place)}" if place.section else sheet

    def inner_title(self, place: Place) -> str:
        """The title of the innermost thing that a place names: part, section or sheet."""
        if place.section is None:
            return self.sheet_title(place.sheet)
        section = self.canvas(place.sheet).section[place.section]
        return self.text(section.parts[place.part].title if place.part else section.title)

    def kind(self, sheet: str, section: str) -> Kind:
        """What entries of a section look like; notes where the kind is not known."""
        return self.canvas(sheet).kind(section) or KINDS["notes"]

    def fields_of(self, sheet: str, section: str) -> Mapping[str, Field]:
        """The fields that entries of a section have, their main text among them."""
        return self.kind(sheet, section).fields

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """The entries that stand at a place, in the order of its sections."""
        sections = (place.section,) if place.section else tuple(self.canvas(place.sheet).section)
        return tuple(entry for section in sections for entry in self.state.entries_in(place.sheet, section, place.part))

    def field(self, name: str, known: Field, entry: Entry | None) -> FieldView:
        """One field with the value that `entry` has in it."""
        value = None if entry is None else entry.text if name == "text" else entry.fields.get(name)
        return FieldView(
            id=name,
            title=self.text(known.title) or name,
            type=known.type,
            value=value,
            text="" if value is None else self._printed(known, value),
        )

    def _printed(self, known: Field, value: str | int | float | bool) -> str:
        match known.type:
            case "person":
                return self.name(str(value))
            case "choice":
                return self.text(known.choices[str(value)]) if str(value) in known.choices else str(value)
            case "yes-no":
                return self.words()["yes" if value is True else "no"]
            case other:
                return printed_value(other, value, self.locale)
