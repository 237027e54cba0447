"""Commands and routes that plugins bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tyopaja import Engine
from tyopaja.cli import main

Write = Callable[..., Path]

COUNT = dedent("""
    import click
    from tyopaja.errors import Refused

    @click.command("{name}")
    @click.argument("word")
    def command(word):
        "Say a word again."
        if word == "no":
            raise Refused("no", "That word is not said here.")
        click.echo(word * 2)

    @hookimpl
    def tyopaja_commands(cli):
        {first}
        cli.add_command(command)
""")


@pytest.fixture
def brings(write: Write, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A plugin with a command, named in the environment beside those before it."""
    named: list[str] = []

    def make(plugin: str, name: str = "twice", first: str = "pass") -> str:
        named.append(str(write(plugin, COUNT.format(name=name, first=first))))
        monkeypatch.setenv("TYOPAJA_PLUGINS", ",".join(named))
        return named[-1]

    return make


def run(*words: str) -> int:
    """The exit code of a command line."""
    try:
        main(list(words))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_a_command_of_a_plugin_is_called_like_any_other(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    brings("saying")
    assert run("twice", "hei") == 0
    assert capsys.readouterr().out == "heihei\n"


def test_help_lists_the_commands_of_plugins_apart(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    brings("telling")
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert "Say a word again." in said.partition("Commands of plugins")[2]


def test_what_a_command_of_a_plugin_raises_ends_in_one_line(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    brings("refusing")
    assert run("twice", "no") == 1
    assert capsys.readouterr().err == "That word is not said here.\n"


def test_a_misspelt_command_of_a_plugin_is_told_with_the_nearest(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    brings("misspelt")
    assert run("twise", "hei") == 2
    assert "Did you mean 'twice'?" in capsys.readouterr().err


def test_a_plugin_that_takes_a_command_of_ours_is_set_aside_and_ours_stays(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = brings("grabbing", name="plugins")
    assert run("--help") == 0
    assert "Commands of plugins" not in capsys.readouterr().out
    with Engine(plugins=[path], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        assert dict(engine.plugins.commands({"plugins"})) == {}
        info = next(one for one in engine.plugins.infos() if one.name == "grabbing")
        assert (info.status, info.reason) == (
            "failed", "tyopaja_commands added 'plugins', which is a command of tyopaja's own"
        )  # fmt: skip


def test_a_plugin_that_raises_when_it_is_asked_for_commands_costs_the_others_nothing(
    brings: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    brings("raising", name="other", first="raise SystemExit(4)")
    brings("sound")
    assert run("twice", "hei") == 0
    assert capsys.readouterr().out == "heihei\n"


def test_two_plugins_with_one_command_are_told_of_by_name(brings: Callable[..., str]) -> None:
    first, second = brings("first"), brings("second")
    with Engine(plugins=[first, second], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        assert list(engine.plugins.commands()) == ["twice"]
        (collision,) = [one for one in engine.plugins.collisions() if one.what == "command"]
        assert (collision.plugins, collision.winner) == (("first", "second"), "first")


def test_routes_are_handed_on_with_the_plugin_that_brings_them(write: Write) -> None:
    path = write("routing", "@hookimpl\ndef tyopaja_routes():\n    return ['a', 'b']\n")
    with Engine(plugins=[path], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        assert dict(engine.plugins.routes())["routing"] == ("a", "b")
        engine.plugins.set_aside("routing", "its routes are none")
        assert "routing" not in dict(engine.plugins.routes())


def test_a_program_that_embeds_the_engine_never_asks_for_the_commands_of_plugins(write: Write) -> None:
    path = write("quiet", COUNT.format(name="twice", first="raise ValueError('asked')"))
    with Engine(plugins=[path], environ={"TYOPAJA_PLUGINS": ""}) as engine:
        engine.start("arjen-kompassi", title="Kaamos")
        assert engine.plugins.failures() == ()
