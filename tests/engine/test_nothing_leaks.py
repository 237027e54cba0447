"""A law: two sessions that differ only in what somebody wrote for themselves, or in how people vote in secret, answer
everybody else alike: the same events, or the same refusal in the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.errors import TyopajaError
from tyopaja.model.events import Event

Play = Callable[..., Any]
Table = Mapping[str, Any]

ALL = [
    *("add", "set", "edit", "move", "remove", "link", "unlink", "attach", "group", "ungroup"),
    *("vote", "unvote", "pick", "unpick", "check-in", "approve"),
]
STEPS: list[dict[str, Any]] = [
    {"id": "yhdessa", "title": "Yhdessä", "activity": "kaikki", "on": ["arkki"]},
    {"id": "hiljaa", "title": "Hiljaa", "activity": "kaikki", "on": ["arkki"], "private": True},
    {"id": "rinnan", "title": "Rinnan", "order": "parallel"},
    {
        "id": "salaa",
        "title": "Salaa",
        "activity": "vote",
        "on": ["arkki.a"],
        "votes": 4,
        "several": True,
        "secret": True,
        "in": "rinnan",
    },
    {"id": "vieressa", "title": "Vieressä", "in": "rinnan"},
    {"id": "odotus", "title": "Odotus", "in": "vieressa"},
    {"id": "sinne", "title": "Sinne", "activity": "kaikki", "on": ["toinen"], "in": "vieressa"},
]
CARRY = [
    {"from": "arkki.a", "to": "toinen.b", "take": "voted"},
    {"from": "arkki.b", "to": "toinen.a", "take": "voted", "at-most": 1},
    {"from": "arkki.f", "to": "toinen.f"},
]
PUBLIC, PRIVATE = ("y-aino", "y-nils", "y-ilse", "y-luku"), ("p1", "p2", "p3", "p4")
ENTRY = st.sampled_from([*PUBLIC, *PRIVATE, "olematon"])
CLUSTER = st.sampled_from(["salajoukko", "joukko", "olematon"])
WORDS = st.text("aeiouklmnst", min_size=1, max_size=8)
SECTION = st.sampled_from("abdf")
MORE = frozenset({"uusi", "salajoukko", "linkki", "vastaus"})
DEED = st.sampled_from(
    [*PUBLIC, *PRIVATE, "salajoukko", "joukko", "uusi", "linkki", "vastaus", "pois", "aani", "olematon"]
)


def _do(command: str, **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"command": st.just(command), "by": st.sampled_from(["nils", "ilse"]), **keys})


ARKKI = st.just("arkki")
ATTACKS = st.one_of(
    _do("edit", entry=ENTRY, text=WORDS),
    _do("remove", entry=ENTRY),
    _do("move", entry=ENTRY, section=SECTION),
    _do("move", entry=ENTRY, section=SECTION, before=ENTRY),
    _do("add", sheet=ARKKI, section=SECTION, text=WORDS, before=ENTRY),
    _do("set", sheet=ARKKI, section=SECTION, text=WORDS),
    _do("link", entry=ENTRY, to=ENTRY),
    _do("unlink", entry=ENTRY, to=ENTRY),
    _do("group", entry=ENTRY, cluster=CLUSTER),
    _do("group", cluster=CLUSTER, text=WORDS),
    _do("ungroup", entry=ENTRY),
    _do("undo"),
    _do("attach", entry=ENTRY, picture=st.just("sha256:" + "a" * 64)),
    _do("pick", entry=ENTRY),
    _do("unpick", entry=ENTRY),
    _do("check-in", entry=ENTRY, now=st.integers(0, 9)),
    _do("carry", to=st.sampled_from(["toinen.a", "toinen.b", "toinen.f", "toinen"])),
    _do("undo", of=DEED),
    _do("unvote", entry=ENTRY),
    _do("vote", entry=ENTRY, times=st.integers(1, 4)),
    _do("vote", entry=ENTRY, times=st.integers(1, 4), person=st.just("aino")),
    _do("unvote", entry=ENTRY, person=st.just("aino")),
    _do("add", sheet=ARKKI, section=SECTION, text=WORDS, id=DEED),
)


def _answer(game: Any, table: Table) -> tuple[Event, ...] | tuple[str, str, dict[str, Any]]:
    """What somebody hears: what happened, or why nothing did."""
    keys = dict(table)
    try:
        found: tuple[Event, ...] = game.do(keys.pop("command"), **keys)
    except TyopajaError as error:
        return error.code, error.message, error.fields
    return found


def _begun(play: Play) -> Any:
    game = play(
        steps=STEPS, carry=CARRY, activity={"kaikki": {"title": "kaikki", "participant": ALL, "facilitator": ALL}}
    )
    for name in PUBLIC[:3]:
        game.add(name, by=name[2:], id=name, section="b" if name == "y-ilse" else "a")
    game.do("add", "aino", sheet="arkki", section="f", text="Luku", now=1, id="y-luku")
    game.do("group", "nils", entry="y-nils", text="Joukko", id="joukko")
    return game


def _written(play: Play, words: list[str], more: bool) -> Any:
    """Aino has written for herself, in sections of many and of one; with `more` she has also written one anew, named a
    cluster, and linked."""
    game = _begun(play).at("hiljaa")
    for name, section, text in zip(PRIVATE, "bdff", words, strict=False):
        key = {"now": len(text)} if section == "f" else {}
        game.do("set" if section == "d" else "add", "aino", sheet="arkki", section=section, text=text, id=name, **key)
    if more:
        game.do("edit", "aino", entry="p1", text=f"{words[4]} uusi", id="uusi")
        game.do("group", "aino", entry="p1", text=words[4], id="salajoukko")
        game.do("link", "aino", entry="p1", to="p3", id="linkki")
        game.do("link", "aino", entry="y-aino", to="p2", id="vastaus")
    game.do("vote", "aino", entry="p1", id="aani")
    game.do("remove", "aino", entry="p4", id="pois")
    game.number = 100
    return game


@settings(max_examples=150)
@given(
    *(st.tuples(st.lists(WORDS, min_size=5, max_size=5), st.booleans()) for _ in range(2)),
    st.lists(ATTACKS, max_size=8),
)
def test_what_somebody_writes_for_themselves_changes_no_answer_to_anybody_else(
    play: Play, one: tuple[list[str], bool], other: tuple[list[str], bool], attacks: list[Table]
) -> None:
    games = [_written(play, *written) for written in (one, other)]
    if one[1] != other[1]:
        # Whoever guesses the id of a command learns that it is in use.
        attacks = [table for table in attacks if MORE.isdisjoint((table.get("of"), table.get("id")))]
    was = [{name: game.state.entries[name] for name in PRIVATE} for game in games]
    for table in attacks:
        first, second = (_answer(game, table) for game in games)
        assert first == second
    for game, before in zip(games, was, strict=True):
        assert {name: game.state.entries[name] for name in PRIVATE} == before


@settings(max_examples=150)
@given(
    *(st.lists(st.sampled_from(PUBLIC[:2]), min_size=1, max_size=4) for _ in range(2)),
    st.lists(ATTACKS | _do("advance", step=st.just("odotus"), by=st.just("ilse")), max_size=8),
)
def test_how_somebody_votes_in_secret_changes_no_answer_to_anybody_else(
    play: Play, one: list[str], other: list[str], attacks: list[Table]
) -> None:
    games = [_begun(play).at("rinnan") for _ in range(2)]
    for game, votes in zip(games, (one, other), strict=True):
        for number, entry in enumerate(votes):
            game.do("vote", "aino", entry=entry, id=f"aani{number or ''}")
        game.number = 100
    for table in attacks:
        if "salaa" not in games[0].state.steps:
            return  # whoever took back what led there has ended the vote, and shown it
        if table["command"] == "undo" and table["by"] == "ilse" and table.get("of") == "aani":
            assert [_answer(game, table)[0] for game in games] == ["votes-secret"] * 2
        first, second = (_answer(game, table) for game in games)
        assert first == second
