"""The commands that change a session: start, do, play."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Write = Callable[..., Path]

JOIN = 'command = "join"\nby = "aino"\nrole = "facilitator"'
GO = 'command = "go"\nby = "aino"\nto = "profiili"\nreason = "testi"'
NOTE = 'command = "add"\nby = "aino"\nsheet = "profiili"\nsection = "tarpeet"\ntext = "Hiljaisuutta"'


def state(cli: Cli, session: str, journal: str) -> dict[str, Any]:
    """What is so now."""
    found: dict[str, Any] = json.loads(cli("state", session, "--json", "--journal", journal).out)
    return found


def notes(cli: Cli, session: str, journal: str) -> list[str]:
    """The texts that were added, in order."""
    lines = cli("log", session, "--json", "--journal", journal).out.splitlines()
    added = (event for event in map(json.loads, lines) if event["type"] == "added")
    return [event["text"] for event in added if event["command"] != "start"]


def test_start_prints_the_id_of_a_session_that_is_there_then(cli: Cli, journal: str) -> None:
    done = cli("start", "arjen-kompassi", "--title", "Hotelli Ruska", "--locale", "en", "--journal", journal)
    assert (done.code, done.err) == (0, "")
    found = state(cli, done.out.strip(), journal)
    assert (found["title"], found["locale"]) == ("Hotelli Ruska", "en")


def test_start_as_json_says_what_began(cli: Cli, journal: str) -> None:
    done = cli("start", "arctic-factory/arjen-kompassi", "--title", "Ruska", "--json", "--journal", journal)
    facts = json.loads(done.out)
    assert facts.keys() == {"id", "flow", "title", "step"}
    assert (facts["flow"], facts["title"], facts["step"]) == ("arjen-kompassi", "Ruska", "tervetuloa")


def test_a_locale_as_the_machine_writes_it_is_understood(cli: Cli, journal: str) -> None:
    done = cli("start", "arjen-kompassi", "--title", "Ruska", "--locale", "fi_FI", "--journal", journal)
    assert state(cli, done.out.strip(), journal)["locale"] == "fi-FI"


@pytest.mark.parametrize(
    ("option", "value", "part"),
    [
        ("--title", "   ", "otsikon"),
        ("--title", "a\x07b", "U+0007"),
        ("--title", "a" * 301, "301"),
        ("--locale", "klingon!", "klingon!"),
        ("--locale", "../../secret", "../../secret"),
    ],
)
def test_a_session_does_not_start_with_a_head_that_nobody_could_use(
    option: str, value: str, part: str, cli: Cli, journal: str
) -> None:
    title = [] if option == "--title" else ["--title", "Ruska"]
    done = cli("start", "arjen-kompassi", *title, option, value, "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert part in done.err
    assert len(json.loads(cli("list", "sessions", "--json", "--journal", journal).out)) == 1


def test_an_unknown_flow_gets_the_nearest(cli: Cli, journal: str) -> None:
    done = cli("start", "arjen-kompasi", "--title", "X", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert "Did you mean 'arjen-kompassi'?" in done.err


def test_do_carries_a_command_out_and_prints_what_happened(cli: Cli, journal: str) -> None:
    words = ("add", "by=aino", "sheet=profiili", "section=tarpeet", "text=a = b", "id=n3", "--journal", journal)
    assert cli("do", "kaamos", *words).out == "added n3\n"
    assert notes(cli, "kaamos", journal)[-1] == "a = b"


def test_do_as_json_gives_the_events_with_the_keys_of_the_log(cli: Cli, journal: str) -> None:
    done = cli("do", "kaamos", "remove", "by=aino", "entry=n1", "--json", "--journal", journal)
    logged = json.loads(cli("log", "kaamos", "--json", "--journal", journal).out.splitlines()[-1])
    del logged["seq"]
    assert json.loads(done.out) == [logged]


def test_a_refused_command_says_why_and_changes_nothing(cli: Cli, journal: str) -> None:
    before = cli("log", "kaamos", "--json", "--journal", journal).out
    done = cli("do", "kaamos", "vote", "by=aino", "entry=n1", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert "Kuka hän on?" in done.err
    assert cli("log", "kaamos", "--json", "--journal", journal).out == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["ad", "by=aino"], "Did you mean 'add'?"),
        (["add", "by=aino", "section=tarpeet"], "'sheet' is missing"),
        (["join", "by=aino", "rôle=facilitator"], "Did you mean 'role'?"),
        (["join", "by=eino", "role=boss"], "'facilitator' or 'participant'"),
        (["advance", "by=aino", "at=yesterday"], "'at'"),
        (["add", "by=aino", "sheet=profili", "section=tarpeet", "text=x"], "Did you mean 'profiili'?"),
        (["edit", "by=aino", "entry=n9", "text=x"], "Merkintää 'n9' ei ole"),
        (["add", "by=aino", "sheet=profiili", "section=tarpeet", "text=a\udcffb"], "U+DCFF"),
        (["add", "by=aino", "sheet=profiili", "section=tarpeet", "text=a\x00b"], "U+0000"),
    ],
)
def test_a_wrong_command_is_told_in_words(words: list[str], part: str, cli: Cli, journal: str) -> None:
    done = cli("do", "kaamos", *words, "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert part in done.err


@pytest.mark.parametrize("words", [["by"], ["=x"], ["by=aino", "by=eino"], ["command=add"]])
def test_what_is_no_pair_of_key_and_value_is_wrong_usage(words: list[str], cli: Cli, journal: str) -> None:
    assert cli("do", "kaamos", "advance", *words, "--journal", journal).code == 2


def test_play_prints_the_id_of_the_session_that_it_began(cli: Cli, journal: str, transcript: Write) -> None:
    done = cli("play", transcript(JOIN, GO, NOTE), "--journal", journal)
    assert (done.code, done.err) == (0, "")
    assert notes(cli, done.out.strip(), journal) == ["Hiljaisuutta"]


def test_play_as_json_counts(cli: Cli, journal: str, transcript: Write) -> None:
    done = cli("play", transcript(JOIN, GO, NOTE), "--json", "--journal", journal)
    facts = json.loads(done.out)
    assert facts.keys() == {"id", "commands", "events", "step"}
    assert (facts["commands"], facts["step"]) == (3, "profiili")
    assert facts["events"] == len(cli("log", facts["id"], "--json", "--journal", journal).out.splitlines())


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ('command = "ad"\nby = "aino"', "Did you mean 'add'?"),
        ('command = "add"\nby = "aino"\nsheet = 5\nsection = "tarpeet"', "'sheet'"),
        ('by = "aino"', "'command'"),
        ('command = "edit"\nby = "aino"\nentry = "n1"\ntext = "x"', "Merkintää 'n1' ei ole"),
        ('command = "pick"\nby = "eino"\nentry = "n1"', "eino"),
    ],
)
def test_a_wrong_command_stops_the_play_names_its_place_and_what_was_done_stays(
    wrong: str, part: str, cli: Cli, journal: str, transcript: Write
) -> None:
    head = 'flow = "arjen-kompassi"\ntitle = "X"\nsession = "ruska"'
    path = transcript(JOIN, GO, NOTE, wrong, NOTE, head=head)
    before = path.read_text(encoding="utf-8").partition(f"[[do]]\n{wrong}")[0]
    line = before.count("\n") + 1
    done = cli("play", path, "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert f"{path}:{line}: command 4 of 5" in done.err
    assert part in done.err
    assert f"tyopaja play --session ruska --from 4 {path}" in done.err
    assert notes(cli, "ruska", journal) == ["Hiljaisuutta"]

    mended = path.read_text(encoding="utf-8").replace(
        f"[[do]]\n{wrong}", "[[do]]\n" + NOTE.replace("Hiljaisuutta", "Valoa")
    )
    path.write_text(mended, encoding="utf-8")
    assert cli("play", path, "--session", "ruska", "--from", "4", "--journal", journal).out == "ruska\n"
    assert notes(cli, "ruska", journal) == ["Hiljaisuutta", "Valoa", "Hiljaisuutta"]


def test_the_mended_rest_in_a_file_of_its_own_goes_on_in_the_session(cli: Cli, journal: str, transcript: Write) -> None:
    assert cli("play", transcript(NOTE, head=""), "--session", "kaamos", "--journal", journal).out == "kaamos\n"
    assert notes(cli, "kaamos", journal)[-1] == "Hiljaisuutta"


def test_the_first_command_of_a_play_may_be_the_wrong_one(cli: Cli, journal: str, transcript: Write) -> None:
    done = cli("play", transcript('command = "ad"'), "--json", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert "command 1 of 1" in done.err
    assert "Nothing before it was carried out" in done.err


@pytest.mark.parametrize("first", ["0", "-1", "x"])
def test_a_play_from_a_command_that_has_no_number_is_wrong_usage(
    first: str, cli: Cli, journal: str, transcript: Write
) -> None:
    words = ("--session", "kaamos", "--from", first, "--journal", journal)
    assert cli("play", transcript(NOTE), *words).code == 2


def test_a_play_from_behind_its_end_is_wrong_usage(cli: Cli, journal: str, transcript: Write) -> None:
    words = ("--session", "kaamos", "--from", "3", "--journal", journal)
    done = cli("play", transcript(NOTE), *words)
    assert (done.code, done.out) == (2, "")
    assert "t.toml has no command of number 3; its last is number 1." in done.err


def test_a_play_from_further_on_needs_the_session_that_it_goes_on_in(cli: Cli, journal: str, transcript: Write) -> None:
    done = cli("play", transcript(NOTE), "--from", "2", "--journal", journal)
    assert done.code == 2
    assert "--session" in done.err


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("flow = ", "t.toml:1"),
        ('title = "X"\n', "flow"),
        ('flow = "arjen-kompassi"\n', "title"),
        ('flow = "arjen-kompassi"\ntitel = "X"\n', "t.toml:2"),
        ('flow = "arjen-kompassi"\ntitle = "X"\ndo = 5\n', "t.toml:3"),
    ],
)
def test_a_file_that_is_no_transcript_begins_no_session(
    text: str, part: str, cli: Cli, journal: str, tmp_path: Path
) -> None:
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    done = cli("play", "t.toml", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert part in done.err
    assert len(json.loads(cli("list", "sessions", "--json", "--journal", journal).out)) == 1


def test_a_transcript_that_is_not_there_is_told_in_words(cli: Cli, journal: str) -> None:
    done = cli("play", "nowhere.toml", "--journal", journal)
    assert (done.code, done.out) == (1, "")
    assert "nowhere.toml" in done.err


def test_a_second_file_that_is_wrong_in_form_stops_the_play_before_the_first_begins(
    cli: Cli, journal: str, transcript: Write, tmp_path: Path
) -> None:
    (tmp_path / "wrong.toml").write_text("flow = ", encoding="utf-8")
    assert cli("play", transcript(JOIN), "wrong.toml", "--journal", journal).code == 1
    assert len(json.loads(cli("list", "sessions", "--json", "--journal", journal).out)) == 1


def test_do_attaches_a_picture_from_a_file(cli: Cli, journal: str, tmp_path: Path) -> None:
    from PIL import Image

    cli("do", "kaamos", "go", "by=aino", "to=ryhmat", "--journal", journal)
    Image.new("RGB", (60, 40)).save(tmp_path / "kuva.png")
    where = ("attach", "by=aino", "sheet=kortti", "section=kuva", "--journal", journal)
    done = cli("do", "kaamos", *where, f"file={tmp_path / 'kuva.png'}", "id=p1")
    assert (done.out, done.err) == ("added p1\n", "")
    found = state(cli, "kaamos", journal)["sheets"]["kortti"]["kuva"][0]
    assert found["fields"]["picture"].startswith("sha256:")
    again = cli("do", "kaamos", *where, "file=nothing.png")
    assert (again.code, again.out) == (1, "")
    assert "nothing.png" in again.err


def test_numbers_and_yes_are_typed_as_they_are_said(cli: Cli, journal: str) -> None:
    session = cli("start", "arjen-kompassi", "--title", "Ruska", "--journal", journal).out.strip()
    typed = (
        ("join", "by=aino", "role=facilitator"),
        ("join", "by=aino", "person=eero", "heads=3"),
        ("start-timer", "by=aino", "minutes=5"),
        ("hand-over", "by=aino", "to=eero", "keep=yes"),
    )
    for words in typed:
        done = cli("do", session, *words, "--journal", journal)
        assert (done.code, done.err) == (0, ""), words
    people = {one["id"]: (one["role"], one["heads"]) for one in state(cli, session, journal)["people"]}
    assert people == {"aino": ("facilitator", 1), "eero": ("facilitator", 3)}
