"""How long `check` takes for a large flow, beside the least that it could take.

    python bench/checking.py

The flow: 20 workshops of 9 steps each, 200 steps in all, and 40 moves, of which some have no condition, so that its
chart is explored; and one with a parallel step of 8 lanes of 10 steps, which is explored lane by lane. Floor: reading and
parsing the same files with tomllib, with nothing checked. There is no peer: neither python-statemachine nor sismic says
what can never be reached or never ends. Exits with 1 when a limit is not kept."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path
from time import perf_counter

import tyopaja
from tyopaja.definitions import check_paths
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.play import Vocabulary

LIMIT = 1.0
"""Seconds that `check` may take for the flow of 200 steps and 40 moves."""

ROUNDS = 7

HEAD = 'format = 1\nid = "suuri"\nversion = "1.0.0"\ntitle = "Suuri"\nlocale = "fi"\n'


def main() -> int:
    """Measure, print the table, and say whether the limit is kept."""
    slowest = 0.0
    for name, flow in (("200 steps, 40 moves", long_flow()), ("8 lanes of 10 steps", wide_flow())):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "flows").mkdir()
            (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
            (folder / "flows" / "suuri.toml").write_text(flow, encoding="utf-8")
            floor = min(timed(lambda folder=folder: parsed(folder)) for _ in range(ROUNDS))
            taken = min(timed(lambda folder=folder: checked(folder)) for _ in range(ROUNDS))
        print(
            f"{name:24}tomllib alone (floor){floor * 1000:9.2f} ms   check{taken * 1000:9.2f} ms{taken / floor:8.2f} ×"
        )
        slowest = max(slowest, taken)
    print(f"limit {LIMIT} s")
    return int(slowest > LIMIT)


def step(id: str, *keys: str) -> str:
    """A [[step]]."""
    return "\n".join(["[[step]]", f'id = "{id}"', f'title = "{id}"', *keys, ""])


def move(source: str, to: str, *keys: str) -> str:
    """A [[move]]."""
    return "\n".join(["[[move]]", f'from = "{source}"', f'to = "{to}"', *keys, ""])


def long_flow() -> str:
    """Workshops one after the other, in each a loop with a limit, and a way round that is always open; the last step of
    every other one goes on to the next workshop by a move of its own."""
    lines = ['title = "Suuri"\n']
    for shop in range(20):
        lines.append(step(f"paja-{shop}"))
        lines += [step(f"vaihe-{shop}-{number}", f'in = "paja-{shop}"') for number in range(9)]
    for shop in range(20):
        lines.append(move(f"vaihe-{shop}-7", f"vaihe-{shop}-2", "at-most = 3"))
        if shop % 2 or shop == 18:
            lines.append(move(f"vaihe-{shop}-4", f"vaihe-{shop}-6", 'on = "ohi"'))
        else:
            lines.append(move(f"paja-{shop}", f"paja-{shop + 1}"))
    return "\n".join(lines)


def wide_flow() -> str:
    """Eight lanes beside each other, with moves that are always open."""
    lines = ['title = "Leveä"\n', step("alku"), step("rinnan", 'order = "parallel"')]
    for lane in "abcdefgh":
        lines.append(step(lane, 'in = "rinnan"'))
        lines += [step(f"{lane}-{number}", f'in = "{lane}"') for number in range(10)]
    lines.append(step("loppu"))
    lines += [move(f"{lane}-3", f"{lane}-1", 'on = "takaisin"') for lane in "abcdefgh"]
    lines += [move("a-8", "a-9"), move("loppu", "rinnan", 'on = "alusta"', 'resume = "deep"')]
    return "\n".join(lines)


def parsed(folder: Path) -> None:
    """Read and parse, and nothing else."""
    for file in folder.rglob("*.toml"):
        with file.open("rb") as opened:
            tomllib.load(opened)


def checked(folder: Path) -> None:
    """The whole of `check`; nothing is found in these."""
    vocabulary = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)
    problems = check_paths([folder], vocabulary, tyopaja.__version__)
    assert problems == [], problems[0]


def timed(run: object) -> float:
    """How long something takes, in seconds."""
    assert callable(run)
    begin = perf_counter()
    run()
    return perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
