"""How long a wall poster takes once everything is warm, beside a floor and a peer, all in one run.

    python bench/poster.py [ROUNDS]

The floor is Typst setting an A3 page of one line; the peer is WeasyPrint setting a plain HTML page with the poster's
texts. `again` prints the same view, `changed` one whose every text is new: nothing that was worked out is of use.
"""

from __future__ import annotations

import html
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

from tyopaja.model.pack import Theme
from tyopaja.views.nodes import Area, Credit, EntryView, FieldView, Grid, SectionView, SheetView
from tyopaja_typst.rendering import STANDARDS, compiler, render

NUMBERS = count()
ADDRESS = "https://creativecommons.org/licenses/by-sa/4.0/"


def entry(text: str, **fields: str) -> EntryView:
    """An entry with its fields, every one a string."""
    views = tuple(FieldView(id=key, title=key, type="text", value=text, text=text) for key, text in fields.items())
    return EntryView(id="e", text=text, author="Aino", fields=views)


def poster() -> SheetView:
    """A compass of three principles, with texts that were never set before."""
    mark = f"{next(NUMBERS):05}"
    sections = [
        SectionView(
            id="goal", label="", title="Tavoitteemme", prompts=(), kind="text", look="plain", colour="#0a6775",
            entries=(entry(f"Tunturin hiljaisin ja lämpimin yö {mark}, josta kerrotaan eteenpäin."),),
        )
    ]  # fmt: skip
    areas = [Area(section="goal", x=0, y=0, width=3, height=1)]
    for column, colour in enumerate(("#0a6775", "#7a4a12", "#7b2d5b")):
        promise = f"Lupaamme hiljaisuuden, ja hiljaisuus myös pidetään {mark}."
        deeds = tuple(entry(f"Puhelimet ovat aulassa äänettöminä, ja näytämme mallia {mark}{n}.") for n in range(4))
        figures = {"measure": "keskiarvo", "start": "3,9", "target": "4,6", "due": "31.12.2026", "owner": "Ilse"}
        results = tuple(entry(f"Vieraat kertovat nukkuneensa hyvin {mark}{n}", **figures) for n in range(2))
        boxes = (
            ("text", "statement", (entry(promise),)),
            ("notes", "plain", deeds),
            ("key-results", "plain", results),
        )
        for row, (kind, look, entries) in enumerate(boxes, start=1):
            name = f"s{column}{row}"
            sections.append(
                SectionView(
                    id=name, label=str(column + 1) if row == 1 else "", title=f"Osio {mark}", prompts=(), kind=kind,
                    look=look, colour=colour, entries=entries,  # type: ignore[arg-type]
                )
            )  # fmt: skip
            areas.append(Area(section=name, x=column, y=row, width=1, height=1))
    grid = Grid(paper="a3", orientation="portrait", columns=(1, 1, 1), rows=(1, 2, 2.5, 2), areas=tuple(areas))
    return SheetView(
        what="compass", id="k", canvas="k", title="Arjen kompassi", purpose="Kolme periaatetta.", locale="fi",
        company=f"Hotelli {mark}", grid=grid, sections=tuple(sections), theme=Theme(), date="26.5.2026",
        approved=("Ilse", "Sanna"), credit=Credit(designer="Arctic Factory", licence="CC BY-SA 4.0", address=ADDRESS),
    )  # fmt: skip


def floor() -> bytes:
    """One line on an A3, by the same compiler and to the same standards."""
    source = (
        f'#set document(title: "x")\n#set page(paper: "a3")\n#set text(font: "Schibsted Grotesk")\nRivi {next(NUMBERS)}'
    )
    made = compiler().compile(input=source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0)
    assert isinstance(made, bytes)
    return made


def peer(view: SheetView) -> bytes:
    """The same texts as a plain page of HTML in three columns."""
    from weasyprint import HTML

    boxes = "".join(
        f"<section><h2>{html.escape(one.title)}</h2>"
        + "".join(
            f"<p>{html.escape(' '.join((each.text, *(f.text for f in each.fields))))}</p>" for each in one.entries
        )
        + "</section>"
        for one in view.sections
    )
    style = "@page{size:A3} main{display:grid;grid-template-columns:1fr 1fr 1fr;gap:6mm} section{border-top:1pt solid}"
    page = (
        f"<html lang=fi><title>x</title><style>{style}</style><h1>{html.escape(view.company)}</h1><main>{boxes}</main>"
    )
    made = HTML(string=page).write_pdf()
    assert isinstance(made, bytes)
    return made


def timed(work: Callable[[SheetView], object], view: SheetView) -> float:
    """Milliseconds that `work` took."""
    begun = time.perf_counter()
    work(view)
    return (time.perf_counter() - begun) * 1000


def rounds(number: int) -> Iterator[dict[str, float]]:
    """One round of everything after another, so that a busy moment of the machine hits all alike."""
    same = poster()
    for _ in range(number):
        fresh = poster()
        yield {
            "floor: one line on A3": timed(lambda _: floor(), fresh),
            "poster, again": timed(lambda view: render(view, "pdf"), same),
            "poster, changed": timed(lambda view: render(view, "pdf"), fresh),
            "peer: WeasyPrint": timed(peer, fresh),
        }


def main() -> None:
    """Print medians and their ratios to the floor and to the peer."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    list(rounds(2))
    found = list(rounds(number))
    medians = {name: statistics.median(one[name] for one in found) for name in found[0]}
    bottom, other = medians["floor: one line on A3"], medians["peer: WeasyPrint"]
    print(f"{'':24}{'ms':>9}{'× floor':>10}{'× peer':>9}")
    for name, value in medians.items():
        print(f"{name:24}{value:9.1f}{value / bottom:10.1f}{value / other:9.2f}")


if __name__ == "__main__":
    main()
