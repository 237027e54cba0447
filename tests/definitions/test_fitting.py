"""What does not fit is told once each, where it stands, in words for somebody who does not program."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from attrs import fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

from tyopaja.definitions import limits
from tyopaja.definitions.fitting import misfits
from tyopaja.definitions.keys import NO_KEYS
from tyopaja.definitions.problems import Finding
from tyopaja.definitions.wording import bare
from tyopaja.model.canvas import Canvas
from tyopaja.model.converter import key_of, structure
from tyopaja.model.flow import Condition, Duration, Flow, Joining
from tyopaja.model.kinds import Value
from tyopaja.model.pack import Pack
from tyopaja.model.text import Text, Texts

KINDS: Mapping[str, tuple[type, Callable[[Any], bool], dict[str, Any]]] = {
    "pack": (Pack, limits.pack_keeps, {}),
    "canvas": (Canvas, limits.canvas_keeps, {"id": "x"}),
    "flow": (Flow, limits.flow_keeps, {"id": "x"}),
}

CANVAS = 'title = "x"\n[layout]\nareas = ["a"]\n'
FLOW = 'title = "x"\n'
PACK = 'id = "a"\nformat = 1\nversion = "1"\ntitle = "x"\n'
SECTION = CANVAS + '[section.a]\ntitle = "a"\n'
STEP = FLOW + '[[step]]\nid = "a"\ntitle = "b"\n'


def found(what: str, text: str) -> list[Finding]:
    """The misfits of a file."""
    return list(misfits("x.toml", what, tomllib.loads(text), KINDS[what][0]))


@pytest.mark.parametrize(
    ("what", "text", "path", "code", "words"),
    [
        # unknown keys
        ("canvas", SECTION + 'prompt.fi = ["b"]', "section a prompt", "unknown-key", "'prompts'"),
        ("canvas", SECTION + "at_most = 2", "section a at_most", "unknown-key", "'at-most'"),
        ("canvas", SECTION + 'Kysymykset = ["b"]', "section a Kysymykset", "unknown-key", "prompts"),
        ("canvas", SECTION + "qqq = 2", "section a qqq", "unknown-key", "It takes: title, label"),
        ("canvas", CANVAS + '[sections.a]\ntitle = "a"', "sections", "unknown-key", "'section'"),
        ("canvas", 'id = "a"\n' + CANVAS + '[section.a]\ntitle = "a"', "id", "unknown-key", "file's name"),
        ("canvas", 'paper = "a4 portrait"\n' + CANVAS + '[section.a]\ntitle = "a"', "paper", "unknown-key", "[layout]"),
        (
            "canvas",
            '[layout]\nareas = ["a"]\ntitle = "x"\n[section.a]\ntitle = "a"',
            "layout title",
            "unknown-key",
            "top of the file",
        ),
        # missing keys
        ("canvas", CANVAS, "", "missing-key", "Add at least one [section.NAME]"),
        ("canvas", 'title = "x"\n[section.a]\ntitle = "a"', "", "missing-key", "Add a table [layout]"),
        ("canvas", CANVAS + "[section.a]\n", "section a", "missing-key", "The section 'a' has no 'title'"),
        ("flow", FLOW, "", "missing-key", "[[step]]"),
        ("flow", STEP + '[[step]]\nid = "b"', "step 1", "missing-key", "The step 'b' has no 'title'"),
        ("flow", FLOW + '[[step]]\ntitle = "b"', "step 0", "missing-key", 'Add id = "…"'),
        ("canvas", CANVAS + '[section]\ntitle = "a"\nkind = "text"', "section", "missing-id", "[section.NAME]"),
        # wrong types
        ("canvas", CANVAS + "[section.a]\ntitle = 5", "section a title", "wrong-type", 'title = "5"'),
        ("canvas", CANVAS + "[section.a]\ntitle.fi = true", "section a title fi", "wrong-type", 'title.fi = "true"'),
        ("canvas", CANVAS + "[section.a]\ntitle = 2026-03-02", "section a title", "wrong-type", "the day 2026-03-02"),
        (
            "canvas",
            CANVAS + '[section.a]\ntitle = ["a"]',
            "section a title",
            "wrong-type",
            'Write title = "a", without',
        ),
        ("canvas", SECTION + 'label.fi = "1"', "section a label", "wrong-type", "same in every language"),
        ("canvas", SECTION + 'prompts = "b"', "section a prompts", "wrong-type", 'prompts = ["b"]'),
        ("canvas", SECTION + "prompts.fi = [1]", "section a prompts fi 0", "wrong-type", "text"),
        ("canvas", SECTION + 'at-most = "12"', "section a at-most", "wrong-type", "at-most = 12, without quotes"),
        ("canvas", SECTION + "at-most = 3.0", "section a at-most", "wrong-type", "Write at-most = 3."),
        ("canvas", SECTION + "at-most = true", "section a at-most", "wrong-type", "a whole number, not true"),
        ("canvas", CANVAS + '[[section]]\ntitle = "a"', "section", "wrong-type", "[section.NAME]"),
        ("canvas", 'title = "x"\nlayout = "a3"\n[section.a]\ntitle = "a"', "layout", "wrong-type", "header [layout]"),
        (
            "canvas",
            CANVAS + 'columns = ["1,5"]\n[section.a]\ntitle = "a"',
            "layout columns 0",
            "wrong-type",
            "1.5, without quotes",
        ),
        ("flow", FLOW + '[step]\nid = "a"\ntitle = "b"', "step", "wrong-type", "[[step]]"),
        ("flow", STEP + 'on = "x.y"', "step 0 on", "wrong-type", 'on = ["x.y"]'),
        ("flow", STEP + 'needs = "x"', "step 0 needs", "wrong-type", "a condition"),
        # values
        ("flow", STEP + "time = 90", "step 0 time", "wrong-type", 'time = "1 h 30 min"'),
        ("flow", STEP + "time = 01:30:00", "step 0 time", "wrong-type", 'time = "1 h 30 min"'),
        ("flow", STEP + 'time = "2 tuntia"', "step 0 time", "bad-duration", 'time = "2 h"'),
        ("flow", STEP + 'time = "hetki"', "step 0 time", "bad-duration", '"25 min"'),
        (
            "flow",
            STEP + '[[fill]]\nsection = "a"\nfrom = "b"\ntake = "vote"',
            "fill 0 take",
            "unknown-choice",
            '"voted"',
        ),
        ("flow", STEP + "needs = { all = [] }", "step 0 needs all", "bad-condition", "list of conditions"),
        (
            "flow",
            STEP + 'needs = { any = [{ voted = "everyone" }], time = "over" }',
            "step 0 needs",
            "bad-condition",
            "by itself",
        ),
        ("canvas", CANVAS + 'columns = [inf]\n[section.a]\ntitle = "a"', "layout columns 0", "bad-number", "finite"),
        ("canvas", CANVAS + 'rows = [nan]\n[section.a]\ntitle = "a"', "layout rows 0", "bad-number", "finite"),
        ("canvas", SECTION + f"at-most = {'9' * 400}", "section a at-most", "bad-number", "too large"),
        # kinds, and what sections say of their drawing
        ("pack", PACK + "[kind.a]\nfieldz.text.title = 'x'", "kind a fieldz", "unknown-key", "'fields'"),
        ("pack", PACK + "[kind]\ntitle = 'x'\nmany = true", "kind", "missing-id", "[kind.NAME]"),
        ("pack", PACK + "[[kind]]\ntitle = 'x'", "kind", "wrong-type", "[kind.NAME]"),
        ("pack", PACK + "[kind.a]\nmany = 'yes'", "kind a many", "wrong-type", "many = true, without quotes"),
        ("pack", PACK + "[kind.a]\ndraw = 'Radar'", "kind a draw", "unknown-choice", '"radar"'),
        ("pack", PACK + "[kind.a.fields.b]\ntype = 'numero'", "kind a fields b type", "unknown-choice", '"number"'),
        ("pack", PACK + "[kind.a.fields.b]\ndefault = [1]", "kind a fields b default", "wrong-type", "a value:"),
        ("pack", PACK + "[kind.a.fields.b]\ndefault = {}", "kind a fields b default", "wrong-type", "default = 3"),
        ("pack", PACK + "[kind.a.fields.b]\ndefault = inf", "kind a fields b default", "bad-number", "finite"),
        ("pack", PACK + "[kind.a.fields.b]\ndefault = [0, 9999999]", "kind a fields b default", "bad-number", "large"),
        ("pack", PACK + "[kind.a.fields.b]\nleast = -9999999", "kind a fields b least", "bad-number", "far too small"),
        ("pack", PACK + "[kind.a.fields.b]\nmin = 1", "kind a fields b min", "unknown-key", "'least'"),
        ("pack", PACK + "[kind.a.fields.b]\nlow.fi = 1", "kind a fields b low fi", "wrong-type", 'low.fi = "1"'),
        ("pack", PACK + "[kind.A]\ntitle = 'x'", "kind A", "bad-id", "'a'"),
        ("pack", PACK + "[kind.a.fields.'b c']\ntitle = 'x'", "kind a fields b c", "bad-id", "'b-c'"),
        ("pack", PACK + "[change]\nversion = '1'", "change", "wrong-type", "[[change]]"),
        (
            "pack",
            PACK + "[[change]]\nversion = '1'\ncanvas = 'a'\nfrom = 'b'",
            "change 0",
            "missing-key",
            'Add to = "…".',
        ),
        ("canvas", SECTION + "scale = 5", "section a scale", "wrong-type", "scale = [1, 2]"),
        ("canvas", SECTION + "scale = ['0', 1]", "section a scale 0", "wrong-type", "Write 0, without quotes."),
        ("canvas", SECTION + "scale = [0, inf]", "section a scale 1", "bad-number", "finite"),
        ("canvas", SECTION + "axes = { low = 'a', high = 'b' }", "section a axes", "missing-id", "axes.NAME"),
        ("canvas", SECTION + "axes.x.lov = 'a'", "section a axes x lov", "unknown-key", "'low'"),
        ("canvas", SECTION + "example = ['a']", "section a example", "unknown-key", "'examples'"),
        ("canvas", SECTION + "examples = 'a'", "section a examples", "wrong-type", 'examples = ["a"]'),
        (
            "canvas",
            SECTION + "parts.x = { title = 'a', start.fi = 'b' }",
            "section a parts x start fi",
            "wrong-type",
            '["b"]',
        ),
        ("canvas", SECTION + "balance = 'a'", "section a balance", "wrong-type", 'balance = ["a"]'),
        ("canvas", "kinds = {}\n" + SECTION, "kinds", "unknown-key", "It takes"),
        ("canvas", SECTION + "[kind.b]\ntitle = 'x'", "kind", "unknown-key", "Write [kind] into pack.toml"),
        ("canvas", SECTION + "[theme]\nink = '#000000'", "theme", "unknown-key", "pack.toml"),
        ("flow", STEP + "[[carry]]\nfrom = 'a'", "carry 0", "missing-key", 'Add to = "…".'),
        ("flow", STEP + "[[carry]]\nfrom = 'a'\nto = 'b'\ntake = 'vote'", "carry 0 take", "unknown-choice", '"voted"'),
        ("flow", STEP + "[[cary]]\nfrom = 'a'\nto = 'b'", "cary", "unknown-key", "'carry'"),
        ("flow", STEP + "[sheet.a]\ncanvas = 'b'\nbesides = 'c'", "sheet a besides", "unknown-key", "'beside'"),
        # how steps run, groups and activities
        ("flow", STEP + "for_each = 'group'", "step 0 for_each", "unknown-key", "'for-each'"),
        ("flow", STEP + "foreach = 'group'", "step 0 foreach", "unknown-key", "'for-each'"),
        ("flow", STEP + "quorum = 2", "step 0 quorum", "unknown-key", "'join'"),
        ("flow", STEP + "for-each = 'groups'", "step 0 for-each", "unknown-choice", '"group"'),
        ("flow", STEP + "order = 'Parallel'", "step 0 order", "unknown-choice", '"parallel"'),
        ("flow", STEP + "join = 'quorum'", "step 0 join", "unknown-choice", '"all", "facilitator" or a whole number.'),
        ("flow", STEP + "join = 'All'", "step 0 join", "unknown-choice", 'Did you mean "all"?'),
        ("flow", STEP + "join = 0", "step 0 join", "unknown-choice", "a whole number from 1"),
        ("flow", STEP + "join = '2'", "step 0 join", "wrong-type", "join = 2, without quotes"),
        ("flow", STEP + "join = 2.0", "step 0 join", "wrong-type", "Write join = 2."),
        ("flow", STEP + "join = true", "step 0 join", "wrong-type", 'join = "all"'),
        ("flow", STEP + "join = 9999999", "step 0 join", "bad-number", "far too large"),
        ("flow", STEP + "groups = 4", "step 0 groups", "wrong-type", "groups = { size = 4 }"),
        ("flow", STEP + "groups = { siez = 4 }", "step 0 groups siez", "unknown-key", "'size'"),
        ("flow", STEP + "groups = { count = '3' }", "step 0 groups count", "wrong-type", "count = 3, without quotes"),
        ("flow", STEP + "groups = { count = 9999999 }", "step 0 groups count", "bad-number", "far too large"),
        ("flow", STEP + "gather = 'oma'", "step 0 gather", "wrong-type", 'gather = ["oma"]'),
        ("flow", STEP + "final = 'yes'", "step 0 final", "wrong-type", "final = true, without quotes"),
        ("flow", STEP + "after-time = 'advanced'", "step 0 after-time", "unknown-choice", '"advance"'),
        ("flow", STEP + "[[move]]\nfrom = 'a'\nto = 'a'\nresume = true", "move 0 resume", "wrong-type", '"none"'),
        ("flow", STEP + "[sheet.a]\ncanvas = 'b'\nper = 'groups'", "sheet a per", "unknown-choice", '"group"'),
        ("flow", 'activity = "fill"\n' + STEP, "activity", "unknown-key", "It takes: title"),
        ("flow", STEP + "[activity.a]\nplaces = false", "activity", "unknown-key", "Write [activity] into pack.toml"),
        ("pack", PACK + "[activity.a]\nparticipant = 'add'", "activity a participant", "wrong-type", '["add"]'),
        ("pack", PACK + "[activity.a]\nparticipant = [1]", "activity a participant 0", "wrong-type", "text"),
        ("pack", PACK + "[activity.a]\nsees = 'mine'", "activity a sees", "unknown-choice", '"own"'),
        ("pack", PACK + "[activity.a]\ntitel = 'x'", "activity a titel", "unknown-key", "The activity 'a' takes no"),
        ("pack", PACK + "[activity.a]\ndone = { all = [] }", "activity a done all", "bad-condition", "list of"),
        ("pack", PACK + "[activity.a]\ndone = { x = 9999999 }", "activity a done x", "bad-number", "far too large"),
        ("pack", PACK + "[activity]\ntitle = 'x'\nplaces = true", "activity", "missing-id", "[activity.NAME]"),
        ("pack", PACK + "[activity.Oma]\nplaces = true", "activity Oma", "bad-id", "'oma'"),
        # ids
        ("canvas", CANVAS + '[section."Mitä näkee"]\ntitle = "a"', "section Mitä näkee", "bad-id", "'mita-nakee'"),
        ("canvas", CANVAS + '[section."ku\\u200bka"]\ntitle = "a"', "section ku\u200bka", "bad-id", "U+200B"),
        ("canvas", CANVAS + '[section."aku\\u202e"]\ntitle = "a"', "section aku\u202e", "bad-id", "'aku\\u202e'"),
        ("canvas", CANVAS + f'[section.{"a" * 65}]\ntitle = "a"', f"section {'a' * 65}", "bad-id", "65"),
        ("canvas", SECTION + '[section.A]\ntitle = "a"', "section A", "id-case", "capital"),
        ("flow", FLOW + '[[step]]\nid = "työpaja_1"\ntitle = "b"', "step 0 id", "bad-id", "'tyopaja-1'"),
    ],
)
def test_a_mistake_is_one_finding_at_its_place_with_its_remedy(
    what: str, text: str, path: str, code: str, words: str
) -> None:
    (finding,) = found(what, text)
    assert ("".join(f" {step}" for step in finding.path)[1:], finding.code) == (path, code)
    assert words in f"{finding.message} {finding.hint}"
    assert not any(jargon in finding.message for jargon in ("str", "int", "dict", "list[", "NoneType", "Unfit"))


def test_what_stands_below_a_misspelt_key_is_looked_at_too() -> None:
    codes = [
        finding.code for finding in found("canvas", CANVAS + '[secton.a]\ntitle = "a"\nkynd = "notes"\nat-most = "1"')
    ]
    assert codes == ["unknown-key", "unknown-key", "wrong-type"]


def test_more_sections_or_steps_than_anybody_can_use_are_one_finding() -> None:
    many = CANVAS + "".join(f'[section.a{n}]\ntitle = "a"\n' for n in range(501))
    assert [(finding.path, finding.code) for finding in found("canvas", many)] == [(("section",), "too-many")]
    steps = FLOW + "".join(f'[[step]]\nid = "a{n}"\ntitle = "a"\n' for n in range(501))
    assert [(finding.path, finding.code) for finding in found("flow", steps)] == [(("step",), "too-many")]


@pytest.mark.parametrize(
    ("what", "text", "path"),
    [
        ("canvas", SECTION + "".join(f'parts.a{n}.title = "a"\n' for n in range(501)), "section a parts"),
        ("canvas", SECTION + "".join(f'fields.a{n}.title = "a"\n' for n in range(501)), "section a fields"),
        ("canvas", SECTION + "".join(f'axes.a{n}.low = "a"\n' for n in range(501)), "section a axes"),
        (
            "canvas",
            SECTION + "".join(f'fields.a.choices.a{n} = "a"\n' for n in range(501)),
            "section a fields a choices",
        ),
        ("pack", PACK + "".join(f'kind.a{n}.title = "a"\n' for n in range(501)), "kind"),
        ("pack", PACK + "".join(f'kind.a.fields.a{n}.title = "a"\n' for n in range(501)), "kind a fields"),
        ("pack", PACK + "".join(f'theme.colours.a{n} = "#000000"\n' for n in range(501)), "theme colours"),
        ("pack", PACK + '[[change]]\nversion = "1"\ncanvas = "a"\nfrom = "a"\nto = "b"\n' * 501, "change"),
        ("flow", STEP + '[[carry]]\nfrom = "a"\nto = "b"\n' * 501, "carry"),
        ("flow", STEP + f"on = {['a.b'] * 501}", "step 0 on"),
        ("flow", STEP + f"gather = {['a'] * 501}", "step 0 gather"),
        ("pack", PACK + "".join(f"activity.a{n}.places = true\n" for n in range(501)), "activity"),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_more_of_anything_than_anybody_can_use_is_one_finding(what: str, text: str, path: str) -> None:
    kind, keeps, given = KINDS[what]
    assert not keeps(structure({**given, **tomllib.loads(text)}, kind))
    assert [(" ".join(map(str, one.path)), one.code) for one in found(what, text)] == [(path, "too-many")]


def test_conditions_nested_without_end_are_one_finding() -> None:
    text = FLOW + f'[[step]]\nid = "a"\ntitle = "b"\nneeds = {"{ not = " * 40}{{ time = "over" }}{" }" * 40}'
    assert [finding.code for finding in found("flow", text)] == ["too-deep"]


JUNK = st.one_of(
    st.integers(-5, 2_000_000),
    st.floats(),
    st.booleans(),
    st.sampled_from(["", "a", "25 min", "notes", "voted", "Ä"]),
    st.lists(st.sampled_from(["a", 1]), max_size=2),
    st.dictionaries(
        st.sampled_from(["fi", "title", "a", "all", "not"]), st.sampled_from(["a", 1, [{}], {}]), max_size=2
    ),
    st.dates(),
)


@cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values for a type, mostly of that type."""
    kind = bare(kind)
    return st.one_of(_right(kind), _right(kind), _right(kind), JUNK)


def _right(kind: Any) -> st.SearchStrategy[Any]:
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.sampled_from(["a", "b-1"]),
        int: st.integers(1, 9),
        float: st.sampled_from([1, 1.5]),
        bool: st.booleans(),
        Text: st.sampled_from(["a", {"fi": "a", "en": "b"}]),
        Texts: st.sampled_from([["a"], {"fi": ["a"]}]),
        Duration: st.sampled_from(["25 min", "3 h"]),
        Joining: st.sampled_from(["all", "facilitator", 2, 0, 2_000_000, "2", "al", 2.0]),
        Value: st.sampled_from(["a", 1, 1.5, True, [0, 100], date(2026, 3, 2), -2_000_000, [1, 2_000_000], [1, "a"]]),
        Condition: st.sampled_from([{"time": "over"}, {"any": [{"voted": "everyone"}]}, {"not": {"x": 1}}]),
    }
    if kind in simple:
        return simple[kind]
    if has(kind):
        return tables(kind)
    inner = get_args(kind)
    if get_origin(kind) in (tuple, frozenset):
        return st.lists(values(inner[0]), max_size=2)
    if isinstance(inner[0], str):
        return st.sampled_from(inner)
    return st.dictionaries(st.sampled_from(["a", "b-1", "A"]), values(inner[1]), max_size=2)


@cache
def tables(kind: type, absent: frozenset[str] = frozenset()) -> st.SearchStrategy[dict[str, Any]]:
    """Tables for a class: now and then a key is missing, unknown or of another type."""
    hints = get_type_hints(kind)
    keys = {key_of(one.name): values(hints[one.name]) for one in fields(kind) if key_of(one.name) not in absent}
    whole = st.fixed_dictionaries({}, optional=keys) | st.fixed_dictionaries(keys)
    return st.builds(lambda table, odd: {**table, **odd}, whole, st.just({}) | st.just({"tilte": "x"}))


@pytest.mark.parametrize("what", KINDS)
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_walk_finds_something_exactly_when_the_quick_way_stops(what: str, data: st.DataObject) -> None:
    kind, keeps, given_keys = KINDS[what]
    table = data.draw(tables(kind, NO_KEYS[kind]))
    try:
        sound = keeps(structure({**given_keys, **table}, kind))
    except Exception:
        sound = False
    assert sound == (not list(misfits("x.toml", what, table, kind)))
