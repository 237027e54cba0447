"""The format `html`: any view as one file that a browser opens without a network: accessible, without a script, laid
out for wide screens, for phones and for paper."""

from __future__ import annotations

from tyopaja.renderers.contract import ALL_VIEWS, Renderer
from tyopaja.renderers.facts import word
from tyopaja.renderers.html import cards, persons, plans, reports, sessions, spreads
from tyopaja.renderers.html.covers import banner, cover
from tyopaja.renderers.html.forms import whose
from tyopaja.renderers.html.markup import h
from tyopaja.renderers.html.page import page
from tyopaja.renderers.html.sheets import boxes
from tyopaja.renderers.nameless import nameless
from tyopaja.renderers.options import PEOPLE
from tyopaja.views.nodes import CardsView, OwnView, PlanView, ReportView, SessionView, SheetView, SpreadView, View


def render(view: View, *, people: bool = True) -> str:
    """The view as an HTML page, with the names of authors or without."""
    match view if people else nameless(view):
        case ReportView() as view:
            return _report(view)
        case SessionView() as view:
            return _session(view)
        case SheetView() as view:
            return _sheet(view)
        case SpreadView() as view:
            return _spread(view)
        case PlanView() as view:
            return _plan(view)
        case OwnView() as view:
            return _own(view)
        case CardsView() as view:
            return _cards(view)


def _report(view: ReportView) -> str:
    session = view.session
    top = cover(word(view.words, view.what), session.title, session.flow, session.date, view.theme)
    return page(view.title, view.locale, view.theme, view.words, top, reports.body(view), view.credit)


def _session(view: SessionView) -> str:
    top = banner(word(view.words, "session"), view.title, view.flow, view.date, view.theme)
    body = (
        h("p", view.purpose, class_="lead", dir="auto") if view.purpose else None,
        sessions.figures(view),
        sessions.steps(view, 2),
        sessions.people(view, 2),
        sessions.groups(view, 2),
        sessions.kept_aside(view, 2),
    )
    title = " – ".join(part for part in (view.title, view.flow) if part)
    return page(title, view.locale, view.theme, view.words, top, body, view.credit)


def _sheet(view: SheetView) -> str:
    top = banner(view.company, view.title, view.purpose, view.date, view.theme)
    title = " – ".join(part for part in (view.title, view.company) if part)
    body = h("div", whose(view), boxes(view, 2), class_=f"sheet alone {view.what} {view.grid.orientation}")
    return page(title, view.locale, view.theme, view.words, top, body, view.credit)


def _spread(view: SpreadView) -> str:
    top = banner(view.company, view.title, word(view.words, "spread"), view.date, view.theme)
    title = " – ".join(part for part in (view.title, view.company) if part)
    return page(title, view.locale, view.theme, view.words, top, spreads.body(view), view.credit)


def _plan(view: PlanView) -> str:
    top = banner(word(view.words, "plan-title"), view.title, view.flow, view.moment, view.theme)
    title = " – ".join(part for part in (view.title, word(view.words, "plan-title")) if part)
    return page(title, view.locale, view.theme, view.words, top, plans.body(view), view.credit)


def _own(view: OwnView) -> str:
    top = banner(word(view.words, "own"), view.name, persons.whence(view), view.date, view.theme)
    title = " – ".join(part for part in (view.name, word(view.words, "own")) if part)
    return page(title, view.locale, view.theme, view.words, top, persons.body(view), view.credit)


def _cards(view: CardsView) -> str:
    top = banner(word(view.words, view.what), view.title, view.company, view.date, view.theme)
    title = " – ".join(part for part in (view.title, word(view.words, view.what)) if part)
    return page(title, view.locale, view.theme, view.words, top, cards.body(view), view.credit)


HTML = Renderer(
    "html",
    render,
    media_type="text/html; charset=utf-8",
    suffix=".html",
    title="One accessible HTML file",
    views=ALL_VIEWS,
    options=(PEOPLE,),
)
