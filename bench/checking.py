"""How long `check` takes for a large flow, beside the least that it could take and beside a peer.

    python bench/checking.py

Measured on 20 workshops of 9 steps each, 200 steps in all, with 40 moves, of which some have no condition, so that the
chart is explored; and on a parallel step of 8 lanes of 10 steps, which is explored lane by lane. Floor: reading and
parsing the same files with tomllib, with nothing checked. Peer: python-statemachine, which validates a machine's graph
as it is made, whatever its conditions, here of the same steps and moves without the workshops around them; it has no
words for moves that are never taken, nor for what shows a mistake. Exits with 1 when the limit is not kept."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import tyopaja
from tyopaja.definitions import check_paths
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.model.play import Vocabulary

LIMIT = 1.0
"""Seconds that `check` may take."""

ROUNDS = 7
WORKSHOPS = 20
STEPS = 9

HEAD = 'format = 1\nid = "suuri"\nversion = "1.0.0"\ntitle = "Suuri"\nlocale = "fi"\n'


def main() -> int:
    """Measure, print the table, and say whether the limit is kept."""
    kept = True
    for name, flow in (("200 steps, 40 moves", long_flow()), ("8 lanes of 10 steps", wide_flow())):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "flows").mkdir()
            (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
            (folder / "flows" / "suuri.toml").write_text(flow, encoding="utf-8")
            contenders: dict[str, Callable[[], None]] = {
                "tomllib alone (floor)": partial(parsed, folder),
                "check": partial(checked, folder),
            }
            try:
                import statemachine  # noqa: F401
            except ImportError:
                print("python-statemachine is not installed: measured without a peer")
            else:
                if name.startswith("200"):
                    contenders["python-statemachine (peer)"] = validated
            best = {who: min(timed(run) for _ in range(ROUNDS)) for who, run in contenders.items()}
        print(name)
        for who, seconds in best.items():
            print(f"  {who:28}{seconds * 1000:9.2f} ms{seconds / best['tomllib alone (floor)']:8.2f} ×")
        kept &= best["check"] <= LIMIT
    print(f"limit of check {LIMIT} s")
    return int(not kept)


def step(id: str, *keys: str) -> str:
    """A [[step]]."""
    return "\n".join(["[[step]]", f'id = "{id}"', f'title = "{id}"', *keys, ""])


def move(source: str, to: str, *keys: str) -> str:
    """A [[move]]."""
    return "\n".join(["[[move]]", f'from = "{source}"', f'to = "{to}"', *keys, ""])


def long_flow() -> str:
    """Workshops one after the other, in each a loop with a limit, and a way round that is always open, or a move of its
    own to the next workshop."""
    lines = ['title = "Suuri"\n']
    for shop in range(WORKSHOPS):
        lines.append(step(f"paja-{shop}"))
        lines += [step(f"vaihe-{shop}-{number}", f'in = "paja-{shop}"') for number in range(STEPS)]
    for shop in range(WORKSHOPS):
        lines.append(move(f"vaihe-{shop}-7", f"vaihe-{shop}-2", "at-most = 3"))
        if shop % 2:
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
    assert check_paths([folder], vocabulary, tyopaja.__version__) == []


def validated() -> None:
    """The peer's machine of the long flow, made and validated."""
    from statemachine import State, StateChart

    count = WORKSHOPS * STEPS
    states = {f"s{n}": State(initial=n == 0, final=n == count) for n in range(count + 1)}
    places = list(states.values())
    onward = places[0].to(places[1])
    for number in range(1, count):
        onward |= places[number].to(places[number + 1])
    back, over = places[7].to(places[2], cond="open"), places[STEPS + 4].to(places[STEPS + 6])
    for shop in range(1, WORKSHOPS):
        back |= places[shop * STEPS + 7].to(places[shop * STEPS + 2], cond="open")
        if shop % 2:
            over |= places[shop * STEPS + 4].to(places[shop * STEPS + 6])
        else:
            onward |= places[shop * STEPS + 8].to(places[shop * STEPS + 9])
    type("Series", (StateChart,), {**states, "onward": onward, "back": back, "over": over, "open": True})


def timed(run: Callable[[], None]) -> float:
    """How long something takes, in seconds."""
    begin = perf_counter()
    run()
    return perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
