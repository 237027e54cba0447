"""The strategies give what they promise: sound definitions, commands of every sort, sessions and views of them."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from attrs import evolve as with_
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tyopaja.definitions.soundness import findings
from tyopaja.engine import fold
from tyopaja.engine.values import fault_of
from tyopaja.model.canvas import Canvas
from tyopaja.model.catalogue import KINDS
from tyopaja.model.commands import COMMANDS
from tyopaja.model.pack import Definitions
from tyopaja.testing import strategies
from tyopaja.testing.strategies import REFUSED_WORDS, VOCABULARY, History
from tyopaja.views.nodes import View

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@some
@given(strategies.definitions())
def test_definitions_are_sound(found: Definitions) -> None:
    pack = with_(found.pack, canvases=dict(found.canvases), flows={found.flow.id: found.flow})
    assert [one for one in findings(pack, VOCABULARY) if one.severity == "error"] == []


@some
@given(strategies.histories())
def test_a_history_is_what_its_events_give(played: History) -> None:
    assert fold(played.events) == played.state
    assert len(played.asked) >= len(played.refused)


@some
@given(strategies.views())
def test_views_are_of_every_session(view: View) -> None:
    assert view.what in ("compass", "report", "session", "sheet")


def test_no_command_and_no_kind_of_section_is_forgotten() -> None:
    quick = settings(max_examples=500, deadline=None, database=None, phases=[Phase.generate])
    for kind in KINDS:
        find(strategies.canvases(), partial(_has, kind), settings=quick)
    begun = strategies.begun(find(strategies.definitions(), lambda found: True, settings=quick))
    for name in COMMANDS:
        only = strategies.commands(begun.rules, begun.state, (name,))
        assert find(only, lambda command: True, settings=quick).name == name


def _has(kind: str, canvas: Canvas) -> bool:
    return any(section.kind == kind for section in canvas.section.values())


@given(strategies.refused_words())
def test_refused_words_are_refused(text: str) -> None:
    assert text in REFUSED_WORDS
    assert fault_of(text, 10_000) is not None


@given(st.integers(1, 300).flatmap(lambda most: st.tuples(st.just(most), strategies.words(most))))
def test_words_fit_into_as_many_characters_as_are_asked_for(found: tuple[int, str]) -> None:
    at_most, text = found
    assert fault_of(text, at_most) is None


def test_contracts_are_imported_without_hypothesis() -> None:
    code = "import sys, tyopaja.testing; sys.exit('hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-P", "-c", code], check=False).returncode == 0
