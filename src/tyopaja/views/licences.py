"""Licences by SPDX id: what is printed, and where the licence stands."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.views.nodes import Credit

_CC = "https://creativecommons.org"

LICENCES: Mapping[str, tuple[str, str]] = {
    "CC0-1.0": ("CC0 1.0", f"{_CC}/publicdomain/zero/1.0/"),
    **{
        f"CC-{terms}-{version}": (f"CC {terms} {version}", f"{_CC}/licenses/{terms.lower()}/{version}/")
        for version in ("3.0", "4.0")
        for terms in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
    },
    "Apache-2.0": ("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "MIT": ("MIT", "https://opensource.org/license/mit"),
}
"""SPDX id → (as printed, address)."""


def credit_of(designer: str, licence: str) -> Credit:
    """Who designed a canvas, under which licence; an id that is not in the table is printed as it is."""
    printed, address = LICENCES.get(licence, (licence, ""))
    return Credit(designer=designer, licence=printed, address=address)
