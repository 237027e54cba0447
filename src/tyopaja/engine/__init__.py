"""The rules of play: conditions, decide, evolve. Pure: no I/O, no clock, no chance, no plugin. Time and ids
come in with the command, so that any journal replays to the same state on any machine."""

from tyopaja.engine.activities import ACTIVITIES
from tyopaja.engine.conditions import CONDITIONS
from tyopaja.engine.decide import decide
from tyopaja.engine.evolve import evolve, fold
from tyopaja.engine.rules import Rules
from tyopaja.engine.starting import is_session_id, start

__all__ = [
    "ACTIVITIES",
    "CONDITIONS",
    "Rules",
    "decide",
    "evolve",
    "fold",
    "is_session_id",
    "start",
]
