"""How views become files: the renderers' contract, and those that ship with tyopaja. A renderer knows a view and
nothing else."""

from tyopaja.renderers.contract import Renderer, Rendition
from tyopaja.renderers.html import HTML
from tyopaja.renderers.ics import ICS
from tyopaja.renderers.json_ import JSON
from tyopaja.renderers.markdown import MARKDOWN
from tyopaja.renderers.text import TEXT

BUILT_IN: tuple[Renderer, ...] = (TEXT, MARKDOWN, HTML, JSON, ICS)
"""Registered by hook, as anyone's are."""

__all__ = ["BUILT_IN", "Renderer", "Rendition"]
