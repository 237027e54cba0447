"""Sessions to try renderers on: of a flow without steps to show, of a day as it goes in groups, and of one with odd
words in every place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tyopaja.model.pack import Theme
from tyopaja.texts import words
from tyopaja.views.nodes import Aside, Credit, EntryView, GroupView, PersonView, SessionView, StepView


def session_view(
    title: Callable[[str], str],
    names: Sequence[str],
    lost: Sequence[EntryView],
    steps: int,
    theme: Theme,
    credit: Credit,
) -> SessionView:
    """A session with so many steps. `title` makes of a plain text the one that is to stand for it, `names` are those of
    its people, and `lost` what an upgrade has left without a place."""
    said = steps > 0
    people = tuple(
        PersonView(id=f"p{number}", name=name, role="osallistuja", entries=number, heads=number % 4 + 1,
                   left=number % 3 == 2)
        for number, name in enumerate(names)
    )  # fmt: skip
    return SessionView(
        id="s1",
        title=title("Hotelli Kaamos"),
        flow=title("Arjen kompassi"),
        purpose=title("Kolme työpajaa."),
        locale="fi",
        steps=tuple(_step(title, number) for number in range(steps)),
        people=people,
        groups=_groups(title, names) if said else (),
        entries=len(people),
        votes=len(people),
        sheets=("arkki", "arkki@ryhma-1") if said else ("arkki",),
        own_sheets={"arkki@ryhma-1": title("Empatiakartta – Ryhmä 1")} if said else {},
        expected=12 if said else None,
        aside=(Aside(sheet=title("Profiili"), section="trendit.uudet", entries=tuple(lost)),) if said else (),
        date="26.5.2026" if said else "",
        date_on="2026-05-26" if said else "",
        theme=theme,
        credit=credit,
        words=words("view", "fi"),
    )


def _step(title: Callable[[str], str], number: int) -> StepView:
    status = ("done", "now", "ahead")[number % 3]
    return StepView(
        id=f"v{number}",
        title=title("Työpaja 1"),
        purpose=title("Mitä lupaamme?"),
        depth=number % 3,
        status=status,  # type: ignore[arg-type]  # one of the three above
        time="3 h",
        activity=title("äänestys"),
        sheets=(title("Empatiakartta"),),
        order=title("jokainen ryhmä erikseen") if number % 2 else "",
        where=(title("Ryhmä 1: Ideoidaan, valmiina 2/3"), title("Ryhmä 2: valmis")) if status == "now" else (),
        added=number % 4 == 1,
    )


def _groups(title: Callable[[str], str], names: Sequence[str]) -> tuple[GroupView, ...]:
    """A group of all, and one whose people have left."""
    return (
        GroupView(id="ryhma-1", name=title("Ryhmä 1"), people=tuple(names)),
        GroupView(id="ryhma-2", name=title("Ryhmä 2 "), people=()),
    )
