"""Values beside a note: as the language of the reader has them, and the same from the server and from a script."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tyopaja_web.pages.slots import Looking, card

SECTION = {
    "fields": [
        {"id": "now", "title": "Nyt", "type": "number"},
        {"id": "target", "title": "Tavoite", "type": "number"},
        {"id": "feeling", "title": "Tunne", "type": "scale", "scale": [1, 5]},
        {"id": "due", "title": "Mihin mennessä", "type": "date"},
    ]
}
ENTRY = {
    "id": "e1", "by": "aino", "text": "Yöpyjät", "votes": 0,
    "fields": {"now": 4.4, "target": 12500, "feeling": 2.5, "due": "2026-12-31"},
}  # fmt: skip
SAID = {
    "fi": ["4,4", "12\xa0500", "2,5/5", "31.12.2026"],
    "en": ["4.4", "12,500", "2.5/5", "Dec 31, 2026"],
    "sv": ["4,4", "12\xa0500", "2,5/5", "31 dec. 2026"],
}


@pytest.mark.parametrize("locale", SAID)
def test_numbers_and_days_are_written_as_the_reader_writes_them(locale: str, modules: Any) -> None:
    looking = Looking(
        model={"people": {}, "mine": {}}, you="aino", leads=False, say=str, fresh=str, url="", place="", locale=locale
    )
    printed = card(ENTRY, SECTION, looking)["shown"]
    assert [value for _, value in printed] == SAID[locale]
    given = json.dumps([SECTION, ENTRY, {"config": {"locale": locale}}])
    code = f"const {{ shownValues }} = await import('/js/phone/values.js'); return shownValues(...{given});"
    assert modules(code) == [list(one) for one in printed]
