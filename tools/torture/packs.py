"""Mutate packs at random and check them: whatever comes out is sound, or refused with places inside its files.

`python tools/torture/packs.py [CASES] [--from FIRST]` runs that many cases on two processes (a million when left out)
and prints how many there were, how many failed, the slowest and the peak of memory; the exit code is 1 when any failed.
A case is its number: `--case NUMBER` runs one again, and shows what was mutated and what was said.

The seeds are the shipped pack, the packs of `examples/packs`, and those that are broken already, `tests/broken`."""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import tomli_w
from attrs import frozen

from tyopaja.definitions import Library, pin, unpin
from tyopaja.definitions.codes import CODES
from tyopaja.definitions.gathering import Reading, Survey
from tyopaja.definitions.pack import Shelf
from tyopaja.definitions.problems import Problem
from tyopaja.definitions.reading import parse
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.errors import UnknownId
from tyopaja.model.play import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
VERSION = "0.1.0"
VOCABULARY = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)

SECONDS = 2.0
"""Longer than this no case may take of a processor: what else the machine does is not its fault."""
MEGABYTES = 200
"""More than this the whole process may never need."""
BATCH = 500
"""Cases that a process takes at once."""

Files = dict[str, bytes]
"""File → what stands in it, of one pack."""

JUNK: list[Any] = [
    *(0, -1, 3, 10**400, -(10**400), 1.5, float("inf"), float("nan"), True, False, "", " ", "x", "Ä", "laput.hyvaa"),
    *("\u202e", "25 min", "notes", "radar", "scale", "sha256:0", "koe/x.y", "fi", "#0a6775", "0.9", "?", "?/?"),
    *("ä" * 10_001, [], [[]], ["x"], ["x", "x"], [1, 2], [0, 10], [{}], {}, {"fi": "x"}, {"fi": 5}, {"fi": ["x"]}),
    *({"not": {}}, {"all": [{"time": "over"}]}, {"title": "x"}, {"low": "a", "from": "b"}, {"x": {"title": "x"}}),
]
"""What is put in the place of values."""

NAMES = ["title", "id", "", "a b", "\u200b", "text", "kind", "fields", "parts", "x", "from", "extends", "kinds", "Ä"]
"""What keys are called instead."""

_SIGNS = "[]{}\"'=.,#\\\n\r\t\x00\x07\u202e\ufeffä"


def seeds() -> list[Files]:
    """The packs that are mutated: small ones, since many small cases find more than few large ones."""
    packs = [_files(path) for path in sorted((ROOT / "tests" / "broken").iterdir()) if path.is_dir()]
    packs += [_files(path) for path in sorted((ROOT / "examples" / "packs").iterdir()) if path.is_dir()]
    shipped = _files(ROOT / "canvases")
    head = {"pack.toml": shipped["pack.toml"]}
    for file, data in shipped.items():
        if file.startswith("canvases/"):
            packs.append({**head, file: data})
        elif len(data) < 20_000 and file.startswith("flows/"):
            used = tomllib.loads(data.decode()).get("sheet", {}).values()
            canvases = {f"canvases/{sheet['canvas']}.toml" for sheet in used} & shipped.keys()
            packs.append({**head, **{canvas: shipped[canvas] for canvas in sorted(canvases)}, file: data})
    return [pack for pack in packs if sum(map(len, pack.values())) < 60_000]


def _files(folder: Path) -> Files:
    paths = [folder / "pack.toml", *sorted(folder.glob("*/*.toml"))]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and path.name[0] != "."
    }


# What is done to a file ----------------------------------------------------------------------------------------------

Mutation = Callable[[Random, str], str]


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a parsed file, as a container and a key in it."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        for key in list(one) if isinstance(one, dict) else range(len(one)):
            found.append((one, key))
            if isinstance(one[key], dict | list):
                waiting.append(one[key])
    return found


def _in_the_data(change: Callable[[Random, Any, Any, list[tuple[Any, Any]]], None]) -> Mutation:
    def mutate(random: Random, text: str) -> str:
        try:
            table = tomllib.loads(text)
            spots = _spots(table)
            if spots:
                change(random, *random.choice(spots), spots)
            return tomli_w.dumps(table)
        except (ValueError, RecursionError):  # it is no TOML (any more), or too deep to be written
            return text

    mutate.__name__ = change.__name__
    return mutate


def _drop(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    del around[key]


def _retype(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    around[key] = random.choice(JUNK)


def _rename(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, dict):
        name = random.choice([f"{key}x", str(key).upper(), str(key)[1:], *NAMES])
        around[name] = around.pop(key)


def _insert(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    """Somebody else's key, with its value or with another."""
    other, place = random.choice(spots)
    if isinstance(around, dict):
        around[place if isinstance(place, str) else random.choice(NAMES)] = _copied(other[place])
    else:
        around.insert(key, random.choice(JUNK))


def _splice(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    other, place = random.choice(spots)
    around[key] = _copied(other[place])


def _double(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, list):
        around.append(_copied(around[key]))
    else:
        around[f"{key}-2"] = _copied(around[key])


def _reorder(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    if isinstance(around, list):
        random.shuffle(around)
    else:
        names = list(around)
        random.shuffle(names)
        for name in names:
            around[name] = around.pop(name)


def _nest(random: Random, around: Any, key: Any, spots: list[tuple[Any, Any]]) -> None:
    for _ in range(random.choice([1, 2, 40, 90])):
        around[key] = random.choice([[around[key]], {"not": around[key]}, {"all": [around[key]]}, {"x": around[key]}])


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _cut(random: Random, text: str) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.randrange(1, 30) :]


def _double_line(random: Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return "\n".join(lines)


def _swap_lines(random: Random, text: str) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _stray_sign(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(_SIGNS) + text[place:]


def _brackets(random: Random, text: str) -> str:
    place, deep = random.randrange(len(text) + 1), random.choice([3, 40, 3000])
    return text[:place] + random.choice(["[", "{", "[[", "a.", "'", '"""', "{a="]) * deep + text[place:]


MUTATIONS: list[Mutation] = [
    *map(_in_the_data, (_drop, _retype, _retype, _rename, _insert, _splice, _double, _reorder, _nest)),
    *(_cut, _double_line, _swap_lines, _stray_sign, _brackets),
]


def mutated(random: Random, pack: Files) -> tuple[Files, list[str]]:
    """The pack after one to four mutations, and what they were."""
    files, done = dict(pack), []
    for _ in range(random.randrange(1, 5)):
        file = random.choice(list(files))
        if random.randrange(40) == 0:
            data, name = _byte(random, files[file]), "_byte"
        else:
            mutation = random.choice(MUTATIONS)
            data = mutation(random, files[file].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            name = mutation.__name__
        files[file] = data
        done.append(f"{file}: {name}")
    return files, done


def _byte(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


# What is asked of it -------------------------------------------------------------------------------------------------


def survey(files: Mapping[str, bytes]) -> Survey:
    """A pack that is in no folder, read and checked as one that is."""
    sources = {file: parse(data, file, file) for file, data in files.items()}
    reading = Reading()
    locales = [source for file, source in sources.items() if file.startswith("locale/")]
    if reading.head(sources["pack.toml"], VERSION, locales):
        for file, source in sources.items():
            if file.startswith(("canvases/", "flows/")):
                reading.definition(source)
    reading.extend(Shelf((), VERSION))
    return reading.survey(VOCABULARY)


def ask(files: Mapping[str, bytes]) -> Survey:
    """Check a pack. Raises AssertionError when neither it is sound nor all is said with a place in its files."""
    found = survey(files)
    for problem in found.problems:
        assert_is_placed(problem, files)
    if all(problem.severity == "warning" for problem in found.problems):
        library = Library((found.pack,))
        for name, flow in found.pack.flows.items():
            try:
                definitions = library.definitions(name)
            except UnknownId:  # a canvas of a pack that is not here
                assert any("/" in flow.canvas_of(sheet) for sheet in flow.sheet_names()), name
                continue
            assert unpin(pin(definitions)) == definitions, name
    return found


def assert_is_placed(problem: Problem, files: Mapping[str, bytes]) -> None:
    """A problem is somewhere in a file that there is, and has something to say."""
    lines = files[problem.file].decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    assert problem.code in CODES, problem
    assert problem.message, problem
    assert len(str(problem)) < 1200, problem
    assert str(problem).encode(), problem


@frozen
class Tally:
    """What became of some cases."""

    cases: int = 0
    sound: int = 0
    failed: tuple[tuple[int, str], ...] = ()
    """Number and story of each."""
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds of a processor, and the number of the case."""
    peak: float = 0.0
    """Megabytes of the process that needed most."""

    def with_(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.cases + other.cases,
            self.sound + other.sound,
            self.failed + other.failed,
            max(self.slowest, other.slowest),
            max(self.peak, other.peak),
        )


_SEEDS: list[Files] = []


def case(number: int) -> tuple[Files, list[str]]:
    """The pack of a case, and what was done to it."""
    if not _SEEDS:
        _SEEDS.extend(seeds())
    random = Random(number)  # noqa: S311 - nothing here is a secret
    return mutated(random, random.choice(_SEEDS))


def run(numbers: range) -> Tally:
    """Some cases, one after the other."""
    failed, sound, slowest = [], 0, (0.0, 0)
    signal.signal(signal.SIGPROF, _too_slow)
    for number in numbers:
        files, _ = case(number)
        begun = time.process_time()
        # Of the processor's time: a machine that sleeps, or others that use it, are no fault of a pack.
        signal.setitimer(signal.ITIMER_PROF, 5 * SECONDS)
        try:
            sound += not ask(files).problems
        except BaseException:
            failed.append((number, traceback.format_exc(limit=-5)[:4000]))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, (time.process_time() - begun, number))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Tally(len(numbers), sound, tuple(failed), slowest, peak)


def _too_slow(signal_: int, frame: Any) -> None:
    raise TimeoutError("The case takes too long.")


def torture(cases: int, first: int = 0) -> Tally:
    """That many cases on two processes."""
    batches = [range(at, min(at + BATCH, first + cases)) for at in range(first, first + cases, BATCH)]
    tally = Tally()
    with multiprocessing.Pool(2) as pool:
        for done in _shown(pool.imap_unordered(run, batches), cases):
            tally = tally.with_(done)
    return tally


def _shown(tallies: Iterator[Tally], cases: int) -> Iterator[Tally]:
    done = 0
    for tally in tallies:
        yield tally
        done += tally.cases
        if sys.stderr.isatty():
            print(f"\r{done:,} of {cases:,}", end="" if done < cases else "\n", file=sys.stderr, flush=True)


def stories(tally: Tally) -> list[str]:
    """What the first of those that failed raised, each with the number that makes it again."""
    return [f"\ncase {number}:\n{story}" for number, story in tally.failed[:5]]


def main() -> int:
    """Run, and print what came out."""
    parser = argparse.ArgumentParser(description="Check packs that are mutated at random.")
    parser.add_argument("cases", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--case", type=int, help="run this case alone, and show it")
    asked = parser.parse_args()
    if asked.case is not None:
        files, done = case(asked.case)
        print("\n".join(done))
        for problem in ask(files).problems:
            print(problem)
        return 0
    tally = torture(asked.cases, asked.first)
    seconds, number = tally.slowest
    print(f"cases   {tally.cases:>12,}   of which sound {tally.sound:,}")
    print(f"crashes {len(tally.failed):>12,}")
    print(f"slowest {seconds * 1000:>9,.0f} ms   case {number}; the most is {SECONDS * 1000:,.0f} ms")
    print(f"memory  {tally.peak:>9,.0f} MB   at its peak; the most is {MEGABYTES} MB")
    for story in stories(tally):
        print(story, file=sys.stderr)
    return int(bool(tally.failed) or seconds > SECONDS or tally.peak > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
