"""The report in HTML below its cover, and the workbook, which has every entry once more: contents, the compass, a
chapter for each workshop, the key results, who took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.html.sessions import figures, groups, kept_aside, people, steps
from tyopaja.renderers.html.sheets import sheet
from tyopaja.renderers.html.standings import key_results
from tyopaja.renderers.reported import Row, appendix
from tyopaja.views.nodes import Chapter, Recap, ReportView


def body(view: ReportView) -> Iterator[Content]:
    """All that stands in the page's main part."""
    listed = list(appendix(view))
    yield figures(view.session)
    yield _contents(view, with_appendix=bool(listed))
    if view.result is not None:
        yield sheet(view.result, 2, "compass")
    for number, chapter in enumerate(view.chapters, start=1):
        yield _chapter(chapter, number, view)
    yield key_results(view)
    yield _appendix(view, listed)
    yield h(
        "div",
        people(view.session, 2),
        groups(view.session, 2),
        steps(view.session, 2),
        kept_aside(view.session, 2),
        class_="after",
    )


def _contents(view: ReportView, *, with_appendix: bool) -> Markup:
    items = []
    if view.result is not None:
        items.append(h("li", h("a", user(view.result.title), href="#compass")))
    for number, chapter in enumerate(view.chapters, start=1):
        inner = (
            h("li", h("a", user(one.title), href=f"#c{number}-s{place}"))
            for place, one in enumerate(chapter.sheets, start=1)
        )
        items.append(h("li", h("a", user(chapter.title), href=f"#c{number}"), h("ol", inner, role="list")))
    keys = ("people", *(("groups",) if view.session.groups else ()), "steps")
    further = (*(("key-results",) if view.key_results else ()), *(("appendix",) if with_appendix else ()))
    items += [h("li", h("a", word(view.words, key), href=f"#{key}")) for key in further]
    first, *others = (h("a", word(view.words, key), href=f"#{key}") for key in keys)
    items.append(h("li", first, h("ol", (h("li", one) for one in others), role="list")))
    return h(
        "nav",
        h("h2", word(view.words, "contents"), id="contents"),
        h("ol", items, role="list"),
        class_="contents",
        aria_labelledby="contents",
    )


def _chapter(chapter: Chapter, number: int, view: ReportView) -> Markup:
    name = f"c{number}"
    return h(
        "section",
        h(
            "header",
            h("h2", chapter.title, dir="auto"),
            h("p", chapter.purpose, class_="purpose", dir="auto") if chapter.purpose else None,
            _recaps(chapter.recaps, view),
            class_="chapter-head",
        ),
        (sheet(one, 3, f"{name}-s{place}") for place, one in enumerate(chapter.sheets, start=1)),
        id=name,
        class_="chapter",
    )


def _recaps(found: Sequence[Recap], view: ReportView) -> Markup | None:
    if not found:
        return None
    left = (
        h(
            "li",
            h("p", one.title, class_="recap-place", dir="auto"),
            h("ul", (h("li", entry.text or "–", dir="auto") for entry in one.entries), role="list"),
        )
        for one in found
    )
    return h("div", h("h3", word(view.words, "recap")), h("ul", left, role="list"), class_="recap")


def _appendix(view: ReportView, listed: Sequence[tuple[str, list[Row]]]) -> Markup | None:
    if not listed:
        return None
    return h(
        "section",
        h("h2", word(view.words, "appendix"), id="appendix"),
        (_listed(name, rows, view, number) for number, (name, rows) in enumerate(listed, start=1)),
        aria_labelledby="appendix",
        class_="appendix",
    )


def _listed(name: str, rows: Sequence[Row], view: ReportView, number: int) -> Markup:
    """The entries of one sheet as a table, without the columns that nothing stands in."""
    heads = ("section", "entry", "author", "votes")
    cells = [(row.place, row.text, row.author, row.votes) for row in rows]
    kept = [place for place in range(len(heads)) if place == 1 or any(row[place] for row in cells)]
    return h(
        "div",
        h(
            "table",
            h("caption", name, dir="auto", id=f"appendix-{number}"),
            h("thead", h("tr", (h("th", word(view.words, heads[place]).capitalize(), scope="col") for place in kept))),
            h("tbody", (h("tr", (h("td", row[place], dir="auto") for place in kept)) for row in cells)),
        ),
        class_="plan-frame",
        tabindex="0",
        role="region",
        aria_labelledby=f"appendix-{number}",
    )
