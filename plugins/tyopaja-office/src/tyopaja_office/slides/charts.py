"""Figures of a slide: a radar and a curve as charts that can be edited, a map as shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.util import Pt

from tyopaja.renderers import facts
from tyopaja.renderers.clean import one_line
from tyopaja.views.nodes import FieldView, SectionView
from tyopaja_office.colours import mixed
from tyopaja_office.packing import frozen as sealed
from tyopaja_office.slides import drawing
from tyopaja_office.slides.deck import Slide
from tyopaja_office.slides.fitting import FLOOR
from tyopaja_office.slides.parts import Figure, Rect, plain, shortened
from tyopaja_office.slides.sections import QUIET

if TYPE_CHECKING:
    from tyopaja_office.slides.painting import Painter

_NAME = 24
"""Letters of a spoke's or a point's name that a chart shows; the whole stands beside it."""
_NAMED = 6
_DOT = 9.0


def draw(painter: Painter, slide: Slide, figure: Figure, rect: Rect) -> None:
    """A figure in its place."""
    _DRAWN[figure.section.draw](painter, slide, figure, rect)


def _radar(painter: Painter, slide: Slide, figure: Figure, rect: Rect) -> None:
    points = [
        (_short(part.title), next((one for entry in part.entries if (one := _score(entry.fields))), None))
        for part in figure.section.parts
    ]
    _chart(painter, slide, figure, rect, XL_CHART_TYPE.RADAR_MARKERS, points)


def _curve(painter: Painter, slide: Slide, figure: Figure, rect: Rect) -> None:
    entries = facts.all_entries(figure.section)
    # The cards beside it have the numbers: many names would stand askew and take the room of the curve.
    named = len(entries) <= _NAMED
    points = [
        (f"{number}. {_short(entry.text)}" if named else str(number), _score(entry.fields))
        for number, entry in enumerate(entries, start=1)
    ]
    _chart(painter, slide, figure, rect, XL_CHART_TYPE.LINE_MARKERS, points)


def _score(fields: tuple[FieldView, ...]) -> FieldView | None:
    return facts.field_of(fields, "scale")


def _short(text: str) -> str:
    text = one_line(text) or "–"
    return text if len(text) <= _NAME else text[: _NAME - 1].rstrip() + "…"


def _chart(
    painter: Painter,
    slide: Slide,
    figure: Figure,
    rect: Rect,
    kind: XL_CHART_TYPE,
    points: list[tuple[str, FieldView | None]],
) -> None:
    scale = next((field.scale for _, field in points if field and field.scale), None) or (1.0, 5.0)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = [name for name, _ in points]
    title = one_line(figure.section.title) or "–"
    data.add_series(title, [facts.number_of(field) for _, field in points])
    part_of = slide.made.part
    relation = part_of.add_chart_part(kind, data)
    part = part_of.related_part(relation)
    workbook = part.chart_workbook
    # The workbook inside is made by a clock; the chart is not.
    workbook.update_from_xlsx_blob(sealed(workbook.xlsx_part.blob))
    _styled(part.chart, painter, scale)
    number = slide.number()
    slide.add(drawing.chart(number, f"Chart {number}: {title}"[:120], rect, relation, figure.words))


def _styled(chart: Chart, painter: Painter, scale: tuple[float, float]) -> None:
    """The pack's colours, and an axis as long as the scale."""
    made: Any = chart
    made.has_legend = False
    made.has_title = False
    made.font.size = Pt(10)
    made.font.color.rgb = _rgb(painter.theme.ink)
    value = made.value_axis
    value.minimum_scale, value.maximum_scale = scale
    if 0 < scale[1] - scale[0] <= facts.MARKS:
        value.major_unit = 1
    value.major_gridlines.format.line.color.rgb = _rgb("#d5dade")
    value.major_gridlines.format.line.width = Pt(0.5)
    value.format.line.fill.background()
    value.tick_labels.font.size = Pt(FLOOR)
    value.tick_labels.font.color.rgb = _rgb(QUIET)
    made.category_axis.tick_labels.font.size = Pt(FLOOR if len(made.plots[0].categories) > 6 else 10)
    series = made.plots[0].series[0]
    series.smooth = False
    series.format.line.color.rgb = _rgb(painter.theme.accent)
    series.format.line.width = Pt(2.25)
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(painter.theme.accent)
    series.marker.format.line.color.rgb = _rgb("#ffffff")


def _rgb(colour: str) -> RGBColor:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _map(painter: Painter, slide: Slide, figure: Figure, rect: Rect) -> None:
    """Two axes with what they mean, and a dot for each entry that has a place."""
    accent = painter.theme.accent
    ground = mixed(accent, painter.theme.paper, 0.03)
    number = slide.number()
    middle = Rect(rect.x, rect.y + 14, rect.width, rect.height - 28)
    slide.add(
        drawing.shape(number, f"Map {number}", middle, "", ground=ground, line="#c9d0d6", words=figure.words)
    )  # fmt: skip
    for name, line in (
        ("Across", Rect(middle.x, middle.y + middle.height / 2, middle.width, 0)),
        ("Upwards", Rect(middle.x + middle.width / 2, middle.y, 0, middle.height)),
    ):
        slide.add(drawing.straight(slide.number(), name, line, mixed(accent, "#ffffff", 0.5), 1.0))
    _ends(painter, slide, figure.section, rect, middle)
    inner = middle.inside(_DOT + 4)
    for at, entry in enumerate(facts.all_entries(figure.section), start=1):
        place = facts.place_of(entry)
        if place is None:
            continue
        ours = facts.is_yes(entry)
        x = inner.x + inner.width * place[0] / 100
        y = inner.y + inner.height * (1 - place[1] / 100)
        dot = Rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT) if not ours else Rect(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)
        number = slide.number()
        form = "star5" if ours else "ellipse"
        colour = accent if ours else QUIET
        slide.add(drawing.shape(number, f"Point {number}", dot, "", ground=colour, form=form))
        _label(painter, slide, f"{at}. {one_line(entry.text)}", x, y, middle, ours)


def _label(painter: Painter, slide: Slide, text: str, x: float, y: float, room: Rect, bold: bool) -> None:
    """The name of a point, on the side where there is more room."""
    wide = 110.0
    short = shortened(text, wide / FLOOR, 2)
    right = x + _DOT + wide < room.x + room.width
    left = x + _DOT + 1 if right else max(room.x, x - _DOT - 1 - wide)
    rect = Rect(left, min(max(y - 6, room.y), room.y + room.height - 22), wide, 22)
    paragraph = plain(short, bold=bold)
    if not right:
        body = painter.writing(FLOOR).body((paragraph,)).replace('algn="l"', 'algn="r"')
        number = slide.number()
        slide.add(drawing.shape(number, f"Name {number}", rect, body))
    else:
        painter.text(slide, rect, (paragraph,), FLOOR)


def _ends(painter: Painter, slide: Slide, section: SectionView, rect: Rect, middle: Rect) -> None:
    """What the ends of the axes mean: beside the axes they belong to."""
    axes = section.axes
    if axes is None:
        return
    half = rect.width / 2
    across = middle.y + middle.height / 2 - 14
    for text, place, align in (
        (axes.top and f"↑ {axes.top}", Rect(rect.x, rect.y, rect.width, 13), "ctr"),
        (axes.bottom and f"↓ {axes.bottom}", Rect(rect.x, rect.y + rect.height - 13, rect.width, 13), "ctr"),
        (axes.left and f"← {axes.left}", Rect(rect.x + 4, across, half - 8, 13), "l"),
        (axes.right and f"{axes.right} →", Rect(rect.x + half + 4, across, half - 8, 13), "r"),
    ):
        if text:
            words = shortened(one_line(text), place.width / FLOOR, 1, bold=False)
            body = (
                painter.writing(FLOOR, QUIET).body((plain(words, italic=True),)).replace('algn="l"', f'algn="{align}"')
            )
            number = slide.number()
            slide.add(drawing.shape(number, f"Axis {number}", place, body))


_DRAWN: Mapping[str, Callable[[Painter, Slide, Figure, Rect], None]] = {"radar": _radar, "curve": _curve, "map": _map}
