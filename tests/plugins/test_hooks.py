"""What plugins answer to hooks, right and wrong, and what comes of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from inspect import getdoc, signature
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tyopaja import Content, Engine, Found, Importer, Renderer, hookimpl
from tyopaja.errors import JournalError, PluginError, UnknownId
from tyopaja.journals import MemoryJournal
from tyopaja.plugins import hookspecs
from tyopaja.plugins.loading import PluginInfo

Write = Callable[..., Path]
Told = Callable[..., PluginInfo]
Plugin = Callable[..., object]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "plugins.md"
HOOKS = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("tyopaja_")}
LISTED = ("tyopaja_packs", "tyopaja_renderers", "tyopaja_importers", "tyopaja_routes")
ASKED = [name for name in HOOKS if name not in ("tyopaja_observe", "tyopaja_commands")]


@pytest.fixture
def plugin(write: Write) -> Plugin:
    """A plugin with one hook, by its body; it claims the format `mine` too unless that is the hook."""

    def make(name: str, hook: str, body: str) -> str:
        source = f"@hookimpl\ndef {hook}():\n    {body}\n"
        if hook != "tyopaja_renderers":
            source += dedent("""
                @hookimpl
                def tyopaja_renderers():
                    return [Renderer("mine", lambda view: "x", media_type="text/plain", suffix=".txt")]
            """)
        return str(write(name, source))

    return make


def renderer(format: str, said: str = "x", **more: Any) -> Renderer:
    """A renderer that says one thing."""
    return Renderer(format, lambda view: said, **({"media_type": "text/plain", "suffix": ".txt"} | more))


def importer(format: str, **more: Any) -> Importer:
    """An importer that finds one thing."""
    return Importer(format, lambda data, view: Content(found=[Found(text="x")]), **({"suffixes": (".x",)} | more))


def bringing(name: str, **hooks: Any) -> object:
    """A plugin object of a name, from hook (without its prefix) to answer."""
    members = {f"tyopaja_{hook}": hookimpl(_answering(answer, f"tyopaja_{hook}")) for hook, answer in hooks.items()}
    return type(name, (), members)()


def _answering(answer: Any, name: str) -> Callable[[Any], Any]:
    def hook(self: object) -> Any:
        return answer

    hook.__name__ = name
    return hook


@pytest.mark.parametrize("hook", ASKED)
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise ValueError('no luck')", "raised ValueError: no luck"),
        ("import sys; sys.exit(4)", "raised SystemExit: 4"),
        ("return None", "returned nothing"),
        ("return 5", "returned something of type int"),
        ("return 'text'", "returned something of type str"),
        ("return b'text'", "returned something of type bytes"),
        ("return object()", "returned something of type object"),
        ("yield 1; raise ValueError('half-way')", "raised ValueError: half-way"),
    ],
)
def test_a_plugin_that_answers_a_hook_wrongly_is_set_aside_with_all_that_it_claims(
    hook: str, body: str, reason: str, plugin: Plugin, alone: dict[str, str], told: Told, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG, "tyopaja.plugins")
    with Engine(
        plugins=[plugin("bad", hook, body), bringing("Good", renderers=[renderer("good")])], environ=alone
    ) as e:
        info = told(e, "bad")
        assert info.status == "failed"
        if body.startswith("yield") and hook not in LISTED:
            reason = "returned something of type generator"
        assert info.reason.startswith(f"{hook} {reason}")
        assert ("Traceback" in info.traceback) == ("raised" in reason)
        assert "mine" not in e.plugins.renderers()
        with pytest.raises(UnknownId):
            e.plugins.renderer("mine")
        assert {"good", "text"} <= set(e.plugins.renderers())
        assert e.start("arjen-kompassi", title="Kaamos").state.step
    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warned == [f"The plugin 'bad' failed: {info.reason}"]
    assert not any(record.exc_info for record in caplog.records if record.levelno >= logging.WARNING)


@pytest.mark.parametrize(
    ("hook", "answer", "reason"),
    [
        ("packs", {"a": 1}, "of type dict"),
        ("packs", Path("x"), "Path, not a list"),
        ("packs", [Path("x"), 5], "a list with something of type int in it"),
        ("renderers", renderer("a"), "of type Renderer, not a list"),
        ("renderers", {"a": renderer("a")}, "of type dict"),
        ("renderers", ["pdf"], "a list with something of type str in it"),
        ("renderers", [renderer("a"), renderer("a")], "two Renderers for 'a'"),
        ("renderers", [renderer("a", views=("poster",))], "of views ['poster']"),
        ("renderers", [renderer("")], "no text"),
        ("renderers", [renderer("a", suffix=None)], "no text"),
        ("renderers", [Renderer("a", "x", media_type="a/b", suffix=".c")], "cannot be called"),  # type: ignore[arg-type]
        ("importers", importer("a"), "of type Importer, not a list"),
        ("importers", [renderer("a")], "a list with something of type Renderer in it"),
        ("importers", [importer("a"), importer("a")], "two Importers for 'a'"),
        ("importers", [importer("")], "no text"),
        ("importers", [importer("a", suffixes=("txt",))], "of suffixes ['txt'], not each with its dot"),
        ("importers", [importer("a", known_by="x")], "cannot be called"),
        ("importers", [Importer("a", "x", suffixes=())], "cannot be called"),  # type: ignore[arg-type]
        ("journals", [MemoryJournal], "of type list, not a table"),
        ("journals", {"mine": MemoryJournal()}, "MemoryJournal under 'mine'"),
        ("journals", {5: MemoryJournal}, "the name 5"),
        ("conditions", {"mine": lambda: True}, "function under 'mine', not ConditionKind"),
        ("activities", {"mine": {"participant": ["add"]}}, "dict under 'mine', not Activity"),
        ("activities", {"": None}, "the name ''"),
    ],
)
def test_an_answer_of_the_wrong_type_says_what_was_found(
    hook: str, answer: object, reason: str, alone: dict[str, str], told: Told
) -> None:
    with Engine(plugins=[bringing("Bad", **{hook: answer})], environ=alone) as engine:
        info = told(engine, "Bad")
    assert (info.status, info.traceback) == ("failed", "")
    assert info.reason.startswith(f"tyopaja_{hook} returned ")
    assert reason in info.reason


def test_a_plugin_that_has_nothing_to_bring_says_so_by_an_empty_answer(alone: dict[str, str], told: Told) -> None:
    nothing = bringing("Nothing", packs=[], renderers=(), importers=[], journals={}, conditions={}, activities={})
    with Engine(plugins=[nothing], environ=alone) as engine:
        assert told(engine, "Nothing").status == "loaded"


def test_each_plugin_is_asked_once(alone: dict[str, str]) -> None:
    asked = []

    class Counting:
        """Counts how often it is asked."""

        @hookimpl
        def tyopaja_packs(self) -> list[Path]:
            asked.append("packs")
            return []

        @hookimpl
        def tyopaja_renderers(self) -> list[Renderer]:
            asked.append("renderers")
            return [renderer("counted")]

    with Engine(plugins=[Counting()], environ=alone) as engine:
        assert asked == []
        session = engine.start("arjen-kompassi", title="Kaamos")
        engine.start("arjen-kompassi", title="Ruska")
        assert asked == ["packs"]
        for _ in range(3):
            engine.render(session, format="counted")
            engine.plugins.infos()
        assert asked == ["packs", "renderers"]


CLAIMS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "format": ("renderers", lambda _: [renderer("text")]),
    "scheme": ("journals", lambda _: {"memory": lambda url: MemoryJournal()}),
    "condition": ("conditions", lambda engine: {"voted": engine.plugins.vocabulary().conditions["voted"]}),
    "activity": ("activities", lambda engine: {"vote": engine.plugins.vocabulary().activities["vote"]}),
}


@pytest.mark.parametrize("what", CLAIMS)
def test_of_two_that_claim_a_name_the_first_that_the_user_named_has_it(what: str, alone: dict[str, str]) -> None:
    with Engine(environ=alone) as plain:
        hook, answer = CLAIMS[what]
        first, second = (bringing(name, **{hook: answer(plain)}) for name in ("First", "Second"))
    with Engine(plugins=[second, first], environ=alone) as engine:
        (collision,) = engine.plugins.collisions()
        assert (collision.what, collision.plugins, collision.winner) == (what, ("Second", "First", "tyopaja"), "Second")
        assert all(info.status == "loaded" for info in engine.plugins.infos())
        assert engine.start("arjen-kompassi", title="Kaamos").state.step


def test_the_winner_is_the_one_that_is_used(alone: dict[str, str]) -> None:
    plugins = [bringing(name, renderers=[renderer("text", said=name)]) for name in ("One", "Two")]
    with Engine(plugins=plugins, environ=alone) as engine:
        assert engine.render(engine.start("arjen-kompassi", title="Kaamos"), format="text").text == "One"
        assert engine.plugins.renderer("text")[0] == "One"


def test_of_two_that_nobody_named_neither_is_used_and_both_are_named(install: Any) -> None:
    for name in ("aa", "bb"):
        install(name, f'''
            from tyopaja.journals import MemoryJournal
            from tyopaja.model.play import Activity

            @hookimpl
            def tyopaja_renderers():
                return [Renderer("twice", lambda view: "{name}", media_type="text/plain", suffix=".txt")]

            @hookimpl
            def tyopaja_journals():
                return {{"twice": lambda url: MemoryJournal()}}

            @hookimpl
            def tyopaja_activities():
                return {{"twice": Activity()}}
        ''')  # fmt: skip
    with Engine(environ={"TYOPAJA_DISABLE": "typst"}) as engine:
        assert {(one.what, one.plugins, one.winner) for one in engine.plugins.collisions()} == {
            (what, ("aa", "bb"), None) for what in ("format", "scheme", "activity")
        }
        assert "twice" not in engine.plugins.renderers()
        assert "twice" not in engine.plugins.schemes()
        assert "twice" not in engine.plugins.vocabulary().activities
        session = engine.start("arjen-kompassi", title="Kaamos")
        with pytest.raises(PluginError) as refused:
            engine.render(session, format="twice")
        assert refused.value.fields["plugins"] == ("aa", "bb")
        assert "'aa' and 'bb'" in refused.value.message
        with pytest.raises(PluginError, match="'aa' and 'bb'"):
            Engine(journal="twice:")
    for environ, winner in (({"TYOPAJA_PLUGINS": "bb,aa"}, "bb"), ({"TYOPAJA_DISABLE": "bb"}, "aa")):
        with Engine(environ=environ) as engine:
            assert engine.render(engine.start("arjen-kompassi", title="Kaamos"), format="twice").text == winner


def test_a_name_goes_to_the_other_when_the_first_is_set_aside(alone: dict[str, str]) -> None:
    first = bringing("First", renderers=[renderer("text", said="first")], packs=5)
    with Engine(plugins=[first], environ=alone) as engine:
        session = engine.start("arjen-kompassi", title="Kaamos")
        assert engine.plugins.renderer("text")[0] == "tyopaja"
        assert engine.plugins.collisions() == ()
        assert engine.render(session, format="text").text != "first"


def test_a_journal_scheme_that_nothing_brings_says_which_there_are(alone: dict[str, str]) -> None:
    with pytest.raises(UnknownId) as refused:
        Engine(journal="sqlit:series.db", environ=alone)
    assert refused.value.code == "unknown-journal-scheme"
    assert refused.value.fields["near"] == ("sqlite",)


@pytest.mark.parametrize(
    ("opened", "code"),
    [
        ("object()", "wrong-type"),
        ("None", "wrong-type"),
        ("1 / 0", "plugin-failed"),
        ("exit(1)", "plugin-failed"),
        ("fail(KeyError('x'))", "plugin-failed"),
    ],
)
def test_what_opens_a_journal_wrongly_is_named(opened: str, code: str, write: Write, alone: dict[str, str]) -> None:
    source = f"""
        from sys import exit

        def fail(error): raise error

        @hookimpl
        def tyopaja_journals():
            return {{"mine": lambda url: {opened}}}
    """
    with pytest.raises(PluginError) as refused:
        Engine(journal="mine:x", plugins=[str(write("bad", source))], environ=alone)
    assert (refused.value.code, refused.value.fields["plugin"]) == (code, "bad")


def test_what_opens_a_journal_may_say_that_the_journal_failed(alone: dict[str, str]) -> None:
    def opener(url: str) -> MemoryJournal:
        raise JournalError("not-today", f"{url} is closed on Mondays.")

    with pytest.raises(JournalError, match="mine:x is closed"):
        Engine(journal="mine:x", plugins=[bringing("Mine", journals={"mine": opener})], environ=alone)


def test_every_hook_has_a_heading_with_its_signature_and_a_docstring() -> None:
    headings = re.findall(r"^## `(tyopaja_.+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [f"{name}{signature(hook)}".replace("'", "") for name, hook in HOOKS.items()]
    assert all(getdoc(hook) for hook in HOOKS.values())
