"""One's own data: all that the session holds of somebody, and nothing that others said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.errors import Refused, UnknownId
from tyopaja.model.state import State
from tyopaja.views import plain
from tyopaja.views.person_nodes import OwnView

CANVAS: dict[str, Any] = {
    "layout": {"areas": ["huolet luvut"]},
    "section": {
        "huolet": {"title": "Huolet", "parts": {"isot": {"title": "Isot"}}},
        "luvut": {"title": "Luvut", "kind": "key-results"},
    },
}
FLOW: dict[str, Any] = {
    "id": "omat", "title": "Omat", "sheet": {"oma": {"canvas": "kysymys", "per": "participant", "title": "Oma"}},
    "step": [
        {"id": "yhdessa", "title": "Yhdessä", "activity": "pohdinta", "on": ["kysymys", "oma"]},
        {"id": "itsekseen", "title": "Itsekseen", "activity": "pohdinta", "on": ["kysymys", "oma"], "private": True},
        {"id": "aanet", "title": "Äänet", "activity": "vote", "on": ["kysymys.huolet"], "secret": True, "votes": 3,
         "several": True},
        {"id": "lopuksi", "title": "Lopuksi", "activity": "pohdinta", "on": ["kysymys"]},
    ],
}  # fmt: skip
COMMANDS = ("add", "edit", "move", "remove", "group", "check-in", "vote", "unvote", "pick", "reveal")
PEOPLE = ("ilse", "aino", "bertta")


class Room:
    """A session with Ilse in the chair, and a note and a key result of each of three people."""

    def __init__(self, quiet: Any) -> None:
        self.made = quiet({"kysymys": CANVAS}, FLOW, COMMANDS)
        self.number = 0
        self.words: dict[str, set[str]] = {person: set() for person in PEOPLE}
        self.do("ilse", "join", role="facilitator", name="Ilse")
        for person in PEOPLE[1:]:
            self.do(person, "join", name=person.capitalize())
        for person in PEOPLE:
            self.do(person, "add", id=f"n-{person}", sheet="kysymys", section="huolet", part="isot", text=True)
            self.do(person, "add", id=f"k-{person}", sheet="kysymys", section="luvut", text=True)

    def do(self, by: str, command: str, **keys: Any) -> bool:
        """Whether a command was carried out. Words that are True are made up: they begin with whose they are."""
        self.number += 1
        said = {key: f"{by}:{self.number}.{key}" for key, value in keys.items() if value is True}
        try:
            self.made.do(command, self.number, **{"by": by, "id": f"c{self.number}", **keys, **said})
        except (Refused, UnknownId):
            return False
        self.words[by] |= set(said.values())
        return True

    @property
    def state(self) -> State:
        """The whole state."""
        state: State = self.made.state
        return state

    def own(self, person: str) -> OwnView:
        """What the session holds of somebody, as they see it."""
        view = self.made.look(f"person:{person}", person)
        assert isinstance(view, OwnView)
        return view


@pytest.fixture(scope="module")
def room(quiet: Any) -> Callable[[], Room]:
    """A maker of such rooms."""
    return lambda: Room(quiet)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


ENTRIES = st.sampled_from([f"{kind}-{person}" for kind in "nk" for person in PEOPLE] + ["c11", "c12", "c13"])


def _command(command: str, **keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    made = {key: one if isinstance(one, st.SearchStrategy) else st.just(one) for key, one in keys.items()}
    return st.fixed_dictionaries({"by": st.sampled_from(PEOPLE), "command": st.just(command), **made})


ANYTHING = st.one_of(
    _command("add", sheet=st.sampled_from(["kysymys", "oma"]), section="huolet", text=True),
    _command("add", sheet="kysymys", section="luvut", text=True, measure=True, owner=st.sampled_from(PEOPLE)),
    _command("edit", entry=ENTRIES, text=True),
    _command("edit", entry=ENTRIES, measure=True),
    _command("move", entry=ENTRIES, sheet="kysymys", section="luvut"),
    _command("remove", entry=ENTRIES),
    _command("group", entry=ENTRIES, text=True),
    _command("check-in", entry=ENTRIES, now=st.floats(0, 9), text=True),
    _command("vote", entry=ENTRIES),
    _command("unvote", entry=ENTRIES),
    _command("pick", entry=ENTRIES, reason=True),
    _command("go", to=st.sampled_from([step["id"] for step in FLOW["step"]]), reason=True),
    _command("add-step", title=True, activity="present"),
    _command("reveal"),
    _command("undo"),
)


@settings(max_examples=150)
@given(st.lists(ANYTHING, max_size=14))
def test_all_that_is_held_of_somebody_is_there_and_no_word_that_others_wrote(
    room: Any, commands: list[dict[str, Any]]
) -> None:
    made = room()
    for one in commands:
        made.do(**one)
    for person in PEOPLE:
        view, entries = made.own(person), made.state.entries.values()
        assert {one.id for one in view.entries} == {one.id for one in entries if one.by == person}
        given_votes = {one.id: one.votes.count(person) for one in entries if person in one.votes}
        assert {one.entry: one.votes for one in view.votes} == given_votes
        assert len(view.checks) == sum(check.by == person for one in entries for check in one.checks)
        held = list(_texts(plain(view)))
        missing = [word for word in made.words[person] if not any(word in text for text in held)]
        assert missing == []
        # An entry of theirs is shown as it is now, whoever changed it since.
        elsewhere = list(_texts({key: value for key, value in plain(view).items() if key != "entries"}))
        others = [word for other in PEOPLE if other != person for word in made.words[other]]
        changed = {one.text for one in view.entries} | {field.text for one in view.entries for field in one.fields}
        assert [word for word in others if any(word in text for text in elsewhere) and word not in changed] == []


def test_votes_of_others_stay_secret_while_people_vote_and_ones_own_are_there(room: Any) -> None:
    made = room()
    assert made.do("ilse", "go", to="aanet")
    for person in ("aino", "bertta"):
        assert made.do(person, "vote", entry="n-aino")
        assert made.do(person, "vote", entry="n-bertta")
    view = made.own("aino")
    assert {one.entry: (one.votes, one.own) for one in view.votes} == {"n-aino": (1, True), "n-bertta": (1, False)}
    assert [one.text for one in view.votes if not one.own] == [""]
    assert {one.id: one.votes for one in view.entries}["n-aino"] == 0
    assert made.do("ilse", "go", to="lopuksi")
    assert {one.id: one.votes for one in made.own("aino").entries}["n-aino"] == 2


def test_what_is_not_revealed_is_there_and_what_was_taken_away(room: Any) -> None:
    made = room()
    assert made.do("ilse", "go", to="itsekseen")
    assert made.do("aino", "add", id="salaa", sheet="kysymys", section="huolet", part="isot", text=True)
    assert made.do("aino", "remove", entry="k-aino")
    marks = {one.id: (one.private, one.removed) for one in made.own("aino").entries}
    assert marks == {"n-aino": (False, False), "k-aino": (False, True), "salaa": (True, False)}
    assert "salaa" not in {one.id for one in made.own("bertta").entries}


def test_a_place_where_others_have_named_somebody_is_told(room: Any) -> None:
    made = room()
    assert made.do("bertta", "edit", entry="k-bertta", owner="aino")
    (named,) = made.own("aino").named
    assert named == "kysymys – Luvut · Vastuuhenkilö"
    assert made.own("bertta").named == ()


@pytest.mark.parametrize("viewer", ["ilse", "bertta", "nobody"])
@pytest.mark.parametrize("whose", ["aino", "nemo"])
def test_somebody_elses_data_are_refused_to_everybody_whether_there_are_any_or_not(
    room: Any, viewer: str, whose: str
) -> None:
    with pytest.raises(Refused, match=whose) as caught:
        room().made.look(f"person:{whose}", viewer)
    assert (caught.value.code, caught.value.fields["person"]) == ("not-your-data", whose)


def test_without_a_viewer_they_are_shown_to_whoever_holds_the_journal(room: Any) -> None:
    made = room()
    assert made.made.look("person:aino", None) == made.own("aino")
    with pytest.raises(UnknownId) as caught:
        made.made.look("person:anio", None)
    assert (caught.value.code, caught.value.fields["near"]) == ("unknown-person", ("aino",))


def test_what_an_undo_brings_back_is_not_the_words_of_whoever_undid_it(room: Any) -> None:
    made = room()
    assert made.do("aino", "edit", entry="n-aino", text="aino: parempi")
    assert made.do("aino", "edit", entry="n-aino", text="aino: paras", id="paras")
    assert made.do("ilse", "undo", of="paras")
    assert [one.text for one in made.own("ilse").wordings] == []
    (now,) = (one.text for one in made.own("aino").entries if one.id == "n-aino")
    assert now == "aino: parempi"
    assert "aino: paras" in {one.text for one in made.own("aino").wordings}


def test_words_of_a_check_in_that_was_undone_are_there_once(room: Any) -> None:
    made = room()
    assert made.do("aino", "check-in", entry="k-bertta", text="aino: hyvin menee")
    (check,) = made.own("aino").checks
    assert (check.remark, check.own, check.text) == ("aino: hyvin menee", False, "")
    assert made.own("aino").wordings == ()
    assert made.do("aino", "undo")
    assert made.own("aino").checks == ()
    assert [one.text for one in made.own("aino").wordings] == ["aino: hyvin menee"]
