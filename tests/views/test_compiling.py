"""The compass: what fills bring into the result, in which order, and what is said where something is missing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st


def _texts(section: Any) -> list[str]:
    return [entry.text for entry in section.entries]


def test_picked_voted_and_all_bring_what_they_say(played: Any) -> None:
    principle, deeds, results, _ = played.sheet("compass").sections
    assert _texts(principle) == ["Lupaamme hiljaisuuden."]
    assert _texts(deeds) == ["Ovet suljetaan käsin.", "Puhelimet äänettömällä."]
    assert _texts(results) == ["Uni paranee"]


def test_entries_with_as_many_votes_stay_in_the_order_of_their_sheet(played: Any) -> None:
    played.do("back")
    played.do("vote", entry="c6")
    assert _texts(played.sheet("compass").sections[1]) == ["Puhelimet äänettömällä.", "Ovet suljetaan käsin."]


def test_newest_comes_first_and_no_more_than_the_fill_takes(played: Any) -> None:
    for text in ("Toinen.", "Kolmas."):
        played.do("add", sheet="lupaus", section="ongelma", part="kipu", text=text)
    pain, other = played.sheet("compass").sections[3].parts
    assert _texts(pain) == ["Kolmas.", "Toinen."]
    assert _texts(other) == []


def test_what_is_written_into_the_result_itself_comes_after_what_is_compiled(played: Any) -> None:
    played.do("add", sheet="kompassi", section="nakyy", text="Omin sanoin.")
    section = played.sheet("compass").sections[1]
    assert _texts(section) == ["Ovet suljetaan käsin.", "Puhelimet äänettömällä.", "Omin sanoin."]
    assert section.entries[0].origin == "Palvelulupaus – Teot"
    assert section.entries[2].origin == ""


def test_the_compass_is_never_older_than_what_it_is_made_of(played: Any) -> None:
    played.do("edit", entry="c4", text="Lupaamme rauhan.")
    assert _texts(played.sheet("compass").sections[0]) == ["Lupaamme rauhan."]


def test_a_key_result_keeps_its_figures_in_the_compass(played: Any) -> None:
    [entry] = played.sheet("compass").sections[2].entries
    assert {field.id: field.text for field in entry.fields}["target"] == "4,6"
    assert entry.origin == "Tavoitteet 1 – Avaintulokset"


def test_a_gap_says_what_is_missing_and_where_and_goes_away_when_it_is_there(player: Any) -> None:
    def gap(number: int, locale: str = "fi") -> str:
        return str(player.sheet("compass", locale).sections[number].gap)

    assert gap(0) == "Osioon ”Lupaus” ei ole vielä kirjoitettu mitään (arkki ”Palvelulupaus”)."
    player.do("add", sheet="lupaus", section="lupaus", text="Lupaamme.")
    player.do("add", sheet="lupaus", section="teot", text="Teemme.")
    assert gap(0) == "Osiosta ”Lupaus” ei ole vielä valittu mitään (arkki ”Palvelulupaus”)."
    assert gap(1) == "Osiossa ”Teot” ei ole vielä annettu yhtään ääntä (arkki ”Palvelulupaus”)."
    assert gap(1, "en") == "No votes have been given in “Deeds” yet (sheet “Service promise”)."
    assert gap(1, "sv") == "Inga röster har getts i ”Teot” ännu (arket ”Palvelulupaus”)."
    player.do("add", sheet="kompassi", section="nakyy", text="Omin sanoin.")
    assert gap(1) == ""


def test_an_empty_part_says_its_own_gap_and_the_section_says_all_of_them_while_it_is_empty(player: Any) -> None:
    section = player.sheet("compass").sections[3]
    pain, other = (part.gap for part in section.parts)
    assert "Kipu" in pain
    assert other == "Tähän ei ole vielä kirjoitettu mitään."
    assert section.gap == f"{pain} {other}"
    player.do("add", sheet="lupaus", section="ongelma", part="kipu", text="Melu.")
    section = player.sheet("compass").sections[3]
    assert (section.gap, section.parts[0].gap, section.parts[1].gap) == ("", "", other)


def test_a_sheet_that_is_not_compiled_has_no_gaps(player: Any) -> None:
    assert {section.gap for section in player.sheet("canvas:lupaus").sections} == {""}


def test_approvals_of_the_result_show_the_names_in_their_order(played: Any) -> None:
    for _ in range(2):
        played.do("advance", reason="Aika on lopussa.")
    played.do("approve", by="aino")
    played.do("approve")
    assert played.sheet("compass").approved == ("Aino Rautio", "Ilse")


@settings(deadline=None)
@given(votes=st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=8))
def test_voted_is_ordered_by_votes_and_leaves_out_what_has_none(table: Any, votes: list[int]) -> None:
    """The law of `take = "voted"`, against plain sorting."""
    player = table()
    player.do("join", role="facilitator", name="Ilse")
    for number in range(max(votes, default=0)):
        player.do("join", by=f"v{number}", name=f"V{number}")
    player.do("advance")
    for number, _ in enumerate(votes):
        player.do("add", sheet="lupaus", section="teot", text=f"Teko {number}")
    player.give(votes)
    ranked = sorted((number for number, count in enumerate(votes) if count), key=lambda number: -votes[number])
    assert _texts(player.sheet("compass").sections[1]) == [f"Teko {number}" for number in ranked[:2]]
