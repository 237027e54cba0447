"""Random flows, as charts can have them, and events to send into them."""

from __future__ import annotations

from hypothesis import strategies as st

from tyopaja.charts import Chart
from tyopaja.model.flow import Flow, Joining, Move, Step
from tyopaja.model.text import Text

EVENTS = ("next", "e1", "e2", "leave", "choose")
"""What is sent: `leave` and `choose` stand for those of whatever state there is."""
_JOINS = st.sampled_from([Joining(), Joining("quorum", 1), Joining("quorum", 2), Joining("facilitator")])


def step(id: str, **keys: object) -> Step:
    """A step with an id."""
    return Step(id=id, title=Text({"": id}), **keys)  # type: ignore[arg-type]


@st.composite
def flows(draw: st.DrawFn, *, finals: bool = True, joins: bool = True, resumes: bool = True) -> Flow:
    """A flow of up to a dozen steps: sequences, parallel steps and free orders in each other, with moves about."""
    steps: list[Step] = []

    def inside(parent: str | None, depth: int, order: str) -> None:
        count = draw(st.integers(1 if parent is None else 2, 3))
        for number in range(count):
            name = f"{parent or 's'}{number}" if parent else f"s{number}"
            last = number == count - 1
            if finals and last and number and order == "sequence" and draw(st.integers(0, 5)) == 0:
                steps.append(step(name, in_=parent, final=True))
                return
            nested = depth < 2 and len(steps) < 9 and draw(st.integers(0, 2)) == 0
            kind = draw(st.sampled_from(["sequence", "parallel", "free"])) if nested else "sequence"
            join = draw(_JOINS) if nested and joins and kind != "sequence" else Joining()
            steps.append(step(name, in_=parent, order=kind, join=join))
            if nested:
                inside(name, depth + 1, kind)

    inside(None, 0, "sequence")
    sources = [one.id for one in steps if not one.final]
    targets = [one.id for one in steps]
    resume = st.sampled_from(["none", "none", "shallow", "deep"] if resumes else ["none"])
    moves = st.builds(
        Move,
        from_=st.sampled_from(sources),
        to=st.sampled_from(targets),
        on=st.sampled_from(["e1", "e2"]),
        resume=resume,
    )
    found = draw(st.lists(moves, max_size=4))
    whole = [one.id for one in steps if any(inner.in_ == one.id for inner in steps)]
    if whole:
        # Never to a final step, nor to where it was: what is done at once would be done again without end.
        going = [one.id for one in steps if not one.final]
        when_done = st.builds(_when_done, from_=st.sampled_from(whole), to=st.sampled_from(going))
        found += draw(st.lists(when_done, max_size=1))
    return Flow(id="f", title=Text({"": "F"}), step=tuple(steps), move=tuple(found))


def _when_done(from_: str, to: str) -> Move:
    return Move(from_=from_, to=to, on=f"done.state.{from_}")


def sent(chart: Chart, active: tuple[str, ...], event: str) -> str:
    """The event that is meant: for `leave` and `choose` the first that the chart knows of an active state."""
    if event not in ("leave", "choose"):
        return event
    known = (
        name
        for state in active
        for way in chart.leading_from.get(state, ())
        for name in way.events
        if name.startswith(f"{event}.")
    )
    return next(known, event)
