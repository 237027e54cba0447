"""What an importer is: a function from a file's bytes to what is written in it, with what there is to say about it.

An importer is pure: the same bytes give the same content. It knows no session. Where what it found belongs, and
whether it is there already, is worked out by whoever called it; see `tyopaja.workshop.importing`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import field, frozen

from tyopaja.model.kinds import Value
from tyopaja.views.nodes import SheetView


@frozen(kw_only=True)
class Spot:
    """A place by the names that a file has for it: ids, or what people call them, in any language."""

    sheet: str = ""
    """The sheet, `profiili@ryhma-1` for one of several; "" for the one that the file is brought into."""
    section: str = ""
    part: str = ""


def _spots(spots: Spot | Iterable[Spot]) -> tuple[Spot, ...]:
    return (spots,) if isinstance(spots, Spot) else tuple(spots)


def _texts(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


@frozen(kw_only=True)
class Found:
    """One thing that was found in a file: an entry to be."""

    text: str
    """As people wrote it, without what the format adds: bullets, numbers, marks."""
    entry: str = ""
    """The entry's id, where the file still knows it from an export."""
    sheet: str = ""
    """Where it belongs, as in `Spot`; all three are "" where the file says nothing of it."""
    section: str = ""
    part: str = ""
    fields: Mapping[str, Value] = field(factory=dict)
    """Further fields, by id or by title; the values as in entries, or as people write them. Blanks are left out."""
    answers: tuple[str, ...] = field(default=(), converter=_texts)
    """The ids of the entries that it answers."""
    otherwise: tuple[Spot, ...] = field(default=(), converter=_spots)
    """Where it belongs when the session has no such place, the best first."""
    written: str = ""
    """When it was written first, in ISO 8601, where the file knows: with the id it tells an entry of this session from
    one of another that happens to be called alike."""
    origin: str = ""
    """What it grew from, in words, for those who look at the differences."""
    line: int | None = None
    """Which line of the file, or row, counted from 1, for messages; None where a file has none."""


def _several(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(found)


@frozen(kw_only=True)
class Content:
    """What a file holds."""

    found: tuple[Found, ...] = field(converter=_several)
    """In the order of the file."""
    whole: bool = False
    """Whether it was exported as a whole: an entry of `known` that is not in `found` was taken away in the file."""
    sheet: str = ""
    """The sheet that it was exported from; "" where that is not known."""
    known: tuple[str, ...] = field(default=(), converter=_texts)
    """The ids of all entries that the file had when it was exported."""
    before: Mapping[str, str] = field(factory=dict)
    """Entry → its text when the file was exported, where the file still knows: it tells who has edited, people in the
    file, in the session, or both."""
    pictures: Mapping[str, bytes] = field(factory=dict)
    """The file of each picture that fields name by its `sha256:…`, where the file has it."""
    skipped: tuple[str, ...] = field(default=(), converter=_texts)
    """What stands in the file and is no entry, in words, one each: nothing is left out in silence."""


@frozen
class Importer:
    """One format that can be read."""

    format: str
    """The name that `import --as` takes, unique among all plugins."""
    read: Callable[[bytes, SheetView | None], Content]
    """The work. The view is the sheet that the content is meant for, as it is now, where that is known: its titles and
    fields may help to tell columns apart. Raises ImportProblem for what is no such file, and nothing else."""
    suffixes: tuple[str, ...] = field(kw_only=True, converter=_texts)
    """The ends of file names that it is for, with their dots: `.csv`. `()` for one that must be named."""
    title: str = field(kw_only=True, default="")
    """One line for `tyopaja list importers`."""
    known_by: Callable[[bytes], bool] | None = field(kw_only=True, default=None)
    """Where several importers share a suffix (`.json`): whether this one knows the file, by a quick look that raises
    nothing. Those without are asked last."""
