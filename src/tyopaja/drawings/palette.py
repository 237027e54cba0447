"""The colours of a picture, worked out from a pack's theme: what is text can be read on what it stands on."""

from __future__ import annotations

from attrs import frozen

from tyopaja.definitions.checks.colours import contrast, is_colour
from tyopaja.model.pack import Theme

_READABLE = 4.5
_KINDS = (
    frozenset({"fill", "brainstorm"}),
    frozenset({"vote", "decide", "approve"}),
    frozenset({"reveal", "group"}),
    frozenset({"present", "recap", "check-in"}),
)
"""Activities that are alike have one colour: writing, choosing, putting in order, listening."""


@frozen(kw_only=True)
class Palette:
    """What is drawn in which colour, as `#rrggbb`."""

    paper: str
    ink: str
    soft: str
    """Text that is less than a title; to be read on all the tints."""
    line: str
    """Frames, and the arrows to the next step."""
    accent: str
    """Moves and headings; to be read on all the tints."""
    tints: tuple[str, ...]
    """The grounds of steps with steps inside, one a level, in turn."""
    marks: tuple[str, ...]
    """The grounds of signs, under white."""
    quiet: str
    """The ground of the sign of a break, under white."""

    def of(self, activity: str) -> str:
        """The ground of an activity's sign."""
        if activity == "break":
            return self.quiet
        kind = next((place for place, names in enumerate(_KINDS) if activity in names), len(_KINDS))
        return self.marks[kind % len(self.marks)]


def palette(theme: Theme) -> Palette:
    """The colours for a theme; what is no colour in it is as in the plain one."""
    plain = Theme()
    paper, ink, accent = (
        one if is_colour(one) else instead
        for one, instead in ((theme.paper, plain.paper), (theme.ink, plain.ink), (theme.accent, plain.accent))
    )
    tints = tuple(_mix(accent, paper, share) for share in (0.07, 0.13))
    if _clear(ink, (paper, *tints)) < _READABLE:
        tints = (paper, paper)
    grounds = (paper, *tints)
    marks = dict.fromkeys(
        one for one in (accent, *theme.colours.values()) if is_colour(one) and contrast(one, "#ffffff") >= _READABLE
    )
    soft = next((one for share in (0.7, 0.8, 0.9) if _clear(one := _mix(ink, paper, share), grounds) >= 5), ink)
    return Palette(
        paper=paper,
        ink=ink,
        soft=soft,
        line=_mix(ink, paper, 0.5),
        accent=accent if _clear(accent, grounds) >= _READABLE else ink,
        tints=tints,
        marks=tuple(marks) or (plain.accent,),
        quiet=next((one for one in (soft, ink) if contrast(one, "#ffffff") >= _READABLE), plain.ink),
    )


def _clear(one: str, grounds: tuple[str, ...]) -> float:
    """The contrast of a colour with the ground on which it is the hardest to see: the paper, where the tints are on the
    other side of it."""
    return min(contrast(one, ground) for ground in grounds)


def _mix(one: str, other: str, share: float) -> str:
    """`share` of the first, the rest of the other."""
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
