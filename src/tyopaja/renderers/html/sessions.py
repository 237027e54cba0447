"""How a session stands, in HTML: its steps as a line to walk along, its people, and what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tyopaja.renderers.facts import doing, facts, heads, part_of, word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import Aside, EntryView, PersonView, SessionView, StepView

_MARKS: Mapping[str, str] = {"done": "✓", "now": "●", "ahead": "○"}


def figures(view: SessionView) -> Markup:
    """How much there is, in three numbers."""
    words = view.words
    counted = (
        (heads(view), word(words, "people")),
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
    details = " · ".join(part for part in (*doing(step, view.words), step.time, *step.sheets) if part)
    where = [h("li", one, dir="auto") for one in step.where]
    return h(
        "li",
        h("span", _MARKS[step.status], aria_hidden="true", class_="mark"),
        h("span", user(step.title), class_="step-title"),
        " ",
        h("span", word(view.words, step.status), class_="status"),
        h("span", details, class_="details", dir="auto") if details else None,
        h("span", step.purpose, class_="details", dir="auto") if step.purpose and not step.depth else None,
        h("span", step.order, class_="details", dir="auto") if step.order else None,
        h("ul", where, class_="where", role="list") if where else None,
        class_=f"step{' added' if step.added else ''} {step.status} depth-{min(step.depth, 3)}",
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


def groups(view: SessionView, level: int) -> Markup | None:
    """The groups, with who is in them."""
    if not view.groups:
        return None
    rows = (
        h(
            "li",
            h("span", user(one.name), class_="name"),
            " ",
            h("span", _listed(one.people or ("–",)), class_="details"),
        )
        for one in view.groups
    )
    return h(
        "section",
        h(f"h{level}", word(view.words, "groups"), id="groups"),
        h("ul", rows, class_="people", role="list"),
        aria_labelledby="groups",
        class_="who",
    )


def _listed(names: Sequence[str]) -> Iterator[Content]:
    for place, name in enumerate(names):
        yield ", " if place else None
        yield user(name)


def _person(person: PersonView, view: SessionView) -> Markup:
    return h(
        "li",
        h("span", user(person.name), class_="name"),
        " ",
        h("span", f"{part_of(person, view.words)} · {word(view.words, 'entries')}: {person.entries}", class_="details"),
    )


def kept_aside(view: SessionView, level: int) -> Markup | None:
    """What an upgrade has left without a place."""
    if not view.aside:
        return None
    return h(
        "section",
        h(f"h{level}", word(view.words, "aside"), id="aside"),
        h("p", word(view.words, "aside-why"), class_="details"),
        (_aside(one, view, level + 1) for one in view.aside),
        aria_labelledby="aside",
        class_="walk",
    )


def _aside(one: Aside, view: SessionView, level: int) -> Markup:
    return h(
        "section",
        h(f"h{level}", user(one.sheet), " · ", user(one.section), class_="part-title"),
        h("ul", (_lost(entry, view) for entry in one.entries), class_="deeds", role="list"),
        class_="lost",
    )


def _lost(entry: EntryView, view: SessionView) -> Markup:
    rows = [h("div", h("dt", user(field.title)), h("dd", field.text, dir="auto")) for field in entry.fields]
    told = " · ".join(facts(entry, view.words))
    return h(
        "li",
        h("p", entry.text or "–", dir="auto", class_="words"),
        h("dl", rows, class_="fields") if rows else None,
        h("p", told, class_="details", dir="auto") if told else None,
    )
