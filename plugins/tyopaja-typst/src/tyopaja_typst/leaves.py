"""What is in a section, as one list of *leaves* in reading order: prompts, parts, forms, drawings, entries, gaps, and
room for a pen. A template can cut such a list anywhere.

Goes by how a section is drawn (`draw`), never by the name of its kind or of a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from tyopaja.renderers.facts import bound, checked, history, number_of, signature, spots
from tyopaja.views.nodes import EntryView, FieldView
from tyopaja.views.progress import progress
from tyopaja.views.values import printed_share
from tyopaja_typst.figures import Figures, draw_of, entries_of
from tyopaja_typst.pictures import path_of
from tyopaja_typst.results import result_of
from tyopaja_typst.setting import Data, is_long, plain


@frozen
class Leaves(Figures):
    """Makes the leaves of one section."""

    def all(self) -> list[Data]:
        """In reading order."""
        return [*self._begin(), *self._own(), *self._parts(), *self._end()]

    def _begin(self) -> Iterator[Data]:
        one, told = self.one, bool(self.one.gap) or any(entries_of(self.one))
        if one.prompts and not (self.compass and told):
            yield {"type": "prompts", "prompts": self.setter.prompts(one), "long": is_long(*one.prompts)}
        if one.balance:
            yield {"type": "hint", "text": self.setter.text(one.balance)}
        if one.unanswered and not self.compass:
            yield {"type": "hint", "text": str(one.unanswered), "word": "unanswered"}
        if self._has_figure():
            yield self._figure()

    def _own(self) -> Iterator[Data]:
        one = self.one
        yield from (self.blank(blank) for blank in one.blanks)
        if one.gap and not any(part.gap for part in one.parts):
            yield self._gap(one.gap)
        yield from self._entries(one.entries, 1)
        if not one.parts and not one.blanks and not (self.compass and one.gap):
            yield from self._pen(one.entries)

    def _parts(self) -> Iterator[Data]:
        number = len(self.one.entries) + 1
        for turn, part in enumerate(self.one.parts, start=1):
            asked = part.prompts if not (self.compass and (part.entries or part.gap)) else ()
            title, prompts = self.setter.title(part.title), self.setter.prompts(part) if asked else []
            long = is_long(part.title, *asked)
            yield {"type": "part", "title": title, "prompts": prompts, "turn": turn, "long": long}
            if part.gap:
                yield self._gap(part.gap)
            yield from self._entries(part.entries, number)
            number += len(part.entries)
            if not (self.compass and (part.gap or self.one.gap)):
                yield from self._pen(part.entries)

    def _end(self) -> Iterator[Data]:
        if self.one.hint:
            yield {"type": "closing", "text": self.setter.text(self.one.hint)}

    def _gap(self, gap: str) -> Data:
        return {"type": "gap", "text": self.setter.text(gap), "em": self.setter.em(gap)}

    def _entries(self, entries: Sequence[EntryView], number: int) -> Iterator[Data]:
        for name, is_cluster, first, found in bound(entries, self.one, self.sheet.words, number):
            # Each entry says in what it is bound, so that what goes on behind says it again.
            tie = {"name": self.setter.text(name), "em": self.setter.em(name), "framed": is_cluster} if name else {}
            for at, entry in enumerate(found, start=first):
                yield from self._one(entry, at, {"bound": tie | {"id": entry.cluster} if tie else None})

    def _one(self, entry: EntryView, at: int, tie: Data) -> Iterator[Data]:
        if self.one.draw == "blanks":
            yield from self._form(entry)
        elif self.one.draw == "picture":
            # A picture and its words are two leaves, which no frame holds together.
            if entry.picture:
                yield self._picture(entry)
            yield self.entry(entry, at if self.one.ordered else None)
        elif self.one.draw == "map":
            named = self._named(entry)
            yield self.entry(entry, None if named else at) | {"named": named} | tie
        else:
            yield self.entry(entry, at if self.one.ordered else None) | tie

    def _form(self, entry: EntryView | None) -> Iterator[Data]:
        """A form inside a part: each field with its value."""
        known = {one.id: one for one in entry.fields} if entry else {}
        yield from (self.blank(known.get(one.id, one)) for one in self.one.fields)
        if entry and entry.text:
            yield self.entry(entry, None)

    def _pen(self, entries: tuple[EntryView, ...]) -> Iterator[Data]:
        """Room for a pen, where nothing was written yet; a list to tick off goes on after what it has."""
        draw, one = draw_of(self.one), self.one
        left = 99 if one.limit is None else max(0, one.limit - sum(1 for _ in entries_of(one)))
        if draw == "checks" and left and not self.compass:
            share = 0.4 if entries else 1
            yield {"type": "pen", "of": "checks", "most": min(left, 4) if entries else left, "share": share}
        elif entries or draw in ("notes", "curve", "map"):
            return
        elif draw == "blanks":
            yield from self._form(None)
        elif draw == "text" or draw == "radar":
            yield {"type": "pen", "of": "lines", "share": 1}
        elif draw == "scale":
            score = next((field for field in one.fields if field.type == "scale"), None)
            yield {"type": "pen", "of": "scale", "field": self.field(score) if score else None, "share": 1}
        elif draw in ("cards", "results", "chain") and left:
            yield {"type": "pen", "of": draw, "most": left, "ordered": one.ordered, "share": 1}

    def blank(self, one: FieldView) -> Data:
        """A line of a form."""
        return {"type": "blank", "field": self.field(one)}

    def entry(self, entry: EntryView, number: int | None) -> Data:
        """One entry; `bare` when it has nothing yet but its words, so that a pen may add the rest."""
        fields = [one for one in entry.fields if one.type != "picture"]
        made: Data = {
            "type": "entry",
            "text": self.setter.text(entry.text),
            "em": self.setter.em(entry.text, "display"),
            "number": "" if number is None else str(number),
            "fields": [self.field(one) for one in fields],
            "bare": not fields and not self.compass,
            "colour": entry.colour,
            "picture": path_of(entry.picture) if entry.picture in self.sheet.pictures else "",
            "alt": plain(entry.text) or plain(self.one.title) or "–",
            "author": self.setter.text(" · ".join(signature(entry))),
            "private": entry.private,
            "bound": None,
            **self._checks(entry),
            **self._progress(entry),
            "long": is_long(entry.text),
            "votes": entry.votes,
            "picked": entry.picked,
            "reason": self.setter.text(entry.reason),
            "answers": self.setter.texts(entry.answers),
            "unanswered": entry.unanswered,
            "origin": self.setter.text("" if entry.origin == entry.owner else entry.origin),
        }
        return made | ({"result": result_of(made)} if self.one.draw == "results" else {})

    def _progress(self, entry: EntryView) -> Data:
        """How far a key result has come: a share to draw, and in words; nothing where it was not measured."""
        if self.one.draw != "results":
            return {}
        known = {field.id: field for field in entry.fields}
        way = known["direction"].value if "direction" in known else ""
        done = progress(str(way or ""), *(number_of(known.get(name)) for name in ("start", "now", "target")))
        if done is None:
            return {}
        return {"progress": {"share": done, "text": self.setter.text(printed_share(done, self.sheet.locale))}}

    def _checks(self, entry: EntryView) -> Data:
        """Where a key result stood before, as a line to draw and in words, and what was said of it then."""
        if not entry.checks or self.one.draw != "results":
            return {}
        said = [{"when": self.setter.text(when), "note": self.setter.text(note)} for when, note in checked(entry)]
        values = [check.text for check in entry.checks if check.text]
        # Where it was checked once, that number is the one that stands beside as what it is now.
        known = values == [field.text for field in entry.fields if field.id == "now"]
        stood = "" if known else self.setter.text(history(entry, self.sheet.words))
        return {"checks": {"spots": spots(entry), "stood": stood, "said": said}}

    def _picture(self, entry: EntryView) -> Data:
        picture = self.sheet.pictures.get(entry.picture)
        return {
            "type": "figure",
            "figure": "picture",
            "path": path_of(entry.picture) if picture else "",
            "ratio": picture.height / max(1, picture.width) if picture else 0.66,
            "alt": plain(entry.text) or plain(self.one.title) or "–",
            "word": self._picture_word(),
        }
