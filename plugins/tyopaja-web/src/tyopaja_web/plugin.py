"""What the plugin answers: the command `tyopaja serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tyopaja.plugins import hookimpl

if TYPE_CHECKING:
    import click

__all__ = ["tyopaja_commands"]


@hookimpl
def tyopaja_commands(cli: click.Group) -> None:
    """`serve`: open a room for a session."""
    from tyopaja_web.command import serve

    cli.add_command(serve)
