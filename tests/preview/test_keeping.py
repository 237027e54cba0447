"""A pack's folder that is read again and again: only what was saved is parsed anew."""

from __future__ import annotations

from pathlib import Path

from tyopaja.definitions.files import Folder
from tyopaja.preview.keeping import Kept

ILTA = "canvases/ilta.toml"


def test_a_file_that_is_as_it_was_is_not_parsed_again(small: Path) -> None:
    kept = Kept(small)
    first = kept.read(ILTA)
    assert first.table == Folder(small).read(ILTA).table
    assert kept.read(ILTA) is first


def test_a_file_that_was_saved_or_replaced_is(small: Path) -> None:
    kept, file = Kept(small), small / ILTA
    first = kept.read(ILTA)
    file.write_text('title = "Yö"', encoding="utf-8")
    assert kept.read(ILTA).table == {"title": "Yö"}
    aside = small / "aside"
    aside.write_text('title = "Ys"', encoding="utf-8")
    aside.replace(file)
    assert kept.read(ILTA).table == {"title": "Ys"}
    file.unlink()
    assert kept.read(ILTA).table is None
    file.write_text(first.text, encoding="utf-8")
    assert kept.read(ILTA).table == first.table


def test_what_a_link_leads_to_is_looked_at_each_time(small: Path, tmp_path: Path) -> None:
    kept = Kept(small)
    (small / "canvases" / "linkki.toml").symlink_to(small / ILTA)
    assert kept.read("canvases/linkki.toml", linked=True).table is not None
    (small / "canvases" / "linkki.toml").unlink()
    (tmp_path / "ulkona.toml").write_text('title = "Ulkona"')
    (small / "canvases" / "linkki.toml").symlink_to(tmp_path / "ulkona.toml")
    assert kept.read("canvases/linkki.toml", linked=True).table is None


def test_another_pack_is_read_as_ever(small: Path, shipped: Path) -> None:
    kept = Kept(small)
    assert kept.place_at(small) is kept
    assert kept.place_at(shipped) == Folder(shipped)
