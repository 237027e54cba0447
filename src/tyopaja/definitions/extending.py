"""A canvas that changes another one: what it says itself, over what the other says.

One level deep, so that whoever wants to know what a canvas is has two files to look at and no more. Works on plain
tables, as files have them: what a file does not say can only be told there. The canvas that is changed may be one of
another pack; then it brings along what it needs of that pack (its language, its kinds, its colours)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from attrs import evolve, field, fields, frozen, has

from tyopaja.definitions import soundness
from tyopaja.definitions.files import HEAD, id_of
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.errors import nearest
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.converter import converter
from tyopaja.model.kinds import Kind
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import Text, Texts

_HERE: KeyPath = ("extends",)

_NOT_TAKEN_OVER = frozenset({"id", "kinds", "extends", "drop"})

_T = TypeVar("_T")


class Gathered(Protocol):
    """The files of a pack, as far as extending asks."""

    @property
    def pack(self) -> Pack:
        """What pack.toml says."""

    @property
    def canvases(self) -> Mapping[str, Canvas]:
        """Those that fit, by id."""

    @property
    def extending(self) -> Mapping[str, object]:
        """The ids of those that extend others."""

    @property
    def unfit(self) -> Collection[str]:
        """The files that do not fit."""


class Beside(Protocol):
    """The packs whose canvases may be extended."""

    def called(self, id: str) -> Gathered | None:
        """The pack of that id."""

    def ids(self) -> Sequence[str]:
        """The ids of all of them."""


@frozen
class Base:
    """A canvas that another one extends, as it is in the pack of that one."""

    named: str
    """As the file names it."""
    canvas: Canvas
    pack: Pack
    """Its own pack."""
    kinds: Mapping[str, Kind] = field(factory=dict)
    """The kinds that it brings along from another pack."""

    @property
    def file(self) -> str:
        """Its file, in its own pack."""
        return f"canvases/{self.canvas.id}.toml"


def base_of(file: str, named: str, own: Gathered, beside: Beside) -> Base | Finding | None:
    """The canvas that a file extends, or what is wrong with its name.

    None where nothing can be said: what it names is there, and is not sound; that is reported where it is made.
    """
    where, _, name = named.rpartition("/")
    foreign = where not in ("", own.pack.id)
    other = beside.called(where) if foreign else own
    if other is None:
        near = nearest(where, beside.ids())
        hint = f'Did you mean "{near[0]}/{name}"?' if near else "Install the pack, or name it with --pack."
        return _finding(file, "unknown-pack", f"There is no pack '{where}'.", hint)
    if not foreign and name == id_of(file):
        message = "The canvas extends itself."
        return _finding(file, "extends-itself", message, f'To change one of another pack, write "PACK/{name}".')
    if name in other.extending:
        message = f"'{named}' extends another canvas itself; only one level can be followed."
        return _finding(file, "extends-twice", message, "Extend the canvas that it extends, and say the rest here.")
    if f"canvases/{name}.toml" in other.unfit or (foreign and HEAD in other.unfit):
        message = f"'{named}' is not sound itself, so it cannot be extended."
        return _finding(file, "unsound-base", message, "See what `tyopaja check` says of it.") if foreign else None
    if name not in other.canvases:
        near = nearest(name, other.canvases)
        written = f"{where}/{near[0]}" if near and where else "".join(near)
        whose = f"The pack '{where}'" if foreign else "The pack"
        hint = f'Did you mean "{written}"?' if near else 'Write the id of a canvas, or "PACK/CANVAS".'
        return _finding(file, "unknown-canvas", f"{whose} has no canvas '{name}'.", hint)
    base = Base(named, other.canvases[name], other.pack)
    return _brought_along(base, own.pack) if foreign else base


def _brought_along(base: Base, into: Pack) -> Base:
    """A canvas of another pack, so that it means here what it means there."""
    canvas, home = tagged(base.canvas, base.pack.locale), base.pack
    colours = {name: colour for name, colour in home.theme.colours.items() if name not in into.theme.colours}
    section = {name: _section(one, colours, home.id) for name, one in canvas.section.items()}
    used = {canvas.kind_of(name) for name in section} & home.kind.keys()
    kinds = {name: tagged(kind, home.locale) for name, kind in home.kind.items() if name in used}
    return evolve(base, canvas=evolve(canvas, section=section), kinds=kinds)


def _section(section: Section, colours: Mapping[str, str], home: str) -> Section:
    colour, answers = section.colour, section.answers
    if colour and colour in colours:
        colour = colours[colour]
    if answers and "/" not in answers:
        answers = f"{home}/{answers}"
    same = (colour, answers) == (section.colour, section.answers)
    return section if same else evolve(section, colour=colour, answers=answers)


def tagged(value: _T, tag: str) -> _T:
    """The same with each bare text in it said to be in the language `tag`."""
    made: Any = value
    if isinstance(value, Text | Texts):
        made = evolve(made, by_locale={one or tag: words for one, words in value.by_locale.items()})
    elif has(type(value)):
        parts = {one.alias: getattr(value, one.name) for one in fields(type(value)) if one.init}  # type: ignore[arg-type]
        made = evolve(made, **{name: tagged(part, tag) for name, part in parts.items()})
    elif isinstance(value, Mapping):
        made = {key: tagged(one, tag) for key, one in value.items()}
    elif isinstance(value, tuple):
        made = tuple(tagged(one, tag) for one in value)
    return made  # type: ignore[no-any-return]


@frozen
class Extension:
    """A canvas that extends another."""

    file: str
    own: Mapping[str, Any]
    """What the file itself says."""
    base: Base
    table: dict[str, Any]
    """All of it, what is taken over and what is said here."""

    @classmethod
    def of(cls, file: str, own: Mapping[str, Any], base: Base) -> Extension:
        """Put a file's table over the canvas that it extends."""
        below = _plain(converter().unstructure(base.canvas))
        below = {key: value for key, value in below.items() if key not in _NOT_TAKEN_OVER}
        said = own.get("section")
        kept = said if isinstance(said, dict) else {}
        dropped = [name for name in _listed(own.get("drop")) if name not in kept]
        layout = _layout(below["layout"], own.get("layout"), dropped)
        below["section"] = {name: one for name, one in below["section"].items() if name not in dropped}
        return cls(file, own, base, merged({**below, "layout": layout}, own, base.pack.locale))

    def wrong_drops(self) -> Iterator[Finding]:
        """Dropped sections that are not there to be dropped, or that the file says more about."""
        sections, said = self.base.canvas.section, self.own.get("section")
        for number, name in enumerate(_listed(self.own.get("drop"))):
            if name not in sections:
                near = nearest(name, sections)
                hint = f"Did you mean '{near[0]}'?" if near else f"It has: {', '.join(sections)}."
                message = f"'{self.base.named}' has no section '{name}' to drop."
                yield _finding(self.file, "unknown-section", message, hint, ("drop", number))
            elif isinstance(said, dict) and name in said:
                message = f"The section '{name}' is dropped, and changed below as well."
                hint = "Do one or the other; a section that is to be all different is best called otherwise."
                yield _finding(self.file, "dropped-and-changed", message, hint, ("drop", number))

    def kind_clashes(self, canvas: Canvas, own: Pack) -> Iterator[Finding]:
        """Kinds that the sections taken over mean otherwise than the pack they come to does."""
        used = {canvas.kind_of(section) for section in canvas.section}
        for name, kind in self.base.kinds.items():
            if name in used & own.kind.keys() and tagged(own.kind[name], own.locale) != kind:
                message = f"'{self.base.named}' brings a kind '{name}' along, and this pack has another one."
                yield _finding(self.file, "kind-clash", message, "Give this pack's own kind another name.")

    def says(self, path: KeyPath) -> bool:
        """Whether what is at `path` is said in the file itself."""
        here: Any = self.own
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def is_of_the_base(self, finding: Finding, vocabulary: Vocabulary) -> bool:
        """Whether a finding in what is taken over is one in the canvas that is extended, and belongs there."""
        canvas, pack = self.base.canvas, self.base.pack
        alone = evolve(pack, canvases={canvas.id: with_kinds(canvas, pack.kind)}, flows={})
        same = (self.base.file, finding.path, finding.code, finding.message)
        return any((one.file, one.path, one.code, one.message) == same for one in soundness.findings(alone, vocabulary))

    def taken_over(self, finding: Finding) -> Finding:
        """A finding in what the file does not say itself: at the line that takes it over."""
        where = ".".join(str(step) for step in finding.path)
        message = f"Taken over from '{self.base.named}'{f', {where}' if where else ''}: {finding.message}"
        return evolve(finding, path=_HERE, at="value", message=message)


def needless_drop(file: str) -> Finding:
    """`drop` in a canvas that extends no other."""
    message = "'drop' is for a canvas that extends another."
    hint = 'Write extends = "CANVAS" above it, or take it out.'
    return Finding(file=file, path=("drop",), at="key", code="drop-not-here", message=message, hint=hint)


def with_kinds(canvas: Canvas, kinds: Mapping[str, Kind]) -> Canvas:
    """A canvas with those of `kinds` that its sections are of."""
    used = {canvas.kind_of(section) for section in canvas.section} & kinds.keys()
    return evolve(canvas, kinds={name: kind for name, kind in kinds.items() if name in used}) if used else canvas


def merged(below: Any, above: Any, home: str) -> Any:
    """One table over another: tables key by key, anything else as `above` has it.

    Where `above` says a text by language and `below` is a bare one, that one counts as said in the language `home`.
    """
    if not isinstance(above, dict):
        return above
    if isinstance(below, dict):
        joined = {key: merged(below[key], one, home) if key in below else one for key, one in above.items()}
        return {**below, **joined}
    return {home: below, **above} if isinstance(below, str | list) else above


def _layout(below: dict[str, Any], above: Any, dropped: Collection[str]) -> dict[str, Any]:
    """The drawing that is taken over: with nothing where a section is dropped, and without shares that go with a
    drawing of other columns or rows."""
    made = dict(below)
    drawn = above.get("areas") if isinstance(above, dict) else None
    if not isinstance(drawn, list):
        made["areas"] = [" ".join("." if one in dropped else one for one in row.split()) for row in made["areas"]]
        return made
    counts = {"rows": len(drawn), "columns": max((len(str(row).split()) for row in drawn), default=0)}
    return {key: one for key, one in made.items() if key not in counts or len(one) == counts[key]}


def _plain(value: Any) -> Any:
    """As a TOML file would have it."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _listed(drop: Any) -> list[str]:
    return [name for name in drop if isinstance(name, str)] if isinstance(drop, list) else []


def _finding(file: str, code: str, message: str, hint: str, path: KeyPath = _HERE) -> Finding:
    return Finding(file=file, path=path, code=code, message=message, hint=hint)
