"""Rules: all that `decide` knows besides state and command, put together once a session."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from tyopaja.engine.chart import Chart, compile_chart
from tyopaja.errors import UnknownId
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.flow import Step
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place
from tyopaja.model.play import Vocabulary


@frozen
class Rules:
    """The definitions of one session, compiled, with the words that they may use."""

    definitions: Definitions
    vocabulary: Vocabulary
    chart: Chart = field(init=False)
    steps: Mapping[str, Step] = field(init=False)

    @chart.default
    def _compile(self) -> Chart:
        return compile_chart(self.definitions.flow)

    @steps.default
    def _by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.definitions.flow.step}

    def canvas(self, sheet: str) -> Canvas:
        """The canvas that `sheet` is filled on. Raises UnknownId."""
        if sheet not in self.definitions.canvases:
            raise UnknownId("sheet", sheet, self.definitions.canvases)
        return self.definitions.canvases[sheet]

    def section(self, sheet: str, section: str) -> Section:
        """A section of a sheet. Raises UnknownId."""
        canvas = self.canvas(sheet)
        if section not in canvas.section:
            raise UnknownId("section", section, canvas.section)
        return canvas.section[section]

    def place(self, sheet: str, section: str, part: str | None) -> Place:
        """A section of a sheet, or a part of it. Raises UnknownId."""
        parts = self.section(sheet, section).parts
        if part is not None and part not in parts:
            raise UnknownId("part", part, parts)
        return Place(sheet, section, part)

    def kind(self, sheet: str, section: str) -> Kind:
        """What entries in a section look like, with the section's own fields. Raises UnknownId."""
        self.section(sheet, section)
        canvas = self.canvas(sheet)
        kind = canvas.kind(section)
        if kind is None:
            raise UnknownId("kind", canvas.kind_of(section), (*canvas.kinds, *KINDS))
        return kind

    def step(self, name: str) -> Step:
        """A step of the flow. Raises UnknownId."""
        if name not in self.steps:
            raise UnknownId("step", name, self.steps)
        return self.steps[name]

    def title(self, written: str, locale: str) -> str:
        """What people call a place on a sheet: the title of its innermost part."""
        place = Place.parse(written)
        home = self.definitions.pack.locale
        canvas = self.canvas(place.sheet)
        if place.section is None:
            use = self.definitions.flow.sheet.get(place.sheet)
            text = use.title if use and use.title else canvas.title
        else:
            section = self.section(place.sheet, place.section)
            if place.part is not None and place.part not in section.parts:
                return place.part  # an upgrade took it away from under what was written there
            text = section.parts[place.part].title if place.part else section.title
        return text.to(locale, home)
