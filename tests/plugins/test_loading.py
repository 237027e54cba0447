"""Plugins are loaded each by itself: what fails is set aside, named, with its reason, and costs nobody else."""

from __future__ import annotations

import dataclasses
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tyopaja import Engine, Renderer, hookimpl
from tyopaja.errors import PluginError
from tyopaja.plugins import builtin, hookspecs
from tyopaja.plugins.loading import PluginInfo

Write = Callable[..., Path]
Install = Callable[..., None]
Told = Callable[..., PluginInfo]

SHOUT = """
@hookimpl
def tyopaja_renderers():
    return [Renderer("shout", lambda view: view.title.upper(), media_type="text/plain", suffix=".txt")]
"""


class Whisper:
    """A plugin that is an object."""

    @hookimpl
    def tyopaja_renderers(self) -> list[Renderer]:
        return [Renderer("whisper", lambda view: view.title.lower(), media_type="text/plain", suffix=".txt")]


def test_a_plugin_may_be_a_path_a_file_name_a_module_or_an_object(write: Write, alone: dict[str, str]) -> None:
    path = write("shout", SHOUT)
    module = ModuleType("loud")
    exec(path.read_text(), module.__dict__)
    for plugin in (path, str(path), module):
        with Engine(plugins=[plugin, Whisper()], environ=alone) as engine:
            assert {"shout", "whisper"} <= set(engine.plugins.renderers())
            assert [one.name for one in engine.plugins.infos()][1:] == ["Whisper", "tyopaja"]


def test_a_module_is_named_by_its_whole_dotted_name(alone: dict[str, str], told: Told) -> None:
    with Engine(plugins=["tyopaja.plugins.hookspecs"], environ=alone) as engine:
        assert told(engine, "tyopaja.plugins.hookspecs").source == "named"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise ValueError('no luck\\nat all')", "ValueError: no luck at all"),
        ("import a_module_that_nobody_has", "ModuleNotFoundError: No module named 'a_module_that_nobody_has'"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("raise SystemExit", "SystemExit"),
        ("def broken(:", "SyntaxError: invalid syntax"),
    ],
)
def test_a_plugin_that_raises_at_import_is_set_aside(
    source: str, reason: str, write: Write, alone: dict[str, str], told: Told
) -> None:
    modules = set(sys.modules)
    with Engine(plugins=[str(write("bad", source)), str(write("shout", SHOUT))], environ=alone) as engine:
        info = told(engine, "bad")
        assert (info.status, info.source, info.hooks) == ("failed", "named", ())
        assert info.reason.startswith(reason)
        assert "\n" not in info.reason
        assert "bad.py" in info.traceback
        assert "shout" in engine.plugins.renderers()
    assert not [name for name in set(sys.modules) - modules if name.startswith("bad")], "half a module is left behind"


def test_ctrl_c_at_import_is_the_users_and_not_the_plugins(write: Write, alone: dict[str, str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        Engine(plugins=[str(write("slow", "raise KeyboardInterrupt"))], environ=alone)


@pytest.mark.parametrize("named", ["./not-there.py", "no_such_module", "no.such.module"])
def test_a_plugin_that_is_not_there_is_set_aside(named: str, alone: dict[str, str]) -> None:
    with Engine(plugins=[named], environ=alone) as engine:
        (failed,) = (one for one in engine.plugins.infos() if one.status == "failed")
    assert "Error: " in failed.reason


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "@hookimpl\ndef tyopaja_rendererz(): return []",
            "there is no hook tyopaja_rendererz; did you mean tyopaja_renderers?",
        ),
        ("@hookimpl\ndef tyopaja_renderers(view): return []", "view"),
        ("@hookimpl\ndef tyopaja_observe(session, event): pass", "event"),
        ("def tyopaja_renderers(): return []", "@hookimpl"),
        ("@hookimpl(specname='tyopaja_renderers')\ndef formats(): return []", "call it tyopaja_renderers"),
    ],
    ids=["misspelt hook", "an argument too many", "a misspelt argument", "no mark", "another name"],
)
def test_a_plugin_that_answers_wrongly_is_set_aside_when_it_is_loaded(
    source: str, reason: str, write: Write, alone: dict[str, str], told: Told
) -> None:
    with Engine(plugins=[str(write("bad", source)), str(write("shout", SHOUT))], environ=alone) as engine:
        info = told(engine, "bad")
        assert info.status == "failed"
        assert reason in info.reason
        assert "\n" not in info.reason
        assert {"shout", "text"} <= set(engine.plugins.renderers())


def test_a_plugin_that_cannot_be_looked_at_or_held_is_set_aside(alone: dict[str, str], told: Told) -> None:
    class Shy:
        """Hides from whoever looks."""

        def __dir__(self) -> list[str]:
            sys.exit("nobody at home")

    @dataclasses.dataclass
    class Unhashable:
        """Compared by value, so that no set can hold it."""

        @hookimpl
        def tyopaja_packs(self) -> list[Path]:
            return []

    with Engine(plugins=[Shy(), Unhashable()], environ=alone) as engine:
        assert told(engine, "Shy").reason == "SystemExit: nobody at home"
        assert "unhashable" in told(engine, "Unhashable").reason
        assert "text" in engine.plugins.renderers()


def test_an_optional_hook_of_another_version_is_no_mistake(write: Write, alone: dict[str, str], told: Told) -> None:
    source = f"{SHOUT}\n@hookimpl(optionalhook=True)\ndef tyopaja_of_tomorrow(): return []\n"
    with Engine(plugins=[str(write("shout", source))], environ=alone) as engine:
        assert told(engine, "shout").status == "loaded"
        assert "shout" in engine.plugins.renderers()


def test_two_other_plugins_of_one_name_are_an_error(write: Write, tmp_path: Path, alone: dict[str, str]) -> None:
    first = write("shout", SHOUT)
    (tmp_path / "other").mkdir()
    second = first.rename(tmp_path / "other" / "shout.py")
    write("shout", SHOUT)
    with pytest.raises(PluginError) as refused:
        Engine(plugins=[str(first), str(second)], environ=alone)
    assert refused.value.message.startswith(f"Two plugins are called 'shout': {first} and {second}.")


def test_the_same_plugin_twice_is_loaded_once(alone: dict[str, str], install: Install, told: Told) -> None:
    install("shout", SHOUT)
    one = Whisper()
    with Engine(plugins=[one, one, "shout", "shout_plugin"]) as engine:
        assert "whisper" in engine.plugins.renderers()
        assert told(engine, "shout").status == "loaded"
        assert told(engine, "shout_plugin").reason == "is in use already as 'shout'"
        assert engine.plugins.collisions() == ()


def test_an_installed_plugin_that_is_handed_over_as_a_module_is_loaded_once(install: Install, told: Told) -> None:
    install("shout", SHOUT)
    import importlib

    with Engine(plugins=[importlib.import_module("shout_plugin")]) as engine:
        assert told(engine, "shout_plugin").status == "loaded"
        assert told(engine, "shout").status == "disabled"
        assert engine.plugins.renderer("shout")[0] == "shout_plugin"


def test_an_installed_plugin_is_found_by_its_entry_point(install: Install, told: Told) -> None:
    install("shout", SHOUT)
    with Engine() as engine:
        info = told(engine, "shout")
        assert (info.source, info.version, info.status) == ("installed", "1.2", "loaded")
        assert info.hooks == ("tyopaja_renderers",)
        assert "shout" in engine.plugins.renderers()


@pytest.mark.parametrize("requires", ["tyopaja>=99", "Tyopaja (<0.0.1)", "tyopaja!=0.1.*,>=0.2; python_version>'3'"])
def test_a_plugin_that_needs_another_engine_is_set_aside_without_being_imported(
    requires: str, install: Install, told: Told
) -> None:
    install("late", "raise RuntimeError('imported')", requires=requires)
    with Engine() as engine:
        info = told(engine, "late")
    assert info.status == "failed"
    assert info.reason.startswith("needs tyopaja ")
    assert "; this is 0." in info.reason


@pytest.mark.parametrize("requires", ["tyopaja>=0.1,<1", "other>=99", "tyopaja>=99; extra=='x'", "!! no requirement"])
def test_a_plugin_that_needs_what_there_is_is_loaded(requires: str, install: Install, told: Told) -> None:
    install("shout", SHOUT, requires=requires)
    with Engine() as engine:
        assert told(engine, "shout").status == "loaded"


def test_two_distributions_with_a_plugin_of_one_name_are_both_named_and_neither_is_loaded(
    install: Install, told: Told
) -> None:
    install("shout", SHOUT, module="shout_a", distribution="loud-a")
    install("shout", SHOUT, module="shout_b", distribution="loud-b")
    with Engine() as engine:
        assert told(engine, "shout").status == "failed"
        assert "loud-a and loud-b both bring" in told(engine, "shout").reason
    with Engine(plugins=["shout_b"]) as engine:
        assert "shout" in engine.plugins.renderers()


def test_tyopaja_plugins_replaces_what_is_installed(install: Install, write: Write) -> None:
    install("shout", SHOUT)
    path = write("whisper", SHOUT.replace("shout", "whisper"))
    for value, expected in (
        ("", {"tyopaja"}),
        (" , ", {"tyopaja"}),
        ("shout", {"shout", "tyopaja"}),
        (f"shout, {path}", {"shout", "whisper", "tyopaja"}),
        (f"shout_plugin,{path},", {"shout_plugin", "whisper", "tyopaja"}),
    ):
        with Engine(environ={"TYOPAJA_PLUGINS": value}) as engine:
            assert {one.name for one in engine.plugins.infos()} == expected, value
            assert all(one.status == "loaded" for one in engine.plugins.infos())


def test_tyopaja_disable_takes_away_without_importing(install: Install, write: Write, told: Told) -> None:
    install("bad", "raise RuntimeError('imported')")
    with Engine(environ={"TYOPAJA_DISABLE": "bad, nobody"}) as engine:
        info = told(engine, "bad")
        assert (info.status, info.source, info.traceback) == ("disabled", "installed", "")
    named = f"{write('worse', 'raise RuntimeError')},bad"
    with Engine(environ={"TYOPAJA_PLUGINS": named, "TYOPAJA_DISABLE": "bad,worse"}) as engine:
        assert {one.name for one in engine.plugins.infos() if one.status == "disabled"} == {"bad", "worse"}


def test_the_environment_is_looked_at_only_when_it_is_handed_over(
    install: Install, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    install("shout", SHOUT)
    monkeypatch.setenv("TYOPAJA_PLUGINS", "")
    monkeypatch.setenv("TYOPAJA_DISABLE", "shout")
    with Engine() as engine:
        assert told(engine, "shout").status == "loaded"


def test_a_file_called_as_a_module_of_pythons_takes_nothing_from_it(write: Write, alone: dict[str, str]) -> None:
    import json

    path = write("json", SHOUT)
    with Engine(plugins=[str(path)], environ=alone) as engine:
        assert "shout" in engine.plugins.renderers()
    assert sys.modules["json"] is json


def test_two_files_of_one_name_in_two_engines_are_two_plugins(
    write: Write, tmp_path: Path, alone: dict[str, str]
) -> None:
    first = write("mine", SHOUT)
    (tmp_path / "other").mkdir()
    second = tmp_path / "other" / "mine.py"
    second.write_text(first.read_text().replace("shout", "whisper"))
    with Engine(plugins=[str(first)], environ=alone) as a, Engine(plugins=[str(second)], environ=alone) as b:
        assert "shout" in a.plugins.renderers()
        assert "whisper" not in a.plugins.renderers()
        assert "whisper" in b.plugins.renderers()
        assert "shout" not in b.plugins.renderers()


def test_a_plugin_file_may_use_dataclasses_and_pickle(write: Write, alone: dict[str, str], told: Told) -> None:
    """Which look a class's module up by name."""
    source = """
        import pickle
        from dataclasses import dataclass

        @dataclass
        class Mark:
            text: "str"

        @hookimpl
        def tyopaja_packs():
            assert pickle.loads(pickle.dumps(Mark("x"))) == Mark("x")
            return []
    """
    with Engine(plugins=[str(write("marked", source))], environ=alone) as engine:
        assert told(engine, "marked").reason == ""


def test_each_engine_has_a_manager_of_its_own(alone: dict[str, str]) -> None:
    with Engine(plugins=[Whisper()], environ=alone) as a, Engine(environ=alone) as b:
        assert "whisper" in a.plugins.renderers()
        assert "whisper" not in b.plugins.renderers()


def test_what_is_built_in_is_an_ordinary_plugin(alone: dict[str, str], told: Told) -> None:
    with Engine(environ=alone) as engine:
        info = told(engine, "tyopaja")
        assert (info.source, info.status) == ("built in", "loaded")
        assert set(info.hooks) == {name for name in dir(builtin) if name.startswith("tyopaja_")}
        assert set(info.hooks) | {"tyopaja_observe", "tyopaja_commands", "tyopaja_routes"} == {
            name for name in dir(hookspecs) if name.startswith("tyopaja_")
        }


def test_what_is_told_of_a_plugin_survives_pickling(write: Write, alone: dict[str, str]) -> None:
    with Engine(plugins=[str(write("bad", "1 / 0"))], environ=alone) as engine:
        infos = engine.plugins.infos()
    assert pickle.loads(pickle.dumps(infos)) == infos
