"""The signs of activities and of how steps run, as paths on a disc of radius 11 around 0,0; drawn in white lines."""

from __future__ import annotations

ACTIVITIES = {
    "present": "M-5.5-4.5h11v7h-11z M0 2.5v3 M-3 5.5h6",
    "fill": "M-5 5l1-3.5 6.5-6.5 2.5 2.5-6.5 6.5z M1-3.5l2.5 2.5",
    "brainstorm": "M-2 3c0-2-2.2-2.6-2.2-5a4.2 4.2 0 0 1 8.4 0c0 2.4-2.2 3-2.2 5z M-1.6 5.6h3.2",
    "reveal": "M-6.5 0q6.5-8 13 0q-6.5 8-13 0z M-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0z",
    "group": "M-5.5-5h4.6v4.6h-4.6z M.9-5h4.6v4.6h-4.6z M-2.3 1.4h4.6v4.6h-4.6z",
    "vote": "M-5-5h10v10h-10z M-2.6-.2l2 2.2 3.4-4.2",
    "decide": "M0-6l1.8 3.8 4.2.5-3.1 2.8.9 4.1-3.8-2.1-3.8 2.1.9-4.1-3.1-2.8 4.2-.5z",
    "recap": "M4.8 1.6a5 5 0 1 1-1.2-5.2 M4.4-6.2v3h-3",
    "break": "M-5.5-3.5h8v4.2a3.4 3.4 0 0 1-3.4 3.4h-1.2a3.4 3.4 0 0 1-3.4-3.4z M2.5-2.2h1.2a1.9 1.9 0 0 1 0 3.8h-1.4",
    "check-in": "M-2.4-2.8a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0z M-5 5.4a5 4.6 0 0 1 10 0",
    "approve": "M-5 .4l3.4 3.6 6.4-7.6",
}
"""Activity → its sign."""

OWN = "M0-5v10 M-5 0h10 M-3.4-3.4l6.8 6.8 M3.4-3.4l-6.8 6.8"
"""The sign of an activity that a pack or a plugin brings."""

SHAPES = {
    "parallel": "M-3-5.5v11 M3-5.5v11",
    "free": "M-5-5h10v10h-10z M-2.4-2.4h.01 M2.4-2.4h.01 M0 0h.01 M-2.4 2.4h.01 M2.4 2.4h.01",
    "each": "M-5.5-1.5h6.5v6.5h-6.5z M-3-3.7h6.2v6.2 M-.6-6h6.1v6.2",
    "history": "M-3-4.5v9 M3-4.5v9 M-3 0h6",
    "deep": "M-5-4v8 M0-4v8 M-5 0h5 M4-5v5 M1.9-3.8l4.2 2.6 M6.1-3.8l-4.2 2.6",
}
"""How a step runs → its sign: side by side, a die, cards; and where a move goes on where it was, as UML has it."""
