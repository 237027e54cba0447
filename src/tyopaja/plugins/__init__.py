"""What a plugin author imports: `hookimpl`, and the values that hooks return."""

from tyopaja.importers.contract import Content, Found, Importer, Spot
from tyopaja.plugins.marks import hookimpl
from tyopaja.renderers.contract import Renderer, Rendition
from tyopaja.renderers.options import Option

__all__ = ["Content", "Found", "Importer", "Option", "Renderer", "Rendition", "Spot", "hookimpl"]
