"""What all tests of the workspace share: how Hypothesis behaves, and a real browser.

No test is timed: a machine that is busy is no bug. In CI the examples are the same in each run, so that a red run is
red for whoever repeats it, and many would be of no use; elsewhere they differ, and find more as time goes by."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 20_000
"""Milliseconds that is waited for what a page should show: a busy machine is no bug."""

settings.register_profile(
    "tyopaja",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=50 if os.environ.get("CI") else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tyopaja")


# A module's and no longer: while playwright is there, nothing else in the process can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium with a fresh profile."""
    from playwright.sync_api import expect, sync_playwright  # few of the tests need it

    if shutil.which(CHROMIUM) is None:
        pytest.fail(f"{CHROMIUM} is missing: `make test` installs it; by hand it is `apt-get install chromium`.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()
