"""Make the picture of the README: the poster of the example series, at the width of a page."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tyopaja import Engine

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 1000
"""Pixels."""


def main() -> None:
    """Write `docs/arjen-kompassi.png`."""
    with Engine() as engine:
        session = None
        for transcript in sorted((ROOT / "examples" / "hotelli-kaamos").glob("*.toml")):
            session = engine.play(engine.transcript(transcript), session=session)
        assert session is not None
        poster = Image.open(io.BytesIO(engine.render(session, format="png").data)).convert("RGB")
    height = round(poster.height * WIDTH / poster.width)
    small = poster.resize((WIDTH, height), Image.Resampling.LANCZOS).quantize(128)
    small.save(ROOT / "docs" / "arjen-kompassi.png", optimize=True)


if __name__ == "__main__":
    main()
