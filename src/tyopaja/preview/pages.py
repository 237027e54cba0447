"""The page: what there is, how it is shown, what is wrong, and the sheet. Whole as it is served, so that it needs no
script but to notice a save; the words are in the pack's own language, what `check` says in its English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from tyopaja.definitions.problems import Problem
from tyopaja.model.canvas import Canvas
from tyopaja.model.flow import Flow
from tyopaja.preview.choosing import MEDIA, Choice
from tyopaja.preview.desk import Note, Reading
from tyopaja.preview.drawing import Drawer
from tyopaja.preview.linking import drawn, link
from tyopaja.preview.outlining import outline
from tyopaja.renderers.html.markup import Content, Markup, h, written
from tyopaja.texts import say, words

LANGUAGES = ("fi", "en", "sv")
"""What the page itself can be in."""

_HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/page.css"><link rel="icon" href="data:,"><script src="/page.js" defer></script>'
)


def page(reading: Reading, choice: Choice, drawer: Drawer) -> str:
    """The page for a choice."""
    return _Page.of(reading, reading.settled(choice), drawer).written()


@frozen
class _Page:
    reading: Reading
    choice: Choice
    drawer: Drawer
    locale: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, reading: Reading, choice: Choice, drawer: Drawer) -> _Page:
        language = reading.languages[0].partition("-")[0]
        locale = language if language in LANGUAGES else "en"
        return cls(reading, choice, drawer, locale, words("preview", locale))

    def written(self) -> str:
        pack, say_it = self.reading.pack, self.words
        title = pack.title.to(self.locale, pack.locale) or self.reading.folder.resolve().name
        status = h(
            "p",
            say_it["watching"],
            id="status",
            role="status",
            data_redrawn=say_it["redrawn"],
            data_stopped=say_it["stopped"],
        )
        version = f"{pack.id} {pack.version}" if pack.id else ""
        body = h(
            "body",
            h("a", say_it["skip"], href="#sheet", class_="skip"),
            h("header", h("h1", title, " ", h("span", version, class_="quiet")), status),
            h("nav", self._lists(), id="lists", aria_label=say_it["contents"]),
            h("main", self._tools(), self._problems(), self._sheet(), id="main"),
            data_version=str(self.reading.version),
        )
        head = h("head", Markup(_HEAD), h("title", f"{title} – {say_it['title']}"))
        return f"<!DOCTYPE html>\n{written(h('html', head, body, lang=self.locale))}\n"

    def _lists(self) -> Iterator[Markup]:
        pack, locale = self.reading.pack, self.choice.locale
        known: Mapping[str, Mapping[str, Canvas | Flow]] = {"canvases": pack.canvases, "flows": pack.flows}
        for folder, definitions in known.items():
            items = []
            for name in self.reading.names(folder):
                known_as = definitions.get(name) or self.reading.last(folder, name)
                title = known_as.title.to(locale, pack.locale) if known_as else ""
                items.append(h("li", self._item(folder, name, title or name)))
            if items:
                yield h("h2", self.words[folder])
                yield h("ul", items, role="list")

    def _item(self, folder: str, name: str, title: str) -> Markup:
        broken = self.reading.errors_in(self.reading.shown(f"{folder}/{name}.toml"))
        mark = h("span", "!", class_="mark", role="img", aria_label=self.words["broken"]) if broken else None
        canvas, flow = (name, "") if folder == "canvases" else ("", name)
        to = evolve(self.choice, canvas=canvas, flow=flow)
        return link(to, (title, " " if mark else None, mark), current=to == self.choice)

    def _tools(self) -> Markup:
        choice, say_it = self.choice, self.words
        locales = [(tag, evolve(choice, locale=tag)) for tag in self.reading.languages]
        groups = [(say_it["language"], locales)] if len(locales) > 1 else []
        if not choice.flow:
            fills = [
                (say_it[key], evolve(choice, filled=filled)) for key, filled in (("blank", False), ("sample", True))
            ]
            media = [(say_it[key], evolve(choice, medium=key)) for key in MEDIA]
            groups += [(say_it["fill"], fills), (say_it["medium"], media)]
        made = (
            h(
                "div",
                h("span", name, id=f"tool-{number}", class_="quiet"),
                h(
                    "ul",
                    (h("li", link(to, label, current=to == choice)) for label, to in group),
                    role="list",
                    aria_labelledby=f"tool-{number}",
                ),
                class_="tool",
            )
            for number, (name, group) in enumerate(groups)
        )
        return h("div", made, id="tools")

    def _problems(self) -> Markup:
        here = self.reading.file_of(self.choice)
        own = [one for one in self.reading.survey.problems if one.file == here]
        others = [one for one in self.reading.survey.problems if one.file != here]
        errors = sum(one.severity == "error" for one in self.reading.survey.problems)
        warnings = len(own) + len(others) - errors
        counts = [
            say(self.locale, f"preview.{key}", count=count)
            for key, count in (("errors", errors), ("warnings", warnings))
            if count
        ]
        return h(
            "section",
            h("h2", self.words["problems"], id="problems-title"),
            h("p", ", ".join(counts) or self.words["sound"], class_="quiet"),
            h("ol", map(self._problem, own), role="list") if own else None,
            h("h3", self.words["elsewhere"]) if own and others else None,
            h("ol", map(self._problem, others), role="list") if others else None,
            id="problems",
            aria_labelledby="problems-title",
            class_="failing" if errors else "",
        )

    def _problem(self, problem: Problem) -> Markup:
        line = self.reading.lines.get(problem, "")
        return h(
            "li",
            h("p", h("code", f"{self.reading.inside(problem.file)}:{problem.line}:{problem.column}"), class_="where"),
            h("p", h("span", self.words[problem.severity], class_="tag"), " ", self._english(problem.message)),
            h("p", self._english(problem.hint), class_="hint") if problem.hint else None,
            h("pre", h("code", line), tabindex="0", aria_label=self.words["line"]) if line else None,
            class_=problem.severity,
        )

    def _english(self, text: str) -> Markup:
        return h("span", text, lang="en") if self.locale != "en" else h("span", text)

    def _sheet(self) -> Markup:
        title = h("h2", self.words["flow" if self.choice.flow else "sheet"], class_="unseen")
        return h("section", title, self._middle(), id="sheet", tabindex="-1")

    def _middle(self) -> Content:
        choice = self.choice
        if choice.flow:
            flow, said = self.reading.flow(choice)
            return self._note(said), outline(self.reading, choice, flow, self.words) if flow else None
        if not choice.canvas:
            return h("p", self.words["empty"], class_="note")
        made = self.drawer.make(self.reading, choice)
        note = self._note(made.drawing.note)
        if made.rendition is None:
            reason = self.words["no-print"] if choice.medium == "print" and not self.drawer.prints else ""
            if made.reason:
                reason = say(self.locale, "preview.failed", reason=made.reason)
            return note, h("p", reason, class_="note") if reason else None
        assert made.drawing.view is not None
        return note, drawn(choice, made.mark, made.drawing.view.title)

    def _note(self, note: Note) -> Markup | None:
        if not note:
            return None
        name = self.choice.flow or self.choice.canvas
        return h("p", self.words[note].format(id=name), class_="note", id="note")
