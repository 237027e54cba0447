"""What is found in moves, and about the ways through a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

FLOW = "flows/sarja.toml"


def flow(steps: str, *moves: str) -> Mapping[str, str]:
    """Steps `a b(c d)`, each as a letter, with brackets around those inside; moves like `a>b next when`."""
    lines, parents, last = ['title = { fi = "F", en = "F" }'], [""], ""
    for sign in steps.replace(" ", ""):
        if sign == "(":
            parents.append(last)
        elif sign == ")":
            parents.pop()
        else:
            last = sign
            lines += ["[[step]]", f'id = "{sign}"', 'title = { fi = "V", en = "S" }']
            lines += [f'in = "{parents[-1]}"'] if parents[-1] else []
    for move in moves:
        ends, *words = move.split()
        lines += ["[[move]]", f'from = "{ends[0]}"', f'to = "{ends[2]}"']
        for word in words:
            extra = {"when": 'when = { entries-in = "profiili.tarpeet" }', "once": "at-most = 1"}
            lines.append(extra.get(word, f'on = "{word}"'))
    return {"flows/kulku.toml": "\n".join(lines)}


def test_a_move_leads_from_and_to_steps_that_there_are(spoil: Spoil) -> None:
    (source,) = spoil(FLOW, 'from = "valinta"', 'from = "valita"')
    assert (source.code, source.path, source.hint) == ("unknown-step", ("move", 0, "from"), "Did you mean 'valinta'?")
    (target,) = spoil(FLOW, 'to = "kirjaa"', 'to = "kirja"')
    assert (target.code, target.path, target.hint) == ("unknown-step", ("move", 0, "to"), "Did you mean 'kirjaa'?")


@pytest.mark.parametrize("event", ["Uudelleen", "vielä", "a b", "", "back", "jump", "start"])
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
        ("a(bc)d", ("c>d next", "a>b next once")),
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
        ("a(bc)d", ("a>d next",), 2),
    ],
)
def test_a_step_that_is_always_jumped_over_is_one_finding(
    check: Check, steps: str, moves: tuple[str, ...], step: int
) -> None:
    (found,) = check(flow(steps, *moves))
    assert (found.code, found.path) == ("unreachable-step", ("step", step))


def test_the_message_names_the_move_that_jumps(check: Check) -> None:
    (found,) = check(flow("abc", "a>c next"))
    assert found.message == "'b' can never be reached: 'a', the step before it, always goes on to 'c'."


def test_what_only_an_endless_loop_hides_is_not_said_again(spoil: Spoil) -> None:
    loop = '[[move]]\nfrom = "kuka"\nto = "alku"\n\n[[move]]\n        from = "valinta"'
    (found,) = spoil(FLOW, '[[move]]\n        from = "valinta"', loop)
    assert (found.code, found.path) == ("endless-loop", ("move", 0))
