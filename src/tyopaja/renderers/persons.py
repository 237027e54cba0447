"""What a session holds of one person, in plain text and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, told, word
from tyopaja.renderers.lines import aside, block, heading
from tyopaja.renderers.marked import escape, paragraph
from tyopaja.renderers.marked import heading as title
from tyopaja.renderers.marked import lines as marked_lines
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnView, OwnVote

Item = tuple[str, str, tuple[str, ...]]
"""Where something stands, what it says, and what is to be said beside it."""


def text(view: OwnView) -> Iterator[str]:
    """Lines of plain text."""
    yield from heading(" · ".join(part for part in _head(view) if part), "═")
    for line in _facts(view):
        yield from block(line)
    for name, items in _parts(view):
        yield from heading(f"{name} ({len(items)})", "─")
        for place, said, beside in items:
            yield from block(f"{one_line(place)}:")
            yield from block(said or "–", "  • ")
            yield from aside(beside, "    ")


def markdown(view: OwnView, level: int) -> Iterator[str]:
    """Blocks of Markdown, the person's name as a heading of `level`."""
    yield title(" – ".join(part for part in _head(view) if part), level)
    yield from paragraph("\n".join(_facts(view)))
    for name, items in _parts(view):
        yield title(f"{name} ({len(items)})", level + 1)
        yield "\n".join(_item(*one) for one in items)


def _item(place: str, said: str, beside: tuple[str, ...]) -> str:
    lines = [f"**{escape(place)}**", marked_lines(said, "  ") or "–"]
    if told_beside := " · ".join(part for part in beside if part):
        lines.append(f"— {escape(told_beside)}")
    return "- " + "\\\n  ".join(lines)


def _head(view: OwnView) -> tuple[str, ...]:
    return view.name, word(view.words, "own"), view.title, view.date


def _facts(view: OwnView) -> Iterator[str]:
    words = view.words
    came = f"{word(words, 'joined')} {view.joined_on}"
    went = f"{word(words, 'left')} {view.left_on}" if view.left_on else ""
    yield " · ".join(part for part in (view.id, view.role, *map(one_line, view.groups), came, went) if part)
    yield f"{one_line(view.flow)} · {word(words, 'session')}: {view.session}"
    if view.approved:
        yield f"{word(words, 'own-approved')}: {', '.join(map(one_line, view.approved))}"


def _parts(view: OwnView) -> Iterator[tuple[str, list[Item]]]:
    """Each part that has anything in it."""
    words = view.words
    for key, items in (
        ("entries", [_entry(one, words) for one in view.entries]),
        ("own-votes", [_vote(one, words) for one in view.votes]),
        ("own-checks", [_check(one, words) for one in view.checks]),
    ):
        if items:
            yield word(words, key), items


def _entry(one: OwnEntry, words: Words) -> Item:
    said = "\n".join([
        *([one.text] if one.text else []),
        *(f"{one_line(field.title)}: {told(field)}" for field in one.fields),
    ])  # fmt: skip
    picked = f"{word(words, 'picked')}: {one.reason}" if one.reason else word(words, "picked")
    return one.place, said, (
        one.date,
        _votes(one.votes, words) if one.votes else "",
        picked if one.picked else "",
        *(word(words, f"own-{key}") for key in ("private", "removed", "copy") if getattr(one, key)),
    )  # fmt: skip


def _vote(one: OwnVote, words: Words) -> Item:
    return one.place, one.text, (_votes(one.votes, words),)


def _check(one: OwnCheck, words: Words) -> Item:
    return one.place, one.text, (one.date, one.now, one.remark)


def _votes(count: int, words: Words) -> str:
    return f"{count} {word(words, 'vote' if count == 1 else 'votes')}"
