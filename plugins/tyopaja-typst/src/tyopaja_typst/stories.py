"""The data of what is made of several sheets, or tells of a session: a spread, a report, how a session stands."""

from __future__ import annotations

from attrs import frozen

from tyopaja.renderers.facts import doing, heads, part_of
from tyopaja.views.nodes import Aside, Pair, ReportView, SessionView, SpreadView
from tyopaja_typst.codes import code_of
from tyopaja_typst.setting import Data
from tyopaja_typst.sheets import SheetMaker


@frozen
class StoryMaker(SheetMaker):
    """Makes them ready."""

    def spread(self, view: SpreadView) -> Data:
        """Two sheets, and what of the first the second leaves unanswered."""
        return {
            "title": self.setter.title(view.title),
            "company": self.setter.text(view.company),
            "date": self.setter.text(view.date),
            "asked": self.sheet(view.asked),
            "answering": self.sheet(view.answering),
            "paper": "" if self.wishes.paper == "canvas" else self.wishes.paper,
            "portrait": self.wishes.orientation == "portrait",
            "mono": self.wishes.mono,
            "code": code_of(self.wishes.address, self.setter),
            "pairs": [self.pair(one) for one in view.pairs],
            "credit": self.credit(view.credit),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
        }

    def pair(self, one: Pair) -> Data:
        """What two sections say to each other."""
        unanswered, nothing = self.setter.texts(one.unanswered), self.setter.text(one.nothing)
        return {"title": self.setter.text(one.title), "unanswered": unanswered, "nothing": nothing}

    def aside(self, one: Aside) -> Data:
        """What an upgrade has left without a place."""
        return {
            "sheet": self.setter.text(one.sheet),
            "section": self.setter.text(one.section),
            "entries": [
                {
                    "text": self.setter.text(entry.text),
                    "author": self.setter.text(entry.author),
                    "fields": [
                        {"title": self.setter.text(field.title), "text": self.setter.text(field.text)}
                        for field in entry.fields
                    ],
                }
                for entry in one.entries
            ],
        }

    def session(self, view: SessionView) -> Data:
        """Its steps, its people and its numbers."""
        return {
            "title": self.setter.title(view.title),
            "flow": self.setter.text(view.flow),
            "purpose": self.setter.text(view.purpose),
            "date": self.setter.text(view.date),
            "entries": view.entries,
            "votes": view.votes,
            "sheets": self.setter.texts(view.sheets),
            "steps": [
                {
                    "title": self.setter.text(step.title),
                    "purpose": self.setter.text(step.purpose),
                    "depth": step.depth,
                    "status": step.status,
                    "time": self.setter.text(step.time),
                    "activity": self.setter.text(" · ".join(doing(step, view.words))),
                    "sheets": self.setter.texts(step.sheets),
                    "where": self.setter.texts(line for line in (step.order, *step.where) if line),
                }
                for step in view.steps
            ],
            "people": [
                {
                    "name": self.setter.text(one.name),
                    "role": self.setter.text(part_of(one, view.words)),
                    "entries": one.entries,
                    "left": one.left,
                }
                for one in view.people
            ],
            "heads": heads(view),
            "groups": [
                {"name": self.setter.text(one.name), "people": self.setter.text(", ".join(one.people))}
                for one in view.groups
            ],
            "aside": [self.aside(one) for one in view.aside],
            "words": self.words(view.words),
            "theme": self.theme(view.theme),
            "credit": self.credit(view.credit),
        }

    def report(self, view: ReportView) -> Data:
        """The session, its result and its chapters."""
        return {
            "title": self.setter.title(view.title),
            "session": self.session(view.session),
            "result": self.sheet(view.result) if view.result else None,
            "chapters": [
                {
                    "title": self.setter.title(chapter.title),
                    "purpose": self.setter.text(chapter.purpose),
                    "sheets": [self.sheet(one) for one in chapter.sheets],
                }
                for chapter in view.chapters
            ],
            "words": self.words(view.words),
            "theme": self.theme(view.theme),
            "credit": self.credit(view.credit),
        }
