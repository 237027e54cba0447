"""The preview's server: what it answers, to whom, and with which promises to the browser."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from attrs import frozen

from tyopaja import Engine
from tyopaja.errors import OutputError
from tyopaja.preview import Preview

Show = Callable[[Path], Preview]


@frozen
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str


@contextmanager
def asking(
    preview: Preview, path: str, method: str = "GET", host: str | None = None
) -> Iterator[http.client.HTTPResponse]:
    """One request, as any program on this machine can make it, for as long as it goes on."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", f"127.0.0.1:{preview.port}" if host is None else host)
    connection.endheaders()
    with closing(connection), connection.getresponse() as answer:
        yield answer


def ask(preview: Preview, path: str, method: str = "GET", host: str | None = None) -> Answer:
    """One request and its answer."""
    with asking(preview, path, method, host) as answer:
        return Answer(answer.status, dict(answer.headers), answer.read().decode())


@pytest.mark.parametrize("path", ["/", "/?canvas=ilta&fill=sample", "/sheet?canvas=ilta", "/page.css", "/page.js"])
def test_a_page_and_what_it_needs_are_answered_with_a_policy(show: Show, small: Path, path: str) -> None:
    answer = ask(show(small), path)
    assert answer.status == 200
    assert "default-src 'none'" in str(answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe-eval" not in str(answer.headers)
    assert answer.body


def test_print_is_answered_as_a_drawing(show: Show, small: Path) -> None:
    answer = ask(show(small), "/print?canvas=ilta&as=print")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize("host", ["", "example.com", "127.0.0.1", "127.0.0.1:1", "evil.test:80", "127.0.0.1.evil.test"])
def test_a_page_elsewhere_cannot_reach_it_under_a_name_of_its_own(show: Show, small: Path, host: str) -> None:
    preview = show(small)
    for path in ("/", "/sheet?canvas=ilta", "/changes", "/page.js"):
        answer = ask(preview, path, host=host)
        assert answer.status == 421
        assert "Ilta" not in answer.body


def test_this_machine_may_be_called_localhost(show: Show, small: Path) -> None:
    preview = show(small)
    assert ask(preview, "/", host=f"localhost:{preview.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"])
def test_only_get_is_answered(show: Show, small: Path, method: str) -> None:
    answer = ask(show(small), "/", method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "path",
    [
        "/pack.toml",
        "/../pack.toml",
        "/canvases/ilta.toml",
        "/page.css/../serving.py",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/sheet?canvas=../pack",
        "/print?canvas=ilta",
        "/sheet?canvas=ilta&as=print",
        "/sheet?flow=kulku",
        "/sheet?canvas=olematon",
    ],
)
def test_no_address_names_a_file(show: Show, small: Path, path: str) -> None:
    answer = ask(show(small), path)
    # What is no id chooses nothing: then the first sheet is shown.
    assert answer.status == 404 or (path == "/sheet?canvas=../pack" and "Ilta" in answer.body)
    assert "format = 1" not in answer.body


def test_the_stream_tells_the_version_at_once_and_each_that_follows(show: Show, small: Path) -> None:
    preview = show(small)
    file = small / "canvases/ilta.toml"
    with asking(preview, "/changes") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.readline() == b"data: 1\n"
        file.write_text(file.read_text(encoding="utf-8").replace("Ilta", "Yö"), encoding="utf-8")
        assert stream.readline() == b"\n"
        assert stream.readline() == b"data: 2\n"
    assert "Yö" in ask(preview, "/sheet?canvas=ilta").body


def test_many_look_at_once_while_somebody_writes(show: Show, small: Path) -> None:
    preview = show(small)
    file = small / "canvases/ilta.toml"
    text = file.read_text(encoding="utf-8")
    failed: list[int] = []

    def look() -> None:
        for medium in ("", "&as=print", "&fill=sample", "&locale=en") * 3:
            answer = ask(preview, f"/?canvas=ilta{medium}")
            failed.extend([answer.status] if answer.status != 200 else [])

    readers = [threading.Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    for number in range(20):
        file.write_text(text.replace("Ilta", f"Ilta {number}") if number % 2 else "[section", encoding="utf-8")
    for reader in readers:
        reader.join()
    assert failed == []


def test_a_reader_that_goes_away_in_the_middle_does_no_harm(show: Show, small: Path) -> None:
    preview = show(small)
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", preview.port)) as rude:
            rude.sendall(f"GET /changes HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
    with socket.create_connection(("127.0.0.1", preview.port)) as rude:
        rude.sendall(b"\x16\x03\x01\x00\xff nonsense\r\n\r\n")
        assert rude.recv(100)
    assert ask(preview, "/").status == 200


def test_a_port_that_is_taken_is_told(engine: Engine, small: Path) -> None:
    with Preview(engine, small) as first, pytest.raises(OutputError) as told:
        Preview(engine, small, first.port)
    assert told.value.code == "port-taken"


def run(folder: Path, *words: str) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TYOPAJA_")}
    return subprocess.Popen(
        [sys.executable, "-m", "tyopaja", "preview", *words],
        cwd=folder,
        env={**environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_command_prints_an_address_and_ctrl_c_ends_it(small: Path) -> None:
    with run(small.parent, "koe/canvases/ilta.toml") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        assert url.endswith("/?canvas=ilta")
        with urllib.request.urlopen(url) as answer:
            assert "Koepaketti" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert (out, err.strip()) == ("", "")


@pytest.mark.parametrize("words", [("olematon",), ("koe/canvases",), (".",), ("koe/canvases/olematon.toml",)])
def test_what_is_no_pack_is_refused_with_what_to_do(small: Path, words: tuple[str, ...]) -> None:
    with run(small.parent, *words) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert "tyopaja new pack" in err


@pytest.mark.parametrize(
    ("inside", "path", "shown"),
    [
        ("koe", ".", ""),
        ("koe/canvases", "ilta.toml", "?canvas=ilta"),
        ("koe", "flows/kulku.toml", "?flow=kulku"),
        ("koe", "pack.toml", ""),
    ],
)
def test_a_pack_is_found_from_wherever_one_stands(small: Path, inside: str, path: str, shown: str) -> None:
    with run(small.parent / inside, path) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert url.partition("/?")[2] == shown.removeprefix("?")
