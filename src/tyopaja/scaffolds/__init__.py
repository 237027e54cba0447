"""What `tyopaja new` writes: small files, correct and full of comments, to be changed by whoever asked for them.

The files lie in `templates`, one for each language that we write in, as the TOML and Python that they become. Nothing
is written to a disk here; whoever calls does that."""

from tyopaja.scaffolds.plugins import new_plugin
from tyopaja.scaffolds.writing import LANGUAGES, Files, new_canvas, new_flow, new_pack

__all__ = ["LANGUAGES", "Files", "new_canvas", "new_flow", "new_pack", "new_plugin"]
