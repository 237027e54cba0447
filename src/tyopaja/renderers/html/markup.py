"""HTML built from values: whatever is not markup already is text, and text is escaped. There is no way to paste a
string in as markup from outside this module but `Markup` itself."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from attrs import frozen

from tyopaja.renderers.clean import clean

_VOID = frozenset({"meta", "br", "hr", "link", "img"})


@frozen
class Markup:
    """HTML that is finished."""

    written: str


Content: TypeAlias = "Markup | str | Iterable[Content] | None"
"""What an element may hold: markup, text, nothing, or several of them."""


def written(content: Content) -> str:
    """Content as HTML."""
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content.written
    if isinstance(content, str):
        return escape(clean(content), quote=False)
    return "".join(written(part) for part in content)


def h(name: str, /, *content: Content, **attributes: str | bool | None) -> Markup:
    """An element. An attribute's name is written with `_` for `-`, and with one behind it where Python has the word;
    None and False leave it out. Addresses are https or within the page, pictures are within it, and nothing else."""
    said = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{written(content)}</{name}>")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    leads = {"href": ("https://", "#"), "src": ("data:image/",)}
    if name.startswith("on") or (name in leads and not str(value).startswith(leads[name])):
        raise ValueError(f"the attribute {name}={value!r} could run something")
    return f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'


def user(text: str) -> Markup:
    """Somebody's words inside a sentence of ours: their direction does not spill over."""
    return h("bdi", text)
