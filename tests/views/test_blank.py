"""Sheets of a session, blank: what stood there from the beginning, and nothing that anybody wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tyopaja.errors import UnknownId
from tyopaja.testing import strategies
from tyopaja.testing.strategies import History
from tyopaja.views import look
from tyopaja.views.nodes import SheetView


def test_nothing_that_was_written_is_on_it(played: Any) -> None:
    blank = played.sheet("blank:lupaus")
    full = played.sheet("canvas:lupaus")
    assert [section.entries for section in blank.sections] == [()] * 3
    assert (blank.what, blank.id, blank.title, blank.grid) == ("sheet", "lupaus", full.title, full.grid)
    assert (blank.company, blank.date, blank.date_on, blank.approved) == ("", "", "", ())
    assert blank.session == "s1"
    assert [section.prompts for section in blank.sections] == [section.prompts for section in full.sections]


def test_the_result_can_be_blank_too(played: Any) -> None:
    blank = played.sheet("blank:kompassi")
    assert blank.what == "sheet"
    assert not [entry for section in blank.sections for entry in section.entries]


def test_there_is_no_blank_sheet_of_what_there_is_not(played: Any) -> None:
    with pytest.raises(UnknownId):
        played.sheet("blank:puuttuva")


@settings(max_examples=40)
@given(strategies.histories())
def test_it_is_the_same_whatever_was_written(played: History) -> None:
    definitions, begun = played.rules.definitions, strategies.begun(played.rules.definitions, played.state.locale)
    for name in definitions.canvases:
        blank, at_first = (look(definitions, one.state, f"blank:{name}", "fi") for one in (played, begun))
        assert blank == at_first
        assert isinstance(blank, SheetView)
        entries = [
            entry
            for section in blank.sections
            for entry in (*section.entries, *(one for part in section.parts for one in part.entries))
        ]
        home = definitions.pack.locale
        sections = definitions.canvases[name].section.values()
        starts = sum(len(section.start.to("fi", home)) for section in sections)
        starts += sum(len(part.start.to("fi", home)) for section in sections for part in section.parts.values())
        assert len(entries) <= starts
        assert not [one for one in entries if one.author or one.votes or one.picked or one.written or one.trail]
