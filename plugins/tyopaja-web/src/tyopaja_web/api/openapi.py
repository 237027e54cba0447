"""The JSON API as an OpenAPI 3.1 document: for whoever writes another front, and for machines that try to break it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from tyopaja.model.commands import COMMANDS
from tyopaja_web.access.visitors import FACES
from tyopaja_web.pages.asking import Asked

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer", "minimum": 0}
_MAYBE_TEXT: Final = {"type": ["string", "null"]}


def _table(required: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **others}}


def _map(of: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": of}


def _list(of: Any) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _named(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


_SCHEMAS: Final[Mapping[str, Any]] = {
    "Fault": _table({"code": _TEXT, "message": _TEXT}),
    "Command": {
        "type": "object",
        "required": ["command"],
        "properties": {
            "command": {"type": "string", "enum": sorted(COMMANDS)},
            "id": {
                "type": "string",
                "minLength": 1,
                "maxLength": 100,
                "description": "Made by the client; repeating it is harmless.",
            },
            "for": {"type": "string", "description": "For a facilitator: somebody without a device."},
        },
        "description": "A command as on any wire of tyopaja. `by` and `at` are the server's to say.",
    },
    "Answer": _table(
        {"id": _MAYBE_TEXT, "status": {"enum": ["done", "refused", "again"]}}, seq=_NUMBER, code=_TEXT, message=_TEXT
    ),
    "Card": _table(
        {
            "id": _TEXT, "sheet": _TEXT, "section": _TEXT, "part": _MAYBE_TEXT, "text": _MAYBE_TEXT,
            "fields": {"type": "object"}, "by": _TEXT, "votes": {"type": ["integer", "null"]},
            "picked": {"type": "boolean"}, "reason": _MAYBE_TEXT, "links": _list(_TEXT), "cluster": _MAYBE_TEXT,
            "private": {"type": "boolean"}, "at": _TEXT,
        }
    ),
    "Person": _table(
        {"name": _TEXT, "role": _TEXT, "group": _MAYBE_TEXT, "heads": _NUMBER, "left": {"type": "boolean"}}
    ),
    "Model": _table(
        {
            "seq": _NUMBER, "you": _MAYBE_TEXT, "sheets": _map({"type": "object"}), "entries": _map(_named("Card")),
            "boxes": _map(_list(_TEXT)), "hidden": _map(_NUMBER), "clusters": _map({"type": "object"}),
            "people": _map(_named("Person")), "here": _list(_TEXT), "mine": _map(_NUMBER),
        }
    ),
    "Frame": _table(
        {},
        seq=_NUMBER, entries=_map({"anyOf": [_named("Card"), {"type": "null"}]}), boxes=_map({}), here=_list(_TEXT),
        stage={"type": "boolean"}, reset={"type": "boolean"}, now=_NUMBER,
    ),
    "Outlook": _table(
        {"seq": _NUMBER, "status": {"enum": ["waiting", "going", "ended"]}, "tasks": _list({"type": "object"})}
    ),
}  # fmt: skip


def _query(name: str, schema: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _path(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "description": description,
    }


_AFTER: Final = _query("after", {"type": "integer", "minimum": 0}, "The position that is known already.")
_LOCALE: Final = _query("locale", {"type": "string"}, "BCP 47.")
_ROOM: Final = _path("room", "The session's id.")
_FACE: Final = _query("face", {"type": "string", "enum": list(FACES), "default": "phone"}, "As what it is asked.")


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _file(kind: str) -> dict[str, Any]:
    return {kind: {"schema": {"type": "string", "format": "binary"}}}


def _says(summary: str, content: Any, *parameters: Any, body: Any = None) -> dict[str, Any]:
    """One operation of a room. Its further answers are faults."""
    faults = {"description": "It cannot be, and why.", "content": _json(_named("Fault"))}
    answers: dict[str, Any] = {"200": {"description": summary, "content": content}}
    answers |= dict.fromkeys(("400", "401", "403", "404", "413", "422", "429", "500", "503"), faults)
    found: dict[str, Any] = {"summary": summary, "parameters": [_ROOM, _FACE, *parameters], "responses": answers}
    return {**found, "requestBody": {"required": True, "content": body}} if body else found


_COMMANDS: Final = _table({"commands": {"type": "array", "maxItems": 500, "items": _named("Command")}})

OPERATIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "/outlook": {"get": _says("What is asked of the visitor now.", _json(_named("Outlook")), _LOCALE)},
    "/model": {
        "get": _says(
            "Everything on some sheets, as the visitor may see it.",
            _json(_named("Model")),
            _query("sheets", {"type": "string"}, "Names, with commas; those of the outlook when left out."),
            _LOCALE,
        )
    },
    "/live": {
        "get": _says(
            "Server-sent events `change` (a frame), `here`, `beat`, `reset`; `Last-Event-ID` resumes.",
            {"text/event-stream": {"schema": _TEXT}},
            _AFTER,
        )
    },
    "/changes": {
        "get": _says(
            "What happened behind a position, in one frame.",
            _json(_named("Frame")),
            _AFTER,
            _query("wait", {"type": "integer", "minimum": 0, "maximum": 25}, "Seconds to wait for something."),
        )
    },
    "/commands": {
        "post": _says(
            "Commands, each answered by itself, in order.",
            _json(_table({"answers": _list(_named("Answer"))})),
            _query("as", {"type": "string"}, "The person that is meant; 401 when it is another."),
            body=_json(_COMMANDS),
        )
    },
    "/pictures": {"post": _says("Keep a picture.", _json(_table({"key": _TEXT})), body=_file("image/*"))},
    "/pictures/{key}": {"get": _says("A picture that is kept.", _file("image/*"), _path("key", "`sha256:…`"))},
    "/exports": {"get": _says("What files there are.", _json(_table({"formats": _list({"type": "object"})})))},
    "/exports/{format}": {
        "get": _says(
            "A file; `option.NAME` for each choice.",
            _file("*/*"),
            _path("format", "One of `exports`."),
            _query("what", {"type": "string", "default": "compass"}, "A view."),
            _LOCALE,
        )
    },
    "/views/{what}": {"get": _says("A view as JSON.", _json({"type": "object"}), _path("what", "A view."), _LOCALE)},
    "/log": {"get": _says("What happened, for people.", _json(_table({"log": _list({"type": "object"})})), _AFTER)},
}
"""Path below a room → method → operation."""


@lru_cache(maxsize=4)
def document(prefix: str) -> dict[str, Any]:
    """The document of an application that is mounted under a prefix."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tyopaja: a live workshop",
            "version": "1",
            "description": "Whoever asks is known by a cookie that a code or a link has given, one a room and face.",
        },
        "servers": [{"url": prefix or "/"}],
        "paths": {f"/api/r/{{room}}{path}": dict(found) for path, found in OPERATIONS.items()},
        "components": {"schemas": dict(_SCHEMAS)},
    }


async def openapi(asked: Asked) -> Response:
    """`GET /api/openapi.json`."""
    return JSONResponse(document(asked.prefix))
