"""Makers of views, built by hand, and readers of what was printed. Whole sheets are made in `makers`."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from tyopaja import Engine, Session
from tyopaja.model.pack import Theme
from tyopaja.views.nodes import Area, Credit, EntryView, FieldView, Grid, SectionView, SheetView
from tyopaja_typst import tyopaja_renderers

ROOT = Path(__file__).resolve().parents[3]
FORMATS = {one.format: one for one in tyopaja_renderers()}
WORDS = {
    "company": "Yritys tai tiimi",
    "made-with": "Kanvaasin suunnittelu",
    "licence": "Lisenssi",
    "votes": "ääntä",
    "vote": "ääni",
    "picked": "valittu",
    "because": "koska",
    "answers": "vastaa tähän",
    "empty": "Vielä tyhjä",
    "continues": "jatkuu seuraavalla sivulla",
    "continued": "jatkoa",
    "approved": "Hyväksyneet",
    "start": "Lähtötaso",
    "target": "Tavoite",
    "due": "Mihin mennessä",
    "owner": "Vastuuhenkilö",
    "from": "lähde",
    "report": "Työpajaraportti",
    "contents": "Sisällys",
    "people": "Mukana",
    "steps": "Vaiheet",
    "entries": "Merkinnät",
    "session": "Istunto",
    "done": "tehty",
    "now": "nyt",
    "ahead": "edessä",
    "as-of": "Tilanne",
    "date": "Päivä",
    "sheets": "Arkit",
    "status": "Missä mennään",
    "unanswered": "vailla vastausta",
    "all-answered": "Kaikkeen on vastattu.",
    "aside": "Talteen jääneet",
    "aside-why": "Uudessa kanvaasissa näille ei ole paikkaa.",
}
DRAWN: dict[str, Any] = {"text": "text", "fields": "blanks", "key-results": "results"}
WAYS = {"up": "kasvaa", "down": "laskee"}
CREDIT = Credit(
    designer="Arctic Factory",
    licence="CC BY-SA 4.0",
    address="https://creativecommons.org/licenses/by-sa/4.0/",
)
THEME = Theme(colours={"lupaus": "#0a6775", "laatu": "#7a4a12", "tunne": "#7b2d5b"})


def entry(text: str, **more: Any) -> EntryView:
    """A note by Aino, unless told otherwise."""
    more.setdefault("author", "Aino")
    return EntryView(id=more.pop("id", f"n{abs(hash(text)) % 10**8}"), text=text, **more)


def result(text: str, **values: Any) -> EntryView:
    """A key result with the fields of its kind."""
    titles = {
        "measure": ("Mittari", "text"),
        "unit": ("Yksikkö", "text"),
        "start": ("Lähtötaso", "number"),
        "now": ("Nyt", "number"),
        "target": ("Tavoite", "number"),
        "due": ("Mihin mennessä", "date"),
        "owner": ("Vastuuhenkilö", "person"),
        "direction": ("Suunta", "choice"),
    }
    fields = tuple(
        FieldView(
            id=name,
            title=titles[name][0],
            type=titles[name][1],  # type: ignore[arg-type]
            value=value,
            text=WAYS.get(str(value), str(value).replace(".", ",") if isinstance(value, int | float) else str(value)),
        )
        for name, value in values.items()
    )
    return entry(text, fields=fields)


def field(name: str, title: str, type: str = "text", value: Any = None, text: str = "", **more: Any) -> FieldView:
    """One field, blank unless a value is given."""
    said = text or ("" if value is None else str(value))
    return FieldView(id=name, title=title, type=type, value=value, text=said, **more)  # type: ignore[arg-type]


def section(name: str, title: str, **other: Any) -> SectionView:
    """A plain box for notes, unless told otherwise."""
    more: dict[str, Any] = {
        "label": "",
        "prompts": (),
        "kind": "notes",
        "draw": DRAWN.get(other.get("kind", "notes"), "notes"),
        "look": "plain",
        "colour": THEME.accent,
    } | other
    return SectionView(id=name, title=title, **more)


def grid(paper: str, orientation: str, *rows: str, heights: Iterable[float] = ()) -> Grid:
    """A grid from rows of section names, as canvases draw it."""
    cells = [row.split() for row in rows]
    where: dict[str, list[tuple[int, int]]] = {}
    for y, line in enumerate(cells):
        for x, name in enumerate(line):
            where.setdefault(name, []).append((x, y))
    where.pop(".", None)
    areas = tuple(
        Area(
            section=name,
            x=min(x for x, _ in spots),
            y=min(y for _, y in spots),
            width=max(x for x, _ in spots) - min(x for x, _ in spots) + 1,
            height=max(y for _, y in spots) - min(y for _, y in spots) + 1,
        )
        for name, spots in where.items()
    )
    return Grid(
        paper=paper,  # type: ignore[arg-type]
        orientation=orientation,  # type: ignore[arg-type]
        columns=(1.0,) * len(cells[0]),
        rows=tuple(heights) or (1.0,) * len(cells),
        areas=areas,
    )


def sheet(sections: Iterable[SectionView], drawn: Grid, **other: Any) -> SheetView:
    """A Finnish hotel's sheet."""
    more: dict[str, Any] = {
        "what": "sheet",
        "id": "empatia",
        "canvas": "empatiakartta",
        "title": "Empatiakartta",
        "purpose": "Katsotaan päivää hetki toisen ihmisen silmin.",
        "company": "Hotelli Kaamos",
        "locale": "fi",
        "theme": THEME,
        "credit": CREDIT,
        "date": "26.5.2026",
        "words": WORDS,
    } | other
    return SheetView(sections=tuple(sections), grid=drawn, **more)


def made(view: Any, format: str = "pdf") -> bytes:
    data = FORMATS[format].render(view)
    assert isinstance(data, bytes)
    return data


def read(view: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made(view)), strict=True)


def said(view: Any) -> list[str]:
    """Every text of a sheet that must be on paper."""
    texts = [view.title, view.company, view.purpose, view.credit.designer, view.credit.licence, *view.approved]
    for one in view.sections:
        texts += [one.label, one.title]
        texts += [text for blank in one.blanks for text in (blank.title, blank.text)]
        texts += [part.title for part in one.parts]
        entries = [*one.entries, *(entry for part in one.parts for entry in part.entries)]
        if not entries:
            texts.append(one.gap)
        drawn = {"picture", "place", "yes-no"} | ({"scale"} if one.draw == "curve" else set())
        for entry in entries:
            texts += [entry.text, *(field.text for field in entry.fields if field.type not in drawn)]
            if view.what == "sheet":
                texts += [entry.author, entry.reason, *entry.answers]
        if view.what == "sheet":
            texts += [*one.prompts, *(prompt for part in one.parts for prompt in part.prompts), one.balance]
    return [text for text in texts if text]


def words_of(pdf: bytes) -> str:
    """All text of a PDF as PDFium extracts it, in one line, with what only guides line breaks taken out."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return bare(" ".join(pages))


def bare(text: str) -> str:
    """Letters and signs only: white space, soft and zero-width breaks do not count."""
    hidden = "\u00ad\u200b\ufffe\u0002-‐"
    return "".join(letter for letter in text if not letter.isspace() and letter not in hidden)


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The rectangles of all text, page by page: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    out = []
    for page in document:
        words = page.get_textpage()
        out.append([words.get_rect(at) for at in range(words.count_rects())])
    return out


def collisions(pdf: bytes) -> list[str]:
    """Text that leaves its page, and pairs of texts that lie on one another."""
    found = []
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    for number, (rects, (width, height)) in enumerate(zip(boxes(pdf), sizes, strict=True), start=1):
        for at, (left, bottom, right, top) in enumerate(rects):
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(f"page {number}: outside at {left:.0f}, {bottom:.0f}")
            for other in rects[at + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                high = min(top, other[3]) - max(bottom, other[1])
                least = min(top - bottom, other[3] - other[1])
                if wide > width / 400 and high > max(1.0, 0.3 * least):
                    found.append(f"page {number}: on one another at {left:.0f}, {bottom:.0f}")
    return found


@pytest.fixture(scope="session")
def series() -> Session:
    """The example series, played to its end."""
    engine, session = Engine(journal="memory:"), None
    for path in sorted((ROOT / "examples" / "hotelli-kaamos").glob("*.toml")):
        session = engine.play(engine.transcript(path), session=session)
    assert session is not None
    return session


@pytest.fixture(scope="session")
def views() -> dict[str, Callable[..., Any]]:
    """The makers and readers above by name, for test modules that must not import a neighbour."""
    makers: tuple[Callable[..., Any], ...] = (
        entry, result, field, section, grid, sheet, made, read, said, words_of, bare, collisions,
    )  # fmt: skip
    simple = {maker.__name__: maker for maker in makers}
    further = (maker for name in ("hotel", "drawings") for maker in _makers_in(name))
    return simple | {maker.__name__: partial(maker, simple) for maker in further}


def _makers_in(name: str) -> tuple[Callable[..., Any], ...]:
    """The makers of a file beside this one, which no test may import by name."""
    path = Path(__file__).resolve().parent / "makers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"typst_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: tuple[Callable[..., Any], ...] = module.MAKERS
    return found
