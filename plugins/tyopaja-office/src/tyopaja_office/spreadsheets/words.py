"""What the tables and their columns are called. The columns of entries bear names that the import knows again."""

from __future__ import annotations

from collections.abc import Mapping

_COLUMNS = {
    "id": ("tunnus", "id", "id"),
    "sheet": ("arkki", "sheet", "ark"),
    "section": ("osio", "section", "avsnitt"),
    "part": ("alaosio", "part", "del"),
    "place": ("paikka", "place", "plats"),
    "text": ("teksti", "text", "text"),
    "author": ("kirjoittaja", "author", "författare"),
    "written": ("kirjoitettu", "written", "skrivet"),
    "votes": ("ääniä", "votes", "röster"),
    "picked": ("valittu", "picked", "vald"),
    "reason": ("syy", "reason", "skäl"),
    "cluster": ("ryhmittely", "cluster", "kluster"),
    "origin": ("lähde", "origin", "ursprung"),
    "objective": ("tavoite", "objective", "mål"),
    "measure": ("mittari", "measure", "mått"),
    "unit": ("yksikkö", "unit", "enhet"),
    "start": ("lähtötaso", "start", "utgångsläge"),
    "now": ("nyt", "now", "nu"),
    "target": ("tavoitetaso", "target", "målnivå"),
    "progress": ("edistyminen", "progress", "framsteg"),
    "due": ("määräpäivä", "due", "senast"),
    "owner": ("vastuuhenkilö", "owner", "ansvarig"),
    "direction": ("suunta", "direction", "riktning"),
    "sentence": ("lause", "sentence", "mening"),
    "step": ("askel", "step", "steg"),
    "how": ("miten", "how", "hur"),
    "name": ("nimi", "name", "namn"),
    "role": ("rooli", "role", "roll"),
    "entries": ("merkintöjä", "entries", "anteckningar"),
    "title": ("otsikko", "title", "rubrik"),
    "status": ("tilanne", "status", "läge"),
    "time": ("kesto", "time", "tid"),
    "yes": ("kyllä", "yes", "ja"),
    "compiled": ("koottu", "compiled", "sammanställd"),
    "carried": ("tuotu", "carried", "överförd"),
    "answers": ("vastaa", "answers", "svarar"),
}
"""Name → as people read it in Finnish, English and Swedish."""
_TABLES = {
    "entries": ("Merkinnät", "Entries", "Anteckningar"),
    "votes": ("Äänet", "Votes", "Röster"),
    "key-results": ("Avaintulokset", "Key results", "Nyckelresultat"),
    "provenance": ("Mistä kasvoi", "Provenance", "Ursprung"),
    "people": ("Ihmiset", "People", "Människor"),
    "steps": ("Vaiheet", "Steps", "Steg"),
}
TABLES = tuple(_TABLES)
"""Every table that there may be, in the order in which they stand."""


def named(words: Mapping[str, tuple[str, str, str]], name: str, locale: str) -> str:
    """A word in a language; in English where there is none in it."""
    finnish, english, swedish = words[name]
    return {"fi": finnish, "sv": swedish}.get(locale.split("-")[0].lower(), english)


def column(name: str, locale: str) -> str:
    """What a column is called."""
    return named(_COLUMNS, name, locale)


def table(name: str, locale: str) -> str:
    """What a table is called; a name that every program takes for a worksheet."""
    return named(_TABLES, name, locale)
