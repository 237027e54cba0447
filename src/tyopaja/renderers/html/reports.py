"""The report in HTML below its cover: contents, the compass, a chapter for each workshop, who took part."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.html.sessions import figures, groups, kept_aside, people, steps
from tyopaja.renderers.html.sheets import sheet
from tyopaja.views.nodes import Chapter, ReportView


def body(view: ReportView) -> Iterator[Content]:
    """All that stands in the page's main part."""
    yield figures(view.session)
    yield _contents(view)
    if view.result is not None:
        yield sheet(view.result, 2, "compass")
    for number, chapter in enumerate(view.chapters, start=1):
        yield _chapter(chapter, number)
    yield h(
        "div",
        people(view.session, 2),
        groups(view.session, 2),
        steps(view.session, 2),
        kept_aside(view.session, 2),
        class_="after",
    )


def _contents(view: ReportView) -> Markup:
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
    first, *others = (h("a", word(view.words, key), href=f"#{key}") for key in keys)
    items.append(h("li", first, h("ol", (h("li", one) for one in others), role="list")))
    return h(
        "nav",
        h("h2", word(view.words, "contents"), id="contents"),
        h("ol", items, role="list"),
        class_="contents",
        aria_labelledby="contents",
    )


def _chapter(chapter: Chapter, number: int) -> Markup:
    name = f"c{number}"
    return h(
        "section",
        h(
            "header",
            h("h2", chapter.title, dir="auto"),
            h("p", chapter.purpose, class_="purpose", dir="auto") if chapter.purpose else None,
            class_="chapter-head",
        ),
        (sheet(one, 3, f"{name}-s{place}") for place, one in enumerate(chapter.sheets, start=1)),
        id=name,
        class_="chapter",
    )
