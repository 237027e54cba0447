"""Cards of a session to print and cut: a name tag for each person, and a sign for the table of each group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tyopaja.texts import group_name, say
from tyopaja.views.report_nodes import CardsView, CardView
from tyopaja.views.source import Source


def name_tags(source: Source) -> CardsView:
    """A tag for each who takes part, then blank ones for participants who are expected and not here yet."""
    state, colours = source.state, _colours(source)
    here = state.present()
    tags = [
        CardView(
            title=person.called,
            lines=tuple(
                line
                for line in (
                    "" if group is None else group_name(source.locale, group),
                    say(source.locale, f"role.{person.role}"),
                )
                if line
            ),
            colour="" if group is None else colours[group],
        )
        for person in here
        for group in [state.group_of(person.id)]
    ]
    coming = sum(person.heads for person in here if person.role == "participant")
    role = say(source.locale, "role.participant")
    tags += [CardView(title="", lines=(role,))] * max(0, (state.expected or 0) - coming)
    return _cards(source, "name-tags", tags)


def table_signs(source: Source) -> CardsView:
    """A sign for each group, with those at its table."""
    state, colours = source.state, _colours(source)
    here = {person.id: person.called for person in state.present()}
    signs = [
        CardView(
            title=group_name(source.locale, group),
            lines=tuple(here[person] for person in people if person in here),
            colour=colours[group],
        )
        for group, people in state.groups.items()
    ]
    return _cards(source, "table-signs", signs)


def _colours(source: Source) -> dict[str, str]:
    """Each group's colour: those that the theme names, in turn, on which white text can stand."""
    theme = source.definitions.pack.theme
    found = tuple(theme.colours.values()) or (theme.accent,)
    return {group: found[number % len(found)] for number, group in enumerate(source.state.groups)}


def _cards(source: Source, what: Literal["name-tags", "table-signs"], cards: Sequence[CardView]) -> CardsView:
    pack = source.definitions.pack
    return CardsView(
        what=what,
        title=source.text(source.definitions.flow.title),
        company=source.state.title,
        locale=source.locale,
        cards=tuple(cards),
        theme=pack.theme,
        credit=source.credit(),
        date=source.date(),
        templates=pack.templates,
        words=source.words(),
    )
