"""How a session stands, in HTML: its steps as a line to walk along, its people, and what there is."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.renderers.facts import word
from tyopaja.renderers.html.markup import Markup, h, user
from tyopaja.views.nodes import PersonView, SessionView, StepView

_MARKS: Mapping[str, str] = {"done": "✓", "now": "●", "ahead": "○"}


def figures(view: SessionView) -> Markup:
    """How much there is, in three numbers."""
    words = view.words
    counted = (
        (len(view.people), word(words, "people")),
        (view.entries, word(words, "entries")),
        (view.votes, word(words, "vote" if view.votes == 1 else "votes")),
    )
    rows = (h("div", h("dt", title), h("dd", str(number))) for number, title in counted)
    return h("dl", rows, class_="counted")


def steps(view: SessionView, level: int) -> Markup:
    """The steps, each with what it is about and how it stands."""
    over = bool(view.steps) and all(step.status != "now" for step in view.steps)
    return h(
        "section",
        h(f"h{level}", word(view.words, "steps"), id="steps"),
        h("ol", (_step(step, view) for step in view.steps), class_="steps", role="list") if view.steps else None,
        h("p", word(view.words, "ended"), class_="ended") if over else None,
        aria_labelledby="steps",
        class_="walk",
    )


def _step(step: StepView, view: SessionView) -> Markup:
    details = " · ".join(part for part in (step.activity, step.time, *step.sheets) if part)
    return h(
        "li",
        h("span", _MARKS[step.status], aria_hidden="true", class_="mark"),
        h("span", user(step.title), class_="step-title"),
        " ",
        h("span", word(view.words, step.status), class_="status"),
        h("span", details, class_="details", dir="auto") if details else None,
        h("span", step.purpose, class_="details", dir="auto") if step.purpose and not step.depth else None,
        class_=f"step {step.status} depth-{min(step.depth, 3)}",
        aria_current="step" if step.status == "now" else None,
    )


def people(view: SessionView, level: int) -> Markup:
    """Who takes part, with how many entries of theirs stand."""
    return h(
        "section",
        h(f"h{level}", word(view.words, "people"), id="people"),
        h("ul", (_person(one, view) for one in view.people), class_="people", role="list") if view.people else None,
        aria_labelledby="people",
        class_="who",
    )


def _person(person: PersonView, view: SessionView) -> Markup:
    return h(
        "li",
        h("span", user(person.name), class_="name"),
        " ",
        h("span", f"{person.role} · {word(view.words, 'entries')}: {person.entries}", class_="details"),
    )
