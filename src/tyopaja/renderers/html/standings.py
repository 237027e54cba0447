"""All key results of a report in one list, in HTML: each with a bar of how far it is, in words too."""

from __future__ import annotations

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.renderers.reported import agreed, done
from tyopaja.views.nodes import KeyResultView, ReportView


def key_results(view: ReportView) -> Markup | None:
    """A section of its own; None where there is no key result."""
    if not view.key_results:
        return None
    return h(
        "section",
        h("h2", word(view.words, "key-results"), id="key-results"),
        h("ol", (_standing(one, view) for one in view.key_results), role="list", class_="standings"),
        aria_labelledby="key-results",
        class_="after key-results",
    )


def _standing(one: KeyResultView, view: ReportView) -> Markup:
    return h(
        "li",
        h("p", one.objective, class_="aims", dir="auto") if one.objective else None,
        h("p", one.text or "–", class_="words", dir="auto"),
        _bar(one, view),
        _figures(one, view),
        h("p", _apart(agreed(one, view.words)), class_="details"),
        class_="standing",
    )


def _bar(one: KeyResultView, view: ReportView) -> Markup:
    """A bar for the eye; the same in words beside it."""
    share = one.progress or 0.0
    return h(
        "p",
        h("span", h("i", style=f"width: {share:.1%}"), class_="bar", aria_hidden="true"),
        " ",
        h("span", f"{word(view.words, 'progress')}: ", class_="heard"),
        h("span", done(one, view.words), class_="share" if one.progress is not None else "share none"),
        class_="how-far",
    )


def _figures(one: KeyResultView, view: ReportView) -> Markup | None:
    rows = [
        h("div", h("dt", word(view.words, key)), h("dd", user(said)))
        for key, said in (("start", one.start_text), ("measured", one.now_text), ("target", one.target_text))
        if said
    ]
    return h("dl", rows, class_="numbers") if rows else None


def _apart(parts: tuple[str, ...]) -> Content:
    return tuple((" · " if place else None, user(part)) for place, part in enumerate(parts))
