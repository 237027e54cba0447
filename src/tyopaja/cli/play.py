"""`tyopaja play`: a transcript of commands, carried out in order."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import Tick, print_json, print_text, progress
from tyopaja.errors import TranscriptError


@click.command("play")
@click.argument("transcripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--session", help="Play on into this session.")
@click.option(
    "--from",
    "first",
    type=click.IntRange(min=1),
    default=1,
    help="With --session: the number of the first command to carry out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(transcripts: tuple[Path, ...], session: str | None, first: int, as_json: bool, **common: Any) -> None:
    """Carry out TRANSCRIPTS and print the session's id.

    The first one begins the session; further ones go on in it. A command that is refused stops the play there;
    what was done before it stays, and once it is mended `--session` and `--from` go on there.
    """
    if first > 1 and session is None:
        raise click.UsageError("--from goes on in a session: say which with --session.")
    chosen = settings(**common)
    with chosen.session(session) if session else chosen.beginning() as (engine, playing):
        read = [engine.transcript(path) for path in transcripts]
        if first > len(read[0].do) + 1:
            raise click.UsageError(
                f"{read[0].file} has no command of number {first}; its last is number {len(read[0].do)}."
            )
        behind = 0
        with progress("Playing", sum(len(one.do) for one in read)) as tick:
            for number, one in enumerate(read):
                begin = 1 if number else first
                try:
                    playing = engine.play(one, session=playing, first=begin, progress=partial(_tell, tick, behind))
                except TranscriptError as error:
                    _tell_how_to_go_on(error, transcripts[number:])
                    raise
                behind += len(one.do)
        assert playing is not None
        facts = {
            "id": playing.id,
            "commands": behind - first + 1,
            "events": playing.state.seq,
            "step": playing.state.step,
        }
    if as_json:
        print_json(facts)
    else:
        print_text(playing.id + "\n")


def _tell_how_to_go_on(error: TranscriptError, left: tuple[Path, ...]) -> None:
    if error.fields["index"] is not None:
        words = ["--session", error.fields["session"], "--from", str(error.fields["index"]), *map(str, left)]
        error.add_note(f"Mend it and go on there: tyopaja play {shlex.join(words)}")


def _tell(tick: Tick, behind: int, done: int) -> None:
    tick(behind + done)
