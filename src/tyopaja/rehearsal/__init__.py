"""A rehearsal: invented people go through a flow before real ones come. What they do is drawn by lot from a seed, the
clock is an argument, and what comes of it is a session like any other."""

from tyopaja.rehearsal.many import Spread, rehearse_many
from tyopaja.rehearsal.playing import rehearse
from tyopaja.rehearsal.reporting import Day, Rehearsal, Thin

__all__ = ["Day", "Rehearsal", "Spread", "Thin", "rehearse", "rehearse_many"]
