"""The data of what is read as a book: a report with its key results and what workshops left to each other; and the
workbook, which is the same to bind, with every entry once more at its end."""

from __future__ import annotations

from attrs import frozen

from tyopaja.renderers.facts import checked, history
from tyopaja.renderers.reported import appendix
from tyopaja.views.nodes import EntryView, KeyResultView, Recap, ReportView
from tyopaja_typst.coverage import Text
from tyopaja_typst.setting import Data, is_long
from tyopaja_typst.stories import StoryMaker

BOOK_WORDS = (
    "workbook", "key-results", "objective", "progress", "no-progress", "measured", "recap", "appendix",
)  # fmt: skip
"""The words that only books print, by the view's keys."""


@frozen
class BookMaker(StoryMaker):
    """Makes them ready."""

    def book(self, view: ReportView) -> Data:
        """A report, with what templates of books have beside it."""
        recaps = [[self.recap(one) for one in chapter.recaps] for chapter in view.chapters]
        return self.report(view) | {
            "recaps": recaps,
            "key-results": [self.key_result(one, view) for one in view.key_results],
            "book-words": {key: self.setter.title(view.words.get(key, "")) for key in BOOK_WORDS},
        }

    def workbook(self, view: ReportView) -> Data:
        """A book to bind."""
        named = view.session.flow or view.title
        return self.book(view) | {
            "paper": "a4" if self.wishes.paper == "canvas" else self.wishes.paper,
            "named": self.setter.title(named),
            "named-em": self.setter.em(named, "display"),
            "whose": self.setter.text(view.session.title if view.session.flow else ""),
            "appendix": self.appendix(view),
        }

    def recap(self, one: Recap) -> Data:
        """What one section left."""
        return {"title": self.setter.title(one.title), "entries": [self.setter.title(e.text) for e in one.entries]}

    def key_result(self, one: KeyResultView, view: ReportView) -> Data:
        """A row of the table of key results."""
        checks = EntryView(id=one.entry, text=one.text, author="", checks=one.checks)
        stood = history(checks, view.words) if len(one.checks) > 1 else ""
        notes = [check.note for check in one.checks]
        return {
            "text": self.setter.title(one.text),
            "long": is_long(one.text, one.objective, one.measure, *notes),
            "objective": self.setter.text(one.objective),
            "place": self.setter.text(one.place),
            "measure": self.setter.text(", ".join(part for part in (one.measure, one.direction) if part)),
            "start": self.setter.text(one.start_text),
            "target": self.setter.text(one.target_text),
            "now": self.setter.text(one.now_text),
            "share": one.progress,
            "progress": self.setter.text(one.progress_text),
            "due": self.setter.text(one.due),
            "owner": self.setter.text(one.owner),
            "stood": self.setter.text(stood),
            "said": [
                {"when": self.setter.text(when), "note": self.setter.text(note)} for when, note in checked(checks)
            ],
        }

    def appendix(self, view: ReportView) -> list[Data]:
        """Every entry, sheet by sheet and place by place."""
        made: list[Data] = []
        for name, rows in appendix(view):
            places: list[Data] = []
            last: str | None = None
            for row in rows:
                if row.place != last:
                    places.append({"title": self.setter.title(row.place), "entries": []})
                    last = row.place
                beside: list[Text] = self.setter.texts(one for one in (row.author, row.votes) if one)
                said = {"text": self.setter.title(row.text), "beside": beside, "long": is_long(row.text)}
                places[-1]["entries"].append(said)
            made.append({"title": self.setter.title(name), "places": places})
        return made
