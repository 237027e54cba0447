"""How a session stands, as a view: its steps with what is done, now and ahead, its people, and what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tyopaja.model.flow import Step
from tyopaja.texts import say, words
from tyopaja.views.asides import asides
from tyopaja.views.nodes import PersonView, SessionView, StepView
from tyopaja.views.source import Source


def session(source: Source) -> SessionView:
    """How the session stands."""
    state, flow = source.state, source.definitions.flow
    standing = [entry for entry in source.standing() if source.has_place(entry)]
    written = Counter(entry.by for entry in standing)
    return SessionView(
        id=state.session,
        title=state.title,
        flow=source.text(flow.title),
        purpose=source.text(flow.purpose),
        locale=source.locale,
        steps=tuple(_steps(source)),
        people=tuple(
            PersonView(
                id=person.id,
                name=person.called,
                role=say(source.locale, f"role.{person.role}"),
                entries=written[person.id],
            )
            for person in state.people.values()
        ),
        entries=len(standing),
        votes=sum(len(entry.votes) for entry in standing),
        sheets=flow.sheet_names(),
        aside=tuple(asides(source)),
        date=source.date(),
        theme=source.definitions.pack.theme,
        credit=source.credit(),
        words=source.words(),
    )


def in_order(source: Source, inside: str | None = None, depth: int = 0) -> Iterator[tuple[int, Step]]:
    """Every step with its depth, each before those inside it, in the order of the flow."""
    for step in source.definitions.flow.step:
        if step.in_ == inside:
            yield depth, step
            yield from in_order(source, step.id, depth + 1)


def sheets_of(step: Step) -> tuple[str, ...]:
    """The names of the sheets that a step works on."""
    return tuple(dict.fromkeys(place.partition(".")[0] for place in step.on))


def _steps(source: Source) -> Iterator[StepView]:
    activities = words("activity", source.locale)
    steps = tuple(in_order(source))
    inner = set(source.state.steps)
    # Where the session is; past the last step once the flow has ended.
    here = max((place for place, (_, step) in enumerate(steps) if step.id in inner), default=len(steps))
    parents = {step.in_ for _, step in steps}
    for place, (depth, step) in enumerate(steps):
        visited = step.id in source.state.visits
        yield StepView(
            id=step.id,
            title=source.text(step.title),
            purpose=source.text(step.purpose),
            depth=depth,
            # A step that was jumped over is still to be done; one that was gone back from is to be done again.
            status="now" if step.id in inner else "done" if visited and place < here else "ahead",
            time=str(step.time) if step.time else "",
            activity="" if step.id in parents else activities.get(step.activity, step.activity),
            sheets=tuple(source.sheet_title(sheet) for sheet in sheets_of(step)),
        )
