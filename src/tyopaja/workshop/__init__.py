"""The façade that programs embed: an `Engine` over packs, plugins and one journal, and its `Session`s. The only
imperative shell there is; all that it calls is pure, or handed to it."""

from tyopaja.workshop.engine import Engine
from tyopaja.workshop.importing_nodes import Difference, Differences, Misfit
from tyopaja.workshop.session import Session

__all__ = ["Difference", "Differences", "Engine", "Misfit", "Session"]
