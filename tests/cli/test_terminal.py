"""`tyopaja run`: a workshop led at a terminal, or out of a pipe."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja import Engine

Typed = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def journal(tmp_path: Path) -> str:
    """A journal with one session of the series."""
    url = f"sqlite:{tmp_path / 'room.db'}"
    with Engine(journal=url) as engine:
        engine.start("arjen-kompassi", title="Hotelli Kaamos", id="kaamos")
    return url


@pytest.fixture
def typed(journal: str, environment: dict[str, str]) -> Typed:
    """What comes of lines that are typed."""

    def typed(*lines: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "tyopaja", "run", "kaamos", "--journal", journal, *options]
        ran = subprocess.run(
            command, input="".join(f"{line}\n" for line in lines), env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return ran.returncode, ran.stdout, ran.stderr

    return typed


def texts(journal: str) -> list[str | None]:
    """The needs on the customer's profile, in their order."""
    with Engine(journal=journal) as engine:
        return [entry.text for entry in engine.open("kaamos").state.entries_in("profiili", "tarpeet")]


def test_a_line_is_an_entry_and_is_kept_at_once(typed: Typed, journal: str) -> None:
    code, out, err = typed("/seuraava", "/seuraava", "3 Hiljaisuus", "Selkeä aikataulu", "/lista")
    assert (code, err) == (0, "")
    assert "Kuka hän on?" in out
    assert "✓ Hiljaisuus" in out
    assert "2  Selkeä aikataulu" in out
    assert texts(journal) == ["Hiljaisuus", "Selkeä aikataulu"]


def test_what_is_refused_is_said_and_the_workshop_goes_on(typed: Typed, journal: str) -> None:
    code, _, err = typed("/seuraava", "/seuraava", "3 Hiljaisuus", "/seuraava", "/ääni 1", "3 Rauha")
    assert code == 0
    assert "on vielä kesken" in err
    assert texts(journal) == ["Hiljaisuus", "Rauha"]


def test_somebody_without_a_phone_votes_through_the_terminal(typed: Typed, journal: str) -> None:
    code, _, err = typed(
        "/seuraava", "/seuraava", "3 Hiljaisuus", "/mukaan Aino", "/seuraava kello käy", "/nimissä Aino", "/ääni 1"
    )
    assert (code, err) == (0, "")
    with Engine(journal=journal) as engine:
        (entry,) = engine.open("kaamos").state.entries_in("profiili", "tarpeet")
        assert entry.votes == ("aino",)


def test_the_fields_of_a_form_are_asked_one_by_one_and_a_command_ends_the_asking(typed: Typed, journal: str) -> None:
    code, _, err = typed("/seuraava", "/seuraava", "1 Pirkko", "54", "/lista", "3 Rauha")
    assert (code, err) == (0, "")
    with Engine(journal=journal) as engine:
        fields = [dict(entry.fields) for entry in engine.open("kaamos").state.entries.values() if entry.fields]
        assert [sorted(one.values(), key=str) for one in fields] == [[54, "Pirkko"]]


def test_a_misspelt_command_is_told_with_the_nearest(typed: Typed) -> None:
    code, _, err = typed("/seurava")
    assert code == 0
    assert err == "Komentoa /seurava ei ole. /apu luettelee ne. → /seuraava\n"


def test_it_speaks_the_language_that_is_asked_for(typed: Typed) -> None:
    _, out, _ = typed("/help", "/next", options=("--locale", "en"))
    assert "go on to the next step" in out
    assert "Where are we now?" in out
    assert out.endswith("Goodbye. Everything is kept.\n")


def test_a_person_who_is_not_there_is_told_of(typed: Typed) -> None:
    code, _, err = typed(options=("--by", "nobody"))
    assert code == 1
    assert "nobody" in err
