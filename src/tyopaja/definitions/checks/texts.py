"""The texts of a pack: none missing in a language that was promised, none empty, no link that is not safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from tyopaja.definitions.problems import Finding, KeyPath
from tyopaja.model.canvas import Canvas, Part, Section
from tyopaja.model.flow import Flow
from tyopaja.model.kinds import Field
from tyopaja.model.pack import Pack
from tyopaja.model.text import HOME, Text, Texts

GLANCE = 120
"""Characters of a prompt that people still read while they write."""

_TAG = re.compile(
    "[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?"
)
"""A well-formed language tag (RFC 5646, 2.1), without the grandfathered ones."""

_LINK = re.compile(
    r"\]\(\s*<?(?P<aim>[^\s)>]*)|\b(?P<bare>(?:https?|ftp|file)://[^\s)>\]]*|(?:javascript|vbscript):\S+|data:\w+/\S+)",
    re.IGNORECASE,
)
"""Where a text leads: the aim of a Markdown link, or an address by itself."""

_TIGHT = re.compile(r":\S")
"""Every address has such a colon, prose hardly ever; far quicker to look for than a link."""

Spot = tuple[KeyPath, Text | Texts, bool]
"""The way to a text, the text, and whether it must be there."""


def check_texts(pack: Pack) -> Iterator[Finding]:
    """Every text of every file of the pack, and the languages that it promises."""
    wrong_home = bool(pack.locales) and pack.locale not in pack.locales
    if wrong_home:
        yield Finding(
            file="pack.toml",
            path=("locale",),
            code="locale-not-promised",
            message=f"The pack's own language '{pack.locale}' is not among those promised: {', '.join(pack.locales)}.",
            hint=f"Write locale = \"{pack.locales[0]}\", or add '{pack.locale}' to locales.",
        )
    yield from _check_tags(pack)
    reader = _Reader(pack.locales, pack.locale, wrong_home)
    yield from reader.read("pack.toml", _in_pack(pack))
    for name, canvas in pack.canvases.items():
        yield from reader.read(f"canvases/{name}.toml", _in_canvas(canvas))
    for name, flow in pack.flows.items():
        yield from reader.read(f"flows/{name}.toml", _in_flow(flow))


def _as_a_name(pack: Pack) -> Text:
    """The pack's title; one that is a bare string is a name, and the same in every language."""
    said = pack.title.by_locale
    return Text(dict.fromkeys((HOME, *pack.locales), said[HOME])) if said.keys() == {HOME} else pack.title


def _check_tags(pack: Pack) -> Iterator[Finding]:
    if not _TAG.fullmatch(pack.locale):
        yield _bad_locale("pack.toml", ("locale",), "value", pack.locale)
    for number, tag in enumerate(pack.locales):
        if not _TAG.fullmatch(tag) and tag != pack.locale:
            yield _bad_locale("pack.toml", ("locales", number), "value", tag)


def _in_pack(pack: Pack) -> Iterator[Spot]:
    yield ("title",), _as_a_name(pack), True
    for name, kind in pack.kind.items():
        here = ("kind", name)
        yield (*here, "title"), kind.title, False
        yield from _in_fields((*here, "fields"), kind.fields)
    for name, activity in pack.activity.items():
        yield ("activity", name, "title"), activity.title, False


def _in_fields(here: KeyPath, fields: Mapping[str, Field]) -> Iterator[Spot]:
    for key, blank in fields.items():
        yield (*here, key, "title"), blank.title, True
        for word in ("low", "high", "example"):
            if (text := getattr(blank, word)).by_locale:
                yield (*here, key, word), text, False
        for choice, shown in blank.choices.items():
            yield (*here, key, "choices", choice), shown, True


def _in_canvas(canvas: Canvas) -> Iterator[Spot]:
    yield ("title",), canvas.title, True
    yield ("purpose",), canvas.purpose, False
    for name, section in canvas.section.items():
        here = ("section", name)
        yield (*here, "title"), section.title, True
        yield from _in_lists(here, section)
        for key, part in section.parts.items():
            yield (*here, "parts", key, "title"), part.title, True
            yield from _in_lists((*here, "parts", key), part)
        if section.fields:
            yield from _in_fields((*here, "fields"), section.fields)
        for key, axis in section.axes.items():
            yield (*here, "axes", key, "low"), axis.low, False
            yield (*here, "axes", key, "high"), axis.high, False


def _in_lists(here: KeyPath, box: Section | Part) -> Iterator[Spot]:
    yield (*here, "prompts"), box.prompts, False
    if box.examples.by_locale:
        yield (*here, "examples"), box.examples, False
    if box.start.by_locale:
        yield (*here, "start"), box.start, False


def _in_flow(flow: Flow) -> Iterator[Spot]:
    yield ("title",), flow.title, True
    yield ("purpose",), flow.purpose, False
    for name, use in flow.sheet.items():
        yield ("sheet", name, "title"), use.title, False
    for number, step in enumerate(flow.step):
        yield ("step", number, "title"), step.title, True
        yield ("step", number, "purpose"), step.purpose, False
    for number, move in enumerate(flow.move):
        yield ("move", number, "label"), move.label, False


@frozen
class _Reader:
    """Reads texts against what a pack promises."""

    promised: tuple[str, ...]
    home: str
    wrong_home: bool
    """Whether the pack's own language is wrong: then nobody can say which language a bare text is in."""
    _all: frozenset[str] = field(init=False)
    _known: set[str] = field(init=False, factory=lambda: {HOME})
    """Tags that were found well-formed. Only spares looking twice."""

    @_all.default
    def _collect(self) -> frozenset[str]:
        return frozenset(self.promised)

    def read(self, file: str, spots: Iterable[Spot]) -> Iterator[Finding]:
        """What is wrong with the texts of a file."""
        texts = tuple(spots)
        if not self._all_plain(texts):
            for path, text, needed in texts:
                yield from self._look_closely(file, path, text, needed)

    def _all_plain(self, texts: tuple[Spot, ...]) -> bool:
        """Whether there is certainly nothing to say about any of them: nearly always so, and found out quickly."""
        said: list[str] = []
        prompts: list[str] = []
        for path, text, needed in texts:
            words = text.by_locale
            if not words and not needed:
                continue
            if not (words and words.keys() <= self._known and (self._all <= words.keys() or self._home_only(words))):
                return False
            if isinstance(text, Text):
                said.extend(text.by_locale.values())
            else:
                for one in text.by_locale.values():
                    if not one:
                        return False
                    (prompts if path[-1] == "prompts" else said).extend(one)
        said.extend(prompts)
        whole = "\n".join(said)
        return (
            all(map(str.strip, said))
            and max(map(len, prompts), default=0) <= GLANCE
            and "](" not in whole
            and (_TIGHT.search(whole) is None or not any(_LINK.search(one) for one in said if ":" in one))
        )

    def _home_only(self, words: Mapping[str, object]) -> bool:
        return self.promised == (self.home,) and HOME in words

    def _look_closely(self, file: str, path: KeyPath, text: Text | Texts, needed: bool) -> Iterator[Finding]:
        if not needed and not text.by_locale:
            return
        if needed and not any(said.strip() for said in _strings(text).values()):
            message = "A title is needed here, and it has no words."
            hint = f'Write {path[-1]} = "…", or a table by language.'
            yield Finding(file=file, path=path, code="empty-title", message=message, hint=hint)
            return
        for tag in text.by_locale:
            if tag not in self._known:
                if _TAG.fullmatch(tag):
                    self._known.add(tag)
                else:
                    yield _bad_locale(file, (*path, tag), "key", tag)
        for way, said in _strings(text).items():
            yield from _check_words(file, path + way, said, prompt=path[-1] == "prompts")
        missing = self._missing(text)
        if missing:
            yield self._not_said(file, path, text, missing)

    def _missing(self, text: Text | Texts) -> list[str]:
        said = {tag for tag, words in text.by_locale.items() if words != ()}
        if not said or (HOME in said and self.wrong_home):
            return []
        if HOME in said:
            said.add(self.home)
        return [tag for tag in self.promised if not _found(tag, said)]

    def _not_said(self, file: str, path: KeyPath, text: Text | Texts, missing: list[str]) -> Finding:
        empty = '"…"' if isinstance(text, Text) else '["…"]'
        key = path[-1]
        if HOME in text.by_locale:
            table = ", ".join(f"{tag} = {empty}" for tag in (self.home, *missing))
            hint = f"Write {key} = {{ {table} }}."
        else:
            hint = f"Add {', '.join(f'{key}.{tag} = {empty}' for tag in missing)}."
        return Finding(
            file=file,
            path=path,
            code="missing-translation",
            severity="warning",
            message=f"'{key}' is missing in {' and '.join(missing)}, which the pack promises.",
            hint=hint,
        )


def _strings(text: Text | Texts) -> dict[KeyPath, str]:
    """Every string of a text by the way to it from the text's own key."""
    found: dict[KeyPath, str] = {}
    for tag, words in text.by_locale.items():
        way: KeyPath = (tag,) if tag != HOME else ()
        if isinstance(words, str):
            found[way] = words
        else:
            found |= {(*way, number): said for number, said in enumerate(words)}
    return found


def _found(tag: str, said: set[str]) -> bool:
    """Whether look-up (RFC 4647) finds words for a tag without falling back to another language."""
    while tag:
        if tag in said:
            return True
        tag = tag.rpartition("-")[0]
    return False


def _check_words(file: str, path: KeyPath, said: str, *, prompt: bool) -> Iterator[Finding]:
    if not said.strip():
        message = "This text is empty."
        yield Finding(
            file=file, path=path, code="empty-text", message=message, hint="Write some words, or take it away."
        )
    if prompt and len(said) > GLANCE:
        yield Finding(
            file=file,
            path=path,
            code="long-prompt",
            severity="warning",
            message=f"This prompt has {len(said)} characters; beyond {GLANCE} it is hard to read while writing.",
            hint="Say it shorter, or make two prompts of it.",
        )
    for link in _LINK.finditer(said):
        aim = link["bare"] if link["aim"] is None else link["aim"]
        if not aim.lower().startswith("https://"):
            yield Finding(
                file=file,
                path=path,
                code="unsafe-link",
                message=f"A link leads to '{aim}'; links may only lead to https addresses.",
                hint=_safer(aim),
            )
            return


def _safer(aim: str) -> str:
    if aim.lower().startswith("http://"):
        return f"Write 'https://{aim[len('http://') :]}'."
    return "Write an address that begins with https://, or leave the link out."


def _bad_locale(file: str, path: KeyPath, at: str, tag: str) -> Finding:
    return Finding(
        file=file,
        path=path,
        at="key" if at == "key" else "value",
        code="bad-locale",
        message=f"'{tag}' is not a language tag.",
        hint="Write a tag of BCP 47, such as fi, en, sv, se or en-GB.",
    )
