"""How Hypothesis behaves in every test of the workspace.

No test is timed: a machine that is busy is no bug. In CI the examples are the same in each run, so that a red run is
red for whoever repeats it; elsewhere they differ, and find more as time goes by."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "tyopaja", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tyopaja")
