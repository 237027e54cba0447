"""Small signs in HTML: marks of a scale, boxes to tick, pictures. What a sign shows it also says in words."""

from __future__ import annotations

from base64 import b64encode

from tyopaja.renderers.facts import TICKED, UNTICKED, Words, dots, marks, said, share, word
from tyopaja.renderers.html.markup import Content, Markup, h, user
from tyopaja.views.nodes import FieldView, OwnView, SheetView

Pictured = SheetView | OwnView
"""A view that has pictures."""


def scale(field: FieldView) -> Markup:
    """A scale with a ring for each of its numbers, the one that was given filled; a line for one of many numbers."""
    numbers = marks(field)
    told = said(field) or " … ".join(f"{end:g}" for end in field.scale or (1, 5))
    drawn: Content
    if numbers:
        chosen = field.text if field.text in numbers else _nearest(field, numbers)
        drawn = (h("span", number, class_="on" if number == chosen else None) for number in numbers)
    else:
        at = share(field)
        drawn = h("i", style=f"--at: {at:.3f}", class_="at") if at is not None else None
    ends = (
        h("p", h("span", field.low, dir="auto"), h("span", field.high, dir="auto"), class_="ends")
        if field.low or field.high
        else None
    )
    row = h(
        "div",
        drawn,
        role="img",
        aria_label=f"{field.title}: {told}",
        class_=f"marks of-{len(numbers)}" if numbers else "marks line",
    )
    exact = h("p", said(field), class_="exact") if field.text and not numbers else None
    return h("div", row, ends, exact, class_="scale", style=f"--n: {len(numbers) or 12}")


def _nearest(field: FieldView, numbers: tuple[str, ...]) -> str:
    at = share(field)
    return "" if at is None else numbers[round(at * (len(numbers) - 1))]


def value(field: FieldView, sheet: Pictured) -> Content:
    """What was written into a field: a score with its dots, a picture as it is, anything else as text."""
    if field.type == "picture":
        shown = picture(str(field.value), field.title, sheet)
        return shown if shown is not None else field.text
    if field.type == "yes-no" and isinstance(field.value, bool):
        return tick(done=field.value, said=field.text)
    drawn = dots(field) if field.type == "scale" else ""
    if not drawn:
        return said(field)
    full = len(drawn.rstrip("○"))
    stops = (h("i", class_="on" if place < full else None) for place in range(len(drawn)))
    return (h("span", stops, class_="dots", aria_hidden="true"), " ", said(field))


def tick(*, done: bool, said: str) -> Content:
    """A box, ticked or not, and what that means."""
    return (h("span", TICKED if done else UNTICKED, class_="tick", aria_hidden="true"), " ", said)


def ticked(*, done: bool, words: Words) -> Markup:
    """A box in front of an item of a list; what it means is heard and not seen."""
    heard = h("span", word(words, "done" if done else "not-done"), ": ", class_="heard")
    return h(
        "span",
        h("span", TICKED if done else UNTICKED, aria_hidden="true", class_="tick"),
        heard,
        class_="done" if done else "open",
    )


def picture(key: str, alt: str, sheet: Pictured) -> Markup | None:
    """A picture of a view, with the words that stand for it; None where the view has none of the key."""
    found = sheet.pictures.get(key)
    if found is None:
        return None
    data = b64encode(found.data).decode("ascii")
    return h(
        "img",
        src=f"data:{found.media_type};base64,{data}",
        alt=alt,
        width=str(found.width),
        height=str(found.height),
    )


def unanswered(words: Words) -> Markup:
    """A note on a note: nothing answers it yet."""
    return h("p", user(word(words, "unanswered")), class_="unanswered")


def alone(words: Words) -> Markup:
    """That its author alone sees an entry: an eye struck out, and the words for it."""
    eye = h(
        "svg",
        h("path", d="M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8Z"),
        h("circle", cx="8", cy="8", r="2"),
        h("path", d="M2.5 14 13.5 2"),
        viewBox="0 0 16 16",
        aria_hidden="true",
        focusable="false",
    )
    return h("p", eye, " ", user(word(words, "private")), class_="unseen")
