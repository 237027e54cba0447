"""A section of a sheet as a view: its texts, its form or its entries, its parts, and what there is to say of it as a
whole. What it shows is handed in, so that filled and compiled sheets are made by the same code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from tyopaja.model.canvas import Axis, Section
from tyopaja.model.kinds import Kind, Value
from tyopaja.model.pack import Theme
from tyopaja.model.place import base_of
from tyopaja.model.state import Entry
from tyopaja.texts import say
from tyopaja.views.answering import asked_by
from tyopaja.views.entries import entry_view, field_view, value_of
from tyopaja.views.nodes import Axes, EntryView, FieldView, PartView, SectionView
from tyopaja.views.prose import spans, words
from tyopaja.views.source import Source
from tyopaja.views.telling import Telling, clusters_of


@frozen
class Shown:
    """What one section, or one part of it, shows."""

    entries: tuple[Entry, ...]
    origins: Mapping[str, str]
    """Entry → where a compiled sheet took it from, for people; empty on a sheet that is not compiled."""
    gap: str = ""
    """What is missing, for people."""
    owners: Mapping[str, str] = field(factory=dict)
    """Entry → whose sheet it is on, where the sheets of several are shown as one."""


Contents = Callable[[str, str | None], Shown]
"""(section, part) → what it shows."""


@frozen
class Drawing:
    """A sheet that is being drawn."""

    source: Source
    sheet: str
    contents: Contents
    unanswered: frozenset[str]
    """The entries that another sheet should answer, and does not."""
    telling: Telling
    """What is left out of the sheet."""

    def section(self, name: str) -> SectionView:
        """One of its sections."""
        source = self.source
        canvas = source.canvas(self.sheet)
        section, kind, own = canvas.section[name], source.kind(self.sheet, name), self.contents(name, None)
        shown = {part: self.contents(name, part) for part in section.parts}
        everyone = (*own.entries, *(entry for one in shown.values() for entry in one.entries))
        # What a compiled sheet takes from others stands in an order that means something: that of their votes.
        compiled = any(one.origins for one in (own, *shown.values()))
        clusters = {} if kind.ordered or compiled else clusters_of(source, everyone)
        hidden = {part: self.telling.hidden(name, part) for part in (None, *section.parts)}
        parts = tuple(self._part(part, section, one, clusters, hidden[part]) for part, one in shown.items())
        form = kind.draw == "blanks" and not parts and not _at_odds(own)
        entries = () if form else self._entries(own, clusters)
        filled = own.entries or any(part.entries for part in parts) or any(hidden.values())
        gaps = dict.fromkeys(gap for gap in (own.gap, *(part.gap for part in parts)) if gap)
        everything = (*entries, *(entry for part in parts for entry in part.entries))
        marked = tuple(map(spans, source.texts(section.prompts)))
        return SectionView(
            id=name,
            label=section.label,
            title=source.text(section.title),
            prompts=tuple(map(words, marked)),
            marked=marked,
            kind=canvas.kind_of(name),
            draw=kind.draw,
            ordered=kind.ordered,
            many=kind.many,
            limit=canvas.limit_of(name) if kind.many else 1,
            fields=tuple(
                field_view(source, key, one)
                for key, one in kind.fields.items()
                if key != "text" and one.type != "colour"
            ),
            examples=source.texts(section.examples),
            axes=self._axes(section) if kind.draw == "map" else None,
            answers=self._answers(section),
            unanswered=sum(entry.unanswered for entry in everything),
            balance=self._balance(section, parts),
            look=section.look,
            colour=colour(source.definitions.pack.theme, section),
            blanks=self._form(kind, own.entries) if form else (),
            parts=parts,
            entries=entries,
            clusters=clusters,
            hidden=sum(hidden.values()),
            secret=self.telling.is_secret(name),
            ungathered=self.telling.ungathered(name),
            hint=self.telling.hint(name, sum(hidden.values())),
            gap="" if filled else " ".join(gaps),
        )

    def _part(self, name: str, section: Section, shown: Shown, clusters: Mapping[str, str], hidden: int) -> PartView:
        part = section.parts[name]
        marked = tuple(map(spans, self.source.texts(part.prompts)))
        return PartView(
            id=name,
            title=self.source.text(part.title),
            prompts=tuple(map(words, marked)),
            marked=marked,
            examples=self.source.texts(part.examples),
            entries=self._entries(shown, clusters),
            hidden=hidden,
            gap="" if hidden else shown.gap,
        )

    def _entries(self, shown: Shown, clusters: Mapping[str, str]) -> tuple[EntryView, ...]:
        """The entries in their order, those of one cluster together and before those of none."""
        places = {cluster: place for place, cluster in enumerate(clusters)}
        together = sorted(shown.entries, key=lambda entry: places.get(entry.cluster or "", len(places)))
        return tuple(
            entry_view(
                self.source,
                entry,
                shown.origins.get(entry.id, ""),
                compiled=entry.id in shown.origins,
                unanswered=entry.id in self.unanswered,
                owner=shown.owners.get(entry.id, ""),
                cluster=entry.cluster if entry.cluster in places else "",
            )
            for entry in together
        )

    def _form(self, kind: Kind, entries: Sequence[Entry]) -> tuple[FieldView, ...]:
        """Every field of a section, with the first value that an entry has for it."""

        def value(name: str) -> Value | None:
            return next((found for entry in entries if (found := value_of(entry, name)) is not None), None)

        return tuple(field_view(self.source, name, one, value(name)) for name, one in kind.fields.items())

    def _axes(self, section: Section) -> Axes:
        left, right = self._ends(section.axes.get("x"))
        bottom, top = self._ends(section.axes.get("y"))
        return Axes(left=left, right=right, bottom=bottom, top=top)

    def _ends(self, axis: Axis | None) -> tuple[str, str]:
        """What the ends of an axis are called: by the first two blanks of the section that it names, where they are
        filled, else as the canvas says."""
        if axis is None:
            return "", ""
        low, high = self.source.text(axis.low), self.source.text(axis.high)
        if axis.from_ and axis.from_ in self.source.canvas(self.sheet).section:
            kind = self.source.kind(self.sheet, axis.from_)
            said = [blank.text for blank in self._form(kind, self.contents(axis.from_, None).entries)]
            low, high = [*said, "", ""][0] or low, [*said, "", ""][1] or high
        return low, high

    def _answers(self, section: Section) -> str:
        """Which section of which sheet is answered: where the flow does not say which sheet, the canvas is named."""
        canvas, _, asked = (section.answers or "").partition(".")
        sheets = self.source.definitions.canvases
        sheet = asked_by(self.source, base_of(self.sheet), canvas)
        known = sheets.get(sheet) if sheet else next((one for one in sheets.values() if one.id == canvas), None)
        if known is None or asked not in known.section:
            return ""
        title = self.source.sheet_title(sheet) if sheet else self.source.text(known.title)
        return f"{title} – {self.source.text(known.section[asked].title)}"

    def _balance(self, section: Section, parts: Sequence[PartView]) -> str:
        known = {part.id: part for part in parts}
        two = [known[name] for name in section.balance if name in known]
        if len(two) != 2:
            return ""
        less, more = sorted(two, key=lambda part: len(part.entries))
        few, many = len(less.entries), len(more.entries)
        if not uneven(few, many):
            return ""
        return say(
            self.source.locale,
            "gap.uneven" if few else "gap.one-sided",
            part=less.title,
            other=more.title,
            few=few,
            count=many,
        )


def _at_odds(shown: Shown) -> bool:
    """Whether an upgrade has brought forms together that no one form can show: two values for one field. A compiled
    sheet chooses among its sources."""
    if shown.origins:
        return False
    first: dict[str, Value] = {}
    written = ({**entry.fields, **({"text": entry.text} if entry.text else {})} for entry in shown.entries)
    return any(first.setdefault(name, value) != value for values in written for name, value in values.items())


def uneven(few: int, many: int) -> bool:
    """Whether two numbers of entries do not balance: nothing against something, or less than two thirds of the other
    and more than one apart."""
    return few < many and (not few or (few * 3 < many * 2 and many - few > 1))


def colour(theme: Theme, section: Section) -> str:
    """A section's colour as `#rrggbb`; the theme's accent where it names none that there is."""
    if section.colour is None:
        return theme.accent
    return section.colour if section.colour.startswith("#") else theme.colours.get(section.colour, theme.accent)
