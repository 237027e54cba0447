"""How long starting takes, beside the least that any Python program takes and beside peers.

    python bench/startup.py

Floor: `python -c pass`. Peers: other command lines of the same environment telling their versions: pip, and ttx of
fontTools. Every program runs in a process of its own, the contenders taking turns, so that whatever else the machine
does hits all of them; each figure is the median. Exits with 1 when the limit is not kept."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from statistics import median
from time import perf_counter

LIMIT = 8.0
"""Times the floor that `tyopaja --version` may take."""

ROUNDS = 15
FLOOR, OURS = "python -c pass (floor)", "tyopaja --version"

CONTENDERS: dict[str, list[str]] = {
    FLOOR: ["-c", "pass"],
    "import tyopaja": ["-c", "import tyopaja"],
    "import tyopaja, Engine()": ["-c", "import tyopaja; tyopaja.Engine()"],
    OURS: ["-m", "tyopaja", "--version"],
    "tyopaja list flows": ["-m", "tyopaja", "list", "flows"],
}
PEERS: dict[str, list[str]] = {
    "pip --version (peer)": ["-m", "pip", "--version"],
    "ttx --version (peer)": ["-m", "fontTools.ttx", "--version"],
}


def main() -> int:
    """Measure, print a table, and say whether the limit is kept."""
    there = {name: words for name, words in PEERS.items() if find_spec(words[1].partition(".")[0])}
    taken = race({**CONTENDERS, **there})
    floor = taken[FLOOR]
    print(f"{ROUNDS} processes each, medians")
    for name, seconds in taken.items():
        print(f"{name:28}{seconds * 1000:9.1f} ms{seconds / floor:8.2f} ×")
    print(f"limit {LIMIT:g} × for {OURS}")
    return int(taken[OURS] > LIMIT * floor)


def race(contenders: dict[str, list[str]]) -> dict[str, float]:
    """The median time of each, in seconds, over rounds in which all take their turn; the first round warms up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(ROUNDS + 1):
        for name, words in contenders.items():
            begin = perf_counter()
            subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
            if number:
                times[name].append(perf_counter() - begin)
    return {name: median(found) for name, found in times.items()}


if __name__ == "__main__":
    sys.exit(main())
