"""Own data to try renderers on: of somebody who only came in, of one who wrote and voted, and of one with odd words in
every place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tyopaja.model.pack import Theme
from tyopaja.texts import words
from tyopaja.views.nodes import Credit, FieldView, OwnView, Picture
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnVote, OwnWording

_MANY = 200
"""How many entries somebody has who has odd ones."""


def person_view(
    title: Callable[[str], str],
    texts: Sequence[str],
    fields: tuple[FieldView, ...],
    pictures: Mapping[str, Picture],
    theme: Theme,
    credit: Credit,
) -> OwnView:
    """What is held of a person who wrote so many texts; none for one who only came in. `title` makes of a plain text
    the one that is to stand for it."""
    said = bool(texts)
    further = tuple(f"Muistilappu {number}" for number in range(_MANY)) if len(texts) > 1 else ()
    place = title("Asiakasprofiili – Tarpeet")
    return OwnView(
        id="aino-rautio",
        name=title("Aino"),
        role=title("osallistuja"),
        heads=3 if said else 1,
        joined="2026-05-26T09:00:00+03:00",
        left="2026-05-26T16:00:00+03:00" if said else None,
        joined_on="26.5.2026",
        left_on="26.5.2026" if said else "",
        groups=(title("Ryhmä 1"), title("Ryhmä 2 ")) if said else (),
        session="s1",
        title=title("Hotelli Kaamos"),
        flow=title("Arjen kompassi"),
        locale="fi",
        entries=tuple(_entry(number, text, place, fields) for number, text in enumerate((*texts, *further))),
        votes=tuple(
            OwnVote(entry=f"n{number}", place=place, own=number % 2 == 0, text=text if number % 2 == 0 else "",
                    votes=number + 1)
            for number, text in enumerate(texts)
        ),
        checks=tuple(_check(number, text, place) for number, text in enumerate(texts)),
        wordings=tuple(
            OwnWording(place=place, title=title("Vastuuhenkilö") if number % 2 else "", text=text,
                       when="2026-05-26T12:00:00+03:00", date="26.5.2026")
            for number, text in enumerate(texts)
        ),
        approved=(title("Arjen kompassi "),) if said else (),
        ready=(title("Ideoidaan"),) if said else (),
        named=(title("Tavoitteet · Vastuuhenkilö"),) if said else (),
        date="26.5.2026",
        theme=theme,
        credit=credit,
        pictures=pictures,
        words=words("view", "fi"),
    )  # fmt: skip


def _entry(number: int, text: str, place: str, fields: tuple[FieldView, ...]) -> OwnEntry:
    return OwnEntry(
        id=f"n{number}",
        place=place,
        text=text,
        fields=fields if number % 3 == 0 else (),
        written="2026-05-26T10:00:00+03:00",
        date="26.5.2026",
        votes=number % 4,
        picked=number % 2 == 1,
        private=number % 5 == 4,
        removed=number % 7 == 6,
        copy=number % 6 == 5,
    )


def _check(number: int, text: str, place: str) -> OwnCheck:
    """One with all, one of somebody else's key result, one without a number, one without a word."""
    own = number % 4 != 1
    return OwnCheck(
        entry=f"k{number}",
        place=place,
        own=own,
        text=text if own else "",
        when="2026-05-26T15:00:00+03:00",
        date="26.5.2026",
        now="" if number % 4 == 2 else "7,2",
        remark="" if number % 4 == 3 else text,
    )
