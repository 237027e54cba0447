"""The designs that there are: ours, and those that a pack brings as templates of its own. A pack's `templates/NAME.typ`
is the design NAME; one that is called as one of ours is stays unseen."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.errors import Refused
from tyopaja.views.nodes import View
from tyopaja_typst.apart import FOLDER
from tyopaja_typst.options import DESIGN, DESIGNS

ENDING = ".typ"

_MAIN = """#import "/base.typ": setup
#import "/{folder}/{file}": render
#let data = json("/data.json")
#setup(data, render(data))
"""


def own_design(view: View, design: str) -> str:
    """The file of the pack's template that `design` names; "" for a design of ours. Raises Refused for one that there
    is not."""
    if design in DESIGNS:
        return ""
    files: Mapping[str, str] = getattr(view, "templates", {})
    names = tuple(sorted(file.removesuffix(ENDING) for file in files if file.endswith(ENDING)))
    if design not in names:
        there = (*DESIGNS, *(name for name in names if name not in DESIGNS))
        message = f"There is no design {design!r}. Write one of {', '.join(there)}."
        raise Refused("bad-option", message, option=DESIGN.name, value=design, choices=there)
    return design + ENDING


def files_of_pack(view: View, file: str) -> Mapping[str, str]:
    """Path → text: what begins with the pack's template `file`, and all files that lie beside it."""
    templates: Mapping[str, str] = getattr(view, "templates", {})
    beside = {f"{FOLDER}/{name}": text for name, text in templates.items()}
    return {"main.typ": _MAIN.format(folder=FOLDER, file=file), **beside}
