"""Charts: a flow compiled into a statechart, and the pure functions that move in it. The semantics are those of W3C
SCXML (Recommendation, 1 September 2015); `docs/semantics.md` says rule by rule where each is kept.

Knows nothing of sessions, people or conditions: whether a guarded transition may be taken is asked of the caller."""

from tyopaja.charts.compiling import compile_chart
from tyopaja.charts.nodes import BEGINNING, Change, Chart, Configuration, Node, Transition
from tyopaja.charts.stepping import ChartError, Once, begin, jump, restaff, step

__all__ = [
    "BEGINNING",
    "Change",
    "Chart",
    "ChartError",
    "Configuration",
    "Node",
    "Once",
    "Transition",
    "begin",
    "compile_chart",
    "jump",
    "restaff",
    "step",
]
