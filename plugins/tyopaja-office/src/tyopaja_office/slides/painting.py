"""Slides of boxes: a sheet as its canvas is drawn, and boxes beside each other for what goes on from a full one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from tyopaja.model.pack import Theme
from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words
from tyopaja_office.colours import mixed, readable
from tyopaja_office.slides import charts, drawing
from tyopaja_office.slides.boxes import (
    MARGIN,
    holds,
    shown_title,
    stretched,
    tiled,
    title_height,
    title_size,
    trimmed,
    whole,
)
from tyopaja_office.slides.deck import COVER, NUMBER, TITLE, WIDTH, Deck, Slide
from tyopaja_office.slides.drawing import Writing
from tyopaja_office.slides.fitting import FLOOR, INSET, Placed, flow, size_of
from tyopaja_office.slides.measure import count
from tyopaja_office.slides.parts import Box, Item, Paragraph, Rect, plain, shortened
from tyopaja_office.slides.sections import QUIET

_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)


@frozen
class Painter:
    """Puts slides into a deck, in the colours and the language of a view."""

    deck: Deck
    theme: Theme
    words: Words
    footer: str
    """What stands at the foot of every slide."""

    def writing(self, size: float, ink: str = "") -> Writing:
        return Writing(self.deck.language, ink or self.theme.ink, size, FLOOR)

    def slide(self, title: str, over: str = "", under: str = "") -> tuple[Slide, tuple[Item, ...]]:
        """A slide with its title, a line above and a line below it; and what of these has no room, as items."""
        slide = self.deck.slide()
        title = one_line(title) or "–"
        size = next((one for one in _TITLES if count(title, TITLE.width / one, True) == 1), _TITLES[-1])
        short = shortened(title, TITLE.width / size, 1)
        accent = self.theme.accent
        slide.add(self.placeholder(slide, "title", TITLE, short, size, accent))
        left: list[Item] = [Item((plain(title, bold=True),))] if short != title else []
        for text, rect, how, colour in (
            (over, Rect(TITLE.x, 18, TITLE.width, 15), 11.0, QUIET),
            (under, Rect(TITLE.x, 68, TITLE.width, 18), 13.0, self.theme.ink),
        ):
            if not (text := one_line(text)):
                continue
            how = next((one for one in (how, 11.0, 10.0) if count(text, rect.width / one) == 1), 10.0)
            cut = shortened(text, rect.width / how, 1, bold=False)
            self.text(slide, rect, (plain(cut, colour=colour),), how)
            left += [Item((plain(text),))] if cut != text else []
        self.foot(slide)
        return slide, tuple(left)

    def placeholder(self, slide: Slide, kind: str, rect: Rect, text: str, size: float, ink: str) -> str:
        """A text in a place of the layout, so that outlines and screen readers find it."""
        body = self.writing(size, ink).body((plain(text, bold=kind == "title" or "ctr" in kind),), anchor="ctr")
        if "ctr" in kind:
            body = body.replace('anchor="ctr"', 'anchor="b"', 1)
        if "subTitle" in kind:
            body = body.replace('anchor="ctr"', 'anchor="t"', 1)
        name = {"title": "Title", "ctrTitle": "Title"}.get(kind, "Subtitle")
        marked = f'type="{kind}"' if kind != "subTitle" else 'type="subTitle" idx="1"'
        return drawing.placeholder(slide.number(), name, marked, rect, body)

    def foot(self, slide: Slide, ink: str = QUIET) -> None:
        """The credit, and the slide's number."""
        if self.footer:
            room = Rect(TITLE.x, NUMBER.y, 790, NUMBER.height)
            lines = shortened(self.footer, room.width / FLOOR, 1, bold=False)
            self.text(slide, room, (plain(lines, colour=ink),), FLOOR, "ctr")
        look = f'<a:rPr lang="{self.deck.language}" sz="{round(FLOOR * 100)}">{drawing.fill(ink)}</a:rPr>'
        field = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{look}<a:t>‹#›</a:t></a:fld>'
        body = f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/>{field}</a:p></p:txBody>'
        marked = 'type="sldNum" sz="quarter" idx="12"'
        slide.add(drawing.placeholder(slide.number(), "Slide Number", marked, NUMBER, body))

    def text(
        self, slide: Slide, rect: Rect, paragraphs: Iterable[Paragraph], size: float, anchor: drawing.Anchor = "t"
    ) -> None:
        """Text that stands free."""
        number = slide.number()
        slide.add(drawing.shape(number, f"Text {number}", rect, self.writing(size).body(paragraphs, anchor=anchor)))

    def box(self, slide: Slide, box: Box, rect: Rect) -> Rect:
        """A box with its title; where there is room in it."""
        inside = rect.inside(MARGIN)
        ground, line, ink = self.look(box)
        title = shown_title(box, rect.width)
        size = title_size(box)
        number = slide.number()
        body = self.writing(size, ink).body((plain(title, bold=True),) if title else (), MARGIN)
        name = f"Box {number}: {box.full_title}"[:120]
        form = "roundRect" if ground or line else "rect"
        slide.add(drawing.shape(number, name, rect, body, ground=ground, line=line, form=form))
        high = title_height(box, rect.width)
        return Rect(inside.x, inside.y + high, inside.width, inside.height - high)

    def look(self, box: Box) -> tuple[str, str, str]:
        """Ground, line and the colour of the title of a box."""
        if box.look == "statement":
            return box.colour, "", readable(box.colour, "#ffffff")
        if box.look == "quiet":
            return "", "", box.colour
        return mixed(box.colour, self.theme.paper, 0.05), mixed(box.colour, self.theme.paper, 0.35), box.colour

    def item(self, slide: Slide, placed: Placed, at: Rect, size: float, ground: str = "") -> None:
        """An item of a box at its place; `ground` is the box's colour where that is not a tint."""
        item, rect = (
            placed.item,
            Rect(at.x + placed.rect.x, at.y + placed.rect.y, placed.rect.width, placed.rect.height),
        )
        if item.figure is not None:
            charts.draw(self, slide, item.figure, rect)
            return
        inset = INSET if item.shape else 0.0
        own = size_of(item, size)
        under = item.fill or ground
        ink = readable(under, self.theme.ink) if under else self.theme.ink
        number = slide.number()
        form = {"note": "foldedCorner", "card": "roundRect"}.get(item.shape, "rect")
        line = "#c9d0d6" if item.shape == "card" else ""
        if item.paragraphs or item.shape:
            body = self.writing(own, ink).body(item.paragraphs, inset)
            name = {"note": "Note", "card": "Card"}.get(item.shape, "Text")
            slide.add(drawing.shape(number, f"{name} {number}", rect, body, ground=item.fill, line=line, form=form))
        inner = rect.inside(inset)
        if item.bar is not None:
            self.bar(slide, Rect(inner.x, inner.y + inner.height - 4.0, inner.width, 4.0), item.bar)
        if item.picture is not None:
            text = sum(one.height(inner.width, own, FLOOR) for one in item.paragraphs)
            self.picture(slide, item, Rect(inner.x, inner.y + text, inner.width, inner.height - text))

    def bar(self, slide: Slide, rect: Rect, share: float) -> None:
        """How far something is."""
        ground = mixed(self.theme.accent, "#ffffff", 0.18)
        parts = ((ground, rect.width), (self.theme.accent, rect.width * share))
        for colour, width in parts:
            if width > 0:
                number = slide.number()
                part = Rect(rect.x, rect.y, width, rect.height)
                name = f"{self.words['progress']} {number}"
                slide.add(drawing.shape(number, name, part, "", ground=colour, words=f"{round(share * 100)} %"))

    def picture(self, slide: Slide, item: Item, room: Rect) -> None:
        """A picture in its proportions, as large as there is room for."""
        shown = item.picture
        if shown is None:
            return
        scale = max(min(room.width / shown.width, (room.height - 4) / shown.height), 0.001)
        wide, high = shown.width * scale, shown.height * scale
        rect = Rect(room.x + (room.width - wide) / 2, room.y + 4, wide, high)
        number = slide.number()
        slide.add(drawing.picture(number, f"Picture {number}", rect, slide.relation(shown), item.words or "–"))

    def cover(self, title: str, under: Sequence[str], over: str = "") -> None:
        """A slide in one colour: the beginning, or the beginning of a part. What has no room goes into the notes."""
        slide = self.deck.slide(0)
        accent, ink = self.theme.accent, readable(self.theme.accent, "#ffffff")
        number = slide.number()
        whole = Rect(0, 0, WIDTH, 540)
        slide.add(drawing.shape(number, "Ground", whole, "", ground=accent))
        title = one_line(title) or "–"
        size = next((one for one in (44.0, 38.0, 32.0, 28.0, 24.0) if count(title, COVER.width / one, True) <= 3), 24.0)
        short = shortened(title, COVER.width / size, 4)
        slide.add(self.placeholder(slide, "ctrTitle", COVER, short, size, ink))
        below = [one_line(one) for one in under if one_line(one)]
        lines = tuple(plain(shortened(one, COVER.width / 18, 2, bold=False), colour=ink) for one in below[:3])
        body = self.writing(18.0, ink).body(tuple(evolve(one, before=0.3) for one in lines))
        subtitle = Rect(COVER.x, COVER.y + COVER.height + 12, COVER.width, 160)
        slide.add(drawing.placeholder(slide.number(), "Subtitle", 'type="subTitle" idx="1"', subtitle, body))
        if over:
            self.text(slide, Rect(COVER.x, 60, COVER.width, 22), (plain(one_line(over)[:120], colour=ink),), 14.0)
        self.foot(slide, ink)
        rest = [title] if short != title else []
        rest += [one for one, line in zip(below, lines, strict=False) if line.text != one] + below[3:]
        slide.done((), self.deck.language)
        if rest:
            self.beside(title, (Box("", items=tuple(Item((plain(one),)) for one in rest), colour=accent),))

    def beside(self, title: str, boxes: Sequence[Box], over: str = "", under: str = "", first: bool = True) -> None:
        """Boxes beside each other on as many slides as it takes. `first`: whether the first of them is not a slide that
        goes on from another."""
        waiting = list(boxes)
        while waiting:
            slide, left = self.slide(title if first else f"{title} {self.words['goes-on']}", over, under)
            if first and left:
                waiting.append(Box("", items=left, colour=self.theme.accent))
            cells = tiled(waiting)
            here, waiting = waiting[: len(cells)], waiting[len(cells) :]
            size = self.size(tuple(zip(here, cells, strict=True)), (14.0, 13.0, 12.0, 11.0), 11.0)
            unfinished: list[Box] = []
            for box, cell in zip(here, trimmed(here, cells, size), strict=True):
                rest = self.filled(slide, box, cell, size, must=True)
                unfinished += [rest] if rest else []
            waiting = unfinished + waiting
            slide.done((), self.deck.language)
            first = False

    def size(self, boxes: Sequence[tuple[Box, Rect]], sizes: Sequence[float], otherwise: float) -> float:
        """The largest size at which every box has room for what is in it, or `otherwise`."""
        return next((one for one in sizes if all(holds(box, rect, one) for box, rect in boxes)), otherwise)

    def filled(self, slide: Slide, box: Box, rect: Rect, size: float, must: bool = False) -> Box | None:
        """A box with what there is room for; what is left over, as a box of its own."""
        room = self.box(slide, box, rect)
        items = whole(box, rect.width)
        made = flow(items, room.width, room.height, size, must)
        if made.rest:
            made = flow(items, room.width, room.height - FLOOR * 1.4, size, must)
            more = Rect(room.x, room.y + room.height - FLOOR * 1.2, room.width, FLOOR * 1.2)
            said = plain(f"→ {self.words['next-slide']}", italic=True, colour=self.beside_ink(box))
            if room.height >= more.height:
                self.text(slide, more, (said,), FLOOR)
        for placed in stretched(made.placed, room.height - made.height if not made.rest else 0.0):
            self.item(slide, placed, room, size, box.colour if box.look == "statement" else "")
        return evolve(box, items=tuple(made.rest), grows=False, told=True) if made.rest else None

    def beside_ink(self, box: Box) -> str:
        """The colour of what is said beside the content of a box."""
        return readable(box.colour, "#ffffff") if box.look == "statement" else QUIET
