"""Views of every kind to try renderers on: blank, as a workshop leaves them, and as odd as the engine lets through."""

from __future__ import annotations

from typing import Literal

from tyopaja.model.kinds import FieldType, Value
from tyopaja.model.pack import Theme
from tyopaja.testing.person_views import person_view
from tyopaja.testing.plan_views import plan_view
from tyopaja.testing.report_views import cards_view, key_result_views, recap_views, trail_of
from tyopaja.testing.session_views import session_view
from tyopaja.texts import words
from tyopaja.views.nodes import (
    Area,
    Axes,
    Chapter,
    CheckView,
    Credit,
    EntryView,
    FieldView,
    Grid,
    Pair,
    PartView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)
from tyopaja.views.placeholders import placeholder

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

_PICTURE = "sha256:6b4e"
_THEME = Theme(colours={"lupaus": "#0f5c6e"})
_CREDIT = Credit(
    designer="Arctic Factory", licence="CC BY-SA 4.0", address="https://creativecommons.org/licenses/by-sa/4.0/"
)


def view(what: str, fill: Fill) -> View:
    """A view of one kind, any of `tyopaja.renderers.contract.ALL_VIEWS`, made anew each time."""
    match what:
        case "compass" | "sheet":
            return _sheet(what, fill)
        case "session":
            return _session(fill)
        case "spread":
            return _spread(fill)
        case "plan":
            return plan_view(
                lambda plain: _title(fill, plain), {"blank": 0, "full": 8, "odd": 12}[fill], _THEME, _CREDIT
            )
        case "person":
            shown = {_PICTURE: placeholder("#0f5c6e")} if fill == "full" else {}
            fields = (_valued(fill, "scale", 4, "4"), _valued(fill, "picture", _PICTURE, ""))
            return person_view(
                lambda plain: _title(fill, plain), _texts(fill, "Valoa polulle"), fields, shown, _THEME, _CREDIT
            )
        case "name-tags" | "table-signs":
            return cards_view(what, lambda plain: _title(fill, plain), _texts(fill, "Aino Rautio"), _THEME, _CREDIT)
        case _:
            return _report(fill, "workbook" if what == "workbook" else "report")


def _texts(fill: Fill, plain: str) -> tuple[str, ...]:
    return {"blank": (), "full": (plain,), "odd": ODD}[fill]


def _title(fill: Fill, plain: str) -> str:
    """One of the odd ones, another for each plain text, so that all of them stand somewhere as a title."""
    return ODD[len(plain) % len(ODD)] if fill == "odd" else plain


def _entries(fill: Fill, plain: str, *fields: FieldView, picture: str = "") -> tuple[EntryView, ...]:
    return tuple(
        EntryView(
            id=f"n{number}",
            text=text,
            author=_title(fill, "Aino"),
            votes=number,
            picked=number % 2 == 0,
            reason=text,
            answers=(text,),
            unanswered=number % 3 == 0,
            colour=("", "#cdeac0", "#123456")[number % 3],
            picture=picture,
            origin=_title(fill, "Palvelulupaus – Teot"),
            owner=_title(fill, "Ryhmä 1") if number % 2 else "",
            checks=_checks(fill, text),
            fields=fields or (_field("due", text), _field("owner", text)),
            written=f"2026-05-26T10:{number:02}:00+03:00",
            trail=trail_of(lambda plain: _title(fill, plain), text, number + 1),
        )
        for number, text in enumerate(_texts(fill, plain))
    )


def _checks(fill: Fill, text: str) -> tuple[CheckView, ...]:
    """Where it stood: without a number, far off, and in between."""
    values = {"blank": (), "full": (6.1, 7.2), "odd": (None, -1e300, 0.1, 10**15)}[fill]
    return tuple(
        CheckView(date="26.5.2026", value=value, text="" if value is None else f"{value:g}", note=text, author=text)
        for value in values
    )


def _tied(fill: Fill, *fields: FieldView) -> dict[str, object]:
    """What a section has whose entries are in clusters, one of them alone in its own: the entries, those of no cluster
    last and only their author's, and what the clusters are called."""
    texts = _texts(fill, "Valoa polulle") * (3 if fill == "full" else 1)
    entries = tuple(
        EntryView(
            id=f"j{number}",
            text=text,
            author=_title(fill, "Aino"),
            fields=fields,
            cluster=("c1", "c2", "")[min(number, 2)],
            private=number > 1,
            owner=_title(fill, "Ryhmä 2"),
        )
        for number, text in enumerate(texts)
    )
    return {"entries": entries, "clusters": {"c1": _title(fill, "Valaistus"), "c2": _title(fill, "Joukko 2")}}


def _field(name: str, text: str) -> FieldView:
    return FieldView(id=name, title=name.capitalize(), type="text", value=text or None, text=text)


def _valued(fill: Fill, type: FieldType, value: Value | None, text: str) -> FieldView:
    """A field of any type, with a value or without; where it is odd, one that has left its scale."""
    ends: dict[Fill, tuple[float, float]] = {"blank": (1, 5), "full": (0, 10), "odd": (-0.5, 0.25)}
    return FieldView(
        id=type,
        title=_title(fill, type.capitalize()),
        type=type,
        value=None if fill == "blank" else value,
        text="" if fill == "blank" else text,
        required=fill == "odd",
        choices=_texts(fill, "kasvaa") if type == "choice" else (),
        scale=ends[fill] if type == "scale" else None,
        low=_title(fill, "ikävä"),
        high=_title(fill, "ihana"),
    )


def _drawn(fill: Fill) -> tuple[SectionView, ...]:
    """A section of each drawing that has fields of its own."""
    odd = fill == "odd"
    score = _valued(fill, "scale", 99 if odd else 4, "4")
    place = _valued(fill, "place", (0, 100) if odd else (20.5, 80), "20 / 80")
    ours = _valued(fill, "yes-no", not odd, "kyllä")
    choice = _valued(fill, "choice", "up", "kasvaa")
    picture = _valued(fill, "picture", "sha256:ffff", "")
    all_fields = (
        score,
        choice,
        _valued(fill, "number", 12.5, "12,5"),
        _valued(fill, "date", "2026-12-31", "31.12.2026"),
    )
    parts = tuple(
        PartView(
            id=f"osa{number}",
            title=_title(fill, f"Näkökulma {number}"),
            prompts=_texts(fill, "Miksi?"),
            examples=_texts(fill, "Koska."),
            entries=_entries(fill, "Perustelu", score)[:1],
        )
        for number in range(4)
    )
    shown = _entries(fill, "Sanna hiihtolomalla", picture=_PICTURE if fill == "full" else "sha256:none")
    points = _entries(fill, "Me", place, ours)
    axes = Axes(left=_title(fill, "edullinen"), right=_title(fill, "arvokas"), top=_title(fill, "oma"))
    many = {"fields": all_fields, "ordered": True, "limit": 7, "examples": _texts(fill, "Esimerkki")}
    return (
        _section("kortit", fill, draw="cards", entries=_entries(fill, "Kortti", *all_fields), **many),
        _section("joukot", fill, draw="cards", fields=all_fields, **_tied(fill, *all_fields)),
        _section("tuokiot", fill, draw="curve", entries=_entries(fill, "Tuokio", *all_fields), **many),
        _section("lista", fill, draw="checks", entries=_entries(fill, "Asia", ours), fields=(ours,)),
        _section("ketju", fill, draw="chain", ordered=True, entries=_entries(fill, "Lenkki", *all_fields)),
        _section("kuva", fill, draw="picture", many=False, fields=(picture,), entries=shown[:1]),
        _section("arvio", fill, draw="scale", many=False, fields=(score,), entries=_entries(fill, "Koska", score)[:1]),
        _section("tutka", fill, draw="radar", many=False, fields=(score,), parts=parts),
        _section("kartta", fill, draw="map", axes=axes, fields=(place, ours), entries=points),
    )  # fmt: skip


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
    blanks = (
        *(_field("nimi", text) for text in _texts(fill, "Gisela Brandt") or ("",)),
        _valued(fill, "scale", 3, "3"),
        _valued(fill, "choice", "up", "kasvaa"),
        _valued(fill, "yes-no", False, "ei"),
        _valued(fill, "picture", _PICTURE, ""),
    )
    part = PartView(id="hyva", title=_title(fill, "Hyvä"), prompts=("Mikä?",), entries=_entries(fill, "Sauna"))
    hidden = 0 if fill == "blank" else 2
    left_out = {"hidden": 2, "secret": True, "ungathered": 3, "hint": _title(fill, "2 odottaa paljastamista.")}
    remarks = {
        "answers": _title(fill, "Arvontuotto – Pelot"),
        "unanswered": 2,
        "balance": _title(fill, "Epätasapaino: ”Saa” 1, ”Antaa” 5."),
    }
    sections = (
        _section("a", fill, entries=many, **(remarks if fill != "blank" else {})),
        _section("b", fill, kind="text", draw="text", look="statement", entries=_entries(fill, "Kuljetamme.")[:1]),
        _section("c", fill, kind="fields", draw="blanks", look="quiet", blanks=blanks),
        _section("d", fill, kind="key-results", draw="results", entries=_entries(fill, "Uni paranee")),
        _section("e", fill, parts=(part, PartView(id="paha", title="Paha", gap="Tyhjä", hidden=hidden)), hidden=hidden),
        _section("f", fill, **_tied(fill), **(left_out if fill != "blank" else {})),
        *_drawn(fill),
    )
    areas = tuple(
        Area(section=section.id, x=(place + 1) % 2 * (place > 0), y=(place + 1) // 2, width=1 if place else 2, height=1)
        for place, section in enumerate(sections)
    )
    grid = Grid(paper="a3", orientation="landscape", columns=(2.0, 1.0), rows=(0.5,) + (1.0,) * 7, areas=areas)
    return SheetView(
        what=what,
        id="arkki",
        canvas="arkki",
        title=_title(fill, "Empatiakartta"),
        purpose=_title(fill, "Katsotaan päivää toisen ihmisen silmin."),
        company=_title(fill, "Hotelli Kaamos"),
        owner="" if fill == "blank" else _title(fill, "Ryhmä 1"),
        locale="fi",
        grid=grid,
        sections=sections,
        theme=_THEME,
        credit=_CREDIT,
        approved=tuple(_texts(fill, "Aino")),
        date="" if fill == "blank" else "26.5.2026",
        session="" if fill == "blank" else "s1",
        date_on="" if fill == "blank" else "2026-05-26",
        pictures={_PICTURE: placeholder("#0f5c6e")} if fill == "full" else {},
        words=words("view", "fi"),
    )


def _spread(fill: Fill) -> SpreadView:
    return SpreadView(
        title=_title(fill, "Asiakas – Me"),
        company=_title(fill, "Hotelli Kaamos"),
        locale="fi",
        asked=_sheet("sheet", fill),
        answering=_sheet("sheet", "blank" if fill == "blank" else "full"),
        pairs=(
            Pair(asked="a", answering="e", title=_title(fill, "Pelot → Kivut"), unanswered=_texts(fill, "Pimeys")),
            Pair(asked="e", answering="a", title=_title(fill, "Toiveet → Ilot")),
            Pair(asked="f", answering="b", title=_title(fill, "Arki → Lupaus"), nothing=_title(fill, "Ei lappuja.")),
        ),
        theme=_THEME,
        credit=_CREDIT,
        date="" if fill == "blank" else "26.5.2026",
        words=words("view", "fi"),
    )


def _session(fill: Fill) -> SessionView:
    steps = {"blank": 0, "full": 3, "odd": 12}[fill]
    names, lost = _texts(fill, "Aino"), _entries(fill, "Hitaus")
    return session_view(lambda plain: _title(fill, plain), names, lost, steps, _THEME, _CREDIT)


def _report(fill: Fill, what: Literal["report", "workbook"]) -> ReportView:
    sheets = (_sheet("sheet", fill), _sheet("sheet", "blank"))
    recaps = recap_views(lambda plain: _title(fill, plain), _entries(fill, "Lupaamme hiljaisuuden.")[:2])
    chapter = Chapter(
        title=_title(fill, "Työpaja 1"), purpose=_title(fill, "Mitä lupaamme?"), sheets=sheets, recaps=recaps
    )
    return ReportView(
        what=what,
        title=_title(fill, "Hotelli Kaamos – Arjen kompassi"),
        locale="fi",
        session=_session(fill),
        result=None if fill == "blank" else _sheet("compass", fill),
        chapters=() if fill == "blank" else (chapter,),
        key_results=key_result_views(
            lambda plain: _title(fill, plain), _texts(fill, "Uni paranee"), lambda text: _checks(fill, text)
        ),
        theme=_THEME,
        credit=_CREDIT,
        words=words("view", "fi"),
    )
