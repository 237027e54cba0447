"""Prompts may hold a little Markdown: emphasis, and links to https addresses. Here it becomes spans, and plain words
for whoever has no use for those.

The rules are CommonMark's, by markdown-it-py, which is imported only for a prompt that has any of its signs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve

from tyopaja.views.nodes import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SIGNS = re.compile(r"[*_\[\\]")


def spans(text: str) -> tuple[Span, ...]:
    """A prompt as runs of words that are set alike; a single plain one for nearly all."""
    if not _SIGNS.search(text):
        return (Span(text=text),)
    made: list[Span] = []
    now = Span(text="")
    for token in _parser().parseInline(text)[0].children or ():
        match token.type:
            case "strong_open" | "strong_close":
                now = evolve(now, strong=token.type == "strong_open")
            case "em_open" | "em_close":
                now = evolve(now, emphasis=token.type == "em_open")
            case "link_open":
                address = str(token.attrGet("href") or "")
                now = evolve(now, link=address if address.startswith("https://") else "")
            case "link_close":
                now = evolve(now, link="")
            case _:
                made.append(evolve(now, text=token.content))
    return tuple(_joined(made)) or (Span(text=text),)


def words(parts: tuple[Span, ...]) -> str:
    """The same as plain words; a link's address stands behind it."""
    return "".join(
        f"{part.text} ({part.link})" if part.link and part.link != part.text else part.text for part in parts
    )


def _joined(made: list[Span]) -> list[Span]:
    """Neighbours that are set alike as one; what is empty left out."""
    out: list[Span] = []
    for one in made:
        if out and evolve(out[-1], text="") == evolve(one, text=""):
            out[-1] = evolve(one, text=out[-1].text + one.text)
        elif one.text:
            out.append(one)
    return out


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["emphasis", "link", "escape"])
