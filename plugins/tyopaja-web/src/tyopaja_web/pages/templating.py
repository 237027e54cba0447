"""Templates to HTML. Everything is escaped, and a name that is not there is an error, not nothing."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

PACKAGE: Final = Path(__file__).parent.parent
STATIC: Final = PACKAGE / "static"


def environment() -> Environment:
    """The templates of this package. HTML and SVG are escaped, plain files are not."""
    made = Environment(
        loader=FileSystemLoader(PACKAGE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["embedded"] = embedded
    return made


def embedded(value: Any) -> Markup:
    """JSON to stand inside a `<script type="application/json">`: nothing in it ends the element or opens another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can be markup any more


@lru_cache(maxsize=1)
def version() -> str:
    """What all the static files are like, for their addresses: a browser keeps what has not changed for ever."""
    found = hashlib.sha256()
    for path in sorted(one for one in STATIC.rglob("*") if one.is_file()):
        found.update(str(path.relative_to(STATIC)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]
