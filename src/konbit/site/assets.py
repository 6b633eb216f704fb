"""Making what pages need besides themselves: typeface, pictures, static files named by their content."""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path

from django.core.management import call_command

from konbit.site import pictures, typeface
from konbit.site.finders import files

MAKERS = (Path(pictures.__file__), Path(typeface.__file__), pictures.DRAWINGS / "mark.svg")
WHEELS = ("fontpkg-atkinson-hyperlegible", "fonttools", "whitenoise")


def prepare(home: Path) -> bool:
    """Make typeface, pictures and static files where they are missing or old. Returns whether it had to."""
    made, static = home / "made", home / "static"
    if _is_old(made, _of_makers()):
        typeface.make_fonts(made)
        pictures.make_pictures(made)
        _stamp(made).write_text(_of_makers())
    if not _is_old(static, _of_files()):
        return False
    with redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    _stamp(static).write_text(_of_files())
    return True


def _stamp(folder: Path) -> Path:
    return folder / ".made-of"


def _is_old(folder: Path, made_of: str) -> bool:
    return not _stamp(folder).exists() or _stamp(folder).read_text() != made_of


def _of_makers() -> str:
    """Changes when what makes the typeface and the pictures does."""
    return _digest([file.read_text() for file in MAKERS] + [f"{name} {version(name)}" for name in WHEELS])


def _of_files() -> str:
    """Changes when any static file does."""
    said = [(address, file.stat()) for address, file in sorted(files().items())]
    return _digest([f"{address} {status.st_size} {status.st_mtime_ns}" for address, status in said])


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
