"""Coming in: by a code, by a link, from our own pages, and not too often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from tyopaja import Engine
from tyopaja_web import Settings, Visitor
from tyopaja_web.access.visitors import Face

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served


def test_who_has_the_code_joins_and_stays_the_same_person_when_coming_again(house: Served, room: str) -> None:
    guest = house.guest(room, "Aino")
    you = guest.you
    assert guest.form("/join", code=house.web.codes.of(room)).status == 303
    assert guest.you == you
    people = house.engine.open(room).state.people
    assert [(one.called, one.role) for one in people.values()] == [("Vetäjä", "facilitator"), ("Aino", "participant")]


def test_a_name_is_nobody_s_duty(house: Served, room: str) -> None:
    assert house.guest(room, "").you in house.engine.open(room).state.people


def test_a_code_that_is_wrong_or_of_no_room_lets_nobody_in(house: Served, room: str) -> None:
    stranger = house.stranger()
    right = house.web.codes.of(room)
    for wrong in ("", "AAAAAAAA", right[:-1], right[::-1] if right[::-1] != right else "22222222"):
        assert stranger.form("/join", code=wrong, name="X").status == 422
    assert not stranger.cookies
    assert stranger.ask("GET", f"/api/r/{room}/model").status == 401
    assert stranger.ask("GET", "/api/r/nothing/model").status == 401


def test_the_cookie_is_for_the_server_alone_and_for_this_site(house: Served, room: str) -> None:
    answer = house.stranger().form("/join", code=house.web.codes.of(room), name="Aino")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert cookie.startswith(f"tyopaja-phone-{room}=")


def test_a_link_opens_its_face_and_a_broken_one_nothing(house: Served, room: str) -> None:
    client = house.with_link(room, "screen")
    assert client.get("outlook").json["person"] is None
    assert client.ask("GET", "/k/1.nothing.nothing").status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example"},
        {"Content-Type": "text/plain"},
        {},
    ],
)
def test_a_page_of_another_site_cannot_send_anything_in_somebody_s_name(
    house: Served, room: str, headers: dict[str, str]
) -> None:
    guest = house.guest(room)
    body = b'{"commands": [{"command": "add", "id": "evil", "sheet": "taulu", "section": "ideat", "text": "evil"}]}'
    for path in (guest.api("commands"), f"/r/{room}/do?face=phone", "/join", "/language", guest.api("pictures")):
        assert guest.ask("POST", path, body, headers, ours=False).status == 403, path
    assert "evil" not in house.engine.open(room).state.entries


def test_going_back_leads_to_no_other_site(house: Served) -> None:
    for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""):
        assert house.stranger().form("/language", locale="sv", back=to).headers["location"] == "/"
    stranger = house.stranger()
    assert stranger.form("/language", locale="sv", back="/j/x").headers["location"] == "/j/x"
    assert stranger.cookies["tyopaja-locale"] == "sv"


def test_every_page_forbids_scripts_and_styles_of_its_own_and_everything_of_others(house: Served, room: str) -> None:
    answer = house.stranger().ask("GET", "/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    api = house.guest(room).get("model")
    assert "default-src 'none'" in api.headers["content-security-policy"]
    assert api.headers["cache-control"] == "no-store"


@pytest.fixture
def strict(pack: Path, tmp_path: Path, serve: Callable[..., Served]) -> Iterator[Served]:
    """A server that takes few guesses and few commands."""
    with Engine(journal=f"sqlite:{tmp_path / 'rooms.db'}", packs=[pack], plugins=[]) as engine:
        yield serve(engine, Settings(guesses=3, guesses_in_all=100, rate=5, burst=10, body=5000))


def test_codes_are_not_guessed_one_after_the_other(strict: Served) -> None:
    room, stranger = strict.session().id, strict.stranger()
    guesses = [stranger.form("/join", code=f"AAAAAA{a}{b}", name="X") for a in "234" for b in "23"]
    assert [one.status for one in guesses] == [422, 422, 422, 429, 429, 429]
    assert int(guesses[-1].headers["retry-after"]) > 0
    assert stranger.form("/join", code=strict.web.codes.of(room), name="X").status == 429


def test_one_who_sends_commands_without_end_is_slowed_down_and_loses_none(strict: Served) -> None:
    guest = strict.guest(strict.session().id)
    notes = [
        {"command": "add", "id": f"n{n}", "sheet": "taulu", "section": "ideat", "text": "x"} for n in range(25)
    ]  # fmt: skip
    statuses = [one["status"] for one in guest.send(*notes).json["answers"]]
    assert statuses == ["done"] * 10 + ["again"] * 15
    refused = guest.send(*notes)
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) >= 1


def test_a_body_that_is_too_large_is_refused_unread(strict: Served) -> None:
    guest = strict.guest(strict.session().id)
    kind = {"Content-Type": "application/json"}
    assert guest.ask("POST", guest.api("commands"), b" " * 6000, kind).status == 413
    huge = guest.ask("POST", guest.api("commands"), None, {**kind, "Content-Length": str(100_000_000)})
    assert huge.status == 413


def test_it_answers_to_its_own_names_alone_where_they_are_said_and_tells_the_address_that_people_come_by(
    pack: Path, serve: Callable[..., Served]
) -> None:
    with Engine(packs=[pack], plugins=[]) as engine:
        named = serve(engine, Settings(hosts=("paja.example", "127.0.0.1"), address="https://paja.example/live/"))
        stranger, leader = named.stranger(), named.leader(named.session().id)
        assert stranger.ask("GET", "/", headers={"Host": "evil.example"}).status == 421
        assert stranger.ask("GET", "/", headers={"Host": "paja.example:443"}).status == 200
        assert "paja.example/live/" in leader.ask("GET", f"/r/{leader.room}/lead").text


def test_a_host_lets_its_own_users_in(pack: Path, serve: Callable[..., Served]) -> None:
    async def auth(request: Request, room: str, face: Face) -> Visitor | None:
        user = request.headers.get("x-user")
        return Visitor(room=room, face=face, person=user) if user else None

    with Engine(packs=[pack], plugins=[]) as engine:
        host = serve(engine, auth=auth)
        room = host.session().id
        stranger = host.stranger()
        assert stranger.ask("GET", f"/api/r/{room}/outlook").status == 401
        known = stranger.ask("GET", f"/api/r/{room}/outlook?face=lead", headers={"x-user": "vetaja"})
        assert known.json["person"]["role"] == "facilitator"
