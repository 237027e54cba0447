"""Files out of a room while it goes on, and pictures into it."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tyopaja import Engine
from tyopaja.plugins import Renderer, hookimpl
from tyopaja_web import Settings
from tyopaja_web.api.exports import disposition

if TYPE_CHECKING:
    from conftest import Served


class Odd:
    """Renderers as strangers write them."""

    stop = threading.Event()

    def _never(self, view: Any) -> str:
        self.stop.wait(60)
        return ""

    def _breaks(self, view: Any) -> str:
        raise RuntimeError("Hiljaisuutta")

    def _several(self, view: Any) -> dict[str, str]:
        return {"a.txt": "yksi", "b.txt": "kaksi"}

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        plain: dict[str, Any] = {"media_type": "text/plain", "suffix": ".txt", "views": ("compass", "sheet", "report")}
        return [
            Renderer("never", self._never, **plain),
            Renderer("breaks", self._breaks, **plain),
            Renderer("several", self._several, **plain),
        ]


@pytest.fixture
def odd(pack: Path, tmp_path: Path, serve: Callable[..., Served]) -> Iterator[Served]:
    """A server with such renderers, that waits half a second for them."""
    Odd.stop.clear()
    with Engine(journal=f"sqlite:{tmp_path / 'rooms.db'}", packs=[pack], plugins=[Odd()]) as engine:
        yield serve(engine, Settings(export_seconds=0.5))
        Odd.stop.set()


def test_the_facilitator_takes_a_file_at_any_moment_by_the_company_s_name(house: Served, room: str) -> None:
    house.guest(room).add("Hiljaisuutta", id="n1")
    answer = house.leader(room).get("exports/markdown?what=report&locale=en")
    assert answer.status == 200
    assert "Hiljaisuutta" in answer.text
    assert 'filename="Hotelli Kaamos report.md"' in answer.headers["content-disposition"]
    listed = {one["format"]: one for one in house.leader(room).get("exports").json["formats"]}
    assert {"html", "markdown", "csv"} <= set(listed)
    assert listed["csv"]["options"][0]["title"]


def test_a_guest_takes_no_files_but_that_of_their_own_words(house: Served, room: str) -> None:
    guest, other = house.guest(room, "Aino"), house.guest(room, "Olli")
    guest.add("Hiljaisuutta", id="n1")
    for path in ("exports", "exports/markdown?what=report", f"exports/json?what=person:{other.you}"):
        assert guest.get(path).status == 403, path
    own = guest.get(f"exports/json?what=person:{guest.you}")
    assert own.status == 200
    assert "Hiljaisuutta" in own.text
    assert other.get(f"views/person:{guest.you}").status == 403
    assert house.with_link(room, "after").get(f"exports/json?what=person:{guest.you}").status == 403


def test_what_there_is_not_and_what_cannot_be_chosen_is_said(house: Served, room: str) -> None:
    leader = house.leader(room)
    assert leader.get("exports/nothing?what=report").status == 404
    assert leader.get("exports/markdown?what=nothing").status == 404
    assert leader.get("exports/markdown?what=report&option.nothing=1").status in (404, 422)
    assert leader.get("exports/markdown?what=report&locale=*").status == 422


def test_a_renderer_that_never_returns_is_given_up_and_the_room_goes_on(odd: Served) -> None:
    room = odd.session().id
    leader, guest = odd.leader(room), odd.guest(room)
    begun = time.monotonic()
    lost = leader.get("exports/never?what=canvas:taulu")
    assert (lost.status, lost.json["code"]) == (500, "too-slow")
    assert time.monotonic() - begun < 20
    assert guest.add("Jatketaan", id="n1")["status"] == "done"
    assert leader.get("exports/markdown?what=report").status == 200


def test_a_renderer_s_failure_is_its_own_and_quotes_nobody(odd: Served) -> None:
    room = odd.session().id
    answer = odd.leader(room).get("exports/breaks?what=canvas:taulu")
    assert answer.status == 500
    assert "Hiljaisuutta" not in answer.text


def test_several_files_come_as_one(odd: Served) -> None:
    room = odd.session().id
    answer = odd.leader(room).get("exports/several?what=canvas:taulu")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
        assert packed.read("b.txt") == b"kaksi"


@pytest.mark.parametrize(
    "name", ["Hotelli Ääkkönen.pdf", 'a"b\r\nSet-Cookie: x=1.pdf', "../../etc/passwd", "", "ᏣᎳᎩ.pdf", "a;b%22c.pdf"]
)
def test_a_file_s_name_breaks_no_header_and_leaves_no_folder(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert "\n" not in header
    assert "\r" not in header
    assert header.count('"') == 2
    assert "/" not in header.partition("filename*=UTF-8''")[0]


def png(width: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 20), "#0a6775").save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_kept_and_shown_to_those_in_the_room(house: Served, room: str) -> None:
    guest = house.guest(room)
    key = guest.ask("POST", guest.api("pictures"), png(), {"Content-Type": "image/png"}).json["key"]
    shown = house.guest(room, "Olli").get(f"pictures/{key}")
    assert shown.headers["content-type"] in ("image/png", "image/jpeg")
    assert "immutable" in shown.headers["cache-control"]
    assert house.stranger().ask("GET", f"/api/r/{room}/pictures/{key}").status == 401
    elsewhere = house.guest(house.session().id)
    assert elsewhere.get(f"pictures/{key}").status == 404


def test_what_is_no_picture_is_refused(house: Served, room: str) -> None:
    guest = house.guest(room)
    for body in (b"", b"<svg onload='alert(1)'/>", png()[:50], b"GIF89a"):
        assert guest.ask("POST", guest.api("pictures"), body, {"Content-Type": "image/png"}).status == 422, body[:10]
    huge = guest.ask("POST", guest.api("pictures"), None, {"Content-Type": "image/png", "Content-Length": "30000000"})
    assert huge.status == 413
