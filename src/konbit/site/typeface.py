"""The typeface of the pages, cut down to the characters in use."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fontTools import subset

# Latin with every accent of our languages and their neighbours, punctuation and the signs that we use.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x2192, 0x2190, 0x20AC, 0x00D7),
)
FACES = {"regular": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}


def whole(face: str) -> Path:
    """The file of a face ("regular", "bold") as its makers publish it."""
    return Path(str(files("fontpkg_atkinson_hyperlegible") / "files" / FACES[face]))


def make_fonts(folder: Path) -> None:
    """Write `regular.woff2` and `bold.woff2`."""
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark"], hinting=False)
        font = subset.load_font(str(whole(face)), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        subset.save_font(font, str(folder / f"{face}.woff2"), options)
