"""How files become what may be written into sheets: the importers' contract, and those that ship with tyopaja. An
importer knows bytes and nothing of a session."""

from tyopaja.importers.columns import content_of
from tyopaja.importers.contract import Content, Found, Importer, Spot
from tyopaja.importers.csv_ import CSV
from tyopaja.importers.decoding import MOST_BYTES, json_in, sized, text_in
from tyopaja.importers.json_ import JSON
from tyopaja.importers.markdown import MARKDOWN
from tyopaja.importers.text import TEXT

BUILT_IN: tuple[Importer, ...] = (CSV, JSON, MARKDOWN, TEXT)
"""Registered by hook, as anyone's are."""

__all__ = [
    "BUILT_IN",
    "MOST_BYTES",
    "Content",
    "Found",
    "Importer",
    "Spot",
    "content_of",
    "json_in",
    "sized",
    "text_in",
]
