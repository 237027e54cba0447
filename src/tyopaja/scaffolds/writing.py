"""New packs, canvases and flows, in the languages that their pack promises."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from tyopaja.definitions.checks.texts import check_texts
from tyopaja.definitions.ids import ID, bad_id
from tyopaja.definitions.reading import parse
from tyopaja.definitions.schema import schema_files
from tyopaja.errors import Refused
from tyopaja.model.canvas import Canvas
from tyopaja.model.pack import FORMAT, Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import HOME, Text, tag_of
from tyopaja.scaffolds.filling import filled, in_languages, literal, template

Files = Mapping[PurePosixPath, str]
"""Path below a folder → what stands in the file. Those below `.schema` may be written over; no other file may."""

LANGUAGES: Final = ("fi", "en", "sv")
"""The languages that comments and first words are written in."""


def new_pack(name: str, title: str, locale: str, vocabulary: Vocabulary, version: str) -> Files:
    """The files of a pack, below its folder, for tyopaja `version`; texts are in `locale`.

    Raises Refused for a name that is no id, a title that `check` would not take, and a locale that is no language tag.
    """
    _check_name(name)
    _check_title(title)
    tag = tag_of(locale)
    if tag is None:
        message = f"'{locale}' is not a language tag. Write one like fi, en or sv-FI."
        raise Refused("bad-locale", message, locale=locale)
    major, minor = version.split(".")[:2]
    blanks = {
        "id": name,
        "title": title or title_of(name),
        "locale": tag,
        "engine": f">={major}.{minor},<{int(major) + 1}",
    }
    head = filled(template(f"{_language(tag)}/pack.toml"), blanks)
    return {PurePosixPath("pack.toml"): head, **schema_files(vocabulary)}


def new_canvas(name: str, title: str, locale: str, pack: Pack, vocabulary: Vocabulary) -> Files:
    """The files of a canvas, below its pack's folder; comments are in `locale`.

    Raises Refused for a name that is no id, and for a title that `check` would not take.
    """
    _check_name(name)
    _check_title(title)
    blanks = {"title": title or title_of(name)}
    return {
        PurePosixPath(f"canvases/{name}.toml"): _written("canvas.toml", locale, pack, blanks),
        **schema_files(vocabulary),
    }


def new_flow(name: str, title: str, locale: str, pack: Pack, vocabulary: Vocabulary) -> Files:
    """The files of a flow, below its pack's folder, on the first canvas of the pack that has a place for notes; with a
    canvas of its own where there is none. Comments are in `locale`.

    Raises Refused for a name that is no id, and for a title that `check` would not take.
    """
    _check_name(name)
    _check_title(title)
    made: dict[PurePosixPath, str] = {}
    canvas, place = next(filter(None, map(_place_of_notes, pack.canvases.values())), (name, _NOTES))
    if canvas not in pack.canvases:
        made.update(new_canvas(canvas, title, locale, pack, vocabulary))
    blanks = {"title": title or title_of(name), "sheet": canvas, "place": f"{canvas}.{place}"}
    made[PurePosixPath(f"flows/{name}.toml")] = _written("flow.toml", locale, pack, blanks)
    return {**made, **schema_files(vocabulary)}


_NOTES: Final = "ideat"
"""The section of the template's canvas that holds notes."""


def _place_of_notes(canvas: Canvas) -> tuple[str, str] | None:
    """A canvas with its first section that people fill with as many entries as they like."""
    for section in canvas.section:
        kind, limit = canvas.kind(section), canvas.limit_of(section)
        if kind is not None and kind.many and (limit is None or limit >= _ENTRIES):
            return canvas.id, section
    return None


_ENTRIES: Final = 3
"""How many entries the template's flow asks for."""


def title_of(name: str) -> str:
    """A title for people to write over: `oma-paketti` → `Oma paketti`."""
    return name.replace("-", " ").strip().capitalize() or name


def _written(file: str, locale: str, pack: Pack, blanks: Mapping[str, str]) -> str:
    """A template of canvases or flows, in the language that its pack is in, or in all those that it promises."""
    templates = {one: filled(template(f"{one}/{file}"), blanks) for one in LANGUAGES}
    promised = pack.locales or (pack.locale,)
    comments = _language(locale or pack.locale)
    if promised == (pack.locale,) and _language(pack.locale) == comments:
        return templates[comments]
    return in_languages(promised, templates, comments)


def _language(tag: str) -> str:
    """The language that somebody is written to in: Finnish, or their own where we speak it; else English."""
    language = tag.partition("-")[0].lower()
    return language if language in LANGUAGES else "en"


def _check_name(name: str) -> None:
    if ID.fullmatch(name) is None:
        found = bad_id("", (), name)
        raise Refused("bad-id", f"{found.message} {found.hint}", id=name)


def _check_title(title: str) -> None:
    """Refuse what `check` would find fault with; "" is one that is left out."""
    if not title:
        return
    source = parse(f"title = {literal(title)}\n".encode(), "", "")
    alone = Pack(id="", format=FORMAT, version="0", title=Text({HOME: title}))
    faults = [*(one.message for one in source.problems), *(one.message for one in check_texts(alone))]
    if faults:
        raise Refused("bad-title", f"The title cannot be used. {faults[0]}", title=title)
