"""What happens is told as it happens, to whom it may be told, and again to who was away."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tyopaja import Engine
from tyopaja_web import Settings

if TYPE_CHECKING:
    from conftest import Served, Stream


def entries(stream: Stream, name: str) -> Any:
    """What is told of an entry next."""
    return stream.until("change", lambda data: name in data.get("entries", {}))["entries"][name]


def test_a_note_is_told_to_everybody_with_the_position_at_which_it_came(house: Served, room: str) -> None:
    aino, olli, screen = house.guest(room, "Aino"), house.guest(room, "Olli"), house.with_link(room, "screen")
    streams = [client.live() for client in (aino, olli, screen)]
    seq = aino.add("Hiljaisuutta", id="n1")["seq"]
    for stream in streams:
        frame = stream.until("change", lambda data: "entries" in data)
        assert frame["entries"]["n1"]["text"] == "Hiljaisuutta"
        assert frame["boxes"] == {"taulu/ideat": ["n1"]}
        assert frame["seq"] == seq
        stream.close()


def test_who_was_away_is_told_what_happened_meanwhile_from_where_they_were(house: Served, room: str) -> None:
    aino, olli = house.guest(room, "Aino"), house.guest(room, "Olli")
    seq = aino.add("yksi", id="n1")["seq"]
    aino.add("kaksi", id="n2")
    aino.do("edit", entry="n1", text="yksi ja puoli")
    stream = olli.live(after=seq)
    kind, position, frame = stream.event()
    assert kind == "change"
    assert {name: one["text"] for name, one in frame["entries"].items()} == {"n1": "yksi ja puoli", "n2": "kaksi"}
    assert int(position) == frame["seq"]
    stream.close()


@pytest.mark.parametrize("after", [1, 10**9])
def test_who_comes_from_a_position_that_nobody_knows_begins_anew(house: Served, room: str, after: int) -> None:
    stream = house.guest(room).live(after=after)
    assert stream.event()[0] == "reset"
    stream.close()


def test_the_server_is_heard_every_second_although_nothing_happens(house: Served, room: str) -> None:
    stream = house.guest(room).live()
    headers = {key.lower(): value for key, value in stream.response.getheaders()}
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    # What keeps proxies from collecting events, and from packing them.
    assert headers["x-accel-buffering"] == "no"
    assert headers["cache-control"] == "no-store, no-transform"
    times = [stream.until("beat")["now"] for _ in range(3)]
    assert all(500 < later - earlier < 5000 for earlier, later in pairwise(times))
    stream.close()


def test_what_is_written_in_silence_is_told_to_its_author_alone_and_counted_for_the_others(
    house: Served, room: str
) -> None:
    aino, olli, leader = house.guest(room, "Aino"), house.guest(room, "Olli"), house.leader(room)
    leader.do("advance")
    mine, theirs, desk = aino.live(), olli.live(), leader.live()
    seq = aino.add("Salaisuus", section="huolet", id="s1")["seq"]
    assert entries(mine, "s1")["text"] == "Salaisuus"
    for stream in (theirs, desk):
        frame = stream.until("change", lambda data: data["seq"] >= seq)
        assert frame["hidden"] == {"taulu/huolet": 1}
        assert "Salaisuus" not in json.dumps(frame)
        assert "s1" not in json.dumps(frame)
    for client in (olli, leader):
        for path in ("model", "changes?after=1", f"changes?after={seq - 1}", "views/canvas:taulu", "views/report"):
            assert "Salaisuus" not in client.get(path).text, path
    assert olli.do("edit", entry="s1", text="Minun")["status"] == "refused"
    leader.do("reveal")
    assert entries(theirs, "s1")["text"] == "Salaisuus"
    assert entries(mine, "s1")["private"] is False
    for stream in (mine, theirs, desk):
        stream.close()


def test_how_people_vote_in_secret_is_told_to_nobody_but_the_voter(house: Served, room: str) -> None:
    aino, olli, leader = house.guest(room, "Aino"), house.guest(room, "Olli"), house.leader(room)
    aino.add("Takka", id="t1")
    leader.do("advance")
    leader.do("advance")
    mine, theirs, desk = aino.live(), olli.live(), leader.live()
    seq = aino.do("vote", entry="t1")["seq"]
    assert mine.until("change", lambda data: "mine" in data)["mine"] == {"t1": 1}
    assert aino.get("model").json["entries"]["t1"]["votes"] is None
    assert aino.get("model").json["mine"] == {"t1": 1}
    assert olli.get("model").json["mine"] == {}
    after = olli.add("Ei saa", id="x")  # refused here; what Olli is told next came later than the vote
    assert after["status"] == "refused"
    leader.do("expect", count=7)
    for stream in (theirs, desk):
        while True:
            kind, _, data = stream.event()
            assert "t1" not in json.dumps(data)
            if kind == "beat" and stream is theirs:
                break
            if kind == "change" and data["seq"] > seq:
                break
    leader.do("advance", reason="aika")
    assert entries(theirs, "t1")["votes"] == 1
    for stream in (mine, theirs, desk):
        stream.close()


def test_who_is_here_is_told_and_who_is_gone_is_so_after_a_while(house: Served, room: str) -> None:
    aino, olli = house.guest(room, "Aino"), house.guest(room, "Olli")
    stream = aino.live()
    both = sorted([aino.you, olli.you])
    other = olli.live()
    assert sorted(stream.until("here", lambda data: len(data["here"]) == 2)["here"]) == both
    other.close()
    assert stream.until("here", lambda data: len(data["here"]) == 1)["here"] == [aino.you]
    stream.close()


def test_polling_tells_the_same_where_a_proxy_lets_no_stream_through(house: Served, room: str) -> None:
    aino, olli = house.guest(room, "Aino"), house.guest(room, "Olli")
    seq = olli.get("model").json["seq"]
    begun = time.monotonic()
    assert "entries" not in olli.get(f"changes?after={seq}&wait=1").json
    assert time.monotonic() - begun > 0.8
    aino.add("Hei", id="h1")
    assert olli.get(f"changes?after={seq}&wait=20").json["entries"]["h1"]["text"] == "Hei"
    assert olli.get("changes?after=1").json["reset"] is True


def test_an_erased_person_s_words_are_asked_for_anew_by_everybody(house: Served, room: str) -> None:
    aino, olli = house.guest(room, "Aino"), house.guest(room, "Olli")
    aino.add("Poistettava", id="p1")
    stream = olli.live()
    aino.do("erase")
    stream.until("reset")
    assert "Poistettava" not in olli.get("model").text
    stream.close()


def test_somebody_who_reads_nothing_keeps_nobody_waiting(house: Served, room: str) -> None:
    aino, olli = house.guest(room, "Aino"), house.guest(room, "Olli")
    deaf = socket.create_connection(("127.0.0.1", house.port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    cookie = olli.headers()["Cookie"]
    deaf.sendall(f"GET {olli.api('live')} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    stream = aino.live()
    for round_ in range(3):
        texts = [
            {"command": "add", "id": f"r{round_}x{n}", "sheet": "taulu", "section": "ideat", "text": "å" * 250}
            for n in range(80)
        ]
        assert {one["status"] for one in aino.send(*texts).json["answers"]} == {"done"}
        entries(stream, f"r{round_}x79")
    deaf.close()
    stream.close()


def test_a_timer_that_runs_out_rings_without_anybody_asking(house: Served, room: str) -> None:
    leader = house.leader(room)
    stream = leader.live()
    leader.do("start-timer", minutes=1)
    leader.do("extend", minutes=-1)
    session = house.engine.open(room)
    for _ in range(60):
        if any(one.rung for one in session.refresh().timers.values()):
            break
        time.sleep(0.1)
    else:
        pytest.fail("nobody heard it")
    stream.close()


def test_two_tabs_of_one_person_hear_the_same_and_are_one_person(house: Served, room: str) -> None:
    aino = house.guest(room, "Aino")
    tabs = [aino.live(), aino.live()]
    aino.add("Hei", id="h1")
    aino.add("Hei", id="h1")
    for tab in tabs:
        assert entries(tab, "h1")["text"] == "Hei"
    tabs[0].until("here", lambda data: data["here"] == [aino.you])
    assert house.engine.open(room).state.entries_in("taulu", "ideat")[1:] == ()
    for tab in tabs:
        tab.close()


def test_a_phone_that_connects_again_and_again_has_its_oldest_streams_ended(house: Served, room: str) -> None:
    aino = house.guest(room, "Aino")
    streams = [aino.live() for _ in range(Settings().per_person + 2)]
    for stream in streams[:2]:
        with pytest.raises((EOFError, ValueError)):
            stream.until("an event that never comes")
    aino.add("Hei", id="h1")
    assert entries(streams[-1], "h1")["text"] == "Hei"
    for stream in streams:
        stream.close()


def test_who_comes_while_the_server_lets_everybody_go_is_let_go_too(pack: Path, serve: Callable[..., Served]) -> None:
    with Engine(packs=[pack], plugins=[]) as engine:
        house = serve(engine)
        aino = house.guest(house.session().id, "Aino")
        early = aino.live()
        early.until("beat")
        rooms = house.web.rooms
        asyncio.run_coroutine_threadsafe(rooms.let_go(), rooms.open[aino.room].loop).result(20)
        late = aino.live()
        for stream in (early, late):
            with pytest.raises((EOFError, ValueError)):
                stream.until("an event that never comes")
            stream.close()
        assert aino.get("changes?after=1&wait=25").status == 200


def test_many_who_write_at_once_are_all_told_everything_in_one_order(house: Served, room: str) -> None:
    guests = [house.guest(room, f"Vieras {number}") for number in range(12)]
    streams = [guest.live() for guest in guests]

    def write(number: int) -> None:
        for turn in range(6):
            assert guests[number].add(f"nuotti {turn}", id=f"n{number}x{turn}")["status"] == "done"

    threads = [Thread(target=write, args=(number,)) for number in range(len(guests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    order = guests[0].get("model").json["boxes"]["taulu/ideat"]
    assert len(order) == 72
    for stream in streams:
        heard: dict[str, Any] = {}
        known: list[str] = []
        while len(heard) < 72 or known != order:
            frame = stream.until("change", lambda data: "boxes" in data)
            heard |= frame["entries"]
            told = frame["boxes"]["taulu/ideat"]
            known = told if isinstance(told, list) else [*known[: told["from"]], *told["ids"]]
        stream.close()
