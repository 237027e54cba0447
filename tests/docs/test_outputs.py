"""The page of outputs has every built-in format with its views and options, and every view that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tyopaja.renderers import BUILT_IN
from tyopaja.renderers.contract import ALL_VIEWS
from tyopaja.renderers.options import Option

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outputs.md"
HEAD = "| format | suffix | views | options |\n|-|-|-|-|\n"


def _option(option: Option) -> str:
    default = {True: "yes", False: "no"}.get(option.default) if isinstance(option.default, bool) else option.default
    if option.type == "number":
        takes = f"{option.least:g} to {option.most:g}"
        default = f"{option.default:g}"
    else:
        takes = ", ".join(option.choices or ("yes", "no"))
    return f"`{option.name}` ({takes}; {default}): {option.title.to('en')[:1].lower()}{option.title.to('en')[1:]}"


def _rows() -> Iterator[str]:
    for one in BUILT_IN:
        views = "all" if one.views == ALL_VIEWS else ", ".join(f"`{view}`" for view in one.views)
        yield f"| `{one.format}` | `{one.suffix}` | {views} | {'. '.join(map(_option, one.options))} |\n"


def test_the_table_of_formats_is_what_they_say_of_themselves() -> None:
    page = PAGE.read_text(encoding="utf-8")
    expected = HEAD + "".join(_rows())
    assert expected in page, f"write into docs/outputs.md:\n{expected}"


def test_every_view_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    asked = set(re.findall(r"`([a-z-]+)(?::[A-Z]+)?`", page))
    assert set(ALL_VIEWS) - {"sheet"} <= asked
    assert {"canvas", "blank", "spread", "person"} <= asked
