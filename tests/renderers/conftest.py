"""Views built by hand for the renderers: a hotel's compass, sheets, session and report, and strategies for words that
try to be more than words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import strategies as st

from tyopaja.model.pack import Theme
from tyopaja.renderers import BUILT_IN, Renderer
from tyopaja.testing.views import view
from tyopaja.texts import words
from tyopaja.views.nodes import (
    Area,
    Aside,
    Axes,
    Chapter,
    Credit,
    EntryView,
    FieldView,
    Grid,
    GroupView,
    OwnView,
    Pair,
    PartView,
    PersonView,
    ReportView,
    SectionView,
    SessionView,
    SheetView,
    SpreadView,
    StepView,
    View,
)
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnVote, OwnWording
from tyopaja.views.pieces import CheckView, Trace
from tyopaja.views.report_nodes import CardsView, CardView, KeyResultView, Recap

THEME = Theme(
    ink="#1c2733",
    accent="#0f5c6e",
    notes=("#fff0b8", "#d6ecd2", "#d2e6f7", "#fbdfd5"),
    colours={"lupaus": "#0f5c6e", "laatu": "#85480f", "tunne": "#73305f"},
)
CREDIT = Credit(
    designer="Arctic Factory", licence="CC BY-SA 4.0", address="https://creativecommons.org/licenses/by-sa/4.0/"
)
LIVE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[tästä](javascript:alert(1))", "javascript:alert(1)",
    "</style><svg onload=alert(1)>", "]]>", "<!--", "&lt;b&gt;", "&#60;", "# Otsikko", "1. eka", "2) toka", "- viiva",
    "+ plus", "> lainaus", "```koodi```", "~~~", "***", "---", "===", "| a | b |", "|---|", ":-:", "![kuva](x.png)",
    "[viite]: https://x.fi", "<https://x.fi>", "https://x.fi/a_b_c", "www.x.fi", "aino@x.fi", "    neljä välilyöntiä",
    "*tähdet*", "__alaviivat__", "~~yli~~", "rivi\\", "a  \nb", "eka\n\ntoka", "eka\n# toka", "eka\n===", "eka\n---",
    "{{ muotti }}", "{% if %}", "$x^2$", "`", "\\*", "\\", "&amp", "&copy;", "a\tb", "'\"><b>", "%%", "=SUMMA(A1)",
)  # fmt: skip
"""Words that mean something to a browser or to Markdown, if they are let to."""
LETTERS = "aäöåšžŋđŧǩǥʒǯȟ ÁČŊ0.,:-–—”\"'!?#*_<>&|`[](){}\\/~^$=+%@\n\t 👍🏽👩‍🚒🇫🇮é́שלוםمرحبا日本"
NEVER = "\x00\x07\x1b\x7f\x85\u202e\u202a\u2066\u2069\ud800\udfff\ufffe\U0001ffff\u2028"


class Made:
    """Makers of views and of words."""

    renderers: tuple[Renderer, ...] = BUILT_IN[:4]
    """Those of all views."""
    live = LIVE

    @staticmethod
    def words() -> st.SearchStrategy[str]:
        """Words as people type them, emoji, marks, right-to-left letters and markup among them."""
        typed = st.text(alphabet=LETTERS, min_size=1, max_size=60)
        mixed = st.lists(st.sampled_from(LIVE) | typed, min_size=1, max_size=4).map("".join)
        return mixed.filter(lambda text: bool(text.strip()))

    @staticmethod
    def anything() -> st.SearchStrategy[str]:
        """Any string at all, with characters that no file should hold."""
        odd = st.text(alphabet=NEVER + "aä<>&\n", max_size=20)
        return st.lists(odd | st.text(max_size=20) | st.sampled_from(LIVE), max_size=4).map("".join)

    @staticmethod
    def entry(text: str, **more: Any) -> EntryView:
        """A note by Aino, unless told otherwise."""
        return EntryView(**({"id": "n1", "text": text, "author": "Aino"} | more))

    @staticmethod
    def result(text: str, **values: str) -> EntryView:
        """A key result."""
        titles = {"start": "Lähtötaso", "target": "Tavoite", "due": "Mihin mennessä", "owner": "Vastuuhenkilö"}
        fields = tuple(
            FieldView(id=name, title=titles.get(name, name), type="text", value=value, text=value)
            for name, value in values.items()
        )
        return EntryView(id="k1", text=text, author="Ilse", fields=fields)

    @staticmethod
    def section(name: str, *entries: EntryView, **more: Any) -> SectionView:
        """A box for notes, unless told otherwise."""
        plain = {"title": name.capitalize(), "label": "", "prompts": (), "kind": "notes", "look": "plain"}
        return SectionView(**({"id": name, "colour": THEME.accent, "entries": entries} | plain | more))

    @staticmethod
    def sheet(*sections: SectionView, drawn: Iterable[str] = (), **more: Any) -> SheetView:
        """A sheet with its boxes drawn as canvases draw them; one below the other when they are not drawn."""
        rows = [row.split() for row in drawn] or [[section.id] for section in sections] or [["."]]
        spots: dict[str, list[tuple[int, int]]] = {}
        for y, row in enumerate(rows):
            for x, name in enumerate(row):
                spots.setdefault(name, []).append((x, y))
        areas = tuple(
            Area(section=name, x=at[0][0], y=at[0][1], width=at[-1][0] - at[0][0] + 1, height=at[-1][1] - at[0][1] + 1)
            for name, at in spots.items()
            if name != "."
        )
        grid = Grid(
            paper="a3", orientation="landscape", columns=(1.0,) * len(rows[0]), rows=(1.0,) * len(rows), areas=areas
        )
        plain: dict[str, Any] = {
            "what": "sheet", "id": "arkki", "canvas": "arkki", "title": "Empatiakartta",
            "purpose": "Katsotaan päivää toisen ihmisen silmin.", "company": "Hotelli Kaamos", "locale": "fi",
            "grid": grid, "theme": THEME, "credit": CREDIT, "date": "26.5.2026", "words": words("view", "fi"),
        }  # fmt: skip
        return SheetView(**({"sections": sections} | plain | more))

    def empathy(self) -> SheetView:
        """A sheet with everything that a sheet can hold."""
        who = tuple(
            FieldView(id=name, title=name.capitalize(), type="text", value=value, text=value or "")
            for name, value in (("nimi", "Gisela Brandt"), ("seurue", None))
        )
        pains = (
            self.entry("Entä jos revontulia ei näy?", votes=5, picked=True, reason="kysytään joka ilta"),
            self.entry("Liukkaat portaat.", answers=("Kaiteet lämmitetään.",)),
        )
        return self.sheet(
            self.section("kuka", kind="fields", draw="blanks", blanks=who, prompts=("Kuka hän on?",), label="1"),
            self.section("kuulee", *(self.entry(f"Hän kuulee {number} ääntä.") for number in range(9)), label="2"),
            self.section(
                "tuntee",
                label="7",
                prompts=("Mistä hän haaveilee?",),
                parts=(PartView(id="kipu", title="Kipupisteet", entries=pains), PartView(id="hyoty", title="Hyödyt")),
            ),
            self.section("tekee", self.entry("Kävelee järven ympäri.", votes=1), kind="text", draw="text"),
            self.section("nakee", prompts=("Mitä ympärillä on?",)),
            drawn=("kuka kuka kuulee", "tuntee tuntee kuulee", "tekee nakee nakee"),
        )

    def compass(self) -> SheetView:
        """A compass with one gap."""
        columns = []
        for number, colour in enumerate(THEME.colours.values(), start=1):
            numbers = self.result("Uni paranee", start="3,9", target="4,6", unit="/ 5", due="31.12.2026", owner="Ilse")
            statement = self.entry("Lupaamme hiljaisuuden.", origin="Palvelulupaus – Lupaus")
            deeds = (self.entry("Puhelimet äänettömällä."), self.entry("Ovet suljetaan käsin."))
            columns += [
                self.section(
                    f"p{number}",
                    statement,
                    look="statement",
                    kind="text",
                    draw="text",
                    colour=colour,
                    label=str(number),
                ),
                self.section(f"n{number}", *deeds, colour=colour),
                self.section(f"k{number}", numbers, kind="key-results", draw="results", colour=colour),
            ]
        return self.sheet(
            self.section("yritys", self.entry("Perhehotelli vuodesta 1987."), look="quiet", kind="text", draw="text"),
            self.section("tavoite", kind="text", draw="text", gap="Tavoitetta ei ole vielä valittu."),
            *columns,
            drawn=("yritys tavoite tavoite", "p1 p2 p3", "n1 n2 n3", "k1 k2 k3"),
            what="compass", title="Arjen kompassi", approved=("Ilse", "Aino Rautio"),
        )  # fmt: skip

    @staticmethod
    def session(**more: Any) -> SessionView:
        """A session at its second workshop."""
        steps = (
            ("tp-1", "Työpaja 1", 0, "done"), ("ideat", "Ideat", 1, "done"), ("tp-2", "Työpaja 2", 0, "now"),
            ("aanet", "Äänet", 1, "now"), ("arki", "Arki", 0, "ahead"),
        )  # fmt: skip
        plain: dict[str, Any] = {
            "id": "s1", "title": "Hotelli Kaamos", "flow": "Arjen kompassi", "purpose": "Kolme työpajaa.",
            "locale": "fi",
            "steps": tuple(
                StepView(
                    id=name, title=title, purpose="Mitä lupaamme?", depth=depth, status=status,  # type: ignore[arg-type]
                    time="3 h", activity="äänestys" if depth else "", sheets=("Empatiakartta",) if depth else (),
                )
                for name, title, depth, status in steps
            ),
            "people": (
                PersonView(id="ilse", name="Ilse", role="fasilitaattori", entries=4),
                PersonView(id="aino", name="Aino Rautio", role="osallistuja", entries=1),
            ),
            "entries": 5, "votes": 6, "sheets": ("arkki",), "date": "26.5.2026", "theme": THEME, "credit": CREDIT,
            "words": words("view", "fi"),
        }  # fmt: skip
        return SessionView(**(plain | more))

    def report(self, *sheets: SheetView, **more: Any) -> ReportView:
        """The report of the series, on the sheets given."""
        shown = sheets or (self.empathy(), self.empathy())
        plain: dict[str, Any] = {
            "title": "Hotelli Kaamos – Arjen kompassi", "locale": "fi", "session": self.session(),
            "result": self.compass(), "theme": THEME, "credit": CREDIT, "words": words("view", "fi"),
            "chapters": (Chapter(title="Työpaja 1", purpose="Mitä lupaamme?", sheets=shown),),
        }  # fmt: skip
        return ReportView(**(plain | more))

    def views(self) -> Iterator[View]:
        """One view of each kind, and a sheet of every drawing."""
        yield self.compass()
        yield self.empathy()
        yield self.session()
        yield self.report()
        yield view("sheet", "full")
        yield view("spread", "full")
        yield view("plan", "full")
        yield view("person", "full")
        yield view("workbook", "full")
        yield view("name-tags", "full")
        yield view("table-signs", "full")

    def one(self, kind: str) -> View:
        """The first view of a kind; `drawings` is a sheet of every drawing, `canvas` one by itself, for a pen."""
        if kind == "drawings":
            return view("sheet", "full")
        if kind == "canvas":
            blank = view("sheet", "blank")
            assert isinstance(blank, SheetView)
            return evolve(blank, company="", date="")
        return next(one for one in self.views() if one.what == kind)

    def with_aside(self, kind: str) -> View:
        """A session or a report with what an upgrade has left without a place."""
        found = view(kind, "full")
        assert isinstance(found, SessionView | ReportView)
        return found

    def saying(self, text: str) -> Iterator[View]:
        """Views in which `text` stands everywhere that somebody may write."""
        field = FieldView(id="f", title=text, type="text", value=text, text=text)
        entry = self.entry(text, author=text, fields=(field,), votes=2, picked=True, reason=text, answers=(text,))
        trace = Trace(
            how="answers", depth=1, entry="t1", sheet="lupaus", section="teot", place=text, text=text, author=text,
            votes=2, picked=True, reason=text, written=text,
        )  # fmt: skip
        from_there = self.entry(text, author=text, origin=text, owner=f"{text} 2", trail=(trace,))
        tied = self.entry(text, cluster="c", private=True, owner=text)
        check = CheckView(date=text, value=7.2, text=text, note=text, author=text)
        spokes = tuple(PartView(id=f"p{number}", title=text, entries=(entry,)) for number in range(3))
        sections = (
            self.section("a", tied, entry, title=text, label="7", prompts=(text,), clusters={"c": text}, hint=text),
            self.section("b", from_there, kind="text", draw="text", look="statement", title=text),
            self.section("c", evolve(self.result(text, measure=text, unit=text, start=text, target=text, owner=text,
                         due=text, direction=text), checks=(check, check)), kind="key-results", draw="results"),
            self.section("d", kind="fields", draw="blanks", blanks=(field,)),
            self.section("e", parts=(PartView(id="p", title=text, prompts=(text,), entries=(entry,)),)),
            self.section("g", gap=text),
            *(
                self.section(draw, entry, draw=draw, title=text, ordered=draw == "chain", fields=(field,), balance=text,
                             answers=text, axes=Axes(left=text, top=text) if draw == "map" else None,
                             parts=spokes if draw == "radar" else ())
                for draw in ("cards", "checks", "chain", "picture", "scale", "radar", "curve", "map")
            ),
        )  # fmt: skip
        rest = {"title": text, "purpose": text, "company": text, "approved": (text,), "date": text}
        sheet, compass = self.sheet(*sections, **rest), self.sheet(*sections, what="compass", **rest)
        credit = Credit(designer=text, licence=text, address=f"javascript:{text}")
        session = self.session(
            title=text, flow=text, purpose=text, credit=credit,
            people=(PersonView(id="x", name=text, role=text, entries=1),),
            aside=(Aside(sheet=text, section=text, entries=(entry,)),),
            steps=(StepView(id="x", title=text, purpose=text, depth=0, status="now", time=text, activity=text,
                            sheets=(text,), order=text, where=(text,), added=True),),
            groups=(GroupView(id="ryhma-1", name=text, people=(text,)),),
        )  # fmt: skip
        yield from (sheet, compass, session)
        # What holds of a sheet by itself holds of the same sheet inside another view.
        side = self.sheet(self.section("a", entry), **rest)
        pair = Pair(asked="a", answering="b", title=text, unanswered=(text,))
        recap = Recap(title=text, entries=(entry,))
        chapter = Chapter(title=text, purpose=text, sheets=(side,), recaps=(recap,))
        figure = KeyResultView(
            entry="k1", sheet="okr-1", place=text, text=text, objective=text, measure=text, unit=text, start_text=text,
            target_text=text, now_text=text, direction=text, due=text, due_on=text, owner=text, progress=0.5,
            progress_text=text, checks=(check,),
        )  # fmt: skip
        yield SpreadView(
            title=text, company=text, locale="fi", asked=side, answering=side, pairs=(pair,), theme=THEME, credit=credit
        )
        whole = {"session": session, "result": side, "chapters": (chapter,), "key_results": (figure,)}
        yield self.report(title=text, credit=credit, what="workbook", **whole)
        for what in ("name-tags", "table-signs"):
            yield CardsView(
                what=what,
                title=text, company=text, locale="fi", cards=(CardView(title=text, lines=(text, text), colour=text),),
                theme=THEME, credit=credit, date=text, words=words("view", "fi"),
            )  # fmt: skip
        yield self.held(text, field, credit)

    @staticmethod
    def held(text: str, field: FieldView, credit: Credit) -> OwnView:
        """What is held of somebody, with `text` in every place."""
        entry = OwnEntry(
            id="n1", place=text, text=text, fields=(field,), written=text, date=text, votes=2, picked=True,
            private=True, removed=True, copy=True,
        )  # fmt: skip
        return OwnView(
            id="aino", name=text, role=text, heads=2, joined=text, left=text, joined_on=text, left_on=text,
            groups=(text,), session="s1", title=text, flow=text, locale="fi", entries=(entry,),
            votes=(OwnVote(entry="n1", place=text, own=True, text=text, votes=1),),
            checks=(OwnCheck(entry="n1", place=text, own=True, text=text, when=text, date=text, now=text,
                             remark=text),),
            wordings=(OwnWording(place=text, title=text, text=text, when=text, date=text),),
            approved=(text,), ready=(text,), named=(text,), date=text, theme=THEME, credit=credit,
        )  # fmt: skip


@pytest.fixture(scope="session")
def made() -> Made:
    """The makers, for test modules that must not import a neighbour."""
    return Made()
