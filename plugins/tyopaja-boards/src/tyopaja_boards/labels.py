"""What a label of draw.io says: people edit it as HTML, and we want the words."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "blockquote",
        "div",
        "dd",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
    )
) | frozenset(("hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"))
_UNSEEN = frozenset(("script", "style", "title", "template"))


class _Reader(HTMLParser):
    """Keeps the text, a line for each block and after each `<br>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A break, a block, or something that is not shown."""
        if tag == "br":
            self.lines.append("")
        elif tag in _BLOCKS:
            self._block()
        elif tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        """After a block a new line begins."""
        if tag in _BLOCKS:
            self._block()
        elif tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        """Words; the ends of lines between them are spaces."""
        if not self._unseen:
            self.lines[-1] += data.replace("\r", "").replace("\n", " ")

    def _block(self) -> None:
        if self.lines[-1]:  # a break at the end of a block has begun the next line already
            self.lines.append("")


def text_of_label(label: str) -> str:
    """The text of a label in HTML: without tags, scripts and pictures."""
    if "<" not in label and "&" not in label:
        return label
    reader = _Reader()
    reader.feed(label)
    reader.close()
    return "\n".join(line.replace("\u00a0", " ") if "\u00a0" in line else line for line in reader.lines).rstrip("\n")
