"""Dates, numbers and licences as they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyopaja.views.licences import LICENCES, credit_of
from tyopaja.views.values import printed_date, printed_number, printed_value


@pytest.mark.parametrize(
    ("locale", "printed"),
    [("fi", "26.5.2026"), ("fi-FI", "26.5.2026"), ("sv", "26 maj 2026"), ("en", "May 26, 2026"), ("se", None)],
)
def test_a_day_is_printed_as_the_locale_prints_it(locale: str, printed: str | None) -> None:
    made = printed_date(date(2026, 5, 26), locale)
    assert made == printed if printed else "26" in made


@pytest.mark.parametrize("locale", ["", "xx", "fi_FI_what", "not a tag", "sms-Latn-FI", "-", "zz-ZZ"])
def test_a_locale_that_nobody_knows_costs_no_export(locale: str) -> None:
    assert printed_date(date(2026, 5, 26), locale)
    assert printed_number(1.5, locale)


def test_numbers_have_the_locales_decimal_sign_and_groups() -> None:
    assert printed_number(4.6, "fi") == "4,6"
    assert printed_number(12000, "fi") == "12\u00a0000"
    assert printed_number(12000, "en") == "12,000"
    assert printed_number(-3, "en") == "-3"


@given(number=st.integers(min_value=-(10**15), max_value=10**15))
def test_no_digit_of_a_number_is_lost(number: int) -> None:
    printed = printed_number(number, "fi")
    assert "".join(sign for sign in printed if sign.isdigit()) == str(abs(number))


def test_a_value_that_does_not_fit_its_field_is_printed_as_it_is() -> None:
    assert printed_value("date", "ensi talvena", "fi") == "ensi talvena"
    assert printed_value("number", "paljon", "fi") == "paljon"


def test_a_licence_is_printed_by_name_with_its_address_and_an_unknown_one_as_it_is() -> None:
    assert credit_of("AF", "CC-BY-NC-SA-4.0").licence == "CC BY-NC-SA 4.0"
    assert credit_of("AF", "CC0-1.0").address == "https://creativecommons.org/publicdomain/zero/1.0/"
    unknown = credit_of("AF", "LicenseRef-Own")
    assert (unknown.licence, unknown.address) == ("LicenseRef-Own", "")
    assert all(address.startswith("https://") for _, address in LICENCES.values())
