"""What templates get: a view as JSON data, with every text ready to set.

A text is a string, or a list of strings and of code points that no shipped font has (`{"code": "U+65E5"}`). What is
in a section becomes one list of *leaves* (prompts, parts, blanks, entries, gaps), so that a template can cut it
anywhere. Knows nothing of Typst beyond that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import frozen

from tyopaja.model.pack import Theme
from tyopaja.views.nodes import Credit, EntryView, FieldView, ReportView, SectionView, SessionView, SheetView, View
from tyopaja_typst.breaking import breakable, longest_piece, longest_word
from tyopaja_typst.coverage import Text, is_blank, runs, width_of

Data = dict[str, Any]
Face = Literal["reading", "display"]

_LOCALE = re.compile(r"(?P<language>[A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?P<region>[A-Za-z]{2}))?(-.*)?")
_DASH = re.compile(r"(?<=[^\W_]) ([–—]) ")
"""A dash between words belongs to the end of a line, not to the start of the next."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")
HEADLINE, SUBTITLE, NAMES = 110, 280, 700
"""How many characters of a title, a purpose and a list of names a sheet's own page shows; the rest goes on behind."""
LONG_NOTE = 900
"""Beyond how many characters a note, or a list of questions, may be parted between two pages."""
WORDS = (
    "company", "made-with", "licence", "votes", "vote", "picked", "because", "answers", "empty", "continues",
    "continued", "approved", "start", "target", "due", "owner", "from", "report", "contents", "people", "steps",
    "entries", "session", "done", "now", "ahead", "as-of", "date", "sheets", "status",
)  # fmt: skip
"""The words that templates print, by the view's keys."""


def data_of(view: View, *, picture: bool = False, plainly: bool = False) -> Data:
    """The data for the template of `view`. `picture`: one page as long as it must be, for formats without pages.

    `plainly` names every character that is not a common one, for when a font lets us down.
    """
    maker = _Maker.of(view, plainly)
    if isinstance(view, SheetView):
        title = " – ".join(part for part in (view.title, view.company) if part)
        body: Data = {"sheet": maker.sheet(view)}
    elif isinstance(view, ReportView):
        title = view.title
        body = {"report": maker.report(view)}
    else:
        title = " – ".join(part for part in (view.flow, view.title) if part)
        body = {"session": maker.session(view)}
    return body | maker.document(view, title) | {"picture": picture}


@frozen
class _Maker:
    """Turns the nodes of one view into data, in its language."""

    language: str
    region: str | None
    plainly: bool

    @classmethod
    def of(cls, view: View, plainly: bool) -> _Maker:
        found = _LOCALE.fullmatch(view.locale)
        language = found["language"].lower() if found else "en"
        region = found["region"].upper() if found and found["region"] else None
        return cls(language, region, plainly)

    def document(self, view: View, title: str) -> Data:
        """What holds for the whole file."""
        return {
            "lang": self.language,
            "region": self.region,
            "doc-title": _UNPRINTABLE.sub(" ", title).strip() or "–",
            "doc-author": _UNPRINTABLE.sub(" ", view.credit.designer).strip(),
            "theme": self.theme(view.theme),
            "words": self.words(view.words),
            "credit": self.credit(view.credit),
        }

    def text(self, text: str) -> Text:
        kept = _DASH.sub("\u00a0\\1 ", text)
        return runs(breakable(kept, self.language), plainly=self.plainly)

    def title(self, text: str) -> Text:
        """A heading's text, which must not be empty: a dash where there is none."""
        return "–" if is_blank(text) else self.text(text)

    def em(self, text: str, face: Face = "reading", *, piece: bool = False) -> float:
        """How wide the longest word of `text` is at a size of 1, or its longest piece that hyphens leave whole."""
        broken = breakable(text, self.language)
        longest = longest_piece(broken, self.language) if piece else longest_word(broken)
        return round(width_of(longest, face), 3)

    def texts(self, texts: Iterable[str]) -> list[Text]:
        return [self.text(text) for text in texts]

    def theme(self, theme: Theme) -> Data:
        return {
            "ink": theme.ink,
            "accent": theme.accent,
            "paper": theme.paper,
            "notes": list(theme.notes) or ["#fff3b0"],
        }

    def words(self, words: Mapping[str, str]) -> Data:
        return {key: self.title(words.get(key, "")) for key in WORDS}

    def credit(self, credit: Credit) -> Data:
        safe = credit.address if credit.address.startswith("https://") and credit.address.isascii() else ""
        return {
            "designer": self.text(credit.designer),
            "licence": self.text(credit.licence),
            "address": runs(credit.address, plainly=self.plainly)
            if len(safe) < HEADLINE
            else self.text(credit.address),
            "link": _UNPRINTABLE.sub("", safe),
        }

    def sheet(self, view: SheetView) -> Data:
        """A sheet with its sections, each with the area that it stands in."""
        areas = {area.section: area for area in view.grid.areas}
        compass = view.what == "compass"
        sections = []
        turn = 0
        for one in view.sections:
            area = areas[one.id]
            leaves = self.leaves(one, compass)
            title = self.title(one.title)
            texts = list(_main_texts(one))
            face: Face = "display" if compass and one.kind == "text" and one.look != "quiet" else "reading"
            sections.append({
                "id": one.id,
                "label": self.text(one.label),
                "title": title,
                "title-em": self.em(one.title),
                "kind": one.kind,
                "look": one.look,
                "colour": one.colour,
                "area": {"x": area.x, "y": area.y, "width": area.width, "height": area.height},
                "leaves": leaves,
                "piece-em": max(self.em(text, face, piece=True) for text in texts),
                "word-em": max(self.em(text, face) for text in texts),
                "turn": turn,
                "parts": len(one.parts),
                "room": not one.entries and not one.blanks and not one.parts and not (compass and one.gap),
            })  # fmt: skip
            turn += 1 + len(one.parts)
        short, rest = self.headlines(view)
        statements = [one.colour for one in view.sections if one.look == "statement"]
        return {
            "kind": view.what,
            "date": self.text(view.date),
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
            short[key] = self.title(cut) if key == "title" else self.text(cut)
            if len(text) > limit:
                rest.append(self.text(text))
        names: list[str] = []
        for name in view.approved:
            if sum(len(one) + 3 for one in names) + len(name) > NAMES:
                names.append("…")
                rest.append(self.text(", ".join(view.approved)))
                break
            names.append(name)
        short["approved"] = self.texts(names)
        return short, rest

    def leaves(self, one: SectionView, compass: bool) -> list[Data]:
        """What is in a section, in reading order; on the wall, questions that were answered are not asked again."""
        out: list[Data] = []
        entries = bool(one.entries) or any(part.entries for part in one.parts)
        if one.prompts and not (compass and (entries or one.gap)):
            out.append({"type": "prompts", "prompts": self.texts(one.prompts), "long": _is_long(*one.prompts)})
        out += [self.blank(blank) for blank in one.blanks]
        if one.gap and not any(part.gap for part in one.parts):
            out.append(self.gap(one.gap))
        out += [self.entry(entry) for entry in one.entries]
        for number, part in enumerate(one.parts, start=1):
            asked = part.prompts if not (compass and (part.entries or part.gap)) else ()
            heading = {"type": "part", "title": self.title(part.title), "prompts": self.texts(asked), "turn": number}
            out.append(heading | {"long": _is_long(part.title, *asked)})
            if part.gap:
                out.append(self.gap(part.gap))
            out += [self.entry(entry) for entry in part.entries]
        return out

    def gap(self, gap: str) -> Data:
        return {"type": "gap", "text": self.text(gap), "em": self.em(gap)}

    def blank(self, blank: FieldView) -> Data:
        return {"type": "blank", "title": self.text(blank.title), "text": self.text(blank.text)}

    def entry(self, entry: EntryView) -> Data:
        return {
            "type": "entry",
            "text": self.text(entry.text),
            "em": self.em(entry.text, "display"),
            "fields": [
                {"id": one.id, "title": self.text(one.title), "text": self.text(one.text)} for one in entry.fields
            ],
            "author": self.text(entry.author),
            "long": _is_long(entry.text),
            "votes": entry.votes,
            "picked": entry.picked,
            "reason": self.text(entry.reason),
            "answers": self.texts(entry.answers),
            "origin": self.text(entry.origin),
        }

    def session(self, view: SessionView) -> Data:
        return {
            "title": self.title(view.title),
            "flow": self.text(view.flow),
            "purpose": self.text(view.purpose),
            "date": self.text(view.date),
            "entries": view.entries,
            "votes": view.votes,
            "sheets": self.texts(view.sheets),
            "steps": [
                {
                    "title": self.text(step.title),
                    "purpose": self.text(step.purpose),
                    "depth": step.depth,
                    "status": step.status,
                    "time": self.text(step.time),
                    "activity": self.text(step.activity),
                    "sheets": self.texts(step.sheets),
                }
                for step in view.steps
            ],
            "people": [
                {"name": self.text(one.name), "role": self.text(one.role), "entries": one.entries}
                for one in view.people
            ],
            "words": self.words(view.words),
            "theme": self.theme(view.theme),
            "credit": self.credit(view.credit),
        }

    def report(self, view: ReportView) -> Data:
        return {
            "title": self.title(view.title),
            "session": self.session(view.session),
            "result": self.sheet(view.result) if view.result else None,
            "chapters": [
                {
                    "title": self.title(chapter.title),
                    "purpose": self.text(chapter.purpose),
                    "sheets": [self.sheet(one) for one in chapter.sheets],
                }
                for chapter in view.chapters
            ],
            "words": self.words(view.words),
            "theme": self.theme(view.theme),
            "credit": self.credit(view.credit),
        }


def _is_long(*texts: str) -> bool:
    return sum(map(len, texts)) > LONG_NOTE


def _main_texts(one: SectionView) -> Iterable[str]:
    """The texts of a section that are set large."""
    yield one.title
    yield from (entry.text for entry in one.entries)
    for part in one.parts:
        yield part.title
        yield from (entry.text for entry in part.entries)
