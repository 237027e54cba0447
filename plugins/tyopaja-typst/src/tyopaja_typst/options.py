"""What may be chosen about print. The same thing has the same name in every format."""

from __future__ import annotations

from tyopaja.plugins import Option
from tyopaja.renderers.options import PEOPLE, PROMPTS

PAPERS = ("a4", "a3", "a2", "a1")
ORIENTATIONS = ("portrait", "landscape")
DESIGNS = ("rose", "horizon", "mono")
"""How a poster is composed: a rose and filled statements; a coloured ground with bands below or beside it; black on
white for copiers."""
LONG_ADDRESS = 300
"""More signs than these make a code too fine to be read from paper."""

PAPER = Option(
    "paper",
    {"fi": "Paperin koko", "en": "Size of the paper", "sv": "Pappersstorlek"},
    default="canvas",
    choices=("canvas", *PAPERS),
)
ORIENTATION = Option(
    "orientation",
    {"fi": "Pysty vai vaaka", "en": "Portrait or landscape", "sv": "Stående eller liggande"},
    default="canvas",
    choices=("canvas", *ORIENTATIONS),
)
DESIGN = Option(
    "design",
    {"fi": "Julisteen ulkoasu", "en": "How the poster looks", "sv": "Affischens utseende"},
    default=DESIGNS[0],
    choices=DESIGNS,
    more=True,
)
ADDRESS = Option(
    "address",
    {
        "fi": "Osoite, jonka ruutukoodi avaa",
        "en": "The address that a QR code opens",
        "sv": "Adressen som en rutkod öppnar",
    },
    type="text",
    default="",
    most=LONG_ADDRESS,
)
PROVENANCE = Option(
    "provenance",
    {
        "fi": "Kerrotaanko lopuksi, mistä kukin virke tuli",
        "en": "Whether pages behind tell where each sentence came from",
        "sv": "Om sidor därefter berättar varifrån varje mening kom",
    },
    type="yes-no",
    default=False,
)
OPTIONS = (PAPER, ORIENTATION, DESIGN, PEOPLE, ADDRESS, PROMPTS, PROVENANCE)
