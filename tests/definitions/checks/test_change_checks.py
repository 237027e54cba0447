"""What is found in what became of earlier sections."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

PACK = "pack.toml"


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('version = "0.9"', 'version = "yksi"', "bad-version", "version"),
        ('version = "0.9"', 'version = "1.0.1"', "later-change", "version"),
        ('canvas = "vastaus"', 'canvas = "vastuus"', "unknown-canvas", "canvas"),
        ('from = "keinot"', 'from = "vastaukset.nyt"', "still-there", "from"),
        ('from = "keinot"', 'from = "lievitys"', "still-there", "from"),
        ('from = "keinot"', 'from = "keinot.a.b"', "bad-place", "from"),
        ('to = "vastaukset"', 'to = "vastaukset."', "bad-place", "to"),
        ('to = "vastaukset"', 'to = "vastaus"', "unknown-section", "to"),
        ('to = "vastaukset"', 'to = "vastaukset.silloin"', "unknown-part", "to"),
        ('to = "vastaukset"', 'to = "keinot"', "unknown-section", "to"),
    ],
)
def test_a_change_leads_from_what_was_to_what_is(spoil: Spoil, old: str, new: str, code: str, key: str) -> None:
    (found,) = spoil(PACK, old, new)
    assert (found.file, found.code, found.path) == (PACK, code, ("change", 0, key))


def test_a_change_may_lead_on_to_another(spoil: Spoil) -> None:
    further = '[[change]]\nversion = "0.8"\ncanvas = "vastaus"\nfrom = "aitta"\nto = "keinot"\n[[change]] # 0'
    assert spoil(PACK, "[[change]] # 0", further) == []


def test_changes_that_lead_in_a_circle_lead_nowhere(spoil: Spoil) -> None:
    further = '[[change]]\nversion = "0.8"\ncanvas = "vastaus"\nfrom = "aitta"\nto = "keinot"\n[[change]] # 0'
    found = spoil(PACK, "[[change]] # 0", further, 'to = "vastaukset"', 'to = "aitta"')
    assert {one.code for one in found} == {"unknown-section"}


def test_what_became_of_a_section_is_said_once(spoil: Spoil) -> None:
    again = '[[change]]\nversion = "0.9"\ncanvas = "vastaus"\nfrom = "keinot"\nto = "lievitys"\n[[change]] # 0'
    (found,) = spoil(PACK, "[[change]] # 0", again)
    assert (found.code, found.path) == ("changed-twice", ("change", 1, "from"))


def test_versions_of_any_form_of_pep_440_are_compared(spoil: Spoil) -> None:
    assert spoil(PACK, 'version = "0.9"', 'version = "1.0rc1"') == []
    (found,) = spoil(PACK, 'version = "0.9"', 'version = "1.0.post1"')
    assert found.code == "later-change"
