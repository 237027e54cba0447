"""Plugins that are made for one test: modules in files, and distributions that are installed for as long as it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tyopaja import Engine
from tyopaja.plugins.loading import PluginInfo

Write = Callable[..., Path]
Install = Callable[..., None]
HEAD = "from tyopaja import Renderer, hookimpl\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a plugin's file: its name, and what stands under the import of `hookimpl` and `Renderer`."""

    def make(name: str, source: str) -> Path:
        path = tmp_path / f"{name}.py"
        path.write_text(HEAD + dedent(source), encoding="utf-8")
        return path

    return make


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a distribution that brings one plugin, in a folder of its own on `sys.path`."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def make(name: str, source: str, *, requires: str = "tyopaja", module: str = "", distribution: str = "") -> None:
        module = module or f"{name}_plugin"
        distribution = distribution or f"tyopaja-{name}"
        (site / f"{module}.py").write_text(HEAD + dedent(source), encoding="utf-8")
        info = site / f"{distribution.replace('-', '_')}-1.2.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\nRequires-Dist: {requires}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[tyopaja]\n{name} = {module}\n", encoding="utf-8")

    yield make
    for module in set(sys.modules) - before:
        if str(site) in str(getattr(sys.modules[module], "__file__", "")):
            del sys.modules[module]


@pytest.fixture
def alone() -> dict[str, str]:
    """An environment in which nothing that happens to be installed is loaded."""
    return {"TYOPAJA_PLUGINS": ""}


@pytest.fixture
def told() -> Callable[..., PluginInfo]:
    """What `tyopaja plugins` tells of one plugin."""

    def tell(engine: Engine, name: str) -> PluginInfo:
        return next(one for one in engine.plugins.infos() if one.name == name)

    return tell
