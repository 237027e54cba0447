"""What is found in the sheets and steps of a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

FLOW = "flows/sarja.toml"
WRITE = '"asiakas.tarpeet", "asiakas.pelot", "asiakas.tuntee.kipu"'


def steps(*written: str) -> str:
    """A flow of steps alone, each `id` or `id in parent`."""
    lines = ['title = { fi = "F", en = "F" }']
    for one in written:
        step, _, parent = one.partition(" in ")
        lines += ["[[step]]", f'id = "{step}"', 'title = { fi = "V", en = "S" }']
        lines += [f'in = "{parent}"'] if parent else []
    return "\n".join(lines)


def test_a_sheet_on_an_unknown_canvas_is_one_finding_though_many_places_name_it(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'canvas = "profiili"', 'canvas = "profili"')
    assert (found.code, found.path) == ("unknown-canvas", ("sheet", "asiakas", "canvas"))
    assert found.hint == "Did you mean 'profiili'?"


@pytest.mark.parametrize("canvas", ["toinen/profiili", "toinen/mika-tahansa"])
def test_places_on_a_canvas_of_another_pack_are_left_alone(spoil: Spoil, canvas: str) -> None:
    assert spoil(FLOW, 'canvas = "profiili"', f'canvas = "{canvas}"', '"asiakas.perus"', '"asiakas.mita"') == []


def test_a_canvas_of_the_pack_itself_may_be_named_in_full(spoil: Spoil) -> None:
    assert spoil(FLOW, 'canvas = "profiili"', 'canvas = "koe/profiili"') == []
    (found,) = spoil(FLOW, 'canvas = "profiili"', 'canvas = "koe/profiili"', '"asiakas.perus"', '"asiakas.peru"')
    assert found.code == "unknown-section"


def test_a_sheet_called_like_another_canvas_is_a_warning(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "[sheet.asiakas]", '[sheet.profiili]\ncanvas = "kompassi"\n[sheet.asiakas]')
    assert (found.code, found.severity, found.path) == ("sheet-hides-canvas", "warning", ("sheet", "profiili"))


def test_the_result_is_a_sheet_that_there_is(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'result = "kompassi"', 'result = "kompasi"')
    assert (found.code, found.path, found.hint) == ("unknown-sheet", ("result",), "Did you mean 'kompassi'?")


@pytest.mark.parametrize(
    ("place", "code", "hint"),
    [
        ("asiaks.perus", "unknown-sheet", "Did you mean 'asiakas'?"),
        ("asiakas.peus", "unknown-section", "Did you mean 'asiakas.perus'?"),
        ("asiakas.tuntee.kipo", "unknown-part", "Did you mean 'asiakas.tuntee.kipu'?"),
        ("asiakas.perus.kipu", "unknown-part", "It has no parts: write 'asiakas.perus'."),
        ("asiakas..perus", "bad-place", "Write sheet, sheet.section or sheet.section.part."),
        ("asiakas.", "bad-place", "Write sheet, sheet.section or sheet.section.part."),
        ("", "bad-place", "Write sheet, sheet.section or sheet.section.part."),
    ],
)
def test_a_place_that_there_is_not_comes_with_the_nearest(spoil: Spoil, place: str, code: str, hint: str) -> None:
    (found,) = spoil(FLOW, '"asiakas.perus"', f'"{place}"')
    assert (found.code, found.path, found.hint) == (code, ("step", 3, "on", 0), hint)


def test_a_misspelt_place_of_a_deciding_step_is_the_only_finding(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["asiakas.tarpeet"]', 'on = ["asiakas.tarpet"]')
    assert (found.code, found.path) == ("unknown-section", ("step", 5, "on", 0))


def test_a_flow_without_steps_is_one_finding(check: Check) -> None:
    (found,) = check({"flows/tyhja.toml": 'title = { fi = "T", en = "E" }\nstep = []'})
    assert (found.code, found.path) == ("no-steps", ("step",))


def test_an_unknown_activity_comes_with_the_nearest(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, '"decide"', '"decid"')
    assert (found.code, found.path) == ("unknown-activity", ("step", 5, "activity"))
    assert found.hint == "Did you mean 'decide'?"


def test_an_activity_that_needs_places_says_so(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["asiakas.tarpeet"]', "")
    assert (found.code, found.path, found.at) == ("on-missing", ("step", 5), "key")


@pytest.mark.parametrize(
    ("added", "key"), [('activity = "break"', "activity"), ('on = ["asiakas"]', "on"), ("votes = 9", "votes")]
)
def test_a_step_with_steps_inside_it_does_nothing_itself(spoil: Spoil, added: str, key: str) -> None:
    (found,) = spoil(FLOW, 'time = "2 h"', f'time = "2 h"\n{added}')
    assert (found.code, found.path, found.at) == ("compound-step-works", ("step", 0, key), "key")


def test_all_that_a_compound_step_should_not_say_is_one_finding(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'time = "2 h"', 'activity = "fill"\non = ["asiakas"]')
    assert "'activity' and 'on'" in found.message


def test_two_steps_of_one_id_are_one_finding_at_the_second(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'id = "kuka"', 'id = "alku"')
    assert (found.code, found.path) == ("step-twice", ("step", 3, "id"))


def test_a_step_is_part_of_a_step_that_there_is(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'id = "kuka"\n        in = "tyopaja-1"', 'id = "kuka"\n        in = "tyopaia-1"')
    assert (found.code, found.path, found.hint) == ("unknown-step", ("step", 3, "in"), "Did you mean 'tyopaja-1'?")


@pytest.mark.parametrize(
    ("written", "step"),
    [
        (("a in a",), 0),
        (("a in b", "b in a"), 0),
        (("x", "a in c", "b in a", "c in b", "d in c", "y"), 1),
        (("x", "x1 in x", "a in b", "b in a", "y", "y1 in y"), 2),
    ],
)
def test_steps_that_are_part_of_each_other_are_one_finding(check: Check, written: tuple[str, ...], step: int) -> None:
    (found,) = check({"flows/kehä.toml": steps(*written)})
    assert (found.code, found.path) == ("step-in-itself", ("step", step, "in"))


@pytest.mark.parametrize(
    ("written", "step"),
    [
        (("a", "a1 in a", "b", "a2 in a", "a3 in a", "b1 in b"), 3),
        (("a1 in a", "a2 in a", "a"), 0),
        (("a", "b in a", "c in b", "d in a", "e in b", "f in a"), 4),
    ],
)
def test_a_step_stands_with_the_others_of_its_parent(check: Check, written: tuple[str, ...], step: int) -> None:
    (found,) = check({"flows/jarjestys.toml": steps(*written)})
    assert (found.code, found.path) == ("step-out-of-order", ("step", step, "in"))


def test_steps_may_be_nested_deeply(check: Check) -> None:
    nested = ["s0", *(f"s{depth} in s{depth - 1}" for depth in range(1, 200))]
    assert check({"flows/syva.toml": steps(*nested)}) == []


def test_a_recap_names_an_earlier_step(spoil: Spoil) -> None:
    (later,) = spoil(FLOW, 'of = "tyopaja-1"', 'of = "hyvaksynta"')
    assert (later.code, later.path) == ("of-later", ("step", 7, "of"))
    (unknown,) = spoil(FLOW, 'of = "tyopaja-1"', 'of = "tyopaja1"')
    assert (unknown.code, unknown.hint) == ("unknown-step", "Did you mean 'tyopaja-1'?")
    (missing,) = spoil(FLOW, 'of = "tyopaja-1"', "")
    assert (missing.code, missing.path) == ("of-missing", ("step", 7))


def test_only_a_recap_says_whose_results_it_shows(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'activity = "recap"', 'activity = "present"')
    assert (found.code, found.path, found.at) == ("of-not-here", ("step", 7, "of"), "key")


def test_a_step_gives_out_at_least_one_vote(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "votes = 5", "votes = 0")
    assert (found.code, found.path) == ("out-of-range", ("step", 4, "votes"))


def test_votes_are_given_out_only_where_somebody_votes(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'activity = "decide"', 'activity = "decide"\nvotes = 2')
    assert (found.code, found.path, found.at) == ("votes-not-here", ("step", 5, "votes"), "key")


@pytest.mark.parametrize("activity", ["vote", "brainstorm"])
def test_a_section_that_holds_one_entry_is_neither_voted_on_nor_added_to(spoil: Spoil, activity: str) -> None:
    step = """activity = "fill"
        on = ["asiakas.perus"]"""
    (found,) = spoil(FLOW, step, step.replace("fill", activity))
    assert (found.code, found.path) == ("kind-unfit", ("step", 3, "on", 0))


def test_a_whole_sheet_with_some_section_that_fits_is_taken(spoil: Spoil) -> None:
    assert spoil(FLOW, f"on = [{WRITE}]", 'on = ["asiakas"]') == []


def test_only_whole_sheets_are_approved(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["kompassi"]', 'on = ["kompassi.lupaus"]')
    assert (found.code, found.path) == ("approve-whole-sheet", ("step", 9, "on", 0))
    assert found.hint == "Write 'kompassi'."


def test_steps_that_take_longer_than_their_workshop_are_a_warning(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'time = "2 h"', 'time = "1 h"')
    assert (found.code, found.severity, found.path) == ("times-overrun", "warning", ("step", 0, "time"))
    assert found.message == "The steps inside 'tyopaja-1' take 1 h 10 min together, but it has only 1 h."
    assert spoil(FLOW, 'time = "2 h"', 'time = "1 h 10 min"') == []


def test_a_step_without_a_time_takes_as_long_as_what_is_inside_it(check: Check) -> None:
    flow = steps("a", "b in a", "c in b", "d in b").replace('id = "a"', 'id = "a"\ntime = "20 min"')
    for leaf in "cd":
        flow = flow.replace(f'id = "{leaf}"', f'id = "{leaf}"\ntime = "15 min"')
    (found,) = check({"flows/aika.toml": flow})
    assert (found.code, found.path) == ("times-overrun", ("step", 0, "time"))


@pytest.mark.parametrize("path", ["../toinen/profiili", "/profiili", "../profiili", "C:/x", "Toinen/profiili"])
def test_a_canvas_of_another_pack_is_named_by_ids_and_not_by_a_path(spoil: Spoil, path: str) -> None:
    (found,) = spoil(FLOW, 'canvas = "profiili"', f'canvas = "{path}"')
    assert (found.code, found.path) == ("unknown-canvas", ("sheet", "asiakas", "canvas"))
