"""Make the pictures of docs/gallery.md: run the commands of the page, and photograph what they write.

    python tools/gallery.py [PICTURE…]

Without names all of them. Office files are shown as LibreOffice prints them and pages as Chromium draws them, so both
are needed; where one is missing, that is said, and its pictures stay as they are."""

from __future__ import annotations

import html
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from attrs import frozen
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "pictures" / "gallery"
WIDTHS = (1000, 900, 800, 700)
COLOURS = (256, 128, 64, 32)
MOST_BYTES = 120 * 1024
"""Of a picture: the widest with the most colours that is no larger is taken."""
SHOWN: Mapping[str, Sequence[str]] = {
    "report": ("Sisällys", "Joka huomaa", "Asiakas tekee"),
    "workbook": ("Työkirja", "Joka huomaa", "Asiakas tekee"),
    "pptx": ("Sisällys", "Lähtötaso", "Trendit", "Kuljetaan asiakkaan"),
    "docx": ("Sisällys", "Joka huomaa", "Trendit"),
    "odt": ("Sisällys", "Joka huomaa", "Trendit"),
    "xlsx": ("edistyminen",),
    "ods": ("edistyminen",),
}
"""Picture → words of each page that it shows, in a row; the first page where nothing is said."""
TRIMMED = ("xlsx", "ods", "board", "radar")
"""Pictures without the empty paper around them."""
DARK = ("html-dark",)
WINDOW: Any = {"width": 1100, "height": 1300}
"""Pixels of the window in which pages are photographed."""
_LINE = (198, 203, 208)
_BOARD = """<!doctype html><meta charset="utf-8"><style>body{margin:0;position:relative;font:16px/1.25 sans-serif}
div{position:absolute;box-sizing:border-box;padding:8px;border:2px solid #888;border-radius:8px;white-space:pre-wrap;
overflow:hidden}.group{background:#00000008}p{position:absolute;margin:0;font-weight:bold;z-index:1}</style>"""
_PRESETS = {"1": "#fb464c", "2": "#e9973f", "3": "#e0de71", "4": "#44cf6e", "5": "#53dfdd", "6": "#a882ff"}
"""The six colours that JSON Canvas leaves to programs, as Obsidian shows them."""


@frozen
class Figure:
    """A picture of the page, with the command above it."""

    name: str
    said: str
    """For those who do not see it."""
    words: tuple[str, ...]
    """The command's, without `tyopaja`."""

    @property
    def file(self) -> str:
        """What the command writes."""
        return self.words[self.words.index("-o") + 1]


def commands(page: str) -> list[tuple[str, ...]]:
    """Every command of the page, without `tyopaja`, in its order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.replace("\\\n", "").splitlines()]
    return [tuple(shlex.split(line)[1:]) for line in lines]


def figures(page: str) -> Iterator[Figure]:
    """The pictures of the page, each of the command that stands nearest above it."""
    for found in re.finditer(r"!\[([^\]]*)\]\(pictures/gallery/([a-z0-9-]+)\.png\)", page):
        yield Figure(found[2], found[1], commands(page[: found.start()])[-1])


def globbed(words: Sequence[str]) -> list[str]:
    """A command of the page as a shell in the repository hands it on."""
    return [name for word in words for name in (sorted(map(str, ROOT.glob(word))) if "*" in word else [word])]


def run(words: Sequence[str], folder: Path) -> None:
    """A command of the page in a folder."""
    command = [sys.executable, "-m", "tyopaja", *globbed(words)]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def pages_of_pdf(data: bytes, wanted: Sequence[str]) -> list[Image.Image]:
    """Pages of a PDF, at 110 dots an inch or, where they are large, 1,600 pixels wide: the first one that has each of
    these words. Raises ValueError where none has them."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        found = {words: next((at for at, text in enumerate(texts) if words in text), None) for words in wanted}
        if None in found.values():
            raise ValueError(f"no page has the words of SHOWN: {[words for words, at in found.items() if at is None]}")
        numbers = [at for at in found.values() if at is not None] or [0]
        pages = [document[number] for number in numbers]
        return [page.render(scale=min(110 / 72, 1600 / page.get_width())).to_pil().convert("RGB") for page in pages]


def printed(program: str, file: Path) -> bytes:
    """An office file as LibreOffice prints it: a PDF."""
    out = file.with_name(f"{file.name}-printed")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (out / f"{file.stem}.pdf").read_bytes()


def photographed(program: str, file: Path, *, dark: bool, whole: bool) -> Image.Image:
    """A page as Chromium draws it: its top, or the whole."""
    from playwright.sync_api import sync_playwright  # nothing else here needs it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport=WINDOW, color_scheme="dark" if dark else "light")
        page.goto(file.as_uri())
        data = page.screenshot(full_page=whole)
        browser.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def framed_drawing(file: Path) -> Path:
    """A drawing on a page that is as wide as the window."""
    page = file.with_suffix(".html")
    page.write_text(
        f'<body style="margin:0"><img src="{file.name}" style="width:100%;display:block">', encoding="utf-8"
    )
    return page


def drawn_board(file: Path) -> Path:
    """A board of JSON Canvas as a page: its boxes, colours and words where the file says that they are."""
    nodes = json.loads(file.read_text(encoding="utf-8"))["nodes"]
    left, top = min(node["x"] for node in nodes), min(node["y"] for node in nodes)
    wide = max(node["x"] + node["width"] for node in nodes) - left
    scale = WINDOW["width"] / (wide + 40)
    high = max(node["y"] + node["height"] for node in nodes) - top
    boxes = [f'<body style="zoom:{scale:.3f};height:{high + 40}px">']
    for node in nodes:
        colour = _PRESETS.get(str(node.get("color", "")), node.get("color", "#ffffff"))
        place = (
            f"left:{node['x'] - left + 20}px;top:{node['y'] - top + 20}px;"
            f"width:{node['width']}px;height:{node['height']}px"
        )
        look = f"border-color:{colour}" if node["type"] == "group" else f"background:{colour}"
        words = html.escape(node.get("text", node.get("label", "")))
        label = f'<p style="left:{node["x"] - left + 22}px;top:{node["y"] - top - 2}px">{words}</p>'
        group = node["type"] == "group"
        boxes.append(f'<div class="{node["type"]}" style="{place};{look}">{"" if group else words}</div>')
        boxes.append(label if group else "")
    page = file.with_suffix(".board.html")
    page.write_text(_BOARD + "\n".join(boxes), encoding="utf-8")
    return page


def shown(figure: Figure, file: Path) -> list[Image.Image] | str:
    """What stands in a file, as pictures of its pages; or the program that is missing for that."""
    wanted = SHOWN.get(figure.name, ())
    if file.suffix == ".pdf":
        return pages_of_pdf(file.read_bytes(), wanted)
    if file.suffix == ".png":
        return [Image.open(file).convert("RGB")]
    if file.suffix not in PAGES:
        soffice = shutil.which("soffice")
        return "LibreOffice (soffice)" if soffice is None else pages_of_pdf(printed(soffice, file), wanted)
    chromium = shutil.which("chromium")
    page, whole = PAGES[file.suffix](file), file.suffix != ".html"
    return "Chromium" if chromium is None else [photographed(chromium, page, dark=figure.name in DARK, whole=whole)]


PAGES: Mapping[str, Callable[[Path], Path]] = {
    ".html": lambda file: file,
    ".svg": framed_drawing,
    ".canvas": drawn_board,
}
"""What a browser shows: suffix → the page with it."""


def trimmed(picture: Image.Image) -> Image.Image:
    """A picture without the white around it."""
    box = ImageOps.invert(picture).getbbox()
    return ImageOps.expand(picture.crop(box), 12, "white")


def beside(pages: Sequence[Image.Image]) -> Image.Image:
    """Pages in a row, equally high, each with a thin line around it; four that lie on their sides in two rows."""
    high = max(page.height for page in pages)
    alike = [page.resize((page.width * high // page.height, high), Image.Resampling.LANCZOS) for page in pages]
    framed = [ImageOps.expand(page, 2, _LINE) for page in alike]
    half = 2 if len(framed) == 4 else len(framed)
    rows = [framed[at : at + half] for at in range(0, len(framed), half)]
    gap = high // 40
    wide = max(sum(page.width + gap for page in row) - gap for row in rows)
    whole = Image.new("RGB", (wide, len(rows) * (high + 4 + gap) - gap), "white")
    for number, row in enumerate(rows):
        left = 0
        for page in row:
            whole.paste(page, (left, number * (high + 4 + gap)))
            left += page.width + gap
    return whole


def small(picture: Image.Image) -> bytes:
    """A picture as a PNG of `MOST_BYTES` at most, as wide and with as many colours as there is room for."""
    for width in WIDTHS:
        wide = min(width, picture.width)
        size = (wide, round(picture.height * wide / picture.width))
        scaled = picture.resize(size, Image.Resampling.LANCZOS)
        for colours in COLOURS:
            out = io.BytesIO()
            scaled.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if out.tell() <= MOST_BYTES:
                return out.getvalue()
    raise ValueError(f"a picture of {picture.size} is larger than {MOST_BYTES} bytes however it is made")


def main(names: Sequence[str]) -> None:
    """Write `docs/pictures/gallery/*.png`."""
    page = PAGE.read_text(encoding="utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    missing: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(commands(page)[0], folder)
        for figure in figures(page):
            if names and figure.name not in names:
                continue
            began = time.perf_counter()
            run(figure.words, folder)
            found = shown(figure, folder / figure.file)
            if isinstance(found, str):
                missing.setdefault(found, []).append(figure.name)
                continue
            data = small(beside([trimmed(one) for one in found] if figure.name in TRIMMED else found))
            (PICTURES / f"{figure.name}.png").write_bytes(data)
            print(f"  {figure.name:<20} {len(data) / 1024:6.1f} KiB {time.perf_counter() - began:6.1f} s", flush=True)
    for program, left in missing.items():
        print(f"{program} is not installed: left as they are: {', '.join(left)}.")


if __name__ == "__main__":
    main(sys.argv[1:])
