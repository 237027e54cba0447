"""The two marks of pluggy, under tyopaja's name: what a plugin needs to say that a function answers a hook."""

from __future__ import annotations

import pluggy

PROJECT = "tyopaja"
"""The entry-point group, and the prefix of every hook."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
