"""The workshop inside other people's programs: it is whole under their prefix, and their users are its people."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, expect

if TYPE_CHECKING:
    from .conftest import Host

LINKS = re.compile(r'(?:href|src|action|content)="(/[^"]*)"')


def test_the_host_s_own_pages_are_as_they_were(host: Host) -> None:
    assert host.stranger().http.get("/").json()["host"] == host.name


@pytest.mark.parametrize(
    ("name", "face"), [("aino", "phone"), ("saara", "lead"), ("aino", "screen"), ("saara", "after")]
)
def test_a_page_is_there_with_all_that_it_is_made_of_under_the_prefix(host: Host, name: str, face: str) -> None:
    user = host.user(name, face).http
    page = user.get(f"/paja/r/kaamos{'' if face == 'phone' else f'/{face}'}")
    assert page.status_code == 200
    assert "Hotelli Kaamos" in page.text
    links = set(LINKS.findall(page.text))
    assert all(one.startswith("/paja/") for one in links), links
    files = {one for one in links if "/static/" in one} | {f"/paja/r/kaamos/look.css?face={face}"}
    assert len(files) > 3
    assert [user.get(one).status_code for one in sorted(files)] == [200] * len(files)
    assert user.get(f"/paja/r/kaamos/look.css?face={face}").headers["content-type"].startswith("text/css")


def test_a_browser_finds_everything_and_is_live(host: Host, browser: Browser) -> None:
    cookies = host.user("aino").http.cookies.items()
    context = browser.new_context(locale="fi-FI")
    context.add_cookies([{"name": name, "value": value, "url": host.url} for name, value in cookies])
    page, missing = context.new_page(), []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: missing.append(said.text) if said.type == "error" else None)
    page.goto(f"{host.url}/paja/r/kaamos")
    expect(page.locator("[data-status]")).to_have_text("Tallennettu")
    assert page.evaluate("navigator.serviceWorker.ready.then((one) => one.scope)") == f"{host.url}/paja/"
    page.locator("[data-write]:visible textarea[name=text]").first.fill("Selaimesta")
    page.get_by_role("button", name="Lisää", exact=True).locator("visible=true").first.click()
    expect(page.locator("[data-text]").filter(has_text="Selaimesta")).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text("Tallennettu")
    context.close()
    assert "Selaimesta" in host.texts()
    assert missing == []


def test_what_somebody_writes_is_in_the_journal_in_their_name_and_told_to_the_others(host: Host) -> None:
    stream = host.user("saara", "lead").live()
    stream.until("beat")
    assert host.user("aino").do("add", id="l1", sheet="taulu", section="ideat", text="Elävä")["status"] == "done"
    card = stream.until("change")["entries"]["l1"]
    stream.close()
    assert (card["text"], card["by"]) == ("Elävä", "aino")
    with host.engine() as engine:
        entry = engine.open("kaamos").state.entries["l1"]
    assert (entry.text, entry.by) == ("Elävä", "aino")


def test_whom_the_host_does_not_know_is_not_let_in(host: Host) -> None:
    stranger = host.stranger()
    before = host.texts()
    for part in ("outlook", "model", "live", "changes?after=0", "exports", "log"):
        assert stranger.get(part).status_code == 401, part
    assert stranger.send("add", sheet="taulu", section="ideat", text="Vieras").status_code == 401
    assert stranger.form("/r/kaamos/do", command="add", sheet="taulu", section="ideat", text="x").status_code == 401
    away = stranger.http.get("/paja/r/kaamos")
    assert (away.status_code, away.headers["location"]) == (303, "/paja/?room=kaamos")
    assert host.texts() == before


def test_a_user_who_has_left_the_host_is_out_of_the_workshop_too(host: Host) -> None:
    user = host.user("aino")
    assert user.get("outlook").status_code == 200
    assert user.http.post("/logout", headers=user.token()).status_code == 200
    assert user.get("outlook").status_code == 401


def test_a_user_who_has_not_joined_may_look_as_nobody_in_particular_and_do_nothing(host: Host) -> None:
    user, before = host.user("olli"), host.texts()
    assert user.get("outlook").json()["person"] is None
    for command in ({"command": "add", "sheet": "taulu", "section": "ideat", "text": "Olli"}, {"command": "advance"}):
        answer = user.do(**command)
        assert (answer["status"], answer["code"]) == ("refused", "not-joined")
    assert host.texts() == before


def test_the_chair_is_who_the_session_says_and_no_face_gives_it(host: Host) -> None:
    assert host.user("aino", "lead").do("advance")["status"] == "refused"


def test_a_form_is_taken_from_our_own_pages_only(host: Host) -> None:
    user = host.user("aino")
    fields = {"command": "add", "sheet": "taulu", "section": "ideat", "back": "/paja/r/kaamos"}
    sent = user.form("/r/kaamos/do", text="Lomakkeelta", **fields)
    assert (sent.status_code, sent.headers["location"]) == (303, "/paja/r/kaamos")
    assert "Lomakkeelta" in host.texts()
    for origin in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        forged = httpx.post(
            f"{host.url}/paja/r/kaamos/do",
            data={**fields, "text": "Väärennetty"},
            headers=origin,
            cookies=dict(user.http.cookies),
            trust_env=False,
        )
        assert forged.status_code == 403
    assert "Väärennetty" not in host.texts()


def test_joining_by_the_code_is_for_the_host_s_users_and_as_themselves(host: Host) -> None:
    code = host.code()
    before = host.people()
    stranger = host.stranger()
    for answer in (stranger.http.get(f"/paja/j/{code}"), stranger.form("/join", code=code, name="Vieras")):
        assert answer.status_code == 401
        assert "Sign in to this service first." in answer.text
    assert host.people() == before
    joined = host.user("ville").form("/join", code=code, name="Ville")
    assert (joined.status_code, joined.headers["location"]) == (303, "/paja/r/kaamos")
    assert host.people() == [*before, "ville"]


@pytest.mark.parametrize("name", ["fastapi", "django"])
def test_a_host_that_is_told_to_end_lets_all_go_who_listen_and_keeps_what_was_written(
    name: str, new_host: Callable[..., Host]
) -> None:
    host = new_host(name)
    users = [host.user(one) for one in ("aino", "saara", "saara")]
    streams = [one.live() for one in users]
    for one in streams:
        one.until("beat")
    seq = users[0].do("add", id="v1", sheet="taulu", section="ideat", text="Viimeinen")["seq"]
    with ThreadPoolExecutor() as pool:
        waits = pool.submit(users[1].get, f"changes?after={seq}&wait=25")
        ends = [pool.submit(one.rest) for one in streams]
        host.stop()
        assert all(one.result(10) >= 0 for one in ends)
        assert waits.result(10).status_code in (200, 503)
    for one in streams:
        one.close()
    assert (host.folder / "life").read_text() == "ended"
    assert "Traceback" not in host.log
    assert host.texts() == ["Viimeinen"]


@pytest.mark.parametrize("name", ["fastapi", "django"])
def test_behind_a_proxy_that_takes_a_part_of_the_path_away_addresses_are_whole(
    name: str, new_host: Callable[..., Host]
) -> None:
    user = new_host(name, "--root-path", "/talo").user("aino").http
    links = set(LINKS.findall(user.get("/paja/r/kaamos").text))
    assert all(one.startswith("/talo/paja/") for one in links), links
    files = [one.removeprefix("/talo") for one in links if "/static/" in one]
    assert len(files) > 3
    assert [user.get(one).status_code for one in files] == [200] * len(files)


@pytest.mark.parametrize("host", ["django"], indirect=True)
def test_django_s_guard_of_forms_is_on_and_does_not_stand_in_the_workshop_s_way(host: Host) -> None:
    user = host.user("aino")
    assert user.http.post("/logout").status_code == 403
    assert user.send("add", sheet="taulu", section="ideat", text="Vartioitu").status_code == 200
    assert "Vartioitu" in host.texts()


@pytest.mark.parametrize("host", ["fastapi"], indirect=True)
def test_fastapi_s_own_middleware_sees_what_the_workshop_answers_and_streams_pass_it(host: Host) -> None:
    user = host.user("aino")
    assert user.http.get("/paja/r/kaamos").headers["x-host"] == "fastapi"
    stream = user.live()
    assert stream.response.headers["x-host"] == "fastapi"
    assert "content-encoding" not in stream.response.headers
    assert stream.until("beat")["now"] > 0
    stream.close()
