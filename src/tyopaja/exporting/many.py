"""One output of every session, by workers beside each other: processes that take one session after the other.

What fails is named, and the others are made all the same: a worker that dies takes nobody with it but the session that
it was at, and another one takes its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

import tyopaja
from tyopaja.exporting.files import make_folder
from tyopaja.exporting.orders import Order, Outcome, Record, Recorded
from tyopaja.exporting.workers import Worker, outcome_of
from tyopaja.journals import SessionInfo
from tyopaja.renderers.options import chosen
from tyopaja.workshop import Engine

Told = Callable[[Outcome, int], None]
"""Told what became of a session, and of how many in all it is one."""


def export_all(
    journal: str,
    order: Order,
    folder: Path,
    *,
    packs: Iterable[str | Path] = (),
    environ: Mapping[str, str] | None = None,
    workers: int | None = None,
    again: bool = False,
    told: Told = lambda outcome, total: None,
) -> tuple[Outcome, ...]:
    """Make `order` of every session of a journal, each into a file of its own in `folder`, which is made if need be.

    A session whose file is there from an earlier time, and to which nothing has been added since, is passed over,
    unless `again`. `workers` is how many processes there are; as many as processors when left out. `told` is told of
    each as soon as it is done. Returns the outcomes in the order of the sessions.

    Raises UnknownId for a format or an option that is not there, Refused for a value that does not fit, OutputError for
    a folder that cannot be written to, JournalError.
    """
    paths = tuple(map(str, packs))
    with Engine(journal=journal, packs=paths, environ=environ) as engine:
        plugin, renderer = engine.plugins.renderer(order.format)
        chosen(renderer.options, order.options, order.format)
        versions = {one.name: one.version for one in engine.plugins.infos() if one.name == plugin}
        sessions = engine.sessions()
    make_folder(folder)
    key, record = order.key({"tyopaja": tyopaja.__version__, **versions}), Record(folder)
    outcomes: dict[str, Outcome] = {}

    def done(outcome: Outcome) -> None:
        if outcome.status == "made":
            sizes = {name: (folder / name).stat().st_size for name in outcome.files}
            record.add(Recorded(key, outcome.session, outcome.events, sizes))
        outcomes[outcome.session] = outcome
        told(outcome, len(sessions))

    open_work = []
    for one in sessions:
        known = None if again else record.of(key, one.id)
        if known is not None and known.events == one.events and known.stands(folder):
            done(outcome_of(one, status="kept", files=tuple(known.sizes)))
        else:
            open_work.append(one)
    idle: SimpleQueue[Worker] = SimpleQueue()
    crew = [
        Worker(journal, paths, environ, order, folder) for _ in range(min(workers or _processors(), len(open_work)))
    ]
    for worker in crew:
        idle.put(worker)

    def work(one: SessionInfo) -> Outcome:
        worker = idle.get()
        try:
            return worker.export(one)
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(len(crew) or 1) as pool:
            for future in as_completed([pool.submit(work, one) for one in open_work]):
                done(future.result())
    finally:
        for worker in crew:
            worker.close()
    return tuple(outcomes[one.id] for one in sessions)


def _processors() -> int:
    """How many this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
