"""Views of every kind to try renderers on: blank, as a workshop leaves them, and as odd as the engine lets through."""

from __future__ import annotations

from typing import Literal

from tyopaja.model.pack import Theme
from tyopaja.texts import words
from tyopaja.views.nodes import (
    Area,
    Chapter,
    Credit,
    EntryView,
    FieldView,
    Grid,
    PartView,
    PersonView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    StepView,
    View,
)

Fill = Literal["blank", "full", "odd"]
FILLS: tuple[Fill, ...] = ("blank", "full", "odd")

ODD = (
    "ä" * 300,
    "Revontulikävelylläkuultuahiljaisuutta/" * 8,
    "<script>alert(1)</script> <b>&amp;</b> ]]> <!-- </style>",
    "**lihava** _kursiivi_ [tästä](javascript:alert(1)) # Otsikko\n- viiva\n| a | b |\n```",
    "#let x = $y$ @viite \\ \"lainaus\" 'toinen' {{ muotti }} {% if %} %s {0} \\begin{x}",
    "=SUMMA(A1) +1 -1 @cmd|' /C calc'!A0",
    "👍🏽 👩‍🚒 🇫🇮 1️⃣ 𝄞 日本 ไทย",
    "שלום עולם مرحبا (1) abc",
    "Čáhci, nuõrti, ǩiõtt, ǥ ʒ ǯ ȟ; e\u0301 a\u0308\u0323",
    "rivi\u2028toinen\u2029kolmas\tsarkain\n\n\n   neljäs\u00a0",
    "\u200b\u200d\u200f\ufeff\ufffe\U000e0001\ue000",
)
"""Words that mean something to a format if they are let to, and letters that few fonts have."""

_THEME = Theme(colours={"lupaus": "#0f5c6e"})
_CREDIT = Credit(designer="Arctic Factory", licence="CC BY-SA 4.0", address="https://creativecommons.org/licenses/")


def view(what: str, fill: Fill) -> View:
    """A view of one kind (`compass`, `sheet`, `session`, `report`), made anew each time."""
    match what:
        case "compass" | "sheet":
            return _sheet(what, fill)
        case "session":
            return _session(fill)
        case _:
            return _report(fill)


def _texts(fill: Fill, plain: str) -> tuple[str, ...]:
    return {"blank": (), "full": (plain,), "odd": ODD}[fill]


def _title(fill: Fill, plain: str) -> str:
    """One of the odd ones, another for each plain text, so that all of them stand somewhere as a title."""
    return ODD[len(plain) % len(ODD)] if fill == "odd" else plain


def _entries(fill: Fill, plain: str) -> tuple[EntryView, ...]:
    return tuple(
        EntryView(
            id=f"n{number}",
            text=text,
            author=_title(fill, "Aino"),
            votes=number,
            picked=number % 2 == 0,
            reason=text,
            answers=(text,),
            origin=_title(fill, "Palvelulupaus – Teot"),
            fields=(_field("due", text), _field("owner", text)),
        )
        for number, text in enumerate(_texts(fill, plain))
    )


def _field(name: str, text: str) -> FieldView:
    return FieldView(id=name, title=name.capitalize(), type="text", value=text or None, text=text)


def _section(name: str, fill: Fill, **more: object) -> SectionView:
    plain: dict[str, object] = {
        "id": name,
        "label": "1",
        "title": _title(fill, f"Osio {name}"),
        "prompts": tuple(_texts(fill, "Mitä kuulet?")),
        "kind": "notes",
        "look": "plain",
        "colour": "#0f5c6e",
        "gap": "Tähän ei ole vielä valittu mitään." if fill == "blank" else "",
    }
    return SectionView(**(plain | more))  # type: ignore[arg-type]  # names and types are those above


def _sheet(what: Literal["compass", "sheet"], fill: Fill) -> SheetView:
    many = _entries(fill, "Lumikenkäreitti")
    if fill == "odd":
        many += tuple(EntryView(id=f"m{number}", text=f"Muistilappu {number}", author="Aino") for number in range(200))
    blanks = tuple(_field("nimi", text) for text in _texts(fill, "Gisela Brandt") or ("",))
    part = PartView(id="hyva", title=_title(fill, "Hyvä"), prompts=("Mikä?",), entries=_entries(fill, "Sauna"))
    sections = (
        _section("a", fill, entries=many),
        _section("b", fill, kind="text", look="statement", entries=_entries(fill, "Kuljetamme rauhassa.")[:1]),
        _section("c", fill, kind="fields", look="quiet", blanks=blanks),
        _section("d", fill, kind="key-results", entries=_entries(fill, "Uni paranee")),
        _section("e", fill, parts=(part, PartView(id="paha", title="Paha", gap="Tyhjä"))),
    )
    spots = ((0, 0), (1, 0), (0, 1), (1, 1), (0, 2))
    areas = tuple(
        Area(section=section.id, x=x, y=y, width=2 if y == 2 else 1, height=1)
        for section, (x, y) in zip(sections, spots, strict=True)
    )
    grid = Grid(paper="a3", orientation="landscape", columns=(2.0, 1.0), rows=(1.0, 1.0, 0.5), areas=areas)
    return SheetView(
        what=what,
        id="arkki",
        canvas="arkki",
        title=_title(fill, "Empatiakartta"),
        purpose=_title(fill, "Katsotaan päivää toisen ihmisen silmin."),
        company=_title(fill, "Hotelli Kaamos"),
        locale="fi",
        grid=grid,
        sections=sections,
        theme=_THEME,
        credit=_CREDIT,
        approved=tuple(_texts(fill, "Aino")),
        date="" if fill == "blank" else "26.5.2026",
        words=words("view", "fi"),
    )


def _session(fill: Fill) -> SessionView:
    steps = tuple(
        StepView(
            id=f"v{number}",
            title=_title(fill, "Työpaja 1"),
            purpose=_title(fill, "Mitä lupaamme?"),
            depth=number % 3,
            status=("done", "now", "ahead")[number % 3],
            time="3 h",
            activity=_title(fill, "äänestys"),
            sheets=_texts(fill, "Empatiakartta"),
        )
        for number in range(3 if fill != "odd" else 12)
    )
    people = tuple(
        PersonView(id=f"p{number}", name=name, role="osallistuja", entries=number)
        for number, name in enumerate(_texts(fill, "Aino"))
    )
    return SessionView(
        id="s1",
        title=_title(fill, "Hotelli Kaamos"),
        flow=_title(fill, "Arjen kompassi"),
        purpose=_title(fill, "Kolme työpajaa."),
        locale="fi",
        steps=() if fill == "blank" else steps,
        people=people,
        entries=len(people),
        votes=len(people),
        sheets=("arkki",),
        date="" if fill == "blank" else "26.5.2026",
        theme=_THEME,
        credit=_CREDIT,
        words=words("view", "fi"),
    )


def _report(fill: Fill) -> ReportView:
    sheets = (_sheet("sheet", fill), _sheet("sheet", "blank"))
    chapter = Chapter(title=_title(fill, "Työpaja 1"), purpose=_title(fill, "Mitä lupaamme?"), sheets=sheets)
    return ReportView(
        title=_title(fill, "Hotelli Kaamos – Arjen kompassi"),
        locale="fi",
        session=_session(fill),
        result=None if fill == "blank" else _sheet("compass", fill),
        chapters=() if fill == "blank" else (chapter,),
        theme=_THEME,
        credit=_CREDIT,
        words=words("view", "fi"),
    )
