"""A flow in the middle of the page: its steps one below the other, with what each works on and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from tyopaja.model.flow import Duration, Flow, Step
from tyopaja.model.text import Text
from tyopaja.preview.choosing import Choice
from tyopaja.preview.desk import Reading
from tyopaja.preview.linking import link
from tyopaja.renderers.html.markup import Content, Markup, h
from tyopaja.texts import words


def outline(reading: Reading, choice: Choice, flow: Flow, say_it: Mapping[str, str]) -> Markup:
    """The flow as a list in a list. What is unsound in it may stand anywhere: no step is shown twice."""
    activities = words("activity", choice.locale)
    inside: dict[str | None, list[Step]] = {}
    known = {step.id for step in flow.step}
    for step in flow.step:
        inside.setdefault(step.in_ if step.in_ in known else None, []).append(step)

    def text(of: Text) -> str:
        return of.to(choice.locale, reading.pack.locale)

    def steps(parent: str | None) -> Iterator[Markup]:
        for step in inside.pop(parent, ()):
            inner = tuple(steps(step.id))
            facts = [str(step.time) if step.time else "", "" if inner else activities.get(step.activity, step.activity)]
            yield h(
                "li",
                h("p", h("strong", text(step.title) or step.id), " ", h("code", step.id)),
                h("p", text(step.purpose)) if step.purpose else None,
                h("p", " · ".join(filter(None, facts)), class_="quiet"),
                _places(reading, choice, flow, step),
                h("ol", inner) if inner else None,
            )

    total = sum(step.time.minutes for step in flow.step if step.time and (step.in_ is None or step.in_ not in known))
    return h(
        "div",
        h("h3", text(flow.title) or flow.id),
        h("p", text(flow.purpose)) if flow.purpose else None,
        h("p", f"{say_it['total']}: {Duration(total)}", class_="quiet") if total else None,
        h("ol", steps(None)),
        class_="outline",
        lang=choice.locale,
    )


def _places(reading: Reading, choice: Choice, flow: Flow, step: Step) -> Content:
    """What a step works on, each with a link to its sheet."""
    if not step.on:
        return None
    made: list[Content] = []
    for place in step.on:
        canvas = flow.canvas_of(place.partition(".")[0])
        made.append(" " if made else None)
        if canvas in reading.pack.canvases:
            made.append(link(evolve(choice, canvas=canvas, flow=""), h("code", place)))
        else:
            made.append(h("code", place))
    return h("p", made, class_="places")
