"""Whether a pack and this tyopaja go together: the pack's grammar, its own version, the engine that it asks for.

The rules are PEP 440's, which `packaging` knows; plain cases are told without it, since importing it takes longer
than reading a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.pack import FORMAT

_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")
_CLAUSE = re.compile(r"\s*(>=|<=|<|>)\s*([0-9]{1,9}(?:\.[0-9]{1,9})*)\s*")


def check_versions(table: Mapping[str, Any], version: str) -> Iterator[Finding]:
    """What is wrong with the format, version and engine in a pack.toml, for tyopaja `version`.

    Takes the plain table: a pack for another tyopaja need not fit the model of this one. Values of the wrong type are
    for others to report.
    """
    form, own, engine = table.get("format"), table.get("version"), table.get("engine")
    if type(form) is int and form != FORMAT:
        message = f"The pack is written in format {form}; this tyopaja ({version}) reads format {FORMAT}."
        hint = "Upgrade tyopaja to use it." if form > FORMAT else f"Write format = {FORMAT}."
        yield _finding(("format",), "wrong-format", message, hint)
    if type(own) is str and not is_version(own):
        yield _finding(("version",), "bad-version", f"'{own}' is not a version.", 'Write one like "1.0.0".')
    met = _meets(engine, version) if type(engine) is str else True
    if met is None:
        message = f"'{engine}' does not say which versions of tyopaja the pack runs on."
        yield _finding(("engine",), "bad-engine", message, 'Write it like ">=0.1,<1".')
    elif not met:
        message = f"The pack needs tyopaja {engine}; this is tyopaja {version}."
        yield _finding(("engine",), "wrong-engine", message, "Install another version of tyopaja, or of the pack.")


def _finding(path: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(file="pack.toml", path=path, code=code, message=message, hint=hint)


@lru_cache(64)
def is_version(written: str) -> bool:
    """Whether a version is written as PEP 440 has it."""
    if _PLAIN.fullmatch(written):
        return True
    from packaging.version import InvalidVersion, Version

    try:
        Version(written)
    except (InvalidVersion, ValueError):
        return False
    return True


@lru_cache(64)
def later(one: str, other: str) -> bool:
    """Whether one version comes after another; both are versions."""
    if _PLAIN.fullmatch(one) and _PLAIN.fullmatch(other):
        return _numbers(one) > _numbers(other)
    from packaging.version import Version

    return Version(one) > Version(other)


@lru_cache(64)
def _meets(specifier: str, version: str) -> bool | None:
    """Whether `version` is among those that `specifier` allows; None when it is no specifier."""
    if _PLAIN.fullmatch(version):
        clauses = [_CLAUSE.fullmatch(clause) for clause in specifier.split(",")]
        if all(clauses):
            return all(_holds(clause[1], _numbers(version), _numbers(clause[2])) for clause in clauses if clause)
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(specifier).contains(version, prereleases=True)
    except (InvalidSpecifier, ValueError):
        return None


def _holds(sign: str, ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    if sign == ">=":
        return ours >= theirs
    if sign == "<=":
        return ours <= theirs
    return ours < theirs if sign == "<" else ours > theirs


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a plain version, without the zeros at its end: 1.0 is 1."""
    numbers = [int(number) for number in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
