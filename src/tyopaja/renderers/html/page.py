"""One whole HTML page: self-contained, without a script, and with a policy that forbids it one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tyopaja.model.pack import Theme
from tyopaja.renderers.facts import Words, word
from tyopaja.renderers.html.colours import ink_on, mix, night, note_tones, softened, sound
from tyopaja.renderers.html.covers import deep
from tyopaja.renderers.html.markup import Content, Markup, h, user, written
from tyopaja.views.nodes import Credit

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@cache
def _style() -> str:
    folder = files("tyopaja.renderers.html")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "dark.css"))


def _colours(theme: Theme) -> str:
    """The theme as custom properties, with the tones that follow from it, for the light and for the dark."""
    theme = sound(theme)
    dark = night(theme)
    papers = "".join(f".tone-{place} {{ {note_tones(one, theme.ink)} }}\n" for place, one in enumerate(theme.notes))
    on_dark = _tones(dark, mix(dark.paper, "#000000", 0.72), mix(dark.paper, "#ffffff", 0.86))
    by_day = _tones(theme, mix(theme.accent, theme.paper, 0.05), mix(theme.accent, theme.paper, 0.05))
    by_day += f"--deep: {deep(theme)};--on-deep: {ink_on(deep(theme), '#ffffff')};"
    return f":root {{ {by_day} }}\n{papers}@media screen and (prefers-color-scheme: dark) {{ :root {{ {on_dark} }} }}\n"


def _tones(theme: Theme, ground: str, lightest: str) -> str:
    """`lightest` is what of all that words stand on is nearest to the ink."""
    ink, paper, accent = theme.ink, theme.paper, theme.accent
    tones = {
        "ink": ink_on(paper, ink),
        "paper": paper,
        "ground": ground,
        "accent": accent,
        "on-accent": ink_on(accent, "#ffffff"),
        "link": ink_on(ground, accent),
        "quiet": softened(ink_on(ground, ink), lightest),
        "line": mix(ink, paper, 0.16),
    }
    return "".join(f"--{name}: {tone};" for name, tone in tones.items())


def page(title: str, locale: str, theme: Theme, words: Words, cover: Markup, body: Content, credit: Credit) -> str:
    """The page, with its head, a way to skip the cover, and who designed the canvases."""
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="color-scheme", content="light dark"),
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
