"""Pictures for those who cannot draw our SVG: messengers that preview a link, home screens of phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from konbit.site.typeface import whole

DRAWINGS = Path(__file__).resolve().parent.parent / "base" / "static" / "konbit"
PAPER, INK, BRICK = "#fbf6ec", "#221c16", "#9c3a2a"
SHARE = (1200, 630)  # pixels, the proportions that messengers crop to
TOUCH = (180, 180)
FINER = 3  # drawn larger, then shrunk: smooth edges

Polygon = list[tuple[float, float]]


def polygons(drawing: str) -> Iterator[tuple[str, Polygon]]:
    """Fill and corners of each shape of an SVG that is made of absolute polygons only, as ours are."""
    for path in re.findall(r"<path[^>]*>", drawing):
        fill = re.search(r'fill="(#\w+)"', path)
        for outline in re.findall(r"M([-\d. L]+)z", path):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
            yield fill[1] if fill else INK, list(zip(numbers[::2], numbers[1::2], strict=True))


def _draw(canvas: ImageDraw.ImageDraw, name: str, x: float, y: float, scale: float) -> None:
    """Put a drawing of ours with its upper left corner at (x, y) pixels."""
    for fill, corners in polygons((DRAWINGS / name).read_text()):
        canvas.polygon([(FINER * (x + scale * a), FINER * (y + scale * b)) for a, b in corners], fill=fill)


def _sheet(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (FINER * size[0], FINER * size[1]), PAPER)
    return image, ImageDraw.Draw(image)


def _save(image: Image.Image, size: tuple[int, int], file: Path) -> None:
    small = image.resize(size, Image.Resampling.LANCZOS)
    small.quantize(32, dither=Image.Dither.NONE).save(file, optimize=True)


def make_pictures(folder: Path) -> None:
    """Write `share.png`, shown with a link in a messenger, and `touch.png`, shown on a home screen."""
    folder.mkdir(parents=True, exist_ok=True)
    image, canvas = _sheet(SHARE)
    canvas.rectangle((0, 0, FINER * 1200, FINER * 22), fill=BRICK)
    _draw(canvas, "mark.svg", 780, 50, 7.2)
    canvas.text(
        (FINER * 60, FINER * 90), "Konbit", fill=INK, font=ImageFont.truetype(whole("bold"), FINER * 190)
    )
    for x in (0, 1200):
        _draw(canvas, "frieze.svg", x, 592 - 1.667 * 112, 1.667)
    canvas.rectangle((0, FINER * 590, FINER * 1200, FINER * 630), fill=INK)
    _save(image, SHARE, folder / "share.png")

    image, canvas = _sheet(TOUCH)
    _draw(canvas, "mark.svg", 12, 12, 3.25)
    _save(image, TOUCH, folder / "touch.png")
