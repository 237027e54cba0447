"""Nobody learns from a view what is not theirs to see: two sessions that differ only in what somebody has written for
themselves, or in how people vote in secret, look alike to everybody else, in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.errors import Refused, UnknownId
from tyopaja.views import plain

Table = Mapping[str, Any]
CANVASES: dict[str, dict[str, Any]] = {
    "kysymys": {
        "layout": {"areas": ["huolet toiveet luvut"]},
        "section": {
            "huolet": {"title": "Huolet"},
            "toiveet": {
                "title": "Toiveet",
                "parts": {"isot": {"title": "Isot"}, "pienet": {"title": "Pienet"}},
                "balance": ["isot", "pienet"],
            },
            "luvut": {"title": "Luvut", "kind": "key-results"},
        },
    },
    "vastaus": {
        "layout": {"areas": ["teot lomake"]},
        "section": {
            "teot": {"title": "Teot", "answers": "kysymys.huolet"},
            "lomake": {"title": "Lomake", "kind": "fields", "fields": {"nimi": {"title": "Nimi"}}},
        },
    },
    "tulos": {
        "layout": {"areas": ["kaikki suosikit uudet valitut"]},
        "section": {name: {"title": name.capitalize()} for name in ("kaikki", "suosikit", "uudet", "valitut")},
    },
}
ON = ["kysymys", "oma", "vastaus"]
FLOW: dict[str, Any] = {
    "id": "hiljaa", "title": "Hiljaa", "result": "tulos",
    "sheet": {
        "oma": {"canvas": "kysymys", "per": "group", "title": "Oma"},
        "vastaus": {"canvas": "vastaus", "beside": "kysymys"},
    },
    "step": [
        {"id": "yhdessa", "title": "Yhdessä", "activity": "pohdinta", "on": ON, "time": "10 min"},
        {"id": "itsekseen", "title": "Itsekseen", "activity": "pohdinta", "on": ON, "private": True, "time": "10 min"},
        {"id": "esiin", "title": "Esiin", "activity": "reveal", "on": ON},
        {"id": "aanet", "title": "Äänet", "activity": "vote", "on": ["kysymys.huolet", "oma.huolet", "vastaus"],
         "secret": True, "votes": 6, "several": True},
        {"id": "katsaus", "title": "Katsaus", "activity": "recap", "of": "itsekseen"},
        {"id": "koonti", "title": "Koonti", "activity": "vote", "on": ["oma"], "gather": ["oma"]},
    ],
    "fill": [
        {"section": "kaikki", "from": "kysymys.huolet"},
        {"section": "suosikit", "from": "kysymys.huolet", "take": "voted"},
        {"section": "suosikit", "from": "oma.huolet", "take": "voted", "at-most": 2},
        {"section": "uudet", "from": "oma.huolet", "take": "newest", "at-most": 2},
        {"section": "valitut", "from": "vastaus.teot", "take": "picked"},
    ],
}  # fmt: skip
EVERYTHING = [
    "add",
    "set",
    "edit",
    "move",
    "remove",
    "link",
    "unlink",
    "group",
    "ungroup",
    "check-in",
    "vote",
    "unvote",
]
OTHERS = (None, "bertta", "caj", "ilse")
"""Nobody in particular, somebody of Aino's group, somebody of another, and the facilitator."""


class Room:
    """A session with Ilse in the chair and Aino, Bertta and Caj in two groups, each with a note that all see."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.number = 0
        self.do("ilse", "join", role="facilitator", name="Ilse")
        for person, group in (("aino", "ryhma-1"), ("bertta", "ryhma-1"), ("caj", "ryhma-2")):
            self.do(person, "join", name=person.capitalize())
            self.do("ilse", "seat", person=person, group=group)
        for person in ("aino", "bertta", "caj"):
            self.do(person, "add", f"n-{person}", sheet="kysymys", section="huolet", text=f"Huoli {person}")
            self.do(person, "add", f"o-{person}", sheet="oma", section="huolet", text=f"Oma {person}")
            self.do(person, "add", f"t-{person}", sheet="vastaus", section="teot", text=f"Teko {person}")
        self.do("caj", "group", "joukko", entry="n-caj", text="Näkyvä")

    def do(self, by: str, command: str, id: str = "", **keys: Any) -> bool:
        """Whether a command was carried out; each comes a second after the one before, refused or not."""
        self.number += 1
        try:
            self.made.do(command, by=by, id=id or f"c{self.number}", seconds=self.number, **keys)
        except (Refused, UnknownId):
            return False
        return True

    def seen(self, viewer: str | None) -> dict[str, Any]:
        """Every view of it, for somebody, as plain data."""
        names = plain(self.made.look("session", viewer))["sheets"]
        whole = ["session", "compass", "report", "workbook", "plan", "name-tags", "table-signs", "spread:vastaus"]
        whats = [*whole, *(f"{way}:{name}" for name in names for way in ("canvas", "blank"))]
        return {what: plain(self.made.look(what, viewer)) for what in whats}


@pytest.fixture(scope="module")
def room(quiet: Any) -> Callable[..., Room]:
    """A maker of rooms that are about to write for themselves."""

    def make(step: str = "itsekseen", **flow: Any) -> Room:
        made = Room(quiet(CANVASES, {**FLOW, **flow}, EVERYTHING))
        made.do("ilse", "go", to=step)
        return made

    return make


def _texts(value: object) -> Iterator[str]:
    """Every string in a view, of keys too."""
    if isinstance(value, str):
        yield value
    for one in (*value, *value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


SPOTS = st.sampled_from([
    {"sheet": "kysymys", "section": "huolet"}, {"sheet": "kysymys", "section": "toiveet", "part": "isot"},
    {"sheet": "kysymys", "section": "luvut"}, {"sheet": "oma", "section": "huolet"},
    {"sheet": "oma", "section": "toiveet", "part": "pienet"}, {"sheet": "vastaus", "section": "teot"},
])  # fmt: skip
PUBLIC = st.sampled_from(["n-aino", "n-bertta", "n-caj", "o-aino", "o-caj", "t-aino", "t-caj"])
OWN = st.integers(0, 5).map(lambda number: f"p{number}")
WORDS = st.text("aeiouklmnst ", min_size=1, max_size=12).map(lambda text: f"salaa {text}".strip())


def _either(**keys: Any) -> st.SearchStrategy[Table]:
    return st.fixed_dictionaries(keys)


def _inside(own: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """What somebody may do to what only they see, and that only they shall see."""
    return st.one_of(
        _either(command=st.just("edit"), entry=own, text=WORDS),
        _either(command=st.just("link"), entry=own, to=PUBLIC | own),
        _either(command=st.just("group"), entry=own, text=WORDS),
        _either(command=st.just("group"), entry=own, cluster=st.just("joukko")),
        _either(command=st.just("ungroup"), entry=own),
        _either(command=st.just("check-in"), entry=own, now=st.floats(0, 9), text=WORDS),
        _either(command=st.just("vote"), entry=own),
        _either(command=st.just("edit"), entry=own, fields=st.just({"measure": "salaa"})),
    )


OUTSIDE = st.one_of(
    _either(by=st.sampled_from(["bertta", "caj"]), command=st.just("add"), place=SPOTS, text=WORDS.map(str.upper)),
    _either(by=st.sampled_from(["bertta", "ilse"]), command=st.just("group"), entry=PUBLIC, text=st.just("Yhteinen")),
    _either(by=st.just("caj"), command=st.just("link"), entry=st.just("t-caj"), to=PUBLIC),
    _either(by=st.just("ilse"), command=st.just("move"), entry=PUBLIC, place=SPOTS),
    _either(by=st.just("ilse"), command=st.sampled_from(["pick", "remove"]), entry=PUBLIC),
)  # fmt: skip

AWAY = _either(
    by=st.just("ilse"),
    command=st.just("move"),
    entry=PUBLIC,
    place=st.just({"sheet": "kysymys", "section": "toiveet", "part": "isot"}),
)
"""Out of a section in which people vote."""


def _carry_out(room: Room, by: str, table: Table, id: str = "") -> bool:
    keys = {**table, **table.get("place", {})}
    command, who = keys.pop("command"), keys.pop("by", by)
    keys.pop("place", None)
    return room.do(who, command, id, **keys)


@settings(max_examples=20)  # each looks at some hundred views
@given(
    st.lists(SPOTS, min_size=1, max_size=4),
    st.lists(OUTSIDE, max_size=3),
    *(st.tuples(st.lists(WORDS, min_size=4, max_size=4), st.lists(_inside(OWN), max_size=6)) for _ in range(2)),
    st.booleans(),
)  # fmt: skip
def test_what_somebody_writes_for_themselves_changes_no_view_of_anybody_else(
    room: Any,
    spots: list[Table],
    outside: list[Table],
    one: tuple[list[str], list[Table]],
    other: tuple[list[str], list[Table]],
    taken_away: bool,
) -> None:
    rooms = (room(), room())
    for here, (texts, inside) in zip(rooms, (one, other), strict=True):
        for number, spot in enumerate(spots):
            here.do("aino", "add", f"p{number}", text=texts[number], **spot)
        for table in inside:
            _carry_out(here, "aino", table)
        if taken_away:
            here.do("aino", "remove", entry="p0")
        here.number = 100  # the others do the same at the same moment
        for table in outside:
            _carry_out(here, "ilse", table)
    for viewer in OTHERS:
        first, second = (here.seen(viewer) for here in rooms)
        assert first == second
        assert not [text for text in _texts(first) if "salaa" in text]


@settings(max_examples=20)  # each looks at some hundred views
@given(
    *(
        st.lists(st.tuples(st.sampled_from(["aino", "bertta", "caj"]), st.sampled_from(["vote", "unvote"]), PUBLIC))
        for _ in range(2)
    ),
    st.lists(AWAY | OUTSIDE, max_size=4),
)  # fmt: skip
def test_how_people_vote_in_secret_changes_no_view_while_they_do(
    room: Any, one: list[tuple[str, str, str]], other: list[tuple[str, str, str]], outside: list[Table]
) -> None:
    rooms = (room("aanet"), room("aanet"))
    for here, votes in zip(rooms, (one, other), strict=True):
        for person, command, entry in votes:
            here.do(person, command, entry=entry)
        here.number = 100
        for table in outside:
            _carry_out(here, "ilse", table)
    for viewer in (*OTHERS, "aino"):
        assert rooms[0].seen(viewer) == rooms[1].seen(viewer)


def test_whoever_wrote_it_sees_it_and_the_others_how_many_there_are(room: Any) -> None:
    here = room()
    assert here.do("aino", "add", "p0", sheet="kysymys", section="huolet", text="salaa")
    own, others = (here.seen(viewer)["canvas:kysymys"]["sections"][0] for viewer in ("aino", "bertta"))
    assert [(entry["text"], entry["private"]) for entry in own["entries"]][-1] == ("salaa", True)
    assert (own["hidden"], own["hint"]) == (0, "")
    assert (others["hidden"], others["hint"]) == (1, "Yksi merkintä odottaa paljastamista.")
    assert "salaa" not in list(_texts(others))
    here.do("ilse", "reveal", entry="p0")
    everybody = here.seen(None)["canvas:kysymys"]["sections"][0]
    assert [entry["text"] for entry in everybody["entries"]][-1] == "salaa"
    assert everybody["hidden"] == 0


def test_votes_show_when_the_secret_vote_is_over_and_not_before(room: Any) -> None:
    here = room("aanet")
    assert here.do("aino", "vote", entry="n-caj")
    during = here.seen("aino")
    assert (during["session"]["votes"], during["canvas:kysymys"]["sections"][0]["secret"]) == (0, True)
    assert during["canvas:kysymys"]["sections"][0]["hint"] == "Äänet näkyvät, kun äänestys on ohi."
    assert during["compass"]["sections"][1]["entries"] == []
    here.do("ilse", "advance", reason="riittää")
    after = here.seen(None)
    assert (after["session"]["votes"], after["canvas:kysymys"]["sections"][0]["hint"]) == (1, "")
    assert [entry["text"] for entry in after["compass"]["sections"][1]["entries"]] == ["Huoli caj"]


def test_a_note_that_is_moved_away_takes_no_secret_vote_into_the_light(room: Any) -> None:
    here = room("aanet")
    assert here.do("aino", "vote", entry="n-bertta")
    assert here.do("ilse", "move", entry="n-bertta", sheet="kysymys", section="toiveet", part="isot")
    for viewer in (*OTHERS, "aino"):
        assert here.seen(viewer)["session"]["votes"] == 0
    here.do("ilse", "advance", reason="riittää")
    assert here.seen(None)["session"]["votes"] == 1


def test_open_votes_elsewhere_show_while_others_are_secret(room: Any) -> None:
    here = room("yhdessa")
    assert here.do("aino", "add", "t1", sheet="kysymys", section="toiveet", part="isot", text="Toive")
    assert here.do("aino", "vote", entry="t1")
    assert here.do("aino", "vote", entry="n-caj")
    here.do("ilse", "go", to="aanet")
    assert here.seen(None)["session"]["votes"] == 1


def test_a_result_that_people_write_on_tells_what_it_does_not_show_and_keeps_clusters(room: Any) -> None:
    here = room(result="kysymys", fill=[{"section": "huolet", "from": "vastaus.teot", "take": "picked"}])
    assert here.do("aino", "add", "p0", sheet="kysymys", section="luvut", text="salaa")
    assert here.do("aino", "add", "p1", sheet="kysymys", section="toiveet", part="isot", text="salaa")
    worries, wishes, numbers = here.seen("bertta")["compass"]["sections"]
    assert worries["clusters"] == {"joukko": "Näkyvä"}
    assert [entry["cluster"] for entry in worries["entries"]] == ["joukko", "", ""]
    assert (numbers["hidden"], numbers["gap"]) == (1, "")
    assert numbers["hint"] == "Yksi merkintä odottaa paljastamista."
    assert [(part["hidden"], part["gap"] == "") for part in wishes["parts"]] == [(1, True), (0, False)]
    assert [entry["private"] for entry in here.seen("aino")["compass"]["sections"][2]["entries"]] == [True]


def test_what_a_result_takes_from_others_stays_in_the_order_of_its_votes(room: Any) -> None:
    here = room("yhdessa", fill=[{"section": "suosikit", "from": "kysymys.huolet", "take": "voted"}])
    for person in ("aino", "bertta"):
        assert here.do(person, "vote", entry="n-bertta")
    assert here.do("aino", "vote", entry="n-caj")
    favourites = here.seen(None)["compass"]["sections"][1]
    assert [entry["text"] for entry in favourites["entries"]] == ["Huoli bertta", "Huoli caj"]
    assert favourites["clusters"] == {}


def test_a_gap_never_says_that_nothing_was_written_or_voted_where_it_is_only_not_shown(room: Any) -> None:
    here = room(fill=[{"section": "kaikki", "from": "kysymys.luvut"}, {"section": "uudet", "from": "oma.luvut"}])
    assert here.do("aino", "add", "p0", sheet="kysymys", section="luvut", text="salaa")
    assert here.do("aino", "add", "p1", sheet="oma", section="luvut", text="salaa")
    everything, _, new, _ = here.seen(None)["compass"]["sections"]
    assert everything["gap"] == "Osion ”Luvut” merkinnät odottavat vielä paljastamista (arkki ”kysymys”)."
    assert new["gap"] == "Osion ”Luvut” merkinnät odottavat vielä paljastamista (arkki ”Oma”)."
    here = room("aanet")
    assert here.do("aino", "vote", entry="n-caj")
    gap = here.seen(None)["compass"]["sections"][1]["gap"]
    assert gap.startswith("Osion ”Huolet” äänet näkyvät, kun äänestys on ohi")


def test_a_copy_of_what_stands_is_counted_once_and_an_original_that_is_gone_lives_on_in_its_copy(room: Any) -> None:
    here = room("yhdessa")
    before = here.seen(None)["session"]
    here.do("ilse", "go", to="koonti")
    gathered = here.seen(None)
    assert len(gathered["canvas:oma"]["sections"][0]["entries"]) == 3
    for name in ("entries", "people"):
        assert gathered["session"][name] == before[name]
    assert here.do("ilse", "remove", entry="o-caj")
    assert here.seen(None)["session"]["entries"] == before["entries"]


def test_what_came_after_the_gathering_is_told_where_it_is(room: Any) -> None:
    here = room("koonti")
    assert here.do("ilse", "add", sheet="oma", section="huolet", group="ryhma-2", text="Myöhässä")
    section = here.seen(None)["canvas:oma"]["sections"][0]
    assert (section["ungathered"], section["hint"]) == (1, "Yksi merkintä on vain ryhmän omalla arkilla.")


def test_a_report_has_a_sheet_on_which_nothing_is_revealed_yet_and_says_so(room: Any) -> None:
    here = room()
    for note in ("o-aino", "o-bertta"):
        assert here.do("ilse", "remove", entry=note)
    assert here.do("aino", "add", "p0", sheet="oma", section="huolet", text="salaa")
    chapter, *_ = here.seen(None)["report"]["chapters"]
    assert [sheet["id"] for sheet in chapter["sheets"]] == ["kysymys", "oma@ryhma-1", "oma@ryhma-2", "vastaus"]
    assert chapter["sheets"][1]["sections"][0]["hint"] == "Yksi merkintä odottaa paljastamista."


def test_a_spread_does_not_call_answered_what_is_empty_or_not_shown(room: Any) -> None:
    here = room()
    for note in ("n-aino", "n-bertta", "n-caj"):
        assert here.do("ilse", "remove", entry=note)
    assert [pair["nothing"] for pair in here.seen(None)["spread:vastaus"]["pairs"]] == ["Vielä tyhjä"]
    assert here.do("aino", "add", "p0", sheet="kysymys", section="huolet", text="salaa")
    (others,), (own,) = (here.seen(viewer)["spread:vastaus"]["pairs"] for viewer in ("caj", "aino"))
    assert (others["nothing"], others["unanswered"]) == ("Yksi merkintä odottaa paljastamista.", [])
    assert (own["nothing"], own["unanswered"]) == ("", ["salaa"])
