"""The plan of a day in HTML: how late it is in large letters, what comes next, and a table of the steps."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.plans import MARKS, Cells, cells, columns
from tyopaja.views.plan_nodes import PlanView

_SAID: Mapping[str, str] = {"done": "done", "now": "now", "ahead": "ahead", "skipped": "plan-skipped"}
"""Status → the word that a mark stands for, for those who cannot see it."""


def body(view: PlanView) -> Content:
    """All that is on the page."""
    heads = (h("th", title, scope="col") for title in columns(view.words))
    return (
        h("p", view.headline, class_="lead", dir="auto") if view.headline else None,
        h("ul", (h("li", fact, dir="auto") for fact in view.facts), class_="plan-facts") if view.facts else None,
        h(
            "div",
            h(
                "table",
                h("caption", word(view.words, "plan-title"), class_="heard"),
                h("thead", h("tr", heads)),
                h("tbody", (_row(row, view) for row in cells(view))),
                class_="plan",
            ),
            class_="plan-frame",
            tabindex="0",
            role="region",
            aria_label=word(view.words, "plan-title"),
        ),
    )


def _row(row: Cells, view: PlanView) -> Markup:
    return h(
        "tr",
        h(
            "th",
            h("span", MARKS[row.status], aria_hidden="true", class_="plan-mark"),
            h("span", word(view.words, _SAID[row.status]), class_="heard"),
            " ",
            user(row.title),
            scope="row",
        ),
        *(h("td", text) for text in (row.time, row.planned, row.truth)),
        class_=f"{row.status} depth-{min(row.depth, 3)}",
        aria_current="step" if row.status == "now" else None,
    )
