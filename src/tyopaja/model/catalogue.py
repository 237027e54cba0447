"""The kinds that every pack has, as a table. Their names and their fields' names are part of the format."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.kinds import Field, Kind
from tyopaja.model.text import Text


def _t(fi: str, en: str, sv: str) -> Text:
    return Text({"fi": fi, "en": en, "sv": sv})


_COLOUR = Field(title=_t("Väri", "Colour", "Färg"), type="colour")

KINDS: Mapping[str, Kind] = {
    "notes": Kind(
        title=_t("Laput", "Notes", "Lappar"),
        fields={"text": Field(title=_t("Teksti", "Text", "Text"), required=True), "colour": _COLOUR},
    ),
    "text": Kind(
        title=_t("Teksti", "Text", "Text"),
        fields={"text": Field(title=_t("Teksti", "Text", "Text"), required=True)},
        many=False,
        draw="text",
    ),
    "fields": Kind(title=_t("Tiedot", "Details", "Uppgifter"), many=False, open=True, draw="blanks"),
    "scale": Kind(
        title=_t("Asteikko", "Scale", "Skala"),
        fields={
            "score": Field(title=_t("Arvio", "Score", "Bedömning"), type="scale", required=True),
            "text": Field(title=_t("Perustelu", "Reason", "Motivering")),
        },
        many=False,
        draw="scale",
    ),
    "choice": Kind(
        title=_t("Valinta", "Choice", "Val"),
        fields={"text": Field(title=_t("Perustelu", "Reason", "Motivering"))},
        many=False,
        open=True,
        draw="blanks",
    ),
    "picture": Kind(
        title=_t("Kuva", "Picture", "Bild"),
        fields={
            "picture": Field(title=_t("Kuva", "Picture", "Bild"), type="picture", required=True),
            "text": Field(title=_t("Kuvateksti", "Caption", "Bildtext")),
        },
        many=False,
        draw="picture",
    ),
    "moments": Kind(
        title=_t("Tuokiot", "Moments", "Stunder"),
        fields={
            "text": Field(title=_t("Tuokio", "Moment", "Stund"), required=True),
            "guest": Field(
                title=_t("Asiakas tekee", "The customer does", "Kunden gör"),
                example=_t("Pysähtyy ja katselee ympärilleen", "Stops and looks around", "Stannar och ser sig om"),
            ),
            "feeling": Field(
                title=_t("Tunne", "Feeling", "Känsla"),
                type="scale",
                low=_t("ikävä", "bad", "dålig"),
                high=_t("ihana", "wonderful", "underbar"),
            ),
            "we": Field(
                title=_t("Me teemme", "We do", "Vi gör"),
                example=_t("Tervehdimme ensin", "We say hello first", "Vi hälsar först"),
            ),
            "promise": Field(
                title=_t("Lupaus näkyy", "The promise shows", "Löftet syns"),
                example=_t("Kenenkään ei tarvitse kysyä", "Nobody has to ask", "Ingen behöver fråga"),
            ),
        },
        ordered=True,
        draw="curve",
    ),
    "key-results": Kind(
        title=_t("Avaintulokset", "Key results", "Nyckelresultat"),
        fields={
            "text": Field(title=_t("Avaintulos", "Key result", "Nyckelresultat"), required=True),
            "measure": Field(
                title=_t("Mittari", "Measure", "Mått"), example=_t("Asiakaskysely", "Customer survey", "Kundenkät")
            ),
            "unit": Field(title=_t("Yksikkö", "Unit", "Enhet"), example=_t("%", "%", "%")),
            "start": Field(title=_t("Lähtötaso", "Start", "Utgångsläge"), type="number"),
            "now": Field(title=_t("Nyt", "Now", "Nu"), type="number"),
            "target": Field(title=_t("Tavoite", "Target", "Mål"), type="number"),
            "due": Field(title=_t("Mihin mennessä", "Due", "Senast"), type="date"),
            "owner": Field(title=_t("Vastuuhenkilö", "Owner", "Ansvarig"), type="person"),
            "direction": Field(
                title=_t("Suunta", "Direction", "Riktning"),
                type="choice",
                choices={
                    "up": _t("kasvaa", "up", "upp"),
                    "down": _t("laskee", "down", "ned"),
                    "keep": _t("pidetään", "keep", "behåll"),
                    "yes-no": _t("kyllä tai ei", "yes or no", "ja eller nej"),
                },
            ),
        },
        draw="results",
    ),
    "place": Kind(
        title=_t("Paikat kartalla", "Places on a map", "Platser på en karta"),
        fields={
            "text": Field(title=_t("Nimi", "Name", "Namn"), required=True),
            "place": Field(title=_t("Paikka", "Place", "Plats"), type="place", required=True),
            "ours": Field(title=_t("Me itse", "Ourselves", "Vi själva"), type="yes-no"),
        },
        draw="map",
    ),
    "checklist": Kind(
        title=_t("Tarkistuslista", "Checklist", "Checklista"),
        fields={
            "text": Field(title=_t("Asia", "Item", "Punkt"), required=True),
            "done": Field(title=_t("Tehty", "Done", "Klart"), type="yes-no"),
            "note": Field(
                title=_t("Huomio", "Note", "Anteckning"),
                characters=1000,
                example=_t("Katsotaan yhdessä maanantaina", "We look at it on Monday", "Vi tittar på det på måndag"),
            ),
        },
        ordered=True,
        draw="checks",
    ),
    "chain": Kind(
        title=_t("Ketju", "Chain", "Kedja"),
        fields={"text": Field(title=_t("Lenkki", "Link", "Länk"), required=True)},
        ordered=True,
        draw="chain",
    ),
}
"""Name → kind."""
