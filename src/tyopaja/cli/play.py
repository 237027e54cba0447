"""`tyopaja play`: a transcript of commands, carried out in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, progress


@click.command("play")
@click.argument("transcripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--session", help="Play on into this session.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(transcripts: tuple[Path, ...], session: str | None, as_json: bool, **common: Any) -> None:
    """Carry out TRANSCRIPTS and print the session's id.

    The first one begins the session; further ones go on in it. A command that is refused stops the play there;
    what was done before it stays.
    """
    with settings(**common).engine() as engine:
        read = [engine.transcript(path) for path in transcripts]
        done = 0
        with progress("Playing", sum(len(one.do) for one in read)) as tick:
            playing = engine.open(session) if session else None
            for one in read:
                playing = engine.play(one, session=playing, progress=lambda count, before=done: tick(before + count))
                done += len(one.do)
        assert playing is not None
        facts = {"id": playing.id, "commands": done, "events": playing.state.seq, "step": playing.state.step}
    if as_json:
        print_json(facts)
    else:
        click.echo(playing.id)
