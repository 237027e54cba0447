"""A small sound pack, and a way to spoil one thing of it: whoever unpacks one finding proves that nothing follows
from a mistake but its own finding."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import evolve

from tyopaja.definitions.codes import CODES
from tyopaja.definitions.extending import with_kinds
from tyopaja.definitions.gathering import Reading
from tyopaja.definitions.problems import Finding, Problem
from tyopaja.definitions.reading import parse
from tyopaja.definitions.soundness import findings
from tyopaja.engine.activities import ACTIVITIES
from tyopaja.engine.conditions import CONDITIONS
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import structure
from tyopaja.model.flow import Flow
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary

VOCABULARY = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)

SOUND: Mapping[str, str] = {
    "pack.toml": """
        format = 1
        id = "koe"
        version = "1.0.0"
        title = { fi = "Koepaketti", en = "Trial pack" }
        locales = ["fi", "en"]
        locale = "fi"
        [theme]
        ink = "#1d2733"
        paper = "#ffffff"
        accent = "#0a6775"
        notes = ["#fff3b0", "#cdeac0"]
        colours = { meri = "#0a5c8a" }

        [kind.ehdokas]
        title = { fi = "Ehdokas", en = "Candidate" }
        draw = "cards"
        ordered = true
        [kind.ehdokas.fields.text]
        title = { fi = "Ehdotus", en = "Proposal" }
        required = true
        [kind.ehdokas.fields.mieli]
        title = { fi = "Mieleen jäävä", en = "Memorable" }
        type = "scale"
        least = 0
        most = 10
        low = { fi = "ei", en = "no" }
        high = { fi = "on", en = "yes" }
        default = 5
        [kind.ehdokas.fields.lyhenne]
        title = { fi = "Lyhenne", en = "In short" }
        characters = 20
        example = { fi = "Kaamos", en = "Kaamos" }
        [kind.ehdokas.fields.hinta]
        title = { fi = "Hinta", en = "Price" }
        type = "number"
        least = 1
        [kind.ehdokas.fields.kieli]
        title = { fi = "Kieli", en = "Language" }
        type = "choice"
        choices = { fi = { fi = "Suomi", en = "Finnish" }, en = { fi = "Englanti", en = "English" } }
        default = "fi"
        [kind.arvio]
        title = { fi = "Arvio", en = "Judgement" }
        many = false
        draw = "scale"
        fields.taso = { title = { fi = "Taso", en = "Level" }, type = "scale" }

        [activity.hiljaa]
        title = { fi = "Hiljaa", en = "In silence" }
        participant = ["add", "edit", "remove"]
        facilitator = ["reveal"]
        sees = "own"
        places = true
        done = { any = [{ entries-in = "here", at-least = 2 }, { time = "over" }] }

        [[change]] # 0
        version = "0.9"
        canvas = "vastaus"
        from = "keinot"
        to = "vastaukset"
        [[change]] # 1
        version = "1.0.0"
        canvas = "profiili"
        from = "tuntee.suru"
        to = "tuntee.kipu"
    """,
    "canvases/vastaus.toml": """
        title = { fi = "Vastaus", en = "Answer" }
        [layout]
        areas = ["lievitys vastaukset", "akseli kartta", "arviot ehdokkaat"]
        [section.lievitys]
        title = { fi = "Lievitys", en = "Relief" }
        answers = "profiili.pelot"
        examples = { fi = ["Lämmin juoma"], en = ["A warm drink"] }
        [section.vastaukset]
        title = { fi = "Vastaukset", en = "Answers" }
        at-most = 3
        characters = 30
        balance = ["nyt", "sitten"]
        [section.vastaukset.parts.nyt]
        title = { fi = "Nyt", en = "Now" }
        start = { fi = ["Kysytään", "Kuunnellaan"], en = ["Ask"] }
        [section.vastaukset.parts.sitten]
        title = { fi = "Sitten", en = "Then" }
        start = { fi = ["Soitetaan"], en = ["Call"] }
        examples = { fi = ["Kirjoitetaan kiitos"], en = ["Write to thank"] }
        [section.akseli]
        title = { fi = "Akseli", en = "Axis" }
        kind = "fields"
        [section.akseli.fields.vasen]
        title = { fi = "Vasen", en = "Left" }
        [section.akseli.fields.oikea]
        title = { fi = "Oikea", en = "Right" }
        [section.kartta]
        title = { fi = "Kartta", en = "Map" }
        kind = "place"
        axes.x.from = "akseli"
        axes.y = { low = { fi = "halpa", en = "cheap" }, high = { fi = "kallis", en = "dear" } }
        [section.arviot]
        title = { fi = "Arviot", en = "Judgements" }
        kind = "arvio"
        scale = [0, 10]
        draw = "radar"
        parts.helppo = { title = { fi = "Helppo", en = "Easy" } }
        parts.kaunis = { title = { fi = "Kaunis", en = "Fair" } }
        parts.halpa = { title = { fi = "Halpa", en = "Cheap" } }
        [section.ehdokkaat]
        title = { fi = "Ehdokkaat", en = "Candidates" }
        kind = "ehdokas"
        start.fi = ["Lumous"]
        start.en = ["Spell"]
    """,
    "flows/jatko.toml": """
        title = { fi = "Jatko", en = "Sequel" }
        [sheet.eka]
        canvas = "profiili"
        [sheet.toka]
        canvas = "profiili"
        [sheet.meidan]
        canvas = "vastaus"
        beside = "eka"
        [[step]] # 0
        id = "pelot"
        title = { fi = "Pelot", en = "Fears" }
        activity = "vote"
        on = ["eka.pelot", "toka.pelot"]
        [[step]] # 1
        id = "keinot"
        title = { fi = "Keinot", en = "Means" }
        activity = "fill"
        on = ["meidan"]
        needs = { entries-in = "meidan.arviot", at-least = 2 }
        [[carry]] # 0
        from = "eka.pelot"
        to = "meidan.lievitys"
        take = "voted"
        at-most = 2
        [[carry]] # 1
        from = "toka.tarpeet"
        to = "meidan.vastaukset.nyt"
    """,
    "flows/ryhmat.toml": """
        title = { fi = "Ryhmissä", en = "In groups" }
        [sheet.oma]
        canvas = "profiili"
        per = "group"
        title = { fi = "Ryhmän", en = "The group's" }
        [[step]] # 0
        id = "ryhmat"
        title = { fi = "Ryhmissä", en = "In groups" }
        for-each = "group"
        groups = { size = 4, mix = true }
        join = "facilitator"
        [[step]] # 1
        id = "hiljaa"
        in = "ryhmat"
        title = { fi = "Hiljaa", en = "In silence" }
        activity = "hiljaa"
        on = ["oma.tarpeet", "oma.pelot"]
        time = "10 min"
        after-time = "advance"
        private = true
        needs = { entries-in = "here", at-least = 4 }
        [[step]] # 2
        id = "rinnan"
        title = { fi = "Rinnan", en = "Side by side" }
        order = "parallel"
        join = 1
        gather = ["oma"]
        [[step]] # 3
        id = "aanet"
        in = "rinnan"
        title = { fi = "Äänet", en = "Votes" }
        activity = "vote"
        on = ["oma.tarpeet"]
        secret = true
        several = true
        [[step]] # 4
        id = "valinta"
        in = "rinnan"
        title = { fi = "Valinta", en = "Choice" }
        activity = "decide"
        on = ["oma.pelot"]
        [[step]] # 5
        id = "maali"
        title = { fi = "Maali", en = "Goal" }
        final = true
        [[move]] # 0
        from = "rinnan"
        to = "rinnan"
        on = "takaisin"
        resume = "deep"
    """,
    "canvases/profiili.toml": """
        title = { fi = "Profiili", en = "Profile" }
        purpose.fi = "Kenelle teemme tätä?"
        purpose.en = "For whom do we do this?"
        [layout]
        paper = "a3 landscape"
        areas = [
          "perus  tarpeet tarpeet",
          "perus  pelot   tuntee",
          "perus  pelot   tuntee",
          ".      pelot   tuntee",
        ]
        columns = [1, 1, 1.5]
        rows = [1, 1, 1, 1]
        [defaults]
        at-most = 20
        characters = 200
        [section.perus]
        title = { fi = "Perustiedot", en = "Basics" }
        kind = "fields"
        [section.perus.fields.nimi]
        title = { fi = "Nimi", en = "Name" }
        [section.perus.fields.koko]
        title = { fi = "Seurueen koko", en = "Party" }
        type = "choice"
        choices.pieni = { fi = "Pieni", en = "Small" }
        choices.suuri = { fi = "Suuri", en = "Large" }
        [section.tarpeet]
        title = { fi = "Tarpeet", en = "Needs" }
        prompts.fi = ["Mitä hän tarvitsee?", "Milloin: nyt vai myöhemmin?"]
        prompts.en = ["What is needed?"]
        at-most = 4
        [section.pelot]
        title = { fi = "Pelot", en = "Fears" }
        colour = "meri"
        [section.tuntee]
        title = { fi = "Tunteet", en = "Feelings" }
        [section.tuntee.parts.kipu]
        title = { fi = "Kipupisteet", en = "Pains" }
        [section.tuntee.parts.hyoty]
        title = { fi = "Hyödyt", en = "Gains" }
    """,
    "canvases/kompassi.toml": """
        title = { fi = "Kompassi", en = "Compass" }
        [layout]
        areas = ["lupaus lupaus", "teot tulokset"]
        [section.lupaus]
        title = { fi = "Lupaus", en = "Promise" }
        kind = "text"
        look = "statement"
        [section.teot]
        title = { fi = "Teot", en = "Deeds" }
        [section.teot.parts.arki]
        title = { fi = "Arjessa", en = "Every day" }
        [section.teot.parts.juhla]
        title = { fi = "Juhlassa", en = "On great days" }
        [section.tulokset]
        title = { fi = "Avaintulokset", en = "Key results" }
        kind = "key-results"
    """,
    "flows/sarja.toml": """
        title = { fi = "Sarja", en = "Series" }
        result = "kompassi"
        [sheet.asiakas]
        canvas = "profiili"
        title = { fi = "Asiakas", en = "Customer" }

        [[step]] # 0
        id = "tyopaja-1"
        title = { fi = "Työpaja 1", en = "Workshop 1" }
        time = "2 h"
        [[step]] # 1
        id = "alku"
        in = "tyopaja-1"
        title = { fi = "Alku", en = "Welcome" }
        time = "15 min"
        [[step]] # 2
        id = "kirjaa"
        in = "tyopaja-1"
        title = { fi = "Kirjataan", en = "Write" }
        activity = "brainstorm"
        on = ["asiakas.tarpeet", "asiakas.pelot", "asiakas.tuntee.kipu"]
        time = "45 min"
        needs = { entries-in = "asiakas.tarpeet", at-least = 3 }
        [[step]] # 3
        id = "kuka"
        in = "tyopaja-1"
        title = { fi = "Kuka hän on", en = "Who" }
        activity = "fill"
        on = ["asiakas.perus"]
        [[step]] # 4
        id = "aanestys"
        in = "tyopaja-1"
        title = { fi = "Äänestys", en = "Vote" }
        activity = "vote"
        on = ["asiakas.tarpeet", "asiakas.pelot"]
        votes = 5
        time = "10 min"
        needs = { any = [{ voted = "everyone" }, { time = "over" }] }
        [[step]] # 5
        id = "valinta"
        in = "tyopaja-1"
        title = { fi = "Valinta", en = "Choice" }
        activity = "decide"
        on = ["asiakas.tarpeet"]
        needs = { picked = "asiakas.tarpeet" }
        [[step]] # 6
        id = "tyopaja-2"
        title = { fi = "Työpaja 2", en = "Workshop 2" }
        [[step]] # 7
        id = "viime-kerralla"
        in = "tyopaja-2"
        title = { fi = "Viime kerralla", en = "Last time" }
        activity = "recap"
        of = "tyopaja-1"
        [[step]] # 8
        id = "tulokset"
        in = "tyopaja-2"
        title = { fi = "Avaintulokset", en = "Key results" }
        activity = "fill"
        on = ["kompassi.tulokset"]
        [[step]] # 9
        id = "hyvaksynta"
        title = { fi = "Hyväksyntä", en = "Approval" }
        activity = "approve"
        on = ["kompassi"]
        needs = { approved = "kompassi", at-least = 2 }

        [[move]]
        from = "valinta"
        to = "kirjaa"
        on = "uudelleen"
        label = { fi = "Vielä kerran", en = "Once more" }
        when = { not = { picked = "asiakas.tarpeet" } }
        at-most = 2

        [[fill]]
        section = "lupaus"
        from = "asiakas.tarpeet"
        take = "picked"
        at-most = 1
        [[fill]]
        section = "teot.arki"
        from = "asiakas.pelot"
        take = "voted"
        [[fill]]
        section = "teot.juhla"
        from = "asiakas.tuntee.kipu"
    """,
}
"""File → what stands in it."""


def _read(files: Mapping[str, str]) -> Pack:
    """The files as a pack, by the engine's own converter."""
    tables = {name: tomllib.loads(text) for name, text in files.items()}

    def inside(folder: str, kind: type) -> dict[str, Any]:
        return {
            name.removeprefix(f"{folder}/").removesuffix(".toml"): structure(
                {**table, "id": name.removeprefix(f"{folder}/").removesuffix(".toml")}, kind
            )
            for name, table in tables.items()
            if name.startswith(folder)
        }

    pack: Pack = structure(tables["pack.toml"], Pack)
    canvases = {name: with_kinds(canvas, pack.kind) for name, canvas in inside("canvases", Canvas).items()}
    return evolve(pack, canvases=canvases, flows=inside("flows", Flow))


@pytest.fixture(scope="session")
def check() -> Callable[[Mapping[str, str]], list[Finding]]:
    """What is found in the sound pack after some of its files were replaced."""

    def check(files: Mapping[str, str]) -> list[Finding]:
        found = list(findings(_read({**SOUND, **files}), VOCABULARY))
        for one in found:
            assert one.code in CODES
            assert one.message.endswith("."), one.message
            assert one.hint.endswith((".", "?")), one.hint
        return found

    return check


@pytest.fixture(scope="session")
def sound() -> Mapping[str, str]:
    """The files of the sound pack."""
    return SOUND


@pytest.fixture(scope="session")
def survey() -> Callable[[Mapping[str, str]], tuple[Problem, ...]]:
    """What `check` says of a pack whose files these are."""

    def survey(files: Mapping[str, str]) -> tuple[Problem, ...]:
        reading = Reading()
        sources = {name: parse(text.encode(), name, name) for name, text in files.items()}
        reading.head(sources["pack.toml"], "0.1.0")
        for name, source in sources.items():
            if name != "pack.toml":
                reading.definition(source)
        return reading.survey(VOCABULARY).problems

    return survey


@pytest.fixture(scope="session")
def spoil(check: Callable[[Mapping[str, str]], list[Finding]]) -> Callable[..., list[Finding]]:
    """What is found after one stretch of one file was replaced: `spoil("pack.toml", old, new)`."""

    def spoil(file: str, old: str, new: str, *more: str) -> list[Finding]:
        text = SOUND[file]
        for before, after in ((old, new), *zip(more[::2], more[1::2], strict=True)):
            assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {file}"
            text = text.replace(before, after)
        return check({file: text})

    return spoil
