"""Definitions: from TOML files to the model, with everything that is wrong in them at a line and a column.

Reads, structures and checks; knows nothing of sessions, journals or views."""

from tyopaja.definitions.checking import check_paths
from tyopaja.definitions.library import Library
from tyopaja.definitions.pack import load_pack
from tyopaja.definitions.pinning import digest, pin, unpin
from tyopaja.definitions.problems import Finding, Problem
from tyopaja.definitions.transcript import Transcript, read_transcript

__all__ = [
    "Finding",
    "Library",
    "Problem",
    "Transcript",
    "check_paths",
    "digest",
    "load_pack",
    "pin",
    "read_transcript",
    "unpin",
]
