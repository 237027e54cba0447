"""Mermaid: the lines that its grammar for state diagrams takes, and nothing that it stumbles over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import example, given
from hypothesis import strategies as st

from tyopaja.drawings import mermaid
from tyopaja.drawings.mermaid import safe
from tyopaja.model.flow import Flow, Move, Step
from tyopaja.model.pack import Definitions
from tyopaja.model.text import Text

from .conftest import BACK, EACH, FREE, PARALLEL, of

STATE = re.compile(r'\s*state "([^"\n]+)" as (s_[a-z0-9_]+)( \{)?')
ARROW = re.compile(r"\s*(\[\*\]|s_[a-z0-9_]+) --> (\[\*\]|s_[a-z0-9_]+)(?: : ([^:\n]+))?")
LIVE = (
    "direction LR", 'a "b" <<fork>> [[join]]', "%%{init: {}}%%", "x; y: z --> w", "style: #fff;", "`koodi` $$x$$",
    "end note", "rivi\\n {aalto}", 'state "x" as y {', "#35; #quot; &amp; <b>", "class A", "note right of s_a: hei",
    "*tähdet* _viivat_ **b**", "a--b", "---", "default", "[*]", "accTitle: x", "日本 👍🏽",
)  # fmt: skip
"""Words that mean something to Mermaid if they are let to; each was drawn by Mermaid 11 as it stands here."""


@define
class Region:
    """What one of Mermaid's documents declares: a part of a state up to `--` or its end."""

    states: set[str] = field(factory=set)
    ends: set[str] = field(factory=set)
    loops: set[str] = field(factory=set)
    composite: set[str] = field(factory=set)


def read(diagram: str) -> list[Region]:
    """The regions of a diagram whose every line is one of the grammar. Fails for one that is not."""
    first, *lines = diagram.splitlines()
    assert first == "stateDiagram-v2"
    open_, closed = [Region()], []
    for line in lines:
        if state := STATE.fullmatch(line):
            open_[-1].states.add(state[2])
            if state[3]:
                open_[-1].composite.add(state[2])
                open_.append(Region())
        elif arrow := ARROW.fullmatch(line):
            open_[-1].ends |= {arrow[1], arrow[2]}
            if arrow[1] == arrow[2]:
                open_[-1].loops.add(arrow[1])
        elif line.strip() == "--":
            assert len(open_) > 1
            closed.append(open_[-1])
            open_[-1] = Region()
        elif line.strip() == "}":
            closed.append(open_.pop())
        else:
            assert re.fullmatch(r"    acc(Title|Descr): [^:\n;]*(#\d+;[^:\n;]*)*", line), line
    assert len(open_) == 1
    return [*closed, open_[0]]


def shown(text: str) -> str:
    """A text as Mermaid shows it."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


@pytest.mark.parametrize("locale", ["fi", "en", "sv"])
def test_each_line_is_of_the_grammar_and_no_arrow_crosses_a_border(definitions: Definitions, locale: str) -> None:
    regions = read(mermaid(definitions, locale))
    for region in regions:
        assert region.ends - {"[*]"} <= region.states
        assert not region.loops & region.composite
    declared = [state for region in regions for state in region.states]
    assert sorted(declared) == sorted(
        "s_" + step.id.replace("-", "_") for step in definitions.flow.step if not step.final
    )


def test_lanes_are_apart_and_each_begins_by_itself() -> None:
    inside = mermaid(of(PARALLEL), "fi").partition("as s_kaistat {\n")[2].partition("\n    }")[0]
    lanes = inside.split("\n        --\n")
    assert [f"[*] --> s_{name}" in lane for name, lane in zip(("lupaus", "laatu"), lanes, strict=True)] == [True, True]


def test_a_move_out_of_a_lane_leaves_from_what_is_around_it_and_says_from_where() -> None:
    assert "s_kaistat --> s_alku : Aloitetaan alusta, vaiheesta ”Kirjoitetaan lupaus”" in mermaid(of(PARALLEL), "fi")


def test_steps_in_any_order_have_no_arrows_between_them() -> None:
    inside = mermaid(of(FREE), "fi").partition("as s_pisteet {\n")[2].partition("}")[0]
    assert inside.count("state ") == 5
    assert "-->" not in inside


def test_a_step_for_each_group_says_so() -> None:
    title = next(line for line in mermaid(of(EACH), "en").splitlines() if "s_ryhmat" in line)
    assert 'state "Group work (1 h) – each group on its own · groups of about 4' in title


def test_a_final_step_is_the_end_of_what_it_is_in() -> None:
    diagram = mermaid(of(BACK), "fi")
    assert "        s_testi --> [*] : Valmista tuli\n" in diagram
    assert "s_testi --> [*] : hylkaa, kun vähintään 2 hyväksyntää#58; Asiakasprofiili – Hylättiin" in diagram


def test_a_move_of_a_step_with_steps_inside_to_itself_stands_with_its_title() -> None:
    flow = evolve(FREE, move=(Move(from_="paiva", to="paiva", on="uusi", label=Text({"fi": "Uusi päivä"})),))
    assert 'state "Toinen päivä – ↷ Uusi päivä" as s_paiva {' in mermaid(of(flow), "fi")


@given(st.text() | st.sampled_from(LIVE) | st.lists(st.sampled_from(LIVE), min_size=2).map(" ".join))
@example("Direction  lr")
def test_a_text_is_shown_as_it_is_and_never_understood(text: str) -> None:
    written = safe(text)
    assert shown(written) == text
    bare = re.sub(r"#\d+;", "", written)
    assert not set(bare) & set('"#;:{}[]<>%`$*_\\&|~^=@')
    assert "--" not in bare
    assert not re.search(r"direction\s+(TB|BT|RL|LR)", bare, re.IGNORECASE)


@pytest.mark.parametrize("live", LIVE)
def test_words_that_mean_something_to_mermaid_break_no_line(live: str) -> None:
    words = Text({"fi": live})
    flow = Flow(
        id="a",
        title=words,
        purpose=words,
        step=(Step(id="state", title=words), Step(id="end-note", title=words, in_="state")),
        move=(Move(from_="end-note", to="end-note", on="x", label=words),),
    )
    assert len(read(mermaid(of(flow), "fi"))) == 2


def test_the_same_flow_is_always_drawn_the_same(definitions: Definitions) -> None:
    made: Any = {mermaid(definitions, "en") for _ in range(2)}
    assert len(made) == 1
