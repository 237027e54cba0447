"""From the shapes of a board to what it holds for a session: what was edited, moved, added, taken away and linked.

A note is known by its id; where it belongs is told by the frame in which its middle lies. Moved is only what lies in
another frame than it was exported in: whatever the session has done since stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from tyopaja.errors import ImportProblem
from tyopaja.importers import Content, Found, Spot
from tyopaja_boards.keys import BOXES, Key, sum_of
from tyopaja_boards.shapes import MOST_BOXES, Drawing, Shape, counted

Where = tuple[str, str, str]
"""A sheet, a section and a part; "" for none."""
NOWHERE: Where = ("", "", "")


def content_of(drawing: Drawing) -> Content:
    """What a board holds. Raises ImportProblem for one of which too much is a frame."""
    return _Reading(drawing).content()


@frozen(slots=False)
class _Reading:
    drawing: Drawing

    def content(self) -> Content:
        skipped = [*self.drawing.skipped, *self._said()]
        notes = list(self._notes(skipped))
        fresh = self._new_names(notes)
        answers = self._answers(fresh | self._names, skipped)
        found = [
            self._found(shape, key, fresh.get(shape.id, ""), answers.get(shape.id, ()), skipped) for shape, key in notes
        ]
        sheets = {one.key.sheet: one.key.more for one in self._frames if one.key and one.key.role == "sheet"}
        known = {name: None for shape in self._frames for name in (shape.key.known if shape.key else ()) if name}
        return Content(
            found=[*found, *self._forms(skipped)],
            whole=bool(known),
            sheet=next(iter(sheets)) if len(sheets) == 1 and "compass" not in sheets.values() else "",
            known=tuple(known),
            before=dict(self._before(notes)),
            skipped=counted(skipped),
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        """Shape → the entry that it was exported as."""
        return {
            shape.id: shape.key.entry
            for shape in self.drawing.shapes
            if shape.key and shape.key.role == "note" and shape.key.entry
        }

    @cached_property
    def _frames(self) -> list[Shape]:
        return [one for one in self.drawing.shapes if one.key and one.key.role in BOXES | {"sheet"}]

    @cached_property
    def _boxes(self) -> dict[int, list[Shape]]:
        """The frames of each page in which notes stand, the smallest first: it is the one that is meant."""
        boxes: dict[int, list[Shape]] = {}
        for one in self._frames:
            if one.key and one.key.role in BOXES and one.rect is not None:
                boxes.setdefault(one.page, []).append(one)
        if any(len(many) > MOST_BOXES for many in boxes.values()):
            message = f"The board has more than {MOST_BOXES:,} frames of sections. Export it again."
            raise ImportProblem("too-many-shapes", message, most=MOST_BOXES)
        for many in boxes.values():
            many.sort(key=lambda one: one.rect.width * one.rect.height if one.rect else 0)
        return boxes

    def _notes(self, skipped: list[str]) -> Iterator[tuple[Shape, Key | None]]:
        """Every note in the order of the file, each with what it is; None for one that is new.

        An entry that was exported several times, as in a report, is the first of them that was edited or moved. What
        was copied in the program is new: its id is no longer ours. Where all ids are new, as after pasting a whole
        board into another, the first is the entry.
        """
        ours: dict[str, list[Shape]] = {}
        for shape in self.drawing.shapes:
            if shape.key and shape.key.role == "note" and shape.key.entry:
                ours.setdefault(shape.key.entry, []).append(shape)
        chosen: dict[int, Key | None] = {}
        dropped: set[int] = set()
        for many in ours.values():
            sure = {shape.id: shape for shape in reversed(many) if shape.sure} or {many[0].id: many[0]}
            exported = sorted(sure.values(), key=lambda one: one.key is not None and one.key.elsewhere)
            best = next((one for one in exported if edited(one) or self._moved(one)), exported[0])
            chosen[id(best)] = best.key
            dropped.update(id(one) for one in exported if one is not best)
            skipped.extend(
                f"'{_short(one.text)}' stands on the board several times; what is taken is '{_short(best.text)}'."
                for one in exported
                if one is not best and edited(one) and sum_of(one.text) != sum_of(best.text)
            )
        for shape in self.drawing.shapes:
            if id(shape) in chosen:
                # An entry of which nothing is left but an empty note was taken away.
                if shape.text.strip() or not edited(shape):
                    yield shape, chosen[id(shape)]
            elif shape.text.strip() and id(shape) not in dropped and (shape.key is None or shape.key.role == "note"):
                yield shape, None

    def _moved(self, shape: Shape) -> bool:
        return shape.key is not None and self._where(shape) not in (None, shape.key.shown)

    def _found(self, shape: Shape, key: Key | None, name: str, answers: tuple[str, ...], skipped: list[str]) -> Found:
        there = self._where(shape)
        if key is None:
            sheet, section, part = there or NOWHERE
            return Found(text=shape.text.strip(), entry=name, sheet=sheet, section=section, part=part, answers=answers)
        home, shown = (key.sheet, key.section, key.part), key.shown
        otherwise = (Spot(sheet=shown[0], section=shown[1], part=shown[2]),) if key.elsewhere else ()
        text = shape.text.strip() if edited(shape) else self._texts.get(key.entry, shape.text)
        if there and there != shown:
            if otherwise:
                skipped.append(f"'{_short(text)}' is put together from another sheet, and is not moved on this one.")
            else:
                home = there
        sheet, section, part = home
        return Found(
            text=text, entry=key.entry, sheet=sheet, section=section, part=part, answers=answers, otherwise=otherwise,
            written=key.written,
        )  # fmt: skip

    def _where(self, shape: Shape) -> Where | None:
        """The place that a shape lies in; None for outside of all of them.

        In a section with parts, what lies between them belongs to the nearest.
        """
        if shape.rect is None:
            return None
        point = shape.rect.centre
        boxes = self._boxes.get(shape.page, [])
        box = next((one for one in boxes if one.rect and one.rect.holds(point)), None)
        if box is None or box.key is None:
            return None
        if box.key.role == "section":
            same = (box.key.sheet, box.key.section)
            inner = [
                one
                for one in boxes
                if one.rect and one.key and one.key.role != "section" and (one.key.sheet, one.key.section) == same
            ]
            box = min(inner, key=lambda one: one.rect.away(point) if one.rect else 0.0, default=box)
        assert box.key is not None
        return box.key.sheet, box.key.section, box.key.part

    def _new_names(self, notes: list[tuple[Shape, Key | None]]) -> dict[str, str]:
        """A name for each new note that a line touches, so that links may tell of it: no entry is called so."""
        touched = {end for line in self.drawing.lines for end in (line.source, line.target)}
        return {shape.id: f"shape:{shape.id}" for shape, key in notes if key is None and shape.id in touched}

    def _answers(self, names: dict[str, str], skipped: list[str]) -> dict[str, tuple[str, ...]]:
        """Shape → the entries that it answers. On a spread the answers are on one side, whichever way a line goes."""
        sides = {one.key.sheet: one.key.more for one in self._frames if one.key and one.key.role == "sheet"}
        shapes = {shape.id: shape for shape in reversed(self.drawing.shapes)}
        answers: dict[str, dict[str, None]] = {}
        for line in self.drawing.lines:
            source, target = line.source, line.target
            if source not in names or target not in names:
                # One of ours whose note was taken away says nothing.
                if not any(end not in shapes and Key.parse(end) for end in (source, target)):
                    skipped.append("A line does not lead from one note to another: it is not imported.")
            elif names[source] != names[target]:
                ends = [sides.get((self._where(shapes[end]) or NOWHERE)[0], "") for end in (source, target)]
                if ends == ["asked", "answering"]:
                    source, target = target, source
                answers.setdefault(source, {})[names[target]] = None
        return {name: tuple(ids) for name, ids in answers.items()}

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What each entry said when it was exported, where the frames still tell."""
        return {name: text for frame in self._frames for name, text in frame.texts.items()}

    def _before(self, notes: list[tuple[Shape, Key | None]]) -> Iterator[tuple[str, str]]:
        """The same; and of an entry that was not edited what it says."""
        yield from ((key.entry, shape.text) for shape, key in notes if key and not edited(shape))
        yield from self._texts.items()

    def _forms(self, skipped: list[str]) -> Iterator[Found]:
        """The blanks that were filled in otherwise, section by section."""
        forms: dict[tuple[str, str], dict[str, str]] = {}
        for shape in self.drawing.shapes:
            key = shape.key
            if key and key.role == "blank" and shape.sure and edited(shape):
                if shape.text.strip():
                    forms.setdefault((key.sheet, key.section), {})[key.entry] = shape.text.strip()
                else:
                    skipped.append(f"The blank '{key.entry}' was emptied. Empty it in the session.")
        for (sheet, section), fields in forms.items():
            text = fields.pop("text", "")
            yield Found(text=text, fields=dict(fields), sheet=sheet, section=section)

    def _said(self) -> Iterator[str]:
        """What was edited that is no entry: the session has it from elsewhere."""
        for shape in self.drawing.shapes:
            key = shape.key
            if key is None or not shape.sure:
                continue
            if key.role in ("text", "facts") and edited(shape) and shape.text.strip():
                yield f"'{_short(shape.text)}' is no entry: it is not imported."
            elif key.role == "note" and shape.about.strip() and sum_of(shape.about) != "".join(key.sums[1:2]):
                yield f"What stands below '{_short(shape.text)}' is not imported: '{_short(shape.about)}'."


def edited(shape: Shape) -> bool:
    """Whether a shape says something else than it was exported with."""
    return shape.key is not None and sum_of(shape.text) != "".join(shape.key.sums[:1])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
