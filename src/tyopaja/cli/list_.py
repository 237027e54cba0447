"""`tyopaja list`: what there is to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from tyopaja.cli.app import settings, shared
from tyopaja.cli.output import print_json, print_rows
from tyopaja.definitions import content_digest
from tyopaja.renderers.options import Option
from tyopaja.workshop import Engine

Rows = list[dict[str, Any]]


def _packs(engine: Engine, locale: str) -> Rows:
    return [
        {
            "id": pack.id,
            "version": pack.version,
            "title": pack.title.to(locale, pack.locale),
            "locales": list(pack.locales),
            "licence": pack.licence,
            "digest": content_digest(engine.library.places[pack.id]),
        }
        for pack in engine.packs()
    ]


def _canvases(engine: Engine, locale: str) -> Rows:
    return [
        {"id": canvas.id, "pack": pack.id, "title": canvas.title.to(locale, pack.locale)}
        for pack in engine.packs()
        for canvas in pack.canvases.values()
    ]


def _flows(engine: Engine, locale: str) -> Rows:
    return [
        {"id": flow.id, "pack": pack.id, "title": flow.title.to(locale, pack.locale)}
        for pack in engine.packs()
        for flow in pack.flows.values()
    ]


def _renderers(engine: Engine, locale: str) -> Rows:
    return [
        {
            "id": name,
            "title": renderer.title,
            "media_type": renderer.media_type,
            "suffix": renderer.suffix,
            "views": list(renderer.views),
            "plugin": engine.plugins.renderer(name)[0],
            "options": [_option(one, locale) for one in renderer.options],
        }
        for name, renderer in engine.plugins.renderers().items()
    ]


def _option(option: Option, locale: str) -> dict[str, Any]:
    facts = {
        "id": option.name,
        "title": option.title.to(locale, "en"),
        "type": option.type,
        "default": option.default,
        "choices": list(option.choices),
        "more": option.more,
        "least": option.least,
        "most": option.most,
    }
    # What does not go with its type says nothing.
    return {key: value for key, value in facts.items() if value not in (None, [], False) or key == "default"}


def _importers(engine: Engine, locale: str) -> Rows:
    return [
        {
            "id": name,
            "title": importer.title,
            "suffixes": list(importer.suffixes),
            "plugin": engine.plugins.importer(name)[0],
        }
        for name, importer in engine.plugins.importers().items()
    ]


def _journals(engine: Engine, locale: str) -> Rows:
    return [{"id": scheme} for scheme in engine.plugins.schemes()]


def _sessions(engine: Engine, locale: str) -> Rows:
    return [
        {
            "id": one.id,
            "title": one.title,
            "flow": one.flow,
            "pack": one.pack,
            "started": one.started,
            "events": one.events,
        }
        for one in engine.sessions()
    ]


_WHAT: Mapping[str, tuple[Callable[[Engine, str], Rows], tuple[str, ...]]] = {
    "packs": (_packs, ("id", "version", "title")),
    "canvases": (_canvases, ("id", "title", "pack")),
    "flows": (_flows, ("id", "title", "pack")),
    "renderers": (_renderers, ("id", "title", "plugin")),
    "importers": (_importers, ("id", "title", "plugin")),
    "journals": (_journals, ("id",)),
    "sessions": (_sessions, ("id", "title", "flow", "started", "events")),
}


@click.command("list")
@click.argument("what", type=click.Choice(tuple(_WHAT)), metavar="WHAT")
@click.option("--locale", default="fi", show_default=True, help="The language of titles.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@shared
def command(what: str, locale: str, as_json: bool, **common: Any) -> None:
    """List WHAT there is: packs, canvases, flows, renderers, importers, journals or sessions."""
    rows, columns = _WHAT[what]
    chosen = settings(**common)
    with (chosen if what == "sessions" else chosen.without_journal()).engine() as engine:
        found = rows(engine, locale)
    if as_json:
        print_json(found)
    else:
        print_rows(found, columns)
