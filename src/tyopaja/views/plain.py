"""Views as dicts and lists, for JSON and for templates of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import fields, has


def plain(node: Any) -> Any:
    """A view, or any part of one: values become dicts by attribute, tuples lists; nothing is left out."""
    if has(type(node)):
        return {one.name: plain(getattr(node, one.name)) for one in fields(type(node))}
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, tuple | list):
        return [plain(one) for one in node]
    return node
