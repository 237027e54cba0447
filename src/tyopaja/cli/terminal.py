"""A workshop at a terminal: what the step asks, and what a line of somebody's means. Everything it knows of the session
it has from its outlook and its views, like any other front."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import click

from tyopaja.cli.output import print_text
from tyopaja.errors import Refused, TyopajaError, UnknownId, nearest
from tyopaja.model import commands as c
from tyopaja.model.flow import Duration
from tyopaja.texts import say, words

if TYPE_CHECKING:
    from tyopaja.views.nodes import EntryView, SectionView, SheetView
    from tyopaja.workshop import Engine, Session
    from tyopaja.workshop.outlook_nodes import Outlook, Target

_CHAIR = "fasilitaattori"
"""Who takes the chair of a session in which nobody is."""
_ASKED = frozenset({"text", "number", "scale", "choice", "date", "yes-no"})
"""The types of fields that can be typed."""
_SHORT = 60
"""Characters of an entry that are said again when it is kept."""


class Terminal:
    """One person at a keyboard, in a session."""

    def __init__(self, engine: Engine, session: Session, by: str | None, locale: str | None) -> None:
        """`by` is whose words they are; whoever has the chair when left out. Raises UnknownId, Refused."""
        self.engine, self.session = engine, session
        self.locale = session.outlook(None, locale).locale
        self.by = self._person(by)
        self.place = 0
        self._steps: tuple[str, ...] | None = None
        self._asks: list[tuple[str, str]] = []
        """The fields of the entry in the making that are still to be asked: id, title."""
        self._made: dict[str, Any] = {}
        self._named: Mapping[str, str] = {word: key for key, word in words("terminal-command", self.locale).items()}
        self._does: Mapping[str, Callable[[str], bool | None]] = {
            "next": lambda rest: self._do(c.Advance(by=self.by, reason=rest or None)),
            "back": lambda rest: self._do(c.Back(by=self.by, reason=rest or None)),
            "go": self._go,
            "list": lambda rest: self._list(),
            "show": lambda rest: self._show(),
            "vote": lambda rest: self._about(rest, lambda entry, more: c.Vote(by=self.by, entry=entry)),
            "unvote": lambda rest: self._about(rest, lambda entry, more: c.Unvote(by=self.by, entry=entry)),
            "pick": lambda rest: self._about(rest, lambda entry, more: c.Pick(by=self.by, entry=entry, reason=more)),
            "remove": lambda rest: self._about(rest, lambda entry, more: c.Remove(by=self.by, entry=entry)),
            "edit": lambda rest: self._about(rest, lambda entry, more: c.Edit(by=self.by, entry=entry, text=more)),
            "undo": lambda rest: self._do(c.Undo(by=self.by)),
            "people": lambda rest: self._people(),
            "join": self._join,
            "as": self._become,
            "timer": lambda rest: self._do(c.StartTimer(by=self.by, minutes=int(rest) if rest.isdigit() else None)),
            "stop": lambda rest: self._do(c.StopTimer(by=self.by)),
            "day": lambda rest: print_text(self.engine.render(self._view("plan"), format="text").text),
            "help": lambda rest: print_text(self._say("commands") + "\n"),
            "quit": lambda rest: False,
        }  # fmt: skip

    def _person(self, by: str | None) -> str:
        people = self.session.state.people
        if by is not None:
            if by not in people:
                raise UnknownId("person", by, people)
            return by
        chair = next((one.id for one in self.session.state.present("facilitator")), None)
        if chair is None:
            self.session.do(c.Join(by=_CHAIR, called=say(self.locale, "role.facilitator"), role="facilitator"))
        return chair or _CHAIR

    def _say(self, key: str, **facts: Any) -> str:
        return say(self.locale, f"terminal.{key}", **facts)

    def _outlook(self) -> Outlook:
        return self.session.outlook(self.by, self.locale)

    def _view(self, what: str) -> Any:
        return self.session.view(what, self.locale, viewer=self.by)

    def lines(self, *, prompt: bool) -> Iterator[str]:
        """What is typed, line by line, until the end of the input."""
        while True:
            if prompt:
                print_text(self._prompt())
            line = sys.stdin.readline()
            if not line:
                print_text(("\n" if prompt else "") + self._say("bye") + "\n")
                return
            yield line.strip()

    def _prompt(self) -> str:
        if self._asks:
            return self._say("skip", field=self._asks[0][1]) + ": "
        places = self._places()
        return f"{places[self.place % len(places)].title if places else ''}> "

    def begin(self) -> None:
        """Say where the session is."""
        self._tell(self._outlook())

    def take(self, line: str) -> bool:
        """Do what a line means; what is refused is told, and nothing is lost. False when it was the last."""
        try:
            goes_on = self._taken(line)
        except TyopajaError as error:
            click.echo(error.message, err=True)
            goes_on = True
        if goes_on is False:
            print_text(self._say("bye") + "\n")
            return False
        outlook = self._outlook()
        if tuple(task.step for task in outlook.tasks) != self._steps:
            self._tell(outlook)
        return True

    def _taken(self, line: str) -> bool | None:
        if self._asks and not line.startswith("/"):
            self._answer(line)
            return None
        if line.startswith("/"):
            if self._asks:  # whoever goes on to something else has said what they had to say
                self._keep()
            name, _, rest = line[1:].partition(" ")
            key = self._named.get(name, name if name in self._does else None)
            if key is None:
                near = nearest(name, (*self._named, *self._does))
                hint = f" → /{near[0]}" if near else ""
                click.echo(self._say("unknown", name=name) + hint, err=True)
                return None
            return self._does[key](rest.strip())
        if line:
            self._write(line)
        return None

    # Writing

    def _places(self) -> tuple[Target, ...]:
        """The sections that may be written into now: a whole sheet is each of its sections."""
        return tuple(one for task in self._outlook().tasks for target in task.on for one in self._sections(target))

    def _sections(self, target: Target) -> Iterator[Target]:
        from attrs import evolve

        if target.section is not None:
            yield target
            return
        for section in self._sheet(target.sheet).sections:
            for part in section.parts:
                yield evolve(target, section=section.id, part=part.id, title=f"{section.title}: {part.title}")
            if not section.parts:
                yield evolve(target, section=section.id, title=section.title)

    def _sheet(self, name: str) -> SheetView:
        return cast("SheetView", self._view(f"canvas:{name}"))

    def _section(self, target: Target) -> SectionView:
        return next(one for one in self._sheet(target.sheet).sections if one.id == target.section)

    def _write(self, line: str) -> None:
        places = self._places()
        if not places:
            raise Refused("no-place", self._say("no-place"))
        number, _, text = line.partition(" ")
        if number.isdigit() and 1 <= int(number) <= len(places):
            self.place = int(number) - 1
            if not text:
                print_text(self._say("chosen", place=places[self.place].title) + "\n")
                return
            line = text.strip()
        target = places[self.place % len(places)]
        section = self._section(target)
        has_words = not section.blanks
        self._made = {"target": target, "many": section.many, "fields": {}, "text": line if has_words else None}
        fields = section.fields or section.blanks
        self._asks = [(one.id, one.title) for one in fields if one.type in _ASKED and one.id != "text"]
        if section.blanks:
            # The line is the answer to the first blank.
            self._answer(line)
        elif not self._asks:
            self._keep()

    def _answer(self, line: str) -> None:
        name, _ = self._asks.pop(0)
        if line:
            self._made["fields"][name] = line
        if not self._asks:
            self._keep()

    def _keep(self) -> None:
        self._asks = []
        target: Target = self._made["target"]
        kind = c.Add if self._made["many"] else c.Set
        where = {"sheet": target.sheet, "section": str(target.section), "part": target.part}
        self.session.do(kind(by=self.by, text=self._made["text"], fields=self._made["fields"], **where))  # type: ignore[arg-type]
        text = self._made["text"] or ", ".join(self._made["fields"].values())
        print_text(self._say("saved", text=text if len(text) <= _SHORT else text[:_SHORT] + "…") + "\n")

    # Telling

    def _tell(self, outlook: Outlook) -> None:
        self._steps, self.place = tuple(task.step for task in outlook.tasks), 0
        if outlook.status == "ended":
            print_text(self._say("ended") + "\n")
        for task in outlook.tasks:
            head = self._say("here", title=" › ".join((*task.path, task.title)), doing=task.doing)
            print_text(f"\n── {head}{self._time(task.timer)}\n")
            facts = [task.purpose, task.needs and self._say("missing", needs=task.needs)]
            if task.votes is not None:
                left = task.votes.budget - task.votes.given
                facts.append(self._say("votes", left=left, budget=task.votes.budget))
            print_text("".join(f"{fact}\n" for fact in facts if fact))
        places = self._places()
        for number, place in enumerate(places, 1):
            prompts = " ".join(self._section(place).prompts)
            print_text(f"{number:>3}  {place.title}" + (f" – {prompts}" if prompts else "") + "\n")
        print_text((self._say("write", place=places[0].title) if places else self._say("wait")) + "\n")

    def _time(self, timer: Any) -> str:
        if timer is None:
            return ""
        left = self._say("left", time=str(Duration(max(1, -(-timer.left // 60))))) if timer.left > 0 else ""
        return f" · {left or self._say('over')}"

    def _entries(self) -> list[EntryView]:
        places = self._places()
        if not places:
            return []
        target = places[self.place % len(places)]
        section = self._section(target)
        own = () if target.part else section.entries
        return [*own, *(entry for part in section.parts if target.part in (None, part.id) for entry in part.entries)]

    def _list(self) -> None:
        entries = self._entries()
        for number, entry in enumerate(entries, 1):
            votes = f"  ({entry.votes})" if entry.votes else ""
            mark = "✓ " if entry.picked else ""
            print_text(
                f"{number:>3}  {mark}{entry.text or ', '.join(one.text for one in entry.fields if one.text)}{votes}\n"
            )
        if not entries:
            print_text(self._say("empty") + "\n")

    def _show(self) -> None:
        for sheet in dict.fromkeys(target.sheet for task in self._outlook().tasks for target in task.on):
            print_text(self.engine.render(self._sheet(sheet), format="text").text)

    def _people(self) -> None:
        for one in self.session.state.present():
            mark = "»" if one.id == self.by else " "
            print_text(f"{mark} {one.called} ({one.id}, {say(self.locale, f'role.{one.role}')})\n")

    # Doing

    def _do(self, command: c.Command) -> None:
        self.session.do(command)
        print_text(self._say("done") + "\n")

    def _about(self, rest: str, make: Callable[[str, str | None], c.Command]) -> None:
        number, _, more = rest.partition(" ")
        entries = self._entries()
        if not number.isdigit() or not 1 <= int(number) <= len(entries):
            raise Refused("bad-number", self._say("number"))
        self._do(make(entries[int(number) - 1].id, more.strip() or None))

    def _go(self, rest: str) -> None:
        name, _, reason = rest.partition(" ")
        events = {way.event for task in self._outlook().tasks for way in task.moves}
        aim = {"event": name} if name in events else {"to": name}
        self._do(c.Go(by=self.by, reason=reason or None, **aim))  # type: ignore[arg-type]

    def _join(self, rest: str) -> None:
        known = self.session.state.people
        slug = "".join(one for one in rest.lower() if one.isascii() and one.isalnum())[:32] or "vieras"
        name = next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(known) + 3))) if one not in known)
        self._do(c.Join(by=self.by, person=name, called=rest or name))

    def _become(self, rest: str) -> None:
        people = self.session.state.present()
        found = next((one for one in people if rest in (one.id, one.called)), None)
        if found is None:
            raise UnknownId("person", rest, [one.id for one in people])
        self.by = found.id
        print_text(self._say("as", name=found.called) + "\n")
