"""The templates of a pack: text files that renderers lay out by. What is in them is theirs to read; here is seen to
that they are text, of a kind that a renderer may take, and called so that nothing but them is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from attrs import evolve

from tyopaja.definitions.problems import Problem
from tyopaja.definitions.reading import LARGEST, Source, as_text, refused

TEMPLATES: Final = "templates"
"""The folder that they are in. One in it is none of theirs."""

ENDINGS: Final = (".typ", ".svg", ".toml", ".json", ".css")
"""How their names end."""

MOST: Final = 100
"""How many a pack may have at most."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(\.[a-z0-9-]{1,16})*")


def template(name: str, shown: str, read: Callable[[str], Source]) -> Source:
    """A file of the folder; `name` is its own, `read` reads the file `templates/NAME` of the pack."""
    file = f"{TEMPLATES}/{name}"
    if PurePosixPath(name).suffix not in ENDINGS:
        hint = f"Templates end in {', '.join(ENDINGS)}, in small letters. Rename the file, or put it elsewhere."
        return refused(file, shown, "not-a-template", "The file's name does not end as a template's does.", hint)
    if _NAME.fullmatch(name) is None:
        hint = "Names of templates are made of a–z, 0–9 and -, with dots between."
        return refused(file, shown, "bad-template-name", "The file's name cannot be a template's.", hint)
    return read(file)


def texts(sources: Mapping[str, Source]) -> dict[str, str]:
    """The sound templates among the files of a pack, by their own names."""
    head = f"{TEMPLATES}/"
    return {
        file.removeprefix(head): source.text
        for file, source in sources.items()
        if file.startswith(head) and not source.problems
    }


def plain(data: bytes, file: str, shown: str) -> Source:
    """The bytes of a template as text, with what is wrong with them as text."""
    if len(data) > LARGEST:
        return too_big(file, shown)
    return as_text(data, file, shown)


def too_big(file: str, shown: str) -> Source:
    """A template that is none because of its size."""
    message = f"The file is larger than {LARGEST // 1024} KiB."
    return refused(file, shown, "too-big", message, "Split it, or take out what does not belong there.")


def too_many(source: Source) -> Source:
    """The first one of those that are too many."""
    problem = Problem(
        file=source.shown,
        line=1,
        column=1,
        code="too-many-templates",
        severity="error",
        message=f"A pack has {MOST} templates at most, and this is one more.",
        hint="Put several into one file.",
    )
    return evolve(source, text="", problems=(problem,))
