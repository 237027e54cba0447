"""Commands: each is answered, done once, and only what the one who asks may do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tyopaja.model.commands import Join

if TYPE_CHECKING:
    from conftest import Served


def test_a_command_that_is_answered_is_in_the_journal_and_repeating_it_does_nothing(house: Served, room: str) -> None:
    guest = house.guest(room)
    first = guest.add("Hiljaisuutta", id="n1")
    again = guest.add("Hiljaisuutta", id="n1")
    assert (first["status"], again["status"]) == ("done", "done")
    session = house.engine.open(room)
    assert [one.text for one in session.state.entries_in("taulu", "ideat")] == ["Hiljaisuutta"]
    assert first["seq"] == session.state.seq


def test_of_several_commands_one_that_is_refused_stops_no_other(house: Served, room: str) -> None:
    guest = house.guest(room)
    answers = guest.send(
        {"command": "add", "id": "a", "sheet": "taulu", "section": "ideat", "text": "yksi"},
        {"command": "add", "id": "b", "sheet": "taulu", "section": "nowhere", "text": "kaksi"},
        {"command": "dance", "id": "c"},
        {"command": "add", "id": "d", "sheet": "taulu", "section": "ideat", "text": "kolme"},
    ).json["answers"]
    assert [(one["id"], one["status"]) for one in answers] == [
        ("a", "done"), ("b", "refused"), ("c", "refused"), ("d", "done"),
    ]  # fmt: skip
    assert all(one["message"] for one in answers if one["status"] == "refused")


def test_who_asks_and_when_is_not_for_the_sender_to_say(house: Served, room: str) -> None:
    guest = house.guest(room)
    guest.add("Minun", id="n1", by="vetaja", at="1999-01-01T00:00:00+00:00")
    entry = house.engine.open(room).state.entries["n1"]
    assert entry.by == guest.you
    assert entry.at.year > 2000


def test_a_guest_gives_no_command_of_the_facilitator_s(house: Served, room: str) -> None:
    guest = house.guest(room)
    for command in ("advance", "divide", "reveal", "start-timer", "tick", "add-step"):
        assert guest.do(command, **{"size": 2} if command == "divide" else {})["status"] == "refused", command
    assert guest.do("hand-over", to=guest.you)["status"] == "refused"
    assert guest.do("join", person="x", role="facilitator", name="X")["status"] == "refused"
    assert guest.do("erase", person="vetaja")["status"] == "refused"


def test_a_cookie_of_one_room_or_face_opens_no_other(house: Served, room: str) -> None:
    guest, other = house.guest(room), house.session().id
    assert guest.ask("GET", f"/api/r/{other}/model?face=phone").status == 401
    assert guest.ask("GET", f"/api/r/{room}/log?face=lead").status == 403
    assert guest.ask("GET", f"/api/r/{room}/exports/markdown?face=lead&what=report").status == 403
    assert guest.ask("GET", f"/api/r/{room}/model?face=screen").status == 401
    guest.cookies[f"tyopaja-screen-{room}"] = guest.cookies[f"tyopaja-phone-{room}"]
    assert guest.ask("GET", f"/api/r/{room}/model?face=screen").status == 401
    guest.cookies[f"tyopaja-phone-{other}"] = guest.cookies[f"tyopaja-phone-{room}"]
    assert guest.ask("GET", f"/api/r/{other}/model?face=phone").status == 401


@pytest.mark.parametrize("face", ["screen", "after"])
def test_who_only_looks_gives_no_commands(house: Served, room: str, face: str) -> None:
    looker = house.with_link(room, face)  # type: ignore[arg-type]
    assert looker.get("model").status == 200
    assert looker.send({"command": "add", "sheet": "taulu", "section": "ideat", "text": "x"}).status == 403


def test_words_that_wait_for_somebody_else_are_not_taken_for_one_s_own(house: Served, room: str) -> None:
    guest = house.guest(room)
    body = json.dumps({"commands": []}).encode()
    kind = {"Content-Type": "application/json"}
    assert guest.ask("POST", guest.api(f"commands?as={guest.you}"), body, kind).status == 200
    assert guest.ask("POST", guest.api("commands?as=somebody"), body, kind).status == 401


def test_a_facilitator_writes_for_somebody_without_a_device_and_for_nobody_else(house: Served, room: str) -> None:
    leader, guest = house.leader(room), house.guest(room)
    house.engine.open(room).do(Join(by="vetaja", person="mummo", called="Mummo"))
    assert leader.add("Mummon", id="m1", **{"for": "mummo"})["status"] == "done"
    assert leader.add("Ainon", id="m2", **{"for": guest.you})["status"] == "refused"
    assert guest.add("Mummon", id="m3", **{"for": "mummo"})["status"] == "refused"
    assert {name: one.by for name, one in house.engine.open(room).state.entries.items()} == {"m1": "mummo"}


def test_who_is_given_the_chair_leads_with_the_phone_that_they_have(house: Served, room: str) -> None:
    guest, leader = house.guest(room), house.leader(room)
    guest.face = "lead"
    assert guest.do("advance")["status"] == "refused"
    assert leader.do("hand-over", to=guest.you)["status"] == "done"
    assert guest.do("advance")["status"] == "done"
    assert guest.get("log").status == 200
    assert leader.do("advance")["status"] == "refused"
    assert leader.get("log").status == 403


def test_a_refusal_is_told_in_the_language_of_who_asked(house: Served, room: str) -> None:
    guest = house.guest(room)
    finnish = guest.add("")["message"]
    guest.cookies["tyopaja-locale"] = "en"
    english = guest.add("")["message"]
    assert finnish != english


def test_a_form_without_a_script_does_the_same_and_says_on_the_page_why_not(house: Served, room: str) -> None:
    guest, leader = house.guest(room), house.leader(room)
    path, back = f"/r/{room}/do?face=phone", f"/r/{room}?place=taulu/ideat"
    done = guest.form(path, command="add", sheet="taulu", section="ideat", part="", text="Lomakkeella", back=back)
    assert (done.status, done.headers["location"]) == (303, back)
    assert "tyopaja-said" not in guest.cookies
    refused = guest.form(path, command="advance", back="https://elsewhere.example/")
    assert (refused.status, refused.headers["location"]) == (303, f"/r/{room}")
    assert guest.cookies["tyopaja-said"]
    timed = leader.form(f"/r/{room}/do?face=lead", command="start-timer", minutes="5", back="")
    assert timed.status == 303
    assert [one.seconds for one in house.engine.open(room).state.timers.values()] == [300]


def test_what_is_no_list_of_commands_is_an_error_of_the_sender_s(house: Served, room: str) -> None:
    guest = house.guest(room)
    for body in (b"", b"[]", b"{", b'{"commands": {}}', b'{"commands": "x"}', b"\xff", b"[" * 100_000):
        answer = guest.ask("POST", guest.api("commands"), body, {"Content-Type": "application/json"})
        assert answer.status == 400, body[:20]
    odd = guest.send(
        {"command": ["add"]}, {"command": None}, {}, {"command": "add", "id": ""}, {"command": "add", "id": 7}
    )
    assert {one["status"] for one in odd.json["answers"]} == {"refused"}
