"""Hold modules to about 300 lines: a longer one holds two things, and is split by what they are for."""

from __future__ import annotations

import sys
from pathlib import Path

MOST = 320


def main() -> int:
    """1 when a module of the package or of a plugin is longer than `MOST` lines."""
    long = [
        (path, lines)
        for room in (Path("src"), *sorted(Path("plugins").glob("*/src")))
        for path in sorted(room.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST
    ]
    for path, lines in long:
        print(f"{path}: {lines} lines, {MOST} at most. Split it by what its parts are for.", file=sys.stderr)
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
