"""`tyopaja preview`: a pack in a browser, drawn anew at each save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_text
from tyopaja.definitions.files import FOLDERS, HEAD, is_pack
from tyopaja.errors import Refused

_HEARD = 0.5
"""Seconds after which a Ctrl-C is heard at the latest."""


@click.command("preview")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; a free one when left out."
)
@click.option("--open/--no-open", "show", default=False, help="Open it in the browser.")
@shared
def command(path: Path, port: int, show: bool, **common: Any) -> None:
    """Show the pack in PATH in a browser, with what is wrong beside each sheet, and draw it anew at each save.

    PATH is a pack's folder, or a canvas or a flow in one. Prints an address on this machine; Ctrl-C ends it.
    """
    from tyopaja.preview.choosing import Choice
    from tyopaja.preview.serving import Preview

    folder, inside = _pack_of(path)
    choice = Choice(canvas=path.stem if inside == "canvases" else "", flow=path.stem if inside == "flows" else "")
    with settings(**common).without_journal().engine() as engine, Preview(engine, folder, port) as preview:
        print_text(f"{preview.url(choice)}\n")
        if show:
            click.launch(preview.url(choice))
        try:
            # A Ctrl-C that comes just as a wait begins is heard only when that wait ends.
            while not preview.stopping.wait(_HEARD):
                pass
        except KeyboardInterrupt:
            click.echo("", err=True)


def _pack_of(path: Path) -> tuple[Path, str]:
    """The folder of the pack, and the folder in it that a file is in."""
    if is_pack(path):
        return path, ""
    if path.is_file():
        if path.name == HEAD:
            return path.parent, ""
        folder = path.absolute().parent
        if folder.name in FOLDERS and is_pack(folder.parent):
            return path.parent.parent if path.parent.name in FOLDERS else folder.parent, folder.name
    what = "There is no such file or folder" if not path.exists() else "This is no pack's folder, nor a file in one"
    hint = f"Name the folder that {HEAD} stands in, or a canvas below it. To begin a pack: tyopaja new pack NAME."
    raise Refused("no-pack", f"{path}: {what}. {hint}", path=str(path))
