"""Blocks as DOCX. Paragraphs are written as text and read once: an object for each costs more than all else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from attrs import define, field
from docx import Document
from docx.oxml import parse_xml

from tyopaja_office import safe
from tyopaja_office.documents.blocks import Block, Break, Contents, Entries, Heading, Image, Line, Span, Table
from tyopaja_office.documents.paper import FONT, MARGIN, Look
from tyopaja_office.packing import frozen as sealed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_CONSTANT = datetime(2000, 1, 1)  # noqa: DTZ001  # python-docx writes it as UTC as it is
_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "body": "Normal",
    "quiet": "TyopajaQuiet",
    "prompt": "TyopajaPrompt",
}
_BULLETS, _NUMBERS = 900, 901
_LEVELS = 6
"""Headings below the sixth are the sixth: Word's contents know no more that people use."""
_LEFT_OUT = frozenset({"docProps/thumbnail.jpeg"})


def write(blocks: Sequence[Block], look: Look) -> bytes:
    """The file."""
    made: Any = Document()
    writer = _Writer(made, look, tuple(block for block in blocks if isinstance(block, Heading)))
    _styled(made, look)
    body = made.element.body
    section = body.sectPr
    for old in list(body):
        if old is not section:
            body.remove(old)
    _paged(made, look)
    _numbering(made, writer, blocks)
    xml = "".join(part for block in blocks for part in writer.block(block))
    for element in list(parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>")):
        section.addprevious(element)
    core = made.core_properties
    core.title, core.author, core.language = look.title[:255], look.author[:255], look.language
    core.comments = core.subject = core.keywords = ""
    core.last_modified_by, core.revision = "tyopaja", 1
    core.created = core.modified = core.last_printed = _CONSTANT
    for relation in [key for key, one in made.part.package.rels.items() if one.reltype.endswith("/thumbnail")]:
        made.part.package.rels.pop(relation)
    out = io.BytesIO()
    made.save(out)
    return sealed(out.getvalue(), _LEFT_OUT)


@define
class _Writer:
    """Writes blocks, and counts what needs numbers."""

    made: Any
    look: Look
    headings: tuple[Heading, ...]
    marks: Iterator[int] = field(factory=lambda: count(1))
    pictures: Iterator[int] = field(factory=lambda: count(1))
    lists: Iterator[int] = field(factory=lambda: count(_NUMBERS + 1))

    def block(self, block: Block) -> Iterable[str]:
        """One block; a heading, say, as one paragraph, a list as many."""
        return _WRITTEN[type(block)](self, block)

    def heading(self, one: Heading) -> Iterable[str]:
        mark = next(self.marks)
        start = f'<w:bookmarkStart w:id="{mark}" w:name="_Toc{mark:06}"/>'
        runs = self.runs((Span(safe.line(one.text) or "–"),))
        yield self.paragraph(
            f"Heading{min(one.level, _LEVELS)}", f'{start}{runs}<w:bookmarkEnd w:id="{mark}"/>', one.text
        )

    def line(self, one: Line) -> Iterable[str]:
        yield self.paragraph(_STYLES[one.style], self.runs(one.spans), "".join(span.text for span in one.spans))

    def entries(self, one: Entries) -> Iterable[str]:
        number = _BULLETS if one.first is None else next(self.lists)
        how = f'<w:numPr><w:ilvl w:val="{one.depth}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in one.items:
            runs = "<w:r><w:br/></w:r>".join(self.runs(spans) for spans in item)
            yield self.paragraph("ListParagraph", runs, "".join(span.text for span in item[0]), how)

    def table(self, one: Table) -> Iterable[str]:
        widths = [round(self.look.width * 20 * share / sum(one.shares)) for share in one.shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self.row(one.head, widths, head=True)
        rows = "".join(self.row(row, widths) for row in one.rows)
        rule = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="C9D0D6"/>' for side in ("top", "bottom", "insideH"))
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{rule}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
            '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )
        yield self.paragraph("Normal", "", "")

    def row(self, cells: Sequence[str], widths: Sequence[int], head: bool = False) -> str:
        """A row; a head is repeated on every page, and no row is parted between pages."""
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.look.accent[1:].upper()}"/>' if head else ""
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}</w:tcPr>'
            + self.paragraph("TyopajaHead" if head else "TyopajaCell", self.runs((Span(text),)), text)
            + "</w:tc>"
            for text, width in zip(cells, widths, strict=True)
        )
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"

    def image(self, one: Image) -> Iterable[str]:
        relation = self.made.part.get_or_add_image(io.BytesIO(one.shown.data))[0]
        number = next(self.pictures)
        wide, high = (round(length * 12700) for length in self.look.size(one.shown.width, one.shown.height))
        words = safe.attribute(safe.line(one.words) or "–")
        yield self.paragraph(
            "Normal",
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr="{words}"/><a:graphic><a:graphicData'
            ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Picture {number}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            "",
        )

    def contents(self, one: Contents) -> Iterable[str]:
        """A field of contents that is filled already, with links; Word puts the pages in when it updates it."""
        yield self.paragraph("TOCHeading", self.runs((Span(one.title),)), one.title)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        listed = [(number, heading) for number, heading in enumerate(self.headings, start=1) if heading.level <= 2]
        if not listed:
            yield self.paragraph("TOC1", begin + end, "")
        for place, (number, heading) in enumerate(listed):
            runs = self.runs((Span(safe.line(heading.text) or "–"),))
            inside = f'<w:hyperlink w:anchor="_Toc{number:06}" w:history="1">{runs}</w:hyperlink>'
            first, last = begin if not place else "", end if place == len(listed) - 1 else ""
            yield self.paragraph(f"TOC{heading.level}", f"{first}{inside}{last}", heading.text)

    def ended(self, one: Break) -> Iterable[str]:
        yield self.paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>', "")

    def paragraph(self, style: str, runs: str, text: str, how: str = "") -> str:
        """A paragraph, in the direction of its text."""
        direction = "<w:bidi/>" if safe.leftwards(text) else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{how}{direction}</w:pPr>{runs}</w:p>'

    def runs(self, spans: Iterable[Span]) -> str:
        """Spans as runs, with their line breaks and tabs."""
        return "".join(map(self.run, spans))

    def run(self, span: Span) -> str:
        if not span.text:
            return ""
        flags = ("<w:b/>" if span.bold else "") + ("<w:i/>" if span.italic else "")
        how = f'{flags}<w:color w:val="5B6470"/>' if span.quiet else flags
        pieces = "<w:br/>".join(
            "<w:tab/>".join(f'<w:t xml:space="preserve">{safe.text(piece)}</w:t>' for piece in row.split("\t"))
            for row in safe.rows(span.text)
        )
        return f"<w:r>{f'<w:rPr>{how}</w:rPr>' if how else ''}{pieces}</w:r>"


_WRITTEN: Mapping[type, Callable[[_Writer, Any], Iterable[str]]] = {
    Heading: _Writer.heading,
    Line: _Writer.line,
    Entries: _Writer.entries,
    Table: _Writer.table,
    Image: _Writer.image,
    Contents: _Writer.contents,
    Break: _Writer.ended,
}


def _paged(made: Any, look: Look) -> None:
    """The paper, and the page's number at its foot."""
    section = made.sections[0]
    section.page_width, section.page_height = (round(length * 12700) for length in look.paper)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, round(MARGIN * 12700))
    foot = section.footer.paragraphs[0]._p
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    text = f'<w:r><w:t xml:space="preserve">{safe.text(look.title)} · {safe.text(look.page)} </w:t></w:r>'
    xml = f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>{text}{number}</w:p>'
    foot.getparent().replace(foot, parse_xml(xml))


def _numbering(made: Any, writer: _Writer, blocks: Sequence[Block]) -> None:
    """A list of bullets, and one of numbers for each numbered list, so that each begins at its own number."""
    numbering = made.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    bullets = "".join(_level(depth, "bullet", "•–•–"[depth % 4]) for depth in range(4))
    numbers = "".join(_level(depth, "decimal", f"%{depth + 1}.") for depth in range(4))
    made_of = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
        for number, levels in ((_BULLETS, bullets), (_NUMBERS, numbers))
    )
    made_of += f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="{_BULLETS}"/></w:num>'
    firsts = [block.first for block in blocks if isinstance(block, Entries) and block.first is not None]
    made_of += "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_NUMBERS}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        for number, first in enumerate(firsts, start=_NUMBERS + 1)
    )
    for element in list(parse_xml(f"<w:numbering {_NAMESPACES}>{made_of}</w:numbering>")):
        numbering.append(element)


def _level(depth: int, form: str, text: str) -> str:
    left = 360 * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="300"/></w:pPr></w:lvl>'
    )


def _styled(made: Any, look: Look) -> None:
    """The styles: one font, the pack's colours, the language of the view."""
    accent, ink = look.accent[1:].upper(), look.ink[1:].upper()
    end = round(look.width * 20)
    own = {
        "Normal": ("Normal", "", _how(80, 60), _font(21, ink)),
        "Title": ("Title", "Normal", _how(600, 120), _font(56, accent, bold=True)),
        "Subtitle": ("Subtitle", "Normal", _how(0, 360), _font(26, "5B6470")),
        "ListParagraph": ("List Paragraph", "Normal", _how(30, 50), ""),
        "Footer": ("footer", "Normal", "", _font(17, "5B6470")),
        "TyopajaQuiet": ("tyopaja Quiet", "Normal", "", '<w:i/><w:color w:val="5B6470"/>'),
        "TyopajaPrompt": ("tyopaja Prompt", "Normal", _how(20, 20), f'<w:i/><w:color w:val="{accent}"/>'),
        "TyopajaCell": ("tyopaja Cell", "Normal", _how(30, 30), '<w:sz w:val="18"/>'),
        "TyopajaHead": ("tyopaja Head", "Normal", _how(30, 30), '<w:b/><w:color w:val="FFFFFF"/><w:sz w:val="16"/>'),
        "TOCHeading": ("TOC Heading", "Normal", _how(240, 120), _font(34, accent, bold=True)),
    }
    for level in (1, 2):
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{end}"/></w:tabs>'
        how = f'{tabs}<w:spacing w:before="40" w:after="40"/><w:ind w:left="{280 * (level - 1)}"/>'
        own[f"TOC{level}"] = (f"toc {level}", "Normal", how, "<w:b/>" if level == 1 else "")
    for level, size in enumerate((36, 30, 25, 22, 21, 21), start=1):
        how = f'<w:keepNext/>{_how(360 if level < 3 else 200, 80)}<w:outlineLvl w:val="{level - 1}"/>'
        own[f"Heading{level}"] = (
            f"heading {level}",
            "Normal",
            how,
            _font(size, accent if level < 4 else ink, bold=True),
        )
    styles = made.styles.element
    for style in list(styles.findall(f"{{{_W}}}style")):
        if style.get(f"{{{_W}}}styleId") in own:
            styles.remove(style)
    for name, (called, base, how, runs) in own.items():
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        default = ' w:default="1"' if name == "Normal" else ""
        styles.append(
            parse_xml(
                f'<w:style {_NAMESPACES} w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{called}"/>'
                f"{based}<w:qFormat/><w:pPr>{how}</w:pPr><w:rPr>{runs}</w:rPr></w:style>"
            )
        )
    for language in styles.iter(f"{{{_W}}}lang"):
        language.set(f"{{{_W}}}val", look.language)


def _how(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _font(size: int, colour: str, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    return f'{fonts}{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/>'
