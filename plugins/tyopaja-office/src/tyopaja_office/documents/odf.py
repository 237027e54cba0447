"""Blocks as ODT."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from attrs import define, field
from odfdo import Document, Element

from tyopaja_office import safe
from tyopaja_office.documents.blocks import Block, Break, Contents, Entries, Heading, Image, Line, Span, Table
from tyopaja_office.documents.odf_styles import styles
from tyopaja_office.documents.paper import MARGIN, Look
from tyopaja_office.packing import frozen as sealed

_STYLES = {"title": "TyTitle", "subtitle": "TySubtitle", "body": "TyBody", "quiet": "TyQuiet", "prompt": "TyPrompt"}
_SPACES = re.compile(r"(?<= ) +|^ +|\t")
_LEVELS = 6


def write(blocks: Sequence[Block], look: Look) -> bytes:
    """The file."""
    made: Any = Document("text")
    writer = _Writer(made, look, tuple(block for block in blocks if isinstance(block, Heading)))
    _emptied(made)
    for xml in styles(look):
        _insert(made, xml)
    _paged(made, look)
    body = made.body
    body.clear()
    xml = "".join(part for block in blocks for part in writer.block(block))
    for element in list(Element.from_tag(f"<office:text>{xml}</office:text>").children):
        body.append(element)
    meta = made.meta
    meta.title = look.title
    # By hand, for odfdo takes no tag of more than a language and a country.
    meta.language = "en"
    meta.get_meta_body().get_element("//dc:language").text = look.language
    meta.creator = meta.initial_creator = look.author
    meta.generator = "tyopaja"
    meta.editing_cycles = 1
    out = io.BytesIO()
    made.save(out)
    return sealed(out.getvalue())


def _emptied(made: Any) -> None:
    """Without what an example brings of its program: menus that nobody changed, and a picture of an empty page."""
    for name in list(made.container.parts):
        if name.startswith(("Configurations2/", "Thumbnails/")):
            made.container.del_part(name)
    for name in made.manifest.get_paths():
        if str(name).startswith(("Configurations2/", "Thumbnails/")):
            made.manifest.del_full_path(name)


@define
class _Writer:
    """Writes blocks, and counts what needs numbers."""

    made: Any
    look: Look
    headings: tuple[Heading, ...]
    marks: Iterator[int] = field(factory=lambda: count(1))
    tables: Iterator[int] = field(factory=lambda: count(1))

    def block(self, block: Block) -> Iterable[str]:
        """One block."""
        return _WRITTEN[type(block)](self, block)

    def heading(self, one: Heading) -> Iterable[str]:
        level, mark = min(one.level, _LEVELS), next(self.marks)
        text = f'<text:bookmark text:name="h{mark}"/>{_text(safe.line(one.text) or "–")}'
        yield f'<text:h text:style-name="TyHeading{level}" text:outline-level="{level}">{text}</text:h>'

    def line(self, one: Line) -> Iterable[str]:
        style = _directed(_STYLES[one.style], "".join(span.text for span in one.spans))
        yield f'<text:p text:style-name="{style}">{_spans(one.spans)}</text:p>'

    def entries(self, one: Entries) -> Iterable[str]:
        items = []
        for number, item in enumerate(one.items):
            lines = "<text:line-break/>".join(map(_spans, item))
            style = _directed("TyItem", "".join(span.text for span in item[0]))
            start = f' text:start-value="{one.first}"' if one.first is not None and not number else ""
            items.append(f'<text:list-item{start}><text:p text:style-name="{style}">{lines}</text:p></text:list-item>')
        style = "TyBullets" if one.first is None else "TyNumbers"
        inner = "".join(items)
        for _ in range(one.depth):
            inner = f"<text:list-item><text:list>{inner}</text:list></text:list-item>"
        yield f'<text:list text:style-name="{style}">{inner}</text:list>'

    def table(self, one: Table) -> Iterable[str]:
        number, whole = next(self.tables), sum(one.shares)
        for at, share in enumerate(one.shares):
            style = (
                f'<style:style style:name="TyColumn{number}.{at}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{self.look.width * share / whole:.1f}pt"/>'
                "</style:style>"
            )
            _insert(self.made, style)
        columns = "".join(
            f'<table:table-column table:style-name="TyColumn{number}.{at}"/>' for at in range(len(one.shares))
        )
        head = _row(one.head, "TyHead", "TyHeadCell")
        rows = "".join(_row(row, "TyCell", "TyBodyCell") for row in one.rows)
        yield (
            f'<table:table table:name="Table{number}" table:style-name="TyTable">{columns}'
            f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
            '<text:p text:style-name="TyBody"/>'
        )

    def image(self, one: Image) -> Iterable[str]:
        name = self.made.add_file(_File(one.shown.data, one.shown.suffix))
        wide, high = self.look.size(one.shown.width, one.shown.height)
        words = safe.text(safe.line(one.words) or "–")
        yield (
            f'<text:p text:style-name="TyBody"><draw:frame draw:style-name="TyPicture" text:anchor-type="as-char"'
            f' svg:width="{wide:.1f}pt" svg:height="{high:.1f}pt"><draw:image xlink:href="{name}" xlink:type="simple"'
            f' xlink:show="embed" xlink:actuate="onLoad"/><svg:title>{words}</svg:title><svg:desc>{words}</svg:desc>'
            "</draw:frame></text:p>"
        )

    def contents(self, one: Contents) -> Iterable[str]:
        """Contents that are filled already, and that the program may update."""
        title = f'<text:p text:style-name="TyContents">{_text(one.title)}</text:p>'
        entries = "".join(
            f'<text:p text:style-name="TyContents{heading.level}"><text:a text:style-name="TyLink"'
            f' text:visited-style-name="TyLink"'
            f' xlink:type="simple" xlink:href="#h{number}">'
            f"{_text(safe.line(heading.text) or '–')}</text:a></text:p>"
            for number, heading in enumerate(self.headings, start=1)
            if heading.level <= 2
        )
        templates = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="TyContents{level}">'
            "<text:index-entry-link-start/><text:index-entry-text/>"
            '<text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/>'
            "<text:index-entry-link-end/></text:table-of-content-entry-template>"
            for level in (1, 2)
        )
        yield (
            '<text:table-of-content text:name="Contents" text:protected="false"><text:table-of-content-source'
            f' text:outline-level="2"><text:index-title-template>{_text(one.title)}</text:index-title-template>'
            f'{templates}</text:table-of-content-source><text:index-body><text:index-title text:name="Contents_Head">'
            f"{title}</text:index-title>{entries}</text:index-body></text:table-of-content>"
        )

    def ended(self, one: Break) -> Iterable[str]:
        yield '<text:p text:style-name="TyBreak"/>'


_WRITTEN: Mapping[type, Callable[[_Writer, Any], Iterable[str]]] = {
    Heading: _Writer.heading,
    Line: _Writer.line,
    Entries: _Writer.entries,
    Table: _Writer.table,
    Image: _Writer.image,
    Contents: _Writer.contents,
    Break: _Writer.ended,
}


class _File(io.BytesIO):
    """A picture as odfdo takes one: named by its content, so that the same is in the file once."""

    def __init__(self, data: bytes, suffix: str) -> None:
        super().__init__(data)
        self.suffix = suffix


def _row(cells: Sequence[str], style: str, cell: str) -> str:
    made = "".join(
        f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
        f'<text:p text:style-name="{_directed(style, text)}">{_text(text)}</text:p></table:table-cell>'
        for text in cells
    )
    return f"<table:table-row>{made}</table:table-row>"


def _directed(style: str, text: str) -> str:
    """The name of a style, or of its like that is read from right to left."""
    return f"{style}Left" if safe.leftwards(text) else style


def _spans(spans: Iterable[Span]) -> str:
    made = []
    for span in spans:
        name = ("Bold" if span.bold else "") + ("Italic" if span.italic else "") + ("Quiet" if span.quiet else "")
        text = _text(span.text)
        made.append(f'<text:span text:style-name="Ty{name}">{text}</text:span>' if name else text)
    return "".join(made)


def _text(raw: str) -> str:
    """Text with its breaks, tabs and spaces, of which ODF keeps no two in a row."""
    return "<text:line-break/>".join(_SPACES.sub(_kept, safe.text(row)) for row in safe.rows(raw))


def _kept(found: re.Match[str]) -> str:
    spaces = found.group()
    return "<text:tab/>" if spaces == "\t" else f'<text:s text:c="{len(spaces)}"/>'


def _insert(made: Any, xml: str) -> None:
    made.insert_style(Element.from_tag(xml), automatic='style:family="table' in xml)


def _paged(made: Any, look: Look) -> None:
    """The paper, and the page's number at its foot."""
    styles = made.styles
    for outline in styles.root.xpath("//text:outline-style"):
        outline.delete()
    layout = styles.root.xpath("//style:page-layout")[0]
    properties = layout.get_element("style:page-layout-properties")
    wide, high = look.paper
    for name, value in (
        ("fo:page-width", wide), ("fo:page-height", high), ("fo:margin-left", MARGIN), ("fo:margin-right", MARGIN),
        ("fo:margin-top", MARGIN), ("fo:margin-bottom", MARGIN),
    ):  # fmt: skip
        properties.set_attribute(name, f"{value:.1f}pt")
    master = styles.root.xpath("//style:master-page")[0]
    text = f"{_text(look.title)} · {_text(look.page)} "
    master.append(
        Element.from_tag(
            f'<style:footer><text:p text:style-name="TyFoot">{text}<text:page-number text:select-page="current">1'
            "</text:page-number></text:p></style:footer>"
        )
    )
