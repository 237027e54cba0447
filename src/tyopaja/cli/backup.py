"""`tyopaja backup`: the whole journal into another place."""

from __future__ import annotations

import re
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.copy import copied_between

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")


@click.command("backup")
@click.argument("target", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="Print what was copied as JSON.")
@shared
def command(target: str, as_json: bool, **common: Any) -> None:
    """Copy the whole journal to TO: a file, which becomes a `sqlite:` journal, or the URL of any other.

    Each session comes as it was at one moment, while people write on. Called again with the same TO it copies what is
    new. A session in which somebody's words were taken out since is refused there: begin a new backup, and throw the
    old one away.
    """
    chosen = settings(**common)
    # One letter is a drive of Windows, not a scheme.
    url = target if _SCHEME.match(target) else f"sqlite:{target}"
    copied_between(chosen, chosen.journal_url(), url, (), as_json)
