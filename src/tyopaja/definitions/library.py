"""Several packs together: which flow and which canvas a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Definitions, Pack


@frozen
class Library:
    """Every pack that an engine has."""

    packs: tuple[Pack, ...]
    places: Mapping[str, Path] = field(factory=dict)
    """Pack → the folder or zip that it was read from, for those that come of one."""

    @classmethod
    def of(cls, packs: Iterable[tuple[bool, Pack, Path]]) -> Library:
        """Put packs together, each with whether the user named it, and where it is.

        A pack that was named takes the place of an installed one with its id, so that a copy can be worked on.
        Two named ones with one id are refused, and so are two installed ones.
        """
        chosen: dict[str, tuple[bool, Pack, Path]] = {}
        for named, pack, path in packs:
            other = chosen.get(pack.id)
            if other is not None and other[0] == named:
                message = (
                    f"Two packs are called '{pack.id}': {other[2]} and {path}. "
                    "Change the id in one of their pack.toml files."
                )
                raise Refused("two-packs", message, id=pack.id)
            if other is None or named:
                chosen[pack.id] = (named, pack, path)
        return cls(tuple(pack for _, pack, _ in chosen.values()), {name: path for name, (*_, path) in chosen.items()})

    def flow(self, name: str) -> tuple[Pack, Flow]:
        """The flow called `flow` or `pack/flow`. Raises UnknownId; Refused when two packs have it."""
        where, _, flow = name.rpartition("/")
        found = [pack for pack in self.packs if flow in pack.flows and where in ("", pack.id)]
        if len(found) > 1:
            both = ", ".join(f"{pack.id}/{flow}" for pack in found)
            raise Refused("two-flows", f"More than one pack has a flow '{flow}': {both}. Say which.", flow=flow)
        if not found:
            raise UnknownId("flow", name, (flow for pack in self.packs for flow in pack.flows))
        return found[0], found[0].flows[flow]

    def canvas(self, pack: Pack, name: str) -> Canvas:
        """The canvas that a flow of `pack` calls `canvas`, or `pack/canvas` for another's. Raises UnknownId."""
        where, _, canvas = name.rpartition("/")
        for one in (pack, *self.packs):
            if where in ("", one.id) and canvas in one.canvases:
                return one.canvases[canvas]
            if not where:
                break
        raise UnknownId("canvas", name, pack.canvases)

    def definitions(self, flow: str) -> Definitions:
        """All that a session of a flow needs."""
        pack, found = self.flow(flow)
        sheets = found.sheet_names()
        canvases = {sheet: self.canvas(pack, found.canvas_of(sheet)) for sheet in sheets}
        return Definitions.of(pack, found, canvases)
