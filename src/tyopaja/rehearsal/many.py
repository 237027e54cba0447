"""Many rehearsals at once, in processes beside each other: how the end of a day is spread."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from attrs import frozen

from tyopaja.rehearsal.playing import rehearse
from tyopaja.rehearsal.reporting import Day
from tyopaja.workshop import Engine


@frozen(kw_only=True)
class Spread:
    """How many minutes over plan the days of a flow ended, over many rehearsals; sorted."""

    step: str
    """The outermost step that the day is made of; the first one where the whole flow is one day."""
    title: str = ""
    """What the day is called, where the flow has several."""
    planned: int
    """Minutes."""
    late: tuple[int, ...]
    """Minutes over plan, of each rehearsal in which the day ended; of the first time where its step was gone through
    again."""

    def share(self, share: float) -> int:
        """The minutes over plan within which this share of the rehearsals ended."""
        return self.late[min(len(self.late) - 1, int(share * len(self.late)))]


def rehearse_many(
    packs: Sequence[str | Path],
    flow: str,
    *,
    times: int,
    people: int,
    groups: int | None,
    seed: int,
    begins: datetime,
    locale: str | None = None,
    environ: dict[str, str] | None = None,
    workers: int | None = None,
) -> tuple[Spread, ...]:
    """Rehearse a flow with the seeds from `seed` on, in as many processes as there are processors, each with a journal
    in its memory. Returns a spread for each day of the flow."""
    workers = workers or os.cpu_count() or 1
    seeds = [range(seed + number, seed + times, workers) for number in range(workers)]
    work = partial(
        _rehearse, tuple(map(str, packs)), flow, people=people, groups=groups, begins=begins, locale=locale,
        environ=environ,
    )  # fmt: skip
    found: dict[str, tuple[str, int, list[int]]] = {}
    if workers == 1:
        done: Iterable[list[list[tuple[Day, str]]]] = map(work, seeds)
    else:
        with ProcessPoolExecutor(workers) as pool:
            done = list(pool.map(work, seeds))
    for rehearsals in done:
        for days in rehearsals:
            for day, title in days:
                if day.late is not None and day.round == 1:
                    found.setdefault(day.step, (title, day.planned, []))[2].append(day.late)
    several = len(found) > 1
    return tuple(
        Spread(step=step, title=title if several else "", planned=planned, late=tuple(sorted(late)))
        for step, (title, planned, late) in found.items()
    )


def _rehearse(
    packs: tuple[str, ...],
    flow: str,
    seeds: range,
    *,
    people: int,
    groups: int | None,
    begins: datetime,
    locale: str | None,
    environ: dict[str, str] | None,
) -> list[list[tuple[Day, str]]]:
    """For each seed its days, each with what it is called."""
    found = []
    with Engine(packs=packs, environ=environ) as engine:
        definitions = engine.library.definitions(flow)
        home = definitions.pack.locale
        titles = {step.id: step.title.to(locale or home, home) for step in definitions.flow.step}
        for seed in seeds:
            # A journal for each, so that none grows with the number of rehearsals; the packs are read once.
            engine.journal = engine.plugins.open_journal("memory:")
            done = rehearse(engine, flow, people=people, groups=groups, seed=seed, begins=begins, locale=locale)
            found.append([(day, titles[day.step]) for day in done.days])
    return found
