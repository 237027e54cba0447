"""The fields of what is imported, made to fit: by their ids, with what another session knew made new."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from tyopaja.engine.checking import NOW
from tyopaja.importers import Content, Found
from tyopaja.model.kinds import Value
from tyopaja.model.place import Place
from tyopaja.model.state import State
from tyopaja.texts import say
from tyopaja.workshop.importing_names import Misplaced, titles
from tyopaja.workshop.importing_places import Places
from tyopaja.workshop.pictures import looked_at, named

START = "start"
"""The field, a number, from which a key result sets out."""


@frozen
class Fitting:
    """How the fields of one file come into one session."""

    places: Places
    state: State
    content: Content
    by: str
    """Who imports; they take the chair by it where nobody is there yet."""
    has_picture: Callable[[str], bool]
    """Whether the session has a picture, by its `sha256:…`."""
    foreign: bool
    """Whether the file was exported from another session: last year's."""
    pictures: dict[str, bytes] = field(factory=dict)
    """The pictures that came with the file and that the session has not, as they are kept."""
    _kept: dict[str, str] = field(factory=dict, init=False)

    def fields(self, found: Found, place: Place) -> tuple[dict[str, Value], tuple[str, ...]]:
        """The fields of something that was found, and what there is to say of those that are not as they were.

        Raises Misplaced, and Refused for a picture that cannot be kept.
        """
        if not self.foreign:
            return self._with_pictures(place, self.places.fields(place, found.fields)), ()
        notes: list[str] = []
        read: dict[str, Value] = {}
        for name, value in found.fields.items():
            try:
                read.update(self.places.fields(place, {name: value}))
            except Misplaced:
                notes.append(self._say("field-left", field=name, value=value))
        return self._with_pictures(place, self._renewed(place, read, notes)), tuple(notes)

    def _renewed(self, place: Place, read: Mapping[str, Value], notes: list[str]) -> dict[str, Value]:
        """Last year's fields as a new series begins with them: where a key result came to is where it sets out from,
        its day is over, and whoever had it may not be there."""
        known = self.places.rules.kind(place.sheet, str(place.section)).fields
        kept = dict(read)
        is_measured = NOW in known and START in known
        if is_measured and NOW in kept:
            kept[START] = kept.pop(NOW)
            notes.append(self._say("start-from-now", value=kept[START]))
        for name, value in read.items():
            past = is_measured and known[name].type == "date"
            stranger = known[name].type == "person" and value != self.by and value not in self.state.people
            if past or stranger:
                kept.pop(name)
                notes.append(self._say("field-left", field=self._title(place, name), value=value))
        return kept

    def _with_pictures(self, place: Place, fields: dict[str, Value]) -> dict[str, Value]:
        known = self.places.rules.kind(place.sheet, str(place.section)).fields if fields else {}
        return {
            name: self._picture(str(value)) if known[name].type == "picture" else value
            for name, value in fields.items()
        }

    def _picture(self, key: str) -> str:
        """The name that a picture has in the session: one that comes with the file is looked at, and drawn anew."""
        if key in self._kept:
            return self._kept[key]
        kept = key
        if not self.has_picture(key):
            data = self.content.pictures.get(key)
            if data is None:
                message = say(self.state.locale, "refusal.picture-missing", picture=key[:20])
                raise Misplaced("picture-missing", message, picture=key)
            drawn = looked_at(data, self.state.locale)
            kept = named(drawn)
            if not self.has_picture(kept):
                self.pictures[kept] = drawn
        self._kept[key] = kept
        return kept

    def _title(self, place: Place, name: str) -> str:
        text = self.places.rules.kind(place.sheet, str(place.section)).fields[name].title
        return text.to(self.state.locale) or next(iter(titles(text)), name)

    def _say(self, key: str, **facts: object) -> str:
        return say(self.state.locale, f"import.{key}", **facts)
