"""What is printed on boards: the view's words, and those that it has not, in Finnish, English and Swedish."""

from __future__ import annotations

from collections.abc import Mapping

_OWN: Mapping[str, Mapping[str, str]] = {
    "fi": {
        "picture": "kuva", "votes": "ääntä", "vote": "ääni", "picked": "valittu", "because": "koska",
        "answers": "vastaa tähän", "from": "lähde", "unanswered": "vailla vastausta", "private": "vain sinä näet tämän",
        "number": "Nro", "approved": "Hyväksyneet", "made-with": "Kanvaasin suunnittelu", "licence": "Lisenssi",
        "checked": "katsottu", "no-picture": "kuvaa ei ole saatavilla",
    },
    "en": {
        "picture": "picture", "votes": "votes", "vote": "vote", "picked": "chosen", "because": "because",
        "answers": "answers", "from": "from", "unanswered": "not answered yet", "private": "seen by you alone",
        "number": "No.", "approved": "Approved by", "made-with": "Canvas design", "licence": "Licence",
        "checked": "checked", "no-picture": "the picture is not to be had",
    },
    "sv": {
        "picture": "bild", "votes": "röster", "vote": "röst", "picked": "vald", "because": "därför att",
        "answers": "svarar på", "from": "källa", "unanswered": "ännu obesvarad", "private": "bara du ser detta",
        "number": "Nr", "approved": "Godkänt av", "made-with": "Kanvasens formgivning", "licence": "Licens",
        "checked": "avstämd", "no-picture": "bilden finns inte att få",
    },
}  # fmt: skip


def words_of(words: Mapping[str, str], locale: str) -> Mapping[str, str]:
    """Every word that a board needs: the view's own first, then by language, then English."""
    own = _OWN.get(locale.split("-")[0].lower(), {})
    return {key: words.get(key) or own.get(key) or english for key, english in _OWN["en"].items()}
