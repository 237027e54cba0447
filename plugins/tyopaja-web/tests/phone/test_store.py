"""The laws of what a page knows: run in a browser, on the very modules that it loads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[[str], Any]

BEGIN = """
const { Store } = await import("/js/store.js");
const card = (id, more = {}) => ({ id, sheet: "s", section: "a", part: null, text: id, fields: {}, by: "x", votes: 0,
  picked: false, reason: null, links: [], cluster: null, private: false, at: null, ...more });
const section = (id, many = true) => ({ id, many, fields: [{ id: "text", type: "text" }], parts: [] });
const model = (seq, ids = []) => ({ seq, you: "me", sheets: { s: { title: "S", sections: [section("a"), section("b"),
  section("one", false)] } }, entries: Object.fromEntries(ids.map((id) => [id, card(id)])), boxes: { "s/a": ids },
  clusters: {}, people: {}, here: [], mine: {}, hidden: {} });
const begun = (ids = []) => { const store = new Store(); store.replace(model(1, ids)); return store; };
const seen = (store) => store.in("s", "a").map((one) => one.id);
const frame = (seq, ids, entries = ids) => ({ seq, boxes: { "s/a": ids },
  entries: Object.fromEntries(entries.map((id) => [id, card(id)])) });
"""


@pytest.fixture
def law(modules: Run) -> Callable[[str], Any]:
    """Runs a piece of JavaScript with a store at hand; what it returns comes back."""
    return lambda code: modules(BEGIN + code)


def test_what_is_asked_shows_at_once_and_waits(law: Run) -> None:
    """A note is there before anybody has answered, and is marked."""
    found = law("""
    const store = begun(["n1"]);
    const change = store.optimistic({ command: "add", id: "n2", sheet: "s", section: "a", text: "mine" });
    return [seen(store), store.entries.get("n2").pending, [...change.entries], [...change.boxes]];
    """)
    assert found == [["n1", "n2"], True, ["n2"], ["s/a"]]


def test_the_servers_order_wins(law: Run) -> None:
    """Others' notes that the server took first stand first, whatever was shown here meanwhile."""
    found = law("""
    const store = begun(["n1"]);
    store.optimistic({ command: "add", id: "mine", sheet: "s", section: "a", text: "mine" });
    store.apply(frame(2, ["n1", "other"], ["other"]));
    const waiting = seen(store);
    store.apply(frame(3, ["n1", "other", "mine"], ["mine"]));
    store.settle("mine", { status: "done", seq: 3 });
    return [waiting, seen(store), store.entries.get("mine").pending ?? false, store.pending.size];
    """)
    assert found == [["n1", "other", "mine"], ["n1", "other", "mine"], False, 0]


def test_an_answer_that_comes_before_the_frame_makes_nothing_flicker(law: Run) -> None:
    """What is done stays shown until the stream has brought it."""
    found = law("""
    const store = begun();
    store.optimistic({ command: "add", id: "n", sheet: "s", section: "a", text: "n" });
    store.settle("n", { status: "done", seq: 5 });
    const between = [seen(store), store.entries.get("n").pending, store.behind];
    store.apply(frame(5, ["n"]));
    return [between, seen(store), store.behind];
    """)
    assert found == [[["n"], False, True], ["n"], False]


def test_a_refused_command_is_taken_from_sight(law: Run) -> None:
    """What the server does not take does not stand there as if it had."""
    found = law("""
    const store = begun(["n1"]);
    store.optimistic({ command: "remove", id: "c", entry: "n1" });
    const gone = seen(store);
    store.settle("c", { status: "refused" });
    return [gone, seen(store)];
    """)
    assert found == [[], ["n1"]]


def test_a_failure_that_passes_leaves_it_waiting(law: Run) -> None:
    """`again` settles nothing."""
    found = law("""
    const store = begun();
    store.optimistic({ command: "add", id: "n", sheet: "s", section: "a", text: "n" });
    store.settle("n", { status: "again" });
    return [seen(store), store.entries.get("n").pending];
    """)
    assert found == [["n"], True]


def test_frames_in_any_order_and_twice_come_to_the_same(law: Run) -> None:
    """Each key holds what was said last: 200 shuffles of twelve frames, some of them doubled."""
    found = law("""
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const shuffled = (list) => list.map((one) => [random(), one]).sort(([a], [b]) => a - b).map(([, one]) => one);
    const frames = [];
    const there = [];
    for (let seq = 2; seq < 14; seq += 1) {
      const id = `n${seq % 5}`;
      const gone = seq % 4 === 0;
      const at = there.indexOf(id);
      if (at >= 0) there.splice(at, 1);
      if (!gone) there.push(id);
      frames.push({ seq, entries: { [id]: gone ? null : card(id, { text: `${seq}` }) }, boxes: { "s/a": [...there] } });
    }
    const state = (store) => JSON.stringify([store.in("s", "a"), store.seq]);
    const straight = begun();
    frames.forEach((one) => straight.apply(one));
    let wrong = 0;
    for (let n = 0; n < 200; n += 1) {
      const store = begun();
      shuffled([...frames, ...frames.filter(() => random() < 0.3)]).forEach((one) => store.apply(one));
      if (state(store) !== state(straight)) wrong += 1;
    }
    return [wrong, straight.in("s", "a").length > 1];
    """)
    assert found == [0, True]


def test_a_model_that_is_older_than_what_is_known_changes_nothing(law: Run) -> None:
    """An answer that was long on its way does not take the page back in time."""
    assert law("""
    const store = begun();
    store.apply(frame(9, ["new"]));
    store.replace(model(4, ["old"]));
    return seen(store);
    """) == ["new"]


def test_a_model_that_was_long_on_its_way_is_taken_with_the_frames_that_came_meanwhile(law: Run) -> None:
    """In a busy room no model is ever the latest: what was said since is laid upon it again."""
    assert law("""
    const store = begun(["own"]);
    const frames = [frame(6, ["other", "own", "new"], ["new"]), frame(7, ["other", "own", "new", "last"], ["last"])];
    frames.forEach((one) => store.apply(one));
    store.replace(model(5, ["other", "own"]), frames);
    return [seen(store), store.seq];
    """) == [["other", "own", "new", "last"], 7]


def test_a_frame_that_is_older_than_the_model_changes_nothing(law: Run) -> None:
    """A stream that resumes from before tells some things again."""
    assert law("""
    const store = begun(["n1"]);
    store.replace(model(9, ["n2"]));
    store.apply(frame(5, ["n1"]));
    return seen(store);
    """) == ["n2"]


def test_a_vote_is_counted_once_whichever_comes_first(law: Run) -> None:
    """The frame with one's vote may come before the answer: it is not counted twice, nor lost."""
    found = law("""
    const store = begun(["n1"]);
    store.optimistic({ command: "vote", id: "v", entry: "n1" });
    const shown = [store.mine.get("n1"), store.entries.get("n1").votes];
    store.apply({ seq: 2, entries: { n1: card("n1", { votes: 4 }) }, mine: { n1: 1 } });
    const both = [store.mine.get("n1"), store.entries.get("n1").votes];
    store.settle("v", { status: "done", seq: 2 });
    return [shown, both, [store.mine.get("n1"), store.entries.get("n1").votes]];
    """)
    assert found == [[1, 1], [1, 4], [1, 4]]


def test_a_secret_count_stays_secret(law: Run) -> None:
    """One's own vote makes no number of what nobody is to know."""
    assert law("""
    const store = new Store();
    const first = model(1, ["n1"]);
    first.entries.n1.votes = null;
    store.replace(first);
    store.optimistic({ command: "vote", id: "v", entry: "n1" });
    return [store.mine.get("n1"), store.entries.get("n1").votes];
    """) == [1, None]


def test_an_edit_of_what_others_took_away_brings_nothing_back(law: Run) -> None:
    """The author hears of it from the server; the note does not stand there as a ghost."""
    assert law("""
    const store = begun(["n1"]);
    store.optimistic({ command: "edit", id: "e", entry: "n1", text: "later" });
    const edited = store.entries.get("n1").text;
    store.apply({ seq: 2, entries: { n1: null }, boxes: { "s/a": [] } });
    return [edited, seen(store), store.entries.has("n1")];
    """) == ["later", [], False]


def test_what_a_section_holds_one_of_is_set_not_added(law: Run) -> None:
    """Setting twice leaves one."""
    assert law("""
    const store = begun();
    store.optimistic({ command: "set", id: "x1", sheet: "s", section: "one", text: "first" });
    store.optimistic({ command: "set", id: "x2", sheet: "s", section: "one", text: "second" });
    return store.in("s", "one").map((one) => [one.id, one.text]);
    """) == [["x1", "second"]]


def test_a_move_shows_before_whom_it_goes(law: Run) -> None:
    """Within a section and to another; the server's cards are left as they came."""
    assert law("""
    const store = begun(["n1", "n2", "n3"]);
    store.optimistic({ command: "move", id: "m1", entry: "n3", before: "n1" });
    store.optimistic({ command: "move", id: "m2", entry: "n2", section: "b" });
    return [seen(store), store.in("s", "b").map((one) => one.id), store.said.boxes.values.get("s/a")];
    """) == [["n3", "n1"], ["n2"], ["n1", "n2", "n3"]]


def test_only_what_differs_is_told_and_the_rest_is_the_very_same(law: Run) -> None:
    """A board draws anew what changed, and nothing else."""
    assert law("""
    const store = begun(["n1", "n2"]);
    const before = store.entries.get("n1");
    const change = store.apply({ seq: 2, entries: { n1: card("n1"), n2: card("n2", { text: "other" }) } });
    return [[...change.entries], [...change.boxes], store.entries.get("n1") === before];
    """) == [["n2"], [], True]


def test_a_long_list_may_come_as_its_end(law: Run) -> None:
    """{from, ids} builds on what is known; where that is missing, the store says so until it has a whole model."""
    assert law("""
    const store = begun(["n1", "n2"]);
    store.apply({ seq: 2, entries: { n3: card("n3") }, boxes: { "s/a": { from: 2, ids: ["n3"] } } });
    const built = [seen(store), store.gap];
    store.apply({ seq: 3, boxes: { "s/a": { from: 7, ids: ["n4"] } } });
    const lost = store.gap;
    store.replace(model(3, ["n1"]));
    return [built, lost, store.gap];
    """) == [[["n1", "n2", "n3"], False], True, False]


def test_fields_stand_beside_the_other_keys_or_in_their_table(law: Run) -> None:
    """As the wire has them."""
    assert law("""
    const store = begun();
    store.optimistic({ command: "add", id: "n", sheet: "s", section: "a", colour: 2, fields: { part: "p" } });
    return store.entries.get("n").fields;
    """) == {"colour": 2, "part": "p"}


def test_a_sheet_of_ones_group_goes_by_the_flows_name(law: Run) -> None:
    """`s` is one's own `s@g1`, where there is no plain `s`."""
    assert (
        law("""
    const store = new Store();
    const first = model(1);
    first.sheets = { "s@g1": first.sheets.s };
    store.replace(first);
    store.optimistic({ command: "add", id: "n", sheet: "s", section: "a", text: "t" });
    return store.in("s@g1", "a").length;
    """)
        == 1
    )
