"""Views as documents."""

from __future__ import annotations

from tyopaja.views.nodes import ReportView, View
from tyopaja_office import safe
from tyopaja_office.documents import odf, word
from tyopaja_office.documents.paper import PAPERS, Look
from tyopaja_office.documents.stories import story, title_of
from tyopaja_office.nameless import nameless
from tyopaja_office.options import STORY_PARTS
from tyopaja_office.shown import all_words

_WRITERS = {"docx": word.write, "odt": odf.write}


def render(
    view: View,
    format: str,
    *,
    parts: tuple[str, ...] = STORY_PARTS,
    paper: str = "a4",
    people: bool = True,
    prompts: bool = True,
) -> bytes:
    """A document in one of the formats `docx` and `odt`. The appendix of all notes is part of a workbook only. Raises
    TypeError for a view that is none to read."""
    shown = view if people else nameless(view)
    if isinstance(shown, ReportView) and shown.what == "report":
        parts = tuple(part for part in parts if part != "notes")
    words = all_words(view)
    look = Look(
        language=safe.culture(view.locale),
        title=safe.line(title_of(shown)),
        author=safe.line(view.credit.designer),
        accent=view.theme.accent,
        ink=view.theme.ink,
        page=words["page"],
        paper=PAPERS[paper],
    )
    return _WRITERS[format](tuple(story(shown, words, parts, prompts)), look)
