"""What is found in a pack's own activities, and in steps that say something that their activity has no use for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tyopaja.definitions.checks.activities import ALLOWED, check_activities
from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.engine.activities import ACTIVITIES
from tyopaja.engine.conditions import CONDITIONS
from tyopaja.model.activity import Activity
from tyopaja.model.commands import COMMANDS
from tyopaja.model.pack import Pack
from tyopaja.model.play import Vocabulary
from tyopaja.model.text import NO_TEXT

Spoil = Callable[..., list[Finding]]
Check = Callable[[Mapping[str, str]], list[Finding]]

FLOW = "flows/sarja.toml"
HEAD = "pack.toml"


def with_activity(sound: Mapping[str, str], own: str, *more: tuple[str, str, str]) -> dict[str, str]:
    """The sound pack with an activity `pohdinta` of its own, and other files changed."""
    files = {HEAD: sound[HEAD] + f"\n[activity.pohdinta]\ntitle = {{ fi = 'Pohdinta', en = 'Thinking' }}\n{own}\n"}
    for file, old, new in more:
        assert old in sound[file]
        files[file] = sound[file].replace(old, new, 1)
    return files


THINK = 'participant = ["add", "edit", "remove"]\nfacilitator = ["add", "reveal"]\nsees = "own"'
IN_USE = (FLOW, 'activity = "brainstorm"', 'activity = "pohdinta"')


def test_a_step_may_have_an_activity_of_the_packs_own(check: Check, sound: Mapping[str, str]) -> None:
    assert check(with_activity(sound, THINK, IN_USE)) == []
    assert check(with_activity(sound, THINK + '\ndone = { entries-in = "here", at-least = 3 }', IN_USE)) == []


def test_what_an_activity_of_the_packs_own_allows_counts(check: Check, sound: Mapping[str, str]) -> None:
    own = 'participant = ["vote", "unvote"]'
    voting = (FLOW, 'activity = "vote"', 'activity = "pohdinta"')
    assert check(with_activity(sound, own, voting)) == []
    found = check(with_activity(sound, THINK, voting))
    assert {one.code for one in found} == {"votes-not-here", "never-holds", "never-voted"}


def test_an_activity_needs_places_unless_it_says_otherwise(check: Check, sound: Mapping[str, str]) -> None:
    bare = (FLOW, 'title = { fi = "Alku", en = "Welcome" }', 'title = { fi = "A", en = "W" }\nactivity = "pohdinta"')
    (found,) = check(with_activity(sound, THINK, bare))
    assert found.code == "on-missing"
    assert check(with_activity(sound, THINK + "\nplaces = false", bare)) == []


@pytest.mark.parametrize("name", sorted(ACTIVITIES))
def test_an_activity_is_called_like_no_other(check: Check, sound: Mapping[str, str], name: str) -> None:
    files = {HEAD: f'{sound[HEAD]}\n[activity.{name}]\nparticipant = ["add"]\n'}
    (found,) = check(files)
    assert (found.code, found.path, found.at) == ("activity-taken", ("activity", name), "key")
    assert f"oma-{name}" in found.hint


@pytest.mark.parametrize("role", ["participant", "facilitator"])
@pytest.mark.parametrize(
    ("command", "code", "hint"),
    [
        ("ad", "unknown-command", "Did you mean 'add'?"),
        ("vot", "unknown-command", "Did you mean 'vote'?"),
        ("advance", "command-not-here", "Take it away."),
        ("join", "command-not-here", "Take it away."),
    ],
)
def test_an_activity_allows_commands_that_are_given_on_sheets(
    check: Check, sound: Mapping[str, str], role: str, command: str, code: str, hint: str
) -> None:
    other = "facilitator" if role == "participant" else "participant"
    (found,) = check(with_activity(sound, f'{role} = ["edit", "{command}"]\n{other} = ["edit"]'))
    assert (found.code, found.path) == (code, ("activity", "pohdinta", role, command))
    assert hint in found.hint


def test_every_activity_that_tyopaja_brings_could_be_a_packs_own() -> None:
    own = {f"oma-{name}": activity for name, activity in ACTIVITIES.items()}
    pack = Pack(id="koe", format=1, version="1", title=NO_TEXT, activity=own)
    assert list(check_activities(pack, Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS))) == []
    assert ALLOWED.issubset(COMMANDS)


@pytest.mark.parametrize(
    ("done", "code", "path"),
    [
        ('{ entries-in = "asiakas.tarpeet" }', "bad-place", ("entries-in",)),
        ('{ approved = "kompassi" }', "bad-place", ("approved",)),
        ('{ any = [{ time = "over" }, { picked = "asiakas.tarpeet" }] }', "bad-place", ("any", 1, "picked")),
        ('{ not = { onni = "suuri" } }', "unknown-condition", ("not", "onni")),
        ('{ entries-in = "here", at-lest = 2 }', "unknown-option", ("at-lest",)),
        ('{ entries-in = "here", at-least = 0 }', "bad-option", ("at-least",)),
        ('{ voted = "nobody" }', "unknown-word", ("voted",)),
        ("{ entries-in = 3 }", "bad-value", ("entries-in",)),
    ],
)
def test_what_counts_as_done_is_asked_of_what_a_step_works_on(
    check: Check, sound: Mapping[str, str], done: str, code: str, path: KeyPath
) -> None:
    (found,) = check(with_activity(sound, f"{THINK}\ndone = {done}"))
    assert (found.file, found.code, found.path) == (HEAD, code, ("activity", "pohdinta", "done", *path))


def test_only_what_participants_write_can_be_their_own_to_see(check: Check, sound: Mapping[str, str]) -> None:
    (found,) = check(with_activity(sound, 'participant = ["vote"]\nsees = "own"'))
    assert (found.code, found.path) == ("private-not-here", ("activity", "pohdinta", "sees"))


def test_the_title_of_an_activity_is_said_in_every_language(check: Check, sound: Mapping[str, str]) -> None:
    (found,) = check({HEAD: sound[HEAD] + '\n[activity.pohdinta]\ntitle.fi = "Pohdinta"\n'})
    assert (found.code, found.path) == ("missing-translation", ("activity", "pohdinta", "title"))
    assert check({HEAD: sound[HEAD] + '\n[activity.pohdinta]\nparticipant = ["add"]\n'}) == []


def test_what_there_was_before_holds_against_a_packs_own_activities() -> None:
    vocabulary = Vocabulary(activities=ACTIVITIES)
    own = {"pohdinta": Activity(), "vote": Activity()}
    wider = vocabulary.with_activities(own)
    assert wider.activities == {**ACTIVITIES, "pohdinta": own["pohdinta"]}
    assert vocabulary.with_activities({}) is vocabulary


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ("several = true", "'several'"),
        ("secret = true", "'secret'"),
        ("votes = 5\nsecret = true\nseveral = true", "'votes' and 'several' and 'secret'"),
    ],
)
def test_what_is_said_of_votes_where_nobody_votes_is_one_finding(spoil: Spoil, keys: str, named: str) -> None:
    (found,) = spoil(FLOW, 'time = "45 min"', f'time = "45 min"\n{keys}')
    assert (found.code, found.at) == ("votes-not-here", "key")
    assert found.message.startswith(named)
    assert found.path == ("step", 2, named.split("'")[1])


def test_votes_may_be_secret_and_several(spoil: Spoil) -> None:
    assert spoil(FLOW, "votes = 5", "votes = 5\nsecret = true\nseveral = true") == []


def test_only_where_people_write_can_it_be_private(spoil: Spoil) -> None:
    assert spoil(FLOW, 'time = "45 min"', 'time = "45 min"\nprivate = true') == []
    (found,) = spoil(FLOW, "votes = 5", "votes = 5\nprivate = true")
    assert (found.code, found.path, found.at) == ("private-not-here", ("step", 4, "private"), "key")


@pytest.mark.parametrize("key", ["several", "secret", "private"])
def test_a_step_with_steps_inside_it_says_nothing_of_votes_and_writing(spoil: Spoil, key: str) -> None:
    (found,) = spoil(FLOW, 'time = "2 h"', f'time = "2 h"\n{key} = true')
    assert (found.code, found.path, found.at) == ("compound-step-works", ("step", 0, key), "key")


def test_what_holds_one_entry_cannot_be_grouped(check: Check, sound: Mapping[str, str]) -> None:
    own = 'participant = ["group", "ungroup"]'
    grouping = (
        FLOW,
        'activity = "fill"\n        on = ["asiakas.perus"]',
        'activity = "pohdinta"\non = ["asiakas.perus"]',
    )
    (found,) = check(with_activity(sound, own, grouping))
    assert (found.code, found.path) == ("kind-unfit", ("step", 3, "on", 0))
    assert "nothing to group" in found.message


def test_people_check_in_on_what_stands_somewhere_now(check: Check, sound: Mapping[str, str]) -> None:
    own = 'participant = ["check-in"]'
    old = 'activity = "fill"\n        on = ["kompassi.tulokset"]'
    assert [one.code for one in check(with_activity(sound, own, (FLOW, old, old.replace("fill", "pohdinta"))))] == [
        "never-filled"
    ]
    there = old.replace("fill", "pohdinta").replace("kompassi.tulokset", "asiakas.tarpeet")
    found = check(with_activity(sound, own, (FLOW, old, there)))
    assert [(one.code, one.path) for one in found if one.severity == "error"] == [("kind-unfit", ("step", 8, "on", 0))]


def test_where_each_writes_for_themselves_a_section_of_one_is_warned_of(spoil: Spoil) -> None:
    (found,) = spoil(FLOW, 'on = ["asiakas.perus"]', 'on = ["asiakas.perus"]\nprivate = true')
    assert (found.code, found.severity, found.path) == ("private-holds-one", "warning", ("step", 3, "on", 0))
    assert "'asiakas.perus' holds one entry" in found.message
    (found,) = spoil(FLOW, 'on = ["asiakas.perus"]', 'on = ["asiakas"]\nprivate = true')
    assert "'asiakas.perus' holds one entry" in found.message
    own = spoil(
        FLOW,
        'on = ["asiakas.perus"]',
        'on = ["asiakas.perus"]\nprivate = true\nfor-each = "participant"',
        'canvas = "profiili"',
        'canvas = "profiili"\nper = "participant"',
    )
    assert "private-holds-one" not in {one.code for one in own}
