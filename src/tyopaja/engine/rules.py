"""Rules: all that `decide` knows besides state and command, put together once a session."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import Any

from attrs import field, frozen

from tyopaja.charts import Chart, compile_chart
from tyopaja.errors import UnknownId
from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.catalogue import KINDS
from tyopaja.model.events import StepAdded
from tyopaja.model.flow import Step
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Definitions
from tyopaja.model.place import Place, base_of, instance_of
from tyopaja.model.play import Vocabulary
from tyopaja.model.staging import ForEach, as_staged, instances_of, running_for
from tyopaja.model.state import State

_KEPT = 64
"""For how many companies at once the flow is kept compiled."""

_NOTHING = Activity()


@frozen(eq=False)
class Rules:
    """The definitions of one session, compiled, with the words that they may use."""

    definitions: Definitions
    vocabulary: Vocabulary
    instances: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Step with `for-each` → the groups or participants that it runs for."""
    _base: Rules | None = field(default=None, repr=False)
    """Those that the session began with, for those of a later state."""
    _others: dict[Any, tuple[tuple[StepAdded, ...], Rules]] = field(factory=dict, init=False, repr=False)
    _latest: dict[str, tuple[tuple[Any, Any, Any], Rules]] = field(factory=dict, init=False, repr=False)
    """People, groups and added steps that were asked for last, with what came of it: most commands change none."""
    _kinds: dict[tuple[str, str], Kind] = field(factory=dict, init=False, repr=False)
    """Sheet of the flow and section → its kind, once it was asked for."""
    chart: Chart = field(init=False)
    steps: Mapping[str, Step] = field(init=False)
    _for_each: ForEach = field(init=False)

    @chart.default
    def _compile(self) -> Chart:
        return compile_chart(self.definitions.flow, self.instances)

    @steps.default
    def _by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.definitions.flow.step}

    @_for_each.default
    def _running_for(self) -> ForEach:
        return running_for(self.definitions.flow)

    def now(self, state: State) -> Rules:
        """The rules as they are with the groups, the people and the added steps of a state."""
        base = self._base or self
        for_each = base._for_each
        if not (for_each or state.added):
            return base
        company = (state.people, state.groups, state.added)
        latest = base._latest.get("company")
        if latest is not None and all(map(is_, latest[0], company)):
            return latest[1]
        found = base._staged(state)
        base._latest["company"] = (company, found)
        return found

    def _staged(self, state: State) -> Rules:
        """Of the rules that a session began with, those of a later state, compiled anew where they are not kept."""
        base, for_each = self, self._for_each
        if state.added:
            for_each = {**for_each, **{one.step.id: one.step.for_each for one in state.added if one.step.for_each}}
        instances = instances_of(for_each, state) if for_each else base.instances
        if instances == base.instances and not state.added:
            return base
        # Added steps are told by what holds them: two sessions may have added others under the same name.
        key = (tuple(instances.items()), id(state.added))
        kept = base._others.get(key)
        if kept is not None and (kept[0] is state.added or not state.added):
            return kept[1]
        if len(base._others) >= _KEPT:
            base._others.clear()
        found = Rules(as_staged(base.definitions, state), base.vocabulary, instances, base)
        base._others[key] = (state.added, found)
        return found

    def activity(self, step: Step) -> Activity:
        """What may be done in a step; nothing where its activity is not known (its plugin may be missing)."""
        own = self.definitions.pack.activity.get(step.activity, _NOTHING)
        return self.vocabulary.activities.get(step.activity, own)

    def canvas(self, sheet: str) -> Canvas:
        """The canvas that `sheet` is filled on. Raises UnknownId."""
        canvases = self.definitions.canvases
        found = canvases.get(sheet) or canvases.get(base_of(sheet))
        if found is None:
            raise UnknownId("sheet", sheet, canvases)
        return found

    def section(self, sheet: str, section: str) -> Section:
        """A section of a sheet. Raises UnknownId."""
        canvas = self.definitions.canvases.get(sheet) or self.canvas(sheet)
        found = canvas.section.get(section)
        if found is None:
            raise UnknownId("section", section, canvas.section)
        return found

    def place(self, sheet: str, section: str, part: str | None) -> Place:
        """A section of a sheet, or a part of it. Raises UnknownId."""
        found = self.section(sheet, section)
        if part is not None and part not in found.parts:
            raise UnknownId("part", part, found.parts)
        return Place(sheet, section, part)

    def kind(self, sheet: str, section: str) -> Kind:
        """What entries in a section look like, with the section's own fields. Raises UnknownId."""
        known = self._kinds.get((sheet, section))
        if known is not None:
            return known
        self.section(sheet, section)
        name, canvas = base_of(sheet), self.canvas(sheet)
        kind = self._kinds.get((name, section)) or canvas.kind(section)
        if kind is None:
            raise UnknownId("kind", canvas.kind_of(section), (*canvas.kinds, *KINDS))
        self._kinds[name, section] = kind
        return kind

    def step(self, name: str) -> Step:
        """A step of the flow, also by the name of an instance. What the chart has of its own, with a dot in its name,
        is none. Raises UnknownId."""
        found = self.steps.get(name) or self.steps.get(base_of(name))
        if found is None or "." in name:
            raise UnknownId("step", name, self.steps)
        return found

    def title(self, written: str, locale: str) -> str:
        """What people call a place on a sheet: the title of its innermost part."""
        place = Place.parse(written)
        home = self.definitions.pack.locale
        canvas = self.canvas(place.sheet)
        if place.section is None:
            use = self.definitions.flow.sheet.get(base_of(place.sheet))
            text = use.title if use and use.title else canvas.title
            owner = instance_of(place.sheet)
            if owner is not None:
                return f"{text.to(locale, home)} ({owner})"
        else:
            section = self.section(place.sheet, place.section)
            if place.part is not None and place.part not in section.parts:
                return place.part  # an upgrade took it away from under what was written there
            text = section.parts[place.part].title if place.part else section.title
        return text.to(locale, home)
