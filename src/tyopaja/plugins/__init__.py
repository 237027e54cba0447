"""What a plugin author imports: `hookimpl`, and the values that hooks return."""

from tyopaja.plugins.marks import hookimpl
from tyopaja.renderers.contract import Renderer, Rendition

__all__ = ["Renderer", "Rendition", "hookimpl"]
