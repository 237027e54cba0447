"""The poster of a hotel, its sheets and its report."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from tyopaja.views.nodes import Chapter, FieldView, PartView, ReportView, SessionView, SheetView

Views = dict[str, Any]
TONES = {"lupaus": "#0a6775", "laatu": "#7a4a12", "tunne": "#7b2d5b"}
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
        {
            "text": "Vieraat kertovat nukkuneensa hyvin", "measure": "palautekyselyn keskiarvo", "unit": "/ 5",
            "start": 3.9, "now": 4.2, "target": 4.6, "due": "31.12.2026", "owner": "Ilse", "direction": "up",
        },
        {
            "text": "Häiriöilmoitukset yöaikaan vähenevät", "measure": "ilmoituksia", "unit": "kpl/kk",
            "start": 14, "target": 4, "due": "30.11.2026", "owner": "Mikko", "direction": "down",
        },
    ),
    (
        {
            "text": "Jonotusaika vastaanotossa lyhenee", "measure": "pisin odotus", "unit": "min",
            "start": 11, "target": 3, "due": "1.10.2026", "owner": "Sanna", "direction": "down",
        },
        {
            "text": "Aamupalaveri pidetään joka päivä", "measure": "pidettyjä", "unit": "%", "start": 60, "target": 100,
            "due": "1.9.2026", "owner": "Pekka",
        },
    ),
    (
        {
            "text": "Palaavien vieraiden osuus kasvaa", "measure": "osuus varauksista", "unit": "%",
            "start": 18, "target": 30, "due": "31.3.2027", "owner": "Ilse", "direction": "up",
        },
        {"text": "Jokaisella vieraskortilla on nimi ja yksi muisto", "owner": "Sanna"},
    ),
)  # fmt: skip
ROWS = (
    "tavoite tavoite yritys",
    "periaate-1 periaate-2 periaate-3",
    "nakyy-1 nakyy-2 nakyy-3",
    "avain-1 avain-2 avain-3",
)


def poster(make: Views, filled: bool = True, **more: Any) -> SheetView:
    """The compass of Hotelli Kaamos: a goal, three principles, deeds and key results; or one with gaps."""
    section, entry = make["section"], make["entry"]
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
        tone = TONES[colour]
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
                entries=tuple(make["result"](**one) for one in RESULTS[number - 1]) if filled else (),
                gap="" if filled else "Avaintulokset puuttuvat.",
            ),
        ]  # fmt: skip
    view: SheetView = make["sheet"](
        sections, make["grid"]("a3", "portrait", *ROWS, heights=(1.1, 2, 2.5, 2.1)),
        what="compass", id="arjen-kompassi", canvas="arjen-kompassi",
        title="Arjen kompassi", purpose="Kolme periaatetta, joista tunnemme toisemme ja vieraat meidät.",
        approved=("Ilse Kaamos", "Sanna Lampela", "Mikko Ahvenjärvi") if filled else (),
    )  # fmt: skip
    return evolve(view, **more)


def empathy(make: Views, filled: bool = True, **more: Any) -> SheetView:
    """An empathy map on A3 landscape with notes, votes, parts, answers and blanks."""
    says = ("”Wunderbar!” – ja hiljaa: kallista.", "Tämä on mun joka vuoden viikko 😊")
    does = "Kävelee aamulla järven ympäri ennen kuin muut heräävät ja kuvaa jäljet lumessa."
    hears = (
        "Kaverit kehuvat revontulia.",
        "Oppaan ääni kantaa pakkasessa.",
        "Naapurihuoneen suihku kuuluu seinän läpi klo 5.40.",
    )
    section, entry = make["section"], make["entry"]
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
    drawn = make["grid"](
        "a3", "landscape",
        "kuka kuka tehtavat tehtavat",
        "kuulee ajattelee ajattelee nakee",
        "kuulee ajattelee ajattelee nakee",
        "sanoo sanoo tekee tekee",
    )  # fmt: skip
    view: SheetView = make["sheet"](sections, drawn)
    return evolve(view, **more)


def report(make: Views) -> ReportView:
    """The whole series: the poster, then two chapters."""
    result = poster(make)
    session = SessionView(
        id="s1", title="Hotelli Kaamos", flow="Arjen kompassi", purpose="Kolme työpajaa.", locale="fi",
        steps=(), people=(), entries=40, votes=20, sheets=("empatia",), date="26.5.2026", theme=result.theme,
        credit=result.credit, words=result.words,
    )  # fmt: skip
    return ReportView(
        title="Hotelli Kaamos – Arjen kompassi", locale="fi", session=session, result=result,
        chapters=(
            Chapter(title="Työpaja 1", purpose="Mitä lupaamme ja kenelle?", sheets=(empathy(make),)),
            Chapter(title="Työpaja 2", purpose="Miten lunastamme lupauksemme?", sheets=(empathy(make, filled=False),)),
        ),
        theme=result.theme, credit=result.credit, words=result.words,
    )  # fmt: skip


MAKERS = (poster, empathy, report)
"""What `conftest` offers to tests; each takes the makers of the simplest things first."""
