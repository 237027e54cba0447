"""What is said of a sheet beside what stands on it: what is not shown to whom it is for, what was not gathered, and
what clusters are called."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from tyopaja.model.place import base_of, instance_of
from tyopaja.model.state import Entry
from tyopaja.texts import say
from tyopaja.views.source import Source


def clusters_of(source: Source, entries: Iterable[Entry]) -> dict[str, str]:
    """The clusters of some entries, in the order of their first ones, by what they are called; one without a name has a
    number."""
    found: dict[str, str] = {}
    for entry in entries:
        known = source.state.clusters.get(entry.cluster) if entry.cluster is not None else None
        if known is not None and known.id not in found:
            unnamed = say(source.locale, "view.cluster", number=len(found) + 1)
            found[known.id] = known.text or unnamed
    return found


@frozen
class Telling:
    """What is left out of a sheet that is shown."""

    source: Source
    sheets: tuple[str, ...] = ()
    """The sheets of the session that are shown as one."""
    _copied: frozenset[str] = field(init=False)
    """The entries that were brought to the sheet on which those of groups or participants are gathered."""

    @_copied.default
    def _all_that_came(self) -> frozenset[str]:
        if not self._gathers():
            return frozenset()
        (sheet,) = self.sheets
        entries = self.source.state.entries.values()
        return frozenset(one.origin for one in entries if one.origin is not None and base_of(one.sheet) == sheet)

    def _gathers(self) -> bool:
        """Whether it is one sheet on which others are gathered."""
        return len(self.sheets) == 1 and instance_of(self.sheets[0]) is None and self._per() != "session"

    def _per(self) -> str:
        return self.source.definitions.flow.per(base_of(self.sheets[0]))

    def hidden(self, section: str, part: str | None) -> int:
        """How many entries stand in a part, or under no heading, that are not revealed to whom it is shown."""
        return sum(self.source.hidden.get((sheet, section, part), 0) for sheet in self.sheets)

    def is_secret(self, section: str) -> bool:
        """Whether people vote in a section now and nobody sees yet how."""
        return any(place.sheet in self.sheets and place.section in (None, section) for place in self.source.secret)

    def ungathered(self, section: str) -> int:
        """How many entries of groups or participants are not here: there was no room, or they came later."""
        if not self._gathers():
            return 0
        (sheet,) = self.sheets
        begun = {(one.part, one.text) for one in self.source.state.entries_in(sheet, section) if one.by == ""}
        own = (one for one in self.source.sheets_of(sheet) if instance_of(one) is not None)
        return sum(
            one.id not in self._copied and not (one.by == "" and (one.part, one.text) in begun)
            for name in own
            for one in self.source.state.entries_in(name, section)
        )

    def hint(self, section: str, hidden: int) -> str:
        """All of it in words; "" for nothing."""
        locale, ungathered = self.source.locale, self.ungathered(section)
        return " ".join((
            *([say(locale, "seeing.hidden", count=hidden)] if hidden else ()),
            *([say(locale, "seeing.secret")] if self.is_secret(section) else ()),
            *([say(locale, f"seeing.ungathered-{self._per()}", count=ungathered)] if ungathered else ()),
        ))  # fmt: skip
