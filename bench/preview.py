"""How soon the preview shows what was saved, beside the least that any preview would have to do.

    python bench/preview.py [PACK]

A real file is saved again and again, aside and renamed, in a copy of the pack. `seen` is when the watcher hears of it;
`ready` is when a client that was told by the stream has the new page and the new sheet in its hands; `shown` is when a
Chromium shows the new words, where there is one. Floor: `tomllib.load` on the pack's files, with nothing checked or
drawn. Medians, and the worst in brackets. Exits with 1 when the limit is not kept."""

from __future__ import annotations

import shutil
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from tyopaja import Engine
from tyopaja.preview import Preview
from tyopaja.preview.choosing import Choice

LIMIT = 0.150
"""Seconds from seen to ready, and to shown, in the median."""

ROUNDS = 30
CANVAS = "empatiakartta"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

Shown = Callable[[str], None]
"""Waits until something shows the words."""


def main() -> int:
    """Measure, print the table, and say whether the limit is kept."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "canvases")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(shutil.copytree(source, Path(made) / "pack"))
        files = sorted(folder.rglob("*.toml"))
        floor = min(
            timed(lambda: [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]) for _ in range(20)
        )
        print(f"{len(files)} files; tomllib alone (floor) {floor * 1000:.1f} ms")
        kept = True
        with Engine() as engine, Preview(engine, folder) as preview:
            for name, choice in (
                ("ready, screen", Choice(canvas=CANVAS, filled=True)),
                ("ready, print", Choice(canvas=CANVAS, filled=True, medium="print")),
            ):
                if choice.medium == "screen" or preview.drawer.prints:
                    with fetching(preview, choice) as shown:
                        kept &= measured(name, preview, folder, shown, floor)
            if (looking := browsing(preview, Choice(canvas=CANVAS, filled=True))) is not None:
                with looking as shown:
                    kept &= measured("shown, in Chromium", preview, folder, shown, floor)
    print(f"limit {LIMIT * 1000:.0f} ms after it is seen")
    return int(not kept)


def timed(work: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began


def measured(name: str, preview: Preview, folder: Path, shown: Shown, floor: float) -> bool:
    """Save, wait until it is shown, again and again; print how long it took, and whether the limit is kept."""
    seen: list[float] = []
    read = preview.desk.read

    def noticed() -> bool:
        seen.append(perf_counter())
        return read()

    preview.desk.read = noticed  # type: ignore[method-assign]  # the moment is what is measured
    file = folder / "canvases" / f"{CANVAS}.toml"
    text = file.read_text(encoding="utf-8")
    waits, redraws = [], []
    for number in range(ROUNDS):
        words, before = f"Kartta {number}", len(seen)
        aside = file.with_suffix(".tmp")
        aside.write_text(text.replace('fi = "Empatiakartta"', f'fi = "{words}"'), encoding="utf-8")
        aside.replace(file)
        saved = perf_counter()
        shown(words)
        done = perf_counter()
        waits.append(seen[before] - saved)
        redraws.append(done - seen[before])
        sleep(0.1)
    file.write_text(text, encoding="utf-8")
    sleep(0.3)
    preview.desk.read = read  # type: ignore[method-assign]  # as it was
    took = median(redraws)
    print(
        f"{name:20} seen {median(waits) * 1000:5.1f} ms after the save; "
        f"then {took * 1000:6.1f} ms ({max(redraws) * 1000:.1f}), {took / floor:.1f} × the floor"
    )
    return took <= LIMIT


@contextmanager
def fetching(preview: Preview, choice: Choice) -> Iterator[Shown]:
    """A client that listens to the stream, then fetches the page and the sheet that it names."""
    route = "print" if choice.medium == "print" else "sheet"
    root = preview.url()
    with urllib.request.urlopen(f"{root}changes") as stream:  # noqa: S310 - it is on this machine
        stream.readline(), stream.readline()

        def shown(words: str) -> None:
            while True:
                while not stream.readline().startswith(b"data:"):
                    pass
                page = fetched(preview.url(choice))
                fetched(f"{root}{route}?{choice.query()}")
                if words.encode() in page:
                    return

        fetched(preview.url(choice))
        yield shown


def fetched(url: str) -> bytes:
    """What an address answers."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - it is on this machine
        data: bytes = answer.read()
        return data


def browsing(preview: Preview, choice: Choice) -> AbstractContextManager[Shown] | None:
    """A Chromium that has the page open; None where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if shutil.which(CHROMIUM) is None:
        return None

    @contextmanager
    def opened() -> Iterator[Shown]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            page.goto(preview.url(choice))
            script = """words => {
                const frame = document.getElementById("drawn");
                return frame?.contentDocument?.querySelector("h1")?.textContent === words;
            }"""
            yield lambda words: (page.wait_for_function(script, arg=words), None)[1]
            browser.close()

    return opened()


if __name__ == "__main__":
    sys.exit(main())
