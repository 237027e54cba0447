"""Hypothesis strategies: words as people write them, sound definitions, commands that fit a session or do not, whole
sessions, and views of them.

For the tests of plugin authors, and ours. A renderer that draws `views()`, and a journal that keeps the events of
`histories()`, have met what a workshop can bring. Hypothesis is imported here and nowhere else in tyopaja."""

from tyopaja.testing.strategies.flows import definitions
from tyopaja.testing.strategies.packs import canvas_tables, canvases
from tyopaja.testing.strategies.sessions import (
    BEGINNING,
    VOCABULARY,
    History,
    begun,
    commands,
    histories,
    values,
    views,
)
from tyopaja.testing.strategies.steering import PEOPLE
from tyopaja.testing.strategies.writing import ODD_WORDS, REFUSED_WORDS, ids, refused_words, texts, words

__all__ = [
    "BEGINNING",
    "ODD_WORDS",
    "PEOPLE",
    "REFUSED_WORDS",
    "VOCABULARY",
    "History",
    "begun",
    "canvas_tables",
    "canvases",
    "commands",
    "definitions",
    "histories",
    "ids",
    "refused_words",
    "texts",
    "values",
    "views",
    "words",
]
