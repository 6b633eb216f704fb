"""Making what pages need besides themselves: a small font, and static files named by their content."""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from importlib.resources import files as package_files
from pathlib import Path

from django.core.management import call_command
from fontTools import subset

from konbit.site.finders import files

# Latin with every accent of our languages and their neighbours, punctuation and the signs that we use.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x2192, 0x2190, 0x20AC, 0x00D7),
)
FACES = {"regular": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}


def prepare(home: Path) -> bool:
    """Make the font and collect the static files where they are missing or old. Returns whether it had to."""
    _make_fonts(home / "fonts")
    stamp = home / "static" / ".made-of"
    made_of = _digest()
    if stamp.exists() and stamp.read_text() == made_of:
        return False
    with redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(made_of)
    return True


def _digest() -> str:
    """Changes when any static file does."""
    content = hashlib.sha256()
    for address, file in sorted(files().items()):
        status = file.stat()
        content.update(f"{address} {status.st_size} {status.st_mtime_ns}\n".encode())
    return content.hexdigest()


def _make_fonts(folder: Path) -> None:
    """Cut the typeface down to the characters in use, as WOFF2."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in FACES.items():
        target = folder / f"{name}.woff2"
        if target.exists():
            continue
        options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark"], hinting=False)
        typeface = package_files("fontpkg_atkinson_hyperlegible") / "files" / source
        font = subset.load_font(str(typeface), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        subset.save_font(font, str(target), options)
