"""The command line: one module a command, each loaded only when it is called, so that starting stays quick."""

from tyopaja.cli.app import main

__all__ = ["main"]
