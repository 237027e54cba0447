"""A flow in Mermaid's `stateDiagram-v2`, as GitHub and many wikis draw it.

Its grammar bears less than a flow says, and what it does not bear ends in no picture at all. So:

- an arrow joins two steps of one sequence only; one that crosses a border leads from and to what is around its ends,
  and its words tell the rest (mermaid-js/mermaid#2748, #4052, #5096)
- a step with steps inside has no arrow to itself (#5255): its words stand with its title
- letters that mean something to the lexer in some of its states are written as numbers"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import define, field

from tyopaja.drawings.figures import Figure, Plan, Way, plan
from tyopaja.model.pack import Definitions

_INDENT = "    "
_END = "[*]"

# All that is not a letter, a digit, a space or one of a few marks that mean nothing anywhere in the grammar.
_UNSAFE = re.compile(r"[^\w \u00a0.,!?()'’”“–—…·×≤≥→↷/+-]|_|--+")
# The lexer takes a line that has this anywhere, even between quotes, as one about the direction of the picture.
_DIRECTION = re.compile(r"d(?=irection\s+(?:TB|BT|RL|LR))", re.IGNORECASE)


def mermaid(definitions: Definitions, locale: str) -> str:
    """The flow as a state diagram: what is inside a step in it, lanes apart, moves as arrows with their words."""
    return "\n".join(_Diagram(plan(definitions, locale)).lines()) + "\n"


def safe(text: str) -> str:
    """A text as Mermaid shows it and never understands it."""
    numbered = _UNSAFE.sub(lambda found: "".join(f"#{ord(letter)};" for letter in found[0]), text)
    return _DIRECTION.sub(lambda found: f"#{ord(found[0])};", numbered)


def name(step: str) -> str:
    """A step's id as a state's: no word of the grammar, and no hyphen."""
    return "s_" + step.replace("-", "_")


@define(eq=False)
class _Diagram:
    """Writes one diagram."""

    plan: Plan
    figures: Mapping[str, Figure] = field(init=False)
    arrows: dict[str | None, list[tuple[str, str, str]]] = field(factory=dict, init=False)
    """Around which step → from, to and the words of each arrow of a move."""
    words: dict[str, list[str]] = field(factory=dict, init=False)
    """Step → the words of moves that no arrow can show."""

    @figures.default
    def _by_id(self) -> Mapping[str, Figure]:
        return {figure.step.id: figure for figure in self.plan.walk()}

    def __attrs_post_init__(self) -> None:
        for way in self.plan.ways:
            home, source, target = self._ends(way)
            said = self._said(way, source, target)
            if source == target and self.figures[source].inner:
                self.words.setdefault(source, []).append(said)
            else:
                self.arrows.setdefault(home, []).append((source, target, said))

    def lines(self) -> Iterator[str]:
        """The whole diagram."""
        yield "stateDiagram-v2"
        yield f"{_INDENT}accTitle: {safe(self.plan.title)}"
        if self.plan.purpose:
            yield f"{_INDENT}accDescr: {safe(self.plan.purpose)}"
        yield from self._region(None, self.plan.figures, 1)

    def _region(self, around: str | None, figures: tuple[Figure, ...], depth: int) -> Iterator[str]:
        """Steps one after the other."""
        for figure in figures:
            yield from self._state(figure, depth)
        ways = [(f"{_END}", figures[0], "")] if figures else []
        ways += [(name(one.step.id), following, "") for one, following in pairwise(figures) if not one.step.final]
        for source, target, said in ways:
            yield self._arrow(source, target, said, depth)
        if figures and not figures[-1].step.final:
            yield f"{_INDENT * depth}{name(figures[-1].step.id)} --> {_END}"
        yield from self._moves(around, depth)

    def _moves(self, around: str | None, depth: int) -> Iterator[str]:
        for source, target, said in self.arrows.get(around, ()):
            yield self._arrow(name(source), self.figures[target], said, depth)

    def _arrow(self, source: str, target: Figure, said: str, depth: int) -> str:
        """An arrow; one to a final step leads to the end, which has no name but the arrow's."""
        words = " – ".join(filter(None, (said, target.title if target.step.final else "")))
        end = _END if target.step.final else name(target.step.id)
        return f"{_INDENT * depth}{source} --> {end}" + (f" : {safe(words)}" if words else "")

    def _state(self, figure: Figure, depth: int) -> Iterator[str]:
        if figure.step.final:
            return
        indent = _INDENT * depth
        said = [figure.title + (f" ({figure.time})" if figure.time else "")]
        if figure.shape:
            said.append(" · ".join(figure.shape))
        if figure.activity:
            said.append(figure.activity)
        said += [f"↷ {words}" for words in self.words.get(figure.step.id, ())]
        # A state with states inside has a heading of one line; elsewhere each may have its own.
        title = (" – " if figure.inner else "<br>").join(safe(one) for one in said)
        yield f'{indent}state "{title}" as {name(figure.step.id)}' + (" {" if figure.inner else "")
        if figure.inner:
            yield from self._inside(figure, depth + 1)
            yield f"{indent}}}"

    def _inside(self, figure: Figure, depth: int) -> Iterator[str]:
        if figure.lanes:
            for number, one in enumerate(figure.inner):
                if number:
                    yield f"{_INDENT * depth}--"
                yield from self._state(one, depth)
                yield f"{_INDENT * depth}{_END} --> {name(one.step.id)}"
        elif figure.free:
            for one in figure.inner:
                yield from self._state(one, depth)
            yield from self._moves(figure.step.id, depth)
        else:
            yield from self._region(figure.step.id, figure.inner, depth)

    def _ends(self, way: Way) -> tuple[str | None, str, str]:
        """What an arrow stands in, and between which steps of it."""
        source, target = self.plan.line(way.move.from_), self.plan.line(way.move.to)
        shared = 0
        # One end may be around the other: then the arrow is around both.
        while shared < min(len(source), len(target)) - 1 and source[shared] == target[shared]:
            shared += 1
        while shared and self.figures[source[shared - 1]].lanes:
            shared -= 1
        return source[shared - 1] if shared else None, source[shared], target[shared]

    def _said(self, way: Way, source: str, target: str) -> str:
        wording = self.plan.wording
        ends = [
            wording.say(key, step=wording.step(inner))
            for key, inner, outer in (("from", way.move.from_, source), ("to", way.move.to, target))
            if inner != outer
        ]
        return ", ".join((way.label, *ends, *way.conditions))
