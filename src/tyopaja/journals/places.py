"""Where journals that a path names are, and what to say when there is none. Looking opens nothing and makes nothing:
whoever wants to read a journal and slips in its name should not find an empty one there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from tyopaja.errors import JournalError, UnknownId, nearest
from tyopaja.journals import folder_names as names

_FEW = 12
"""Names that are told where none is near."""
_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3"})
"""How files of SQLite are mostly called. What is in a file is not looked at: any handle that is closed drops the locks
that this process has on it."""


@frozen
class _Kind:
    """Journals of one scheme."""

    what: str
    """What a path of theirs names."""
    example: str
    looks_so: Callable[[Path, str], bool]
    """Whether what is at a path is probably one, when a name of the suffix given is looked for."""
    may_begin: Callable[[Path], bool]
    """Whether there is nothing at a path, or what a journal may begin in; what is in its way the journal tells."""


def _is_folder_journal(path: Path, suffix: str) -> bool:
    return (path / names.ABOUT).is_file()


def _may_begin_folder(path: Path) -> bool:
    found = {one.name for one in path.iterdir()} if path.exists() else set()
    return names.ABOUT not in found and names.HARMLESS.issuperset(found)


def _is_file_journal(path: Path, suffix: str) -> bool:
    return path.suffix in {suffix, *_SUFFIXES} - {""} and path.is_file()


def _may_begin_file(path: Path) -> bool:
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


_KINDS: Mapping[str, _Kind] = {
    "folder": _Kind("folder", "series", _is_folder_journal, _may_begin_folder),
    "sqlite": _Kind("file", "series.db", _is_file_journal, _may_begin_file),
}


def path_of(url: str) -> str:
    """What stands behind the scheme, `sqlite` or `folder`, letter for letter; `sqlite:///abs.db` is an absolute path
    too. Raises JournalError where nothing does."""
    scheme, _, path = url.partition(":")
    if path.startswith("///"):
        path = path.removeprefix("//")
    if not path or path.startswith("//"):
        kind = _KINDS[scheme]
        message = f"'{url}' names no {kind.what}. Write {scheme}:{kind.example} or {scheme}:/somewhere/{kind.example}."
        raise JournalError("no-path", message, url=url)
    return path


def must_be_there(url: str) -> None:
    """Raise UnknownId where the URL names a place by its path and no journal has begun there, with what was probably
    meant. Of other URLs nothing is known here. Raises JournalError for a URL without a path."""
    scheme = url.partition(":")[0]
    if scheme not in _KINDS:
        return
    named = path_of(url)
    try:
        path = Path(named).expanduser().resolve()
        other = next((one for one, kind in _KINDS.items() if one != scheme and kind.looks_so(path, "")), None)
        if other is None and not _KINDS[scheme].may_begin(path):
            return
        if other is not None:
            raise _not_there(path, f". Did you mean {other}:{path}?", ())
        raise _nothing_at(path, scheme)
    except (OSError, ValueError, RuntimeError):
        return  # the journal says what is the matter with the place when it is opened


def _nothing_at(path: Path, scheme: str) -> UnknownId:
    lacking = path
    while not lacking.parent.exists():
        lacking = lacking.parent
    rest = path.relative_to(lacking)
    known = tuple(sorted(one.name for one in _alike(lacking, rest, _KINDS[scheme], path.suffix)))
    near = nearest(lacking.name, known)
    said = f": there is no folder {lacking}" if lacking != path else ""
    if near:
        said += f". Did you mean {scheme}:{lacking.parent / near[0] / rest}?"
    elif lacking == path and 0 < len(known) <= _FEW:
        said += f". In {lacking.parent} there is {', '.join(known)}."
    else:
        said += "."
    return _not_there(path, said, known)


def _alike(lacking: Path, rest: Path, kind: _Kind, suffix: str) -> Iterator[Path]:
    """What is beside a path that is not there, and has at its `rest` what looks like a journal."""
    for one in lacking.parent.iterdir():
        if one != lacking and kind.looks_so(one / rest, suffix):
            yield one


def _not_there(path: Path, said: str, known: tuple[str, ...]) -> UnknownId:
    message = (
        f"There is no journal at {path}{said} A journal begins with a session in it: tyopaja start, or tyopaja play."
    )
    return UnknownId("journal", path.name, known, message)
