"""A file from a stranger can be wrong, never dangerous: what is found before anybody asks what its keys mean."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import Problem
from tyopaja.definitions.reading import LARGEST, Source, parse, read


def slips(data: bytes | str) -> list[tuple[int, int, str]]:
    """Where and what is wrong with a file's bytes."""
    source = parse(data if isinstance(data, bytes) else data.encode(), "x.toml", "x.toml")
    return [(problem.line, problem.column, problem.code) for problem in source.problems]


def only(data: bytes | str) -> Problem:
    """The one problem of a file's bytes."""
    (problem,) = parse(data if isinstance(data, bytes) else data.encode(), "x.toml", "x.toml").problems
    return problem


def test_a_file_that_is_not_utf_8_is_refused_at_its_first_wrong_byte() -> None:
    problem = only('a = 1\nb = "ä'.encode() + b'\xe4"')
    assert (problem.line, problem.column, problem.code) == (2, 7, "not-utf-8")
    assert "0xe4" in problem.message


def test_utf_16_is_named_as_such() -> None:
    assert "UTF-16" in only("a = 1".encode("utf-16")).message


def test_a_byte_order_mark_is_reported_and_the_rest_is_read_all_the_same() -> None:
    source = parse(b"\xef\xbb\xbfa = 1\n", "x.toml", "x.toml")
    assert [problem.code for problem in source.problems] == ["byte-order-mark"]
    assert source.table == {"a": 1}


def test_lines_may_end_as_in_windows() -> None:
    source = parse(b'a = 1\r\nb = """x\r\ny"""\r\n', "x.toml", "x.toml")
    assert (source.problems, source.table) == ((), {"a": 1, "b": "x\ny"})


@pytest.mark.parametrize("code", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u2028", "\ufeff"])
def test_a_character_that_misleads_is_refused_where_it_stands(code: str) -> None:
    problem = only(f'a = 1\nb = "xy{code}z"\n')
    assert (problem.line, problem.column, problem.code) == (2, 8, "forbidden-character")
    assert f"U+{ord(code):04X}" in problem.message


@pytest.mark.parametrize("code", ["\\u0000", "\\u202E", "\\b", "\\r", "\\U00002067"])
def test_such_a_character_is_refused_when_it_is_written_by_its_code(code: str) -> None:
    assert slips(f'a = 1\nb = ["x", "{code}"]\n') == [(2, 11, "forbidden-character")]


def test_a_carriage_return_by_itself_is_refused() -> None:
    assert slips("a = 1\rb = 2\n") == [(1, 6, "forbidden-character")]


def test_letters_and_signs_of_any_language_are_welcome() -> None:
    text = 'a = "ǩõõlǥǥ 👩🏽‍🚒 日本 \u00a0 עברית"\nb = "tab\\there \\"quoted\\" \\n new line"\n'
    assert slips(text) == []


def test_a_binary_file_is_reported_in_at_most_twenty_lines() -> None:
    assert len(slips(b"\x00\x01\n" * 1000)) == 20


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('title = "x"\ntitle.fi = "y"', (2, 1), ["'title' is set in line 1", "title.fi", "each language"]),
        ('title.fi = "x"\ntitle = "y"', (2, 1), ["'title.fi' is set in line 1", "'title'"]),
        ('a = """\n\n"""\nb = 1\na = """\n\n"""\n', (5, 1), ["'a' is set twice, first in line 1"]),
        ("[a]\nx = 1\n[b]\n[a]\n", (4, 1), ["[a] is set twice, first in line 1"]),
        ("[[step]]\nid = 1\n[[step]]\nid = 2\nid = 3", (5, 1), ["'step.id' is set twice, first in line 4"]),
        ("a = { b = 1, b = 2 }", (1, 14), ["'b' is set twice"]),
        ("a = { b = 1 }\na.c = 2", (2, 1), ["'a' is set in line 1"]),
        ("[step]\n[[step]]\n", (2, 1), ["[step] is set twice, first in line 1"]),
        ("title = Hei maailma\n", (1, 9), ['Write title = "Hei maailma"']),
        ("time = 25 min\n", (1, 8), ['Write time = "25 min"']),
        ("a = True\n", (1, 5), ["Write true"]),
        ("a = “x”\n", (1, 5), ["printer's"]),
        ('x = 1\na = "b\nc = 2', (2, 5), ["not closed"]),
        ("a = ['b' 'c']", (1, 10), ["comma"]),
        ('a = { b = 1\n c = "2" }', (1, 12), ["one line"]),
        ("a = 1 b = 2", (1, 7), ["line of its own"]),
        ("otsikko ä = 1", (1, 9), ["="]),
        ("ä = 1", (1, 1), ["key"]),
        ('a = "\\p"', (1, 6), ["backslash"]),
        ("[a\nb = 1", (1, 3), ["]"]),
        ("a = 2026-02-30", (1, 5), ["quotes", "day"]),
        ("a =", (1, 4), []),
    ],
)
def test_a_slip_of_the_pen_is_told_in_plain_words_where_it_was_made(
    text: str, place: tuple[int, int], words: list[str]
) -> None:
    problem = only(text)
    whole = problem.message + " " + problem.hint
    assert (problem.line, problem.column) == place
    assert not any(jargon in whole for jargon in ("overwrite", "namespace", "statement", "declare"))
    assert any(word in whole for word in words) or not words, whole


def test_endless_nesting_is_a_problem_and_no_crash() -> None:
    for text in (
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 50_000,
        "[" + "a." * 100_000 + "a]",
        "a" + ".a" * 200_000 + "=1",
    ):
        assert [code for _, _, code in slips(text)] == ["too-deep"]


def test_numbers_without_end_are_a_problem_and_no_crash() -> None:
    assert slips(f"x = 1\na = {'9' * 100_000}\n") == [(2, 5, "bad-number")]


def test_a_text_may_have_ten_thousand_characters_and_not_one_more() -> None:
    assert slips(f'a = "{"ä" * 10_000}"') == []
    assert slips(f'x = 1\na = {{ b = ["{"ä" * 10_001}"] }}') == [(2, 12, "text-too-long")]
    assert slips('a = """\n' + "ab\n" * 3_334 + '"""') == [(1, 5, "text-too-long")]


def test_a_file_may_have_one_mebibyte_and_not_one_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * LARGEST)
    assert found(path).problems == ()
    path.write_bytes(b"#" * (LARGEST + 1))
    assert [problem.code for problem in found(path).problems] == ["too-big"]


def found(path: Path) -> Source:
    """Read a file."""
    return read(path, path.name, str(path))


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [problem.code for problem in found(tmp_path / "pipe").problems] == ["not-a-file"]
    assert [problem.code for problem in found(tmp_path).problems] == ["not-a-file"]
    assert [problem.code for problem in found(tmp_path / "gone").problems] == ["no-such-file"]


def test_a_link_out_of_the_pack_is_refused(pack: Path, check: Callable[..., list[Problem]]) -> None:
    """It might lead to /etc/passwd, and its lines would come back in messages."""
    secret = pack.parent / "secret.toml"
    secret.write_text("password = 1", encoding="utf-8")
    (pack / "canvases" / "salaisuus.toml").symlink_to("../../secret.toml")
    (pack / "flows" / "muistilaput.toml").symlink_to("/etc/hostname")
    problems = check(pack)
    assert [(problem.file, problem.code) for problem in problems] == [
        (str(pack / "canvases" / "salaisuus.toml"), "outside-pack"),
        (str(pack / "flows" / "muistilaput.toml"), "outside-pack"),
    ]
    assert "password" not in str(problems)


def test_a_folder_that_leads_out_of_the_pack_is_refused(pack: Path, check: Callable[..., list[Problem]]) -> None:
    (pack / "flows").rename(pack.parent / "flows")
    (pack / "flows").symlink_to(pack.parent / "flows")
    assert [problem.code for problem in check(pack)] == ["outside-pack"]


def test_a_link_inside_the_pack_is_followed(pack: Path, check: Callable[..., list[Problem]]) -> None:
    (pack / "canvases" / "toinen.toml").symlink_to("muistilaput.toml")
    assert check(pack) == []
