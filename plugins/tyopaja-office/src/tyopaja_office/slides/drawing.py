"""Shapes of a slide as DrawingML. Written as text and read once a slide: an object for each shape costs more than all
else together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from tyopaja_office import safe
from tyopaja_office.slides.parts import Paragraph, Rect, Run

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
Anchor = Literal["t", "ctr", "b"]
_EMU = 12700
_RIGHT_TO_LEFT, _BOLD, _ITALIC = ' rtl="1"', ' b="1"', ' i="1"'
_ROUND, _FOLD = 5.0, 7.0
"""The radius of a corner and the size of a fold, in points."""


def emu(points: float) -> int:
    """Points as the unit of DrawingML."""
    return round(points * _EMU)


def fill(colour: str) -> str:
    """A fill; "" for none."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>' if colour else "<a:noFill/>"


def outline(colour: str, width: float = 0.75) -> str:
    """A line around something; "" for none."""
    return f'<a:ln w="{emu(width)}">{fill(colour)}</a:ln>' if colour else "<a:ln><a:noFill/></a:ln>"


def frame(rect: Rect, tag: str = "a") -> str:
    """Where something is."""
    return (
        f'<{tag}:xfrm><a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
        f'<a:ext cx="{emu(rect.width)}" cy="{emu(rect.height)}"/></{tag}:xfrm>'
    )


def geometry(name: str, rect: Rect) -> str:
    """A preset shape, its corners of one size however large it is."""
    side = max(min(rect.width, rect.height), 1.0)
    adjust = {"roundRect": min(50000, round(_ROUND / side * 100000)), "foldedCorner": round(_FOLD / side * 100000)}
    guide = f'<a:gd name="adj" fmla="val {min(50000, adjust[name])}"/>' if name in adjust else ""
    return f'<a:prstGeom prst="{name}"><a:avLst>{guide}</a:avLst></a:prstGeom>'


@frozen
class Writing:
    """How text is written on a slide."""

    language: str
    """As office programs name it."""
    ink: str
    """Where a run has no colour of its own."""
    size: float
    """Points."""
    floor: float
    """No run is smaller."""

    def body(self, paragraphs: Iterable[Paragraph], inset: float = 0.0, anchor: Anchor = "t", tag: str = "p") -> str:
        """A text body."""
        space = emu(inset)
        return (
            f'<{tag}:txBody><a:bodyPr wrap="square" lIns="{space}" tIns="{space}" rIns="{space}" bIns="{space}"'
            f' rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{self.paragraphs(paragraphs)}'
            f"</{tag}:txBody>"
        )

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> str:
        """Paragraphs, one at least."""
        return "".join(map(self.paragraph, paragraphs)) or self.paragraph(Paragraph(()))

    def paragraph(self, one: Paragraph) -> str:
        """One paragraph, in its direction."""
        leftwards = safe.leftwards(one.text)
        align = "ctr" if one.centred else "r" if leftwards else "l"
        direction = _RIGHT_TO_LEFT if leftwards else ""
        before = round(one.before * self.size * 100)
        # An empty one would be as high as a line of the default size, and a table's row with it.
        runs = (
            "".join(map(self.run, one.runs)) or f'<a:endParaRPr lang="{self.language}" sz="{round(self.size * 100)}"/>'
        )
        return (
            f'<a:p><a:pPr marL="0" indent="0" algn="{align}"{direction}>'
            f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:buNone/></a:pPr>'
            f"{runs}</a:p>"
        )

    def run(self, one: Run) -> str:
        """Words, with their line breaks."""
        size = round(max(self.size * one.scale, min(self.floor, self.size)) * 100)
        flags = (_BOLD if one.bold else "") + (_ITALIC if one.italic else "")
        look = f'lang="{self.language}" sz="{size}"{flags} dirty="0">{fill(one.colour or self.ink)}</a:rPr>'
        lines = (
            f"<a:r><a:rPr {look}<a:t>{safe.text(line)}</a:t></a:r>" if line else "" for line in one.text.split("\n")
        )
        return f"<a:br><a:rPr {look}</a:br>".join(lines)


def shape(
    number: int,
    name: str,
    rect: Rect,
    text: str,
    *,
    ground: str = "",
    line: str = "",
    form: str = "rect",
    words: str = "",
) -> str:
    """A shape with a text body. `words` say what it shows, for who cannot see it."""
    box = ' txBox="1"' if not (ground or line) else ""
    said = f' descr="{safe.attribute(words)}"' if words else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{safe.attribute(name)}"{said}/><p:cNvSpPr{box}/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{frame(rect)}{geometry(form, rect)}{fill(ground)}{outline(line)}</p:spPr>{text}</p:sp>"
    )


def placeholder(number: int, name: str, kind: str, rect: Rect, text: str) -> str:
    """A text in one of the layout's places; `kind` is what the layout calls it."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{frame(rect)}</p:spPr>{text}</p:sp>"
    )


def picture(number: int, name: str, rect: Rect, relation: str, words: str) -> str:
    """A picture that the slide has the relation `relation` to."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="{safe.attribute(name)}" descr="{safe.attribute(words)}"/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{frame(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def chart(number: int, name: str, rect: Rect, relation: str, words: str) -> str:
    """A chart that the slide has the relation `relation` to."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{safe.attribute(name)}"'
        f' descr="{safe.attribute(words)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr/></p:nvGraphicFramePr>{frame(rect, "p")}<a:graphic><a:graphicData uri="{uri}">'
        f'<c:chart xmlns:c="{uri}" r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def straight(number: int, name: str, rect: Rect, colour: str, width: float) -> str:
    """A line across `rect`, from its upper left to its lower right."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="{safe.attribute(name)}"/><p:cNvCxnSpPr/><p:nvPr/>'
        f'</p:nvCxnSpPr><p:spPr>{frame(rect)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{outline(colour, width)}</p:spPr></p:cxnSp>"
    )


@frozen
class Cell:
    """A cell of a table."""

    text: str
    """The text body, with the tag `a`."""
    ground: str = ""


def table(
    number: int, name: str, rect: Rect, widths: Sequence[float], rows: Sequence[tuple[float, Sequence[Cell]]], rule: str
) -> str:
    """A table whose first row is its head; a row is its height and its cells. `rule` colours the lines below rows."""
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
    none = "".join(f"<a:ln{side}><a:noFill/></a:ln{side}>" for side in ("L", "R", "T"))
    lines = f'{none}<a:lnB w="{emu(0.5)}">{fill(rule)}</a:lnB>'
    body = "".join(
        f'<a:tr h="{emu(height)}">'
        + "".join(
            f'<a:tc>{cell.text}<a:tcPr marL="{emu(4)}" marR="{emu(4)}" marT="{emu(3)}" marB="{emu(3)}">'
            f"{lines}{fill(cell.ground)}</a:tcPr></a:tc>"
            for cell in cells
        )
        + "</a:tr>"
        for height, cells in rows
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{safe.attribute(name)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(rect, "p")}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )
