"""The hooks: what a plugin may answer. The table of contents of everything that extends tyopaja.

All of them collect: every plugin that answers is asked, each by itself. One that raises, or answers with the wrong
type, is set aside with all that it brings, and costs the others nothing; only an observer's failure is its own. Names
(a scheme, a format out or in, a condition, an activity, a command) belong to one plugin; see `tyopaja.plugins.registry`
for what happens when two claim one. A plugin that answers none of these, or one that is not here, is told so when it is
loaded: a misspelt hook is an error, never silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tyopaja.plugins.marks import hookspec

if TYPE_CHECKING:
    import click

    from tyopaja.importers.contract import Importer
    from tyopaja.journals.contract import Journal
    from tyopaja.model.events import Event
    from tyopaja.model.play import Activity, ConditionKind
    from tyopaja.renderers.contract import Renderer
    from tyopaja.workshop import Session


@hookspec
def tyopaja_packs() -> Iterable[Path]:
    """Packs that come with the plugin, each a folder or a zip. Called when definitions are first needed.

    A distribution that is nothing but a pack needs no hook: it names its package under the entry-point group
    `tyopaja.packs`.
    """


@hookspec
def tyopaja_journals() -> Mapping[str, Callable[[str], Journal]]:
    """URL scheme → what opens a journal, given the whole URL (`sqlite:series.db`).

    Called when an engine opens its journal. Opening may raise JournalError; anything else that it raises is
    reported as the plugin's failure.
    """


@hookspec
def tyopaja_renderers() -> Iterable[Renderer]:
    """Output formats. Called when a format is first asked for; heavy imports belong into the render function."""


@hookspec
def tyopaja_importers() -> Iterable[Importer]:
    """Input formats. Called when a file is first to be imported; heavy imports belong into the read function."""


@hookspec
def tyopaja_conditions() -> Mapping[str, ConditionKind]:
    """Conditions that flows may name under `needs` and `when`. Called when definitions are first needed."""


@hookspec
def tyopaja_activities() -> Mapping[str, Activity]:
    """Activities that steps may name. Called when definitions are first needed."""


@hookspec
def tyopaja_observe(session: Session, events: tuple[Event, ...]) -> None:
    """Told after a command's events are in the journal; never for a replay, a repetition or a refusal.

    What it raises is logged under `tyopaja.plugins` with the plugin's name; the command stands.
    """


@hookspec
def tyopaja_commands(cli: click.Group) -> None:
    """Further commands of `tyopaja`: add them to `cli`, an empty group of this plugin's own.

    Called when the command line is asked for its help, or for a command that is not its own. A name that the command
    line has already sets the plugin aside; heavy imports belong into the commands.
    """


@hookspec
def tyopaja_routes() -> Iterable[Any]:
    """Further pages of the live workshop: routes as Starlette has them, or ASGI applications under a path of theirs.

    Called once, when `tyopaja_web.app` is made; without the plugin that serves, never. Each plugin's are mounted below
    `/plugins/NAME/`. What is none of the two sets the plugin aside, when it is mounted.
    """
