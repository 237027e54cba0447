"""What may be chosen about office files."""

from __future__ import annotations

from collections.abc import Iterable

from tyopaja.plugins import Option
from tyopaja.renderers.options import PEOPLE, PROMPTS

SLIDE_PARTS = ("cover", "contents", "result", "recaps", "sheets", "key-results", "session")
STORY_PARTS = ("cover", "contents", "result", "provenance", "key-results", "recaps", "sheets", "notes", "session")
"""The parts of a report and a workbook, in the order in which they stand."""

_PARTS = {
    "fi": "Mitkä raportin ja työkirjan osat ovat mukana",
    "en": "Which parts of a report and a workbook are there",
    "sv": "Vilka delar av en rapport och en arbetsbok som är med",
}
_PAPER = {"fi": "Paperi", "en": "Paper", "sv": "Papper"}

PAPER = Option("paper", _PAPER, type="choice", default="a4", choices=("a4", "letter"))


def parts_option(choices: Iterable[str], default: Iterable[str]) -> Option:
    """Which parts of a report there are."""
    return Option("parts", _PARTS, type="choices", choices=tuple(choices), default=tuple(default))


SLIDES = (parts_option(SLIDE_PARTS, SLIDE_PARTS), PEOPLE, PROMPTS)
STORIES = (parts_option(STORY_PARTS, STORY_PARTS), PAPER, PEOPLE, PROMPTS)

CSV = (
    Option(
        "table",
        {"fi": "Mikä taulukko", "en": "Which table", "sv": "Vilken tabell"},
        default="main",
        choices=("main", "entries", "votes", "key-results", "provenance", "people", "steps", "all"),
    ),
    Option(
        "audience",
        {"fi": "Kenelle", "en": "For whom", "sv": "För vem"},
        default="programs",
        choices=("programs", "excel"),
    ),
    PEOPLE,
)
WORKBOOKS = (PEOPLE,)
