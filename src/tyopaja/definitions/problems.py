"""What is wrong in a definition file: first as a finding at a path of keys, then, once positions are looked up, as a
problem at a line and a column."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

KeyPath = tuple[str | int, ...]
"""The way to a value in a parsed TOML file: keys, and places in arrays from 0. () is the whole file."""

Severity = Literal["error", "warning"]


@frozen(kw_only=True)
class Finding:
    """Something wrong at a path of keys. Has no position yet: those cost a scan of the file."""

    file: str
    """The file, relative to the pack's folder, with `/`: `canvases/okr.toml`."""
    path: KeyPath
    at: Literal["key", "value"] = "value"
    """Whether the key itself is at fault, or what it is set to."""
    code: str
    """Stable and kebab-case, for programs and the reference."""
    severity: Severity = "error"
    message: str
    """What is wrong, in plain words."""
    hint: str = ""
    """What to write instead."""
    meant: str = ""
    """The key that is missing, or that was meant by one that is plainly misspelt; "" otherwise."""


@frozen(kw_only=True)
class Problem:
    """Something wrong in a file, where a person can go and mend it."""

    file: str
    """As the user named it, or reached from the folder that they named."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    code: str
    severity: Severity
    message: str
    hint: str

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        mark = "" if self.severity == "error" else "warning: "
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}{hint} [{self.code}]"
