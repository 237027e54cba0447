"""Drawings: a flow as an outline, as a picture of its own, and in the notations of others. Pure functions from
definitions to text; nothing is run, fetched or written."""

from __future__ import annotations

from tyopaja.drawings.mermaid import mermaid
from tyopaja.drawings.svg import svg
from tyopaja.drawings.text import text

__all__ = ["mermaid", "svg", "text"]
