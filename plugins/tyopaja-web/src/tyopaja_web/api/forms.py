"""`POST …/do`: one command from a plain form, for browsers in which no script runs."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from tyopaja_web.access.entering import path_of
from tyopaja_web.access.origins import is_local
from tyopaja_web.api.commands import carried_out, writer_of
from tyopaja_web.bodies import form_of
from tyopaja_web.pages.asking import Asked, back

_LISTS: Final = ("on",)
"""Keys of commands that a form may give several times."""


async def do(asked: Asked) -> Response:
    """Carries it out and goes back to the page that it came from, with what is to be said there if it was refused."""
    given = await form_of(asked.request, asked.web.settings.body)
    person = writer_of(asked)
    asked.web.limits.commands.take(f"{asked.room.id}/{person}")
    table: dict[str, Any] = {
        key: [one for one in values if one] if key in _LISTS and len(values) > 1 else values[-1]
        for key, values in given.items()
    }
    (answer,) = await carried_out(asked, [table], form=True)
    to = str(table.get("back", ""))
    home = asked.url(path_of(asked.room.id, asked.visitor.face))
    said = "" if answer["status"] == "done" else _told(asked, str(answer["message"]), str(table.get("text", "")))
    return back(asked, to if is_local(to) else home, said)


def _told(asked: Asked, message: str, wrote: str) -> str:
    """Why it was refused, with the words that stood in the form: on the page that comes, they are there no more."""
    return f"{message} {asked.t('refused.wrote', text=wrote)}" if wrote.strip() else message
