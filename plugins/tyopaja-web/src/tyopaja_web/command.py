"""`tyopaja serve`: a room for a session, from this machine."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.errors import OutputError, TyopajaError

_DEMO_TITLE = {"fi": "Hotelli Kaamos", "sv": "Hotell Polarnatt", "en": "Hotel Polar Night"}


@click.command("serve", short_help="Open a room for a workshop: phones, a big screen and the facilitator.")
@click.argument("flow", required=False)
@click.option("--title", help="Whose session it is: the company's or the team's name.")
@click.option("--session", "session_id", metavar="ID", help="Go on with a session, instead of beginning one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens; 0.0.0.0 for the whole net.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--address", metavar="URL", help="The address that people come by, where a proxy stands in front.")
@click.option("--demo", is_flag=True, help="With invented people at work, to look at.")
@click.option("--people", type=click.IntRange(1, 300), default=8, show_default=True, help="How many invented people.")
@click.option("--locale", help="The session's language.")
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="For https: a PEM file.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's key.")
@click.option("--json", "as_json", is_flag=True, help="Print the addresses as one line of JSON.")
@click.option("--proxied", is_flag=True, help="Believe a proxy's X-Forwarded headers.")
@shared
def serve(flow: str | None, **given: Any) -> None:
    """Open a room for FLOW, or with --session for one that was begun, and print the addresses.

    It ends with Ctrl-C. What people have written is in the journal; with --session the room opens again, and everybody
    who was in it is.
    """
    chosen = {key: given.pop(key) for key in ("journal", "packs", "debug")}
    if (flow is None) == (given["session_id"] is None):
        raise click.UsageError("Name a flow to begin with, or a session with --session.")
    if (given["certificate"] is None) != (given["key"] is None):
        raise click.UsageError("--certificate and --key belong together.")
    common = settings(**chosen)
    with common.beginning() if flow else common.session(given["session_id"]) as (engine, opened):
        _serve(engine, flow, opened, **given)


def _serve(engine: Any, flow: str | None, opened: Any, *, host: str, port: int, **given: Any) -> None:
    from tyopaja_web import logs, secret
    from tyopaja_web.application import app
    from tyopaja_web.inviting import Room, chair_of, invitation
    from tyopaja_web.serving import bound, serve
    from tyopaja_web.settings import Settings

    listening = bound(host, port)
    try:
        logs.begin()
        session = opened or engine.start(flow, title=given["title"] or _title(given), locale=given["locale"])
        chair = chair_of(session)
        scheme = "https" if given["certificate"] else "http"
        address = given["address"] or f"{scheme}://{_reachable(host)}:{listening.getsockname()[1]}"
        made = app(engine, secret=_secret(secret), settings=Settings(proxied=given["proxied"], address=address))
        room = Room(made.state.web, session, chair, address.rstrip("/"))

        def begun() -> None:
            click.echo(room.as_json() if given["as_json"] else invitation(room, qr=sys.stdout.isatty()))
            sys.stdout.flush()
            if given["demo"]:
                from tyopaja_web.demo import Demo

                Demo(made.state.web.rooms, session.id, chair, given["people"]).begin()

        serve(made, listening, begun=begun, certificate=given["certificate"], key=given["key"])
    finally:
        listening.close()


def _title(given: dict[str, Any]) -> str:
    if given["demo"]:
        return _DEMO_TITLE.get((given["locale"] or "fi").partition("-")[0], _DEMO_TITLE["en"])
    raise click.UsageError("Say with --title whose session it is.")


def _secret(secret: Any) -> bytes:
    from platformdirs import user_data_path

    folder = Path(user_data_path("tyopaja", appauthor=False))
    try:
        kept: bytes = secret.kept(os.environ, folder)
    except OSError as error:
        message = (
            f"The secret cannot be kept in {folder}: {error.strerror or error}. Set {secret.VARIABLE} to 16 characters "
            "or more that nobody can guess."
        )
        raise OutputError("no-secret", message, path=str(folder)) from error
    if len(kept) < 16:
        raise TyopajaError("short-secret", f"{secret.VARIABLE} must have 16 characters or more.")
    return kept


def _reachable(host: str) -> str:
    """A name under which the machine can be reached: its own address in the net, where it listens everywhere."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only says which of our addresses would be used
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
