"""The format `json`: a view as it is, for programs. Keys are sorted, so that two files can be compared line by line;
pictures are base64."""

from __future__ import annotations

import json
import re
from base64 import b64encode

from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.nameless import nameless
from tyopaja.renderers.options import PEOPLE
from tyopaja.views.nodes import View
from tyopaja.views.plain import plain

# Half a pair can be kept in a Python string and in no UTF-8 file; JSON escapes all else by itself.
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(view: View, *, people: bool = True) -> str:
    """The view as JSON, with the names of authors or without."""
    written = json.dumps(
        plain(view if people else nameless(view)), ensure_ascii=False, sort_keys=True, indent=2, default=_bytes
    )
    return _SURROGATES.sub("\ufffd", written) + "\n"


def _bytes(value: bytes) -> str:
    """What JSON has no form for: in a view these are the pictures alone."""
    return b64encode(value).decode("ascii")


JSON = Renderer(
    "json",
    render,
    media_type="application/json",
    suffix=".json",
    title="JSON: the view as data",
    views=ALL_VIEWS,
    options=(PEOPLE,),
)
