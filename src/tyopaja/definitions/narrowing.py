"""What holds of keys in the format beyond the types of their attributes, as JSON Schema says it: that a count is
positive, which papers there are, how words go by language.

Each fact is taken from the check that holds files to it, where that has a name for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tyopaja.definitions.checks.activities import ALLOWED
from tyopaja.definitions.checks.fields import LONGEST
from tyopaja.definitions.checks.layout import PAPERS
from tyopaja.definitions.ids import ID
from tyopaja.definitions.limits import LARGEST, MOST
from tyopaja.model.activity import Activity
from tyopaja.model.canvas import Defaults, Layout, Section
from tyopaja.model.flow import Carry, Duration, Fill, Groups, Joining, Move, Step
from tyopaja.model.kinds import Field, Value
from tyopaja.model.pack import FORMAT, Pack, Theme
from tyopaja.model.text import Text, Texts

Table = dict[str, Any]

LANGUAGES: Final = ("fi", "en", "sv")
"""What an editor offers first where a text goes by language; any other tag fits too."""

AN_ID: Final[Table] = {"type": "string", "pattern": f"^{ID.pattern}$"}
TAG: Final = "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
WORDS: Final[Table] = {"type": "string", "maxLength": LONGEST}
LIST: Final[Table] = {"type": "array", "items": WORDS}
COLOUR: Final[Table] = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
COUNT: Final[Table] = {"minimum": 1}
LENGTH: Final[Table] = {"minimum": 1, "maximum": LONGEST}
PLACES: Final[Table] = {"maxItems": MOST}
COMMANDS: Final[Table] = {"items": {"enum": sorted(ALLOWED)}}
TWO: Final[Table] = {"minItems": 2, "maxItems": 2}
SHARES: Final[Table] = {"items": {"type": "number", "exclusiveMinimum": 0, "maximum": LARGEST}}

CLOSER: Final[Mapping[tuple[type, str], Table]] = {
    (Pack, "format"): {"const": FORMAT},
    (Pack, "id"): AN_ID,
    (Pack, "locale"): {"pattern": TAG},
    (Pack, "locales"): {"items": {"type": "string", "pattern": TAG}},
    (Theme, "ink"): COLOUR,
    (Theme, "accent"): COLOUR,
    (Theme, "paper"): COLOUR,
    (Theme, "notes"): {"items": COLOUR, "minItems": 1},
    (Theme, "colours"): {"additionalProperties": COLOUR},
    (Layout, "areas"): {"minItems": 1},
    (Layout, "columns"): SHARES,
    (Layout, "rows"): SHARES,
    (Layout, "paper"): {"enum": sorted(PAPERS)},
    (Defaults, "at_most"): COUNT,
    (Defaults, "characters"): LENGTH,
    (Section, "at_most"): COUNT,
    (Section, "characters"): LENGTH,
    (Section, "scale"): TWO,
    (Section, "balance"): TWO,
    (Field, "characters"): LENGTH,
    (Step, "id"): AN_ID,
    (Step, "votes"): COUNT,
    (Step, "on"): PLACES,
    (Step, "gather"): PLACES,
    (Groups, "size"): COUNT,
    (Groups, "count"): COUNT,
    (Activity, "participant"): COMMANDS,
    (Activity, "facilitator"): COMMANDS,
    (Move, "at_most"): COUNT,
    (Carry, "at_most"): COUNT,
    (Fill, "at_most"): COUNT,
}
"""Class and attribute → what holds beyond the attribute's type."""

SHARED: Final[Mapping[Any, tuple[str, Table]]] = {
    Text: (
        "text",
        {
            "description": "Words: a string in the pack's own language, or a table by language (BCP 47).",
            "anyOf": [
                WORDS,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, WORDS),
                    "patternProperties": {TAG: WORDS},
                    "additionalProperties": False,
                },
            ],
        },
    ),
    Texts: (
        "texts",
        {
            "description": "Texts: a list in the pack's own language, or a table of lists by language (BCP 47).",
            "anyOf": [
                LIST,
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, LIST),
                    "patternProperties": {TAG: LIST},
                    "additionalProperties": False,
                },
            ],
        },
    ),
    Duration: (
        "duration",
        {
            "description": "A length of time, like 25 min, 3 h or 1 h 30 min.",
            "type": "string",
            "pattern": "^ *([0-9]{1,4} ?h( ?[0-9]{1,5} ?min)?|[0-9]{1,5} ?min) *$",
        },
    ),
    Joining: (
        "joining",
        {
            "description": "How many must be done before it goes on: all, a number, or when the facilitator says so.",
            "anyOf": [{"enum": ["all", "facilitator"]}, {"type": "integer", "minimum": 1, "maximum": LARGEST}],
        },
    ),
    Value: (
        "value",
        {
            "description": "What a field holds: words, a number, a day, true or false, or a place like [20, 80].",
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {"type": "string", "format": "date"},
                {"type": "array", "items": {"type": "number"}, **TWO},
            ],
        },
    ),
}
"""A type of values that many keys have → what its schema is called, and what it is."""
