"""A pack in a browser while somebody writes it: drawn anew at each save, with what is wrong beside the sheet.

For the person at this machine alone: a page on 127.0.0.1 that reads, and does nothing else. Nothing that a browser
asks for names a file."""

from tyopaja.preview.desk import Desk
from tyopaja.preview.serving import Preview

__all__ = ["Desk", "Preview"]
