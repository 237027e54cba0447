"""Further languages of a pack, kept in files of their own: `locale/sv.toml` says the pack's texts in Swedish, by the
same paths.

What it says is put into the tables of the other files before they are fitted to the model, so that nobody else need
know where a text came from. Only whoever reports something wrong in one has to: see `Translations.at_home`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from attrs import define, evolve, field, fields, frozen

from tyopaja.definitions.files import FOLDERS, HEAD, LOCALE, id_of
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.definitions.reading import Source
from tyopaja.definitions.wording import bare, found, is_table
from tyopaja.errors import nearest
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import key_of
from tyopaja.model.flow import Flow, Move
from tyopaja.model.pack import Pack
from tyopaja.model.text import HOME, Text, Texts, tag_of

_FILES: Mapping[str, tuple[str, type]] = {"canvases": ("canvas", Canvas), "flows": ("flow", Flow)}
"""Folder → what a file in it is called, and what it stands for."""


@frozen
class _Said:
    """What a locale file says of one other file."""

    file: str
    """The locale file."""
    tag: str
    path: KeyPath
    """Where in the locale file."""
    table: Any


@define
class Translations:
    """What a pack's locale files say."""

    home: str = HOME
    """The tag that bare texts of the pack are put under when another language joins them: the pack's locale."""
    findings: list[Finding] = field(factory=list)
    withheld: set[str] = field(factory=set)
    """Files of which something is said that could not be put in because of their own mistakes: nobody can say what is
    not translated there."""
    _said: dict[str, list[_Said]] = field(factory=dict)
    """By the file that it is said of."""
    _origins: dict[tuple[str, KeyPath], tuple[str, KeyPath]] = field(factory=dict)
    """File and way of a text in one language → locale file and way there."""

    def take(self, source: Source) -> None:
        """Take in a locale file."""
        tag, table = id_of(source.file), source.table
        meant = tag_of(tag)
        if meant != tag:
            message = f"'{tag}' is not a language tag, so nobody can say which language the file is in."
            hint = (
                f"Call the file {meant}.toml." if meant else "Call it by a tag of BCP 47, like sv.toml or en-GB.toml."
            )
            self.findings.append(Finding(file=source.file, path=(), code="bad-locale", message=message, hint=hint))
        if table is None or meant is None:
            return
        for key, value in table.items():
            if key == "pack":
                self._note(HEAD, _Said(source.file, meant, (key,), value))
            elif key in FOLDERS and isinstance(value, dict):
                for name, one in value.items():
                    self._note(f"{key}/{name}.toml", _Said(source.file, meant, (key, name), one))
            elif key in FOLDERS:
                self.findings.append(_wrong(_Said(source.file, meant, (key,), value), f"[{key}.NAME]"))
            else:
                self.findings.append(_no_key(source.file, (key,), f"[{key}]", ("pack", *FOLDERS)))

    def _note(self, file: str, said: _Said) -> None:
        self._said.setdefault(file, []).append(said)

    def into(self, file: str, table: dict[str, Any], own: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The table of a file with what is said of it in other languages. The table itself stays as it is.

        `own` is what the file itself says, where `table` holds more than that: a text that was taken over from
        elsewhere may be said anew.
        """
        if file not in self._said:
            return table
        kind = Pack if file == HEAD else _FILES[file.partition("/")[0]][1]
        for said in self._said.pop(file):
            filler = _Filler(self, file, said.file, said.tag)
            table = filler.table(kind, table, table if own is None else own, said.table, (), said.path)
        return table

    def left_over(self, files: Mapping[str, Any]) -> Iterator[Finding]:
        """What is said of files that there are not; `files` are those that there are, sound or not."""
        for file, several in self._said.items():
            if file in files:
                continue
            folder = file.partition("/")[0]
            known = [id_of(one) for one in files if one.startswith(f"{folder}/")]
            for said in several:
                what = f"The pack has no {_FILES[folder][0]} '{said.path[-1]}'"
                yield _nothing(said.file, said.path, what, known)

    def at_home(self, finding: Finding) -> Finding:
        """A finding in a text that a locale file says, there; any other one as it is."""
        for end in range(len(finding.path), 0, -1):
            origin = self._origins.get((finding.file, finding.path[:end]))
            if origin is not None:
                return evolve(finding, file=origin[0], path=(*origin[1], *finding.path[end:]))
        return finding

    def came_from(self, here: tuple[str, KeyPath], there: tuple[str, KeyPath]) -> None:
        """Remember where a text stands."""
        self._origins[here] = there


@frozen
class _Filler:
    """Puts one language into one file's table. `path` is always the way in that table, `way` that in the locale file;
    `own` is what the file itself says at `path`."""

    into: Translations
    file: str
    locale: str
    tag: str

    def table(self, kind: type, table: Any, own: Any, said: Any, path: KeyPath, way: KeyPath) -> Any:
        """A table of fixed keys."""
        if not self._both_tables(table, said, way):
            return table
        kinds, made = _speaking(kind), dict(table)
        for key, one in said.items():
            if key not in kinds:
                self.into.findings.append(_no_text(self.locale, (*way, key), key, kind))
            elif key in table:
                made[key] = self.value(kinds[key], table[key], _inside(own, key), one, (*path, key), (*way, key))
            elif table.keys() <= _keys(kind):
                self._nothing((*way, key), table.keys() & kinds.keys())
            else:  # an unknown key may be this one, misspelt
                self.into.withheld.add(self.file)
        return made

    def value(self, kind: Any, value: Any, own: Any, said: Any, path: KeyPath, way: KeyPath) -> Any:
        """What a key of a table says."""
        if kind is Text or kind is Texts:
            return self.text(kind, value, own, said, path, way)
        if is_table(kind):
            return self.table(kind, value, own, said, path, way)
        if get_origin(kind) is tuple:
            return self.list_(get_args(kind)[0], value, said, path, way)
        if not self._both_tables(value, said, way):
            return value
        made, inner = dict(value), get_args(kind)[1]
        for name, one in said.items():
            if name in value:
                made[name] = self.value(inner, value[name], _inside(own, name), one, (*path, name), (*way, name))
            else:
                self._nothing((*way, name), value)
        return made

    def list_(self, kind: type, value: Any, said: Any, path: KeyPath, way: KeyPath) -> Any:
        """Steps by their id, moves by their event or their number."""
        if not isinstance(value, list) or not self._both_tables({}, said, way):
            return value
        made = list(value)
        for name, one in said.items():
            places = _places(kind, value, name)
            for place in places:
                row = value[place]
                made[place] = self.table(kind, row, row, one, (*path, place), (*way, name))
            if not places:
                known = [str(row.get("id", row.get("on", ""))) for row in value if isinstance(row, dict)]
                self._nothing((*way, name), known)
        return made

    def text(self, kind: type, value: Any, own: Any, said: Any, path: KeyPath, way: KeyPath) -> Any:
        """A text, or a list of them, with one language more."""
        words, shown = (str, '"…"') if kind is Text else (list, '["…"]')
        if not isinstance(said, words) or (words is list and not all(isinstance(one, str) for one in said)):
            self.into.findings.append(_wrong(_Said(self.locale, self.tag, way, said), f"{way[-1]} = {shown}"))
            # Said, if wrongly: so it is not missing as well.
            said = "–" if words is str else ["–"]
        if not isinstance(value, words | dict):
            return value
        if self.tag in (own if isinstance(own, dict) else () if own is None else (self.into.home,)):
            message = f"'{way[-1]}' is said in {self.tag} in {self.file} already."
            finding = Finding(
                file=self.locale,
                path=way,
                at="key",
                code="translated-twice",
                message=message,
                hint=f"Take it out of one of the two: {self.file} is what holds.",
            )
            self.into.findings.append(finding)
            return value
        self.into.came_from((self.file, (*path, self.tag)), (self.locale, way))
        return {**(value if isinstance(value, dict) else {self.into.home: value}), self.tag: said}

    def _both_tables(self, value: Any, said: Any, way: KeyPath) -> bool:
        """Whether there is something to go down into; a locale file that has no table there is told so."""
        if not isinstance(said, dict):
            self.into.findings.append(_wrong(_Said(self.locale, self.tag, way, said), f"[{_dotted(way)}]"))
        return isinstance(said, dict) and isinstance(value, dict)

    def _nothing(self, way: KeyPath, known: Iterable[str]) -> None:
        inside = way[1:] if self.file == HEAD else way[2:]
        what = f"{self.file} has no '{_dotted(inside)}' to translate"
        self.into.findings.append(_nothing(self.locale, way, what, known))


@cache
def _keys(kind: type) -> frozenset[str]:
    """Every key of a class's tables."""
    return frozenset(key_of(one.name) for one in fields(kind))


@cache
def _speaking(kind: type) -> Mapping[str, Any]:
    """The keys of a class that are texts, or hold some, with what they are."""
    hints = get_type_hints(kind)
    made = {key_of(one.name): bare(hints[one.name]) for one in fields(kind)}
    return {key: one for key, one in made.items() if _speaks(one) and key not in ("canvases", "flows", "kinds")}


def _speaks(kind: Any) -> bool:
    if kind is Text or kind is Texts:
        return True
    if get_origin(kind) in (tuple, Mapping):
        return any(_speaks(one) for one in get_args(kind) if one is not ...)
    return is_table(kind) and bool(_speaking(kind))


def _places(kind: type, rows: list[Any], name: str) -> list[int]:
    """Which rows are meant: a step by its id, a move by its event, or its number from 1 where no event is so called."""
    key = "on" if kind is Move else "id"
    places = [
        place
        for place, row in enumerate(rows)
        if isinstance(row, dict) and row.get(key) == name and (key == "id" or "label" in row)
    ]
    if not places and kind is Move and name.isascii() and name.isdigit() and 0 < int(name[:6]) <= len(rows):
        return [int(name) - 1]
    return places


def _inside(own: Any, key: str) -> Any:
    return own.get(key) if isinstance(own, dict) else None


def _wrong(said: _Said, right: str) -> Finding:
    message = f"'{said.path[-1]}' cannot be {found(said.table)} here: the file's name says the language already."
    return Finding(file=said.file, path=said.path, code="wrong-type", message=message, hint=f"Write {right}.")


def _no_text(file: str, path: KeyPath, key: str, kind: type) -> Finding:
    message, near = f"'{key}' is no text, so it has no translation.", tuple[str, ...]()
    if key not in _keys(kind):
        message, near = f"There is no text '{key}' here.", nearest(key, _speaking(kind))
    hint = f"Did you mean '{near[0]}'?" if near else f"Texts here are: {', '.join(_speaking(kind))}."
    return Finding(file=file, path=path, at="key", code="unknown-key", message=message, hint=hint)


def _no_key(file: str, path: KeyPath, shown: str, known: tuple[str, ...]) -> Finding:
    near = nearest(str(path[-1]), known)
    hint = f"Did you mean [{near[0]}]?" if near else f"It takes: {', '.join(f'[{one}]' for one in known)}."
    message = f"A file in {LOCALE} takes no {shown}."
    return Finding(file=file, path=path, at="key", code="unknown-key", message=message, hint=hint)


def _nothing(file: str, path: KeyPath, what: str, known: Iterable[str]) -> Finding:
    near = nearest(str(path[-1]), known)
    hint = f"Did you mean '{near[0]}'?" if near else "Write it there first, or take it out here."
    return Finding(file=file, path=path, at="key", code="nothing-to-translate", message=f"{what}.", hint=hint)


def _dotted(path: KeyPath) -> str:
    return ".".join(str(step) for step in path)
