"""Every way in which a table does not fit the class that it stands for, each said once.

The quick converter stops at the first misfit and knows nothing of places; this walk over the same attrs classes is
made only when it has stopped, or when a limit is not kept. It finds something exactly then, which a test holds it to.
One mistake is one finding: a key that is plainly the misspelling of a missing one is not missed as well, and what
stands below it is looked at as if it were spelt right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from attrs import evolve, frozen

from tyopaja.definitions.ids import ID, bad_id, id_case
from tyopaja.definitions.keys import BY_ID, TEXTS, Keys, alike, dotted, elsewhere, keys_at_top, keys_of
from tyopaja.definitions.keys import close as close_to
from tyopaja.definitions.limits import DEEPEST, LARGEST, MOST
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.definitions.wording import LISTS, adding, expected, found, instead, is_table
from tyopaja.errors import nearest
from tyopaja.model.flow import Condition, Duration, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.text import Text, Texts

UNUSABLE = frozenset({"too-deep", "too-many", "bad-number"})
"""What makes a value that fits one that must not be worked with all the same."""


def misfits(file: str, what: str, table: Mapping[str, Any], kind: type) -> Iterator[Finding]:
    """Everything in `table` that does not fit `kind`; `what` is the word for the whole file: `canvas`."""
    walk = _Walk(file, what, keys_at_top(kind), set())
    yield from walk.table((), table, walk.root)


@frozen
class _Walk:
    file: str
    what: str
    root: Keys
    """The keys at the top of the file."""
    strayed: set[str]
    """Keys of the top of the file that were found below a header."""

    def finding(self, path: KeyPath, code: str, message: str, hint: str = "", *, key: bool = False) -> Finding:
        at: Literal["key", "value"] = "key" if key else "value"
        return Finding(file=self.file, path=path, at=at, code=code, message=message, hint=hint)

    def table(self, path: KeyPath, table: Mapping[str, Any], keys: Keys) -> Iterator[Finding]:
        """A table's unknown keys, what does not fit in the known ones, then the missing ones."""
        meant: set[str] = set()
        for key, value in table.items():
            if key in keys:
                yield from self.value((*path, key), keys[key].kind, value)
                continue
            close = close_to(key, keys, {*table, *meant})
            yield self.unknown(path, key, table, keys, close)
            if close is not None and close not in table:
                meant.add(close)
                yield from self.value((*path, key), keys[close].kind, value)
        for key, one in keys.items():
            if one.required and key not in table and key not in meant and not (path == () and key in self.strayed):
                message = f"{self.noun(path, table)} has no '{key}'."
                yield evolve(self.finding(path, "missing-key", message, adding(key, one.kind, path)), meant=key)

    def unknown(self, path: KeyPath, key: str, table: Mapping[str, Any], keys: Keys, close: str | None) -> Finding:
        meant = ""
        if path == () and key == "id" and self.what != "pack":
            hint = f"Take the key out: a {self.what}'s id is its file's name without .toml."
        elif close is not None and close not in table:
            meant, hint = close, f"Did you mean '{close}'?"
        elif close is not None and alike(key.lower(), close):
            hint = f"Did you mean '{close}'? That is said already."
        elif path and key in self.root:
            self.strayed.add(key)
            hint = f"Move it to the top of the file: here it is taken as part of [{dotted(path)}]."
        else:
            hint = elsewhere(path, key, table[key], keys, self.what) or f"It takes: {', '.join(keys)}."
        message = f"{self.noun(path, table)} takes no '{key}'."
        return evolve(self.finding((*path, key), "unknown-key", message, hint, key=True), meant=meant)

    def value(self, path: KeyPath, kind: Any, value: Any) -> Iterator[Finding]:
        """A value, as its type would have it."""
        if is_table(kind):
            if isinstance(value, dict):
                yield from self.table(path, value, keys_of(kind))
            else:
                yield self.wrong(path, kind, value)
        elif kind is Text:
            yield from self.by_locale(path, kind, value, str)
        elif kind is Texts:
            yield from self.by_locale(path, kind, value, tuple[str, ...])
        elif kind is Condition:
            yield from self.condition(path, value, 0)
        elif kind == Value:
            yield from self.field_value(path, value)
        elif kind is Duration:
            if not isinstance(value, str):
                yield self.wrong(path, kind, value)
            elif Duration.parse(value) is None:
                message = f'"{value}" is not a length of time.'
                yield self.finding(path, "bad-duration", message, instead(_name(path), kind, value))
        elif kind is Joining:
            yield from self.joining(path, value)
        elif get_origin(kind) is Literal:
            yield from self.choice(path, kind, value)
        elif get_origin(kind) in LISTS:
            yield from self.list_(path, kind, value)
        elif kind in (str, int, float, bool):
            if type(value) is not kind and not (kind is float and type(value) is int):
                yield self.wrong(path, kind, value)
            elif kind is float and not _is_finite(value):
                yet = "have finite numbers" if isinstance(path[-1], int) else "be a finite number"
                message = f"'{_name(path)}' must {yet}, not {value}."
                yield self.finding(path, "bad-number", message, "Write a number like 1 or 1.5.")
            elif kind in (int, float) and path != ("format",):
                yield from self.number(path, value)
            elif kind is str and path in (("id",), ("step", path[1] if len(path) == 3 else 0, "id")):
                yield from self.id(path, value)
        else:
            yield from self.named(path, kind, value)

    def field_value(self, path: KeyPath, value: Any) -> Iterator[Finding]:
        """What may stand in a field, whatever its type: that is judged once the type is known."""
        place = isinstance(value, list) and len(value) == 2 and all(type(one) in (int, float) for one in value)
        if not place and not isinstance(value, str | int | float | bool | date):
            yield self.wrong(path, Value, value)
        for one in value if place else [value] if type(value) in (int, float) else ():
            if not _is_finite(one):
                message = f"'{_name(path)}' must be a finite number, not {one}."
                yield self.finding(path, "bad-number", message, "Write a number like 1 or 1.5.")
                return
            if not -LARGEST <= one <= LARGEST:
                yield from self.number(path, one)
                return

    def by_locale(self, path: KeyPath, kind: Any, value: Any, words: Any) -> Iterator[Finding]:
        """A text or a list of them, bare or by language."""
        if isinstance(value, dict):
            for tag, one in value.items():
                yield from self.value((*path, tag), words, one)
        elif kind is Texts and isinstance(value, list):
            yield from self.value(path, words, value)
        elif kind is Texts or not isinstance(value, str):
            yield self.wrong(path, kind, value)

    def list_(self, path: KeyPath, kind: Any, value: Any) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield self.wrong(path, kind, value)
            return
        if (is_table(get_args(kind)[0]) or path[-1] in ("on", "gather")) and len(value) > MOST:
            yield self.too_many(path, len(value))
            return
        for place, one in enumerate(value):
            yield from self.value((*path, place), get_args(kind)[0], one)

    def named(self, path: KeyPath, kind: Any, value: Any) -> Iterator[Finding]:
        """A table of tables (or texts) by id."""
        inner = get_args(kind)[1]
        if not isinstance(value, dict):
            yield self.wrong(path, kind, value)
            return
        if len(value) > MOST:
            yield self.too_many(path, len(value))
            return
        if is_table(inner):
            keys = keys_of(inner)
            unnamed = [key for key, one in value.items() if key in keys and not isinstance(one, dict)]
            if unnamed or ("title" in value and "title" in keys and _is_words(value["title"])):
                message = f"The {_singular(_name(path))} here has no name."
                yield self.finding(path, "missing-id", message, f"Write [{dotted(path)}.NAME], a NAME for each.")
                return
        twins: dict[str, Any] = {}
        for name in value if path[-1] in BY_ID else ():
            if name != name.lower() and name.lower() in value:
                twins[name.lower()] = name
                yield id_case(self.file, (*path, name), name, name.lower())
            elif ID.fullmatch(name) is None:
                yield bad_id(self.file, (*path, name), name, key=True)
        for name, one in value.items():
            for finding in self.value((*path, name), inner, one):
                # What is missing in one of two that differ in capitals only was put into the other.
                if finding.code != "missing-key" or name.lower() not in twins or finding.path != (*path, name):
                    yield finding

    def id(self, path: KeyPath, value: str) -> Iterator[Finding]:
        if ID.fullmatch(value) is None:
            yield bad_id(self.file, path, value)

    def number(self, path: KeyPath, value: float) -> Iterator[Finding]:
        if value > LARGEST:
            message = f"'{_name(path)}' is far too large."
            yield self.finding(path, "bad-number", message, f"Write a number up to {LARGEST}.")
        elif value < -LARGEST:
            message = f"'{_name(path)}' is far too small."
            yield self.finding(path, "bad-number", message, f"Write a number from -{LARGEST}.")

    def too_many(self, path: KeyPath, count: int) -> Finding:
        message = f"There are {count} of '{_name(path)}'; {MOST} is the most."
        return self.finding(path, "too-many", message, "Split the file into several.", key=True)

    def joining(self, path: KeyPath, value: Any) -> Iterator[Finding]:
        """A rule, or how many; which it is that somebody meant shows in what they wrote."""
        if type(value) is int:
            if value < 1:
                message = f"'{_name(path)}' cannot be {value}."
                hint = f"It must be {expected(Joining)} from 1."
                yield self.finding(path, "unknown-choice", message, hint)
            else:
                yield from self.number(path, value)
        elif not isinstance(value, str) or value.strip().isdecimal():
            yield self.wrong(path, Joining, value)
        elif Joining.parse(value) is None:
            near = nearest(value.lower(), ("all", "facilitator"))
            hint = f'Did you mean "{near[0]}"?' if near else f"It must be {expected(Joining)}."
            yield self.finding(path, "unknown-choice", f"'{_name(path)}' cannot be \"{value}\".", hint)

    def choice(self, path: KeyPath, kind: Any, value: Any) -> Iterator[Finding]:
        choices = get_args(kind)
        if not isinstance(value, str):
            yield self.wrong(path, kind, value)
        elif value not in choices:
            message = f"'{_name(path)}' cannot be \"{value}\"."
            near = nearest(value.lower(), choices)
            hint = f'Did you mean "{near[0]}"?' if near else f"It must be {expected(kind)}."
            yield self.finding(path, "unknown-choice", message, hint)

    def condition(self, path: KeyPath, value: Any, depth: int) -> Iterator[Finding]:
        """What joins conditions; the single ones are looked at once all of them are known."""
        if depth > DEEPEST:
            yield self.finding(path, "too-deep", "The condition is nested more than 32 deep.", "Make it simpler.")
            return
        if not isinstance(value, dict):
            yield self.wrong(path, Condition, value)
            return
        joins = [name for name in ("all", "any", "not") if name in value]
        if not joins:
            for key, one in value.items():
                if type(one) is int:
                    yield from self.number((*path, key), one)
            return
        join = joins[0]
        if len(value) > 1:
            message = f"'{join}' must stand by itself in its {{ }}."
            hint = f"Put the others into its list: {join} = [{{ … }}, {{ … }}]."
            yield self.finding(path, "bad-condition", message, hint)
            return
        inner = value[join]
        if join == "not":
            yield from self.condition((*path, join), inner, depth + 1)
        elif not isinstance(inner, list) or not inner:
            message = f"Behind '{join}' must stand a list of conditions."
            yield self.finding((*path, join), "bad-condition", message, f"Write {join} = [{{ … }}, {{ … }}].")
        else:
            for place, one in enumerate(inner):
                yield from self.condition((*path, join, place), one, depth + 1)

    def wrong(self, path: KeyPath, kind: Any, value: Any) -> Finding:
        name = _name(path)
        subject = f"Each thing in '{name}'" if isinstance(path[-1], int) else f"'{name}'"
        message = f"{subject} must be {expected(kind)}, not {found(value)}."
        if isinstance(path[-1], int):
            hint = instead("", kind, value).replace("Write  = ", "Write ").replace(":  = ", ": ")
            return self.finding(path, "wrong-type", message, hint)
        written = dotted(path) if is_table(kind) or get_origin(kind) is Mapping else name
        return self.finding(path, "wrong-type", message, instead(written, kind, value))

    def noun(self, path: KeyPath, table: Mapping[str, Any]) -> str:
        """`The section 'kuka'`, `The step 'aloitus'`, `The canvas`, `[layout]`."""
        if not path:
            return f"The {self.what}"
        if isinstance(path[-1], int):
            called = table.get("id")
            what = _singular(_name(path))
            return f"The {what} '{called}'" if isinstance(called, str) else f"This {what}"
        if len(path) > 1 and path[-2] in ("section", "parts", "fields", "sheet", "kind", "activity"):
            return f"The {_singular(str(path[-2]))} '{path[-1]}'"
        return f"[{dotted(path)}]"


def _is_finite(value: float) -> bool:
    # Not math.isfinite, which cannot take whole numbers of 400 digits.
    return value == value and abs(value) != float("inf")


def _name(path: KeyPath) -> str:
    """The key that a path ends in, with the language behind a text's: `title.fi`."""
    keys = [step for step in path if isinstance(step, str)]
    if len(keys) > 1 and keys[-2] in TEXTS:
        return f"{keys[-2]}.{keys[-1]}"
    return keys[-1] if keys else ""


def _singular(word: str) -> str:
    return "axis" if word == "axes" else word.removesuffix("s")


def _is_words(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and all(isinstance(one, str) for one in value.values()))
