"""The top of a page: a cover for a report, a narrower band for everything else."""

from __future__ import annotations

from tyopaja.model.pack import Theme
from tyopaja.renderers.html.colours import ink_on, mix, sound
from tyopaja.renderers.html.markup import Markup, h
from tyopaja.renderers.html.motif import compass


def cover(overline: str, title: str, subtitle: str, date: str, theme: Theme) -> Markup:
    """The first thing that a reader of a report sees."""
    return _top("cover", overline, title, subtitle, date, theme)


def banner(overline: str, title: str, subtitle: str, date: str, theme: Theme) -> Markup:
    """The same in little, for a page with one thing on it."""
    return _top("cover banner", overline, title, subtitle, date, theme)


def deep(theme: Theme) -> str:
    """The ground of covers: the accent, as late in the evening."""
    return mix(sound(theme).accent, "#0b1118", 0.6)


def _top(kind: str, overline: str, title: str, subtitle: str, date: str, theme: Theme) -> Markup:
    tones = tuple(sound(theme).colours.values()) or (sound(theme).accent,)
    dial = compass(tuple(mix(one, "#ffffff", 0.5) for one in tones), ink_on(deep(theme), "#ffffff"))
    return h(
        "header",
        h(
            "div",
            h("p", overline, class_="overline", dir="auto") if overline else None,
            h("h1", title, dir="auto"),
            h("p", subtitle, class_="subtitle", dir="auto") if subtitle else None,
            h("p", date, class_="date") if date else None,
            class_="cover-words",
        ),
        dial,
        h("div", (h("span", style=f"background: {one}") for one in tones), class_="bands", aria_hidden="true"),
        class_=kind,
    )
