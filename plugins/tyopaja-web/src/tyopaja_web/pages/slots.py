"""What a phone shows of a task: its panels, one for each section that is worked on, and in them the places where one
writes. Made of an outlook and a model as they go over the wire, so that a page and a script see the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from tyopaja.views.values import printed_number, printed_value

Table = Mapping[str, Any]
Say = Callable[..., str]

_ASIDE: Final = ("picture", "colour")
"""Types of fields that are not shown as words."""
_DRAWN: Final = ("curve", "radar", "map", "cards", "results", "chain", "scale")
"""What a section may be drawn as that a list does not show."""


@frozen(kw_only=True)
class Looking:
    """Who looks, and at what."""

    model: Table
    you: str | None
    leads: bool
    say: Say
    fresh: Callable[[], str]
    """Makes an id that nobody has yet, for the command of a plain form."""
    url: str
    """The page's own address."""
    place: str
    """The place whose panel is open; "" for the first."""
    locale: str
    """The language in which numbers and days are written."""


def panels(task: Table, looking: Looking) -> list[dict[str, Any]]:
    """The panels of a task, one of them open."""
    found: dict[str, dict[str, Any]] = {}
    for target in task["on"]:
        sheet = looking.model["sheets"].get(target["sheet"])
        if sheet is None:
            continue
        for section in sheet["sections"]:
            if target["section"] in (None, section["id"]):
                place = f"{target['sheet']}/{section['id']}"
                slots = list(_slots(task, target, section, place, looking))
                there = found.setdefault(place, _panel(task, sheet, section, place))
                there["slots"] += [one for one in slots if one["key"] not in {known["key"] for known in there["slots"]}]
    made = list(found.values())
    titles = {one["sheet_title"] for one in made}
    chosen = next((one for one in made if one["place"] == looking.place), made[0] if made else None)
    for number, one in enumerate(made):
        one.update(id=f"p-{task['step']}-{number}".replace("@", "-").replace(".", "-"), open=one is chosen)
        if len(titles) == 1:
            one["sheet_title"] = ""
    return made


def boards(task: Table, outlook: Table, drawn: Iterable[Table]) -> list[dict[str, Any]]:
    """The sheets that are worth looking at whole: those that are looked back at, and those worked on."""
    titles = {one["name"]: one["title"] for one in outlook["sheets"]}
    names = [*task["recalls"], *(one["place"].partition("/")[0] for one in drawn)]
    return [{"name": name, "title": titles.get(name, name)} for name in dict.fromkeys(names)]


def _panel(task: Table, sheet: Table, section: Table, place: str) -> dict[str, Any]:
    prompts = section["prompts"] or []
    return {
        "place": place,
        "title": section["title"] or section["label"],
        "sheet_title": sheet["title"],
        "prompts": prompts,
        "drawn": section["draw"] in _DRAWN,
        "slots": [],
    }


def _slots(task: Table, target: Table, section: Table, place: str, looking: Looking) -> Iterator[dict[str, Any]]:
    parts = [one for one in section["parts"] or [] if target["part"] in (None, one["id"])]
    for part in parts or [None]:
        yield _slot(task, target["sheet"], section, part, place, looking)


def _slot(task: Table, sheet: str, section: Table, part: Table | None, place: str, looking: Looking) -> dict[str, Any]:
    commands, name = set(task["commands"]), None if part is None else part["id"]
    cards = [
        card(one, section, looking)
        for entry in looking.model["boxes"].get(place, ())
        if (one := looking.model["entries"].get(entry)) is not None and (name is None or one["part"] == name)
    ]
    many = section["many"]
    one = None if many or not cards else cards[0]
    wanted = "add" if many else "set"
    if wanted not in commands and any(field["type"] == "picture" for field in section["fields"]):
        wanted = "attach"
    key = place if name is None else f"{place}/{name}"
    hidden = looking.model.get("hidden", {})
    return {
        "key": key,
        "sheet": sheet,
        "section": section,
        "part": name,
        "title": "" if part is None else part["title"],
        "prompts": () if part is None else part.get("prompts") or (),
        "cards": cards,
        "command": wanted if wanted in commands else None,
        "given": one["fields"] if one else {},
        "text": one["text"] if one else "",
        "fresh": looking.fresh(),
        "back": f"{looking.url}?place={place}",
        "hidden": sum(count for spot, count in hidden.items() if spot.rstrip("/") == key or spot.startswith(f"{key}/")),
        "voting": "vote" in commands,
        "picking": "pick" in commands,
        "checking": "check-in" in commands,
        "editing": "edit" in commands,
        "removing": "remove" in commands,
    }


def card(entry: Table, section: Table, looking: Looking) -> dict[str, Any]:
    """An entry as it is shown: its words, its values in words, who wrote it, what is one's own."""
    fields = entry["fields"]
    mine = looking.you is not None and entry["by"] == looking.you
    author = looking.model["people"].get(entry["by"], {}).get("name", "")
    of_type = {field["type"]: fields.get(field["id"]) for field in reversed(section["fields"])}
    return {
        **entry,
        "text": entry["text"] or "",
        "mine": mine,
        "editable": mine or looking.leads,
        "author": looking.say("phone.mine") if mine else looking.say("phone.by", name=author) if author else "",
        "own": looking.model.get("mine", {}).get(entry["id"], 0),
        "tone": max(0, int(of_type.get("colour") or 1) - 1),
        "picture": of_type.get("picture"),
        "shown": [
            (field["title"], _said(field, fields[field["id"]], looking))
            for field in section["fields"]
            if field["id"] != "text" and field["type"] not in _ASIDE and fields.get(field["id"]) not in (None, "")
        ],
    }


def _said(field: Table, value: Any, looking: Looking) -> str:
    said = _SAYING.get(field["type"])
    return str(value) if said is None else said(field, value, looking)


def _choice(field: Table, value: Any, looking: Looking) -> str:
    return str(dict(field["choices"]).get(value, value))


def _person(field: Table, value: Any, looking: Looking) -> str:
    return str(looking.model["people"].get(value, {}).get("name", value))


def _yes_no(field: Table, value: Any, looking: Looking) -> str:
    return looking.say("phone.yes" if value else "phone.no")


def _scale(field: Table, value: Any, looking: Looking) -> str:
    return f"{printed_number(value, looking.locale)}/{printed_number(field['scale'][1], looking.locale)}"


def _place(field: Table, value: Any, looking: Looking) -> str:
    return "; ".join(f"{one:.0f}" for one in value)


def _printed(field: Table, value: Any, looking: Looking) -> str:
    return printed_value(field["type"], value, looking.locale)


_SAYING: Final[Mapping[str, Callable[[Table, Any, Looking], str]]] = {
    "choice": _choice,
    "person": _person,
    "yes-no": _yes_no,
    "scale": _scale,
    "place": _place,
    "date": _printed,
    "number": _printed,
}
"""How a value is said, by its field's type; the others are said as they are."""
