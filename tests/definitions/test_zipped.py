"""A pack in a zip is the pack in the folder; a zip from a stranger is refused whole, and nothing of it is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tyopaja
from tyopaja.definitions import Problem, build, content_digest, load_pack
from tyopaja.definitions.zipped import LARGEST_WHOLE, MOST
from tyopaja.errors import DefinitionError
from tyopaja.model.play import Vocabulary
from tyopaja.testing.strategies.packs import canvas_tables

Check = Callable[..., list[Problem]]


def pack_up(folder: Path, target: Path, root: str = "", more: Mapping[str, bytes] | None = None) -> Path:
    """A zip as any program would make it, with further entries."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                opened.write(path, root + path.relative_to(folder).as_posix())
        for name, data in (more or {}).items():
            opened.writestr(zipfile.ZipInfo(name), data)
    return target


def spots(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    """File, line, column and code of each."""
    return [(problem.file, problem.line, problem.column, problem.code) for problem in problems]


@pytest.mark.parametrize("root", ["", "koe/"])
def test_a_pack_is_read_from_the_top_of_a_zip_or_from_a_folder_there(
    root: str, pack: Path, tmp_path: Path, vocabulary: Vocabulary, check: Check
) -> None:
    junk = {"__MACOSX/._koe": b"\0", f"{root}old.zip": b"PK", f"{root}canvases/notes.txt": b"x"}
    packed = pack_up(pack, tmp_path / "koe.zip", root, junk)
    before = sorted(tmp_path.rglob("*"))
    assert load_pack(packed, vocabulary, "0.1.0") == load_pack(pack, vocabulary, "0.1.0")
    assert check(packed) == []
    assert content_digest(packed) == content_digest(pack)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("root", ["", "koe/"])
def test_problems_are_shown_at_the_file_in_the_zip(root: str, pack: Path, tmp_path: Path, check: Check) -> None:
    canvas = pack / "canvases" / "muistilaput.toml"
    canvas.write_text(canvas.read_text(encoding="utf-8").replace("at-most = 5", 'at-most = "5"'), "utf-8")
    packed = pack_up(pack, tmp_path / "koe.zip", root)
    assert spots(check(packed)) == [(f"{packed}/{root}canvases/muistilaput.toml", 21, 11, "wrong-type")]


def raw(name: str, data: bytes = b"x", mode: int = 0, flags: int = 0, method: int = 0) -> bytes:
    """A zip of one entry besides a pack.toml, whatever its name is: zipfile mends some of them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("pack.toml", "x")
        entry = zipfile.ZipInfo("N" * len(name.encode()))
        entry.external_attr = mode << 16
        opened.writestr(entry, data)
    whole = made.getvalue().replace(b"N" * len(name.encode()), name.encode())
    start = whole.rindex(b"PK\x01\x02")
    head = bytearray(whole[start : start + 46])
    struct.pack_into("<H", head, 8, flags)
    struct.pack_into("<H", head, 10, method)
    return whole[:start] + bytes(head) + whole[start + 46 :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (raw("../muualle.toml"), "zip-path"),
        (raw("canvases/../../muualle.toml"), "zip-path"),
        (raw("/etc/passwd"), "zip-path"),
        (raw("C:/pack.toml"), "zip-path"),
        (raw("canvases\\okr.toml"), "zip-path"),
        (raw("..\\muualle"), "zip-path"),
        (raw("canvases//okr.toml"), "zip-path"),
        (raw("./okr.toml"), "zip-path"),
        (raw("a\x00b.toml"), "zip-path"),
        (raw("linkki", b"/etc/passwd", stat.S_IFLNK | 0o777), "zip-link"),
        (raw("putki", b"", stat.S_IFIFO | 0o644), "zip-link"),
        (raw("pack.toml"), "zip-twice"),
        (raw("Pack.toml"), "zip-twice"),
        (raw("salainen", flags=1), "zip-encrypted"),
        (raw("outo", method=zipfile.ZIP_BZIP2), "zip-compression"),
        (raw("outo", method=99), "zip-compression"),
        (b"", "not-a-zip"),
        (b"PK\x03\x04", "not-a-zip"),
        (b"<html>404</html>" * 100, "not-a-zip"),
        (raw("x")[:-30], "not-a-zip"),
        (raw("x")[40:], "not-a-zip"),
    ],
)
def test_a_zip_that_is_not_plain_is_refused_whole_with_its_reason(
    data: bytes, code: str, tmp_path: Path, check: Check
) -> None:
    path = tmp_path / "outo.zip"
    path.write_bytes(data)
    (problem,) = check(path)
    assert (problem.code, problem.line, problem.column) == (code, 1, 1)
    assert problem.file.startswith(str(path))
    assert problem.message.isprintable()
    assert [one.name for one in tmp_path.iterdir()] == ["outo.zip"]


def test_a_zip_without_a_pack_or_with_several_is_refused(pack: Path, tmp_path: Path, check: Check) -> None:
    empty = tmp_path / "tyhja.zip"
    with zipfile.ZipFile(empty, "w") as opened:
        opened.writestr("lue.txt", "x")
    several = pack_up(pack, tmp_path / "monta.zip", "eka/", {"toka/pack.toml": b"format = 1"})
    assert [problem.code for problem in check(empty, several)] == ["no-pack", "no-pack"]


def test_a_name_that_is_made_to_be_misread_is_shown_by_its_codes(pack: Path, tmp_path: Path, check: Check) -> None:
    canvas = pack / "canvases" / "muistilaput.toml"
    canvas.rename(canvas.with_name("a\u202eb\n\x1b[31m.toml"))
    shown = "canvases/a\\u202eb\\u000a\\u001b[31m.toml"
    assert [one.file for one in check(pack) if one.code == "bad-id"] == [f"{pack}/{shown}"]
    canvas.with_name("a\u202eb\n\x1b[31m.toml").rename(canvas.with_name("a\u202eb.toml"))
    packed = pack_up(pack, tmp_path / "koe.zip", "")
    assert [one.file for one in check(packed) if one.code == "bad-id"] == [f"{packed}/canvases/a\\u202eb.toml"]


def test_too_many_entries_are_refused(pack: Path, tmp_path: Path, check: Check) -> None:
    packed = pack_up(pack, tmp_path / "koe.zip", more={f"{number}.png": b"" for number in range(MOST)})
    assert [problem.code for problem in check(packed)] == ["zip-too-big"]


def test_a_directory_too_large_to_be_looked_at_is_refused_before_it_is_read(tmp_path: Path, check: Check) -> None:
    path = tmp_path / "koe.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for number in range(25_000):
            opened.writestr(f"{number}.png", b"")
    path_64 = tmp_path / "koe64.zip"
    end = path.read_bytes()[-22:]
    path_64.write_bytes(b"PK\x06\x06" + bytes(52) + b"PK\x06\x07" + bytes(16) + end[:12] + bytes(8) + end[20:])
    assert [problem.code for problem in check(path, path_64)] == ["zip-too-big", "zip-too-big"]


def test_a_bomb_is_refused_without_being_unpacked(pack: Path, tmp_path: Path, check: Check) -> None:
    packed = tmp_path / "pommi.zip"
    pack_up(pack, packed)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as opened, opened.open("nollia.png", "w") as file:
        for _ in range(65):
            file.write(bytes(1024 * 1024))
    assert packed.stat().st_size < LARGEST_WHOLE // 100
    tracemalloc.start()
    try:
        assert [problem.code for problem in check(packed)] == ["zip-too-big"]
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_an_entry_that_is_larger_than_it_says_is_not_unpacked_further(pack: Path, tmp_path: Path, check: Check) -> None:
    packed = pack_up(pack, tmp_path / "koe.zip", more={"canvases/nollia.toml": b""})
    big = zipfile.ZipInfo("canvases/nollia.toml")
    big.compress_type = zipfile.ZIP_DEFLATED
    pack_up(pack, packed)
    with zipfile.ZipFile(packed, "a") as opened:
        opened.writestr(big, bytes(50 * 1024 * 1024))
    data = packed.read_bytes()
    packed.write_bytes(data.replace(struct.pack("<L", 50 * 1024 * 1024), struct.pack("<L", 100)))
    tracemalloc.start()
    try:
        assert [problem.code for problem in check(packed)] == ["not-a-zip"]
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_definition_of_more_than_a_mebibyte_is_a_problem_of_its_own(pack: Path, tmp_path: Path, check: Check) -> None:
    packed = pack_up(pack, tmp_path / "koe.zip", more={"canvases/iso.toml": b"#" * (1024 * 1024 + 1)})
    assert spots(check(packed)) == [(f"{packed}/canvases/iso.toml", 1, 1, "too-big")]


def test_a_file_that_is_no_zip_is_no_pack_either(pack: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(DefinitionError) as raised:
        load_pack(pack / "pack.toml", vocabulary, "0.1.0")
    assert [problem.code for problem in raised.value.problems] == ["not-a-zip"]


def test_a_damaged_entry_is_a_damaged_zip(pack: Path, tmp_path: Path, vocabulary: Vocabulary, check: Check) -> None:
    data = bytearray(build(pack, vocabulary, tyopaja.__version__).data)
    data[data.index(b"Muistilaput")] ^= 1
    path = tmp_path / "koe.zip"
    path.write_bytes(bytes(data))
    assert [problem.code for problem in check(path)] == ["not-a-zip"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_zip_with_bytes_changed_is_read_or_refused_with_places(
    pack: Path, tmp_path: Path, vocabulary: Vocabulary, check: Check, data: st.DataObject
) -> None:
    whole = bytearray(pack_up(pack, tmp_path / "koe.zip").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "muutettu.zip"
    path.write_bytes(bytes(whole))
    for problem in check(path):
        assert problem.file.startswith(str(path))
        assert problem.line >= 1
        assert problem.message


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(canvas_tables())
def test_what_is_built_from_a_folder_reads_as_the_folder_does(
    tmp_path: Path, vocabulary: Vocabulary, table: dict[str, object]
) -> None:
    folder = tmp_path / "rakennettu"
    (folder / "canvases").mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text('format = 1\nid = "x"\nversion = "1"\ntitle = "X"\nlocale = "fi"\n', "utf-8")
    (folder / "canvases" / "kanvaasi.toml").write_text(tomli_w.dumps(table), encoding="utf-8")
    built = build(folder, vocabulary, tyopaja.__version__)
    path = tmp_path / "rakennettu.zip"
    path.write_bytes(built.data)
    assert load_pack(path, vocabulary, tyopaja.__version__) == load_pack(folder, vocabulary, tyopaja.__version__)
    assert content_digest(path) == content_digest(folder) == built.digest
