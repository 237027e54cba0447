"""The phone's page: what is asked now, and what was written."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any, Final

from starlette.responses import Response

from tyopaja.model.place import base_of
from tyopaja_web.pages.asking import Asked, fragment, page, shared
from tyopaja_web.pages.clocks import clock
from tyopaja_web.pages.recalling import recalled
from tyopaja_web.pages.slots import Looking, boards, panels

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_LENGTH: Final = 20
_RESTING: Final = ("present", "break")
"""Activities in which nothing is asked of a phone."""
MODULES: Final = (
    "room",
    "store",
    "effects",
    "outbox",
    "outbox-store",
    "sending",
    "live",
    "status",
    "announce",
    "timer",
    "words",
    "drafts",
    "phone/cards",
    "phone/forms",
    "phone/leftover",
    "phone/now",
    "phone/values",
)
"""What `phone.js` imports, so that a slow net fetches it all at once and not one after the other."""


async def phone(asked: Asked) -> Response:
    """GET /r/{room}: the page. `?part=now` is what is asked now alone; `?place=` says whose panel is open; `?kept=1` is
    the page to be kept on the device, in which nobody else's words stand."""
    query = asked.request.query_params
    config = await asked.config()
    config.update(model=of_now(config["model"], config["outlook"]))
    if query.get("kept"):
        config.update(model=without_others(config["model"], asked.visitor.person), kept=True)
    context = await shown(asked, config, query.get("place", ""))
    if query.get("part") == "now":
        return fragment(asked, asked.web.render("phone/now.html", {**shared(asked), **context}))
    return page(asked, "phone.html", page=config, script="phone", styles=("phone",), inline=True, **context)


def fresh_id() -> str:
    """An id that nobody has yet, as the scripts make them."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def of_now(model: dict[str, Any], outlook: dict[str, Any]) -> dict[str, Any]:
    """A model with the sheets alone that are worked on or looked back at now: a phone on a slow net needs no more."""
    tasks = outlook["tasks"]
    names = {one["sheet"] for task in tasks for one in task["on"]}.union(*(task["recalls"] for task in tasks))
    sheets = {name: one for name, one in model["sheets"].items() if name in names}
    entries = {name: one for name, one in model["entries"].items() if one["sheet"] in names}
    boxes = {box: ids for box, ids in model["boxes"].items() if box.partition("/")[0] in names}
    return {**model, "sheets": sheets, "entries": entries, "boxes": boxes}


def without_others(model: dict[str, Any], you: str | None) -> dict[str, Any]:
    """A model with one's own entries alone: what others wrote is not to be left on a device."""
    own = {name: entry for name, entry in model["entries"].items() if entry["by"] == you}
    boxes = {box: [name for name in names if name in own] for box, names in model["boxes"].items()}
    people = {name: one for name, one in model["people"].items() if name == you}
    return {**model, "entries": own, "boxes": boxes, "people": people, "clusters": {}, "here": []}


async def shown(asked: Asked, config: dict[str, Any], place: str) -> dict[str, Any]:
    """What the templates are given beside what every page is."""
    outlook, model, you = config["outlook"], config["model"], asked.visitor.person
    url = asked.url(f"/r/{asked.room.id}")
    person = outlook["person"] or {"name": "", "group": None, "role": "participant"}
    looking = Looking(
        model=model,
        you=you,
        leads=person["role"] == "facilitator",
        say=asked.t,
        fresh=fresh_id,
        url=url,
        place=place,
        locale=asked.locale,
    )
    tasks = [_task(task, outlook, looking) for task in outlook["tasks"]]
    recaps = {base_of(task["step"]) for task in outlook["tasks"] if task["recalls"]}
    groups = {one["id"]: one["name"] for one in outlook["groups"]}
    return {
        "tasks": tasks,
        "recalled": await asyncio.to_thread(recalled, asked, recaps) if recaps else (),
        "stage": outlook["status"],
        "seq": outlook["seq"],
        "waiting": outlook["waiting"],
        "next": outlook["next"],
        "session_title": outlook["title"],
        "heading": tasks[0]["title"] if tasks else asked.t("phone.title"),
        "me": {"name": _name(person, you), "group": groups.get(person["group"], "")},
        "leads": looking.leads,
        "people": [{"id": name, "name": one["name"]} for name, one in model["people"].items() if not one["left"]],
        "can_undo": outlook["can_undo"],
        "action": asked.url(f"/r/{asked.room.id}/do?face=phone"),
        "page_url": url,
        "here": url + (f"?place={place}" if place else ""),
        "kept": bool(config.get("kept")),
        "modules": MODULES,
    }


def _task(task: dict[str, Any], outlook: dict[str, Any], looking: Looking) -> dict[str, Any]:
    made, commands = panels(task, looking), set(task["commands"])
    drawn = [one for one in made if one["drawn"]]
    timer, resting = task["timer"], task["activity"] in _RESTING
    return {
        **task,
        "panels": made,
        "boards": boards(task, outlook, drawn or made),
        "timer": None if timer is None else {**timer, "shown": clock(timer["left"])},
        "may_go": "go" in commands,
        "approving": "approve" in commands,
        "readying": "ready" in {*commands, *outlook["always"]}
        and not looking.leads
        and not task["choices"]
        and not resting,
        "resting": resting,
        "advancing": "advance" in commands and not looking.leads,
    }


def _name(person: dict[str, Any], you: str | None) -> str:
    """The name that somebody gave; "" for who gave none and is called by their id."""
    return "" if person["name"] == you else str(person["name"])
