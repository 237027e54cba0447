"""How far a key result has come, from 0 to 1, by which way its number should go. Numbers in, a number out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite


def progress(way: str, start: float | None, now: float | None, target: float | None) -> float | None:
    """How much of the way is done: `up`, `down`, `keep` or `yes-no`; "" where nobody said which way, which start and
    target tell then. None where there is nothing to tell it by."""
    if any(one is not None and not isfinite(one) for one in (start, now, target)):
        return None
    return _WAYS.get(way, _along)(start, now, target)


def _along(start: float | None, now: float | None, target: float | None) -> float | None:
    """The share of the way from start to target; where the two are one number there is no way to go along."""
    if start is None or now is None or target is None or start == target:
        return None
    # The whole way may be longer than there are numbers, as each part of it is not.
    whole = target / 2 - start / 2
    return _bounded((now / 2 - start / 2) / whole) if whole else None


def _upwards(start: float | None, now: float | None, target: float | None) -> float | None:
    """A number that should grow. Where the target is not above the start, it is reached or it is not."""
    if now is None or target is None:
        return None
    if start is None:
        return 1.0 if now >= target else None
    if target <= start:
        return 1.0 if now >= target else 0.0
    return _along(start, now, target)


def _downwards(start: float | None, now: float | None, target: float | None) -> float | None:
    return _upwards(*(None if one is None else -one for one in (start, now, target)))


def _kept(start: float | None, now: float | None, target: float | None) -> float | None:
    """A number that should stay: all of it while it does, less the further it is off, nothing from a whole measure of
    its own on. It stays at the target; at the start where there is none."""
    level = start if target is None else target
    if now is None or level is None:
        return None
    room = abs(level) or 1.0
    return _bounded(1.0 - abs(now / 2 - level / 2) / (room / 2 or room))


def _answered(start: float | None, now: float | None, target: float | None) -> float | None:
    """A question of yes or no: yes from the target on, which is 1 where none is named."""
    if now is None:
        return None
    return 1.0 if now >= (1.0 if target is None else target) else 0.0


def _bounded(share: float) -> float:
    return min(1.0, max(0.0, share))


_WAYS: Mapping[str, Callable[[float | None, float | None, float | None], float | None]] = {
    "up": _upwards,
    "down": _downwards,
    "keep": _kept,
    "yes-no": _answered,
}
