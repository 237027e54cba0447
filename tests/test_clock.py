"""The machine's clock, and the ids that nobody has had before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tyopaja.clock import SystemClock


def test_the_time_is_now_in_utc_to_the_millisecond() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_a_fresh_id_can_be_read_aloud_and_is_never_given_twice() -> None:
    ids = {SystemClock().fresh_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(len(one) == 12 and one.isalnum() and not set(one) & set("01oil") for one in ids)
