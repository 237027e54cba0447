"""The contract of renderers catches what it is there to catch: renderers that break one promise each."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tyopaja import Renderer
from tyopaja.testing import RendererContract

Failures = Callable[..., list[str]]


def plain(**more: Any) -> Renderer:
    """A sound renderer, but for what is said."""
    sound: dict[str, Any] = {"render": lambda view: repr(view), "media_type": "text/plain", "suffix": ".txt"}
    return Renderer("mine", **(sound | more))


def spoil(view: Any) -> str:
    view.words["title"] = "changed"
    return "x"


def only_known_letters(view: Any) -> bytes:
    return repr(view).encode("latin-1")


RENDERERS = {
    "that returns nothing": plain(render=lambda view: ""),
    "that returns a list": plain(render=lambda view: ["x"]),
    "that rolls dice": plain(render=lambda view: str(random.random())),
    "that changes the view": plain(render=spoil),
    "that knows some letters": plain(render=only_known_letters),
    "that shows sheets only but says all": plain(render=lambda view: view.sections[0].title),
    "that needs an entry": plain(render=lambda view: view.sections[0].entries[0].text, views=("sheet",)),
    "of no media type": plain(media_type="text"),
    "of a suffix without its dot": plain(suffix="txt"),
    "of no view": plain(views=()),
    "of a view twice": plain(views=("sheet", "sheet")),
    "of an unknown view": plain(views=("sheet", "poster")),
}


@pytest.mark.parametrize("views", [("compass",), ("sheet", "session"), ("report",), "session"])
def test_a_sound_renderer_breaks_no_promise(views: Any, failures: Failures) -> None:
    assert failures(RendererContract(), lambda: plain(views=views)) == []


@pytest.mark.parametrize("called", RENDERERS)
def test_a_broken_renderer_is_caught(called: str, failures: Failures) -> None:
    assert failures(RendererContract(), lambda: RENDERERS[called]) != []


def test_a_contract_without_its_method_says_which_is_missing(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja.testing import JournalContract, RendererContract\n"
        "class TestOne(JournalContract): pass\n"
        "class TestOther(RendererContract): pass\n"
    )
    assert "TestOne must override make_journal(self, folder) -> Journal" in said
    assert "TestOther must override make_renderer(self) -> Renderer" in said


def test_pytest_runs_the_contract_of_a_renderer(outcome: Callable[[str], str]) -> None:
    said = outcome(
        "from tyopaja import Renderer\n"
        "from tyopaja.testing import RendererContract\n"
        "class TestShout(RendererContract):\n"
        "    def make_renderer(self):\n"
        "        return Renderer('shout', lambda view: view.title.upper(), media_type='text/plain', suffix='.txt')\n"
    )
    assert "22 passed" in said


def test_nothing_but_testing_imports_pytest() -> None:
    program = "import sys, tyopaja.cli.app, tyopaja.workshop; tyopaja.workshop.Engine(); print('pytest' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
