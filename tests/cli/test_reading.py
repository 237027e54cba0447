"""The commands that read: list, state, log, plugins. Text for people, JSON with stable keys for scripts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]

KEYS = {
    "packs": {"id", "version", "title", "locales", "licence", "digest"},
    "canvases": {"id", "pack", "title"},
    "flows": {"id", "pack", "title"},
    "renderers": {"id", "title", "media_type", "suffix", "views", "plugin", "options"},
    "importers": {"id", "title", "suffixes", "plugin"},
    "journals": {"id"},
    "sessions": {"id", "title", "flow", "pack", "started", "events"},
}


@pytest.mark.parametrize("what", KEYS)
def test_every_item_of_a_list_has_an_id_and_keys_that_stay(what: str, cli: Cli, journal: str) -> None:
    done = cli("list", what, "--json", "--journal", journal)
    items = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert items
    assert [set(item) for item in items] == [KEYS[what]] * len(items)


@pytest.mark.parametrize("what", KEYS)
def test_a_list_for_eyes_has_a_line_for_every_item_which_begins_with_its_id(what: str, cli: Cli, journal: str) -> None:
    items = json.loads(cli("list", what, "--json", "--journal", journal).out)
    lines = cli("list", what, "--journal", journal).out.splitlines()
    assert [line.split()[0] for line in lines] == [item["id"] for item in items]


def test_a_title_of_two_lines_takes_one_line_of_a_list(cli: Cli, journal: str) -> None:
    assert cli("start", "arjen-kompassi", "--title", "Kaamos\nja Ruska", "--journal", journal).code == 0
    assert "Kaamos ja Ruska" in cli("list", "sessions", "--journal", journal).out


def test_titles_are_listed_in_the_language_asked_for(cli: Cli) -> None:
    assert "Everyday compass" in cli("list", "flows", "--locale", "en").out
    assert "Arjen kompassi" in cli("list", "flows").out


def test_only_a_list_of_sessions_looks_into_the_journal(cli: Cli, tmp_path: Path) -> None:
    for what in KEYS.keys() - {"sessions"}:
        assert cli("list", what).code == 0
    assert not (tmp_path / "data").exists()


def test_a_list_of_something_else_says_what_there_is(cli: Cli) -> None:
    done = cli("list", "flwos")
    assert (done.code, done.out) == (2, "")
    assert "'flows'" in done.err


def test_state_as_json_has_sorted_keys_all_the_way_down(cli: Cli, journal: str) -> None:
    done = cli("state", "kaamos", "--json", "--journal", journal)
    assert done.code == 0
    assert done.out == json.dumps(json.loads(done.out), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_every_key_of_the_state_as_json_is_told_on_the_page_of_the_command_line(cli: Cli, journal: str) -> None:
    state = json.loads(cli("state", "kaamos", "--json", "--journal", journal).out)
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = set(re.findall("`([a-z]+)`", page.partition("## The state as JSON")[2].partition("\n## ")[0]))
    entry = next(iter(state["sheets"]["profiili"].values()))[0]
    assert {*state, *entry, *state["people"][0]} - told == set()


def test_another_process_and_a_copy_of_the_journal_give_the_same_state_byte_for_byte(
    run: Cli, cli: Cli, journal: str, tmp_path: Path
) -> None:
    here = cli("state", "kaamos", "--json", "--journal", journal).out
    shutil.copy(tmp_path / "journal.db", tmp_path / "copy.db")
    assert run("state", "kaamos", "--json", "--journal", journal, PYTHONHASHSEED="1").out == here
    assert run("state", "kaamos", "--json", "--journal", "sqlite:copy.db", PYTHONHASHSEED="2").out == here


def test_state_for_people_says_where_the_session_stands(cli: Cli, journal: str) -> None:
    assert "▶     Kuka hän on?" in cli("state", "kaamos", "--journal", journal).out
    assert "Who are they?" in cli("state", "kaamos", "--locale", "en", "--journal", journal).out


def test_every_line_of_the_log_as_json_is_an_event_with_its_envelope_and_its_own_fields(cli: Cli, journal: str) -> None:
    done = cli("log", "kaamos", "--json", "--journal", journal)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert [event["seq"] for event in events] == [*range(1, len(events) + 1)]
    assert all({"seq", "type", "at", "by", "command"} <= set(event) for event in events)
    people = [event for event in events if event["command"] != "start"]
    assert [event["type"] for event in people] == ["joined", "stepped", "added", "added"]
    assert (events[0]["flow"], people[0]["called"]) == ("arjen-kompassi", "Aino Sipola")
    assert (people[2]["command"], people[2]["text"]) == ("n1", "Hiljaisuutta ja 👍🏽")


def test_the_log_for_people_has_a_line_for_every_event(cli: Cli, journal: str) -> None:
    lines = cli("log", "kaamos", "--journal", journal).out.splitlines()
    events = cli("log", "kaamos", "--json", "--journal", journal).out.splitlines()
    assert [line.split()[0] for line in lines] == [str(json.loads(event)["seq"]) for event in events]
    assert 'text="Selkeä aikataulu"' in lines[-1]


@pytest.mark.parametrize("command", [["state"], ["log"], ["export", "--as", "text", "-o", "-"], ["do", "advance"]])
def test_an_unknown_session_is_named_with_the_nearest(command: list[str], cli: Cli, journal: str) -> None:
    words = [*command[:1], "kamos", *command[1:], *(["by=aino"] if command[0] == "do" else [])]
    done = cli(*words, "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"There is no session 'kamos'. Did you mean 'kaamos'? Looked in {journal}\n"


def test_an_id_that_no_session_could_have_is_unknown_like_any_other(run: Cli, journal: str) -> None:
    done = run("state", "a\udcff", "--journal", journal)
    assert done.code == 1
    assert "There is no session" in done.err


def test_plugins_are_listed_with_what_they_answer(cli: Cli) -> None:
    items = json.loads(cli("plugins", "--json").out)
    assert all({"id", "version", "source", "status", "reason", "hooks", "collisions"} <= set(item) for item in items)
    assert "tyopaja_renderers" in next(item for item in items if item["id"] == "tyopaja")["hooks"]


def test_a_plugin_that_fails_is_told_with_its_reason_and_costs_nothing_else(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("raise SystemExit('no')\n", encoding="utf-8")
    done = run("plugins", TYOPAJA_PLUGINS="broken.py")
    assert done.code == 0
    assert "SystemExit: no" in done.out
    done = run("list", "flows", TYOPAJA_PLUGINS="broken.py")
    assert (done.code, done.err) == (0, "The plugin 'broken' failed: SystemExit: no\n")
    assert "arjen-kompassi" in done.out


def test_a_renderer_that_raises_is_a_failure_of_its_plugin(run: Cli, journal: str, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from tyopaja import Renderer, hookimpl\n"
        "@hookimpl\n"
        "def tyopaja_renderers():\n"
        "    return [Renderer('mine', lambda view: 1 / 0, media_type='text/plain', suffix='.txt')]\n",
        encoding="utf-8",
    )
    done = run("export", "kaamos", "--as", "mine", "-o", "x.txt", "--journal", journal, TYOPAJA_PLUGINS="mine.py")
    assert done.code == 3
    assert "The plugin 'mine' failed in the renderer of 'mine': ZeroDivisionError" in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "x.txt").exists()
