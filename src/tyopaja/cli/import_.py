"""`tyopaja import`: what a file holds into a session, after a look at what that changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_text
from tyopaja.errors import ImportProblem
from tyopaja.importers.decoding import MOST_BYTES
from tyopaja.texts import say

if TYPE_CHECKING:
    from tyopaja.workshop import Engine, Session
    from tyopaja.workshop.importing_nodes import Difference, Differences

_MARKS = {"added": "+", "edited": "~", "moved": ">", "removed": "-", "linked": "&", "conflict": "!"}
"""Kind of difference → what stands before its lines, in the order in which they are shown."""
_MOST_SHOWN = 100
"""Lines of one kind that are shown; `--json` has all."""
_WIDEST = 160
"""Characters of a text that are shown."""


@click.command("import")
@click.argument("session")
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--as", "format", help="A format of `tyopaja list importers`; told by the file's name when left out.")
@click.option("--into", default="", metavar="SHEET[.SECTION[.PART]]", help="Where what names no place belongs.")
@click.option("--by", metavar="PERSON", help="Who imports; whoever has the chair when left out.")
@click.option("--dry-run", is_flag=True, help="Show the differences, and take nothing.")
@click.option("--yes", is_flag=True, help="Take them without asking.")
@click.option("--skip-wrong", is_flag=True, help="Leave out what cannot be taken, and take the rest.")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON; taken with --yes alone.")
@shared
def command(
    session: str,
    file: Path,
    format: str | None,
    into: str,
    by: str | None,
    dry_run: bool,
    yes: bool,
    skip_wrong: bool,
    as_json: bool,
    **common: Any,
) -> None:
    """Bring FILE into SESSION: a list, a table, an exported compass, a board; - for stdin.

    What the file would change is shown first. At a terminal you are asked then; elsewhere --yes takes it. What is there
    already is not taken again. A file with something wrong in it is not taken at all without --skip-wrong.
    """
    data = _read(file)
    with settings(**common).session(session) as (engine, opened):
        found = _differences(engine, opened, data, "" if str(file) == "-" else file.name, format, into, by)
        if not as_json:
            print_text("".join(f"{line}\n" for line in _lines(found, opened.state.locale)))
        wanted = not dry_run and bool(found.commands) and (skip_wrong or not found.wrong)
        take = wanted and (yes or (not as_json and _asked(file)))
        if take:
            opened.take(found, skip_wrong=skip_wrong)
        locale = opened.state.locale
    if as_json:
        print_json(_plain(found, taken=take))
    elif take:
        click.echo(say(locale, "import.taken", count=len(found.commands)), err=True)
    if found.wrong and not skip_wrong:
        if not dry_run:
            click.echo("Nothing was taken. Mend the file, or leave out what is wrong with --skip-wrong.", err=True)
        sys.exit(1)


def _read(file: Path) -> bytes:
    """The bytes of the file, no more than can be imported. Raises ImportProblem for one that cannot be read."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportProblem("cannot-read", f"{file} cannot be read: {reason}.", file=str(file)) from error


def _differences(
    engine: Engine, session: Session, data: bytes, name: str, format: str | None, into: str, by: str | None
) -> Differences:
    view = session.view(f"canvas:{into.partition('.')[0]}") if into else None
    try:
        content = engine.read(data, format=format, name=name, sheet=view if view and view.what == "sheet" else None)
    except ImportProblem as error:
        where = f"{name}: " if name else ""
        raise ImportProblem(error.code, f"{where}{error.message}", **error.fields) from error
    return session.differences(content, into=into, by=by)


def _asked(file: Path) -> bool:
    if str(file) == "-" or not sys.stdin.isatty():
        raise click.UsageError("Nothing was taken. Say --yes to take it, or --dry-run to look only.")
    return click.confirm("Take it?", err=True)


def _lines(found: Differences, locale: str) -> Iterator[str]:
    for kind, mark in _MARKS.items():
        told = [one for one in found.all if one.kind == kind]
        if told:
            yield f"{say(locale, f'import.{kind}')} ({len(told)})"
            yield from _some([f"  {mark} {_difference(one, locale)}" for one in told])
    if found.wrong:
        yield f"{say(locale, 'import.wrong')} ({len(found.wrong)})"
        yield from _some([f"  × {_at(one.line, locale)}{one.message} [{_short(one.text)}]" for one in found.wrong])
    if found.skipped:
        yield f"{say(locale, 'import.skipped')} ({len(found.skipped)})"
        yield from _some([f"  · {_short(one)}" for one in found.skipped])
    same = [one for one in found.all if one.kind == "unchanged"]
    if not found.commands and not found.wrong:
        yield say(locale, "import.nothing")
    if same:
        yield say(locale, "import.unchanged", count=len(same))
        yield from _some([f"  = {one.where}: {_short(one.text)} ({one.note})" for one in same if one.note])


def _difference(one: Difference, locale: str) -> str:
    said = _short(one.text)
    if one.kind == "edited" and one.before != one.text:
        said = f"{_short(one.before)} → {said}"
    elif one.before and one.before != one.text:
        said += f" ({say(locale, f'import.{_BEFORE[one.kind]}', text=_short(one.before), where=one.before)})"
    parts = (f"{one.where}: {said}".rstrip(), f"[{_short(one.values)}]" if one.values else "", one.note)
    return " ".join(part for part in parts if part)


_BEFORE = {
    "added": "here",
    "edited": "here",
    "conflict": "here",
    "moved": "from",
    "linked": "answers",
    "removed": "here",
}


def _some(lines: list[str]) -> list[str]:
    more = [f"  … {len(lines) - _MOST_SHOWN} more; --json has all"] if len(lines) > _MOST_SHOWN else []
    return lines[:_MOST_SHOWN] + more


def _at(line: int | None, locale: str) -> str:
    return "" if line is None else f"{say(locale, 'import.line', line=line)}: "


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST else f"{flat[:_WIDEST]}…"


def _plain(found: Differences, *, taken: bool) -> dict[str, Any]:
    tables: dict[str, Any] = {kind: [] for kind in (*_MARKS, "unchanged")}
    for one in found.all:
        keys = ("entry", "place", "where", "text", "before", "values", "origin", "note", "line")
        tables[one.kind].append({**{key: getattr(one, key) for key in keys}, "fields": dict(one.fields)})
    wrong = [{"code": one.code, "message": one.message, "text": one.text, "line": one.line} for one in found.wrong]
    head = {"session": found.session, "by": found.by, "taken": taken, "skipped": list(found.skipped)}
    return {**head, **tables, "wrong": wrong}
