"""`--option NAME=VALUE`: what a format lets one choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def with_options(function: F) -> F:
    """The option `--option` of commands that render."""
    decorator = click.option(
        "--option",
        multiple=True,
        metavar="NAME=VALUE",
        help="What the format lets one choose, such as paper=a2; repeatable. `tyopaja list renderers --json` has them.",
    )
    return decorator(function)


def options_of(words: tuple[str, ...]) -> Mapping[str, str]:
    """What was written, by name. Wrong usage for what has no =, or stands twice."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{word!r} is not NAME=VALUE, such as paper=a2.", param_hint="--option")
        if name in found:
            raise click.BadParameter(f"{name} is there twice.", param_hint="--option")
        found[name] = value
    return found
