"""`tyopaja new`: small, sound files to begin with."""

from __future__ import annotations

from pathlib import Path

import click

import tyopaja
from tyopaja.cli.app import settings
from tyopaja.cli.output import print_json, print_text, write_into
from tyopaja.definitions.files import FOLDERS, HEAD, is_pack
from tyopaja.definitions.pack import Shelf
from tyopaja.definitions.schema import FOLDER
from tyopaja.errors import DefinitionError, Refused
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary
from tyopaja.scaffolds import Files, new_canvas, new_flow, new_pack, new_plugin


@click.command("new")
@click.argument("what", type=click.Choice(("pack", "canvas", "flow", "plugin")), metavar="pack|canvas|flow|plugin")
@click.argument("name")
@click.option("--title", default="", help="What people call it; made of NAME when left out.")
@click.option("--locale", help="A pack's language, and that of comments; Finnish, or the pack's, when left out.")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of the pack that a canvas or a flow goes into; the one that you are in when left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def command(
    what: str,
    name: str,
    title: str,
    locale: str | None,
    packs: tuple[Path, ...],
    as_json: bool,
    debug: bool,
) -> None:
    """Write a new pack, canvas, flow or plugin called NAME, and print the files.

    Each is small, commented and sound, to be changed as you like. No file that is there is written over.
    """
    if what in ("pack", "plugin"):
        if packs:
            raise click.UsageError(f"A {what} goes into a folder of its own; --pack is for a canvas or a flow.")
        folder = Path(name)
    else:
        folder = _pack_folder(packs)
    with settings(journal=None, packs=(), debug=debug).without_journal().engine() as engine:
        vocabulary, paths = engine.plugins.vocabulary(), engine.pack_paths()
        shelf = Shelf((folder, *paths), tyopaja.__version__)
        files = _files(what, name, title, locale, folder, shelf, vocabulary)
    if what in ("pack", "plugin") and (folder.exists() or folder.is_symlink()):
        raise Refused("already-there", f"{folder} is there already. Choose another name, or take it away.", path=name)
    made = [str(path) for path in write_into(folder, files, over=(FOLDER,))]
    if as_json:
        print_json({"files": made})
    else:
        print_text("".join(f"{path}\n" for path in made))


def _pack_folder(packs: tuple[Path, ...]) -> Path:
    """The pack that was named, else the one that the user stands in."""
    if len(packs) > 1:
        raise click.UsageError("A canvas or a flow goes into one pack: give --pack once.")
    if packs:
        if packs[0].is_file() and not packs[0].is_dir():
            raise Refused("no-pack", f"{packs[0]} is a file. Name the folder of a pack.", path=str(packs[0]))
        folder = packs[0]
    else:
        folder = Path("..") if Path.cwd().name in FOLDERS and not is_pack(Path()) else Path()
    if not is_pack(folder):
        where = f"{folder} has" if packs else "This folder has"
        message = (
            f"{where} no {HEAD}, so it is not a pack. Name one with --pack DIR, or begin one: tyopaja new pack NAME."
        )
        raise Refused("no-pack", message, path=str(folder))
    return folder


def _files(
    what: str, name: str, title: str, locale: str | None, folder: Path, shelf: Shelf, vocabulary: Vocabulary
) -> Files:
    if what == "pack":
        return new_pack(name, title, locale or "fi", vocabulary, tyopaja.__version__)
    if what == "plugin":
        return new_plugin(name, title, tyopaja.__version__)
    pack = _pack(folder, shelf, vocabulary)
    make = new_canvas if what == "canvas" else new_flow
    return make(name, title, locale or pack.locale, pack, vocabulary)


def _pack(folder: Path, shelf: Shelf, vocabulary: Vocabulary) -> Pack:
    """The pack as far as it is sound: a slip in a file of it need not keep anybody from writing another."""
    found = shelf.survey(folder, vocabulary)
    head = [one for one in found.problems if one.severity == "error" and Path(one.file).name == HEAD]
    if head:
        raise DefinitionError(head)
    return found.pack
