"""Packs that are distributions of their own are found without importing anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tyopaja
from tyopaja.plugins.registry import Registry

HEAD = 'format = 1\nid = "lumi"\nversion = "1.0.0"\ntitle = "Lumi"\n'
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution that is nothing but a pack; its package cannot be imported."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def make(name: str = "lumi", package: str = "lumi_pack", value: str = "", *, listed: bool = True) -> Path:
        folder = site.joinpath(*package.split("."))
        folder.mkdir(parents=True)
        (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
        (site / package.split(".")[0] / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
        info = site / f"{name}-3.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.1\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[tyopaja.packs]\n{name} = {value or package}\n", encoding="utf-8")
        record = f"{package.replace('.', '/')}/pack.toml,,\n" if listed else ""
        (info / "RECORD").write_text(f"{name}-3.1.dist-info/METADATA,,\n{record}", encoding="utf-8")
        return folder

    return make


def registry(**environ: str) -> Registry:
    """The plugins as a process with these variables has them."""
    return Registry(tyopaja.__version__, (), environ)


@pytest.mark.parametrize("package", ["lumi_pack", "lumi_packs.talvi"])
@pytest.mark.parametrize("listed", [True, False])
def test_a_pack_is_found_by_its_entry_point_and_nothing_of_it_is_imported(
    package: str, listed: bool, install: Install
) -> None:
    folder = install(package=package, listed=listed)
    found = registry()
    assert folder in found.packs()
    info = next(one for one in found.infos() if one.name == "lumi")
    assert (info.version, info.status, info.hooks) == ("3.1", "loaded", ("tyopaja.packs",))
    assert package.partition(".")[0] not in sys.modules


@pytest.mark.parametrize("value", ["toinen_pack", "lumi_pack.talvi", "lumi_pack:talvi", "../lumi_pack", "sys"])
def test_one_that_is_not_where_it_says_is_told_of_and_costs_nobody_else(
    value: str, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    folder = install(value=value)
    found = registry()
    assert folder not in found.packs()
    assert found.packs() == registry(TYOPAJA_DISABLE="lumi").packs()
    info = next(one for one in found.infos() if one.name == "lumi")
    assert info.status == "failed"
    assert value in info.reason
    assert any("'lumi' failed" in record.message for record in caplog.records)


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, True),
        ({"TYOPAJA_PLUGINS": ""}, False),
        ({"TYOPAJA_PLUGINS": "lumi"}, True),
        ({"TYOPAJA_PLUGINS": "lumi", "TYOPAJA_DISABLE": "lumi"}, False),
        ({"TYOPAJA_DISABLE": "lumi"}, False),
    ],
)
def test_the_environment_chooses_packs_as_it_chooses_plugins(
    environ: dict[str, str], wanted: bool, install: Install
) -> None:
    folder = install()
    found = registry(**environ)
    assert (folder in found.packs()) is wanted
    assert [one.name for one in found.failures()] == []
