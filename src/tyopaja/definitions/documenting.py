"""What the attributes of the model say of themselves: the strings that stand beneath them in the source.

Python keeps no such strings, so the source is read, which the wheel has. One text serves the reader of the code, the
reference and the editor that completes a key."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache


@cache
def docstrings(kind: type) -> Mapping[str, str]:
    """Attribute → the string beneath it, on one line."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for line, below in zip(body.body, body.body[1:], strict=False):
        if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[line.target.id] = on_one_line(str(below.value.value))
    return found


def on_one_line(text: str) -> str:
    """A docstring without its line ends."""
    return " ".join(text.split())
