"""Views for the print tests, built by hand: a hotel's poster and its sheets, and makers of odder ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2
import pytest
from attrs import evolve

from tyopaja.model.pack import Theme
from tyopaja.views.nodes import (
    Area,
    Chapter,
    Credit,
    EntryView,
    FieldView,
    Grid,
    PartView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
)

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
}
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


def section(name: str, title: str, **other: Any) -> SectionView:
    """A plain box for notes, unless told otherwise."""
    more: dict[str, Any] = {
        "label": "",
        "prompts": (),
        "kind": "notes",
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


PRINCIPLES = (
    ("lupaus", "Lupaamme hiljaisuuden, ja hiljaisuus myös pidetään."),
    ("laatu", "Kiireessäkin pysähdymme: jokainen vieras kohdataan silmästä silmään."),
    ("tunne", "Kukaan ei lähde meiltä vieraana. Nimi muistetaan, ja paluumatkalle toivotetaan kuin kotiväelle."),
)
DEEDS = (
    (
        "Puhelimet ovat äänettömällä aulassa, ja me näytämme mallia.",
        "Moottorikelkat käynnistetään vasta kello yhdeksän jälkeen.",
        "Hiljaisuuspolun lyhdyt sytytetään joka ilta ennen seitsemää, säällä kuin säällä.",
        "Siivouskärryjen pyörät rasvataan perjantaisin.",
    ),
    (
        "Vastaanotossa on aina kaksi tuoliparia: ei jonoteta seisten.",
        "Jos vieras odottaa yli kolme minuuttia, hän saa kupin kuumaa mustikkamehua.",
        "Aamupalaverissa jokainen kertoo yhden kohtaamisen eiliseltä.",
    ),
    (
        "Lähtevälle annetaan käteen eväspussi ja kirjoitettu tervehdys.",
        "Safarioppaat saavat vieraiden nimet edellisenä iltana ja harjoittelevat ne ääneen.",
        "Kysymme lähtiessä: mikä jäi mieleen? Vastaus kirjataan vieraskortille.",
        "Puorre boahtin – jokainen osaa toivottaa tervetulleeksi myös saameksi.",
    ),
)
RESULTS = (
    (
        result(
            "Vieraat kertovat nukkuneensa hyvin",
            measure="palautekyselyn keskiarvo", unit="/ 5", start=3.9, target=4.6, due="31.12.2026",
            owner="Ilse", direction="up",
        ),
        result(
            "Häiriöilmoitukset yöaikaan vähenevät", measure="ilmoituksia", unit="kpl/kk", start=14, target=4,
            due="30.11.2026", owner="Mikko", direction="down",
        ),
    ),
    (
        result(
            "Jonotusaika vastaanotossa lyhenee", measure="pisin odotus", unit="min", start=11, target=3,
            due="1.10.2026", owner="Sanna", direction="down",
        ),
        result(
            "Aamupalaveri pidetään joka päivä", measure="pidettyjä", unit="%", start=60, target=100,
            due="1.9.2026", owner="Pekka",
        ),
    ),
    (
        result(
            "Palaavien vieraiden osuus kasvaa", measure="osuus varauksista", unit="%", start=18, target=30,
            due="31.3.2027", owner="Ilse", direction="up",
        ),
        result("Jokaisella vieraskortilla on nimi ja yksi muisto", owner="Sanna"),
    ),
)  # fmt: skip
POSTER_GRID = grid(
    "a3", "portrait",
    "tavoite tavoite yritys",
    "periaate-1 periaate-2 periaate-3",
    "nakyy-1 nakyy-2 nakyy-3",
    "avain-1 avain-2 avain-3",
    heights=(1.1, 2, 2.5, 2.1),
)  # fmt: skip


def poster(filled: bool = True, **more: Any) -> SheetView:
    """The compass of Hotelli Kaamos: a goal, three principles, deeds and key results; or one with gaps."""
    sections = [
        section(
            "tavoite", "Tavoitteemme", kind="text", prompts=("Mihin pyrimme?",),
            entries=(entry("Tunturin hiljaisin ja lämpimin yö – niin hyvä, että siitä kerrotaan eteenpäin."),)
            if filled else (),
            gap="" if filled else "Tavoite on vielä kirjaamatta.",
        ),
        section(
            "yritys", "Keitä olemme", kind="text", look="quiet",
            entries=(entry("Perhehotelli Kittilän ja Levin välissä vuodesta 1987. 24 huonetta, 12 työntekijää."),)
            if filled else (),
        ),
    ]  # fmt: skip
    for number, (colour, principle) in enumerate(PRINCIPLES, start=1):
        tone = THEME.colours[colour]
        sections += [
            section(
                f"periaate-{number}", f"Periaate {number}", label=str(number), kind="text",
                look="statement", colour=tone, entries=(entry(principle, origin="Palvelulupaus"),) if filled else (),
                gap="" if filled else "Valitse palvelulupaus työpajassa.",
            ),
            section(
                f"nakyy-{number}", "Näin se näkyy", colour=tone, prompts=("Mitä teemme toisin?",),
                entries=tuple(entry(deed) for deed in DEEDS[number - 1]) if filled else (),
                gap="" if filled else "Tekoja ei ole vielä äänestetty.",
            ),
            section(
                f"avain-{number}", "Avaintulokset", kind="key-results", colour=tone,
                entries=RESULTS[number - 1] if filled else (),
                gap="" if filled else "Avaintulokset puuttuvat.",
            ),
        ]  # fmt: skip
    sheet_view = sheet(
        sections, POSTER_GRID, what="compass", id="arjen-kompassi", canvas="arjen-kompassi",
        title="Arjen kompassi", purpose="Kolme periaatetta, joista tunnemme toisemme ja vieraat meidät.",
        approved=("Ilse Kaamos", "Sanna Lampela", "Mikko Ahvenjärvi") if filled else (),
    )  # fmt: skip
    return evolve(sheet_view, **more)


def empathy(filled: bool = True, **more: Any) -> SheetView:
    """An empathy map on A3 landscape with notes, votes, parts, answers and blanks."""
    says = ("”Wunderbar!” – ja hiljaa: kallista.", "Tämä on mun joka vuoden viikko 😊")
    does = "Kävelee aamulla järven ympäri ennen kuin muut heräävät ja kuvaa jäljet lumessa."
    hears = (
        "Kaverit kehuvat revontulia.",
        "Oppaan ääni kantaa pakkasessa.",
        "Naapurihuoneen suihku kuuluu seinän läpi klo 5.40.",
    )
    sections = [
        section(
            "kuka", "Kenen silmin katsomme?", label="1", kind="fields",
            prompts=("Kuka hän on?", "Missä tilanteessa hän on juuri nyt?"),
            blanks=tuple(
                FieldView(id=name, title=title, type="text", value=value if filled else None,
                          text=value if filled else "")
                for name, title, value in (
                    ("nimi", "Nimi", "Gisela Brandt"), ("ika", "Ikä", "58"), ("koti", "Kotimaa", "Saksa"),
                    ("ammatti", "Ammatti", "Lukion biologian opettaja"), ("seurue", "Seurue", ""),
                )
            ),
        ),
        section(
            "tehtavat", "Mitä hänen pitää tehdä?", label="2",
            prompts=("Mitä hän tekee toisin kuin kotona?", "Mistä hän päättää?"),
            entries=(
                entry("Löytää oikea bussi kentältä hotellille.", votes=3),
                entry("Pakata niin, ettei paleltuminen ole pelko vaan tarina.", votes=1, author="Jouni-Antti"),
                entry("Päättää: huskyt vai porot?"),
            ) if filled else (),
        ),
        section("kuulee", "Mitä hän kuulee?", label="3", prompts=("Muilta, ystäviltä, työtovereilta?",),
                entries=tuple(entry(text) for text in hears) if filled else ()),
        section(
            "ajattelee", "Mitä hän ajattelee ja tuntee?", label="7",
            prompts=("Mistä hän haaveilee?",),
            parts=(
                PartView(id="kipu", title="Kipupisteet", prompts=("Mikä pelottaa tai turhauttaa?",), entries=(
                    entry("Entä jos revontulia ei näy?", votes=5, picked=True, reason="tätä kysytään joka ilta"),
                    entry("Liukkaat portaat.", answers=("Kaiteet lämmitetään.",)),
                ) if filled else ()),
                PartView(id="hyoty", title="Hyödyt", prompts=("Mitä hän haluaa ja tarvitsee?",), entries=(
                    entry("Hiljaisuutta ja selkeä aikataulu – asiakaspalveluhenkilökunnan ystävällisyys.", votes=9),
                    entry("Saunan jälkeen istua vain.", author="Máret"),
                ) if filled else ()),
            ),
        ),
        section("nakee", "Mitä hän näkee?", label="4", prompts=("Markkinoilla ja ympärillään?",),
                entries=(entry("Kaikilla samat kuvat iglusta."),) if filled else ()),
        section("sanoo", "Mitä hän sanoo?", label="6", prompts=("Mitä jää sanomatta?",),
                entries=tuple(entry(text) for text in says) if filled else ()),
        section("tekee", "Mitä hän tekee?", label="5", prompts=("Mihin menee eniten aikaa?",), kind="text",
                entries=(entry(does),) if filled else ()),
    ]  # fmt: skip
    drawn = grid(
        "a3", "landscape",
        "kuka kuka tehtavat tehtavat",
        "kuulee ajattelee ajattelee nakee",
        "kuulee ajattelee ajattelee nakee",
        "sanoo sanoo tekee tekee",
    )  # fmt: skip
    return evolve(sheet(sections, drawn), **more)


def report() -> ReportView:
    """The whole series: the poster, then two chapters."""
    session = SessionView(
        id="s1", title="Hotelli Kaamos", flow="Arjen kompassi", purpose="Kolme työpajaa.", locale="fi",
        steps=(), people=(), entries=40, votes=20, sheets=("empatia",), date="26.5.2026", theme=THEME,
        credit=CREDIT, words=WORDS,
    )  # fmt: skip
    return ReportView(
        title="Hotelli Kaamos – Arjen kompassi", locale="fi", session=session, result=poster(),
        chapters=(
            Chapter(title="Työpaja 1", purpose="Mitä lupaamme ja kenelle?", sheets=(empathy(),)),
            Chapter(title="Työpaja 2", purpose="Miten lunastamme lupauksemme?", sheets=(empathy(filled=False),)),
        ),
        theme=THEME, credit=CREDIT, words=WORDS,
    )  # fmt: skip


def words_of(pdf: bytes) -> str:
    """All text of a PDF as PDFium extracts it, in one line, with what only guides line breaks taken out."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return bare(" ".join(pages))


def bare(text: str) -> str:
    """Letters and signs only: white space, soft and zero-width breaks do not count."""
    hidden = "\u00ad\u200b\ufffe\u0002-‐"
    return "".join(letter for letter in text if not letter.isspace() and letter not in hidden)


@pytest.fixture(scope="session")
def views() -> dict[str, Callable[..., Any]]:
    """The makers above by name, for test modules that must not import a neighbour."""
    makers: tuple[Callable[..., Any], ...] = (
        entry, result, section, grid, sheet, poster, empathy, report, words_of, bare,
    )  # fmt: skip
    return {maker.__name__: maker for maker in makers}
