"""What is found in moves, and about the ways through a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

FLOW = "flows/sarja.toml"


def flow(steps: str, *moves: str) -> Mapping[str, str]:
    """Steps `a b(c d)`, each as a letter, with brackets around those inside; `[` for those side by side, `{` for those
    in any order, `.` behind a final one, `1` behind one that waits for one; moves like `a>b next when`."""
    lines, parents, last = ['title = { fi = "F", en = "F" }'], [""], ""
    orders = {"[": ['order = "parallel"'], "{": ['order = "free"'], "(": []}
    for sign in steps.replace(" ", ""):
        if sign in orders:
            parents.append(last)
            lines += orders[sign]
        elif sign in ")]}":
            parents.pop()
        elif sign in ".1":
            lines += ["final = true" if sign == "." else "join = 1"]
        else:
            last = sign
            lines += ["[[step]]", f'id = "{sign}"', 'title = { fi = "V", en = "S" }']
            lines += [f'in = "{parents[-1]}"'] if parents[-1] else []
    for move in moves:
        ends, *words = move.split()
        lines += ["[[move]]", f'from = "{ends[0]}"', f'to = "{ends[2]}"']
        for word in words:
            extra = {
                "when": 'when = { entries-in = "profiili.tarpeet" }',
                "once": "at-most = 1",
                "deep": 'resume = "deep"',
                "shallow": 'resume = "shallow"',
            }
            lines.append(extra.get(word, f'on = "{word}"'))
    return {"flows/kulku.toml": "\n".join(lines)}


def test_a_move_leads_from_and_to_steps_that_there_are(spoil: Spoil) -> None:
    (source,) = spoil(FLOW, 'from = "valinta"', 'from = "valita"')
    assert (source.code, source.path, source.hint) == ("unknown-step", ("move", 0, "from"), "Did you mean 'valinta'?")
    (target,) = spoil(FLOW, 'to = "kirjaa"', 'to = "kirja"')
    assert (target.code, target.path, target.hint) == ("unknown-step", ("move", 0, "to"), "Did you mean 'kirjaa'?")


@pytest.mark.parametrize("event", ["Uudelleen", "vielä", "a b", "", "back", "jump", "start", "done"])
def test_an_event_is_a_plain_word_of_its_own(spoil: Spoil, event: str) -> None:
    (found,) = spoil(FLOW, 'on = "uudelleen"', f'on = "{event}"')
    assert (found.code, found.path) == ("bad-event", ("move", 0, "on"))


def test_a_move_is_taken_at_least_once(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, "at-most = 2", "at-most = 0")
    assert (found.code, found.path) == ("out-of-range", ("move", 0, "at-most"))


@pytest.mark.parametrize(
    ("steps", "moves"),
    [
        ("abc", ()),
        ("a(bc)d(e(fg)h)", ()),
        ("abc", ("b>a next when",)),
        ("abc", ("b>a next once",)),
        ("abc", ("b>a uudelleen",)),
        ("abc", ("c>a uudelleen", "c>b muokkaa")),
        ("abcd", ("a>c next when",)),
        ("abcd", ("a>b vasen", "a>c oikea", "b>d")),
        ("abcd", ("a>c next when", "b>d")),
        ("a(bc)d", ("a>d valmis", "a>a alusta")),
        ("abc", ("b>a next", "b>c valmis")),
        ("a(bc)d", ("a>d next",)),
        ("a(bc)d", ("a>b next once",)),
        ("a(bc)d", ("c>d valmis", "a>b next when")),
        ("a[b(cd)e]f", ()),
        ("a[b(cd)e]f", ("a>a uudelleen", "d>c next once", "f>a takaisin deep")),
        ("a1[b(cd)e]f", ("d>c next",)),
        ("a{bcd}e", ("c>b next when", "e>a takaisin shallow")),
        ("a(bc.)de.", ("d>c takaisin",)),
        ("a(bc.d)e", ("b>d ohi",)),
        ("a[bc]d", ("a>a done.state.b once",)),
    ],
)
def test_loops_with_an_end_and_branches_that_meet_are_sound(check: Check, steps: str, moves: tuple[str, ...]) -> None:
    assert check(flow(steps, *moves)) == []


@pytest.mark.parametrize(
    ("steps", "moves", "shadowed"),
    [
        ("abc", ("a>b iteroi", "a>c iteroi"), 1),
        ("abc", ("a>c iteroi", "b>c iteroi", "a>b iteroi when"), 2),
        ("a(bc)d", ("b>c valmis", "c>b valmis", "a>d valmis"), 2),
        ("abc", ("a>b next", "a>c next when"), 1),
        ("a(bc)d", ("c>d next", "a>b next once"), 1),
        ("a(bc)d", ("a>a next once", "a>d done.state.a", "a>b done.state.a"), 2),
        ("a(b(cd)e)f", ("a>f done.state.b",), 0),
    ],
)
def test_a_move_behind_one_that_is_always_taken_is_shadowed(
    check: Check, steps: str, moves: tuple[str, ...], shadowed: int
) -> None:
    (found,) = check(flow(steps, *moves))
    assert (found.code, found.path) == ("shadowed-move", ("move", shadowed))


@pytest.mark.parametrize(
    ("steps", "moves", "endless"),
    [
        ("abc", ("b>a next",), 0),
        ("abc", ("a>a next",), 0),
        ("abc", ("a>b valmis", "c>b next"), 1),
        ("a(bc)d(ef)g", ("d>e next",), 0),
        ("a(bc)d", ("a>a next",), 0),
        ("abcd", ("b>a next", "b>a uudelleen"), 0),
    ],
)
def test_a_loop_without_a_way_out_is_one_finding_at_its_move(
    check: Check, steps: str, moves: tuple[str, ...], endless: int
) -> None:
    (found,) = check(flow(steps, *moves))
    assert (found.code, found.path) == ("endless-loop", ("move", endless))


def test_a_loop_said_twice_is_one_loop_and_one_move_behind_it(check: Check) -> None:
    found = check(flow("abc", "b>a next", "b>a next"))
    assert [(one.code, one.path) for one in found] == [("shadowed-move", ("move", 1)), ("endless-loop", ("move", 0))]


def test_two_loops_are_two_findings(check: Check) -> None:
    found = check(flow("abcd", "b>a next", "d>c next"))
    assert {(one.code, one.path) for one in found} == {("endless-loop", ("move", 0)), ("endless-loop", ("move", 1))}


@pytest.mark.parametrize(
    ("steps", "moves", "step"),
    [
        ("abc", ("a>c next",), 1),
        ("abcde", ("a>e next",), 1),
        ("ab(cd)e", ("a>e next",), 1),
        ("a(bcd)e", ("b>e next",), 2),
        ("a[b(cd)e]f", ("c>f next",), 3),
        ("a[b(cde)f]g", ("c>e next",), 3),
    ],
)
def test_a_step_that_is_always_jumped_over_is_one_finding(
    check: Check, steps: str, moves: tuple[str, ...], step: int
) -> None:
    (found,) = check(flow(steps, *moves))
    assert (found.code, found.path) == ("unreachable-step", ("step", step))


def test_the_message_names_the_move_that_jumps(check: Check) -> None:
    (found,) = check(flow("abc", "a>c next"))
    assert found.message == (
        "'b' can never be reached: 'a', the step before it, always goes on to 'c'. Commands that lead past it: advance."
    )


def test_what_only_an_endless_loop_hides_is_not_said_again(spoil: Spoil) -> None:
    loop = '[[move]]\nfrom = "kuka"\nto = "alku"\n\n[[move]]\n        from = "valinta"'
    (found,) = spoil(FLOW, '[[move]]\n        from = "valinta"', loop)
    assert (found.code, found.path) == ("endless-loop", ("move", 0))


TO_THE_END = "from then on nothing leads to the end"


@pytest.mark.parametrize(
    ("steps", "moves", "shown"),
    [
        ("abcd", ("d>b next",), f"Commands that lead there: advance (3 times); {TO_THE_END}."),
        ("abcd", ("b>c ohi", "b>d ohi"), "Commands that show it: advance, go event=ohi."),
        ("abc", ("b>b next",), f"Commands that lead there: advance; {TO_THE_END}."),
        ("a(bc)d", ("c>d next", "a>b next once"), "Commands that show it: advance (2 times)."),
        ("a[b(cd)e]f", ("d>c next",), f"Commands that lead there: advance; {TO_THE_END}."),
        (
            "ab[c(de)f(gh)]i",
            ("e>d next when", "h>h next"),
            f"Commands that lead there: advance (2 times); {TO_THE_END}.",
        ),
        ("a{bc}d", ("b>c next",), f"Commands that lead there: advance; {TO_THE_END}."),
        ("a{b(cd)e}f", ("d>d next",), f"Commands that lead there: advance (2 times); {TO_THE_END}."),
        ("abcd", ("b>d next",), "Commands that lead past it: advance (2 times)."),
        ("a(bc)d", ("a>a next once deep",), "Commands that set it off: advance (2 times)."),
        ("a{bc}d", ("c>c ohi", "c>b ohi"), "Commands that show it: go to=c, go event=ohi."),
    ],
)
def test_the_shortest_commands_that_show_it_are_told(
    check: Check, steps: str, moves: tuple[str, ...], shown: str
) -> None:
    (found,) = check(flow(steps, *moves))
    assert found.message.endswith(f". {shown}")


def test_a_chain_that_ends_after_some_times_is_not_called_endless(check: Check) -> None:
    (limited,) = check(flow("a(bc)d", "a>a next once deep"))
    (endless,) = check(flow("a(bc)d", "a>a next deep"))
    assert "which is done at once: nobody comes to do anything there." in limited.message
    assert "which is done at once: that never comes to rest." in endless.message


@pytest.mark.parametrize(
    ("steps", "moves", "message"),
    [
        ("abc", ("a>a next",), "From 'a' it goes to 'a' each time, so the flow never ends."),
        ("ab.c", (), "'c' can never be reached: 'b', the step before it, is final."),
    ],
)
def test_where_it_is_so_from_the_beginning_no_commands_are_told(
    check: Check, steps: str, moves: tuple[str, ...], message: str
) -> None:
    (found,) = check(flow(steps, *moves))
    assert found.message == message


@pytest.mark.parametrize(
    ("steps", "moves", "why"),
    [
        ("a(bc)d", ("c>d next", "a>b next once"), "'a' is never done, since 'c' always goes on to 'd'"),
        (
            "a(b(cd)e)f",
            ("a>f done.state.b",),
            "when 'b' is done, 'a' is not going on, or what comes after 'b' comes first",
        ),
        ("a(bc)d", ("b>c ohi", "c>b ohi", "a>d ohi"), "on 'ohi' every step inside 'a' has one of its own"),
    ],
)
def test_why_a_move_is_never_taken_is_told(check: Check, steps: str, moves: tuple[str, ...], why: str) -> None:
    (found,) = check(flow(steps, *moves))
    assert found.message.startswith(f"This move is never taken: {why}.")


def test_a_step_is_named_where_a_command_is_for_its_lane_alone(check: Check) -> None:
    """That `b` is done while `e` is going on comes about only when one lane goes on without the other."""
    (found,) = check(flow("a[b(cd)e]f", "e>e done.state.b", "e>f done.state.b"))
    assert found.message.endswith(". Commands that show it: advance step=c, advance step=d.")


@pytest.mark.parametrize(
    ("steps", "moves", "code", "path"),
    [
        ("ab.c", (), "unreachable-step", ("step", 2)),
        ("a(bc.de)f", (), "unreachable-step", ("step", 3)),
        ("a[bc]d", ("b>c next",), "never-joined", ("move", 0)),
        ("a[b(cd)e]f", ("d>a next",), "never-joined", ("move", 0)),
        ("a{bcd}e", ("c>b next",), "never-joined", ("move", 0)),
        ("a(bc)d", ("a>a next once deep",), "endless-chain", ("move", 0)),
        ("a(bc.)d", ("a>c next",), "endless-chain", ("move", 0)),
        ("a(bc)d", ("a>a done.state.a",), "endless-loop", ("move", 0)),
    ],
)
def test_what_charts_alone_show_is_one_finding(
    check: Check, steps: str, moves: tuple[str, ...], code: str, path: tuple[str, int]
) -> None:
    (found,) = check(flow(steps, *moves))
    assert (found.code, found.path) == (code, path)


WIDE = "abcdefgh"


def wide(*moves: str) -> Mapping[str, str]:
    """Eight lanes of ten steps each, between a beginning and an end, with moves like `a3>a1 next`."""
    lines = ['title = { fi = "F", en = "F" }']

    def step(id: str, *keys: str) -> None:
        lines.extend(["[[step]]", f'id = "{id}"', 'title = { fi = "V", en = "S" }', *keys])

    step("alku")
    step("rinnan", 'order = "parallel"')
    for lane in WIDE:
        step(lane, 'in = "rinnan"')
        for number in range(10):
            step(f"{lane}{number}", f'in = "{lane}"')
    step("loppu")
    for move in moves:
        ends, *words = move.split()
        source, target = ends.split(">")
        lines.extend(["[[move]]", f'from = "{source}"', f'to = "{target}"'])
        lines.extend("at-most = 1" if word == "once" else f'on = "{word}"' for word in words)
    return {"flows/kulku.toml": "\n".join(lines)}


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (("loppu>alku takaisin",), []),
        (("h3>h5 next",), [("unreachable-step", ("step", 84))]),
        (("c9>c2 next",), [("endless-loop", ("move", 0))]),
        (("c1>c2 ohi", "c1>c3 ohi"), [("shadowed-move", ("move", 1))]),
        # From one lane to another: what it reaches is reached, and of loops nothing is said.
        (("h3>h5 next", "a2>h4 ohi"), []),
        (("c9>c2 next", "a2>loppu ohi"), []),
    ],
)
def test_what_is_too_wide_is_proved_lane_by_lane(
    check: Check, moves: tuple[str, ...], expected: list[tuple[str, tuple[str, int]]]
) -> None:
    assert [(one.code, one.path) for one in check(wide(*moves))] == expected


def test_a_chain_of_three_moves_is_one_finding(check: Check) -> None:
    (found,) = check(flow("a(bc.)d(ef.)g", "a>f next once", "d>c next once"))
    assert found.code == "endless-chain"


def test_a_step_that_runs_for_each_group_is_proved_as_one(check: Check) -> None:
    text = flow("abc", "b>a next")["flows/kulku.toml"]
    each = text.replace('id = "b"', 'id = "b"\nfor-each = "group"\ngroups = { size = 4 }')
    (found,) = check({"flows/kulku.toml": each})
    assert (found.code, found.path) == ("endless-loop", ("move", 0))


def test_a_move_of_which_something_was_said_is_taken_on_trust(check: Check) -> None:
    """What only a faulty move would reach, or end, is not said to be missing."""
    (found,) = check(flow("abc", "a>c next", "a>b Ohi"))
    assert (found.code, found.path) == ("bad-event", ("move", 1, "on"))
