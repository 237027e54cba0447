"""What a session holds of one person, in plain text and in Markdown; and what there is to say of each thing, which HTML
says too."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tyopaja.renderers.clean import one_line
from tyopaja.renderers.facts import Words, told, word
from tyopaja.renderers.lines import aside, block, heading
from tyopaja.renderers.marked import escape
from tyopaja.renderers.marked import heading as title
from tyopaja.renderers.marked import lines as marked_lines
from tyopaja.views.nodes import FieldView, OwnView
from tyopaja.views.person_nodes import OwnCheck, OwnEntry, OwnVote, OwnWording


@frozen(kw_only=True)
class Item:
    """One thing that is held of somebody."""

    place: str
    """Where it stands."""
    said: str
    """Its words; "" where there are none, or they are somebody else's."""
    fields: tuple[FieldView, ...] = ()
    beside: tuple[str, ...] = ()
    """What is to be said beside it, some of it ""."""


def text(view: OwnView) -> Iterator[str]:
    """Lines of plain text."""
    yield from heading(" · ".join(part for part in _head(view) if part), "═")
    for name, said in facts_of(view):
        yield from block(f"{name}: {one_line(said)}")
    for name, items in parts(view):
        yield from heading(f"{name} ({len(items)})", "─")
        for item in items:
            yield from block(f"{one_line(item.place)}:")
            for line in _lines(item, view):
                yield from block(line, "  • ")
            yield from aside(item.beside, "    ")


def markdown(view: OwnView, level: int) -> Iterator[str]:
    """Blocks of Markdown, the person's name as a heading of `level`."""
    yield title(" – ".join(part for part in _head(view) if part), level)
    yield "\n".join(f"- {escape(f'{name}: {said}')}" for name, said in facts_of(view))
    for name, items in parts(view):
        yield title(f"{name} ({len(items)})", level + 1)
        yield "\n".join(_item(item, view) for item in items)


def _item(item: Item, view: OwnView) -> str:
    lines = [escape(f"{one_line(item.place) or '–'}:"), *(marked_lines(line, "  ") for line in _lines(item, view))]
    if beside := " · ".join(part for part in item.beside if part):
        lines.append(f"— {escape(beside)}")
    return "- " + "\\\n  ".join(line for line in lines if line)


def _lines(item: Item, view: OwnView) -> Iterator[str]:
    """Its words, and each of its fields: a picture by its size."""
    if item.said:
        yield item.said
    for field in item.fields:
        shown = view.pictures.get(str(field.value)) if field.type == "picture" else None
        size = f"{word(view.words, 'picture')}, {shown.width} × {shown.height}" if shown else ""
        yield f"{one_line(field.title)}: {size or told(field)}"


def _head(view: OwnView) -> tuple[str, ...]:
    return view.name, word(view.words, "own"), view.title, view.date


def facts_of(view: OwnView) -> Iterator[tuple[str, str]]:
    """What is held of somebody beside what they wrote and voted for: what it is, and what it is in this session."""
    words = view.words
    role = f"{view.role}, {view.heads} {word(words, 'heads')}" if view.heads > 1 else view.role
    found = (
        ("own-id", view.id),
        ("role", role),
        ("session", _joined(view.title, view.flow, view.session)),
        ("joined", view.joined_on),
        ("left", view.left_on),
        ("groups", ", ".join(view.groups)),
        ("own-approved", ", ".join(view.approved)),
        ("own-ready", ", ".join(view.ready)),
        ("own-named", ", ".join(view.named)),
    )
    yield from ((_capital(word(words, key)), said) for key, said in found if said)


def _capital(word: str) -> str:
    """With a large letter first, the others as they are."""
    return word[:1].upper() + word[1:]


def parts(view: OwnView) -> Iterator[tuple[str, list[Item]]]:
    """What they wrote and voted for, each part that has anything in it."""
    words = view.words
    for key, items in (
        ("entries", [_entry(one, words) for one in view.entries]),
        ("own-votes", [_vote(one, words) for one in view.votes]),
        ("own-checks", [_check(one, words) for one in view.checks]),
        ("own-words", [_wording(one) for one in view.wordings]),
    ):
        if items:
            yield word(words, key), items


def _entry(one: OwnEntry, words: Words) -> Item:
    marks = (word(words, f"own-{key}") for key in ("private", "removed", "copy") if getattr(one, key))
    picked = word(words, "picked") if one.picked else ""
    votes = _votes(one.votes, words) if one.votes else ""
    return Item(place=one.place, said=one.text, fields=one.fields, beside=(one.date, votes, picked, *marks))


def _vote(one: OwnVote, words: Words) -> Item:
    return Item(place=one.place, said=one.text, beside=(_votes(one.votes, words), _others(one, words)))


def _check(one: OwnCheck, words: Words) -> Item:
    place = _joined(one.place, one.text)
    return Item(place=place, said=one.remark, beside=(one.date, one.now, _others(one, words)))


def _wording(one: OwnWording) -> Item:
    return Item(place=_joined(one.place, one.title), said=one.text, beside=(one.date,))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _others(one: OwnVote | OwnCheck, words: Words) -> str:
    return "" if one.own else word(words, "own-others")


def _votes(count: int, words: Words) -> str:
    return f"{count} {word(words, 'vote' if count == 1 else 'votes')}"
