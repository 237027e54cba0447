"""What recaps look back at, as every face shows it: what was chosen, or else most voted for."""

from __future__ import annotations

from collections.abc import Collection

from tyopaja.views.recaps import recaps
from tyopaja.views.report_nodes import Recap
from tyopaja.views.seeing import seen_by
from tyopaja.views.source import Source
from tyopaja_web.pages.asking import Asked


def recalled(asked: Asked, steps: Collection[str]) -> tuple[Recap, ...]:
    """Section by section what the recaps among some steps (ids, without an instance) recall, as everybody may see it,
    whatever they stand in: a flow without workshops has no chapters."""
    if not steps:
        return ()
    definitions = asked.room.definitions
    sight = seen_by(definitions, asked.room.session.state, None)
    source = Source(definitions, sight.state, asked.locale, hidden=sight.hidden, secret=sight.secret)
    return tuple(recaps(source, [step for step in definitions.flow.step if step.id in steps]))
