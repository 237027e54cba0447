"""Draw the pictures of docs/flows.md, from the pack of example flows."""

from __future__ import annotations

from pathlib import Path

from tyopaja import Engine
from tyopaja.drawings.svg import svg

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "examples" / "packs" / "kulut"
PICTURES = ROOT / "docs" / "pictures"


def drawn() -> dict[str, str]:
    """Flow → its picture, in English."""
    with Engine(packs=[PACK]) as engine:
        names = next(pack.flows for pack in engine.packs() if pack.id == "kulut")
        return {name: svg(engine.library.definitions(f"kulut/{name}"), "en") for name in names}


def main() -> None:
    """Write `docs/pictures/flow-*.svg`."""
    PICTURES.mkdir(exist_ok=True)
    for name, picture in drawn().items():
        (PICTURES / f"flow-{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
