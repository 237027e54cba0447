"""Codes and tokens: long enough, short-lived enough, and ours."""

from __future__ import annotations

import pytest

from tyopaja_web.access.codes import ALPHABET, LETTERS, WINDOW, Codes, shown, tidy
from tyopaja_web.access.limits import Buckets, TooMany
from tyopaja_web.access.tokens import Signer
from tyopaja_web.access.visitors import Visitor

NOW = 1_800_000_000.0


def test_a_code_has_no_letters_that_look_alike_and_leads_to_its_room() -> None:
    codes = Codes(b"key", lambda: ["a", "b"])
    code = codes.of("a", NOW)
    assert len(code) == LETTERS
    assert len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01OIL")
    assert codes.room(code, NOW) == "a"
    assert codes.room(f" {shown(code).lower()} ", NOW) == "a"
    assert codes.of("b", NOW) != code


def test_a_code_is_good_a_while_after_another_is_shown_and_then_no_longer() -> None:
    codes = Codes(b"key", lambda: ["a"])
    code = codes.of("a", NOW)
    assert codes.room(code, NOW + WINDOW) == "a"
    assert codes.of("a", NOW + WINDOW) != code
    assert codes.room(code, NOW + 2 * WINDOW) is None
    assert codes.ends(NOW) > NOW + WINDOW


def test_a_room_that_has_just_begun_is_found_at_once() -> None:
    rooms = ["a"]
    codes = Codes(b"key", lambda: rooms)
    assert codes.room(codes.of("a", NOW), NOW) == "a"
    rooms.append("b")
    assert codes.room(codes.of("b", NOW), NOW) == "b"


@pytest.mark.parametrize("typed", ["", "AAAA", "A" * 100, "ÄÄÄÄÄÄÄÄ", "\x00"])
def test_what_is_no_code_leads_nowhere(typed: str) -> None:
    assert Codes(b"key", lambda: ["a"]).room(typed, NOW) is None
    assert len(tidy(typed)) <= 64


def test_two_processes_with_one_secret_have_the_same_codes_and_another_secret_has_others() -> None:
    one, two, other = (Codes(Signer(secret * 16).key("codes"), lambda: ["a"]) for secret in (b"x", b"x", b"y"))
    assert one.of("a", NOW) == two.of("a", NOW) != other.of("a", NOW)


def test_a_token_stands_for_its_visitor_until_its_time_is_over() -> None:
    signer, visitor = Signer(b"x" * 16), Visitor(room="a", face="lead", person="öökkö")
    token = signer.token(visitor, 60, NOW)
    assert signer.visitor(token, NOW + 59) == visitor
    assert signer.visitor(token, NOW + 60) is None


def test_a_token_that_was_changed_or_is_another_s_is_none() -> None:
    signer, token = Signer(b"x" * 16), Signer(b"x" * 16).token(Visitor(room="a", face="phone", person="p"), 60, NOW)
    form, body, mark = token.split(".")
    forged = Signer(b"y" * 16).token(Visitor(room="a", face="lead", person="p"), 60, NOW)
    for wrong in ("", ".", "..", token[:-1], f"2.{body}.{mark}", f"{form}.{body}A.{mark}", forged, "ä.ö.å", token * 99):
        assert signer.visitor(wrong, NOW) is None, wrong
    assert signer.open("said", token) is None


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Signer(b"kaamos")


def test_a_bucket_gives_what_is_in_it_and_fills_again_with_time() -> None:
    now = 0.0
    buckets = Buckets(rate=2, size=3, clock=lambda: now)
    for _ in range(3):
        buckets.take("a")
    buckets.take("b")
    with pytest.raises(TooMany) as refused:
        buckets.take("a")
    assert 0 < refused.value.seconds <= 0.5
    now = 0.5
    buckets.take("a")
    now = 100.0
    assert buckets.up_to("a", 10) == 3
    with pytest.raises(TooMany):
        buckets.up_to("a", 10)


def test_a_flood_of_senders_is_forgotten_and_costs_no_memory_without_end() -> None:
    buckets = Buckets(rate=1, size=1, clock=lambda: 0.0)
    for number in range(20_000):
        buckets.take(str(number))
    assert len(buckets._held) <= 10_000
