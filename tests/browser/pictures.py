"""Pictures of the pages for docs/pictures, taken on the way when PICTURES names a folder."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

#: Colours of a picture; text on white needs no more, and the files stay small.
COLOURS = 64


def keep(page: Page, name: str) -> None:
    """What is in the window now, as ``name``.png."""
    folder = os.environ.get("PICTURES")
    if folder:
        path = Path(folder) / f"{name}.png"
        page.screenshot(path=path)
        _shrink(path)


def keep_sheets(pdf: bytes, name: str, pages: tuple[int, int]) -> None:
    """Two pages of a PDF side by side as ``name``.png."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    with tempfile.TemporaryDirectory() as made:
        sheets = [_sheet(pdf, Path(made), page) for page in pages]
        both = Image.new(
            "RGB", (sum(one.width for one in sheets) + 20, max(one.height for one in sheets)), "#999"
        )
        left = 0
        for one in sheets:
            both.paste(one, (left, 0))
            left += one.width + 20
        both.save(Path(folder) / f"{name}.png")
    _shrink(Path(folder) / f"{name}.png")


def _sheet(pdf: bytes, folder: Path, page: int) -> Image.Image:
    (folder / "letter.pdf").write_bytes(pdf)
    place = ["-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run(
        ["pdftoppm", "-r", "75", "-png", *place, "letter.pdf", f"page{page}"], cwd=folder, check=True
    )
    with Image.open(folder / f"page{page}.png") as image:
        return image.convert("RGB")


def _shrink(path: Path) -> None:
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
