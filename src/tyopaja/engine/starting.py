"""How a session begins: its head is looked at as closely as any command, since everything after it rests on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NoReturn

from attrs import evolve as with_

from tyopaja.charts import begin
from tyopaja.engine.going import leaves_to_say, timers_of
from tyopaja.engine.rules import Rules
from tyopaja.engine.values import fault_of, with_defaults
from tyopaja.errors import Refused
from tyopaja.model.canvas import Canvas, Section
from tyopaja.model.events import Added, Event, Started, Stepped
from tyopaja.model.text import tag_of
from tyopaja.model.timing import fixed
from tyopaja.texts import say

TITLE_AT_MOST = 200
"""Characters of a session's title: it stands at the head of every sheet."""

_SESSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def start(rules: Rules, started: Started) -> tuple[Event, ...]:
    """The first events of a session: it begins, enters the flow's first step, and has what its sheets begin with.

    Raises Refused for an id, a title, a locale or a time that nothing could go on with.
    """
    if started.locale != tag_of(started.locale):
        _refuse(rules.definitions.pack.locale, "bad-locale", locale=started.locale)
    if not is_session_id(started.session):
        _refuse(started.locale, "bad-session", session=started.session)
    if started.at.utcoffset() is None:
        _refuse(started.locale, "no-zone", at=started.at.isoformat())
    if not started.title.strip():
        _refuse(started.locale, "no-title")
    fault = fault_of(started.title, TITLE_AT_MOST)
    if fault is not None:
        _refuse(started.locale, fault[0], **fault[1])
    started = with_(started, at=fixed(started.at))
    change = begin(rules.chart)
    stepped = Stepped(
        at=started.at,
        by=started.by,
        command=started.command,
        left=change.left,
        entered=change.entered,
        now=change.configuration.active,
        leaves=leaves_to_say(rules.chart, change.configuration.active),
        cause="start",
        timers=timers_of(rules, change, started.at),
    )
    return started, stepped, *standing_there(rules, started.locale, started.at, started.command)


def standing_there(
    rules: Rules,
    locale: str,
    at: datetime,
    command: str,
    fresh: Callable[[str, str], bool] = lambda sheet, section: True,
) -> Iterator[Added]:
    """The entries that sections begin with, sheet by sheet, in a language. They are nobody's own, and none is put in
    that its section could not take. `fresh` says of which sections (sheet, section). Sheets that each group or
    participant has of their own begin when they come to be."""
    number = 0
    for sheet, canvas in rules.definitions.canvases.items():
        if rules.definitions.flow.per(sheet) != "session":
            continue
        for section in canvas.section:
            if not fresh(sheet, section):
                continue
            for part, text in fitting_texts(rules, canvas, section, locale):
                number += 1
                yield Added(
                    at=at,
                    by="",
                    command=command,
                    entry=f"{command}.{number}",
                    sheet=sheet,
                    section=section,
                    part=part,
                    text=text,
                    fields=with_defaults(rules.kind(sheet, section), {}),
                )


def fitting_texts(rules: Rules, canvas: Canvas, section: str, locale: str) -> Sequence[tuple[str | None, str]]:
    """Part and text of each entry that a section begins with and can take."""
    kind = canvas.kind(section)
    if kind is None or not kind.many or kind.main is None:
        return ()
    fitting = [
        (part, text)
        for part, text in _begun_with(rules, canvas.section[section], locale)
        if fault_of(text, canvas.characters_of(section)) is None
    ]
    return fitting[: canvas.limit_of(section)]


def _begun_with(rules: Rules, section: Section, locale: str) -> Iterator[tuple[str | None, str]]:
    """Part and text of each entry that a section begins with; one that has parts holds entries only under them."""
    home = rules.definitions.pack.locale
    if not section.parts:
        yield from ((None, text) for text in section.start.to(locale, home))
    for name, part in section.parts.items():
        yield from ((name, text) for text in part.start.to(locale, home))


def is_session_id(id: str) -> bool:
    """Whether a session may be called this: a file's name and a part of an address as it stands."""
    return _SESSION.fullmatch(id) is not None


def _refuse(language: str, reason: str, /, **facts: Any) -> NoReturn:
    raise Refused(reason, say(language, f"refusal.{reason}", **facts), command="start", **facts)
