"""The example series as it is played, and readers of office files that are not what wrote them: the archive is opened
as one, and what is in it is read by a parser that trusts nothing."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tyopaja import Engine, Session
from tyopaja.views.nodes import EntryView, ReportView, SheetView
from tyopaja_office import tyopaja_renderers

SERIES = Path(__file__).resolve().parents[3] / "examples" / "hotelli-kaamos"
_RENDERERS = {one.format: one for one in tyopaja_renderers()}
_BREAKS = {"br", "line-break", "tab", "s"}
_PARAGRAPHS = {"p", "h"}


@pytest.fixture(scope="session")
def hotel() -> Iterator[Session]:
    """The three workshops of a hotel, played to their end."""
    with Engine(journal="memory:") as engine:
        session: Session | None = None
        for path in sorted(SERIES.glob("*.toml")):
            session = engine.play(engine.transcript(path), session=session)
        assert session is not None
        yield session


@pytest.fixture(scope="session")
def make() -> Callable[..., bytes]:
    """A view as the bytes of a format."""

    def made(view: Any, format: str, **options: Any) -> bytes:
        data = _RENDERERS[format].render(view, **options)
        assert isinstance(data, bytes)
        return data

    return made


@pytest.fixture(scope="session")
def read() -> Callable[..., dict[str, Element]]:
    """Every XML file of an archive by its name, read anew."""

    def found(data: bytes) -> dict[str, Element]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return {name: fromstring(archive.read(name)) for name in names}

    return found


@pytest.fixture(scope="session")
def said() -> Callable[[Element], list[str]]:
    """What every paragraph of an XML file says, a break as a space."""

    def tag(element: Element) -> str:
        return element.tag.rpartition("}")[2]

    def words(element: Element) -> str:
        own = " " if tag(element) in _BREAKS else ""
        return own + (element.text or "") + "".join(words(child) + (child.tail or "") for child in element)

    def all_said(root: Element) -> list[str]:
        return [words(element) for element in root.iter() if tag(element) in _PARAGRAPHS]

    return all_said


@pytest.fixture(scope="session")
def bare() -> Callable[[str], str]:
    """A text without its white space: how lines are broken does not count."""
    return lambda text: re.sub(r"\s", "", text)


@pytest.fixture(scope="session")
def written() -> Callable[[ReportView], list[EntryView]]:
    """Every entry of a report."""

    def entries(sheet: SheetView) -> Iterator[EntryView]:
        for section in sheet.sections:
            yield from section.entries
            for part in section.parts:
                yield from part.entries

    def found(view: ReportView) -> list[EntryView]:
        sheets = [sheet for chapter in view.chapters for sheet in chapter.sheets]
        return [entry for sheet in sheets for entry in entries(sheet)]

    return found


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """An office file as LibreOffice prints it to PDF; skipped where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip(
            "LibreOffice (soffice) is not installed: nothing else here opens office files as people's programs do"
        )

    def pdf(data: bytes, suffix: str) -> bytes:
        (tmp_path / f"file.{suffix}").write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run(
            [*command, str(tmp_path / f"file.{suffix}")], check=True, timeout=180, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return (tmp_path / "file.pdf").read_bytes()

    return pdf
