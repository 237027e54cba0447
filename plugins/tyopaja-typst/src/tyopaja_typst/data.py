"""What templates get: a view as JSON data, with every text ready to set (`setting`) and what is in each section as
one list (`leaves`). Knows nothing of Typst beyond that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from tyopaja.model.pack import Theme
from tyopaja.renderers.facts import doing, heads, part_of
from tyopaja.views.nodes import (
    Aside,
    Credit,
    Pair,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    View,
)
from tyopaja_typst.coverage import Text, runs
from tyopaja_typst.figures import draw_of, entries_of
from tyopaja_typst.leaves import Leaves
from tyopaja_typst.setting import Data, Face, Setter, plain

HEADLINE, SUBTITLE, NAMES = 110, 280, 700
"""How many characters of a title, a purpose and a list of names a sheet's own page shows; the rest goes on behind."""
WORDS = (
    "company", "made-with", "licence", "votes", "vote", "picked", "because", "answers", "empty", "continues",
    "continued", "approved", "start", "target", "due", "owner", "from", "report", "contents", "people", "steps",
    "entries", "session", "done", "now", "ahead", "as-of", "date", "sheets", "status",
    "unanswered", "all-answered", "aside", "aside-why", "private", "groups",
)  # fmt: skip
"""The words that templates print, by the view's keys."""


def data_of(view: View, *, picture: bool = False, plainly: bool = False) -> Data:
    """The data for the template of `view`. `picture`: one page as long as it must be, for formats without pages.

    `plainly` names every character that is not a common one, for when a font lets us down.
    """
    maker = _Maker(Setter.of(view.locale, plainly))
    if isinstance(view, SheetView):
        title = " – ".join(part for part in (view.title, view.company) if part)
        body: Data = {"sheet": maker.sheet(view)}
    elif isinstance(view, SpreadView):
        title = " – ".join(part for part in (view.title, view.company) if part)
        body = {"spread": maker.spread(view)}
    elif isinstance(view, ReportView):
        title = view.title
        body = {"report": maker.report(view)}
    elif isinstance(view, SessionView):
        title = " – ".join(part for part in (view.flow, view.title) if part)
        body = {"session": maker.session(view)}
    else:
        raise TypeError(f"There is no template for a {view.what}.")
    return body | maker.document(view, title) | {"picture": picture}


@frozen
class _Maker:
    """Turns the nodes of one view into data, in its language."""

    setter: Setter

    def document(self, view: View, title: str) -> Data:
        """What holds for the whole file."""
        return {
            "lang": self.setter.language,
            "region": self.setter.region,
            "doc-title": plain(title) or "–",
            "doc-author": plain(view.credit.designer),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
            "credit": self.credit(view.credit),
        }

    def theme(self, theme: Theme) -> Data:
        return {
            "ink": theme.ink,
            "accent": theme.accent,
            "paper": theme.paper,
            "notes": list(theme.notes) or ["#fff3b0"],
        }

    def words(self, words: Mapping[str, str]) -> Data:
        return {key: self.setter.title(words.get(key, "")) for key in WORDS}

    def credit(self, credit: Credit) -> Data:
        safe = credit.address if credit.address.startswith("https://") and credit.address.isascii() else ""
        return {
            "designer": self.setter.text(credit.designer),
            "licence": self.setter.text(credit.licence),
            "address": runs(credit.address, plainly=self.setter.plainly)
            if len(safe) < HEADLINE
            else self.setter.text(credit.address),
            "link": plain(safe),
        }

    def sheet(self, view: SheetView) -> Data:
        """A sheet with its sections, each with the area that it stands in."""
        areas = {area.section: area for area in view.grid.areas}
        compass = view.what == "compass"
        sections = []
        turn = 0
        for one in view.sections:
            area, leaves = areas[one.id], Leaves(self.setter, view, one).all()
            draw = draw_of(one)
            texts = list(_main_texts(one))
            stretches = any(leaf["type"] in ("pen", "figure", "blank") or leaf.get("bare") for leaf in leaves)
            face: Face = "display" if compass and draw == "text" and one.look != "quiet" else "reading"
            sections.append({
                "id": one.id,
                "label": self.setter.text(one.label),
                "title": self.setter.title(one.title),
                "title-em": self.setter.em(one.title),
                "draw": draw,
                "look": one.look,
                "colour": one.colour,
                "area": {"x": area.x, "y": area.y, "width": area.width, "height": area.height},
                "leaves": leaves,
                "piece-em": max(self.setter.em(text, face, piece=True) for text in texts),
                "word-em": max(self.setter.em(text, face) for text in texts),
                "turn": turn,
                "parts": len(one.parts),
                "fields": [Leaves(self.setter, view, one).field(blank) for blank in one.fields] if stretches else [],
                "empty": not one.blanks and not one.hidden and not any(entries_of(one)) and not (compass and one.gap),
                "stretches": stretches,
                "framed": any(leaf.get("bound") and leaf["bound"]["framed"] for leaf in leaves),
            })  # fmt: skip
            turn += 1 + len(one.parts)
        short, rest = self.headlines(view)
        statements = [one.colour for one in view.sections if one.look == "statement"]
        return {
            "kind": view.what,
            "date": self.setter.text(view.date),
            "short": short,
            "rest": rest,
            "credit": self.credit(view.credit),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
            "needle": statements[-1] if statements else view.theme.accent,
            "grid": {
                "paper": view.grid.paper,
                "orientation": view.grid.orientation,
                "columns": list(view.grid.columns),
                "rows": list(view.grid.rows),
            },
            "sections": sections,
        }

    def headlines(self, view: SheetView) -> tuple[Data, list[Text]]:
        """The texts around the grid, at a length that has room there, and what goes on behind."""
        short: Data = {}
        rest: list[Text] = []
        for key, text, limit in (
            ("title", view.title, HEADLINE),
            ("company", view.company, HEADLINE),
            ("purpose", view.purpose, SUBTITLE),
        ):
            cut = text if len(text) <= limit else text[:limit].rstrip() + "…"
            short[key] = self.setter.title(cut) if key == "title" else self.setter.text(cut)
            if len(text) > limit:
                rest.append(self.setter.text(text))
        names: list[str] = []
        for name in view.approved:
            if sum(len(one) + 3 for one in names) + len(name) > NAMES:
                names.append("…")
                rest.append(self.setter.text(", ".join(view.approved)))
                break
            names.append(name)
        short["approved"] = self.setter.texts(names)
        return short, rest

    def spread(self, view: SpreadView) -> Data:
        """Two sheets, and what of the first the second leaves unanswered."""
        return {
            "title": self.setter.title(view.title),
            "company": self.setter.text(view.company),
            "date": self.setter.text(view.date),
            "asked": self.sheet(view.asked),
            "answering": self.sheet(view.answering),
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


def _main_texts(one: SectionView) -> Iterable[str]:
    """The texts of a section that are set large."""
    yield one.title
    yield from one.clusters.values()
    yield from (entry.text for entry in one.entries)
    for part in one.parts:
        yield part.title
        yield from (entry.text for entry in part.entries)
