"""What is shown: state becomes plain, localised, laid-out trees (`look`) or plain data (`dump`). Pure: no I/O, no
clock, and no knowledge of how a view is rendered."""

from tyopaja.views.dumping import dump
from tyopaja.views.looking import look
from tyopaja.views.plain import plain

__all__ = ["dump", "look", "plain"]
