"""The application as a whole: every route is there, under any path, with any host, in every language."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import string
import tomllib
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route

from tyopaja import Engine
from tyopaja.plugins import hookimpl
from tyopaja_web import app, logs, secret
from tyopaja_web.application import WAYS
from tyopaja_web.packing import takes_gzip
from tyopaja_web.pages.templating import embedded
from tyopaja_web.pages.words import LOCALES, language_of, wanted, words

if TYPE_CHECKING:
    from conftest import Client, Served


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method} {way.path}")
def test_every_route_has_somebody_who_answers(way: Any) -> None:
    module, _, function = way.handler.partition(":")
    assert asyncio.iscoroutinefunction(getattr(import_module(f"tyopaja_web.{module}"), function))


@pytest.mark.parametrize("face", ["phone", "lead", "screen", "after"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_is_made_in_every_language(house: Served, room: str, face: str, locale: str) -> None:
    client: Client = house.with_link(room, face, "vetaja" if face in ("phone", "lead") else None)  # type: ignore[arg-type]
    client.cookies["tyopaja-locale"] = locale
    answer = client.ask("GET", f"/r/{room}{'' if face == 'phone' else f'/{face}'}")
    assert answer.status == 200, answer.text
    assert f'<html lang="{locale}"' in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", answer.text)
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", answer.text)


def test_words_of_people_are_words_on_every_page(house: Served, room: str) -> None:
    guest = house.guest(room, "</script><script>alert(1)</script>")
    guest.add("</script><img src=x onerror=alert(2)>", id="x1")
    leader = house.leader(room)
    pages = [
        guest.ask("GET", f"/r/{room}"),
        guest.ask("GET", f"/r/{room}/boards/taulu?face=phone"),
        leader.ask("GET", f"/r/{room}/lead"),
        house.with_link(room, "screen").ask("GET", f"/r/{room}/screen"),
        house.with_link(room, "after").ask("GET", f"/r/{room}/after"),
    ]
    for answer in pages:
        assert answer.status == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    for answer in (guest.get("model"), leader.get("log"), guest.get("changes?after=1")):
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_json_inside_a_page_cannot_end_its_element() -> None:
    odd = {"a": "</script><!--<script>", "b": "\u2028\u2029&"}
    text = embedded(odd)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == odd


def test_who_is_not_in_is_led_to_the_front(house: Served, room: str) -> None:
    answer = house.stranger().ask("GET", f"/r/{room}")
    assert answer.status == 303
    assert answer.headers["location"] == f"/?room={room}"


def test_it_is_mounted_under_a_path_of_a_host_s(pack: Path, serve: Callable[..., Served]) -> None:
    with Engine(packs=[pack], plugins=[]) as engine:
        inner = serve(engine)
        room = inner.session().id
        answers = asyncio_free(
            mounted(inner.app), ["/paja/", f"/paja/r/{room}", "/paja/api/openapi.json", "/paja/sw.js"]
        )
    front, away, document, worker = answers
    assert front[0] == 200
    assert b'href="/paja/static/' in front[2]
    assert dict(away[1])[b"location"] == f"/paja/?room={room}".encode()
    assert json.loads(document[2])["servers"] == [{"url": "/paja"}]
    assert worker[0] == 200


def mounted(inner: Starlette) -> Starlette:
    return Starlette(routes=[Mount("/paja", app=inner)])


def asyncio_free(host: Starlette, paths: Iterable[str]) -> list[tuple[int, list[Any], bytes]]:
    """What an application answers to each path, asked without a server, in a thread with a loop of its own."""
    from threading import Thread

    answers: list[tuple[int, list[Any], bytes]] = []

    async def ask(path: str) -> None:
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
            "headers": [(b"host", b"host.example")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        await host(scope, receive, send)
        body = b"".join(one.get("body", b"") for one in sent[1:])
        answers.append((sent[0]["status"], sent[0]["headers"], body))

    async def all_of_them() -> None:
        for path in paths:
            await ask(path)

    thread = Thread(target=lambda: asyncio.run(all_of_them()))
    thread.start()
    thread.join(20)
    return answers


class Further:
    """A plugin with pages of its own."""

    @hookimpl
    def tyopaja_routes(self) -> list[Any]:
        async def hello(request: Any) -> PlainTextResponse:
            return PlainTextResponse("terve")

        return [Route("/hello", hello), ("/inner", PlainTextResponse("sisällä"))]


class Broken:
    """One that answers with nonsense."""

    @hookimpl
    def tyopaja_routes(self) -> list[Any]:
        return [42]


def test_plugins_bring_pages_below_a_path_of_their_own_and_nonsense_costs_nobody_anything(pack: Path) -> None:
    with Engine(packs=[pack], plugins=[Further(), Broken()]) as engine:
        made = app(engine, secret=b"x" * 16)
        found: list[BaseRoute] = made.routes
        answers = asyncio_free(made, ["/plugins/Further/hello", "/plugins/Further/inner/", "/plugins/Broken/", "/"])
    assert [one[0] for one in answers] == [200, 200, 404, 200]
    assert len(found) == len(WAYS) + 1


def test_the_languages_have_the_same_words_with_the_same_blanks() -> None:
    tables = {
        locale: tomllib.loads(files("tyopaja_web").joinpath("locale", f"{locale}.toml").read_text(encoding="utf-8"))
        for locale in LOCALES
    }
    flat = {
        locale: {f"{name}.{key}": word for name, table in found.items() for key, word in table.items()}
        for locale, found in tables.items()
    }
    assert flat["fi"].keys() == flat["en"].keys() == flat["sv"].keys()
    for key, sentence in flat["fi"].items():
        assert blanks(sentence) == blanks(flat["en"][key]) == blanks(flat["sv"][key]), key


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_language_is_the_first_of_ours_that_is_asked_for() -> None:
    assert wanted("de, sv-FI;q=0.8, en;q=0.9, *;q=0.1") == "en"
    assert wanted("de") is None
    assert wanted("fi;q=0, sv;q=x") is None
    assert language_of("fi_FI") == "fi"
    assert words("se")["base.language"] == words("en")["base.language"]


@pytest.mark.parametrize(
    ("asked", "taken"), [("gzip, br", True), ("br;q=1, gzip;q=0", False), ("", False), ("*", True), ("identity", False)]
)
def test_answers_are_packed_for_who_can_unpack_them(asked: str, taken: bool) -> None:
    from starlette.requests import Request

    headers = [(b"accept-encoding", asked.encode())]
    assert takes_gzip(Request({"type": "http", "headers": headers})) is taken


def test_a_log_quotes_nobody() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Lines())
    logger = logging.Logger("tyopaja_web")
    logger.addHandler(handler)
    try:
        try:
            raise KeyError("Ainon sanat")
        except KeyError as error:
            raise RuntimeError("Ollin sanat") from error
    except RuntimeError:
        logger.exception("failed", extra={"route": "api.live:live", "name_of": "Aino"})
    line = stream.getvalue()
    assert "sanat" not in line
    assert "Aino" not in line
    told = json.loads(line)
    assert (told["message"], told["route"], told["error"], told["cause"]["error"]) == (
        "failed", "api.live:live", "RuntimeError", "KeyError",
    )  # fmt: skip


def test_figures_tell_how_much_is_done_and_of_nobody(house: Served, room: str) -> None:
    guest = house.guest(room, "Aino Ainokainen")
    guest.add("Hiljaisuutta", id="n1")
    text = house.stranger().ask("GET", "/metrics").text
    assert re.search(r'tyopaja_commands_total\{status="done"\} [1-9]', text)
    assert 'tyopaja_requests_total{route="api.commands:commands",status="200"}' in text
    for word in (room, "Aino", guest.you, "Hiljaisuutta"):
        assert word not in text
    assert house.stranger().ask("GET", "/healthz").json == {"status": "ok"}


def test_the_secret_is_kept_for_its_owner_alone_and_is_the_same_the_next_time(tmp_path: Path) -> None:
    made = secret.kept({}, tmp_path / "data")
    assert secret.kept({}, tmp_path / "data") == made
    assert len(made) >= 32
    (file,) = (tmp_path / "data").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret.kept({"TYOPAJA_SECRET": "from elsewhere 123"}, tmp_path) == b"from elsewhere 123"


def test_what_happened_is_told_in_words_and_keeps_secrets(house: Served, room: str) -> None:
    guest, leader = house.guest(room, "Aino"), house.leader(room)
    guest.add("Takka", id="t1")
    leader.do("advance", id="a1")
    guest.add("Salaisuus", section="huolet", id="s1")
    lines = leader.get("log?after=0").json["log"]
    texts = [one["text"] for one in lines]
    assert any("Aino" in text and "Takka" in text for text in texts)
    assert any("Hiljaa" in text for text in texts)
    assert "Salaisuus" not in json.dumps(lines)
    assert {one["command"]: (one["can_undo"], one["undone"]) for one in lines}["t1"] == (True, False)
    assert leader.do("undo", of="t1")["status"] == "done"
    later = leader.get(f"log?after={lines[-1]['seq']}").json["log"]
    assert len(later) == 1
    assert leader.get("log?after=0").json["log"][-3]["seq"] < later[0]["seq"]
    assert guest.get("log").status == 403
