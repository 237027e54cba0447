"""Templates of packs: what is taken for one, from a folder and from a zip, and what is not; and that sessions keep
theirs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tyopaja.definitions import build, digest, load_pack, pin, unpin
from tyopaja.definitions.building import content_digest
from tyopaja.definitions.checking import check_paths
from tyopaja.definitions.pack import survey
from tyopaja.definitions.templates import MOST
from tyopaja.engine import ACTIVITIES, CONDITIONS
from tyopaja.errors import DefinitionError
from tyopaja.model.pack import Definitions
from tyopaja.model.play import Vocabulary

VOCABULARY = Vocabulary(activities=ACTIVITIES, conditions=CONDITIONS)
HEAD = 'id = "koe"\nformat = 1\nversion = "1"\ntitle = "Koe"\nlocale = "fi"\n'
CANVAS = 'title = "Arkki"\n\n[layout]\nareas = ["a"]\n\n[section.a]\ntitle = "A"\n'
FLOW = 'title = "Kulku"\n\n[[step]]\nid = "alku"\ntitle = "Alku"\nactivity = "fill"\non = ["arkki"]\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pack with those templates into a folder."""

    def written(**templates: str | bytes) -> Path:
        folder = tmp_path / "koe"
        files: dict[str, str | bytes] = {
            "pack.toml": HEAD, "canvases/arkki.toml": CANVAS, "flows/kulku.toml": FLOW,
            **{f"templates/{name.replace('__', '.')}": data for name, data in templates.items()},
        }  # fmt: skip
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    return written


def codes(path: Path) -> list[str]:
    """What is wrong with a pack."""
    return [problem.code for problem in survey(path, VOCABULARY, "1.0").problems]


def test_templates_are_read_by_their_names(write: Write) -> None:
    folder = write(juliste__typ="#let x = 1\n", logo__svg="<svg/>", varit__toml="", tiedot__json="{}", tyyli__css="")
    pack = load_pack(folder, VOCABULARY, "1.0")
    assert dict(pack.templates) == {
        "juliste.typ": "#let x = 1\n", "logo.svg": "<svg/>", "tiedot.json": "{}", "tyyli.css": "", "varit.toml": "",
    }  # fmt: skip
    assert codes(folder) == []


def test_a_pack_without_templates_has_none(write: Write) -> None:
    assert load_pack(write(), VOCABULARY, "1.0").templates == {}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("kuva.png", b"\x89PNG", "not-a-template"),
        ("Juliste.TYP", b"", "not-a-template"),
        ("Oma juliste.typ", b"", "bad-template-name"),
        ("..typ", b"", None),  # hidden
        ("juliste.typ", b"x" * (1024 * 1024 + 1), "too-big"),
        ("juliste.typ", b"\xff\xfe", "not-utf-8"),
        ("juliste.typ", "a\u202eb".encode(), "forbidden-character"),
        ("juliste.typ", b"a\0b", "forbidden-character"),
    ],
)
def test_what_is_no_template_is_told_and_not_taken(write: Write, name: str, data: bytes, code: str | None) -> None:
    folder = write(hyva__typ="hyvä")
    (folder / "templates" / name).write_bytes(data)
    assert codes(folder) == ([code] if code else [])
    found = survey(folder, VOCABULARY, "1.0")
    assert dict(found.pack.templates) == {"hyva.typ": "hyvä"}
    if code:
        assert found.problems[0].file.endswith(f"templates/{name}")
        with pytest.raises(DefinitionError):
            load_pack(folder, VOCABULARY, "1.0")


def test_a_folder_among_templates_is_told(write: Write) -> None:
    folder = write()
    (folder / "templates" / "sisus.typ").mkdir(parents=True)
    assert codes(folder) == ["not-a-file"]


def test_a_link_out_of_the_pack_is_not_followed(write: Write, tmp_path: Path) -> None:
    (tmp_path / "salaisuus.typ").write_text("salaisuus")
    folder = write(hyva__typ="hyvä")
    (folder / "templates" / "ulos.typ").symlink_to(tmp_path / "salaisuus.typ")
    (folder / "templates" / "sisalle.typ").symlink_to(folder / "templates" / "hyva.typ")
    assert codes(folder) == ["outside-pack"]
    assert dict(survey(folder, VOCABULARY, "1.0").pack.templates) == {"hyva.typ": "hyvä", "sisalle.typ": "hyvä"}


def test_there_are_not_endlessly_many(write: Write) -> None:
    folder = write(**{f"t{number:03}__typ": "" for number in range(MOST + 1)})
    assert codes(folder) == ["too-many-templates"]


def test_a_zip_has_the_templates_that_its_folder_has(write: Write, tmp_path: Path) -> None:
    folder = write(juliste__typ="Hyvää huomenta", logo__svg="<svg/>")
    built = build(folder, VOCABULARY, "1.0")
    path = tmp_path / "koe.zip"
    path.write_bytes(built.data)
    assert load_pack(path, VOCABULARY, "1.0") == load_pack(folder, VOCABULARY, "1.0")
    assert {"templates/juliste.typ", "templates/logo.svg"} <= set(built.files)
    assert built.digest == content_digest(path)
    (folder / "templates" / "juliste.typ").write_text("Hyvää iltaa")
    assert content_digest(folder) != built.digest


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("kuva.png", b"", "not-a-template"), ("a b.typ", b"", "bad-template-name"), ("a.typ", b"\xff", "not-utf-8"),
     ("a.typ", b"x" * (1024 * 1024 + 1), "too-big")],
)  # fmt: skip
def test_a_zip_is_looked_at_as_its_folder_is(write: Write, tmp_path: Path, name: str, data: bytes, code: str) -> None:
    folder, path = write(), tmp_path / "koe.zip"
    path.write_bytes(build(folder, VOCABULARY, "1.0").data)
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr(f"templates/{name}", data)
    assert codes(path) == [code]


def test_sessions_keep_the_templates_that_they_began_with(write: Write) -> None:
    pack = load_pack(write(juliste__typ="Hyvää huomenta"), VOCABULARY, "1.0")
    definitions = Definitions.of(pack, pack.flows["kulku"], {"arkki": pack.canvases["arkki"]})
    assert unpin(pin(definitions)) == definitions
    assert unpin(pin(definitions)).pack.templates == {"juliste.typ": "Hyvää huomenta"}


def test_what_was_pinned_without_templates_keeps_its_name(write: Write) -> None:
    """The digest of a pack without templates is that of the time before there were any."""
    pack = load_pack(write(), VOCABULARY, "1.0")
    definitions = Definitions.of(pack, pack.flows["kulku"], {"arkki": pack.canvases["arkki"]})
    data = pin(definitions)
    assert b'"templates"' not in data
    assert unpin(data) == definitions
    assert digest(data) == digest(pin(unpin(data)))


def test_templates_can_be_checked_by_themselves(write: Write) -> None:
    folder = write(hyva__typ="hyvä", paha__typ=b"\xff")
    assert [one.code for one in check_paths([folder / "templates" / "paha.typ"], VOCABULARY, "1.0")] == ["not-utf-8"]
    assert list(check_paths([folder / "templates" / "hyva.typ"], VOCABULARY, "1.0")) == []
