"""`POST …/commands`: commands of one person, in their order, each answered by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import evolve as with_
from starlette.responses import JSONResponse, Response

from tyopaja.engine import decide
from tyopaja.errors import JournalError, Malformed, Refused, TyopajaError, UnknownId
from tyopaja.model.commands import Command
from tyopaja_web.answering import Denied
from tyopaja_web.api.reading import command_of
from tyopaja_web.bodies import table_of
from tyopaja_web.pages.asking import Asked

_MOST: Final = 500
"""Commands of one request."""
_LONGEST_ID: Final = 100


async def commands(asked: Asked) -> Response:
    """Answers `{"answers": [{"id", "status", "seq"} or {"id", "status", "code", "message"}]}`, one a command, in order.

    What goes over the limit of commands is answered `again`, to be sent again later.
    """
    table = await table_of(asked.request, asked.web.settings.body)
    given = table.get("commands")
    if not isinstance(given, list) or len(given) > _MOST:
        message = f"Send {{'commands': [...]}} with {_MOST} commands at most."
        raise Malformed("not-commands", message, key="commands", hint="")
    person = writer_of(asked)
    taken = asked.web.limits.commands.up_to(f"{asked.room.id}/{person}", len(given)) if given else 0
    answers = await carried_out(asked, given[:taken])
    answers += [{"id": _id_of(one), "status": "again", "code": "too-many"} for one in given[taken:]]
    return JSONResponse({"answers": answers}, headers={"Cache-Control": "no-store"})


def writer_of(asked: Asked) -> str:
    """The person in whose name something is asked for. Raises Denied for who only looks."""
    person = asked.visitor.person
    if person is None:
        raise Denied(403, "only-looks", "Who only looks gives no commands.")
    return person


async def carried_out(asked: Asked, given: Sequence[Any], *, form: bool = False) -> list[dict[str, Any]]:
    """The answers to what was sent, in its order."""
    if any(isinstance(one, dict) and one.get("for") for one in given):
        await asked.room.refresh()  # who has a device may have come in by another process
    read: list[Command | TyopajaError] = [_read(asked, one, form) for one in given]
    outcomes = iter(await asked.room.do([one for one in read if isinstance(one, Command)]))
    answers = []
    for table, one in zip(given, read, strict=True):
        outcome = next(outcomes) if isinstance(one, Command) else None
        error = one if isinstance(one, TyopajaError) else outcome.error if outcome else None
        if error is not None:
            command = one if isinstance(one, Command) else None
            answers.append({"id": _id_of(table), **_refusal(asked, command, error)})
        elif outcome is not None:
            answers.append({"id": _id_of(table), "status": "done", "seq": outcome.seq})
    return answers


def _read(asked: Asked, table: Any, form: bool) -> Command | TyopajaError:
    if not isinstance(table, dict):
        return Malformed("not-a-command", "A command is a JSON object.", key="", hint="")
    named = table.get("id")
    if named is not None and not (isinstance(named, str) and 0 < len(named) <= _LONGEST_ID):
        return Malformed("bad-id", "An id is a string of 1 to 100 characters.", key="id", hint="")
    try:
        return command_of(table, asked.visitor, asked.room.session.state, form=form)
    except (Malformed, UnknownId, Refused) as error:
        return error
    except (RecursionError, ValueError, TypeError, OverflowError):
        return Malformed("not-a-command", "This is no command.", key="", hint="")


def _refusal(asked: Asked, command: Command | None, error: TyopajaError) -> dict[str, Any]:
    passes = isinstance(error, JournalError)
    plain = asked.words.get("refused.again" if passes else f"refused.{error.code}")
    message = plain or (in_words(asked, command, error) if command is not None else error.message)
    return {"status": "again" if passes else "refused", "code": error.code, "message": message}


def in_words(asked: Asked, command: Command, error: TyopajaError) -> str:
    """A refusal in the language of who asked: the rules are asked once more in it, which changes nothing. As it was
    said in the session's language, where they would not refuse it any more."""
    session, clock = asked.room.session, asked.web.engine.clock
    if not isinstance(error, Refused | UnknownId) or asked.locale == session.state.locale:
        return error.message
    stamped = with_(command, id=command.id or clock.fresh_id(), at=command.at or clock.now())
    try:
        decide(asked.room.rules, session.state.changed_by({"locale": asked.locale}), stamped)
    except (Refused, UnknownId) as again:
        if again.code == error.code:
            return again.message
    except Exception:  # another moment than that in which it was refused: what was said then stands
        return error.message
    return error.message


def _id_of(table: Any) -> str | None:
    named = table.get("id") if isinstance(table, dict) else None
    return named if isinstance(named, str) and len(named) <= _LONGEST_ID else None
