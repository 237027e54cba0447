"""What is found in texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tyopaja.definitions.problems import Finding

Spoil = Callable[..., list[Finding]]

PROFILE = "canvases/profiili.toml"
FLOW = "flows/sarja.toml"


@pytest.mark.parametrize(
    ("file", "old", "path"),
    [
        ("pack.toml", ', en = "Trial pack"', ("title",)),
        (PROFILE, ', en = "Profile"', ("title",)),
        (PROFILE, 'purpose.en = "For whom do we do this?"', ("purpose",)),
        (PROFILE, ', en = "Needs"', ("section", "tarpeet", "title")),
        (PROFILE, 'prompts.en = ["What is needed?"]', ("section", "tarpeet", "prompts")),
        (PROFILE, ', en = "Pains"', ("section", "tuntee", "parts", "kipu", "title")),
        (PROFILE, ', en = "Party"', ("section", "perus", "fields", "koko", "title")),
        (PROFILE, ', en = "Small"', ("section", "perus", "fields", "koko", "choices", "pieni")),
        (FLOW, ', en = "Series"', ("title",)),
        (FLOW, ', en = "Customer"', ("sheet", "asiakas", "title")),
        (FLOW, ', en = "Vote"', ("step", 4, "title")),
        (FLOW, ', en = "Once more"', ("move", 0, "label")),
    ],
)
def test_a_text_that_lacks_a_promised_language_is_a_warning(
    spoil: Spoil, file: str, old: str, path: tuple[str | int, ...]
) -> None:
    (found,) = spoil(file, old, "")
    assert (found.file, found.code, found.severity, found.path) == (file, "missing-translation", "warning", path)
    assert found.message == f"'{path[-1]}' is missing in en, which the pack promises."
    assert f"{path[-1]}.en = " in found.hint


def test_all_missing_languages_of_a_text_are_one_finding(spoil: Spoil) -> None:
    found = spoil("pack.toml", '"fi", "en"]', '"fi", "en", "sv", "se"]')
    assert {one.code for one in found} == {"missing-translation"}
    assert found[0].message == "'title' is missing in sv and se, which the pack promises."
    assert found[0].hint == 'Add title.sv = "…", title.se = "…".'


def test_a_bare_string_is_in_the_packs_own_language(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, '{ fi = "Profiili", en = "Profile" }', '"Profiili"')
    assert found.message == "'title' is missing in en, which the pack promises."
    assert found.hint == 'Write title = { fi = "…", en = "…" }.'


def test_a_bare_title_of_the_pack_is_a_name_in_every_language(spoil: Spoil) -> None:
    assert spoil("pack.toml", '{ fi = "Koepaketti", en = "Trial pack" }', '"Koepaketti"') == []


def test_a_bare_list_of_prompts_is_in_the_packs_own_language(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, 'title = { fi = "Pelot"', 'prompts = ["Mikä?"]\ntitle = { fi = "Pelot"')
    assert (found.code, found.path) == ("missing-translation", ("section", "pelot", "prompts"))
    assert found.hint == 'Write prompts = { fi = ["…"], en = ["…"] }.'


def test_a_region_is_served_by_its_language(spoil: Spoil) -> None:
    assert spoil("pack.toml", '"fi", "en"]', '"fi", "en-GB"]') == []


def test_a_language_is_not_served_by_one_of_its_regions(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, 'en = "Profile"', 'en-GB = "Profile"')
    assert found.code == "missing-translation"


def test_prompts_that_are_empty_in_one_language_are_missing_there(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, 'prompts.en = ["What is needed?"]', "prompts.en = []")
    assert (found.code, found.path) == ("missing-translation", ("section", "tarpeet", "prompts"))


def test_a_pack_that_promises_no_language_misses_none(spoil: Spoil) -> None:
    assert spoil("pack.toml", 'locales = ["fi", "en"]', "", ', en = "Trial pack"', "") == []


def test_the_packs_own_language_is_among_those_promised(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", 'locale = "fi"', 'locale = "sv"')
    assert (found.code, found.path) == ("locale-not-promised", ("locale",))
    assert found.hint == "Write locale = \"fi\", or add 'sv' to locales."


@pytest.mark.parametrize("tag", ["finnish", "suomi-fi-fi", "f", "fi_FI", "title"])
def test_a_language_that_is_no_tag_is_found_at_its_key(spoil: Spoil, tag: str) -> None:
    (found,) = spoil(PROFILE, 'purpose.en = "For', f'purpose.{tag} = "X"\npurpose.en = "For')
    assert (found.code, found.path, found.at) == ("bad-locale", ("purpose", tag), "key")


@pytest.mark.parametrize("tag", ["sv", "sms", "en-GB", "sr-Latn-RS", "de-1996", "en-x-hotelli", "zh-Hant-TW"])
def test_language_tags_of_every_shape_are_taken(spoil: Spoil, tag: str) -> None:
    assert spoil(PROFILE, 'purpose.en = "For', f'purpose.{tag} = "X"\npurpose.en = "For') == []


def test_a_promised_language_that_is_no_tag_is_found(spoil: Spoil) -> None:
    found = spoil("pack.toml", '"fi", "en"]', '"fi", "en", "ruotsi"]')
    assert [(one.code, one.path) for one in found if one.severity == "error"] == [("bad-locale", ("locales", 2))]


def test_the_packs_own_language_must_be_a_tag(spoil: Spoil) -> None:
    (found,) = spoil("pack.toml", 'locale = "fi"', 'locale = "suomi"', 'locales = ["fi", "en"]', "")
    assert (found.code, found.path) == ("bad-locale", ("locale",))


@pytest.mark.parametrize("empty", ['""', '"  "', "{}", '{ fi = "", en = "" }'])
def test_a_title_without_words_is_one_error(spoil: Spoil, empty: str) -> None:
    (found,) = spoil(PROFILE, '{ fi = "Profiili", en = "Profile" }', empty)
    assert (found.code, found.severity, found.path) == ("empty-title", "error", ("title",))


def test_a_field_needs_a_title(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, 'title = { fi = "Nimi", en = "Name" }', "")
    assert (found.code, found.path) == ("empty-title", ("section", "perus", "fields", "nimi", "title"))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('en = "Needs"', 'en = " "', ("section", "tarpeet", "title", "en")),
        ('"Milloin: nyt vai myöhemmin?"', '""', ("section", "tarpeet", "prompts", "fi", 1)),
        ('purpose.en = "For whom do we do this?"', 'purpose.en = ""', ("purpose", "en")),
    ],
)
def test_a_text_that_is_empty_in_one_language_is_an_error_there(
    spoil: Spoil, old: str, new: str, path: tuple[str | int, ...]
) -> None:
    (found,) = spoil(PROFILE, old, new)
    assert (found.code, found.severity, found.path) == ("empty-text", "error", path)


def test_a_prompt_over_120_characters_is_a_warning(spoil: Spoil) -> None:
    assert spoil(PROFILE, "Mitä hän tarvitsee?", "ä" * 120) == []
    (found,) = spoil(PROFILE, "Mitä hän tarvitsee?", "ä" * 121)
    assert (found.code, found.severity) == ("long-prompt", "warning")
    assert found.path == ("section", "tarpeet", "prompts", "fi", 0)
    assert "121 characters" in found.message


@pytest.mark.parametrize(
    "link",
    [
        "[lue](http://example.org)",
        "[lue](javascript:alert)",
        "[lue](JavaScript:alert)",
        "[lue]( <data:text/html,x> )",
        "[lue](/polku)",
        "[lue]()",
        "katso http://example.org",
        "<javascript:alert>",
        "data:text/html;base64,AAAA",
        "[hyvä](https://example.org) ja [paha](ftp://example.org)",
        "[lue]: javascript:alert",
    ],
)
def test_a_link_that_is_not_https_is_an_error(spoil: Spoil, link: str) -> None:
    (found,) = spoil(PROFILE, "Kenelle teemme tätä?", f"Näin: {link}.")
    assert (found.code, found.severity, found.path) == ("unsafe-link", "error", ("purpose", "fi"))


def test_a_link_by_http_comes_with_the_safe_one(spoil: Spoil) -> None:
    (found,) = spoil(PROFILE, "Kenelle teemme tätä?", "[lue](http://example.org/a)")
    assert found.hint == "Write 'https://example.org/a'."


@pytest.mark.parametrize(
    "text", ["[lue](https://example.org)", "https://example.org", "data: luvut", "Klo 9:30", "a](b"]
)
def test_safe_links_and_plain_colons_are_left_alone(spoil: Spoil, text: str) -> None:
    expected = ["unsafe-link"] if text == "a](b" else []
    assert [one.code for one in spoil(PROFILE, "Kenelle teemme tätä?", text)] == expected
