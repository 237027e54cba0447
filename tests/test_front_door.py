"""The front door: what `import tyopaja` gives, and the errors that come out of it."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tyopaja
from tyopaja import errors
from tyopaja.definitions import Problem


def test_the_names_of_the_door_are_all_and_sorted_and_there() -> None:
    assert dir(tyopaja) == tyopaja.__all__ == sorted(tyopaja.__all__)
    for name in tyopaja.__all__:
        assert getattr(tyopaja, name) is not None


def test_a_type_checker_and_the_interpreter_see_the_same_names_from_the_same_modules() -> None:
    """The imports under TYPE_CHECKING and the table that loads names late say the same thing twice."""
    tree = ast.parse(Path(str(tyopaja.__file__)).read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    for node in checked.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            module = __import__(str(node.module), fromlist=[alias.name])
            assert getattr(tyopaja, alias.name) is getattr(module, alias.name)
    names = {alias.name for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert names | {"__version__"} == set(tyopaja.__all__)


def test_a_star_import_gives_the_names_and_nothing_else() -> None:
    program = "from tyopaja import *; print(sorted(set(dir()) & {*__import__('tyopaja').__all__}))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ast.literal_eval(ran.stdout) == tyopaja.__all__


def test_a_name_that_is_not_there_is_an_attribute_error_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Enigne'"):
        _ = tyopaja.Enigne


PROBLEM = Problem(
    file="canvases/okr.toml", line=3, column=1, code="unknown-key", severity="error", message="…", hint="…"
)
ERRORS: list[tyopaja.TyopajaError] = [
    errors.TyopajaError("some", "Some."),
    errors.DefinitionError([PROBLEM]),
    errors.Refused("control-character", "No.", command="add", by="aino", code="U+0007", message="x"),
    errors.Malformed("wrong-type", "No.", key="by", hint=""),
    errors.UnknownId("flow", "arjen-kompasi", ["arjen-kompassi"]),
    errors.TranscriptError("empty", "No.", file="t.toml", index=3, line=9, session="s"),
    errors.OutputError("cannot-write", "No.", path="x"),
    errors.ImportProblem("not-utf-8", "No.", line=3),
    errors.JournalError("journal-failed", "No.", path="x"),
    errors.Conflict("s", 3),
    errors.NewerJournal("j.db", 2, 1),
    errors.Damaged("broken-chain", "s", 3, "is not the one that was written there"),
    errors.PluginError("plugin-failed", "No.", plugin="p", hook="h"),
]


def _facts(error: tyopaja.TyopajaError) -> Any:
    return type(error), error.code, error.message, error.fields, str(error)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_and_copying(error: tyopaja.TyopajaError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert _facts(again) == _facts(error)


def test_every_error_is_among_those_that_are_pickled_here() -> None:
    kinds = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.TyopajaError)}
    assert kinds == {type(error) for error in ERRORS}


def test_a_fact_may_have_the_name_of_an_attribute() -> None:
    assert ERRORS[2].code == "control-character"
    assert ERRORS[2].fields["code"] == "U+0007"


def _drawn() -> list[tuple[int, str]]:
    """Depth and name of every line of the tree in the module's docstring."""
    found = []
    for line in str(errors.__doc__).splitlines():
        name = line.lstrip(" │├└─").partition(" ")[0]
        if line.startswith("    ") and name[:1].isupper():
            found.append(((len(line) - len(line.lstrip(" │├└─"))) // 4 - 1, name))
    return found


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn, path = {}, [""]
    for depth, name in _drawn():
        path[depth + 1 :] = [name]
        drawn[name] = path[depth]
    real = {
        name: kind.__base__.__name__ if kind is not errors.TyopajaError else ""
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.TyopajaError) and kind.__base__ is not None
    }
    assert drawn == real


def test_near_names_come_first_and_far_ones_not_at_all() -> None:
    error = errors.UnknownId("sheet", "proffili", ["profiili", "empatia"])
    assert error.fields["near"] == ("profiili",)
    assert "Did you mean 'profiili'?" in error.message
    assert "Known: empatia, profiili." in errors.UnknownId("sheet", "xyz", ["profiili", "empatia"]).message
