"""How long reading and checking a pack takes, beside the least it could take and beside a peer.

    python bench/definitions.py [PACK]

Floor: `tomllib.load` on the same files, with nothing checked. Peer: tomlkit, which keeps positions and comments, on the
same files; and tomli, the parser that load_pack uses, alone. Measured on the pack as it is, and on 500 canvases made of
its own. Each figure is the best of many rounds, the contenders taking turns, so that whatever else the machine does
hits all of them. Exits with 1 when a limit is not kept."""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from time import perf_counter

import tomli

import tyopaja
from tyopaja.definitions import load_pack
from tyopaja.definitions.positions import Positions
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.play import Vocabulary

LIMIT = 1.3
"""Times the floor that reading and checking the pack may take."""

LIMIT_OF_MANY = 1.5
"""Times the floor for 500 canvases."""

MANY = 500
ROUNDS = 60


def main() -> int:
    """Measure, print the tables, and say whether the limits are kept."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "canvases")
    kept = measured(folder, ROUNDS, LIMIT)
    with tempfile.TemporaryDirectory() as made:
        kept &= measured(many(folder, Path(made) / "many"), 8, LIMIT_OF_MANY)
    print("positions, four times the text: " + ", ".join(f"{ratio:.1f} ×" for ratio in growth()) + " the time")
    return int(not kept)


def many(folder: Path, into: Path) -> Path:
    """A pack of 500 canvases: those of a pack again and again, each under a name of its own."""
    (into / "canvases").mkdir(parents=True)
    shutil.copy(folder / "pack.toml", into)
    originals = cycle(sorted((folder / "canvases").glob("*.toml")))
    known = {path.stem for path in (folder / "canvases").glob("*.toml")}
    for number in range(MANY):
        original = next(originals)
        name = original.stem if original.stem in known else f"{original.stem}-{number}"
        known.discard(original.stem)
        shutil.copy(original, into / "canvases" / f"{name}.toml")
    return into


def measured(folder: Path, rounds: int, limit: float) -> bool:
    """Print how long a pack takes; whether the limit is kept."""
    files = sorted(folder.rglob("*.toml"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    vocabulary = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)
    contenders: dict[str, Callable[[], object]] = {
        "tomllib alone (floor)": lambda: [_with_tomllib(file) for file in files],
        "tomli alone": lambda: [tomli.loads(file.read_text(encoding="utf-8")) for file in files],
        "load_pack": lambda: load_pack(folder, vocabulary, tyopaja.__version__),
    }
    try:
        import tomlkit
    except ImportError:
        print("tomlkit is not installed: measured without a peer")
    else:
        if len(files) < MANY:
            contenders["tomlkit alone (peer)"] = lambda: [tomlkit.parse(file.read_bytes()) for file in files]
    best = race(contenders, rounds)
    floor = best["tomllib alone (floor)"]
    print(f"{len(files)} files, {sum(map(len, texts)):,} characters")
    for name, seconds in best.items():
        print(f"{name:24}{seconds * 1000:9.2f} ms{seconds / floor:8.2f} ×")
    print(f"limit {limit} ×")
    return best["load_pack"] <= limit * floor


def _with_tomllib(file: Path) -> object:
    with file.open("rb") as opened:
        return tomllib.load(opened)


def race(contenders: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The best time of each, in seconds, over rounds in which all take their turn."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, run in contenders.items():
            gc.collect()
            begin = perf_counter()
            run()
            best[name] = min(best[name], perf_counter() - begin)
    return best


TEMPTING = ("a{} = [[[[]]]]\n", '"b{}" = """\\"\\"{}"""\n', "[c{}.d.e.f]\n", "[[g]]\nh{} = { i = '', j = 1 }\n")
"""Lines that would tempt a scanner to go back and forth."""


def growth() -> Iterator[float]:
    """How many times as long a scan for positions takes for four times the text: 4 when it is in proportion."""
    for line in TEMPTING:
        small, large = ("".join(line.replace("{}", str(n)) for n in range(count)) for count in (1_000, 4_000))
        best = race({"small": partial(Positions, small), "large": partial(Positions, large)}, 5)
        yield best["large"] / best["small"]


if __name__ == "__main__":
    sys.exit(main())
