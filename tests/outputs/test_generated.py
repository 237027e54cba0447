"""Ten sessions that nobody wrote, in every format and in three languages, read again by something that did not write
them: each file keeps the rules of its format, and has the words of every entry that its view shows.

The whole product (session × format × language × view) is some 3,000 files and takes a quarter of an hour; it is made
where `TYOPAJA_ALL_OUTPUTS` is set. Else each session is made once in each format, in a language and with a view that go
round, so that every format is read in all three languages and with every view that it shows. What only a pair that was
left out would show is found by the whole alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import has
from tests.outputs.reading import READERS, bare

from tyopaja import Engine, Refused, Session
from tyopaja.rehearsal import rehearse
from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.views.nodes import EntryView, View

PACKS = sorted((Path(__file__).resolve().parents[2] / "examples" / "packs").iterdir())
BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOCALES = ("fi", "en", "sv")
REHEARSED = (
    ("arjen-kompassi", 1, 12),
    ("arjen-kompassi", 7, 3),
    ("af-diamond", 2, 8),
    ("palvelupolku", 3, 6),
    ("perehdytys", 4, 5),
    ("tarpeesta-tuotteeksi", 5, 9),
    ("tsekkaus", 6, 4),
    ("retro", 8, 7),
    ("ideapaiva", 9, 16),
    ("ryhmissa", 10, 11),
)
"""Flow, seed, people: series of workshops and single ones, with sheets that each group or participant has, too."""
ALL = bool(os.environ.get("TYOPAJA_ALL_OUTPUTS"))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The sessions, rehearsed in a journal, each under its place in `REHEARSED`."""
    with Engine(packs=PACKS) as engine:
        for number, (flow, seed, people) in enumerate(REHEARSED):
            rehearse(engine, flow, people=people, seed=seed, begins=BEGINS, session=str(number))
        yield engine


def _shown(session: Session) -> Mapping[str, list[str]]:
    """View → everything that can be asked of it: of sheets, spreads and people there are several."""
    sheets = session.definitions.flow.sheet_names()
    asked = {
        **{view: [view] for view in ALL_VIEWS},
        "sheet": [f"{way}:{sheet}" for sheet in sheets for way in ("canvas", "blank")],
        "spread": [f"spread:{sheet}" for sheet in sheets],
        "person": [f"person:{person}" for person in session.state.people],
    }
    return {view: [what for what in found if _can_be_seen(session, what)] for view, found in asked.items()}


def _can_be_seen(session: Session, what: str) -> bool:
    """A flow need not have a result, nor a sheet one that it answers."""
    try:
        session.view(what)
    except Refused as refused:
        if refused.code not in ("no-result", "no-partner", "which-sheet"):
            raise
        return False
    return True


def _orders(shown: list[Mapping[str, list[str]]], renderer: Renderer, place: int) -> list[list[tuple[str, str]]]:
    """What is made in a format, for each session: what is asked, and the language. `shown` is of each session."""
    if ALL:
        return [
            [(what, locale) for view in renderer.views for what in _two(can[view], number) for locale in LOCALES]
            for number, can in enumerate(shown)
        ]
    orders = []
    used = dict.fromkeys(renderer.views[place % len(renderer.views) :] + renderer.views, 0)
    for number, can in enumerate(shown):
        # Of the views that were read least, the one that fewest sessions can show: so each gets its turn.
        ways = [view for view in used if can[view]]
        view = min(ways, key=lambda one: (used[one], sum(bool(other[one]) for other in shown)))
        used[view] += 1
        orders.append([(can[view][number % len(can[view])], LOCALES[(number + place) % len(LOCALES)])])
    return orders


def _two(asked: list[str], number: int) -> set[str]:
    """Two of what can be asked, by the session's number others: of sheets a filled one and a blank one."""
    return {asked[(number + one) % len(asked)] for one in range(2)} if asked else set()


def _entries(node: Any) -> Iterator[EntryView]:
    """Every entry that stands in a view."""
    if isinstance(node, EntryView):
        yield node
    elif isinstance(node, Mapping | tuple):
        for one in node.values() if isinstance(node, Mapping) else node:
            yield from _entries(one)
    elif has(type(node)):
        for name in node.__slots__:
            if name != "__weakref__":
                yield from _entries(getattr(node, name))


def _wrong(engine: Engine, view: View, format: str) -> Iterator[str]:
    """What is wrong with a view in a format: that it is not made, breaks rules, or lacks the text of an entry."""
    try:
        made = engine.render(view, format=format)
        said = [READERS[format](data) for data in made.files.values() or [made.data]]
    except Exception as error:  # each parser raises its own, and one bad file is to hide no other
        yield f"{type(error).__name__}: {error}"
        return
    if None not in said:
        whole = bare("".join(map(str, said)))
        texts = {entry.text for entry in _entries(view)}
        yield from (f"lacks {text!r}" for text in sorted(texts) if bare(text) not in whole)


@pytest.fixture(scope="module")
def orders(engine: Engine) -> dict[str, list[list[tuple[str, str]]]]:
    """Format → for each session what is made of it."""
    shown = [_shown(engine.open(str(number))) for number in range(len(REHEARSED))]
    renderers = sorted(engine.plugins.renderers().items())
    return {name: _orders(shown, renderer, place) for place, (name, renderer) in enumerate(renderers)}


@pytest.mark.parametrize("number", range(len(REHEARSED)), ids=lambda number: f"{number}-{REHEARSED[number][0]}")
def test_every_format_of_a_session_is_sound_and_has_all_its_entries(
    engine: Engine, orders: dict[str, list[list[tuple[str, str]]]], number: int
) -> None:
    session = engine.open(str(number))
    wrong: list[str] = []
    for name, ordered in orders.items():
        for what, locale in ordered[number]:
            view = session.view(what, locale)
            found = list(_wrong(engine, view, name))
            wrong.extend(f"{what} as {name} in {locale}: {one}" for one in found[:3])
    assert wrong == []


def test_there_is_a_reader_for_every_format(engine: Engine) -> None:
    assert engine.plugins.renderers().keys() == READERS.keys()


def test_every_format_is_read_with_every_view_that_it_shows_and_in_every_language(
    engine: Engine, orders: dict[str, list[list[tuple[str, str]]]]
) -> None:
    ways = {"canvas": "sheet", "blank": "sheet"}
    for name, renderer in engine.plugins.renderers().items():
        asked = [order for ordered in orders[name] for order in ordered]
        heads = [what.partition(":")[0] for what, _ in asked]
        assert (name, {ways.get(head, head) for head in heads}) == (name, set(renderer.views))
        assert {locale for _, locale in asked} == set(LOCALES)
