"""Refusals: each reason that the engine gives has its sentence in every language, with facts that fill it."""

from __future__ import annotations

import ast
import pickle
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

import tyopaja.engine
from tyopaja.errors import Refused

LANGUAGES = ("fi", "en", "sv")


def catalogue(language: str) -> dict[str, Any]:
    """A language's words."""
    return tomllib.loads(files("tyopaja").joinpath("locale", f"{language}.toml").read_text(encoding="utf-8"))


def placeholders(sentence: str | dict[str, str]) -> set[str]:
    """The facts that a sentence asks for, in its singular and its plural."""
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Every reason that the engine's source refuses with, and the names of the facts it gives."""
    for file in files(tyopaja.engine).iterdir():
        if not file.name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in ("refuse", "_refuse"):
                literal = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if literal:
                    yield str(literal[0]), {str(one.arg) for one in node.keywords}
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
                reason, facts = node.value.elts
                if isinstance(reason, ast.Constant) and isinstance(facts, ast.Dict):
                    yield str(reason.value), {str(key.value) for key in facts.keys if isinstance(key, ast.Constant)}


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


FOUND = sorted({(reason, frozenset(facts)) for reason, facts in refusals()}, key=lambda one: (one[0], sorted(one[1])))


def test_the_scan_finds_them() -> None:
    reasons = {reason for reason, _ in FOUND}
    assert {"empty", "too-long", "control-character", "needs", "built-on", "bad-session", "not-joined"} <= reasons
    assert len(reasons) > 35


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reason", "facts"), FOUND, ids=[reason for reason, _ in FOUND])
def test_each_reason_has_its_sentence_and_its_facts_fill_it(reason: str, facts: frozenset[str], language: str) -> None:
    sentence = catalogue(language)["refusal"][reason]
    assert placeholders(sentence) <= facts
    if isinstance(sentence, dict):
        assert "count" in facts
        assert sentence.keys() == {"one", "other"}


def test_the_languages_have_the_same_sentences_with_the_same_facts() -> None:
    first, *others = (catalogue(language) for language in LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()
        for table in first:
            assert first[table].keys() == other[table].keys()
            for key in first[table]:
                assert placeholders(first[table][key]) == placeholders(other[table][key]), (table, key)


@pytest.mark.parametrize("language", [*LANGUAGES, "se", "fi-FI"])
def test_a_refusal_speaks_the_sessions_language_and_survives_pickling(empty: Any, language: str) -> None:
    game = empty(locale=language)
    game.do("advance")
    with pytest.raises(Refused) as caught:
        game.do("add", sheet="arkki", section="a", text="soi\u0007")
    known = {"se": "en", "fi-FI": "fi"}.get(language, language)
    sentence = catalogue(known)["refusal"]["control-character"]
    assert caught.value.message == sentence.format(character="U+0007", place=4)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.message, again.fields) == (caught.value.code, caught.value.message, caught.value.fields)
    assert isinstance(again, Refused)
