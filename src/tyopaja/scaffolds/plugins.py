"""A new plugin: a distribution with one output format, and the contract of renderers as its test."""

from __future__ import annotations

import re
import sys
from keyword import iskeyword, issoftkeyword
from pathlib import PurePosixPath
from typing import Final

from tyopaja.errors import Refused
from tyopaja.scaffolds.filling import filled, template
from tyopaja.scaffolds.writing import Files, title_of

_NAME: Final = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new_plugin(name: str, title: str, version: str) -> Files:
    """The files of a plugin, below its folder, for tyopaja `version`.

    The format is called like the plugin, without a leading `tyopaja-`. Raises Refused for a name that no module of
    Python can have, or that another one has.
    """
    module = name.replace("-", "_")
    if _NAME.fullmatch(name) is None or len(name) > 64 or iskeyword(module) or issoftkeyword(module):
        message = f"'{name}' cannot be a plugin's name. Write one like 'oma-muoto': small letters a–z, digits and -."
        raise Refused("bad-name", message, name=name)
    if module in sys.stdlib_module_names or module in ("tyopaja", "tests", "pytest"):
        message = f"'{name}' is the name of a module that Python needs. Call the plugin tyopaja-{name}."
        raise Refused("bad-name", message, name=name)
    form = name.removeprefix("tyopaja-")
    asked = f"tyopaja>={'.'.join(version.split('.')[:2])}"
    blanks = {
        "id": name,
        "title": title or f"{title_of(form)} for tyopaja",
        "module": module,
        "package": f"src/{module}",
        "requirement": asked,
        "testing": asked.replace("tyopaja", "tyopaja[testing]"),
    }
    code = {"@id@": name, "@format@": form, "@module@": module}
    return {
        PurePosixPath("pyproject.toml"): filled(template("plugin/pyproject.toml.txt"), blanks),
        PurePosixPath("README.md"): _named(template("plugin/README.md"), code),
        PurePosixPath(f"src/{module}/__init__.py"): _named(template("plugin/plugin.py.txt"), code),
        PurePosixPath("tests/test_contract.py"): _named(template("plugin/test_contract.py.txt"), code),
    }


def _named(written: str, names: dict[str, str]) -> str:
    """Names only are put into code: what a person wrote for people is not."""
    for blank, name in names.items():
        written = written.replace(blank, name)
    return written
