"""The command group, and what every command shares: where the journal and the packs are, how errors end.

Exit codes: 0 fine, 1 the input is wrong, 2 wrong usage, 3 the journal or a plugin failed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import evolve, frozen

import tyopaja
from tyopaja.cli.further import further
from tyopaja.errors import JournalError, PluginError, TyopajaError, UnknownId

if TYPE_CHECKING:
    from tyopaja.workshop import Engine, Session

F = TypeVar("F", bound=Callable[..., Any])

COMMANDS = {
    "list": "What there is: packs, canvases, flows, renderers, importers, journals, sessions.",
    "pack": "Build a pack into one file to hand on.",
    "check": "Read definitions and print every problem in them.",
    "schema": "The format for editors, as JSON Schema.",
    "new": "Write a small pack, canvas, flow or plugin to begin with.",
    "preview": "Show a pack in a browser, and draw it anew at each save.",
    "rehearse": "Let invented people go through a flow before real ones come.",
    "start": "Begin a session of a flow; prints its id.",
    "do": "Carry out one command in a session.",
    "play": "Carry out a transcript of commands; prints the session's id.",
    "run": "Lead a workshop at the terminal.",
    "state": "What is so now in a session.",
    "schedule": "How the day goes: the plan, the truth, and when it will end.",
    "log": "What happened in a session, event by event.",
    "export": "Make a file of a session: poster, sheet, report.",
    "import": "Bring a list, a table, a board or last year's compass into a session.",
    "sheet": "Make a file of a canvas by itself: blank for pens, or a sample.",
    "flow": "Draw a flow: an outline, a picture, Mermaid or SCXML.",
    "upgrade": "Move a session to its pack as it is now, with a report of what moved.",
    "erase": "Take somebody's words and names out of a session for good.",
    "verify": "Whether the whole journal is what was put into it.",
    "salvage": "What is sound of a damaged journal into a new one.",
    "copy": "Sessions from one journal into another.",
    "backup": "The whole journal into another place, while people write on.",
    "plugins": "Which plugins are loaded, and why others are not.",
}
"""Command → its line in the help. The module of the same name (`list_` for `list`) has the rest."""

_PYTHONS = frozenset({"list", "import"})
"""Those whose names mean something in Python, so that their modules have a `_` behind."""


@frozen(kw_only=True)
class Settings:
    """What the options that every command has amount to."""

    journal: str | None = None
    packs: tuple[str, ...] = ()
    debug: bool = False

    def engine(self) -> Engine:
        """The engine that a command works with, on a journal that is there. Raises UnknownId where there is none."""
        return self._engine(self.journal_there())

    def _engine(self, journal: str) -> Engine:
        """A plugin that was named and could not be loaded is told of."""
        from tyopaja.workshop import Engine

        engine = Engine(journal=journal, packs=self.pack_paths(), environ=os.environ)
        for info in engine.plugins.failures():
            if info.source == "named":
                click.echo(f"The plugin '{info.name}' failed: {info.reason}", err=True)
        return engine

    def pack_paths(self) -> tuple[str, ...]:
        """The packs that were named: by `--pack`, and by `TYOPAJA_PACKS`."""
        listed = os.environ.get("TYOPAJA_PACKS", "").split(os.pathsep)
        return (*self.packs, *(path for path in listed if path))

    @contextmanager
    def session(self, id: str) -> Iterator[tuple[Engine, Session]]:
        """The engine with a session that is there. Raises UnknownId, which says where it was looked for."""
        with self.engine() as engine:
            try:
                opened = engine.open(id)
            except UnknownId as error:
                where = f"{error.message} Looked in {shown(self.journal_url())}"
                raise UnknownId("session", id, error.fields["known"], where) from error
            yield engine, opened

    @contextmanager
    def beginning(self) -> Iterator[tuple[Engine, None]]:
        """The engine, for a session that is yet to begin, and its journal with it if need be."""
        with self._engine(self.journal_url()) as engine:
            yield engine, None

    def without_journal(self) -> Settings:
        """The same for a command that looks into no journal: none is opened, let alone made."""
        return evolve(self, journal="memory:")

    def journal_url(self) -> str:
        """`--journal`, else `TYOPAJA_JOURNAL`, else a file in the user's data folder."""
        named = self._named()
        if named:
            return named
        from platformdirs import user_data_path

        return f"sqlite:{user_data_path('tyopaja', appauthor=False) / 'journal.db'}"

    def journal_there(self) -> str:
        """The same for a command that looks into it: an empty one instead of that in the data folder when that has not
        begun yet. Raises UnknownId where one was named that is not there."""
        from tyopaja.journals.places import must_be_there

        url = self.journal_url()
        try:
            must_be_there(url)
        except UnknownId:
            if self._named():
                raise
            return "memory:"
        return url

    def _named(self) -> str | None:
        return self.journal or os.environ.get("TYOPAJA_JOURNAL")


def shown(url: str) -> str:
    """A journal's URL as it may be printed: without a password. What is odd about it is taken for part of that."""
    scheme, there, rest = url.partition("://")
    before, at, place = rest.rpartition("@")
    user, colon, _ = before.partition(":")
    return f"{scheme}{there}{user}:…@{place}" if at and colon else url


class Group(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a session's life, not of the alphabet; those of plugins behind them."""
        return [*COMMANDS, *sorted(further(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module; or from a plugin."""
        if cmd_name not in COMMANDS:
            return further(COMMANDS).get(cmd_name)
        module = import_module(f"tyopaja.cli.{cmd_name}{'_' if cmd_name in _PYTHONS else ''}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command where there is none of the name given."""
        from tyopaja.errors import nearest

        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table, without importing all their modules for a page of help; then those of plugins."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        if brought := further(COMMANDS):
            with formatter.section("Commands of plugins"):
                formatter.write_dl([(name, brought[name].get_short_help_str(100)) for name in sorted(brought)])


def shared(function: F) -> F:
    """The options that stand before or after a command: `--journal`, `--pack`, `--debug`."""
    options = (
        click.option("--journal", metavar="URL", help="Where sessions are kept, e.g. sqlite:series.db."),
        click.option("--pack", "packs", multiple=True, metavar="PATH", help="A pack's folder or zip; repeatable."),
        click.option("--debug", is_flag=True, help="Show tracebacks."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def settings(journal: str | None, packs: tuple[str, ...], debug: bool) -> Settings:
    """What stands after the command, over what stands before it."""
    outer: Settings = click.get_current_context().find_object(Settings) or Settings()
    return evolve(
        outer,
        journal=journal or outer.journal,
        packs=(*outer.packs, *packs),
        debug=debug or outer.debug,
    )


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tyopaja.__version__, prog_name="tyopaja")
@shared
@click.pass_context
def root(ctx: click.Context, journal: str | None, packs: tuple[str, ...], debug: bool) -> None:
    """Run workshops whose canvases and flows are data."""
    ctx.obj = Settings(journal=journal, packs=packs, debug=debug)


def exit_code(error: Exception) -> int:
    """3 for a journal or a plugin that failed and for a slip of ours, 1 for input that is wrong."""
    return 1 if isinstance(error, TyopajaError) and not isinstance(error, JournalError | PluginError) else 3


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; errors go to stderr in words, with a traceback only under `--debug`.

    `args` are the words after the program's name; those of the process when left out.
    """
    words = sys.argv[1:] if args is None else list(args)
    try:
        root.main(words, prog_name="tyopaja", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo(_with_notes("Stopped.", error.__cause__ or error), err=True)
        sys.exit(130)
    except Exception as error:
        if "--debug" in words:
            import traceback

            traceback.print_exc()
        else:
            click.echo(_in_words(error), err=True)
        sys.exit(exit_code(error))


def _in_words(error: Exception) -> str:
    if isinstance(error, TyopajaError):
        return _with_notes(error.message, error)
    return (
        f"Something went wrong inside tyopaja: {type(error).__name__}: {error}\n"
        "What was acknowledged is in the journal. Run the command again with --debug for the whole story."
    )


def _with_notes(message: str, error: BaseException) -> str:
    return "\n".join([message, *getattr(error, "__notes__", ())])
