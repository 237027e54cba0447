"""The file: slides are put into it one after the other, and come out as the bytes of a PPTX.

It stands on the empty presentation that comes with python-pptx, of which the size, the colours, the fonts and the
layouts are made our own: nobody's template."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from attrs import define, field
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu

from tyopaja.model.pack import Theme
from tyopaja_office import safe
from tyopaja_office.colours import mixed
from tyopaja_office.packing import frozen as sealed
from tyopaja_office.shown import Shown
from tyopaja_office.slides.drawing import NAMESPACES, emu, fill, frame
from tyopaja_office.slides.parts import Rect

WIDTH, HEIGHT = 960.0, 540.0
TITLE = Rect(40, 34, 880, 34)
COVER = Rect(70, 150, 820, 130)
BELOW = Rect(70, 290, 820, 120)
NUMBER = Rect(860, 510, 60, 18)
_KEPT = (0, 5)
"""The layouts that are kept: a title with a line below it, and a title alone."""
_FONT = "Arial"
_CONSTANT = datetime(2000, 1, 1)  # noqa: DTZ001  # python-pptx writes it as UTC as it is
_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>tyopaja</Application></Properties>"
)
_ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@define
class Slide:
    """A slide on its way: shapes are added in the order in which they are read."""

    made: Any
    """The slide of python-pptx."""
    shapes: list[str] = field(factory=list)
    last: int = 1
    """The number that the latest shape has."""

    def number(self) -> int:
        """A number for the next shape."""
        self.last += 1
        return self.last

    def add(self, shape: str) -> None:
        """Put a shape in front of those that are there."""
        self.shapes.append(shape)

    def relation(self, picture: Shown) -> str:
        """A relation to a picture, which is in the file once."""
        return str(self.made.part.get_or_add_image_part(io.BytesIO(picture.data))[1])

    def done(self, notes: Iterable[str], language: str) -> None:
        """Write the shapes, and what the speaker reads."""
        tree = parse_xml(f"<p:spTree {NAMESPACES}>{_ROOT}{''.join(self.shapes)}</p:spTree>")
        old = self.made._element.cSld.spTree
        old.getparent().replace(old, tree)
        said = [safe.line(line) if line.strip() else "" for line in notes]
        if any(said):
            frame_of = self.made.notes_slide.notes_text_frame
            body = frame_of._txBody
            for paragraph in list(body.p_lst):
                body.remove(paragraph)
            look = f'<a:rPr lang="{language}" dirty="0"/>'
            for line in said:
                run = f"<a:r>{look}<a:t>{safe.text(line)}</a:t></a:r>" if line else ""
                body.append(parse_xml(f"<a:p {NAMESPACES}>{run}</a:p>"))


class Deck:
    """A presentation that is being made."""

    def __init__(self, theme: Theme, language: str, title: str, author: str) -> None:
        self.language = language
        self._made = Presentation()
        self._made.slide_width, self._made.slide_height = Emu(emu(WIDTH)), Emu(emu(HEIGHT))
        self._made.element.sldSz.attrib.pop("type", None)
        _own_layouts(self._made, language)
        _own_theme(self._made, theme)
        _own_parts(self._made)
        core = self._made.core_properties
        core.title, core.author, core.language = safe.line(title)[:255], safe.line(author)[:255], language
        core.last_modified_by, core.subject, core.keywords = "tyopaja", "", ""
        core.created = core.modified = core.last_printed = _CONSTANT
        core.revision = 1

    def slide(self, layout: int = 1) -> Slide:
        """A further slide; layout 0 is a cover."""
        return Slide(self._made.slides.add_slide(self._made.slide_layouts[layout]))

    @property
    def slides(self) -> int:
        """How many there are."""
        return len(self._made.slides)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._made.save(out)
        return sealed(out.getvalue())


def _own_layouts(made: Any, language: str) -> None:
    """Two layouts, wide and without dates and footers of an example."""
    master = made.slide_master
    for number in reversed(range(len(made.slide_layouts))):
        if number not in _KEPT:
            made.slide_layouts.remove(made.slide_layouts[number])
    places = {"title": TITLE, "body": Rect(40, 96, 880, 400), "sldNum": NUMBER}
    _place(master, places)
    style = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    run = style.find("{*}defRPr")
    run.set("sz", "2600")
    run.set("b", "1")
    cover, plain = made.slide_layouts[0], made.slide_layouts[1]
    _place(cover, {"ctrTitle": COVER, "subTitle": BELOW, "sldNum": NUMBER})
    _place(plain, {"sldNum": NUMBER})
    for part in (master, cover, plain):
        for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
            run.set("lang", language)
            run.attrib.pop("smtClean", None)


def _place(part: Any, places: dict[str, Rect]) -> None:
    """Set where the placeholders are; those for dates and footers go."""
    for shape in list(part.placeholders):
        element = shape._element
        kind = element.find(".//{*}ph").get("type")
        if kind in ("dt", "ftr"):
            element.getparent().remove(element)
        elif kind in places:
            properties = element.spPr
            for old in properties.findall("{*}xfrm"):
                properties.remove(old)
            properties.insert(0, parse_xml(frame(places[kind]).replace("<a:xfrm", f"<a:xfrm {NAMESPACES}", 1)))
            body = element.find(".//{*}bodyPr")
            if kind != "sldNum":
                body.set("lIns", "0")
                body.set("rIns", "0")


def _own_parts(made: Any) -> None:
    """Without what an example says of itself: its picture, its printer, its program and its statistics."""
    for owner in (made.part.package._rels, made.part.rels):
        for key in [key for key, one in owner.items() if one.reltype.endswith(("/thumbnail", "/printerSettings"))]:
            owner.pop(key)
    for part in made.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _PROGRAM


def _own_theme(made: Any, theme: Theme) -> None:
    """The pack's colours and our fonts instead of an example's."""
    accents = [theme.accent, *theme.colours.values(), theme.ink, *theme.notes][:6]
    accents += [mixed(theme.accent, "#ffffff", share) for share in (0.8, 0.65, 0.5, 0.35, 0.25)]
    colours = {
        "dk1": theme.ink, "lt1": theme.paper, "dk2": theme.accent, "lt2": mixed(theme.accent, theme.paper, 0.08),
        "hlink": theme.accent, "folHlink": theme.accent,
    } | {f"accent{number}": colour for number, colour in enumerate(accents[:6], start=1)}  # fmt: skip
    for part in made.part.package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/theme"):
            part._blob = _recoloured(part.blob, colours)


def _recoloured(blob: bytes, colours: dict[str, str]) -> bytes:
    text = blob.decode("utf-8")
    for name, colour in colours.items():
        inside = fill(colour).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f"<a:{name}>{inside}</a:{name}>", text, count=1, flags=re.DOTALL)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{_FONT}", text)
    return re.sub(
        r'(<(?:a:theme|a:clrScheme|a:fontScheme|a:fmtScheme)\b[^>]*? name=")[^"]*', r"\g<1>tyopaja", text
    ).encode()
