"""A sheet in HTML: its boxes in reading order, which a wide screen and paper lay out as the canvas is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import sources, word
from tyopaja.renderers.html.colours import mix, safe
from tyopaja.renderers.html.entries import blanks, entries
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import Area, PartView, SectionView, SheetView


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
    yield h("div", drawn, class_=f"boxes of-{len(view.grid.columns)}", style=f"--columns: {shares}")
    yield _approved(view)


def _box(section: SectionView, sheet: SheetView, level: int, area: Area | None) -> Markup:
    colour = safe(section.colour, "#444444")
    style = f"--c: {colour}; --soft: {mix(colour, '#ffffff', 0.08)}; --edge: {mix(colour, '#ffffff', 0.35)}"
    if area is not None:
        style += f"; --x: {area.x + 1}; --y: {area.y + 1}; --w: {area.width}; --h: {area.height}"
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
        blanks(section) if section.blanks else None,
        entries(section.entries, section, sheet),
        _parts(section, sheet, level + 1),
        _missing(section, sheet),
        _source(section, sheet),
        class_=f"box look-{section.look} kind-{section.kind}",
        style=style,
    )


def _is_empty(section: SectionView) -> bool:
    filled = section.entries or any(part.entries for part in section.parts)
    return not filled and not any(blank.text for blank in section.blanks)


def _prompts(section: SectionView, sheet: SheetView) -> Markup | None:
    """Questions guide who reads a sheet; in the compass they stand only where the answer is missing."""
    if not section.prompts or (sheet.what == "compass" and not _is_empty(section)):
        return None
    return h("ul", (h("li", prompt, dir="auto") for prompt in section.prompts), class_="prompts", role="list")


def _parts(section: SectionView, sheet: SheetView, level: int) -> Content:
    first = len(section.entries)
    if not section.parts:
        return None
    drawn = []
    for part in section.parts:
        drawn.append(_part(part, section, sheet, level, first))
        first += len(part.entries)
    return h("div", drawn, class_="parts")


def _part(part: PartView, section: SectionView, sheet: SheetView, level: int, first: int) -> Markup:
    prompts = (h("li", prompt, dir="auto") for prompt in part.prompts)
    silent = bool(section.gap)  # the section says it for all of its parts
    return h(
        "div",
        h(f"h{min(level, 6)}", part.title, dir="auto", class_="part-title"),
        h("ul", prompts, class_="prompts", role="list") if part.prompts and sheet.what == "sheet" else None,
        entries(part.entries, section, sheet, first),
        None if part.entries or silent else h("p", part.gap or word(sheet.words, "empty"), class_="gap", dir="auto"),
        class_="part",
    )


def _missing(section: SectionView, sheet: SheetView) -> Markup | None:
    if not _is_empty(section) or (section.parts and not section.gap) or (section.blanks and not section.gap):
        return None
    return h("p", section.gap or word(sheet.words, "empty"), class_="gap", dir="auto")


def _source(section: SectionView, sheet: SheetView) -> Markup | None:
    """Where a compiled section came from, each place once."""
    everything = (*section.entries, *(entry for part in section.parts for entry in part.entries))
    said = sources(everything, sheet.words)
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
