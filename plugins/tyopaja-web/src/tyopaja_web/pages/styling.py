"""The styles that stand in a page itself: a phone on a slow net waits for no second answer before it can draw.

The page's policy names them by their hash, so that nothing else that might stand in it is taken for a style."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from typing import Final

from attrs import frozen
from markupsafe import Markup

from tyopaja_web.pages.templating import STATIC

_KEPT: Final = 64


@frozen
class Style:
    """The content of one `<style>` element."""

    css: Markup
    source: str
    """What a policy calls it: `'sha256-…'`."""


@lru_cache(maxsize=_KEPT)
def style_of(names: tuple[str, ...], look: str) -> Style:
    """`base`, then the pack's look, then the named style sheets, as they would be linked one after the other."""
    first, *others = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ("base", *names)]
    css = "\n".join(one for one in (first, look, *others) if one).replace("\r\n", "\n").replace("</", "<\\/")
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Style(Markup(css), f"'sha256-{digest}'")  # noqa: S704 - ours, and nothing in it ends the element
