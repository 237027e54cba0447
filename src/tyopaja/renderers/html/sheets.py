"""A sheet in HTML: its boxes in reading order, which a wide screen and paper lay out as the canvas is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import all_entries, empty, is_empty, numbered, remarks, sources, word
from tyopaja.renderers.html.colours import lifted, mix, night, safe, sound
from tyopaja.renderers.html.drawings import drawing
from tyopaja.renderers.html.entries import entries
from tyopaja.renderers.html.forms import blanks, by_itself, pen
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import Area, Grid, PartView, SectionView, SheetView, Span

_TALL = {"landscape": 0.62, "portrait": 1.2}
"""How tall a sheet that is drawn as its canvas is, as a share of its width."""


def sheet(view: SheetView, level: int, name: str) -> Markup:
    """A sheet under a heading of `level`; `name` is its id in the page."""
    meta = " · ".join(part for part in (view.company, view.date) if part)
    return h(
        "section",
        h(
            "header",
            h(f"h{level}", view.title, dir="auto"),
            h("p", view.purpose, class_="purpose", dir="auto") if view.purpose else None,
            h("p", meta, class_="meta", dir="auto") if meta else None,
            class_="sheet-head",
        ),
        boxes(view, level + 1),
        id=name,
        class_=f"sheet {view.what} {view.grid.orientation}",
    )


def boxes(view: SheetView, level: int) -> Iterator[Content]:
    """The boxes of a sheet, with headings of `level`, and who approved it."""
    areas = {area.section: area for area in view.grid.areas}
    shares = " ".join(f"minmax(0, {share:g}fr)" for share in view.grid.columns)
    drawn = (_box(section, view, level, areas.get(section.id)) for section in view.sections)
    kind = f"boxes of-{len(view.grid.columns)}" + (" blank" if by_itself(view) else "")
    yield h("div", drawn, class_=kind, style=f"--columns: {shares}; --rows: {_rows(view.grid)}")
    yield _approved(view)


def _rows(grid: Grid) -> str:
    """Each row at least as tall as the canvas draws it; `--tall` is a hundredth of the width of a sheet by itself, and
    nothing elsewhere."""
    whole = sum(grid.rows) or 1
    tall = _TALL[grid.orientation] * 100
    return " ".join(f"minmax(calc(var(--tall) * {tall * share / whole:.1f}), auto)" for share in grid.rows)


def _box(section: SectionView, sheet: SheetView, level: int, area: Area | None) -> Markup:
    colour = safe(section.colour, "#444444")
    dark = night(sound(sheet.theme)).paper
    style = f"--c: {colour}; --soft: {mix(colour, '#ffffff', 0.08)}; --edge: {mix(colour, '#ffffff', 0.35)}"
    style += f"; --fill: {colour}; --d: {lifted(colour, mix(colour, dark, 0.2))}"
    style += f"; --soft-d: {mix(colour, dark, 0.2)}; --edge-d: {mix(lifted(colour, dark), dark, 0.4)}"
    if area is not None:
        style += f"; --x: {area.x + 1}; --y: {area.y + 1}; --w: {area.width}; --h: {area.height}"
    groups = numbered((section.entries, *(part.entries for part in section.parts)))
    first, own = next(groups)
    return h(
        "section",
        h(
            f"h{level}",
            h("span", section.label, class_="label") if section.label else None,
            " " if section.label else None,
            h("span", section.title, dir="auto"),
            class_="box-title",
        ),
        _prompts(section, sheet),
        _remarks(section, sheet),
        drawing(section, sheet.words),
        blanks(section, sheet) if section.blanks else None,
        entries(own, section, sheet, level + 1, first - 1),
        _parts(section, sheet, level + 1, [first for first, _ in groups]),
        _missing(section, sheet),
        h("p", section.hint, class_="hint", dir="auto") if section.hint else None,
        _source(section, sheet),
        class_=f"box look-{section.look} draw-{section.draw}",
        style=style,
    )


def _remarks(section: SectionView, sheet: SheetView) -> Markup | None:
    told = remarks(section, sheet.words) if sheet.what == "sheet" else ()
    return h("ul", (h("li", one, dir="auto") for one in told), class_="remarks", role="list") if told else None


def _prompts(section: SectionView, sheet: SheetView) -> Markup | None:
    """Questions guide who reads a sheet; in the compass they stand only where the answer is missing."""
    if not section.prompts or (sheet.what == "compass" and not is_empty(section)):
        return None
    return h("ul", _asked(section), class_="prompts", role="list")


def _asked(one: SectionView | PartView) -> Iterator[Markup]:
    """Its prompts, with their emphasis and links where the view has them."""
    for number, prompt in enumerate(one.prompts):
        yield h("li", map(_span, one.marked[number]) if one.marked else prompt, dir="auto")


def _span(span: Span) -> Content:
    said: Content = span.text
    if span.emphasis:
        said = h("em", said)
    if span.strong:
        said = h("strong", said)
    return h("a", said, href=span.link) if span.link.startswith("https://") else said


def _parts(section: SectionView, sheet: SheetView, level: int, first: list[int]) -> Content:
    if not section.parts:
        return None
    drawn = (_part(part, section, sheet, level, place - 1) for part, place in zip(section.parts, first, strict=True))
    return h("div", drawn, class_="parts")


def _part(part: PartView, section: SectionView, sheet: SheetView, level: int, first: int) -> Markup:
    silent = bool(section.gap) or by_itself(sheet)  # the section says it for all of its parts
    return h(
        "div",
        h(f"h{min(level, 6)}", part.title, dir="auto", class_="part-title"),
        h("ul", _asked(part), class_="prompts", role="list") if part.prompts and sheet.what == "sheet" else None,
        entries(part.entries, section, sheet, level + 1, first),
        None if part.entries or silent else _gap(part, sheet),
        pen(section, sheet) if not part.entries else None,
        class_="part",
    )


def _missing(section: SectionView, sheet: SheetView) -> Markup | None:
    """That a section is empty, in words; on a canvas by itself, room for a pen."""
    if section.parts or section.blanks:
        return h("p", section.gap, class_="gap", dir="auto") if section.gap else None
    if not is_empty(section):
        return None
    if by_itself(sheet):
        return pen(section, sheet, section.limit)
    return _gap(section, sheet)


def _gap(one: SectionView | PartView, sheet: SheetView) -> Markup | None:
    said = empty(one, sheet.words)
    return h("p", said, class_="gap", dir="auto") if said else None


def _source(section: SectionView, sheet: SheetView) -> Markup | None:
    """Where entries came from, each place once; but for those of a compass that tell it themselves."""
    everything = all_entries(section)
    said = sources((one for one in everything if sheet.what == "sheet" or not one.trail), sheet.words)
    return h("p", said, class_="source", dir="auto") if said else None


def _approved(view: SheetView) -> Markup | None:
    if not view.approved:
        return None
    names = (h("li", user(name)) for name in view.approved)
    return h(
        "div",
        h("p", word(view.words, "approved"), class_="overline"),
        h("ul", names, role="list", class_="names"),
        class_="approved",
    )
