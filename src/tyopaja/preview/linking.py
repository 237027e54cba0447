"""Markup that leads from one view of the pack to another: the only places of the page with addresses, which are made
of a choice and nothing else."""

from __future__ import annotations

from html import escape

from tyopaja.preview.choosing import Choice
from tyopaja.renderers.html.markup import Content, Markup, written

_SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""No scripts; that the page may measure it, and that a link in it opens in a window of its own."""


def link(to: Choice, content: Content, *, current: bool = False) -> Markup:
    """A link to another view, or to the one that is shown."""
    here = ' aria-current="true"' if current else ""
    return Markup(f'<a href="?{escape(to.query())}"{here}>{written(content)}</a>')


def drawn(choice: Choice, mark: str, title: str) -> Markup:
    """The sheet of a choice; `mark` is another one whenever the sheet is."""
    name, query = escape(title), escape(f"{choice.query()}&mark={mark}")
    if choice.medium == "print":
        return Markup(f'<img id="drawn" src="/print?{query}" alt="{name}">')
    return Markup(f'<iframe id="drawn" src="/sheet?{query}" title="{name}" sandbox="{_SANDBOX}"></iframe>')
