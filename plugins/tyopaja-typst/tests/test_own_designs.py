"""Designs that a pack brings as templates of its own: what they may do, and what they may not."""

from __future__ import annotations

import io
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst
from attrs import evolve

from tyopaja import Engine, Session
from tyopaja.errors import Refused
from tyopaja.views.nodes import SheetView
from tyopaja_typst.apart import Apart
from tyopaja_typst.rendering import render

ROOT = Path(__file__).resolve().parents[3]
README = Path(__file__).resolve().parents[1] / "README.md"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
)
LINKED = '<image width="9" height="9" xlink:href="{}"/>'
PACKAGES = ('"@preview/cetz:0.3.0"', '"@" + "preview/cetz:0.3.0"', '"@local/cetz:0.3.0"')
Views = dict[str, Any]


def printed(views: Views, template: str, format: Any = "pdf", view: Any = None, **beside: str) -> Any:
    """What the pack's design `oma` makes of a poster. `beside`: further files, `_` for the dot in their names."""
    files = {"oma.typ": template, **{name.replace("_", "."): text for name, text in beside.items()}}
    return render(evolve(view or views["poster"](), templates=files), format, design="oma")


def refused(views: Views, template: str, **beside: str) -> Refused:
    with pytest.raises(Refused) as found:
        printed(views, template, **beside)
    return found.value


@pytest.fixture
def visitors(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What reaches a proxy that our own surroundings name: the only way out, as far as Typst is told."""
    found: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, address)

        def answer() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                with visitor:
                    found.append(visitor.recv(200))

        threading.Thread(target=answer, daemon=True).start()
        yield found
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(memory=700 << 20)
    yield made
    made.close()


def test_the_example_of_the_readme_prints_a_real_compass(series: Session, views: Views) -> None:
    text = README.read_text(encoding="utf-8")
    found = re.search(r"```typst\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None
    compass = series.view("compass")
    assert isinstance(compass, SheetView)
    pdf = printed(views, found[1], view=compass)
    said, bare = views["words_of"](pdf), views["bare"]
    statements = [entry.text for one in compass.sections if one.look == "statement" for entry in one.entries]
    assert len(statements) >= 3
    assert [one for one in (compass.title, compass.company, *statements) if bare(one) not in said] == []
    assert views["collisions"](pdf) == []
    about = pypdf.PdfReader(io.BytesIO(pdf), strict=True).trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    # Of what is no poster it makes what is made without it.
    sheet = views["empathy"]()
    assert bare(sheet.sections[1].title) in views["words_of"](printed(views, found[1], view=sheet))


def test_a_pack_on_disk_brings_its_design(tmp_path: Path, views: Views) -> None:
    pack = tmp_path / "retro"
    shutil.copytree(ROOT / "examples" / "packs" / "retro", pack)
    (pack / "templates").mkdir()
    template = '#import "/tyopaja.typ": say\n#let render(data) = [Ladottu itse: #say(data.session.title)]'
    (pack / "templates" / "oma.typ").write_text(template, encoding="utf-8")
    with Engine(journal="memory:", packs=[pack]) as engine:
        session = engine.start("retro", title="Hotelli Kaamos")
        made = engine.render(session, what="session", format="pdf", options={"design": "oma"})
        assert "Ladottuitse:HotelliKaamos" in views["words_of"](made.data)
        with pytest.raises(Refused, match="There is no design 'omat'"):
            engine.render(session, what="session", format="pdf", options={"design": "omat"})


def test_a_template_takes_what_lies_beside_it_and_what_we_offer(views: Views) -> None:
    template = """
        #import "palat.typ": otsikko
        #import "/tyopaja.typ": say
        #let render(data) = {
          otsikko(say(data.sheet.short.title))
          image("tunnus.svg", alt: "Tunnus")
          toml("arvot.toml").tervehdys
        }"""
    shared = "#let otsikko(body) = heading(level: 1, body)"
    pdf = printed(
        views, template, palat_typ=shared, tunnus_svg=PICTURE.format(""), arvot_toml='tervehdys = "Tervetuloa"'
    )
    text = views["words_of"](pdf)
    assert "Arjenkompassi" in text
    assert "Tervetuloa" in text


@pytest.mark.parametrize("package", PACKAGES)
def test_a_template_loads_no_package_and_nobody_is_asked_for_one(
    visitors: list[bytes], apart: Apart, package: str
) -> None:
    template = f"#let render(data) = {{\n  import {package}: x\n}}"
    files = {"main.typ": '#import "/pack/oma.typ": render\n#render(1)', "pack/oma.typ": template}
    with pytest.raises(Refused) as found:
        apart.pages("oma.typ", {"files": files, "format": "pdf", "ppi": 100})
    assert found.value.code == "template-reaches-out"
    assert "templates of packs load none" in found.value.message
    assert (found.value.fields["template"], found.value.fields["line"]) == ("oma.typ", 2)
    assert visitors == []


def test_typst_itself_would_ask_where_we_listen(tmp_path: Path, visitors: list[bytes]) -> None:
    """Should it go another way one day, the test above could not fail."""
    compiler = typst.Compiler(root=tmp_path, package_path=tmp_path, package_cache_path=tmp_path)
    with pytest.raises(typst.TypstError):
        compiler.compile(input=b'#import "@preview/cetz:0.3.0"')
    assert visitors[0].startswith(b"CONNECT packages.typst.org")


@pytest.mark.parametrize(
    "reading",
    [
        'read("/etc/passwd")', 'read("../../../rendering.py")', 'read("../" * 9 + "etc/passwd")', 'image("kuva.svg")',
        'image("verkko.svg")', 'plugin("/proc/self/environ")', 'include("/pack/ei-ole.typ")',
    ],
)  # fmt: skip
def test_a_template_reads_nothing_outside_of_its_folder(views: Views, reading: str) -> None:
    pictures = {
        "kuva_svg": LINKED.format("/etc/hostname"),
        "verkko_svg": LINKED.format("https://tyopaja.example/x.png"),
    }
    pictures = {name: PICTURE.format(inner) for name, inner in pictures.items()}
    found = refused(views, f"#let render(data) = {reading}", **pictures)
    assert found.code == "template-reaches-out"
    assert str(Path(__file__).parents[1]) not in found.message


def job(template: str) -> dict[str, Any]:
    return {"files": {"main.typ": template}, "format": "svg", "ppi": 100}


def test_a_template_that_does_not_end_is_ended_and_the_next_is_set(apart: Apart) -> None:
    assert len(apart.pages("oma.typ", job("a"))) == 1
    endless = "#for a in range(100000) { for b in range(100000) { if a * b == -1 [x] } }"
    with pytest.raises(Refused) as found:
        apart.pages("oma.typ", job(endless), seconds=0.3)
    assert found.value.code == "template-too-slow"
    assert "within 0.3 seconds" in found.value.message
    assert len(apart.pages("oma.typ", job("a"))) == 1


def test_a_template_that_takes_all_memory_is_refused_and_takes_nobody_with_it(apart: Apart) -> None:
    with pytest.raises(Refused) as found:
        apart.pages("oma.typ", job("#range(100000000000)"))
    assert found.value.code == "template-failed"
    assert "memory" in found.value.message
    assert len(apart.pages("oma.typ", job("a"))) == 1


def test_several_threads_get_each_what_is_theirs(apart: Apart) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: apart.pages("oma.typ", job(f"#set page(width: {n}pt)\na")), range(10, 30)))
    assert [f'width="{n}pt"'.encode() in pages[0] for n, pages in zip(range(10, 30), found, strict=True)] == [True] * 20


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("#let render(data) = data.nothing", "dictionary does not contain key"),
        ("#let render(data) = [", "unclosed delimiter"),
        ("#let reder(data) = [a]", "has a function `render(data)`"),
        ('#let render(data) = image("kuva.svg")', "who cannot see it"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_place(views: Views, template: str, said: str) -> None:
    found = refused(views, template, kuva_svg=PICTURE.format(""))
    assert found.code == "template-failed"
    assert said in found.message
    assert "'oma.typ'" in found.message


def test_a_design_that_there_is_not_names_those_of_the_pack(views: Views) -> None:
    view = evolve(views["poster"](), templates={"juhla.typ": "", "rose.typ": "", "sivut.css": ""})
    with pytest.raises(Refused) as found:
        render(view, "pdf", design="juhlat")
    assert found.value.fields["choices"] == ("rose", "horizon", "mono", "juhla")
    assert "Write one of rose, horizon, mono, juhla." in found.value.message


def test_a_template_cannot_take_the_name_of_ours(views: Views) -> None:
    view = evolve(views["poster"](), templates={"rose.typ": "#let render(data) = panic()"})
    assert render(view, "pdf", design="rose") == render(views["poster"](), "pdf")


def test_the_same_view_gives_the_same_bytes_and_no_day_but_ours(views: Views) -> None:
    template = "#let render(data) = [#datetime.today().display()]"
    pdf = printed(views, template)
    assert pdf == printed(views, template)
    assert "20260101" in views["words_of"](pdf)


@pytest.mark.parametrize("format", ["png", "svg"])
def test_pages_of_a_template_are_files_where_a_format_has_none(views: Views, format: str) -> None:
    made = printed(views, "#let render(data) = range(3).map(n => page[#n]).join()", format)
    assert list(made) == [f"{n}.{format}" for n in (1, 2, 3)]
    assert isinstance(printed(views, "#let render(data) = page[a]", format), bytes)


def test_no_character_stops_a_template(views: Views) -> None:
    view = evolve(views["poster"](), company="日本 ไทย \U000e0001")
    template = '#import "/tyopaja.typ": say\n#let render(data) = say(data.sheet.short.company)'
    assert "U+65E5" in views["words_of"](printed(views, template, view=view))
