"""What reports have beside their sheets, to try renderers on: key results with how far they are, what earlier workshops
left, the steps by which a sentence came about; and cards to print and cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from tyopaja.model.pack import Theme
from tyopaja.texts import words
from tyopaja.views.nodes import CardsView, CardView, CheckView, Credit, EntryView, KeyResultView, Recap, Trace

Titled = Callable[[str], str]
"""Makes of a plain text the one that is to stand for it."""

_HOWS: tuple[Literal["compiled", "carried", "answers"], ...] = ("compiled", "carried", "answers")
_WAYS: tuple[Literal["up", "down", "keep", "yes-no", ""], ...] = ("up", "down", "keep", "yes-no", "")
_MANY = 60
"""How many people come to a workshop with odd names."""


def trail_of(title: Titled, text: str, number: int) -> tuple[Trace, ...]:
    """What an entry grew from: as many steps as its number says, three at most."""
    places = ("Palvelulupaus – Lupaus", "Empatiakartta – Kipupisteet", "Asiakasprofiili – Tarpeet ")
    return tuple(
        Trace(
            how=_HOWS[step % 3],
            depth=step,
            entry=f"t{number}-{step}",
            sheet=("palvelulupaus-1", "empatia", "profiili@ryhma-1")[step % 3],
            section=("lupaus", "tuntee", "tarpeet")[step % 3],
            part="kipu" if step == 1 else "",
            place=title(places[step % 3]),
            text=text or "–",
            author=title("Aino") if step != 2 else "",
            votes=step * 3,
            picked=step == 0,
            reason=text if step == 0 else "",
            written=f"2026-05-26T10:0{step}:00+03:00" if step != 2 else "",
        )
        for step in range(min(number, 3))
    )


def key_result_views(
    title: Titled, texts: Sequence[str], checks: Callable[[str], tuple[CheckView, ...]]
) -> tuple[KeyResultView, ...]:
    """A key result of each direction for plain texts; one of each text for odd ones, some of them without figures."""
    plain = list(texts) * (len(_WAYS) if len(texts) == 1 else 1)
    return tuple(_key_result(title, text, number, checks(text)) for number, text in enumerate(plain))


def _key_result(title: Titled, text: str, number: int, checks: tuple[CheckView, ...]) -> KeyResultView:
    way = _WAYS[number % len(_WAYS)]
    share = (0.62, 0.0, 1.0, 0.333, None)[number % 5]
    figures = share is not None
    unit = title("/ 5") if number % 2 == 0 else ""
    return KeyResultView(
        entry=f"k{number}",
        sheet="okr-1",
        place=title("Tavoitteet 1 – Avaintulokset"),
        text=text,
        objective=title("Jokainen vieras nukkuu yönsä.") if number % 2 == 0 else "",
        measure=title("Asiakaskysely") if number % 3 == 0 else "",
        unit=unit,
        start=3.9 if figures else None,
        target=4.6 if figures else None,
        now=4.3 if figures else None,
        start_text=f"3,9 {unit}".strip() if figures else "",
        target_text=f"4,6 {unit}".strip() if figures else "",
        now_text=f"4,3 {unit}".strip() if figures else "",
        direction=title({"up": "kasvaa", "down": "laskee", "keep": "pidetään", "yes-no": "kyllä tai ei"}.get(way, "")),
        way=way,
        due="31.12.2026" if number % 2 == 0 else "",
        due_on="2026-12-31" if number % 2 == 0 else "",
        owner=title("Aino Rautio") if number % 3 != 1 else "",
        progress=share,
        progress_text="" if share is None else f"{round(share * 100)}\u00a0%",
        checks=checks,
    )


def recap_views(title: Titled, entries: tuple[EntryView, ...]) -> tuple[Recap, ...]:
    """What the workshop before left in two sections; nothing where there is nothing."""
    places = ("Palvelulupaus – Lupaus", "Tavoitteet 1 – Avaintulokset") if entries else ()
    return tuple(Recap(title=title(place), entries=entries[number:]) for number, place in enumerate(places))


def cards_view(
    what: Literal["name-tags", "table-signs"], title: Titled, texts: Sequence[str], theme: Theme, credit: Credit
) -> CardsView:
    """Cards of those texts: tags with a role and a group, one of them blank; signs with the people at a table, one of
    them alone. A crowd of them where they are odd."""
    further = [f"Osallistuja {number}" for number in range(_MANY)] if len(texts) > 1 else ["Ilse", "Eero"] * len(texts)
    names = [*texts, *further]
    if what == "name-tags":
        cards = tuple(
            CardView(
                title=name,
                lines=(title("Ryhmä 1"), title("osallistuja"))[number % 2 :],
                colour=("#0f5c6e", "", "#7a4a12")[number % 3],
            )
            for number, name in enumerate((*names, "") if names else ())
        )
    else:
        cards = tuple(
            CardView(title=title(f"Ryhmä {number + 1}"), lines=tuple(names[: number * 3 + 1]), colour="#0f5c6e")
            for number in range(3 if names else 0)
        )
    return CardsView(
        what=what,
        title=title("Arjen kompassi"),
        company=title("Hotelli Kaamos"),
        locale="fi",
        cards=cards,
        theme=theme,
        credit=credit,
        date="26.5.2026" if names else "",
        words=words("view", "fi"),
    )
