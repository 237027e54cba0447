"""How long the poster of a whole series takes to print, beside a floor and two peers, all in one run.

    python bench/poster.py [ROUNDS]

What is printed is the compass of the example series. `again` prints the same view; `changed` one whose every text is
new, so that nothing which the warm compiler has worked out is of use. The floor is Typst setting an A3 page of one
line; the peers set a plain page of HTML with the same texts: WeasyPrint in this process, and a Chromium of its own,
which is passed over, and said to be, where none is installed. `notes` is a sheet with so many of them: what one costs
must not grow with their number.

Exits 1 when the changed poster at its best is over its limit or not so many times faster than a peer at its best, or
when notes cost more than in a straight line; for the best is what the machine allows when nobody else is at work."""

from __future__ import annotations

import html
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import cast

from attrs import evolve

from tyopaja import Engine, Session
from tyopaja.views.nodes import EntryView, FieldView, PartView, SectionView, SheetView
from tyopaja_typst.rendering import STANDARDS, compiler, render

SERIES = Path(__file__).resolve().parent.parent / "examples" / "hotelli-kaamos"
LIMIT = 30.0
"""Milliseconds that the changed poster may take."""
FLOOR, AGAIN, CHANGED = "floor: one line on A3", "poster, again", "poster, changed"
PEER, BROWSER = "peer: WeasyPrint", "peer: Chromium"
FASTER = {PEER: 3.0, BROWSER: 20.0}
"""How many times faster than its peers the changed poster must be."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
NOTES, STRAIGHT = (50, 500, 5000), 1.2
"""How many notes, and how much dearer than among the fewest one may be among the most."""
NUMBERS = count()
LETTERS = "aeiounrstlkmp"
"""What marks are made of: letters as wide as any, so that a text that is marked stays about as long."""


def series() -> Session:
    """The example series, played to its end."""
    engine = Engine(journal="memory:")
    session = None
    for path in sorted(SERIES.glob("*.toml")):
        session = engine.play(engine.transcript(path), session=session)
    assert session is not None
    return session


def compass() -> SheetView:
    """What the example series ends in."""
    return cast("SheetView", series().view("compass"))


def changed(view: SheetView) -> SheetView:
    """The same view with another mark in each of its texts."""
    number = next(NUMBERS) * 367 % len(LETTERS) ** 3
    mark = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(3))

    def marked(text: str) -> str:
        """A mark in the middle of the longest word; a figure or a very short text gets its last sign changed."""
        if len(text) < 5 or not any(sign.isalpha() for sign in text):
            return text[:-1] + (str(number % 10) if text[-1:].isdigit() else mark[0]) if text else ""
        word = max(text.split(), key=len)
        at = max(0, len(word) // 2 - 1)
        return text.replace(word, word[:at] + mark + word[at + 3 :], 1)

    def each(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(marked, texts))

    def field(one: FieldView) -> FieldView:
        return evolve(one, title=marked(one.title), text=marked(one.text))

    def entry(one: EntryView) -> EntryView:
        return evolve(one, text=marked(one.text), fields=tuple(map(field, one.fields)))

    def part(one: PartView) -> PartView:
        entries = tuple(map(entry, one.entries))
        return evolve(one, title=marked(one.title), prompts=each(one.prompts), entries=entries)

    def section(one: SectionView) -> SectionView:
        return evolve(
            one, title=marked(one.title), prompts=each(one.prompts), gap=marked(one.gap),
            entries=tuple(map(entry, one.entries)), parts=tuple(map(part, one.parts)),
        )  # fmt: skip

    return evolve(
        view, title=marked(view.title), purpose=marked(view.purpose), company=marked(view.company),
        approved=each(view.approved), date=marked(view.date), sections=tuple(map(section, view.sections)),
        words={key: marked(word) for key, word in view.words.items()},
        credit=evolve(view.credit, designer=marked(view.credit.designer), licence=marked(view.credit.licence)),
    )  # fmt: skip


def floor() -> bytes:
    """One line on an A3, by the same compiler and to the same standards."""
    source = (
        f'#set document(title: "x")\n#set page(paper: "a3")\n#set text(font: "Schibsted Grotesk")\nRivi {next(NUMBERS)}'
    )
    made = compiler().compile(input=source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0)
    assert isinstance(made, bytes)
    return made


def page(view: SheetView) -> str:
    """The same texts as a plain page of HTML in three columns."""

    def paragraph(entry: EntryView) -> str:
        return f"<p>{html.escape(' '.join((entry.text, *(f'{one.title} {one.text}' for one in entry.fields))))}</p>"

    boxes = "".join(
        f"<section><h2>{html.escape(one.title)}</h2>{''.join(map(paragraph, one.entries))}</section>"
        for one in view.sections
    )
    style = "@page{size:A3} main{display:grid;grid-template-columns:1fr 1fr 1fr;gap:6mm} section{border-top:1pt solid}"
    heads = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in (("h1", view.title), ("p", view.purpose)))
    foot = html.escape(" · ".join((view.company, *view.approved, view.credit.designer, view.credit.licence)))
    start = f"<html lang=fi><meta charset=utf-8><title>x</title><style>{style}</style>"
    return f"{start}{heads}<main>{boxes}</main><footer>{foot}</footer>"


def peer(view: SheetView) -> bytes:
    """The page by WeasyPrint."""
    from weasyprint import HTML

    made = HTML(string=page(view)).write_pdf()
    assert isinstance(made, bytes)
    return made


def browser(view: SheetView) -> bytes:
    """The page printed by a browser that is begun for it."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source, made = folder / "page.html", folder / "page.pdf"
        source.write_text(page(view), encoding="utf-8")
        command = [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'user'}", f"--print-to-pdf={made}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return made.read_bytes()


def full(sheet: SheetView, count: int) -> SheetView:
    """A sheet with so many notes in its first section."""
    notes = tuple(
        EntryView(id=f"n{number}", text=f"Muistilappu {number}: lumikenkäreitti alkaa pihalta.", author="Aino")
        for number in range(count)
    )
    return evolve(sheet, sections=(evolve(sheet.sections[0], draw="notes", entries=notes), *sheet.sections[1:]))


def timed(work: Callable[[SheetView], object], view: SheetView) -> float:
    """Milliseconds that `work` took."""
    begun = time.perf_counter()
    work(view)
    return (time.perf_counter() - begun) * 1000


def poster(view: SheetView) -> bytes:
    """The poster as a PDF, all the way from its view."""
    return render(view, "pdf")


def rounds(view: SheetView, number: int) -> Iterator[dict[str, float]]:
    """One round of everything after another, so that a busy moment of the machine hits all alike."""
    for _ in range(number):
        fresh = changed(view)
        yield {
            FLOOR: timed(lambda _: floor(), fresh),
            AGAIN: timed(poster, view),
            CHANGED: timed(poster, fresh),
            PEER: timed(peer, fresh),
        }


def straight(session: Session) -> float:
    """Print what notes cost; how much dearer one is among the most than among the fewest."""
    name = next(name for name in session.definitions.flow.sheet_names() if name != session.definitions.flow.result)
    sheet = cast("SheetView", session.view(f"canvas:{name}"))
    empty = min(timed(poster, changed(full(sheet, 0))) for _ in range(3))
    costs = {}
    for many in NOTES:
        found = (timed(poster, changed(full(sheet, many))) for _ in range(2 if many == NOTES[-1] else 4))
        costs[many] = max(min(found) - empty, 0.001) / many
        print(f"{f'{many:,} notes':24}{costs[many] * 1000:9.0f} µs a note")
    return costs[NOTES[-1]] / min(costs.values())


def main() -> int:
    """Print medians, bests and the medians' ratios to the floor and to the peer; whether the limits are kept."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    session = series()
    view = cast("SheetView", session.view("compass"))
    first = timed(poster, view)
    list(rounds(view, 2))
    found = list(rounds(view, number))
    medians = {name: statistics.median(one[name] for one in found) for name in found[0]}
    bests = {name: min(one[name] for one in found) for name in found[0]}
    if CHROMIUM:
        taken = [timed(browser, changed(view)) for _ in range(min(number, 5))]
        medians[BROWSER], bests[BROWSER] = statistics.median(taken), min(taken)
    print(f"{'ms':24}{'median':>9}{'best':>9}{'× floor':>10}{'× peer':>9}")
    for name, value in medians.items():
        print(f"{name:24}{value:9.1f}{bests[name]:9.1f}{value / medians[FLOOR]:10.1f}{value / medians[PEER]:9.2f}")
    print(f"{'poster, the very first':24}{first:9.1f}")
    dearer = straight(session)
    checks = [(f"changed: best {bests[CHANGED]:.1f} ms, limit {LIMIT:.0f} ms", bests[CHANGED] <= LIMIT)]
    for name, least in FASTER.items():
        if name in bests:
            ratio = bests[name] / bests[CHANGED]
            checks.append((f"{name}: {ratio:.1f} × slower, at least {least:.0f}", ratio >= least))
        else:
            print(f"{name}: not installed, not measured")
    checks.append((f"a note among {NOTES[-1]:,}: {dearer:.2f} × dearer, limit {STRAIGHT}", dearer <= STRAIGHT))
    for said, kept in checks:
        print(f"{said}: {'kept' if kept else 'NOT KEPT'}")
    return 0 if all(kept for _, kept in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
