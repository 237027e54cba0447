"""The format `markdown`: lists under headings. A heading names a section, or a sheet, or a part; each item of a list
under it is an entry, with what is nested in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tyopaja.errors import ImportProblem
from tyopaja.importers.contract import Content, Found, Importer, Spot
from tyopaja.importers.decoding import text_in
from tyopaja.views.nodes import SheetView

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode as Node

_BOX = re.compile(r"\[([ xX])\]\s+")
_LISTS = ("bullet_list", "ordered_list")
_DEEPEST = 20
"""How deep lists may be nested in one another: what is deeper was not written by people."""


def read(data: bytes, view: SheetView | None = None) -> Content:
    """What the lists of a page hold. Raises ImportProblem."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False, "maxNesting": 3 * _DEEPEST}).parse(text_in(data)))
    ticked = _ticked(view)
    headings: list[tuple[int, str]] = []
    found: list[Found] = []
    skipped: list[str] = []
    for node in tree.children:
        if node.type == "heading":
            level = int(node.tag[1:])
            headings = [*(one for one in headings if one[0] < level), (level, _words(node))]
        elif node.type in _LISTS:
            first, *others = _spots([title for _, title in headings])
            for item in node.children:
                text, fields = _unboxed("\n".join(_lines(item)), ticked)
                if text:
                    place = {"sheet": first.sheet, "section": first.section, "part": first.part}
                    found.append(Found(text=text, fields=fields, otherwise=others, line=_line(item), **place))
        elif node.type != "hr":
            skipped.append(f"Line {_line(node)} is no item of a list: '{_shown(node)}'.")
    if not found:
        message = (
            "There is no list on this page. Write each entry as an item: '- text', under a heading for its section."
        )
        raise ImportProblem("no-list", message)
    return Content(found=found, skipped=skipped)


def _spots(titles: Sequence[str]) -> list[Spot]:
    """What headings one inside the other may mean, the innermost of them for certain, the most exact first."""
    if not titles:
        return [Spot()]
    *outer, inner = titles
    spots = [Spot(section=inner)]
    if outer:
        spots = [Spot(section=outer[-1], part=inner), Spot(sheet=outer[-1], section=inner), *spots]
    if len(outer) > 1:
        spots = [Spot(sheet=outer[-2], section=outer[-1], part=inner), *spots]
    return spots


def _lines(item: Node, depth: int = 0) -> Iterator[str]:
    """The words of an item: a line a paragraph, what is nested below it behind a dash."""
    for node in item.children:
        if node.type in _LISTS:
            if depth >= _DEEPEST:
                raise ImportProblem("too-deep", f"Line {_line(node)}: lists are nested too deep.", line=_line(node))
            for nested in node.children:
                lines = [line for line in _lines(nested, depth + 1) if line]
                yield from (f"{'  ' * depth}– {line}" if place == 0 else line for place, line in enumerate(lines))
        else:
            yield _words(node)


def _words(node: Node) -> str:
    """The words of a node without their marks; markup of other languages stays as it was written."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.children and node.type != "image":
        between = "" if node.type in ("inline", "strong", "em", "link") else " "
        return between.join(_words(one) for one in node.children).strip(" " if node.type != "inline" else None)
    return node.content.strip() if node.type in ("code_block", "fence") else node.content


def _unboxed(text: str, ticked: str) -> tuple[str, dict[str, bool]]:
    """The words without a box to tick, and what the box says where the section has something to tick."""
    match = _BOX.match(text)
    if match is None:
        return text.strip(), {}
    done = match[1] != " "
    return text[match.end() :].strip(), {ticked: True} if done and ticked else {}


def _ticked(view: SheetView | None) -> str:
    """The field that says that something is done, of a sheet on which every list has one."""
    if view is None or not view.sections or any(section.draw != "checks" for section in view.sections):
        return ""
    return next((field.id for field in view.sections[0].fields if field.type == "yes-no"), "")


def _line(node: Node) -> int:
    return node.map[0] + 1 if node.map else 1


def _shown(node: Node) -> str:
    text = " ".join(_words(node).split())
    return text if len(text) <= 60 else f"{text[:60]}…"


MARKDOWN = Importer(
    "markdown", read, suffixes=(".md", ".markdown"), title="Markdown: lists under the sections' headings"
)
