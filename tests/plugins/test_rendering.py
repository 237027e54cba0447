"""Renderers of plugins in an engine: one that fails is named, and the session is none the worse for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tyopaja import Engine, Option, Renderer, hookimpl
from tyopaja.errors import JournalError, PluginError, Refused, UnknownId


class Mine:
    """A plugin that brings one renderer."""

    def __init__(self, render: Callable[[Any], Any], **more: Any) -> None:
        self.renderer = Renderer("mine", render, **({"media_type": "text/plain", "suffix": ".txt"} | more))

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        return [self.renderer]


def spoilt(error: BaseException) -> Callable[[object], str]:
    """A render function that raises."""

    def render(view: object) -> str:
        raise error

    return render


@pytest.mark.parametrize(
    "error", [ValueError("x"), SystemExit(1), UnknownId("sheet", "x"), JournalError("a", "b"), RecursionError()]
)
def test_what_a_renderer_raises_names_its_plugin_and_the_session_goes_on(
    error: BaseException, alone: dict[str, str]
) -> None:
    from tyopaja import commands

    with Engine(plugins=[Mine(spoilt(error))], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        before = session.state
        with pytest.raises(PluginError) as refused:
            engine.render(session, format="mine")
        assert (refused.value.code, refused.value.fields["plugin"]) == ("plugin-failed", "Mine")
        assert "'mine'" in refused.value.message
        assert refused.value.__cause__ is error
        assert session.state is before
        session.do(commands.Join(by="aino", called="Aino", role="facilitator"))
        assert "Kaamos" in engine.render(session, what="session", format="text").text


@pytest.mark.parametrize("made", [None, 5, ["x"], bytearray(b"x")])
def test_what_a_renderer_returns_of_the_wrong_type_names_its_plugin(made: Any, alone: dict[str, str]) -> None:
    with Engine(plugins=[Mine(lambda view: made)], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        with pytest.raises(PluginError) as refused:
            engine.render(session, format="mine")
    assert (refused.value.code, refused.value.fields["plugin"]) == ("wrong-type", "Mine")
    assert type(made).__name__ in refused.value.message


@pytest.mark.parametrize(
    ("made", "why"),
    [({"data": 5}, "int, not as bytes"), ({}, "no file at all"), ({"../x": b"x"}, "leads out of its folder")],
)
def test_several_files_that_are_none_name_their_plugin(made: Any, why: str, alone: dict[str, str]) -> None:
    with Engine(plugins=[Mine(lambda view: made)], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        with pytest.raises(PluginError, match=why) as refused:
            engine.render(session, format="mine")
    assert (refused.value.code, refused.value.fields["plugin"]) == ("wrong-type", "Mine")


def test_what_a_renderer_refuses_is_told_as_it_says_it(alone: dict[str, str]) -> None:
    refusal = Refused("no-design", "There is no design of that name.")
    with Engine(plugins=[Mine(spoilt(refusal))], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        with pytest.raises(Refused) as refused:
            engine.render(session, format="mine")
    assert refused.value is refusal


def test_a_renderer_is_called_with_every_option_that_it_has(alone: dict[str, str]) -> None:
    asked: list[dict[str, Any]] = []

    def render(view: object, **options: Any) -> str:
        asked.append(options)
        return "made"

    options = [
        Option("note-size", "Size", type="number", default=1.0),
        Option("people", "People", type="yes-no", default=True),
    ]
    with Engine(plugins=[Mine(render, options=options)], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        engine.render(session, format="mine", options={"people": "no"})
        with pytest.raises(UnknownId):
            engine.render(session, format="mine", options={"peple": "no"})
    assert asked == [{"note_size": 1.0, "people": False}]


def test_text_is_encoded_as_utf_8_and_what_utf_8_cannot_hold_is_replaced(alone: dict[str, str]) -> None:
    with Engine(plugins=[Mine(lambda view: "ä\ud800👍")], environ=alone) as engine:
        made = engine.render(engine.start("arjen-kompassi", title="Kaamos"), format="mine")
    assert (made.data, made.media_type, made.suffix) == ("ä?👍".encode(), "text/plain", ".txt")


def test_a_view_that_a_format_does_not_show_is_refused_and_the_renderer_not_asked(alone: dict[str, str]) -> None:
    only = Mine(spoilt(AssertionError("asked")), views="session")
    with Engine(plugins=[only], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        for what in ("compass", "report", "canvas:empatia"):
            with pytest.raises(Refused) as refused:
                engine.render(session, what=what, format="mine")
            assert refused.value.code == "cannot-show"
            assert "it shows: session" in refused.value.message
        with pytest.raises(UnknownId) as unknown:
            engine.render(session, format="mime")
        assert unknown.value.fields["near"] == ("mine",)
