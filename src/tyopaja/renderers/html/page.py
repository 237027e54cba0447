"""One whole HTML page: self-contained, without a script, and with a policy that forbids it one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tyopaja.model.pack import Theme
from tyopaja.renderers.facts import Words, word
from tyopaja.renderers.html.colours import ink_on, mix, softened, sound
from tyopaja.renderers.html.covers import deep
from tyopaja.renderers.html.markup import Content, Markup, h, user, written
from tyopaja.views.nodes import Credit

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@cache
def _style() -> str:
    return files("tyopaja.renderers.html").joinpath("style.css").read_text(encoding="utf-8")


def _colours(theme: Theme) -> str:
    """The theme as custom properties, with the tones that follow from it."""
    theme = sound(theme)
    ink, paper, accent = theme.ink, theme.paper, theme.accent
    ground = mix(accent, paper, 0.05)
    tones = {
        "ink": ink_on(paper, ink),
        "paper": paper,
        "ground": ground,
        "accent": accent,
        "on-accent": ink_on(accent, "#ffffff"),
        "link": ink_on(ground, accent),
        "deep": deep(theme),
        "on-deep": ink_on(deep(theme), "#ffffff"),
        "quiet": softened(ink_on(ground, ink), ground),
        "line": mix(ink, paper, 0.16),
    }
    root = "".join(f"--{name}: {tone};" for name, tone in tones.items())
    papers = "".join(
        f".tone-{place} {{ --note: {one}; --note-edge: {mix(one, '#000000', 0.86)}; "
        f"--note-ink: {ink_on(one, ink)}; --note-quiet: {softened(ink_on(one, ink), one)} }}\n"
        for place, one in enumerate(theme.notes)
    )
    return f":root {{ {root} }}\n{papers}"


def page(title: str, locale: str, theme: Theme, words: Words, cover: Markup, body: Content, credit: Credit) -> str:
    """The page, with its head, a way to skip the cover, and who designed the canvases."""
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("meta", name="generator", content="tyopaja"),
        h("title", title),
        # Both parts are ours: the theme's share is hexadecimal colours only.
        Markup(f"<style>\n{_colours(theme)}{_style()}</style>"),
    )
    skip = h("a", word(words, "skip"), href="#main", class_="skip")
    content = h("body", skip, cover, h("main", body, id="main", tabindex="-1"), _foot(credit, words))
    return f"<!DOCTYPE html>\n{written(h('html', head, content, lang=locale))}\n"


def _foot(credit: Credit, words: Words) -> Markup:
    address = credit.address if credit.address.startswith("https://") else None
    licence = h("a", credit.licence, href=address, rel="license noreferrer") if address else user(credit.licence)
    return h(
        "footer",
        h("p", f"{word(words, 'made-with')}: ", user(credit.designer)) if credit.designer else None,
        h("p", f"{word(words, 'licence')}: ", licence) if credit.licence else None,
        class_="foot-line",
    )
